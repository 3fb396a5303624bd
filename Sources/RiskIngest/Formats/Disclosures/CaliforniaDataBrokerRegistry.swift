import RecordIO
import RiskCore

extension SourceFormat {
  /// California's registry of data brokers.
  static let caDataBrokerRegistry = SourceFormat(
    id: "ca-data-broker-registry", tables: [.disclosures],
    reference: Reference(
      reads: """
        The data brokers registered in California: what kinds of personal information each says it \
        collects, and which laws it is regulated under. The list has no ids; a broker's key \
        is its name as a token, and rows of one name are joined.
        """,
      published: "California Privacy Protection Agency, Data Broker Registry",
      used: """
        Name, names it does business as, website, country, the three questions on minors, precise \
        geolocation and reproductive health care, the address for privacy rights, and the \
        questions on FCRA, GLBA, IIPPA, CMIA and HIPAA; columns are found by distinctive words.
        """,
      notUsed: "Addresses and contacts, numbers of requests, explanations."),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        // The first line groups the columns.
        let file = try request.records(index, dialect: CSVDialect(preambleLines: 1))
        let broker = try DataBroker(file)
        passes.append(
          file.pass { (row, collector) throws(RowProblem) in
            collector.merge(try broker.disclosure(row))
          })
      }
      return SourceStream(request, passes)
    })
}

/// The columns of the registry.
private struct DataBroker {
  private let name, trade, website, country, policy: MappedColumn
  private let collects: [(value: String, column: MappedColumn)]
  private let laws: [(value: String, column: MappedColumn)]

  /// Finds the columns: headers are whole sentences that differ from year to year in little things.
  init(_ file: RecordFile) throws(InputError) {
    let header = file.header.map(NameFolding.folded)
    func column(_ name: String, _ phrases: [String], beginning: String = "") -> MappedColumn {
      let position = header.firstIndex { title in
        title.hasPrefix(beginning) && phrases.allSatisfy { title.contains($0) }
      }
      return MappedColumn(name: name, position: position, values: [:])
    }
    name = column("data broker name", [], beginning: "data broker name")
    trade = column("doing business as", ["doing business as"])
    website = column("primary website", [], beginning: "data broker primary website")
    country = column("country", [], beginning: "data broker country")
    policy = column("privacy rights", ["consumer privacy act rights"])
    collects = [
      ("minors", column("minors", ["collects", "minors"])),
      ("precise-geolocation", column("precise geolocation", ["collects", "precise geolocation"])),
      ("reproductive-health", column("reproductive health", ["collects", "reproductive health"])),
    ]
    laws = ["fcra", "glba", "iippa", "cmia", "hipaa"].map { law in
      (law, column(law, ["is regulated by", law], beginning: "the data broker or any"))
    }
    let needed = [name] + collects.map(\.column)
    let missing = needed.filter { $0.position == nil }.map { "'\($0.name)'" }
    guard missing.isEmpty else {
      throw InputError(
        path: file.name.path,
        reason: .badHeader(
          problem: "no column on the second line speaks of \(missing.joined(separator: ", ")); "
            + "check that the file is the registry as published, with its line of groups on top"))
    }
  }

  func disclosure(_ row: RowReader) throws(RowProblem) -> Disclosure {
    let name = PartyNames.trimmed(try row.required(self.name))
    let answers = (collects + laws).map { (value: $0.value, $0.column, row.text($0.column)) }
    let strange = answers.filter { answer(to: $0.2) == nil }
    if strange.count > 1 {
      throw RowProblem(
        column: strange[0].1.name, kind: .shiftedColumns,
        explanation: "\(strange.count) columns that answer yes or no hold something else, "
          + "\(row.quoted(strange[0].2)) for example; look for a comma or quote too many")
    }
    for (_, column, _) in strange { row.note(.unmappedWord, column) }
    var disclosure = Disclosure(partyID: Token.of(name), name: name, origin: row.origin)
    addNames(row, to: &disclosure)
    disclosure.website = WebHost.host(of: row.text(website))
    let country = row.text(self.country)
    if country != "N/A" {
      disclosure.country = row.context.notedCountry(country, self.country.name)
    }
    disclosure.add("broker", "yes")
    for (index, (value, _, text)) in answers.enumerated() where answer(to: text) == true {
      disclosure.add(index < collects.count ? "collects" : "regulated-under", value)
    }
    disclosure.add("policy-url", row.text(policy).isEmpty ? "missing" : "present")
    return disclosure
  }

  /// Nil when the text is no answer.
  private func answer(to text: String) -> Bool? {
    switch text.lowercased() {
    case "yes": true
    case "no", "n/a", "": false
    default: nil
    }
  }

  /// Adds the names a broker does business under, listed with commas and on lines.
  ///
  /// A comma before a legal form belongs to the name: `IDM, LLC`.
  private func addNames(_ row: RowReader, to disclosure: inout Disclosure) {
    PartyNames.aliases(in: disclosure.name).forEach { disclosure.addAlias($0) }
    for line in row.text(trade).split(whereSeparator: \.isNewline) {
      var names: [String] = []
      for part in line.split(separator: ",") {
        let text = PartyNames.trimmed(part)
        if let last = names.indices.last, PartyNames.isLegalForm(text) {
          names[last] += ", " + text
        } else if !text.isEmpty {
          names.append(text)
        }
      }
      for name in names {
        guard let plain = PartyNames.further(name), plain != "N/A", plain != "None" else {
          continue
        }
        disclosure.addAlias(plain)
        PartyNames.aliases(in: plain).forEach { disclosure.addAlias($0) }
      }
    }
  }
}
