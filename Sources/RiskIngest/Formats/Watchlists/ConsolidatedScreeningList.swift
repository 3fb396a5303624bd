import RecordIO
import RiskCore

extension SourceFormat {
  /// The Consolidated Screening List of the United States, as CSV or JSON.
  static let usConsolidatedScreeningList = SourceFormat(
    id: "us-csl",
    reference: Reference(
      reads:
        "The Consolidated Screening List, which joins the lists of the Departments of Commerce, State and the Treasury: "
        + "consolidated.csv in both layouts (with and without `_id`), or consolidated.json; which one is told by its first character.",
      published:
        "US International Trade Administration, https://www.trade.gov/consolidated-screening-list",
      used:
        "source (its code is the part of the list, its office the authority), _id or entity_number of Treasury lists (the key; elsewhere "
        + "part and words of the name, for ids change between editions), type, programs, name, alt_names, addresses "
        + "(their country), nationalities, citizenships, ids, start_date, end_date, federal_register_notice",
      notUsed:
        "titles, license requirements and policies, standard orders, vessels' details, remarks, births, links"
    ),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        if try ScreeningListJSON.isJSON(request.bytes(index)) {
          passes.append(try ScreeningListJSON.pass(request, index))
        } else {
          let file = try request.records(index)
          let reader = ScreeningListRow(
            try file.columns(
              ["source", "type", "name", "addresses"],
              optional: [
                "_id", "entity_number", "programs", "alt_names", "nationalities", "citizenships",
                "ids",
                "start_date", "end_date", "federal_register_notice",
              ]))
          passes.append(
            file.pass { row, collector throws(RowProblem) in
              try collector.refuseCopy(of: row)
              try reader.values(of: row).add(to: collector, row.context, row.origin)
            })
        }
      }
      return SourceStream(request, passes)
    })
}

/// One entry of the list, whichever way it is written.
private struct ScreeningListValues {
  var id = ""
  var source = ""
  var type = ""
  var name = ""
  var aliases: [String] = []
  var programmes: [String] = []
  /// Addresses, or the countries of them.
  var places: [String] = []
  /// Country codes.
  var countries: [String] = []
  /// `type, value, country`.
  var ids: [String] = []
  var startDate = ""
  var endDate = ""
  var notice = ""

  func add(
    to collector: SourceCollector, _ context: CellContext, _ origin: RecordOrigin
  ) throws(RowProblem) {
    let part = ScreeningListSource(source)
    guard !part.code.isEmpty else {
      throw RowProblem(
        column: "source", kind: .shiftedColumns,
        explanation:
          "column 'source' holds '\(source.prefix(60))', which names no list with a code in "
          + "brackets; look for a field too few or too many")
    }
    guard !name.isEmpty else {
      throw RowProblem(
        column: "name", kind: .missingValue,
        explanation: "column 'name' is empty; every entry needs it")
    }
    guard let party = Self.parties[type] else {
      throw RowProblem(
        column: "type", kind: .unknownName,
        explanation:
          "column 'type' holds '\(type.prefix(60))', which is none of Individual, Entity, Vessel, "
          + "Aircraft; look for a field too few or too many")
    }
    let group = NameGroup(name)
    // Numbers of the Treasury stay; the other ids are hashes that change with every edition.
    let isNumber = !id.isEmpty && id.utf8.allSatisfy { (0x30...0x39).contains($0) }
    var draft = EntryDraft(
      key: isNumber ? "\(part.code)/\(id)" : "\(part.code)/\(Token.of(group.name))",
      origin: origin)
    draft.party = party
    draft.part = part.code
    draft.authority = part.office
    draft.addName(group.name, .primary)
    for alias in group.aliases { draft.addName(alias, .strong) }
    for alias in aliases {
      // Notes on where parties sit are no names, and names in quotes lose them.
      if alias.hasPrefix("(") && alias.hasSuffix(")") { continue }
      let isQuoted = alias.hasPrefix("\"") && alias.hasSuffix("\"") && alias.utf8.count > 2
      draft.addName(isQuoted ? String(alias.dropFirst().dropLast()) : alias, .strong)
    }
    for affiliate in group.affiliates {
      draft.addLink(ListedLink(relation: .linked, name: affiliate))
    }
    for programme in programmes { draft.addProgramme(programme) }
    for place in places { draft.addCountry(Self.country(ofAddress: place, context)) }
    for country in countries { draft.addCountry(context.notedCountry(country, "nationalities")) }
    for id in ids { Self.addIdentifier(id, to: &draft, context) }
    draft.listedOn = context.notedDate(startDate, [.iso, .monthDayYear], "start_date")
    draft.endedOn = context.notedDate(endDate, [.iso, .monthDayYear], "end_date")
    draft.locator = notice
    collector.add(draft) { existing in
      // One party once for each address or country.
      for name in draft.names {
        existing.addName(name.text, name.kind == .primary ? .strong : name.kind)
      }
      for country in draft.countries { existing.addCountry(country) }
      for id in draft.identifiers {
        existing.addIdentifier(id.kind, id.value, country: id.country)
      }
      if let day = draft.listedOn { existing.listedOn = min(existing.listedOn ?? day, day) }
      if let before = existing.endedOn, let after = draft.endedOn {
        existing.endedOn = max(before, after)
      } else {
        existing.endedOn = nil
      }
    }
  }

  private static let parties: [String: PartyKind] = [
    "": .unknown, "Individual": .person, "Entity": .organisation, "Vessel": .vessel,
    "Aircraft": .aircraft,
  ]

  /// The country at the end of an address, or the address itself when it is a code.
  private static func country(ofAddress address: String, _ context: CellContext) -> String? {
    let last = address.split(separator: ",").last.map { Blanks.trimmed(String($0)) } ?? ""
    guard last.utf8.count == 2, last.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else {
      return nil
    }
    return context.country(last)
  }

  /// Adds `type, value, country`, of which the value may hold commas and the country be missing.
  private static func addIdentifier(
    _ text: String, to draft: inout EntryDraft, _ context: CellContext
  ) {
    var parts = text.split(separator: ",").map { Blanks.trimmed(String($0)) }
    guard parts.count >= 2 else { return }
    let kind = parts.removeFirst()
    // What the list files among ids and is none.
    if kind.hasPrefix("Additional Sanctions") || kind == "Gender"
      || kind.hasPrefix("Executive Order")
      || kind.hasPrefix("Secondary sanctions")
    {
      return
    }
    var country: String?
    if parts.count > 1, let last = parts.last, last.utf8.count == 2 {
      country = context.country(last)
      if country != nil { parts.removeLast() }
    }
    draft.addIdentifier(
      kinds[kind] ?? Token.of(kind), parts.joined(separator: ", "), country: country)
  }

  private static let kinds: [String: String] = [
    "Tax ID No.": "tax-id", "Registration Number": "registration-number",
    "Registration ID": "registration-number", "Company Number": "registration-number",
    "SWIFT/BIC": "swift-bic", "D-U-N-S Number": "duns", "Website": "website",
    "Email Address": "email", "Passport": "passport", "National ID No.": "national-id",
    "Vessel Registration Identification": "imo", "Legal Entity Number": "lei",
  ]
}

/// The name of a list with its code in brackets and its office behind a dash.
private struct ScreeningListSource {
  var code = ""
  var office = ""

  /// `Military End User (MEU) List - Bureau of Industry and Security` is `MEU` of that bureau.
  init(_ text: String) {
    guard let open = text.firstIndex(of: "("), let close = text[open...].firstIndex(of: ")") else {
      return
    }
    // `NS-MBS List` is `NS-MBS`.
    let words = text[text.index(after: open)..<close].split(separator: " ")
    guard let first = words.first, first.utf8.count <= 12,
      first.utf8.allSatisfy({ (0x41...0x5A).contains($0) || $0 == 0x2D })
    else { return }
    code = String(first)
    let behind = text[close...]
    if let dash = behind.firstIndex(where: { $0 == "-" || $0 == "–" }) {
      office = Blanks.trimmed(String(behind[behind.index(after: dash)...]))
    }
  }
}

/// A cell that names a party and those that belong to it.
private struct NameGroup {
  var name: String
  var aliases: [String] = []
  var affiliates: [String] = []

  /// Phrases behind which no name stands any more.
  private static let ends = [
    "; and any successor", " and any successor", ", and any successor", "; and any sub-unit",
    " and any sub-unit",
  ]
  private static let affiliate = "Affiliated Entity:"

  init(_ text: String) {
    var head = Substring(text)
    for end in Self.ends {
      if let place = Self.place(of: end, in: head) { head = head[..<place] }
    }
    if let place = Self.place(of: Self.affiliate, in: head) {
      let rest = head[place...].dropFirst(Self.affiliate.count)
      affiliates = [Blanks.trimmed(String(rest))].filter { !$0.isEmpty }
      head = head[..<place]
    }
    name = Blanks.trimmed(String(head))
    if name.hasSuffix(".") && !affiliates.isEmpty { name = String(name.dropLast()) }
    // `Huawei Technologies Co., Ltd. (Huawei)`: what the group calls itself.
    if !affiliates.isEmpty, name.hasSuffix(")"), let open = name.lastIndex(of: "(") {
      aliases = [String(name[name.index(after: open)...].dropLast())]
      name = Blanks.trimmed(String(name[..<open]))
    }
    if name.isEmpty { name = text }
  }

  private static func place(of text: String, in whole: Substring) -> Substring.Index? {
    let (here, wanted) = (whole.utf8, Array(text.utf8))
    guard let first = wanted.first else { return nil }
    var index = here.startIndex
    while let found = here[index...].firstIndex(of: first) {
      if here[found...].starts(with: wanted) { return found }
      index = here.index(after: found)
    }
    return nil
  }
}

/// The CSV edition.
private struct ScreeningListRow {
  private let id, number, source, type, name, addresses, programmes, aliases: MappedColumn
  private let nationalities, citizenships, ids, start, end, notice: MappedColumn

  init(_ columns: ListColumns) {
    id = columns["_id"]
    number = columns["entity_number"]
    source = columns["source"]
    type = columns["type"]
    name = columns["name"]
    addresses = columns["addresses"]
    programmes = columns["programs"]
    aliases = columns["alt_names"]
    nationalities = columns["nationalities"]
    citizenships = columns["citizenships"]
    ids = columns["ids"]
    start = columns["start_date"]
    end = columns["end_date"]
    notice = columns["federal_register_notice"]
  }

  func values(of row: RowReader) -> ScreeningListValues {
    var values = ScreeningListValues()
    let number = row.text(number)
    values.id = number.isEmpty ? row.text(id) : number
    values.source = row.text(source)
    values.type = row.text(type)
    values.name = row.text(name)
    values.aliases = row.list(aliases)
    values.programmes = row.list(programmes)
    values.places = row.list(addresses)
    values.countries = row.list(nationalities) + row.list(citizenships)
    values.ids = row.list(ids)
    values.startDate = row.text(start)
    values.endDate = row.text(end)
    values.notice = row.text(notice)
    return values
  }
}

/// The JSON edition: arrays where the CSV joins, objects for addresses and ids.
private enum ScreeningListJSON {
  /// Whether the first character is that of a JSON document.
  static func isJSON(_ source: any ByteSource) throws(InputError) -> Bool {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 8)
    defer { buffer.deallocate() }
    let count = try source.read(into: buffer)
    let blanks: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
    let first = buffer[..<count].first { !blanks.contains($0) }
    return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
  }

  static func pass(
    _ request: SourceRequest, _ index: Int
  ) throws(InputError) -> SourceStream.Pass {
    let file = try request.elements(index, layout: .document(records: ["results"]))
    return file.pass { element, context, collector throws(RowProblem) in
      let value = element.value
      func text(_ name: String) -> String { context.clean(value[name]?.text ?? "", name) }
      func list(_ name: String) -> [String] {
        (value[name]?.elements ?? []).map { context.clean($0.text ?? "", name) }
          .filter { !$0.isEmpty }
      }
      var values = ScreeningListValues()
      let number = text("entity_number")
      values.id = number.isEmpty ? text("id") : number
      values.source = text("source")
      values.type = text("type")
      values.name = text("name")
      values.aliases = list("alt_names")
      values.programmes = list("programs")
      values.places = (value["addresses"]?.elements ?? []).map {
        context.clean($0["country"]?.text ?? "", "addresses")
      }
      values.countries = list("nationalities") + list("citizenships")
      values.ids = (value["ids"]?.elements ?? []).map { id in
        ["type", "number", "country"].compactMap { id[$0]?.text }.joined(separator: ", ")
      }
      values.startDate = text("start_date")
      values.endDate = text("end_date")
      values.notice = text("federal_register_notice")
      try values.add(
        to: collector, context,
        RecordOrigin(file: context.file, line: element.position.line))
    }
  }
}
