import RecordIO
import RiskCore

extension SourceFormat {
  /// The list that took the place of the consolidated list, one row for each combination of a name,
  /// an address and other values.
  static let ukSanctionsList = SourceFormat(
    id: "uk-sanctions-list",
    reference: Reference(
      reads: """
        The UK Sanctions List (UK-Sanctions-List.csv), since January 2026 the only list of the \
        United Kingdom: a line with the report date, a header of 58 columns, and rows of which \
        those with one Unique ID are one entry; the Unique ID is its key. Column names are \
        compared without case and punctuation, since editions differ in them.
        """,
      published: "Foreign, Commonwealth & Development Office, \"The UK Sanctions List\", "
        + "https://www.gov.uk/government/publications/the-uk-sanctions-list",
      used: """
        Unique ID, OFSI Group ID, UN Reference Number, Name 1 to 6, Name type, Alias strength, \
        Name non-latin script, Regime Name with Sanctions Imposed, Designation Type, Address Country, \
        Website, Email address, Date Designated, Nationality, National Identifier number, Passport \
        number, Subsidiaries, Parent company, Business registration number, IMO number, Current \
        owner/operator, Current believed flag of ship, Hull identification number. The part is \
        `asset-freeze` where that is among the sanctions imposed, otherwise the first of them, so \
        that ships that are only kept out of ports may weigh less.
        """,
      notUsed: """
        Designation source, Other Information, Statement of Reasons, addresses but for their \
        country, phone numbers, birth data, gender, position, former owners and flags, and what \
        else is said of a ship.
        """),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      var dates: [CivilDate] = []
      for index in request.indices(of: "") {
        let file = try request.records(index) { line in
          let preamble = UKPreamble(line, headerHas: "unique id")
          if let date = preamble.date { dates.append(date) }
          return preamble.dialect
        }
        let reading = SanctionsListReading(try FoldedColumns(file, SanctionsListReading.columns))
        passes.append(
          file.pass { row, collector throws(RowProblem) in try reading.read(row, collector) })
      }
      let newest = dates.max()
      return SourceStream(request, passes) { $0.setEditionDate(newest) }
    })
}

/// Columns by names of which case, blanks and punctuation do not matter.
private struct FoldedColumns {
  struct Name {
    let name: String
    /// What other editions call it.
    var others: [String] = []
    var isRequired = false
  }

  private let columns: ListColumns
  private let actualNames: [String: String]

  init(_ file: RecordFile, _ names: [Name]) throws(InputError) {
    var byFolded: [String: String] = [:]
    for name in file.header where !name.isEmpty {
      let folded = Self.folded(name)
      if byFolded[folded] == nil { byFolded[folded] = name }
    }
    var actual: [String: String] = [:]
    var required: [String] = []
    var optional: [String] = []
    for name in names {
      let found = ([name.name] + name.others).lazy.compactMap { byFolded[Self.folded($0)] }.first
      actual[name.name] = found ?? name.name
      if name.isRequired {
        required.append(found ?? name.name)
      } else {
        optional.append(found ?? name.name)
      }
    }
    columns = try file.columns(required, optional: optional)
    actualNames = actual
  }

  subscript(name: String) -> MappedColumn { columns[actualNames[name] ?? name] }

  private static func folded(_ name: String) -> String {
    String(name.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || $0.isDigit })
  }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { (0x30...0x39).contains(value) }
}

/// What a row of the UK Sanctions List says.
private final class SanctionsListReading {
  static let columns: [FoldedColumns.Name] =
    (1...6).map { FoldedColumns.Name(name: "Name \($0)", isRequired: true) } + [
      .init(name: "Unique ID", isRequired: true),
      .init(name: "OFSI Group ID"),
      .init(name: "UN Reference Number"),
      .init(name: "Name type", isRequired: true),
      .init(name: "Alias strength"),
      .init(name: "Name non-latin script"),
      .init(name: "Regime Name", others: ["Regime"], isRequired: true),
      .init(
        name: "Designation Type",
        others: ["Individual, Entity, Ship", "Individual/Entity/Ship", "Group Type"],
        isRequired: true),
      .init(name: "Sanctions Imposed"),
      .init(name: "Address Country", others: ["Country"]),
      .init(name: "Website"),
      .init(name: "Email address", others: ["Email"]),
      .init(name: "Date Designated"),
      .init(name: "Nationality(/ies)", others: ["Nationality", "Nationalities"]),
      .init(name: "National Identifier number"),
      .init(name: "Passport number"),
      .init(name: "Subsidiaries"),
      .init(name: "Parent company"),
      .init(name: "Business registration number (s)", others: ["Business registration number"]),
      .init(name: "IMO number"),
      .init(name: "Current owner/operator (s)", others: ["Current owner/operator"]),
      .init(name: "Current believed flag of ship"),
      .init(name: "Hull identification number (HIN)", others: ["Hull identification number"]),
    ]

  private let names: UKNames
  private let uniqueID, nameType, aliasStrength, nonLatin, regime, sanctions: MappedColumn
  private let partyType, designated, country, nationality, flag: MappedColumn
  /// Columns that are empty in most rows, with what becomes of their text.
  private let details: [(column: MappedColumn, kind: Detail)]
  private var countries: ListedCountries?

  private enum Detail {
    case identifier(String)
    case document(String)
    case shipNumber
    case registrationNumbers
    case addresses(String)
    case link(ListedLink.Relation)
  }

  init(_ columns: FoldedColumns) {
    names = UKNames { columns[$0] }
    uniqueID = columns["Unique ID"]
    nameType = columns["Name type"]
    aliasStrength = columns["Alias strength"]
    nonLatin = columns["Name non-latin script"]
    regime = columns["Regime Name"]
    sanctions = columns["Sanctions Imposed"]
    partyType = columns["Designation Type"]
    designated = columns["Date Designated"]
    country = columns["Address Country"]
    nationality = columns["Nationality(/ies)"]
    flag = columns["Current believed flag of ship"]
    details = [
      (columns["OFSI Group ID"], .identifier("ofsi-group-id")),
      (columns["UN Reference Number"], .identifier("un-ref")),
      (columns["Hull identification number (HIN)"], .identifier("hin")),
      (columns["National Identifier number"], .document("national-id")),
      (columns["Passport number"], .document("passport")),
      (columns["IMO number"], .shipNumber),
      (columns["Business registration number (s)"], .registrationNumbers),
      (columns["Website"], .addresses("website")),
      (columns["Email address"], .addresses("email")),
      (columns["Parent company"], .link(.parent)),
      (columns["Subsidiaries"], .link(.subsidiary)),
      (columns["Current owner/operator (s)"], .link(.owner)),
    ].filter { $0.0.position != nil }
  }

  func read(_ row: RowReader, _ collector: SourceCollector) throws(RowProblem) {
    try collector.refuseCopy(of: row)
    let countries = self.countries ?? ListedCountries(row.context)
    self.countries = countries
    let key = try row.required(uniqueID)
    let typed = try typedCells(row, key)
    let name = names.name(row)
    let original = UKNames.unquoted(row.text(nonLatin))
    guard !name.isEmpty || !original.isEmpty else {
      throw RowProblem(
        column: names.lastColumn.name, kind: .missingValue,
        explanation: "'Name 1' to 'Name 6' are empty; every row needs a name")
    }
    let fill = { [self] (draft: inout EntryDraft) in
      draft.addName(name, typed.kind)
      draft.addName(original, typed.kind)
      if draft.party == .unknown { draft.party = typed.party }
      addProgramme(row, to: &draft)
      if let day = typed.designated { draft.listedOn = min(draft.listedOn ?? day, day) }
      countries.add(row.text(country), country.name, to: &draft)
      countries.add(row.text(nationality), nationality.name, to: &draft)
      countries.add(row.text(flag), flag.name, to: &draft)
      for (column, kind) in details {
        guard let text = row.optional(column) else { continue }
        add(text, kind, to: &draft, countries)
      }
    }
    if !collector.update(key, fill) {
      var draft = EntryDraft(key: key, origin: row.origin)
      fill(&draft)
      collector.add(draft) { _ in }
    }
  }

  /// Adds the regime with the sanctions in brackets, and takes the part from them.
  private func addProgramme(_ row: RowReader, to draft: inout EntryDraft) {
    let measures = row.text(sanctions).split { $0 == "|" || $0 == ";" }
      .map { Blanks.trimmed(String($0)) }.filter { !$0.isEmpty }
    let name = row.text(regime)
    draft.addProgramme(
      measures.isEmpty ? name : "\(name) (\(measures.joined(separator: ", ")))")
    let tokens = measures.map(Token.of)
    if let freeze = tokens.first(where: { $0 == "asset-freeze" }) {
      draft.part = freeze
    } else if draft.part.isEmpty, let first = tokens.first {
      draft.part = first
    }
  }

  private func add(
    _ text: String, _ kind: Detail, to draft: inout EntryDraft, _ countries: ListedCountries
  ) {
    switch kind {
    case .identifier(let kind): draft.addIdentifier(kind, text)
    case .document(let kind): ListedDetails.addDocuments(text, kind, to: &draft)
    case .shipNumber: ListedDetails.addShipNumbers(text, to: &draft)
    case .registrationNumbers:
      for number in RegistrationNumbers.read(text, country: { countries.codes(in: $0).first }) {
        draft.addIdentifier(number.kind, number.value, country: number.country)
      }
    case .addresses(let kind): ListedDetails.addContacts(text, kind, to: &draft)
    case .link(let relation):
      for name in ListedDetails.names(text) {
        draft.addLink(ListedLink(relation: relation, name: name))
      }
    }
  }

  // MARK: Typed cells

  private struct TypedCells {
    var kind = ListedName.Kind.strong
    var party = PartyKind.unknown
    var designated: CivilDate?
  }

  private func typedCells(_ row: RowReader, _ key: String) throws(RowProblem) -> TypedCells {
    var cells = TypedCells()
    var wrong = UKTypedCells()
    // `RUS0001`: letters of the regime and a number.
    let keyIsBad =
      key.utf8.count > 20 || !key.utf8.contains { (0x30...0x39).contains($0) }
      || key.utf8.contains { $0 == 0x20 || $0 == 0x2F }
    if keyIsBad {
      wrong.add(
        uniqueID, .badValue,
        "column '\(uniqueID.name)' holds \(row.quoted(key)), which is no id such as RUS0001; "
          + "look for a shifted row")
    }
    switch row.text(partyType).lowercased() {
    case "individual": cells.party = .person
    case "entity": cells.party = .organisation
    case "ship": cells.party = .vessel
    case "": break
    case let word:
      wrong.add(partyType, .unknownName, "'\(word.prefix(60))'")
      row.note(.unmappedWord, partyType)
    }
    switch row.text(nameType).lowercased() {
    case "primary name": cells.kind = .primary
    case "primary name variation": cells.kind = .strong
    case "alias", "":
      let strength = row.text(aliasStrength).lowercased()
      cells.kind = strength.hasPrefix("low") || strength.hasPrefix("weak") ? .weak : .strong
    case let word:
      wrong.add(nameType, .unknownName, "'\(word.prefix(60))'")
      row.note(.unmappedWord, nameType)
    }
    if let text = row.optional(designated) {
      cells.designated = DateForm.date(text, [.dayMonthYear, .iso])
      if cells.designated == nil {
        wrong.add(designated, .badDate, "\(row.quoted(text))")
        row.note(.unreadableDate, designated)
      }
    }
    try wrong.check(keyIsBad: keyIsBad)
    return cells
  }
}
