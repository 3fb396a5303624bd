import CSQLite

/// Why results cannot be stored or read.
///
/// It never holds vendor data: values are bound to statements, and SQLite names tables and columns.
public struct StoreError: Error, Sendable, CustomStringConvertible {
  /// What sort of problem it is, for callers that choose an exit status.
  public enum Kind: Sendable, Equatable {
    /// The file cannot be opened or created.
    case cannotOpen
    /// The file is a database, or no database at all, but no result store.
    case notOurs
    /// The store was written by a later version of the program.
    case newer(found: Int, supported: Int)
    /// The file is damaged.
    case corrupt
    /// The disk is full.
    case full
    /// The file or its folder may not be written.
    case readOnly
    /// The disk or the network failed.
    case ioFailed
    /// Another process holds the database.
    case busy
    /// Anything else, which points to a fault in this program.
    case unexpected
  }

  public var kind: Kind
  /// The database, as its path was given.
  public var path: String
  /// What was found, in one line without a capital.
  public var what: String
  /// What to do about it, in one line without a capital.
  public var remedy: String
  /// SQLite's extended result code; nil when SQLite did not fail.
  public var code: Int32?
  /// The statement that failed, with placeholders for its values.
  public var sql: String?
  /// Whether the database was opened for reading only: an input then, and no output.
  public var isReading: Bool

  /// Creates an error about the database at `path`.
  public init(
    _ kind: Kind, path: String, what: String, remedy: String, code: Int32? = nil,
    sql: String? = nil, isReading: Bool = false
  ) {
    self.kind = kind
    self.path = path
    self.what = what
    self.remedy = remedy
    self.code = code
    self.sql = sql
    self.isReading = isReading
  }

  /// Path and problem on one line, and the remedy on the next.
  public var description: String { "\(path): \(what)\n  \(remedy)" }

  /// Creates the error for what SQLite reported.
  init(_ failure: SQLiteFailure, path: String, isReading: Bool) {
    let (kind, what, remedy) =
      isReading ? Self.wordingForReaders(of: failure) : Self.wording(of: failure)
    self.init(
      kind, path: path, what: "\(what): \(failure.message) (\(failure.code))", remedy: remedy,
      code: failure.code, sql: failure.sql, isReading: isReading)
  }

  private typealias Wording = (kind: Kind, what: String, remedy: String)

  /// Words what is another matter for somebody who only reads.
  private static func wordingForReaders(of failure: SQLiteFailure) -> Wording {
    switch failure.primaryCode {
    case _ where failure.isOutOfSpace: wording(of: failure)
    case SQLITE_NOTADB:
      (.notOurs, "the file is no database", "name the database that a run has written")
    case SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
      (
        failure.primaryCode == SQLITE_CANTOPEN ? .cannotOpen : .readOnly,
        "the database cannot be opened",
        "check that this user may read it; with a '-wal' file beside it, SQLite has to write there"
      )
    case SQLITE_IOERR:
      (
        .ioFailed, "the database cannot be read",
        "check the disk and the network mount, and try again"
      )
    default: wording(of: failure)
    }
  }

  private static func wording(of failure: SQLiteFailure) -> Wording {
    // SQLite calls a full disk a failed one where it prepares room for later.
    if failure.isOutOfSpace {
      return (
        .full, "the disk is full", "make room and run again; earlier results are untouched"
      )
    }
    return switch failure.primaryCode {
    case SQLITE_CANTOPEN:
      (
        .cannotOpen, "the database cannot be opened",
        "check that its folder exists and that this user may write there"
      )
    case SQLITE_NOTADB:
      (
        .notOurs, "the file is no database",
        "give another path for the results, or move the file away"
      )
    // A check keeps anything else out of the only column that is read as JSON.
    case SQLITE_CORRUPT,
      SQLITE_ERROR where failure.message == "malformed JSON":
      (
        .corrupt, "the database is damaged",
        "restore it from a backup, or move it away to start a new history"
      )
    case SQLITE_FULL:
      (.full, "the disk is full", "make room and run again; earlier results are untouched")
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
      (
        .readOnly, "the database cannot be written",
        "give this user the right to write the file and its folder"
      )
    case SQLITE_IOERR:
      (
        .ioFailed, "the database cannot be read or written",
        "check the disk and the network mount, and run again; earlier results are untouched"
      )
    case SQLITE_BUSY, SQLITE_LOCKED:
      (
        .busy, "another process holds the database",
        "wait for it to finish, or close the program that has the database open for writing"
      )
    default:
      (.unexpected, "the database refused a statement", "report this with the code in brackets")
    }
  }
}
