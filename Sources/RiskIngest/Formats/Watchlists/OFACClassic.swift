import RecordIO
import RiskCore

// What is a row? The file ends with the byte 1A of DOS; somebody who glues two
// files leaves it in front of the first field of a row in the middle, and somebody who saves the
// file from a database gives it the commas of a row. The same people put a header on top. A mark
// and a header are no rows and are not counted; the row behind a mark is one.

extension SourceFormat {
  /// OFAC's lists in the classic comma-separated files, which have no header.
  ///
  /// Entries are keyed by OFAC's entity number, which is never given again.
  static let ofacSDN = SourceFormat(
    id: "ofac-sdn",
    parts: [Part("aliases"), Part("addresses"), Part("comments")],
    reference: Reference(
      reads: """
        sdn.csv or cons_prim.csv of OFAC with alt.csv (aliases), add.csv (addresses) and \
        sdn_comments.csv (comments), without or with a header row.
        """,
      published:
        "U.S. Treasury, OFAC, Sanctions List Service: https://sanctionslist.ofac.treas.gov",
      used: """
        Number, name, type, programs, flag of a vessel, and remarks with their continuation: weak \
        and former names, nationalities, identifiers, links, dates of the CMIC list. Aliases with \
        their types; countries of addresses. The part of an entry is SDN, or its programme on \
        another list.
        """,
      notUsed: """
        Title, call sign, vessel type, tonnage, owner of a vessel, streets and cities, dates and \
        places of birth, telephone numbers, dates of divestment.
        """),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        passes.append(try OFACClassic.primaryPass(request, index))
      }
      for index in request.indices(of: "aliases") {
        passes.append(try OFACClassic.aliasPass(request, index))
      }
      for index in request.indices(of: "addresses") {
        passes.append(try OFACClassic.addressPass(request, index))
      }
      for index in request.indices(of: "comments") {
        passes.append(try OFACClassic.commentPass(request, index))
      }
      return SourceStream(request, passes, finish: OFACClassic.readCutRemarks)
    })
}

private enum OFACClassic {
  // MARK: Files

  static func primaryPass(
    _ request: SourceRequest, _ index: Int
  ) throws(InputError) -> SourceStream.Pass {
    let file = try request.records(
      index,
      dialect: dialect(
        "ent_num SDN_Name SDN_Type Program Title Call_Sign Vess_type Tonnage GRT Vess_flag "
          + "Vess_owner Remarks"))
    let columns = try file.columns([
      "ent_num", "SDN_Name", "SDN_Type", "Program", "Vess_flag", "Remarks",
    ])
    let (number, name, type) = (columns["ent_num"], columns["SDN_Name"], columns["SDN_Type"])
    let (program, flag, remarks) = (columns["Program"], columns["Vess_flag"], columns["Remarks"])
    return file.pass(skipping: isNoRow) { row, collector throws(RowProblem) in
      let party = OFACWords.party(value(row, type))
      let key = try key(
        row, number, alsoWrong: party == nil ? "'SDN_Type' holds no type word" : nil)
      guard let party else {
        throw RowProblem(
          column: type.name, kind: .unknownName,
          explanation: "column 'SDN_Type' holds \(row.quoted(value(row, type))), which is none of "
            + "individual, vessel, aircraft, -0-; restore the row from the published file")
      }
      var draft = EntryDraft(key: key, origin: row.origin)
      draft.party = party
      let primaryName = value(row, name)
      guard !primaryName.isEmpty else {
        throw RowProblem(
          column: name.name, kind: .missingValue,
          explanation: "column 'SDN_Name' is empty; every row needs it")
      }
      draft.addName(primaryName, .primary)
      for programme in programmes(value(row, program)) { draft.addProgramme(programme) }
      draft.addCountry(OFACWords.country(value(row, flag), flag.name, row.context))
      draft.locator = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id=\(key)"
      let text = value(row, remarks)
      draft.part = OFACWords.part(draft.programmes, remarks: text)
      let whole = raw(row, remarks)
      if whole.utf8.count >= OFACRemarks.cutLength {
        draft.remarks = whole
      } else {
        OFACRemarks.read(text, into: &draft, remarks.name, row.context)
      }
      try collector.add(draft)
    }
  }

  static func aliasPass(
    _ request: SourceRequest, _ index: Int
  ) throws(InputError) -> SourceStream.Pass {
    let file = try request.records(
      index, dialect: dialect("ent_num alt_num alt_type alt_name alt_remarks"))
    let columns = try file.columns(["ent_num", "alt_type", "alt_name"])
    let (number, type, name) = (columns["ent_num"], columns["alt_type"], columns["alt_name"])
    return file.pass(skipping: isNoRow) { row, collector throws(RowProblem) in
      let kind: ListedName.Kind? =
        switch value(row, type).lowercased() {
        case "aka", "nka": .strong
        case "fka": .former
        default: nil
        }
      let key = try key(
        row, number, alsoWrong: kind == nil ? "'alt_type' holds no type word" : nil)
      guard let kind else {
        throw RowProblem(
          column: type.name, kind: .unknownName,
          explanation: "column 'alt_type' holds \(row.quoted(value(row, type))), which is none of "
            + "aka, fka, nka; restore the row from the published file")
      }
      let text = value(row, name)
      guard !text.isEmpty else {
        throw RowProblem(
          column: name.name, kind: .missingValue,
          explanation: "column 'alt_name' is empty; every row needs it")
      }
      try update(key, number, collector) { $0.addName(text, kind) }
    }
  }

  static func addressPass(
    _ request: SourceRequest, _ index: Int
  ) throws(InputError) -> SourceStream.Pass {
    let file = try request.records(
      index, dialect: dialect("ent_num add_num address city country add_remarks"))
    let columns = try file.columns(["ent_num", "country"])
    let (number, country) = (columns["ent_num"], columns["country"])
    return file.pass(skipping: isNoRow) { row, collector throws(RowProblem) in
      let key = try key(row, number)
      let code = OFACWords.country(value(row, country), country.name, row.context)
      try update(key, number, collector) { $0.addCountry(code) }
    }
  }

  static func commentPass(
    _ request: SourceRequest, _ index: Int
  ) throws(InputError) -> SourceStream.Pass {
    let file = try request.records(index, dialect: dialect("ent_num comment"))
    let columns = try file.columns(["ent_num", "comment"])
    let (number, comment) = (columns["ent_num"], columns["comment"])
    return file.pass(skipping: isNoRow) { row, collector throws(RowProblem) in
      let key = try key(row, number)
      let rest = raw(row, comment)
      let context = row.context
      try update(key, number, collector) { draft in
        // Without a blank: the cut goes through the middle of words, or stands beside one.
        let remarks = context.clean(draft.remarks + rest, comment.name)
        draft.remarks = ""
        draft.part = OFACWords.part(draft.programmes, remarks: remarks)
        OFACRemarks.read(remarks, into: &draft, comment.name, context)
      }
    }
  }

  /// Reads remarks that were cut and not continued.
  static func readCutRemarks(_ collector: SourceCollector) {
    guard let file = collector.request.files.first else { return }
    let context = CellContext(file: file.name)
    collector.updateAll { draft in
      guard !draft.remarks.isEmpty else { return }
      OFACRemarks.read(draft.remarks, isCut: true, into: &draft, "Remarks", context)
    }
  }

  // MARK: Rows

  private static func dialect(_ columns: String) -> CSVDialect {
    CSVDialect(header: .names(columns.split(separator: " ").map(String.init)))
  }

  /// True for the end mark with the commas of a row, and for a header: a first row that begins with
  /// no number and holds none of OFAC's null marks.
  private static func isNoRow(_ row: RowReader) -> Bool {
    let record = row.record
    let begin = record.withFieldBytes(0) { (first: $0.first, count: $0.count) }
    if begin.first == endMark, begin.count == 1 {
      return (1..<record.fieldCount).allSatisfy { record.isEmpty($0) }
    }
    guard record.position.line == 1, let first = begin.first, first != endMark else { return false }
    let isNumber = (0x30...0x39).contains(first) || first == UInt8(ascii: " ")
    return !isNumber
      && !(0..<record.fieldCount).contains { field in
        record.withFieldBytes(field) { $0.starts(with: nullMark.utf8) }
      }
  }

  private static let endMark: UInt8 = 0x1A
  private static let nullMark = "-0-"

  /// The cell, empty for the null mark `-0-` with or without a blank behind it.
  private static func value(_ row: RowReader, _ column: MappedColumn) -> String {
    let text = row.text(column)
    return text == nullMark ? "" : text
  }

  /// The cell as it stands, with the blanks at its ends.
  private static func raw(_ row: RowReader, _ column: MappedColumn) -> String {
    column.position.map(row.record.field) ?? ""
  }

  /// The entity number, without the end mark of a file that was glued to this one.
  private static func key(
    _ row: RowReader, _ column: MappedColumn, alsoWrong: String? = nil
  ) throws(RowProblem) -> String {
    let text = row.text(column)
    let number = text.utf8.first == endMark ? String(text.dropFirst()) : text
    let isNumber =
      (1...18).contains(number.utf8.count)
      && number.utf8.allSatisfy { (0x30...0x39).contains($0) }
    guard !isNumber else { return number }
    throw RowProblem(
      column: column.name, kind: alsoWrong == nil ? .badNumber : .shiftedColumns,
      explanation: "column 'ent_num' holds \(row.quoted(number)), which is no entity number"
        + (alsoWrong.map { ", and \($0)" } ?? "") + "; restore the row from the published file")
  }

  /// `IFSR] [IRAN-CON-ARMS-EO`: several programmes have brackets between them and none around.
  private static func programmes(_ text: String) -> [String] {
    text.utf8.split { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") }
      .map { Blanks.trimmed(String(Substring($0))) }.filter { !$0.isEmpty }
  }

  private static func update(
    _ key: String, _ column: MappedColumn, _ collector: SourceCollector,
    _ change: (inout EntryDraft) -> Void
  ) throws(RowProblem) {
    guard collector.update(key, change) else {
      throw RowProblem(
        column: column.name, kind: .unknownReference,
        explanation: "there is no entity \(key) in the list of primary names; "
          + "fetch all files of the list on the same day")
    }
  }
}
