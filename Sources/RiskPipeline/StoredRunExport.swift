import Foundation
import RiskExport

/// Writes the files of a stored run again.
public struct StoredRunExport {
  /// The run that is written.
  public var runID: Int64 { source.run.runID }
  /// The folder it is written to.
  public var folder: String { source.target }
  private let source: StoredRunSource

  /// Finds the run, under the lock of its database; under one of the folder's where a user may only
  /// read the database, and the folder is not the pipeline's.
  ///
  /// - Parameters:
  ///   - runID: A run of the pipeline; nil is its latest.
  ///   - folder: Where to write; nil is the pipeline's own folder.
  /// - Throws: ``RunError``, `ExportError`, `StoreError`.
  public init(configuration: PipelineConfiguration, runID: Int64?, folder: String?) throws {
    source = try StoredRunSource(
      configuration: configuration, runID: runID, target: folder,
      own: configuration.exportsPath)
  }

  /// Writes the files; they appear together, in place of those that were there.
  public func write() throws {
    try OutputFolders.make(above: folder)
    try StagedExports.recover(exportsFolder: folder) { $0 == runID }
    let staged = try StagedExports(target: folder, runID: runID)
    do {
      try Exporter.write(
        source.store, runID: runID, into: staged.folder,
        workers: ProcessInfo.processInfo.activeProcessorCount)
      try source.requireUnchanged()
      try staged.seal()
      try staged.publish()
    } catch {
      staged.discard()
      throw error
    }
  }
}
