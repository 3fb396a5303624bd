/// The part of an input that is in memory: what was read and not yet handed over.
///
/// Bytes before `cursor` are done with. `extend()` replaces `bytes` instead of changing them, so
/// that a batch may keep the old ones.
struct InputWindow {
  let source: any ByteSource
  /// Bytes to read at a time.
  let chunkBytes: Int
  /// What is in memory.
  private(set) var bytes: [UInt8] = []
  /// The index in `bytes` of the first byte not done with.
  var cursor = 0
  /// The offset in the input of the first of `bytes`.
  private(set) var byteOffset = 0
  /// The physical line on which the byte at `cursor` stands, from 1.
  var line = 1
  /// Whether nothing follows `bytes`.
  private(set) var isAtEnd = false

  init(source: any ByteSource, chunkBytes: Int) {
    self.source = source
    self.chunkBytes = chunkBytes
  }

  /// The position of the byte at `cursor`.
  var position: RecordPosition { RecordPosition(line: line, byteOffset: byteOffset + cursor) }

  /// The bytes in memory that are not done with.
  var remainingCount: Int { bytes.count - cursor }

  /// Drops what is done with and reads on.
  ///
  /// At least doubles what remains, so that a record of many chunks is looked at a few times only.
  ///
  /// - Throws: `InputError` from the source.
  mutating func extend() throws(InputError) {
    let remaining = remainingCount
    let (source, cursor, old) = (source, cursor, bytes)
    var failure: InputError?
    var reachedEnd = false
    let room = max(chunkBytes, remaining)
    bytes = [UInt8](unsafeUninitializedCapacity: remaining + room) { buffer, count in
      // SAFETY: the capacity asked for holds what remains and `room` bytes more.
      let target = UnsafeMutableRawBufferPointer(buffer)
      old.withUnsafeBytes {
        target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[cursor...]))
      }
      count = remaining
      let limit = remaining + room
      do throws(InputError) {
        while count < limit {
          let free = UnsafeMutableRawBufferPointer(rebasing: target[count..<limit])
          let read = try source.read(into: free)
          if read == 0 {
            reachedEnd = true
            break
          }
          count += read
        }
      } catch {
        failure = error
      }
    }
    byteOffset += cursor
    self.cursor = 0
    isAtEnd = reachedEnd
    if let failure { throw failure }
  }

  /// Reads on until `count` bytes are in memory from `cursor` on, or the input ends.
  ///
  /// - Throws: `InputError` from the source.
  mutating func require(_ count: Int) throws(InputError) {
    while remainingCount < count, !isAtEnd { try extend() }
  }

  /// Moves the cursor behind the next line feed, or to the end; returns false when it was there.
  ///
  /// - Throws: `InputError` from the source.
  mutating func skipLine() throws(InputError) -> Bool {
    try require(1)
    guard remainingCount > 0 else { return false }
    while true {
      let start = cursor
      let lineFeed = bytes.withUnsafeBufferPointer { ASCII.firstLineFeed(in: $0, from: start) }
      if let lineFeed {
        cursor = lineFeed + 1
        line += 1
        return true
      }
      cursor = bytes.count
      if isAtEnd { return true }
      try extend()
    }
  }

  /// Returns the length of the line ending at `cursor` when the line there is blank, else 0; nil
  /// when too few bytes are in memory to tell.
  ///
  /// A line that holds only the DOS end-of-file mark counts as blank, as does a lone carriage
  /// return at the very end.
  func blankLineLength(at cursor: Int) -> Int? {
    bytes.withUnsafeBufferPointer { Self.blankLineLength(in: $0, at: cursor, isAtEnd: isAtEnd) }
  }

  /// Returns what `blankLineLength(at:)` does, for `bytes` that are those of a window.
  @inline(__always)
  static func blankLineLength(
    in bytes: UnsafeBufferPointer<UInt8>, at cursor: Int, isAtEnd: Bool
  ) -> Int? {
    // Most lines begin with a letter, a digit or a quote.
    if cursor < bytes.count, bytes[cursor] > ASCII.endOfFileMark { return 0 }
    var index = cursor
    if index < bytes.count, bytes[index] == ASCII.endOfFileMark { index += 1 }
    if index < bytes.count, bytes[index] == ASCII.carriageReturn { index += 1 }
    if index < bytes.count { return bytes[index] == ASCII.lineFeed ? index + 1 - cursor : 0 }
    return isAtEnd ? index - cursor : nil
  }
}
