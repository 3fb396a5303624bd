import Glibc

/// Bytes with a meaning to the readers and writers of this module.
enum ASCII {
  static let tab: UInt8 = 0x09
  static let lineFeed: UInt8 = 0x0A
  static let carriageReturn: UInt8 = 0x0D
  /// Control-Z, which DOS programs put at the end of a text file; OFAC's lists still have it.
  static let endOfFileMark: UInt8 = 0x1A
  static let space: UInt8 = 0x20
  static let quote: UInt8 = 0x22
  static let apostrophe: UInt8 = 0x27
  static let comma: UInt8 = 0x2C
  static let backslash: UInt8 = 0x5C
  static let lowerX: UInt8 = 0x78

  /// Returns the upper-case hexadecimal digit of a value from 0 to 15.
  static func upperHexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }

  /// Returns the lower-case hexadecimal digit of a value from 0 to 15.
  static func lowerHexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

  /// Returns the index of the first line feed at or after `start`, or nil.
  static func firstLineFeed(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    firstIndex(of: lineFeed, in: bytes, from: start)
  }

  /// Returns the index of the first `byte` at or after `start`, or nil.
  static func firstIndex(
    of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int = 0
  ) -> Int? {
    precondition(start >= 0 && start <= bytes.count)
    // SAFETY: the precondition keeps the search inside the buffer.
    guard let base = bytes.baseAddress,
      let found = memchr(base + start, Int32(byte), bytes.count - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }
}
