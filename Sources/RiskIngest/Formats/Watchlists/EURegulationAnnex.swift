import RecordIO
import RiskCore

extension SourceFormat {
  /// The annexes of regulations of the European Union as tables, a file for each regulation.
  static let euRegulationAnnex = SourceFormat(
    id: "eu-regulation-annex",
    reference: Reference(
      reads: "Annexes of EU sanctions regulations kept as tables, one file for each regulation; `path` may be a pattern. "
        + "A party of several annexes or measures is an entry for each.",
      published: "the regulations: Official Journal of the European Union, https://eur-lex.europa.eu; the tables: OpenSanctions' "
        + "repository (CC BY-NC 4.0)",
      used: "celex, annex and recordId with name and measure (the key), measure (the part of the list), programKey, startDate, schema, name, alias, "
        + "weakAlias, previousName, country, nationality, jurisdiction, registration, tax and other numbers, website",
      notUsed: "reason, addresses, births, positions, passports, phones, e-mails, notes"),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        let file = try request.records(index)
        let reader = AnnexRow(
          try file.columns(
            ["celex", "recordId", "annex", "measure", "startDate", "schema", "name", "alias"],
            optional: [
              "programKey", "weakAlias", "previousName", "country", "nationality", "jurisdiction", "website",
            ] + AnnexRow.numbers.map(\.column)))
        passes.append(
          file.pass { row, collector throws(RowProblem) in
            try collector.refuseCopy(of: row)
            try reader.add(row, to: collector)
          })
      }
      return SourceStream(request, passes)
    })
}

private struct AnnexRow {
  static let numbers: [(column: String, kind: String)] = [
    ("registrationNumber", "registration-number"), ("taxNumber", "tax-id"), ("idNumber", "other"),
    ("innCode", "inn"), ("ogrnCode", "ogrn"), ("kppCode", "kpp"), ("okpoCode", "okpo"),
    ("leiCode", "lei"), ("swiftBic", "swift-bic"), ("ticker", "ticker"), ("imoNumber", "imo"),
    ("mmsi", "mmsi"),
  ]

  private let celex, record, annex, measure, programme, startDate, schema, name: MappedColumn
  private let alias, weakAlias, previousName, website: MappedColumn
  private let places: [MappedColumn]
  private let numbers: [(column: MappedColumn, kind: String)]

  init(_ columns: ListColumns) {
    celex = columns["celex"]
    record = columns["recordId"]
    annex = columns["annex"]
    measure = columns["measure"]
    programme = columns["programKey"]
    startDate = columns["startDate"]
    schema = columns["schema"]
    name = columns["name"]
    alias = columns["alias"]
    weakAlias = columns["weakAlias"]
    previousName = columns["previousName"]
    website = columns["website"]
    places = [columns["country"], columns["nationality"], columns["jurisdiction"]]
    numbers = Self.numbers.map { (columns[$0.column], $0.kind) }
  }

  /// Numbers of records repeat over the annexes of a regulation, and one annex numbers persons and
  /// bodies each from 1, so the key holds the name as well.
  func add(_ row: RowReader, to collector: SourceCollector) throws(RowProblem) {
    let primary = try row.required(name)
    let parts = [
      try row.required(celex), row.text(annex), row.text(record), Token.of(primary),
      Token.of(row.text(measure)),
    ]
    var draft = EntryDraft(
      key: parts.filter { !$0.isEmpty }.joined(separator: "/"), origin: row.origin)
    switch row.text(schema) {
    case "Person": draft.party = .person
    case "Vessel": draft.party = .vessel
    case "Airplane": draft.party = .aircraft
    case "LegalEntity", "Company", "Organization", "PublicBody": draft.party = .organisation
    default: draft.party = .unknown
    }
    draft.addName(primary, .primary)
    for (column, kind) in [
      (alias, ListedName.Kind.strong), (weakAlias, .weak), (previousName, .former),
    ] {
      for name in row.list(column) { addName(name, kind, to: &draft) }
    }
    for place in places {
      for country in row.list(place) {
        draft.addCountry(row.context.notedCountry(country, place.name))
      }
    }
    for (column, kind) in numbers {
      for value in row.list(column) { draft.addIdentifier(kind, value) }
    }
    for address in row.list(website) { draft.addIdentifier("website", address) }
    draft.part = row.text(measure)
    draft.addProgramme(row.text(programme))
    draft.listedOn = row.context.notedDate(
      row.text(startDate), [.dayMonthYear, .dayMonthName], startDate.name)
    draft.locator = row.text(celex)
    collector.add(draft) { existing in
      // The same party twice under one number: what the second row adds is kept.
      for name in draft.names { existing.addName(name.text, name.kind) }
      for country in draft.countries { existing.addCountry(country) }
      for number in draft.identifiers { existing.addIdentifier(number.kind, number.value) }
    }
  }

  /// Adds a name and, where a bracket at its end holds it in another script, that as a name too:
  /// `Sergei Aksenov (Сергей Аксёнов)`.
  private func addName(_ text: String, _ kind: ListedName.Kind, to draft: inout EntryDraft) {
    guard text.hasSuffix(")"), let open = text.lastIndex(of: "("), open > text.startIndex else {
      draft.addName(text, kind)
      return
    }
    let inner = text[text.index(after: open)...].dropLast()
    let outer = text[..<open]
    let isOtherScript =
      outer.unicodeScalars.allSatisfy { $0.value < 0x250 || !$0.properties.isAlphabetic }
      && inner.unicodeScalars.contains { $0.value >= 0x370 && $0.properties.isAlphabetic }
    guard isOtherScript else {
      draft.addName(text, kind)
      return
    }
    draft.addName(Blanks.trimmed(String(outer)), kind)
    draft.addName(Blanks.trimmed(String(inner)), kind)
  }
}
