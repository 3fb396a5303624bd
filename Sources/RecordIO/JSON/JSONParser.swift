/// Reads one JSON value by the grammar of RFC 8259, from bytes that are UTF-8 without NUL.
///
/// After a problem is thrown the parser is of no further use.
struct JSONParser {
  /// The number of arrays and objects that may be open at a time.
  static let maximumDepth = 64

  let bytes: UnsafeBufferPointer<UInt8>
  /// The index of the next byte to read.
  var index = 0

  /// A string as it stands between its quotes.
  struct RawString {
    var start: Int
    var end: Int
    var hasEscapes: Bool
  }

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Checks that the bytes are UTF-8 without NUL.
  static func check(_ bytes: UnsafeBufferPointer<UInt8>) throws(JSONProblem) {
    let (isASCII, hasNUL) = UTF8Sequence.survey(bytes)
    if isASCII, !hasNUL { return }
    if hasNUL, let index = bytes.firstIndex(of: 0) {
      throw JSONProblem(kind: .nulByte, index: index, expected: "text")
    }
    if let index = UTF8Sequence.firstInvalidIndex(in: bytes) {
      throw JSONProblem(kind: .invalidUTF8, index: index, expected: "UTF-8")
    }
  }

  /// Checks that nothing but white space is left.
  mutating func finish() throws(JSONProblem) {
    skipSpace()
    if index < bytes.count { throw malformed("nothing behind the value") }
  }

  /// Reads a value as a tree.
  mutating func value(depth: Int = 0) throws(JSONProblem) -> JSONValue {
    switch try nextByte("a value") {
    case JSONByte.openObject:
      var members: [JSONMember] = []
      var isFirst = true
      try open(depth)
      while try nextName(isFirst: isFirst) {
        isFirst = false
        let key = text(of: try string())
        try colon()
        if members.isEmpty { members.reserveCapacity(4) }
        members.append(JSONMember(key: key, value: try value(depth: depth + 1)))
      }
      return .object(members)
    case JSONByte.openArray:
      var elements: [JSONValue] = []
      var isFirst = true
      try open(depth)
      while try nextElement(isFirst: isFirst) {
        isFirst = false
        elements.append(try value(depth: depth + 1))
      }
      return .array(elements)
    case ASCII.quote:
      return .string(text(of: try string()))
    case UInt8(ascii: "t"):
      try word("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try word("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try word("null")
      return .null
    default:
      let start = index
      try number()
      return .number(String(decoding: bytes[start..<index], as: UTF8.self))
    }
  }

  /// Reads a value for its form alone.
  mutating func skipValue(depth: Int = 0) throws(JSONProblem) {
    switch try nextByte("a value") {
    case JSONByte.openObject:
      var isFirst = true
      try open(depth)
      while try nextName(isFirst: isFirst) {
        isFirst = false
        _ = try string()
        try colon()
        try skipValue(depth: depth + 1)
      }
    case JSONByte.openArray:
      var isFirst = true
      try open(depth)
      while try nextElement(isFirst: isFirst) {
        isFirst = false
        try skipValue(depth: depth + 1)
      }
    case ASCII.quote: _ = try string()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    default: try number()
    }
  }

  // MARK: Parts of values

  @inline(__always)
  mutating func skipSpace() {
    while index < bytes.count, JSONByte.isSpace(bytes[index]) { index += 1 }
  }

  /// Moves to the next byte that is not white space and returns it.
  @inline(__always)
  mutating func nextByte(_ expected: String) throws(JSONProblem) -> UInt8 {
    skipSpace()
    guard index < bytes.count else { throw malformed(expected) }
    return bytes[index]
  }

  /// Reads an opening bracket within `depth` others.
  @inline(__always)
  mutating func open(_ depth: Int) throws(JSONProblem) {
    guard depth < Self.maximumDepth else {
      throw JSONProblem(kind: .nestedTooDeep, index: index, expected: "fewer levels")
    }
    index += 1
  }

  /// Moves to the next element of an array; returns false when it reads its end instead.
  @inline(__always)
  mutating func nextElement(isFirst: Bool) throws(JSONProblem) -> Bool {
    let byte = try nextByte("',' or ']'")
    if byte == JSONByte.closeArray {
      index += 1
      return false
    }
    if isFirst { return true }
    guard byte == ASCII.comma else { throw malformed("',' or ']'") }
    index += 1
    return true
  }

  /// Moves to the next member's name; returns false when it reads the end of the object instead.
  @inline(__always)
  mutating func nextName(isFirst: Bool) throws(JSONProblem) -> Bool {
    var byte = try nextByte("a member or '}'")
    if byte == JSONByte.closeObject {
      index += 1
      return false
    }
    if !isFirst {
      guard byte == ASCII.comma else { throw malformed("',' or '}'") }
      index += 1
      byte = try nextByte("a member's name")
    }
    guard byte == ASCII.quote else { throw malformed("a member's name in quotes") }
    return true
  }

  @inline(__always)
  mutating func colon() throws(JSONProblem) {
    guard try nextByte("':'") == JSONByte.colon else { throw malformed("':'") }
    index += 1
  }

  /// Reads `true`, `false` or `null`.
  mutating func word(_ word: StaticString) throws(JSONProblem) {
    // SAFETY: a static string of ASCII letters is stored as its bytes.
    let letters = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    for letter in letters {
      guard index < bytes.count, bytes[index] == letter else { throw malformed("'\(word)'") }
      index += 1
    }
  }

  /// Reads a number.
  mutating func number() throws(JSONProblem) {
    let start = index
    if bytes[index] == JSONByte.minus { index += 1 }
    if index < bytes.count, bytes[index] == 0x30 {
      index += 1
    } else {
      try digits(index == start ? "a value" : "a digit")
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      try digits("a digit")
    }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == JSONByte.minus {
        index += 1
      }
      try digits("a digit")
    }
  }

  private mutating func digits(_ expected: String) throws(JSONProblem) {
    let start = index
    while index < bytes.count, JSONByte.isDigit(bytes[index]) { index += 1 }
    if index == start { throw malformed(expected) }
  }

  /// Reads a string whose opening quote stands at `index`.
  @inline(__always)
  mutating func string() throws(JSONProblem) -> RawString {
    let start = index + 1
    let end = JSONByte.firstSpecial(in: bytes, from: start, to: bytes.count)
    if end < bytes.count, bytes[end] == ASCII.quote {
      index = end + 1
      return RawString(start: start, end: end, hasEscapes: false)
    }
    return try longString(from: start, at: end)
  }

  @inline(never)
  private mutating func longString(
    from start: Int, at special: Int
  ) throws(JSONProblem) -> RawString {
    index = special
    while index < bytes.count {
      switch bytes[index] {
      case ASCII.quote:
        index += 1
        return RawString(start: start, end: index - 1, hasEscapes: true)
      case ASCII.backslash:
        _ = try escape()
      default:
        throw malformed("an escape such as \\n, or the closing quote")
      }
      index = JSONByte.firstSpecial(in: bytes, from: index, to: bytes.count)
    }
    throw malformed("the closing quote of the string")
  }

  /// Reads an escape and returns what it stands for.
  private mutating func escape() throws(JSONProblem) -> Unicode.Scalar {
    let start = index
    index += 1
    guard index < bytes.count else { throw malformed("an escape") }
    let letter = bytes[index]
    index += 1
    switch letter {
    case ASCII.quote, ASCII.backslash, UInt8(ascii: "/"): return Unicode.Scalar(letter)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): break
    default:
      index -= 1
      throw malformed("one of \" \\ / b f n r t u behind a backslash")
    }
    let unit = try hexadecimal()
    if let scalar = Unicode.Scalar(unit) { return scalar }
    let half = JSONProblem(
      kind: .malformedJSON, index: start, found: "half a surrogate pair",
      expected: "a high surrogate followed by a low one")
    guard unit < 0xDC00 else { throw half }
    for byte in [ASCII.backslash, UInt8(ascii: "u")] {
      guard index < bytes.count else { throw malformed("the second half of a surrogate pair") }
      guard bytes[index] == byte else { throw half }
      index += 1
    }
    let low = try hexadecimal()
    guard (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
    else { throw half }
    return scalar
  }

  private mutating func hexadecimal() throws(JSONProblem) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard index < bytes.count else { throw malformed("four hexadecimal digits behind \\u") }
      let digit: UInt8
      switch bytes[index] {
      case 0x30...0x39: digit = bytes[index] - 0x30
      case 0x41...0x46: digit = bytes[index] - 0x41 + 10
      case 0x61...0x66: digit = bytes[index] - 0x61 + 10
      default: throw malformed("four hexadecimal digits behind \\u")
      }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }

  // MARK: Text of strings

  /// Returns the text of a string.
  func text(of string: RawString) -> String {
    guard string.hasEscapes else {
      return String(decoding: bytes[string.start..<string.end], as: UTF8.self)
    }
    var decoded: [UInt8] = []
    decode(string, into: &decoded)
    return String(decoding: decoded, as: UTF8.self)
  }

  /// Appends the text of a string that was read.
  func decode(_ string: RawString, into text: inout [UInt8]) {
    var reader = JSONParser(UnsafeBufferPointer(rebasing: bytes[..<string.end]))
    reader.index = string.start
    while true {
      let special = JSONByte.firstSpecial(in: bytes, from: reader.index, to: string.end)
      text.append(contentsOf: bytes[reader.index..<special])
      reader.index = special
      // A string that was read holds no other special byte, and no escape that fails.
      guard special < string.end, let scalar = try? reader.escape() else { return }
      text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  /// Returns a problem at the next byte.
  func malformed(_ expected: String) -> JSONProblem {
    JSONProblem(
      kind: .malformedJSON, index: index, expected: expected, isUnfinished: index >= bytes.count)
  }
}
