/// What was read of a file.
public struct InputSummary: Sendable, Equatable {
  /// The size of the file in bytes, as read.
  public var bytes: Int
  /// The SHA-256 digest of the bytes as read, in lower-case hexadecimal digits.
  public var sha256: String
  /// The rows read: records and rejects, without the header and blank lines.
  public var rowsRead: Int

  /// Creates a summary.
  public init(bytes: Int, sha256: String, rowsRead: Int) {
    self.bytes = bytes
    self.sha256 = sha256
    self.rowsRead = rowsRead
  }
}
