import Foundation
import RiskExport

/// A stored run of which files are made, and the lock under which that happens.
struct StoredRunSource {
  let run: StoredRun
  let store: ResultStore
  private let lock: RunLock
  /// The database as it was when it was opened; nil under its lock, which keeps it so.
  private let state: FileState?

  /// Finds a run of a pipeline.
  ///
  /// The lock is that of the database, so that no run puts its files in the same place. Whoever may
  /// not write beside the database can still make files elsewhere, where no run does: nothing keeps
  /// runs off then, and ``requireUnchanged()`` says whether there was one.
  ///
  /// - Parameters:
  ///   - runID: A run of the pipeline; nil is its latest.
  ///   - target: Where the files will stand; nil is where runs put them.
  /// - Throws: ``RunError``, `ExportError` for a target within the exports folder, `StoreError`.
  init(configuration: PipelineConfiguration, runID: Int64?, target: String?) throws {
    let path = configuration.databasePath
    guard FileManager.default.fileExists(atPath: path) else {
      throw RunError.noResults(path: path)
    }
    if let target, Self.isWithin(configuration.exportsPath, target) {
      throw ExportError(
        path: target,
        what: "the folder '\(configuration.exportsPath)' is for the files of runs alone",
        remedy: "give a path outside")
    }
    do {
      lock = try RunLock(besideDatabaseAt: path)
      state = nil
    } catch RunError.cannotWrite(let lockPath, let reason) {
      let own = [configuration.exportsPath, configuration.reportPath].compactMap { $0 }
      guard let target, !own.map(Self.place).contains(Self.place(target)) else {
        throw RunError.cannotWrite(path: lockPath, reason: reason)
      }
      lock = try RunLock(besideTargetAt: target)
      state = FileState(path)
    }
    store = try ResultStore(path: path, readOnly: true)
    run = try store.storedRun(runID, pipeline: configuration.name)
  }

  /// Refuses what was read while a run wrote to the database.
  ///
  /// - Throws: `StoreError` of the kind `busy`.
  func requireUnchanged() throws {
    guard let state, state != FileState(store.path) else { return }
    throw StoreError(
      .busy, path: store.path, what: "a run has written to the database while it was read",
      remedy: "try again", isReading: true)
  }

  /// Whether a path lies within a folder and is another.
  private static func isWithin(_ folder: String, _ path: String) -> Bool {
    let (folder, path) = (place(folder), place(path))
    return path.count > folder.count && path.starts(with: folder)
  }

  private static func place(_ path: String) -> [String] {
    URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().pathComponents
  }
}

/// What tells that a database was written to: that of its file, and whether a log stands beside it.
private struct FileState: Equatable {
  private let size: Int64
  private let seconds: Int
  private let nanoseconds: Int
  private let hasLog: Bool

  init(_ path: String) {
    var status = stat()
    _ = stat(path, &status)
    size = Int64(status.st_size)
    seconds = status.st_mtim.tv_sec
    nanoseconds = status.st_mtim.tv_nsec
    hasLog = FileManager.default.fileExists(atPath: path + "-wal")
  }
}
