import Foundation
import RiskExport

/// Writes the files of a stored run again.
public struct StoredRunExport {
  /// The run that is written.
  public let runID: Int64
  /// The folder it is written to.
  public let folder: String
  private let store: ResultStore
  private let lock: RunLock

  /// Finds the run, under the lock of its database.
  ///
  /// - Parameters:
  ///   - runID: A run of the pipeline; nil is its latest.
  ///   - folder: Where to write; nil is the pipeline's own folder.
  /// - Throws: ``RunError``, `StoreError`.
  public init(configuration: PipelineConfiguration, runID: Int64?, folder: String?) throws {
    guard FileManager.default.fileExists(atPath: configuration.databasePath) else {
      throw RunError.noResults(path: configuration.databasePath)
    }
    lock = try RunLock(besideDatabaseAt: configuration.databasePath)
    store = try ResultStore(path: configuration.databasePath, readOnly: true)
    guard let id = try runID ?? store.latestRunID(pipeline: configuration.name),
      let run = try store.run(id), run.pipeline == configuration.name
    else {
      throw RunError.notFound(
        "\(configuration.databasePath): there is no such run of '\(configuration.name)'; "
          + "'v_runs' shows which there are")
    }
    self.runID = id
    self.folder = folder ?? configuration.exportsPath
  }

  /// Writes the files; they appear together, in place of those that were there.
  public func write() throws {
    try OutputFolders.make(above: folder)
    try StagedExports.recover(exportsFolder: folder) { $0 == runID }
    let staged = try StagedExports(target: folder, runID: runID)
    do {
      try Exporter.write(
        store, runID: runID, into: staged.folder,
        workers: ProcessInfo.processInfo.activeProcessorCount)
      try staged.seal()
      try staged.publish()
    } catch {
      staged.discard()
      throw error
    }
  }
}
