// Tokens and whole values, checked once and then known to be well-formed. Both readers are built
// on it, so that they reject the same records for the same reasons.
//
// Words of eight bytes serve within strings, where most of the bytes are; elsewhere tokens are too
// short for it.

/// Checks JSON text (RFC 8259) that lies whole in a buffer.
struct JSONScanner {
  /// The number of arrays and objects within one another up to which values are followed.
  static let maximumDepth = 64

  let bytes: UnsafeBufferPointer<UInt8>
  /// The index behind the text; bytes of the buffer behind it are looked at and mean nothing.
  let end: Int
  // SAFETY: every index read below is less than `end` or than `bytes.count`, which is not less.
  private let base: UnsafePointer<UInt8>

  /// Creates a scanner of the bytes up to `end`; nil when the buffer has no memory.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, end: Int) {
    precondition(end >= 0 && end <= bytes.count)
    guard let base = bytes.baseAddress else { return nil }
    self.bytes = bytes
    self.end = end
    self.base = base
  }

  /// Returns the byte at `index`, or nil at the end.
  @inline(__always)
  func byte(at index: Int) -> UInt8? { index < end ? base[index] : nil }

  /// Returns the index of the first byte from `index` on that is no JSON whitespace, or `end`.
  @inline(__always)
  func skipBlanks(_ index: Int) -> Int {
    var index = index
    while index < end, Self.isBlank(base[index]) { index += 1 }
    return index
  }

  /// Returns whether a byte is whitespace between JSON tokens.
  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool {
    byte <= ASCII.space
      && (byte == ASCII.space || byte == ASCII.lineFeed || byte == ASCII.carriageReturn
        || byte == ASCII.tab)
  }

  // MARK: Tokens

  /// Where a string ends, and whether its text stands there as it is.
  struct StringToken {
    /// The index of the first byte of the text.
    let start: Int
    /// The index of the closing quote.
    let end: Int
    let hasEscapes: Bool
  }

  /// Checks the string whose opening quote is at `open`.
  @inline(__always)
  func string(at open: Int) throws(JSONProblem) -> StringToken {
    var index = open + 1
    // The high bits of all bytes, and perhaps of some behind the string.
    var seen: UInt64 = 0
    var hasEscapes = false
    while true {
      while index + 8 <= bytes.count {
        let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self).littleEndian
        let special =
          JSONWord.zeroBytes(word ^ JSONWord.quotes) | JSONWord.zeroBytes(word ^ JSONWord.escapes)
          | JSONWord.controlBytes(word)
        seen |= word
        if special != 0 {
          index += special.trailingZeroBitCount / 8
          break
        }
        index += 8
      }
      guard index < end else { throw JSONProblem(.expected(.closingQuote), at: end) }
      let byte = base[index]
      if byte == ASCII.quote { break }
      if byte == ASCII.backslash {
        hasEscapes = true
        index = try escape(at: index)
      } else if byte < ASCII.space {
        throw JSONProblem(.controlCharacter, at: index)
      } else {
        seen |= UInt64(byte)
        index += 1
      }
    }
    if seen & JSONWord.highBits != 0 { try checkUTF8(from: open + 1, to: index) }
    return StringToken(start: open + 1, end: index, hasEscapes: hasEscapes)
  }

  @inline(never)
  private func checkUTF8(from start: Int, to end: Int) throws(JSONProblem) {
    let text = UnsafeBufferPointer(rebasing: bytes[start..<end])
    if let invalid = UTF8Sequence.firstInvalidIndex(in: text) {
      throw JSONProblem(.invalidUTF8, at: start + invalid)
    }
  }

  /// Checks the escape whose backslash is at `index`, a pair of surrogates as one, and returns the
  /// index behind it.
  @inline(never)
  private func escape(at index: Int) throws(JSONProblem) -> Int {
    guard let letter = byte(at: index + 1) else {
      throw JSONProblem(.expected(.closingQuote), at: end)
    }
    guard letter == UInt8(ascii: "u") else {
      guard JSONEscape.character(of: letter) != nil else {
        throw JSONProblem(.badEscape, at: index + 1)
      }
      return index + 2
    }
    let unit = try hexDigits(at: index + 2)
    if unit == 0 { throw JSONProblem(.escapedNUL, at: index) }
    if unit & 0xF800 != 0xD800 { return index + 6 }
    if unit >= 0xDC00 { throw JSONProblem(.loneSurrogate, at: index) }
    let second = index + 6
    for (offset, expected) in [ASCII.backslash, UInt8(ascii: "u")].enumerated() {
      guard let found = byte(at: second + offset) else {
        throw JSONProblem(.expected(.closingQuote), at: end)
      }
      if found != expected { throw JSONProblem(.loneSurrogate, at: index) }
    }
    let low = try hexDigits(at: second + 2)
    if low & 0xFC00 != 0xDC00 { throw JSONProblem(.loneSurrogate, at: index) }
    return second + 6
  }

  private func hexDigits(at index: Int) throws(JSONProblem) -> UInt32 {
    var value: UInt32 = 0
    for offset in 0..<4 {
      guard let digit = byte(at: index + offset) else {
        throw JSONProblem(.expected(.hexDigit), at: end)
      }
      guard let digitValue = JSONEscape.hexValue(digit) else {
        throw JSONProblem(.expected(.hexDigit), at: index + offset)
      }
      value = value << 4 | digitValue
    }
    return value
  }

  /// Checks the number that begins at `start`, and returns the index behind it.
  @inline(__always)
  func number(at start: Int) throws(JSONProblem) -> Int {
    var index = start
    if base[index] == UInt8(ascii: "-") { index += 1 }
    guard let first = byte(at: index), Self.isDigit(first) else {
      throw JSONProblem(.expected(.digit), at: min(index, end))
    }
    index += 1
    if first != UInt8(ascii: "0") { index = skipDigits(index) }
    if byte(at: index) == UInt8(ascii: ".") { index = try digits(from: index + 1) }
    if let letter = byte(at: index), letter | 0x20 == UInt8(ascii: "e") {
      index += 1
      if let sign = byte(at: index), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        index += 1
      }
      index = try digits(from: index)
    }
    return index
  }

  private func digits(from start: Int) throws(JSONProblem) -> Int {
    let index = skipDigits(start)
    if index == start { throw JSONProblem(.expected(.digit), at: start) }
    return index
  }

  @inline(__always)
  private func skipDigits(_ start: Int) -> Int {
    var index = start
    while index < end, Self.isDigit(base[index]) { index += 1 }
    return index
  }

  @inline(__always)
  private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// Checks that `word` stands at `start`, and returns the index behind it.
  @inline(__always)
  func literal(
    _ word: StaticString, _ expectation: JSONProblem.Expectation, at start: Int
  ) throws(JSONProblem) -> Int {
    for offset in 0..<word.utf8CodeUnitCount {
      guard let found = byte(at: start + offset), found == word.utf8Start[offset] else {
        throw JSONProblem(.expected(expectation), at: start + offset)
      }
    }
    return start + word.utf8CodeUnitCount
  }

  // MARK: Values

  /// Checks a member's name and the colon behind it; `index` moves to the value's first byte.
  @inline(__always)
  func name(
    at index: inout Int, orEnd expectation: JSONProblem.Expectation
  ) throws(JSONProblem) -> StringToken {
    guard byte(at: index) == ASCII.quote else {
      throw JSONProblem(.expected(expectation), at: index)
    }
    let name = try string(at: index)
    index = skipBlanks(name.end + 1)
    guard byte(at: index) == UInt8(ascii: ":") else {
      throw JSONProblem(.expected(.colon), at: index)
    }
    index = skipBlanks(index + 1)
    return name
  }

  /// Checks the string, number or literal at `index`, and returns the index behind it.
  @inline(__always)
  func scalar(at index: Int) throws(JSONProblem) -> Int {
    switch byte(at: index) {
    case ASCII.quote: return try string(at: index).end + 1
    case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
      return try number(at: index)
    case UInt8(ascii: "t"): return try literal("true", .trueLiteral, at: index)
    case UInt8(ascii: "f"): return try literal("false", .falseLiteral, at: index)
    case UInt8(ascii: "n"): return try literal("null", .nullLiteral, at: index)
    default: throw JSONProblem(.expected(.value), at: index)
    }
  }

  /// Checks the value at `start`, which stands within `level` arrays and objects, and returns the
  /// index behind it.
  func value(at start: Int, level: Int) throws(JSONProblem) -> Int {
    var index = start
    var level = level
    /// The arrays (0) and objects (1) that are open, the innermost in the lowest bit.
    var kinds: UInt64 = 0
    let outerLevel = level
    while true {
      // A value.
      let opening = byte(at: index)
      if opening == UInt8(ascii: "{") || opening == UInt8(ascii: "[") {
        if level == Self.maximumDepth { throw JSONProblem(.tooDeep, at: index) }
        let isObject = opening == UInt8(ascii: "{")
        index = skipBlanks(index + 1)
        guard byte(at: index) == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          level += 1
          kinds = kinds << 1 | (isObject ? 1 : 0)
          if isObject {
            _ = try name(at: &index, orEnd: .nameOrEnd)
          } else if index == end {
            throw JSONProblem(.expected(.elementOrEnd), at: index)
          }
          continue
        }
        index += 1
      } else {
        index = try scalar(at: index)
      }
      // What follows it.
      while level > outerLevel {
        index = skipBlanks(index)
        let isObject = kinds & 1 == 1
        let following = byte(at: index)
        if following == ASCII.comma {
          index = skipBlanks(index + 1)
          if isObject { _ = try name(at: &index, orEnd: .name) }
          break
        }
        guard following == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          throw JSONProblem(.expected(isObject ? .commaOrBrace : .commaOrBracket), at: index)
        }
        index += 1
        level -= 1
        kinds >>= 1
      }
      if level == outerLevel { return index }
    }
  }
}

/// Eight bytes at a time.
enum JSONWord {
  static let quotes: UInt64 = 0x2222_2222_2222_2222
  static let escapes: UInt64 = 0x5C5C_5C5C_5C5C_5C5C
  static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// Returns a word whose lowest bit set lies in the first byte of `word` that is zero; 0 without
  /// one.
  @inline(__always)
  static func zeroBytes(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & highBits
  }

  /// Returns a word whose lowest bit set lies in the first byte of `word` that is less than 0x20;
  /// 0 without one.
  @inline(__always)
  static func controlBytes(_ word: UInt64) -> UInt64 {
    (word &- 0x2020_2020_2020_2020) & ~word & highBits
  }
}
