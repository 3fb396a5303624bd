import CSQLite

/// A prepared statement; parameters count from 1 and columns from 0, as in SQLite.
final class SQLiteStatement {
  private let handle: OpaquePointer
  private let sql: String
  private let connection: SQLiteConnection

  init(_ handle: OpaquePointer, sql: String, connection: SQLiteConnection) {
    self.handle = handle
    self.sql = sql
    self.connection = connection
  }

  deinit { sqlite3_finalize(handle) }

  /// The number of parameters.
  var parameterCount: Int { Int(sqlite3_bind_parameter_count(handle)) }

  /// The number of columns of a row.
  var columnCount: Int { Int(sqlite3_column_count(handle)) }

  // MARK: Binding

  // The result of a bind call is not looked at: it fails on a parameter that does not exist or a
  // statement in mid-step, which the tests of each statement would show, and on lack of memory,
  // which the step reports.

  func bind(_ value: Int64, at index: Int) {
    sqlite3_bind_int64(handle, Int32(index), value)
  }

  func bind(_ value: Int, at index: Int) { bind(Int64(value), at: index) }

  func bind(_ value: Double, at index: Int) {
    sqlite3_bind_double(handle, Int32(index), value)
  }

  func bind(_ value: String, at index: Int) {
    var value = value
    value.withUTF8 { utf8 in
      // SAFETY: SQLite copies the bytes. An empty string may have no address, and a null pointer
      // would bind NULL.
      utf8.withMemoryRebound(to: CChar.self) { bytes in
        if let base = bytes.baseAddress {
          _ = vr_bind_text_copy(handle, Int32(index), base, Int32(bytes.count))
        } else {
          _ = vr_bind_text_copy(handle, Int32(index), "", 0)
        }
      }
    }
  }

  func bind(_ value: String?, at index: Int) {
    if let value { bind(value, at: index) } else { bindNull(at: index) }
  }

  func bind(_ value: Int64?, at index: Int) {
    if let value { bind(value, at: index) } else { bindNull(at: index) }
  }

  func bindNull(at index: Int) { sqlite3_bind_null(handle, Int32(index)) }

  /// Binds a blob without copying it.
  ///
  /// `blob` must stay valid until the statement is reset, and must not be empty.
  func bind(staticBlob blob: UnsafeRawBufferPointer, at index: Int) {
    // SAFETY: no destructor is SQLITE_STATIC; SQLite reads the bytes before the next reset.
    sqlite3_bind_blob(handle, Int32(index), blob.baseAddress, Int32(blob.count), nil)
  }

  /// Binds text without copying it.
  ///
  /// `bytes` must stay valid until the statement is reset, and must not be null.
  func bind(staticText bytes: UnsafeRawPointer, count: Int, at index: Int) {
    // SAFETY: CChar and UInt8 share their layout; SQLite reads `count` bytes before the next reset.
    _ = vr_bind_text_static(
      handle, Int32(index), bytes.assumingMemoryBound(to: CChar.self), Int32(count))
  }

  // MARK: Stepping

  /// Steps to the next row and returns whether there is one.
  ///
  /// - Throws: `StoreError`; the statement is reset. Of the kind `corrupt` also when ``real(_:)`` has
  ///   met a figure on this connection that can be none.
  func step() throws -> Bool {
    if let damage = connection.damage {
      sqlite3_reset(handle)
      throw damage
    }
    switch sqlite3_step(handle) {
    case SQLITE_ROW: return true
    case SQLITE_DONE: return false
    default:
      let error = connection.failure(of: sql)
      sqlite3_reset(handle)
      throw error
    }
  }

  /// Runs a statement without rows, and makes it ready to run again.
  func run() throws {
    while try step() {}
    reset()
  }

  /// Makes the statement ready to run again; parameters keep their values.
  func reset() { sqlite3_reset(handle) }

  // MARK: Columns

  func isNull(_ column: Int) -> Bool {
    sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL
  }

  func integer(_ column: Int) -> Int64 { sqlite3_column_int64(handle, Int32(column)) }

  func int(_ column: Int) -> Int { Int(integer(column)) }

  /// Returns the figure of a column.
  ///
  /// SQLite has no checksums, and a single wrong bit can make a score infinite. What no figure of ours
  /// can be is read as 0, and the next ``step()`` throws.
  func real(_ column: Int) -> Double {
    let value = sqlite3_column_double(handle, Int32(column))
    if abs(value) <= Self.largestFigure { return value }
    connection.noteDamage(in: sql)
    return 0
  }

  /// Far above every score, share and unit, and small enough for hundredths of it to be counted.
  private static let largestFigure = 1e12

  /// Returns the text of a column; of NULL the empty text.
  func text(_ column: Int) -> String {
    withText(column) { String(decoding: $0, as: UTF8.self) }
  }

  func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }

  func optionalInt(_ column: Int) -> Int? { isNull(column) ? nil : int(column) }

  /// Calls `body` with the UTF-8 bytes of a column, which live until the next step.
  func withText<Result>(
    _ column: Int, _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result {
    // SAFETY: SQLite keeps the text of a column until the statement steps or resets.
    let start = sqlite3_column_text(handle, Int32(column))
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    return try body(UnsafeBufferPointer(start: start, count: start == nil ? 0 : count))
  }

  /// Calls `body` with the bytes of a blob column, which live until the next step.
  func withBlob<Result>(
    _ column: Int, _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    // SAFETY: as in `withText`.
    let start = sqlite3_column_blob(handle, Int32(column))
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
  }
}
