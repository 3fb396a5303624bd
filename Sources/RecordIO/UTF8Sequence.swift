/// Well-formed UTF-8, as table 3-7 of the Unicode Standard defines it.
enum UTF8Sequence {
  /// Returns the length in bytes, from 1 to 4, of the character that begins at `index`, or 0 when
  /// the bytes there are not well formed (overlong forms and surrogates included).
  static func length(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let lead = bytes[index]
    if lead < 0x80 { return 1 }
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return 0
    }
    guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return 0 }
    for next in index + 2..<index + max(length, 2) where bytes[next] & 0xC0 != 0x80 { return 0 }
    return length
  }

  /// Returns the index of the first byte that is not part of well-formed UTF-8, or nil.
  static func firstInvalidIndex(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    let raw = UnsafeRawBufferPointer(bytes)
    var index = 0
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index += 1
        while index + 8 <= raw.count,
          raw.loadUnaligned(fromByteOffset: index, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
        {
          index += 8
        }
        continue
      }
      let length = length(in: bytes, at: index)
      if length == 0 { return index }
      index += length
    }
    return nil
  }

  /// Returns whether every byte is ASCII, and whether one is NUL.
  ///
  /// Eight bytes at a time, because each record is looked at and almost all need nothing more.
  static func survey(_ bytes: UnsafeBufferPointer<UInt8>) -> (isASCII: Bool, hasNUL: Bool) {
    let raw = UnsafeRawBufferPointer(bytes)
    var seen: UInt64 = 0
    var nul: UInt64 = 0
    var index = 0
    while index + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      seen |= word
      // Not zero exactly when a byte of the word is.
      nul |= (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
      index += 8
    }
    var hasNUL = nul != 0
    while index < raw.count {
      seen |= UInt64(raw[index])
      if raw[index] == 0 { hasNUL = true }
      index += 1
    }
    return (seen & 0x8080_8080_8080_8080 == 0, hasNUL)
  }
}
