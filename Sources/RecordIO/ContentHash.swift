internal import Crypto

/// SHA-256 digests as lower-case hexadecimal digits, the form in which runs record their inputs.
public enum ContentHash {
  /// Returns the SHA-256 digest of `bytes` as 64 lower-case hexadecimal digits.
  public static func sha256(_ bytes: [UInt8]) -> String {
    var hash = StreamingHash()
    bytes.withUnsafeBytes { hash.update($0) }
    return hash.hexDigest
  }

  /// Returns the SHA-256 digest of the UTF-8 bytes of `text` as 64 lower-case hexadecimal digits.
  public static func sha256(_ text: String) -> String { sha256(Array(text.utf8)) }

  /// Returns the SHA-256 digest of the file at `path` as 64 lower-case hexadecimal digits.
  ///
  /// - Throws: `InputError` when the file cannot be opened or read, or changes meanwhile.
  /// - Complexity: O(*n*) in the size of the file; memory stays at 1 MiB.
  public static func sha256(file path: String) throws(InputError) -> String {
    try FileSource.summary(of: path).sha256
  }
}

extension FileSource {
  /// Reads the file at `path` to its end and returns its size and digest; it counts no rows.
  ///
  /// - Throws: `InputError` when the file cannot be opened or read, or changes meanwhile.
  /// - Complexity: O(*n*) in the size of the file; memory stays at 1 MiB.
  public static func summary(of path: String) throws(InputError) -> InputSummary {
    let source = try FileSource(path: path)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    while try source.read(into: buffer) > 0 {}
    try source.finish()
    return InputSummary(bytes: source.bytesRead, sha256: source.sha256, rowsRead: 0)
  }
}

/// A SHA-256 digest in the making.
struct StreamingHash {
  private var function = SHA256()

  /// Adds `bytes` to what is digested.
  mutating func update(_ bytes: UnsafeRawBufferPointer) {
    if !bytes.isEmpty { function.update(bufferPointer: bytes) }
  }

  /// The digest of everything added so far, as 64 lower-case hexadecimal digits.
  var hexDigest: String {
    var digits: [UInt8] = []
    digits.reserveCapacity(64)
    for byte in function.finalize() {
      digits.append(ASCII.lowerHexDigit(byte >> 4))
      digits.append(ASCII.lowerHexDigit(byte & 0xF))
    }
    return String(decoding: digits, as: UTF8.self)
  }
}
