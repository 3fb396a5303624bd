import Glibc

/// A database in the making: it appears under its name only with its schema.
///
/// So an empty file in its place is never what a killed run has left. It is a loss, of a disk or of
/// somebody's hand, and to begin a new history there without a word would hide it.
struct NewStore {
  private let path: String
  private let partialPath: String

  /// Prepares a database at `path`; nothing is made.
  init(path: String) {
    self.path = path
    partialPath = path + ".partial"
  }

  /// Makes the database where there is none, and refuses an empty file.
  ///
  /// The folder must exist, and the caller holds the lock of the run.
  ///
  /// - Throws: `StoreError`.
  func make(by migrations: [Migration]) throws {
    var status = stat()
    if stat(path, &status) == 0 {
      guard status.st_mode & S_IFMT == S_IFREG, status.st_size == 0 else { return }
      throw StoreError(
        .corrupt, path: path, what: "the file is empty, and no database",
        remedy: "restore it from a backup, or move it away to start a new history")
    }
    // Whatever else keeps the file from being looked at, opening it says it better. A link that leads
    // nowhere is left to SQLite, which makes the file that it names.
    guard errno == ENOENT, lstat(path, &status) != 0 else { return }
    for ending in ["-wal", "-journal"] where stat(path + ending, &status) == 0 {
      guard status.st_size > 0 else { continue }
      throw StoreError(
        .corrupt, path: path,
        what: "there is no database, but '\(path)\(ending)' holds a part of one",
        remedy: "put the two together again, or move it away too to start a new history")
    }
    remove(partialPath)
    do {
      let connection = try SQLiteConnection(path: partialPath, readOnly: false)
      try connection.execute("PRAGMA journal_mode = WAL")
      _ = try ResultStore.migrate(connection, by: migrations)
      // Closing it folds the log into the file.
      try connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    } catch var error as StoreError {
      remove(partialPath)
      error.path = path
      throw error
    }
    // What outlived another database would be taken for that of the new one.
    for ending in Self.companions { unlink(path + ending) }
    guard rename(partialPath, path) == 0 else {
      let code = errno
      remove(partialPath)
      throw StoreError(
        .cannotOpen, path: path,
        what: "the database cannot be created: \(String(cString: strerror(code))) (\(code))",
        remedy: "check that its folder exists and that this user may write there")
    }
    // A power cut after the first commit must not find the old name.
    let parent = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    try? Folder.synchronize(parent)
  }

  private static let companions = ["-wal", "-shm", "-journal"]

  private func remove(_ path: String) {
    for ending in [""] + Self.companions { unlink(path + ending) }
  }
}
