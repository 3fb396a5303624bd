/// The bytes of a record as text that loses nothing and fits a table cell.
///
/// Valid UTF-8 stands as it is. A byte that is not part of valid UTF-8, and a NUL, is written
/// `\xNN` with two upper-case hexadecimal digits. A backslash that the original puts before an `x`
/// is written `\x5C`, so that `\x` in the result always begins an escape; every other backslash
/// stands as it is. `bytes(of:)` is the way back.
///
/// Of more than 4 KiB the first 4 KiB are kept, cut at the end of a character, and followed by
/// ` [... 104857600 bytes in all, sha256 <64 digits>]`: enough to find and to prove the original.
public enum OriginalText {
  /// The number of bytes up to which an original is kept whole: 4 KiB.
  public static let maximumBytes = 4096

  /// Returns `bytes` as text; of more than `maximumBytes`, the beginning and a marker.
  public static func text(of bytes: [UInt8]) -> String {
    bytes.withUnsafeBufferPointer { text(of: $0) }
  }

  /// Returns the bytes that `text` was made of.
  ///
  /// Of a text that was cut, the marker comes back as ordinary text.
  public static func bytes(of text: String) -> [UInt8] {
    let source = Array(text.utf8)
    var result: [UInt8] = []
    result.reserveCapacity(source.count)
    var index = 0
    while index < source.count {
      if source[index] == ASCII.backslash, index + 3 < source.count,
        source[index + 1] == ASCII.lowerX, let high = hexValue(source[index + 2]),
        let low = hexValue(source[index + 3])
      {
        result.append(high << 4 | low)
        index += 4
      } else {
        result.append(source[index])
        index += 1
      }
    }
    return result
  }

  /// Returns `bytes` as text, cut where they are too many.
  static func text(of bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard bytes.count > maximumBytes else { return escaped(bytes) }
    var hash = StreamingHash()
    hash.update(UnsafeRawBufferPointer(bytes))
    return text(head: bytes, byteCount: bytes.count, sha256: hash.hexDigest)
  }

  /// Returns the text of an original of which only the beginning is at hand.
  ///
  /// - Parameters:
  ///   - head: The first bytes: all of them, or at least `maximumBytes` + 1.
  ///   - byteCount: The number of bytes of the whole.
  ///   - sha256: The digest of the whole, in lower-case hexadecimal digits.
  static func text(
    head: UnsafeBufferPointer<UInt8>, byteCount: Int, sha256: String
  ) -> String {
    guard byteCount > maximumBytes else { return escaped(head) }
    // A character is at most four bytes; in bytes that are not UTF-8 there is nothing to spare.
    var cut = maximumBytes
    while cut > maximumBytes - 3, head[cut] & 0xC0 == 0x80 { cut -= 1 }
    if head[cut] & 0xC0 == 0x80 { cut = maximumBytes }
    let beginning = escaped(UnsafeBufferPointer(rebasing: head[..<cut]))
    return beginning + " [... \(byteCount) bytes in all, sha256 \(sha256)]"
  }

  private static func escaped(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 16)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let length = UTF8Sequence.length(in: bytes, at: index)
      let isAmbiguous =
        byte == ASCII.backslash && index + 1 < bytes.count && bytes[index + 1] == ASCII.lowerX
      if length == 0 || byte == 0 || isAmbiguous {
        result.append(ASCII.backslash)
        result.append(ASCII.lowerX)
        result.append(ASCII.upperHexDigit(byte >> 4))
        result.append(ASCII.upperHexDigit(byte & 0xF))
        index += 1
      } else {
        result.append(contentsOf: bytes[index..<index + length])
        index += length
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func hexValue(_ digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x41 + 10
    default: nil
    }
  }
}
