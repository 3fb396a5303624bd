import RecordIO
import RiskCore

extension SourceFormat {
  /// The annexes of EU regulations as tables, one file for each regulation.
  static let euRegulationAnnex = SourceFormat(
    id: "eu-regulation-annex",
    reference: Reference(
      reads: """
        The annexes of EU regulations with restrictive measures as tables of 45 columns, one file \
        for each regulation; give all files under `path`. A file with a header and no rows is a \
        regulation that lists nobody today. The key is CELEX number, annex and record id, \
        `32014R0269/I.PERSONS/1`; records without an id have their folded name in its place, and \
        are joined when the annex names them twice. The part is the measure in kebab case \
        (`asset-freeze`, `export-control`, `transportation-restrictions`, \
        `financial-restrictions`, `services-ban`, `investment-ban`), for severities of their own. \
        The tables say no date of their own.
        """,
      published:
        "OpenSanctions, source data of \"EU Council Official Journal Sanctioned Entities\", "
        + "typed off the Official Journal, https://eur-lex.europa.eu",
      used: """
        celex, recordId, annex, measure, programKey, startDate, schema, name, alias, weakAlias, \
        previousName, country, nationality, jurisdiction, flag, the country of addresses, all \
        columns of numbers, email and website. Names are separated by semicolons. A bracket at the \
        end of a name that holds it in another script, or a shorter form with the same quoted \
        word, is a further strong name; notes there are left out; other brackets stay in the name.
        """,
      notUsed: """
        reason, notes, birth data, position, gender, appearance, ethnicity, parents, legal form, \
        sector, incorporation date, phone, addresses but for their country.
        """),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        let file = try request.records(index)
        let reading = AnnexReading(
          try file.columns(AnnexReading.required, optional: AnnexReading.optional))
        passes.append(
          file.pass { row, collector throws(RowProblem) in try reading.read(row, collector) })
      }
      return SourceStream(request, passes)
    })
}

/// What a row of an annex says.
private final class AnnexReading {
  static let required = [
    "celex", "recordId", "programKey", "annex", "measure", "startDate", "schema", "name", "alias",
  ]
  static let optional = [
    "weakAlias", "previousName", "country", "nationality", "jurisdiction", "flag", "address",
    "passportNumber", "idNumber", "registrationNumber", "taxNumber", "innCode", "ogrnCode",
    "kppCode", "okpoCode", "leiCode", "swiftBic", "ticker", "imoNumber", "mmsi", "email",
    "website",
  ]

  private let celex, recordID, programme, annex, measure, startDate, schema: MappedColumn
  private let name, address: MappedColumn
  private let furtherNames: [(column: MappedColumn, kind: ListedName.Kind)]
  private let countryColumns: [MappedColumn]
  private let numbers: [(column: MappedColumn, kind: String)]
  private let contacts: [(column: MappedColumn, kind: String)]
  private let otherNumbers: [(column: MappedColumn, kind: String)]
  private let registrations, idNumber, passport, ships: MappedColumn
  private var countries: ListedCountries?

  init(_ columns: ListColumns) {
    celex = columns["celex"]
    recordID = columns["recordId"]
    programme = columns["programKey"]
    annex = columns["annex"]
    measure = columns["measure"]
    startDate = columns["startDate"]
    schema = columns["schema"]
    name = columns["name"]
    address = columns["address"]
    furtherNames = [
      (columns["alias"], .strong), (columns["weakAlias"], .weak),
      (columns["previousName"], .former),
    ]
    countryColumns = ["country", "jurisdiction", "flag", "nationality"].map { columns[$0] }
    numbers = [
      (columns["taxNumber"], "tax-id"), (columns["innCode"], "inn"),
      (columns["ogrnCode"], "ogrn"), (columns["kppCode"], "kpp"), (columns["okpoCode"], "okpo"),
    ]
    registrations = columns["registrationNumber"]
    idNumber = columns["idNumber"]
    ships = columns["imoNumber"]
    contacts = [(columns["email"], "email"), (columns["website"], "website")]
    otherNumbers = [
      (columns["leiCode"], "lei"), (columns["swiftBic"], "swift-bic"),
      (columns["ticker"], "ticker"), (columns["mmsi"], "mmsi"),
    ]
    passport = columns["passportNumber"]
  }

  func read(_ row: RowReader, _ collector: SourceCollector) throws(RowProblem) {
    try collector.refuseCopy(of: row)
    let countries = self.countries ?? ListedCountries(row.context)
    self.countries = countries
    let regulation = try row.required(celex)
    try check(row, regulation)
    let names = AnnexNames.split(try row.required(name))
    guard let first = names.first else {
      throw RowProblem(
        column: name.name, kind: .missingValue,
        explanation: "column 'name' holds no name but marks; every row needs one")
    }
    let record = row.text(recordID)
    let part = row.text(annex)
    let key = "\(regulation)/\(part)/\(record.isEmpty ? Token.of(first) : record)"

    var draft = EntryDraft(key: key, origin: row.origin)
    fill(&draft, names, row, countries)
    draft.part = Token.of(row.text(measure))
    draft.addProgramme(row.text(programme))
    draft.locator = "CELEX \(regulation), annex \(part)" + (record.isEmpty ? "" : ", \(record)")
    if let text = row.optional(startDate) {
      draft.listedOn = DateForm.date(text, [.dayMonthYear, .dayMonthName, .iso])
      if draft.listedOn == nil { row.note(.unreadableDate, startDate) }
    }
    guard record.isEmpty else {
      try collector.add(draft)
      return
    }
    collector.add(draft) { earlier in
      self.fill(&earlier, names, row, countries)
      if let day = draft.listedOn { earlier.listedOn = min(earlier.listedOn ?? day, day) }
    }
  }

  private func check(_ row: RowReader, _ regulation: String) throws(RowProblem) {
    // `32014R0269`: sector, year, letter of the act, number.
    let bytes = Array(regulation.utf8.prefix(20))
    let isNumber =
      bytes.count >= 10 && bytes[..<5].allSatisfy { (0x30...0x39).contains($0) }
      && (0x41...0x5A).contains(bytes[5])
    let schemaIsKnown = Self.party(row.text(schema)) != nil
    if !isNumber && !schemaIsKnown {
      throw RowProblem(
        column: nil, kind: .shiftedColumns,
        explanation: "columns 'celex' and 'schema' hold what belongs elsewhere, as if the row had "
          + "slipped sideways; look for a lost or added comma")
    }
    guard isNumber else {
      throw RowProblem(
        column: celex.name, kind: .badValue,
        explanation: "column 'celex' holds \(row.quoted(regulation)), which is no CELEX number "
          + "such as 32014R0269; look for a shifted row")
    }
    if !schemaIsKnown { row.note(.unmappedWord, schema) }
  }

  /// Nil for a word that is none of the tables'.
  private static func party(_ schema: String) -> PartyKind? {
    switch schema {
    case "Person": .person
    case "LegalEntity", "Company", "Organization", "PublicBody": .organisation
    case "Vessel": .vessel
    case "Airplane": .aircraft
    // Ports, airports, crypto-assets.
    case "Asset", "": .unknown
    default: nil
    }
  }

  private func fill(
    _ draft: inout EntryDraft, _ names: [String], _ row: RowReader, _ countries: ListedCountries
  ) {
    draft.party = Self.party(row.text(schema)) ?? .unknown
    for (index, value) in names.enumerated() {
      for (form, text) in AnnexNames.forms(of: value).enumerated() {
        draft.addName(text, index == 0 && form == 0 ? .primary : .strong)
      }
    }
    for (column, kind) in furtherNames {
      for value in AnnexNames.split(row.text(column)) {
        for text in AnnexNames.forms(of: value) { draft.addName(text, kind) }
      }
    }
    for column in countryColumns {
      for value in AnnexNames.split(row.text(column)) {
        countries.add(value, column.name, to: &draft)
      }
    }
    // Most addresses end in their country; what else they end in is nothing to note.
    for value in AnnexNames.split(row.text(address)) {
      draft.addCountry(countries.code(ofAddress: value))
    }
    addNumbers(&draft, row, countries)
  }

  private func addNumbers(
    _ draft: inout EntryDraft, _ row: RowReader, _ countries: ListedCountries
  ) {
    let isPerson = draft.party == .person
    let idKind = isPerson ? "national-id" : "registration-number"
    let texts =
      numbers + [(registrations, "registration-number"), (idNumber, idKind)]
    for (column, kind) in texts {
      guard let text = row.optional(column) else { continue }
      if isPerson && kind == "national-id" {
        ListedDetails.addDocuments(text, kind, to: &draft)
        continue
      }
      let found = RegistrationNumbers.read(text, usualKind: kind) {
        countries.codes(in: $0).first
      }
      for number in found {
        draft.addIdentifier(number.kind, number.value, country: number.country)
      }
    }
    for (column, kind) in otherNumbers {
      for value in AnnexNames.split(row.text(column)) {
        // `KHJBSDKH and 5040942458`: what is behind the first word is another thing.
        draft.addIdentifier(kind, String(value.prefix { $0 != " " }))
      }
    }
    for value in AnnexNames.split(row.text(passport)) {
      ListedDetails.addDocuments(value, "passport", to: &draft)
    }
    ListedDetails.addShipNumbers(row.text(ships), to: &draft)
    for (column, kind) in contacts { ListedDetails.addContacts(row.text(column), kind, to: &draft) }
  }
}
