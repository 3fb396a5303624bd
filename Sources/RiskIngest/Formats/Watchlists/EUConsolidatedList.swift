import RecordIO
import RiskCore

extension SourceFormat {
  /// The European Union's consolidated list of financial sanctions, one row for each name, address,
  /// birth date, document or citizenship of a party.
  static let euConsolidatedList = SourceFormat(
    id: "eu-fsf",
    reference: Reference(
      reads: """
        The consolidated list of persons, groups and entities subject to EU financial sanctions \
        (FSF) as CSV 1.1, with semicolons and a header of 118 columns; also the layout of 59 \
        columns before it, whose header begins with Date_file. Each row carries one block: a name, \
        an address, a birth date, a document or a citizenship. Rows with one logical id are one \
        entry, and the logical id is its key. A file that a spreadsheet has opened and saved, with \
        each line one quoted cell, is refused.
        """,
      published: "European Commission, Financial Sanctions Database, "
        + "https://webgate.ec.europa.eu/fsd/fsf (needs a free account)",
      used: """
        fileGenerationDate; of the entity its logical id, EU reference number, United Nations id, \
        designation date, subject type, programme, publication date; of names the whole name, or \
        first, middle and last name, remark and, where the edition has it, the strong flag; \
        country of addresses and citizenships; number, type and country of documents. The first \
        name is the primary one. An entry counts as listed from the earliest day that its rows \
        name: later acts that amend it have later ones.
        """,
      notUsed: """
        Languages, gender, title, function, addresses but for their country, birth data, the other \
        fields of documents and acts, remarks.
        """),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        var isOld = false
        let file = try request.records(index) { line in
          let header = OldFSFHeader(line)
          isOld = header != nil
          return header?.dialect ?? FSFReading.dialect
        }
        let reading = FSFReading(
          isOld ? try FSFColumns(old: file) : try FSFColumns(file))
        passes.append(
          file.pass { row, collector throws(RowProblem) in try reading.read(row, collector) })
      }
      return SourceStream(request, passes)
    })
}

/// The header of the layout of 59 columns, which repeats names.
private struct OldFSFHeader {
  private let names: [String]

  /// Nil for a file of another layout, and for one whose lines were made single cells: what is said
  /// of the header of that is the CSV reader's to say.
  init?(_ line: String) {
    guard line.utf8.count < 8192, line.hasPrefix("Date_file"), !line.utf8.contains(0x09) else {
      return nil
    }
    var seen: [String: Int] = [:]
    names = line.split(separator: ";", omittingEmptySubsequences: false).map { name in
      let name = Blanks.trimmed(String(name))
      let count = seen[name, default: 0] + 1
      seen[name] = count
      if name.hasPrefix("Date_file") { return "Date_file" }
      return count == 1 || name.isEmpty ? name : "\(name) \(count)"
    }
  }

  var dialect: CSVDialect {
    var dialect = FSFReading.dialect
    dialect.header = .names(names)
    dialect.preambleLines = 1
    return dialect
  }
}

/// Where either layout keeps what is used.
private struct FSFColumns {
  let generated, logicalID, reference, unitedNationsID, programme: MappedColumn
  /// The first of them that is filled says what the party is.
  let subjectTypes: [MappedColumn]
  /// Days of which the earliest is that of the listing.
  let dates: [MappedColumn]
  let wholeName, nameRemark, strongFlag: MappedColumn
  let nameParts: [MappedColumn]
  /// A code, and a name where that is unknown.
  let countries: [[MappedColumn]]
  let documentNumber, documentType, documentTypeName, documentIsFalse: MappedColumn
  let documentCountry: MappedColumn

  init(_ file: RecordFile) throws(InputError) {
    let columns = try file.columns(
      [
        "Entity_LogicalId", "Entity_SubjectType", "Entity_Regulation_Programme",
        "NameAlias_LastName", "NameAlias_FirstName", "NameAlias_MiddleName",
        "NameAlias_WholeName",
      ],
      optional: [
        "fileGenerationDate", "Entity_EU_ReferenceNumber", "Entity_UnitedNationId",
        "Entity_DesignationDate", "Entity_SubjectType_ClassificationCode",
        "Entity_Regulation_PublicationDate", "NameAlias_Regulation_PublicationDate",
        "NameAlias_Remark", "NameAlias_Strong", "Address_CountryIso2Code",
        "Address_CountryDescription", "Citizenship_CountryIso2Code",
        "Citizenship_CountryDescription", "Identification_Number", "Identification_TypeCode",
        "Identification_TypeDescription", "Identification_KnownFalse",
        "Identification_CountryIso2Code",
      ])
    generated = columns["fileGenerationDate"]
    logicalID = columns["Entity_LogicalId"]
    reference = columns["Entity_EU_ReferenceNumber"]
    unitedNationsID = columns["Entity_UnitedNationId"]
    programme = columns["Entity_Regulation_Programme"]
    subjectTypes = [
      columns["Entity_SubjectType_ClassificationCode"], columns["Entity_SubjectType"],
    ]
    dates = [
      columns["Entity_DesignationDate"], columns["Entity_Regulation_PublicationDate"],
      columns["NameAlias_Regulation_PublicationDate"],
    ]
    wholeName = columns["NameAlias_WholeName"]
    nameRemark = columns["NameAlias_Remark"]
    strongFlag = columns["NameAlias_Strong"]
    nameParts = [
      columns["NameAlias_FirstName"], columns["NameAlias_MiddleName"],
      columns["NameAlias_LastName"],
    ]
    countries = [
      [columns["Address_CountryIso2Code"], columns["Address_CountryDescription"]],
      [columns["Citizenship_CountryIso2Code"], columns["Citizenship_CountryDescription"]],
    ]
    documentNumber = columns["Identification_Number"]
    documentType = columns["Identification_TypeCode"]
    documentTypeName = columns["Identification_TypeDescription"]
    documentIsFalse = columns["Identification_KnownFalse"]
    documentCountry = columns["Identification_CountryIso2Code"]
  }

  init(old file: RecordFile) throws(InputError) {
    let absent = "(not in this layout)"
    let columns = try file.columns(
      [
        "Entity_logical_id", "Subject_type", "Programme", "Naal_lastname", "Naal_firstname",
        "Naal_middlename", "Naal_wholename",
      ],
      optional: [
        "Date_file", "Leba_publication_date", "Naal_leba_publication_date", "Addr_country",
        "Iden_number", "Iden_country", "Citi_country", "EU_ref_num", absent,
      ])
    generated = columns["Date_file"]
    logicalID = columns["Entity_logical_id"]
    reference = columns["EU_ref_num"]
    unitedNationsID = columns[absent]
    programme = columns["Programme"]
    subjectTypes = [columns["Subject_type"]]
    dates = [columns["Leba_publication_date"], columns["Naal_leba_publication_date"]]
    wholeName = columns["Naal_wholename"]
    nameRemark = columns[absent]
    strongFlag = columns[absent]
    nameParts = [
      columns["Naal_firstname"], columns["Naal_middlename"], columns["Naal_lastname"],
    ]
    countries = [[columns["Addr_country"]], [columns["Citi_country"]]]
    documentNumber = columns["Iden_number"]
    documentType = columns[absent]
    documentTypeName = columns[absent]
    documentIsFalse = columns[absent]
    documentCountry = columns["Iden_country"]
  }
}

/// What a row of the consolidated list says.
private final class FSFReading {
  static let dialect = CSVDialect(delimiter: UInt8(ascii: ";"), quoting: .lenient)

  private let columns: FSFColumns
  /// The text of the date of the file that was read last: every row repeats it.
  private var generated = ""

  init(_ columns: FSFColumns) { self.columns = columns }

  func read(_ row: RowReader, _ collector: SourceCollector) throws(RowProblem) {
    let key = try row.required(columns.logicalID)
    let party = party(row)
    let dates = dates(row)
    try check(row, key, partyIsBad: party == nil, dates)
    for column in dates.unreadable { row.note(.unreadableDate, column) }
    if party == nil, let column = columns.subjectTypes.last { row.note(.unmappedWord, column) }
    readEditionDate(row, collector)
    let fill = { [self] (draft: inout EntryDraft) in
      addName(row, to: &draft)
      if draft.party == .unknown { draft.party = party ?? .unknown }
      draft.addProgramme(row.text(columns.programme))
      if let day = dates.earliest { draft.listedOn = min(draft.listedOn ?? day, day) }
      draft.addIdentifier("eu-ref", row.text(columns.reference))
      draft.addIdentifier("un-ref", row.text(columns.unitedNationsID))
      for pair in columns.countries { addCountry(row, pair, to: &draft) }
      addDocument(row, to: &draft)
    }
    if !collector.update(key, fill) {
      var draft = EntryDraft(key: key, origin: row.origin)
      fill(&draft)
      collector.add(draft) { _ in }
    }
  }

  // MARK: Cells

  private func readEditionDate(_ row: RowReader, _ collector: SourceCollector) {
    let text = row.text(columns.generated)
    guard text != generated else { return }
    generated = text
    collector.setEditionDate(DateForm.date(text, [.dayMonthYear, .iso]))
  }

  /// Nil for a word that is none of the list's.
  private func party(_ row: RowReader) -> PartyKind? {
    for column in columns.subjectTypes {
      switch row.text(column).lowercased() {
      case "p", "person": return .person
      case "e", "enterprise", "entity": return .organisation
      case "": continue
      default: break
      }
    }
    return columns.subjectTypes.allSatisfy { row.text($0).isEmpty } ? .unknown : nil
  }

  private func dates(
    _ row: RowReader
  ) -> (earliest: CivilDate?, unreadable: [MappedColumn]) {
    var earliest: CivilDate?
    var unreadable: [MappedColumn] = []
    for column in columns.dates {
      guard let text = row.optional(column) else { continue }
      if let day = DateForm.date(text, [.iso, .dayMonthYear]) {
        earliest = min(earliest ?? day, day)
      } else {
        unreadable.append(column)
      }
    }
    return (earliest, unreadable)
  }

  private func check(
    _ row: RowReader, _ key: String, partyIsBad: Bool,
    _ dates: (earliest: CivilDate?, unreadable: [MappedColumn])
  ) throws(RowProblem) {
    let keyIsBad = key.utf8.count > 12 || !key.utf8.allSatisfy { (0x30...0x39).contains($0) }
    if [keyIsBad, partyIsBad, !dates.unreadable.isEmpty].count(where: \.self) > 1 {
      throw RowProblem(
        column: nil, kind: .shiftedColumns,
        explanation: "logical id, subject type or dates hold what belongs elsewhere, as if the "
          + "row had slipped sideways; look for a lost or added semicolon, or fetch the list again")
    }
    if keyIsBad {
      throw RowProblem(
        column: columns.logicalID.name, kind: .badValue,
        explanation: "column '\(columns.logicalID.name)' holds \(row.quoted(key)), which is no "
          + "number; look for a shifted row")
    }
  }

  private func addName(_ row: RowReader, to draft: inout EntryDraft) {
    var name = row.text(columns.wholeName)
    if name.isEmpty {
      name = columns.nameParts.map { row.text($0) }.filter { !$0.isEmpty }
        .joined(separator: " ")
    }
    guard !name.isEmpty else { return }
    let remark = row.text(columns.nameRemark).lowercased()
    if row.text(columns.strongFlag).lowercased() == "false" || remark.contains("low quality") {
      draft.addName(name, .weak)
    } else if remark.contains("f.k.a") || remark.contains("formerly known") {
      draft.addName(name, .former)
    } else {
      let hasPrimary = draft.names.contains { $0.kind == .primary }
      draft.addName(name, hasPrimary ? .strong : .primary)
    }
  }

  private func addCountry(
    _ row: RowReader, _ pair: [MappedColumn], to draft: inout EntryDraft
  ) {
    for column in pair {
      // `00` and UNKNOWN are the list's words for none.
      guard let text = row.optional(column), text != "00", text != "UNKNOWN" else { continue }
      if let code = row.context.notedCountry(text, column.name) {
        draft.addCountry(code)
        return
      }
    }
  }

  private func addDocument(_ row: RowReader, to draft: inout EntryDraft) {
    guard var number = row.optional(columns.documentNumber),
      row.text(columns.documentIsFalse).lowercased() != "true"
    else { return }
    var type = row.text(columns.documentType)
    let name = row.text(columns.documentTypeName)
    if columns.documentType.position == nil, let bracket = number.firstIndex(of: "(") {
      // The old layout: `AD001095 (passport-National passport) ((passport))`.
      type = String(number[number.index(after: bracket)...].prefix { $0 != "-" && $0 != ")" })
      number = Blanks.trimmed(String(number[..<bracket].drop { $0 == "\"" }))
    }
    let country = row.text(columns.documentCountry)
    draft.addIdentifier(
      Self.kind(type.lowercased(), name), number,
      country: country.isEmpty || country == "00" ? nil : row.country(country))
  }

  private static func kind(_ code: String, _ name: String) -> String {
    switch code {
    case "passport", "diplomaticpassport": "passport"
    case "id", "ssn", "idcard": "national-id"
    case "regnumber": "registration-number"
    case "fiscalcode", "tin", "taxid": "tax-id"
    case "swiftbic", "bic": "swift-bic"
    case "imo": "imo"
    case "": name.isEmpty ? "other" : Token.of(name)
    default: Token.of(code)
    }
  }
}
