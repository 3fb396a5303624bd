/// Bytes in memory as a source, for readers of what is no file.
public final class MemorySource: ByteSource {
  /// What messages call the bytes.
  public let path: String
  /// The number of bytes handed out so far.
  public private(set) var bytesRead = 0

  private let bytes: [UInt8]
  private var hash = StreamingHash()

  /// Creates a source of `bytes`.
  public init(_ bytes: [UInt8], path: String = "memory") {
    self.bytes = bytes
    self.path = path
  }

  /// The SHA-256 digest of the bytes handed out so far, in lower-case hexadecimal digits.
  public var sha256: String { hash.hexDigest }

  /// Hands out up to `buffer.count` bytes and returns their number; 0 only at the end.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    let count = min(buffer.count, bytes.count - bytesRead)
    bytes.withUnsafeBytes {
      let part = UnsafeRawBufferPointer(rebasing: $0[bytesRead..<(bytesRead + count)])
      buffer.copyMemory(from: part)
      hash.update(part)
    }
    bytesRead += count
    return count
  }

  /// Memory does not change behind a reader's back.
  public func finish() throws(InputError) {}
}
