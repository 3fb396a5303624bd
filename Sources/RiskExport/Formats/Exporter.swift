import BatchStages
import RecordIO

/// Writes a run as files: a function of the database alone.
///
/// The files are `canonical/*.csv`, `spreadsheet/*.csv`, `SHA256SUMS`, and `datapackage.json` with their
/// columns, row counts and hashes, which comes last: a folder that holds it is complete.
public enum Exporter {
  /// Writes the files of a stored run into `folder`.
  ///
  /// One thread reads rows, `workers` make text of them, and another writes files.
  ///
  /// - Parameters:
  ///   - store: The database.
  ///   - runID: A run of it.
  ///   - folder: A folder that exists and is empty.
  ///   - workers: Threads that make text of rows; the bytes do not depend on them.
  /// - Throws: `StoreError` when the run cannot be read, `OutputError` or ``ExportError`` when a
  ///   file or folder cannot be written.
  public static func write(
    _ store: ResultStore, runID: Int64, into folder: String, workers: Int
  ) throws {
    let run = try store.exportedRun(runID, to: folder)
    let files = try ExportFiles(folder: folder)
    try write(
      Array(ExportFormats.tables.indices), of: runID, from: store, to: files, workers: workers)
    try files.finish(run)
  }

  /// Writes some of the tables, given by their places, from the database.
  static func write(
    _ tables: [Int], of runID: Int64, from store: ResultStore, to files: ExportFiles, workers: Int
  ) throws {
    let rows = ExportRows(store.connection, runID: runID, tables: tables)
    let stages = OrderedStages(window: 2 * workers + 2)
    let batches = stages.source("export rows") { try rows.next() }
    let texts = stages.stage("export text", workers: workers, from: batches) { TableText($0) }
    try stages.drain(texts) { try files.append($0) }
  }
}

/// Writes the files of a run while it goes on: the same bytes as ``Exporter`` writes afterwards.
///
/// What hangs on vendors is taken from the rows on their way to the database, which need not be read
/// back; the rest is read at the end. Used by one thread at a time.
public final class RunExport {
  private let files: ExportFiles
  private let folder: String

  /// Creates the files in a folder that exists and is empty.
  ///
  /// - Throws: `OutputError` or ``ExportError`` when they cannot be written.
  public init(folder: String) throws {
    self.folder = folder
    files = try ExportFiles(folder: folder)
  }

  /// Adds vendors, in the byte order of their ids, each once.
  ///
  /// - Throws: `OutputError`, also of vendors added before.
  public func append(_ vendors: VendorTexts) throws {
    for text in vendors.texts { try files.append(text) }
  }

  /// Adds what does not hang on vendors, and completes the export.
  ///
  /// - Parameters:
  ///   - store: The database, which may hold the run in an open transaction.
  ///   - runID: The run, with all vendors.
  ///   - workers: Threads that make text of rows.
  /// - Throws: `StoreError`, `OutputError` or ``ExportError``.
  public func finish(_ store: ResultStore, runID: Int64, workers: Int) throws {
    let run = try store.exportedRun(runID, to: folder)
    let rest = ExportFormats.tables.indices.filter { ExportFormats.tables[$0].rows == nil }
    try Exporter.write(rest, of: runID, from: store, to: files, workers: workers)
    try files.finish(run)
  }
}

extension ResultStore {
  fileprivate func exportedRun(_ runID: Int64, to folder: String) throws -> StoredRun {
    if let run = try run(runID) { return run }
    throw ExportError(
      path: folder, what: "there is no run \(runID) to export",
      remedy: "name a run that 'v_runs' of \(path) shows")
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
