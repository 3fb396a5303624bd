import CSQLite
import Glibc

/// A connection to one SQLite file, used by one thread at a time.
///
/// A thin layer over the C interface: what fails throws a ``StoreError`` that carries SQLite's code
/// and message, the statement and the path. Values are always bound, so no message holds any.
final class SQLiteConnection {
  /// The path as it was given.
  let path: String
  let isReadOnly: Bool
  let handle: OpaquePointer
  /// Damage that was met in a value, and that the next step of any statement throws.
  private(set) var damage: StoreError?

  /// How long a statement waits for another process to release the database.
  private static let busyTimeoutMilliseconds: Int32 = 10_000

  /// Opens the database at `path`, creating an empty one unless `readOnly`.
  ///
  /// Nothing is read yet: a file that is no database shows at the first statement. A reader without the
  /// right to write the folder reads the file as it stands, without locks: a database in WAL mode
  /// could not be opened there at all.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - readOnly: Whether nothing is to be written.
  ///   - asItStands: Whether a reader does without locks in any case.
  /// - Throws: `StoreError` of the kind `cannotOpen`.
  init(path: String, readOnly: Bool, asItStands: Bool = false) throws {
    self.path = path
    isReadOnly = readOnly
    let access = readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
    let isAsItStands = readOnly && (asItStands || Self.mustReadAsItStands(path))
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(
      isAsItStands ? Self.immutableURI(of: path) : path, &opened,
      access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (isAsItStands ? SQLITE_OPEN_URI : 0),
      nil)
    guard code == SQLITE_OK, let opened else {
      defer { sqlite3_close_v2(opened) }
      throw StoreError(
        SQLiteFailure(
          code: code, message: opened.map(Self.message) ?? "out of memory", sql: nil,
          systemError: opened.map(sqlite3_system_errno) ?? 0),
        path: path, isReading: readOnly)
    }
    handle = opened
    setBusyTimeout(milliseconds: Self.busyTimeoutMilliseconds)
  }

  deinit { sqlite3_close_v2(handle) }

  /// Whether the folder cannot be written, and no log waits to be folded into the file.
  private static func mustReadAsItStands(_ path: String) -> Bool {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    return access(folder, W_OK) != 0 && !hasLog(path)
  }

  /// Whether a log with something in it stands beside the database at `path`.
  static func hasLog(_ path: String) -> Bool {
    var log = stat()
    return stat(path + "-wal", &log) == 0 && log.st_size > 0
  }

  private static func immutableURI(of path: String) -> String {
    let escaped = path.utf8.map { byte -> String in
      switch byte {
      case UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "%"):
        "%" + String(byte, radix: 16, uppercase: true)
      default: String(UnicodeScalar(byte))
      }
    }
    return "file:\(escaped.joined())?immutable=1"
  }

  /// Sets how long a statement waits for another process.
  func setBusyTimeout(milliseconds: Int32) { sqlite3_busy_timeout(handle, milliseconds) }

  /// Runs the statements in `sql`, ignoring rows.
  func execute(_ sql: String) throws {
    guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else { throw failure(of: sql) }
  }

  /// Prepares one statement.
  func prepare(_ sql: String) throws -> SQLiteStatement {
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(
      handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let prepared else { throw failure(of: sql) }
    return SQLiteStatement(prepared, sql: sql, connection: self)
  }

  /// Returns the first column of the first row of `sql`, or nil when there is no row or it is NULL.
  func integer(_ sql: String) throws -> Int64? {
    let statement = try prepare(sql)
    guard try statement.step(), !statement.isNull(0) else { return nil }
    return statement.integer(0)
  }

  /// Whether a transaction is open.
  var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

  /// The number of rows that the last statement changed.
  var changedRows: Int { Int(sqlite3_changes64(handle)) }

  /// The number of rows that all statements of this connection changed.
  var totalChanges: Int { Int(sqlite3_total_changes64(handle)) }

  /// Notes that a row of `sql` holds what nobody has written there.
  func noteDamage(in sql: String) {
    damage = StoreError(
      .corrupt, path: path, what: "the database is damaged: a figure in it is out of all range",
      remedy: "restore it from a backup, or move it away to start a new history", sql: sql,
      isReading: isReadOnly)
  }

  /// Returns the error that the last call on this connection left behind.
  func failure(of sql: String) -> StoreError {
    StoreError(
      SQLiteFailure(
        code: sqlite3_extended_errcode(handle), message: Self.message(handle), sql: sql,
        systemError: sqlite3_system_errno(handle)),
      path: path, isReading: isReadOnly)
  }

  private static func message(_ handle: OpaquePointer) -> String {
    // SAFETY: sqlite3_errmsg returns a NUL-terminated string that lives until the next call.
    String(cString: sqlite3_errmsg(handle))
  }
}

/// What SQLite said when a call failed.
///
/// It holds no bound values.
struct SQLiteFailure: Sendable {
  /// The extended result code.
  var code: Int32
  var message: String
  var sql: String?
  /// The system's error number behind it; meaningful for failures of files only.
  var systemError: Int32 = 0

  /// The result code without its extension.
  var primaryCode: Int32 { code & 0xFF }

  /// Whether the disk, or the user's share of it, is full.
  var isOutOfSpace: Bool {
    switch primaryCode {
    case SQLITE_FULL: true
    case SQLITE_IOERR, SQLITE_CANTOPEN: systemError == ENOSPC || systemError == EDQUOT
    default: false
    }
  }
}
