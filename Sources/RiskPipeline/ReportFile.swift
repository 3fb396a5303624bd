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
  /// - Throws: ``RunError/cannotWrite(path:reason:)`` when its folder cannot be made, `ExportError` when a
  ///   folder stands there, or a file that is no report of the pipeline.
  init(path: String, pipeline: String, runID: Int64) throws {
    try OutputFolders.make(above: path)
    try Self.requireOurs(at: path, pipeline: pipeline)
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
    // What cannot be read is not known to be ours; a folder is refused elsewhere.
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue
    else { return }
    let file = FileHandle(forReadingAtPath: path)
    defer { try? file?.close() }
    let beginning = try? file?.read(upToCount: 1 << 16)
    if let beginning, HTMLReport.isReport(Array(beginning), of: pipeline) { return }
    throw ExportError(
      path: path, what: "the file is no report of the pipeline '\(pipeline)'",
      remedy: "give another path, or move it away")
  }
}

/// Writes the report of a stored run.
public struct StoredRunReport {
  /// The run that is reported.
  public var runID: Int64 { source.run.runID }
  /// The file it is written to.
  public var path: String { source.target }
  private let configuration: PipelineConfiguration
  private let source: StoredRunSource

  /// Finds the run, under the lock of its database; under one of the file's folder where a user may
  /// only read the database, and the file is not the pipeline's.
  ///
  /// - Parameters:
  ///   - runID: A run of the pipeline; nil is its latest.
  ///   - path: Where to write; nil is the pipeline's own place, or beside its exports folder.
  /// - Throws: ``RunError``, `ExportError`, `StoreError`.
  public init(configuration: PipelineConfiguration, runID: Int64?, path: String?) throws {
    source = try StoredRunSource(
      configuration: configuration, runID: runID, target: path,
      own: configuration.reportPath ?? configuration.exportsPath + ".html")
    self.configuration = configuration
  }

  /// Writes the page; it appears at once, in place of the one that was there.
  public func write(_ options: HTMLReport.Options) throws {
    let (run, store) = (source.run, source.store)
    try OutputFolders.make(above: path)
    try StagedFile.recover(beside: path) { try store.run($0)?.pipeline == configuration.name }
    // Under a number that no run has: what a kill leaves half written is not that of a commit.
    let file = try ReportFile(path: path, pipeline: configuration.name, runID: 0)
    let policy = try store.frame(of: run).policy
    do {
      try file.write(HTMLReport(of: run, in: store, policy: policy, options: options))
      try source.requireUnchanged()
      try file.publish()
    } catch {
      file.discard()
      throw error
    }
  }
}
