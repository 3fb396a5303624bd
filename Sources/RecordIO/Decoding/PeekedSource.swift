/// A source whose first bytes were looked at and are handed out all the same.
public final class PeekedSource: ByteSource {
  /// The first bytes; fewer than asked for when the source holds no more.
  public let beginning: [UInt8]

  private let source: any ByteSource
  /// How many bytes of `beginning` were handed out.
  private var handedOut = 0

  /// Reads the first `count` bytes of `source`.
  ///
  /// - Throws: `InputError` from the source.
  public init(_ source: any ByteSource, count: Int) throws(InputError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 1)
    defer { buffer.deallocate() }
    var filled = 0
    // One call may bring less than there is, from a pipe for example.
    while filled < count {
      let read = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
      if read == 0 { break }
      filled += read
    }
    beginning = Array(buffer[..<filled])
    self.source = source
  }

  public var path: String { source.path }
  public var bytesRead: Int { source.bytesRead }
  public var sha256: String { source.sha256 }

  /// Hands out the first bytes again, and then what follows them.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    guard handedOut < beginning.count else { return try source.read(into: buffer) }
    let count = min(buffer.count, beginning.count - handedOut)
    buffer.copyBytes(from: beginning[handedOut..<handedOut + count])
    handedOut += count
    return count
  }

  /// As the source behind it.
  public func finish() throws(InputError) { try source.finish() }
}
