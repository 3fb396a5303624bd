import RecordIO
import RiskCore

extension SourceFormat {
  /// The classic comma-separated files of the US Office of Foreign Assets Control.
  static let ofacSDN = SourceFormat(
    id: "ofac-sdn", parts: [Part("aliases"), Part("addresses"), Part("comments")],
    reference: Reference(
      reads:
        "The classic files of the Specially Designated Nationals list (sdn.csv) or of the consolidated non-SDN lists "
        + "(cons_prim.csv), joined with aliases (alt.csv), addresses (add.csv) and continued remarks (sdn_comments.csv) by "
        + "entity number. With or without a header, two files glued together, end marks in the middle.",
      published:
        "US Department of the Treasury, OFAC, https://ofac.treasury.gov/sanctions-list-service",
      used:
        "entity number (the key), name, type, programs (the first is the part of the list), remarks: weak aliases, `Linked To`, nationality, registration, tax "
        + "and other numbers, website, listing and effective dates; aliases with their type; countries of addresses",
      notUsed:
        "titles, call signs, tonnage, flags and owners of vessels, births, street addresses, the other remarks"
    ),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        passes.append(try OFACFile.primary(request, index))
      }
      for index in request.indices(of: "comments") {
        passes.append(try OFACFile.comments(request, index))
      }
      for index in request.indices(of: "aliases") {
        passes.append(try OFACFile.aliases(request, index))
      }
      for index in request.indices(of: "addresses") {
        passes.append(try OFACFile.addresses(request, index))
      }
      return SourceStream(request, passes) { collector in
        // Only now are remarks whole.
        let context = CellContext(file: request.files[0].name)
        collector.updateAll { OFACRemarks.read($0.remarks, into: &$0, context) }
      }
    })
}

/// The four files of the classic layout.
private enum OFACFile {
  private static let endOfFileMark = "\u{1A}"

  static func primary(
    _ request: SourceRequest, _ index: Int
  ) throws(InputError) -> SourceStream.Pass {
    let (file, columns) = try open(
      request, index,
      [
        "ent_num", "SDN_Name", "SDN_Type", "Program", "Title", "Call_Sign", "Vess_type", "Tonnage",
        "GRT", "Vess_flag", "Vess_owner", "Remarks",
      ])
    let (number, name, type) = (columns["ent_num"], columns["SDN_Name"], columns["SDN_Type"])
    let (program, remarks) = (columns["Program"], columns["Remarks"])
    return file.pass(skipping: { isNoRow($0, number) }) { row, collector throws(RowProblem) in
      let key = try entityNumber(row, number)
      let party = try Self.party(row, type)
      var draft = EntryDraft(key: key, origin: row.origin)
      draft.party = party
      draft.addName(try filled(row, name), .primary)
      // `NPWMD] [IFSR] [IRAN-CON-ARMS-EO`: brackets between, none around.
      for part in value(row, program).split(separator: "]") {
        draft.addProgramme(
          Blanks.trimmed(String(part.drop { $0 == " " || $0 == "[" })))
      }
      draft.part = draft.firstProgramme
      draft.remarks = value(row, remarks)
      try collector.add(draft)
    }
  }

  static func comments(
    _ request: SourceRequest, _ index: Int
  ) throws(InputError) -> SourceStream.Pass {
    let (file, columns) = try open(request, index, ["ent_num", "Remarks"])
    let (number, remarks) = (columns["ent_num"], columns["Remarks"])
    return file.pass(skipping: { isNoRow($0, number) }) { row, collector throws(RowProblem) in
      let text = value(row, remarks)
      // Remarks are cut in the middle of a word, and go on without a blank.
      try update(row, number, collector) { $0.remarks += text }
    }
  }

  static func aliases(
    _ request: SourceRequest, _ index: Int
  ) throws(InputError) -> SourceStream.Pass {
    let (file, columns) = try open(
      request, index, ["ent_num", "alt_num", "alt_type", "alt_name", "alt_remarks"])
    let (number, type, name) = (columns["ent_num"], columns["alt_type"], columns["alt_name"])
    return file.pass(skipping: { isNoRow($0, number) }) { row, collector throws(RowProblem) in
      let text = try filled(row, name)
      let kind: ListedName.Kind
      switch row.text(type) {
      case "aka", "nka": kind = .strong
      case "fka": kind = .former
      default:
        throw RowProblem(
          column: type.name, kind: .unknownName,
          explanation:
            "column 'alt_type' holds \(row.quoted(row.text(type))), which is none of aka, "
            + "fka, nka; check that this is an alias file")
      }
      try update(row, number, collector) { $0.addName(text, kind) }
    }
  }

  static func addresses(
    _ request: SourceRequest, _ index: Int
  ) throws(InputError) -> SourceStream.Pass {
    let (file, columns) = try open(
      request, index, ["ent_num", "add_num", "address", "city", "country", "add_remarks"])
    let (number, country) = (columns["ent_num"], columns["country"])
    return file.pass(skipping: { isNoRow($0, number) }) { row, collector throws(RowProblem) in
      let code = OFACCountries.code(value(row, country), row.context, country.name)
      try update(row, number, collector) { $0.addCountry(code) }
    }
  }

  // MARK: Rows

  private static func open(
    _ request: SourceRequest, _ index: Int, _ names: [String]
  ) throws(InputError) -> (RecordFile, ListColumns) {
    let file = try request.records(index, dialect: CSVDialect(header: .names(names)))
    return (file, try file.columns(names))
  }

  /// Whether a record is a header that somebody added, or an end mark padded with commas.
  private static func isNoRow(_ row: RowReader, _ number: MappedColumn) -> Bool {
    let text = row.text(number)
    if text == endOfFileMark || text.isEmpty {
      return (1..<row.record.fieldCount).allSatisfy { row.record.isEmpty($0) }
        && text == endOfFileMark
    }
    // A header has letters where numbers stand.
    return row.record.position.line == 1 && !text.utf8.contains { (0x30...0x39).contains($0) }
  }

  /// The entity number, in front of which an end mark stands where two files were glued together.
  private static func entityNumber(
    _ row: RowReader, _ column: MappedColumn
  ) throws(RowProblem) -> String {
    var text = row.text(column)
    if text.hasPrefix(endOfFileMark) { text.removeFirst() }
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw RowProblem(
        column: column.name, kind: .badNumber,
        explanation:
          "column '\(column.name)' holds \(row.quoted(text)), which is no entity number; check "
          + "that the row is whole")
    }
    return text
  }

  private static func party(
    _ row: RowReader, _ column: MappedColumn
  ) throws(RowProblem) -> PartyKind {
    switch value(row, column) {
    case "": return .organisation
    case "individual": return .person
    case "vessel": return .vessel
    case "aircraft": return .aircraft
    case let other:
      throw RowProblem(
        column: column.name, kind: .shiftedColumns,
        explanation:
          "column 'SDN_Type' holds \(row.quoted(other)), which is none of individual, vessel, "
          + "aircraft and -0-; look for a field too many before it")
    }
  }

  private static func update(
    _ row: RowReader, _ number: MappedColumn, _ collector: SourceCollector,
    _ change: (inout EntryDraft) -> Void
  ) throws(RowProblem) {
    let key = try entityNumber(row, number)
    guard collector.update(key, change) else {
      throw RowProblem(
        column: number.name, kind: .unknownReference,
        explanation: "entity \(key) is not in the main file; fetch all files of one day")
    }
  }

  /// The cell; empty for the null of these files, `-0-`.
  private static func value(_ row: RowReader, _ column: MappedColumn) -> String {
    let text = row.text(column)
    return text == "-0-" ? "" : text
  }

  private static func filled(
    _ row: RowReader, _ column: MappedColumn
  ) throws(RowProblem) -> String {
    let text = value(row, column)
    guard !text.isEmpty else {
      throw RowProblem(
        column: column.name, kind: .missingValue,
        explanation: "column '\(column.name)' is empty; every row needs it")
    }
    return text
  }
}
