/// The place in a file where a record begins.
///
/// A record may span several physical lines; its position is that of the first of them.
public struct RecordPosition: Hashable, Sendable {
  /// The physical line on which the record begins, counted from 1.
  ///
  /// Each line feed ends a line.
  public var line: Int
  /// Bytes before the record's first byte, counted from 0; a byte order mark counts.
  public var byteOffset: Int

  /// Creates a position from a line counted from 1 and a byte offset counted from 0.
  public init(line: Int, byteOffset: Int) {
    self.line = line
    self.byteOffset = byteOffset
  }
}
