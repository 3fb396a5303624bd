import Foundation
import RecordIO
import RiskCore
import RiskExport
import RiskReport

/// The page of a run on its way to its place.
struct ReportFile {
  private let staged: StagedFile

  /// Prepares a page for `path`; call it under the lock.
  ///
  /// - Throws: ``RunError/cannotWrite(path:reason:)`` when a file that is no report of the pipeline
  ///   stands there, `ExportError` when a folder does.
  init(path: String, pipeline: String, runID: Int64) throws {
    try OutputFolders.make(above: path)
    try Self.requireOurs(at: path, pipeline: pipeline)
    try StagedFile.removeLeftovers(beside: path)
    staged = try StagedFile(target: path, runID: runID)
  }

  /// Writes the page beside its place.
  func write(_ report: HTMLReport) throws {
    let file = try OutputFile(path: staged.path)
    try report.write(to: file)
    try file.finish()
  }

  func publish() throws { try staged.publish() }

  func discard() { staged.discard() }

  /// Refuses a file that is something else, or the report of another pipeline.
  private static func requireOurs(at path: String, pipeline: String) throws {
    guard let file = FileHandle(forReadingAtPath: path) else { return }
    defer { try? file.close() }
    let beginning = (try? file.read(upToCount: 1 << 16)) ?? Data()
    guard !beginning.isEmpty, !HTMLReport.isReport(Array(beginning), of: pipeline) else { return }
    throw RunError.cannotWrite(
      path: path,
      reason: "it is no report of the pipeline '\(pipeline)'; give another path, or move it away")
  }
}

/// Writes the report of a stored run.
public struct StoredRunReport {
  /// The run that is reported.
  public let runID: Int64
  /// The file it is written to.
  public let path: String
  private let configuration: PipelineConfiguration
  private let run: StoredRun
  private let store: ResultStore
  private let lock: RunLock

  /// Finds the run, under the lock of its database.
  ///
  /// - Parameters:
  ///   - runID: A run of the pipeline; nil is its latest.
  ///   - path: Where to write; nil is the pipeline's own place, or beside its exports folder.
  /// - Throws: ``RunError``, `StoreError`.
  public init(configuration: PipelineConfiguration, runID: Int64?, path: String?) throws {
    guard FileManager.default.fileExists(atPath: configuration.databasePath) else {
      throw RunError.noResults(path: configuration.databasePath)
    }
    lock = try RunLock(besideDatabaseAt: configuration.databasePath)
    store = try ResultStore(path: configuration.databasePath, readOnly: true)
    run = try store.storedRun(runID, pipeline: configuration.name)
    self.runID = run.runID
    self.path = path ?? configuration.reportPath ?? configuration.exportsPath + ".html"
    self.configuration = configuration
  }

  /// Writes the page; it appears at once, in place of the one that was there.
  public func write(_ options: HTMLReport.Options) throws {
    let file = try ReportFile(path: path, pipeline: configuration.name, runID: runID)
    let policy = try store.policyDocument(sha256: run.policySHA256)
      .flatMap { try? Policy(storedJSON: $0) }
    do {
      try file.write(HTMLReport(of: run, in: store, policy: policy, options: options))
      try file.publish()
    } catch {
      file.discard()
      throw error
    }
  }
}
