import BatchStages
import RecordIO

/// The files of an export in the making.
///
/// Texts are hashed and written on a thread of its own. Used by one thread at a time.
final class ExportFiles {
  private let folder: String
  /// Of each table, a file for each family.
  private let files: [[CSVFile]]
  private let writing = BackgroundWork("export files", limit: 8)

  /// Creates the files with their headers in a folder that exists and is empty.
  ///
  /// - Throws: `OutputError` or ``ExportError``.
  init(folder: String) throws {
    self.folder = folder
    for family in ExportFamily.allCases { try Folder.make("\(folder)/\(family.rawValue)") }
    files = try ExportFormats.tables.map { table in
      try ExportFamily.allCases.map { try CSVFile(family: $0, table: table, folder: folder) }
    }
  }

  /// Adds rows to the files of their table.
  ///
  /// - Throws: `OutputError`, also of texts added before.
  func append(_ text: TableText) throws {
    guard text.rowCount > 0 else { return }
    let files = files[text.table]
    try writing.add { for file in files { try file.append(text) } }
  }

  /// Completes the files and, last, writes the data package of `run`.
  ///
  /// - Throws: `OutputError` or ``ExportError``.
  func finish(_ run: StoredRun) throws {
    try writing.finish()
    let finished = try files.flatMap { try $0.map { try $0.finish() } }
    for family in ExportFamily.allCases { try Folder.synchronize("\(folder)/\(family.rawValue)") }
    try ChecksumFile.write(finished, into: folder)
    let package = try OutputFile(path: "\(folder)/\(ExportFormats.package)")
    try package.write(DataPackage.document(of: run, files: finished))
    try package.finish()
    try Folder.synchronize(folder)
  }
}

/// A CSV file of an export in the making.
private final class CSVFile: @unchecked Sendable {
  // SAFETY: pieces of `BackgroundWork` call `append` one after another, and `finish` follows them.
  private let family: ExportFamily
  private let table: ExportedTable
  private let file: OutputFile
  private var rowCount = 0

  /// The byte order mark, by which spreadsheets know UTF-8.
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  init(family: ExportFamily, table: ExportedTable, folder: String) throws {
    self.family = family
    self.table = table
    file = try OutputFile(path: "\(folder)/\(ExportedFile.path(of: table, in: family))")
    if family == .spreadsheet { try file.write(Self.byteOrderMark) }
    try file.write(TableText.header(of: table))
  }

  func append(_ text: TableText) throws {
    try file.write(text.bytes(of: family))
    rowCount += text.rowCount
  }

  func finish() throws -> ExportedFile {
    let written = ExportedFile(
      family: family, table: table, rowCount: rowCount, byteCount: file.byteCount,
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
