import Foundation
import RiskExport

/// A stored run of which files are made, and the lock under which that happens.
struct StoredRunSource {
  let run: StoredRun
  let store: ResultStore
  private let lock: RunLock

  /// Finds a run of a pipeline.
  ///
  /// The lock is that of the database, so that no run puts its files in the same place. Whoever may
  /// not write beside the database can still make files elsewhere, where no run does.
  ///
  /// - Parameters:
  ///   - runID: A run of the pipeline; nil is its latest.
  ///   - target: Where the files will stand; nil is where runs put them.
  /// - Throws: ``RunError``, `StoreError`.
  init(configuration: PipelineConfiguration, runID: Int64?, target: String?) throws {
    let path = configuration.databasePath
    store = try ResultStore.existing(at: path)
    do {
      lock = try RunLock(besideDatabaseAt: path)
    } catch RunError.cannotWrite(let path, let reason) {
      guard let target, Self.isElsewhere(target, configuration) else {
        throw RunError.cannotWrite(path: path, reason: reason)
      }
      lock = try RunLock(onFolderOf: target)
    }
    run = try store.storedRun(runID, pipeline: configuration.name)
  }

  /// Whether no run of the pipeline puts anything at `target`.
  private static func isElsewhere(
    _ target: String, _ configuration: PipelineConfiguration
  ) -> Bool {
    func place(_ path: String) -> String {
      URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }
    return ![configuration.exportsPath, configuration.reportPath].contains { own in
      own.map(place) == place(target)
    }
  }
}
