import RecordIO
import RiskCore

/// Writes a run as files: a function of the database alone.
public enum Exporter {
  /// Writes the files of run `runID` into `folder`.
  ///
  /// That is `canonical/*.csv`, `spreadsheet/*.csv`, and `datapackage.json` with their columns, row
  /// counts and hashes, which comes last: a folder that holds it is complete. The run may still be
  /// within its transaction.
  ///
  /// - Parameters:
  ///   - store: The database.
  ///   - runID: A run of it.
  ///   - folder: A folder that exists and is empty.
  /// - Throws: `StoreError` when the run cannot be read, `OutputError` or ``ExportError`` when a
  ///   file or folder cannot be written.
  public static func write(_ store: ResultStore, runID: Int64, into folder: String) throws {
    guard let run = try store.run(runID) else {
      throw ExportError(
        path: folder, what: "there is no run \(runID) to export",
        remedy: "name a run that 'v_runs' of \(store.path) shows")
    }
    var files: [ExportedFile] = []
    for family in ExportFamily.allCases { try Folder.make("\(folder)/\(family.rawValue)") }
    for table in ExportFormats.tables {
      files += try write(table, of: runID, from: store.connection, into: folder)
    }
    for family in ExportFamily.allCases { try Folder.synchronize("\(folder)/\(family.rawValue)") }
    let package = try OutputFile(path: "\(folder)/\(ExportFormats.package)")
    try package.write(DataPackage.document(of: run, files: files))
    try package.finish()
    try Folder.synchronize(folder)
  }

  /// Writes one table in all families and returns its files.
  private static func write(
    _ table: ExportedTable, of runID: Int64, from connection: SQLiteConnection,
    into folder: String
  ) throws -> [ExportedFile] {
    let columns = table.columns
    let points = columns.firstIndex { $0.name == "points" }
    var writers = try ExportFamily.allCases.map {
      try CSVFile(family: $0, table: table, folder: folder)
    }
    let rows = try connection.prepare(table.query)
    rows.bind(runID, at: 1)
    if table.view.name == Views.findings.name, let points {
      try writeFindings(rows, columns, points: points, of: runID, from: connection, to: &writers)
    } else {
      var cells = [Cell](repeating: Cell(), count: columns.count)
      while try rows.step() {
        for (index, column) in columns.enumerated() {
          cells[index] = Cell(rows, at: index, kind: column.kind)
        }
        for index in writers.indices { try writers[index].append(cells) }
      }
    }
    return try writers.indices.map { try writers[$0].finish() }
  }

  /// Writes findings vendor by vendor, since the printed points of a vendor depend on each other.
  private static func writeFindings(
    _ rows: SQLiteStatement, _ columns: [ViewColumn], points: Int, of runID: Int64,
    from connection: SQLiteConnection, to writers: inout [CSVFile]
  ) throws {
    let scores = try connection.prepare(
      "SELECT vendor_id, overall FROM v_assessments WHERE run_id = ?1 ORDER BY vendor_id")
    scores.bind(runID, at: 1)
    guard let counted = columns.firstIndex(where: { $0.name == "counted" }),
      let vendor = columns.firstIndex(where: { $0.name == "vendor_id" })
    else { preconditionFailure("findings name their vendor and whether they count") }

    var group: [(cells: [Cell], points: Double)] = []
    var groupVendor = ""
    func writeGroup() throws {
      guard !group.isEmpty else { return }
      // Both queries run in the same order, and each finding has its assessment.
      while try scores.step(), scores.text(0) != groupVendor {}
      let printed = LargestRemainder.distribute(
        total: Hundredths.rounded(scores.real(1)), parts: group.map(\.points))
      for (row, hundredths) in zip(group, printed) {
        var cells = row.cells
        cells[points] = Cell(number: Hundredths.text(hundredths))
        for index in writers.indices { try writers[index].append(cells) }
      }
      group.removeAll(keepingCapacity: true)
    }
    while try rows.step() {
      let vendorID = rows.text(vendor)
      if !group.isEmpty, vendorID.utf8.elementsEqual(groupVendor.utf8) == false {
        try writeGroup()
      }
      groupVendor = vendorID
      let cells = columns.enumerated().map { Cell(rows, at: $0.offset, kind: $0.element.kind) }
      group.append((cells, rows.integer(counted) == 1 ? rows.real(points) : 0))
    }
    try writeGroup()
  }
}

/// The text of a cell, and whether a spreadsheet may misread it.
private struct Cell {
  var text = ""
  var isNumber = true

  init() {}

  init(number: String) { text = number }

  /// Formats a column of the current row; NULL becomes an empty cell.
  init(_ row: SQLiteStatement, at column: Int, kind: ColumnKind) {
    switch kind {
    case .text, .date:
      text = row.text(column)
      isNumber = false
    case .integer:
      if !row.isNull(column) { text = String(row.integer(column)) }
    case .score:
      if !row.isNull(column) { text = Hundredths.text(of: row.real(column)) }
    case .figure:
      if !row.isNull(column) { text = DecimalText.shortest(row.real(column)) }
    }
  }
}

/// A CSV file of an export in the making.
private struct CSVFile {
  private let family: ExportFamily
  private let table: ExportedTable
  private let file: OutputFile
  private var writer: CSVWriter

  /// The byte order mark, by which spreadsheets know UTF-8.
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  init(family: ExportFamily, table: ExportedTable, folder: String) throws {
    self.family = family
    self.table = table
    file = try OutputFile(path: "\(folder)/\(ExportedFile.path(of: table, in: family))")
    if family == .spreadsheet { try file.write(Self.byteOrderMark) }
    writer = CSVWriter(file: file)
    try writer.append(table.columns.map(\.name))
  }

  mutating func append(_ cells: [Cell]) throws {
    for cell in cells {
      writer.append(
        family == .canonical || cell.isNumber ? cell.text : SpreadsheetGuard.guarded(cell.text))
    }
    try writer.endRecord()
  }

  mutating func finish() throws -> ExportedFile {
    try writer.finish()
    let written = ExportedFile(
      family: family, table: table, rowCount: writer.recordCount - 1, byteCount: file.byteCount,
      sha256: file.sha256)
    try file.finish()
    return written
  }
}

/// A finished file of an export.
struct ExportedFile {
  let family: ExportFamily
  let table: ExportedTable
  let rowCount: Int
  let byteCount: Int
  let sha256: String

  /// The path within the export.
  var path: String { Self.path(of: table, in: family) }

  static func path(of table: ExportedTable, in family: ExportFamily) -> String {
    "\(family.rawValue)/\(table.name).csv"
  }
}

/// An export that cannot be written.
public struct ExportError: Error, Sendable, CustomStringConvertible {
  public var path: String
  /// What was found, in one line without a capital.
  public var what: String
  /// What to do about it, in one line without a capital.
  public var remedy: String

  /// Creates an error about the folder or file at `path`.
  public init(path: String, what: String, remedy: String) {
    self.path = path
    self.what = what
    self.remedy = remedy
  }

  /// Path and problem on one line, and the remedy on the next.
  public var description: String { "\(path): \(what)\n  \(remedy)" }
}
