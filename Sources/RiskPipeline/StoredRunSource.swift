import Foundation
import RiskExport

/// A stored run of which files are made, and the lock under which that happens.
struct StoredRunSource {
  let run: StoredRun
  let store: ResultStore
  /// Where the files will stand.
  let target: String
  private let lock: RunLock
  /// The database as it was when it was opened; nil under its lock, which keeps it so.
  private let state: [FileState?]?

  /// Finds a run of a pipeline.
  ///
  /// The lock is that of the database, so that no run puts its files in the same place. Whoever may
  /// not write beside the database can still make files elsewhere, where no run does: nothing keeps
  /// runs off then, and ``requireUnchanged()`` says whether there was one.
  ///
  /// - Parameters:
  ///   - runID: A run of the pipeline; nil is its latest.
  ///   - target: Where the files will stand; nil is `own`.
  ///   - own: Where runs of the pipeline put such files.
  /// - Throws: ``RunError``, `ExportError` for a target within the exports folder, `StoreError`.
  init(configuration: PipelineConfiguration, runID: Int64?, target: String?, own: String) throws {
    let path = configuration.databasePath
    guard FileManager.default.fileExists(atPath: path) else {
      throw RunError.noResults(path: path)
    }
    let target = target ?? own
    let isOwn = Self.place(target) == Self.place(own)
    guard isOwn || !Self.place(target).starts(with: Self.place(configuration.exportsPath)) else {
      throw ExportError(
        path: target,
        what: "the folder '\(configuration.exportsPath)' is for the files of runs alone",
        remedy: "give a path outside")
    }
    do {
      lock = try RunLock(besideDatabaseAt: path)
      state = nil
    } catch RunError.cannotWrite(let lockPath, let reason) {
      guard !isOwn, Self.place(target) != configuration.reportPath.map(Self.place) else {
        throw RunError.cannotWrite(path: lockPath, reason: reason)
      }
      lock = try RunLock(besideTargetAt: target)
      state = try Self.state(ofDatabaseAt: path)
    }
    store = try ResultStore(path: path, readOnly: true)
    run = try store.storedRun(runID, pipeline: configuration.name)
    self.target = target
  }

  /// Refuses what was read while a run wrote to the database.
  ///
  /// - Throws: `StoreError` of the kind `busy`; ``RunError`` when the file cannot be looked at.
  func requireUnchanged() throws {
    guard let state, try state != Self.state(ofDatabaseAt: store.path) else { return }
    throw StoreError(
      .busy, path: store.path, what: "a run has written to the database while it was read",
      remedy: "try again", isReading: true)
  }

  /// The states of the database and of the log beside it.
  private static func state(ofDatabaseAt path: String) throws -> [FileState?] {
    try [path, path + "-wal"].map(FileState.init)
  }

  private static func place(_ path: String) -> [String] {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().pathComponents
  }
}
