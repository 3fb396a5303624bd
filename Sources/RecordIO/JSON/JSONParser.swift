/// Reads one JSON value (RFC 8259).
struct JSONParser {
  /// Why bytes are no JSON value.
  struct Fault: Error {
    let kind: Reject.Kind
    let problem: String
  }

  /// The deepest nesting that is followed.
  static let maximumDepth = 64

  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0

  /// Returns the value that `bytes` is, with nothing but white space around it.
  static func value(of bytes: UnsafeBufferPointer<UInt8>) throws(Fault) -> JSONValue {
    let (isASCII, hasNUL) = UTF8Sequence.survey(bytes)
    if hasNUL { throw Fault(kind: .nulByte, problem: "it holds a NUL byte; remove it") }
    if !isASCII, let index = UTF8Sequence.firstInvalidIndex(in: bytes) {
      let byte = String(bytes[index], radix: 16, uppercase: true)
      throw Fault(
        kind: .invalidUTF8,
        problem: "byte \(index) of it is 0x\(byte), which is not UTF-8; fix it, or say under "
          + "'encoding' how the file is written")
    }
    var parser = JSONParser(bytes: bytes)
    let value = try parser.value(depth: 0)
    parser.skipBlanks()
    guard parser.index == bytes.count else { throw parser.fault("expected its end") }
    return value
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private mutating func value(depth: Int) throws(Fault) -> JSONValue {
    skipBlanks()
    guard index < bytes.count else { throw fault("expected a value") }
    switch bytes[index] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return .number(try number())
    }
  }

  private mutating func object(depth: Int) throws(Fault) -> JSONValue {
    try enter(depth)
    var members: [JSONMember] = []
    if try closes(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipBlanks()
      guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else {
        throw fault("expected a name in quotes")
      }
      let key = try string()
      skipBlanks()
      try expect(UInt8(ascii: ":"), "expected ':' behind a name")
      members.append(JSONMember(key: key, value: try value(depth: depth + 1)))
      if try !continues(until: UInt8(ascii: "}")) { return .object(members) }
    }
  }

  private mutating func array(depth: Int) throws(Fault) -> JSONValue {
    try enter(depth)
    var elements: [JSONValue] = []
    if try closes(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      elements.append(try value(depth: depth + 1))
      if try !continues(until: UInt8(ascii: "]")) { return .array(elements) }
    }
  }

  private mutating func enter(_ depth: Int) throws(Fault) {
    guard depth < Self.maximumDepth else {
      throw Fault(
        kind: .nestedTooDeep, problem: "it is nested deeper than \(Self.maximumDepth) levels")
    }
    index += 1
  }

  /// Takes the bracket that ends an empty array or object.
  private mutating func closes(_ bracket: UInt8) throws(Fault) -> Bool {
    skipBlanks()
    guard index < bytes.count else { throw fault("expected more") }
    guard bytes[index] == bracket else { return false }
    index += 1
    return true
  }

  /// Takes a comma and returns true, or the bracket that ends the array or object.
  private mutating func continues(until bracket: UInt8) throws(Fault) -> Bool {
    skipBlanks()
    if index < bytes.count, bytes[index] == UInt8(ascii: ",") {
      index += 1
      return true
    }
    try expect(bracket, "expected ',' or '\(Character(Unicode.Scalar(bracket)))'")
    return false
  }

  private mutating func expect(_ byte: UInt8, _ problem: String) throws(Fault) {
    guard index < bytes.count, bytes[index] == byte else { throw fault(problem) }
    index += 1
  }

  private mutating func skipBlanks() {
    while index < bytes.count, JSONScanner.isBlank(bytes[index]) { index += 1 }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Fault) -> JSONValue {
    let matches = word.withUTF8Buffer { word in
      bytes.count - index >= word.count
        && (0..<word.count).allSatisfy { bytes[index + $0] == word[$0] }
    }
    guard matches else { throw fault("expected '\(word)'") }
    index += word.utf8CodeUnitCount
    return value
  }

  // MARK: Numbers

  private mutating func number() throws(Fault) -> String {
    let start = index
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") { index += 1 }
    if index < bytes.count, bytes[index] == UInt8(ascii: "0") {
      index += 1
    } else {
      try digits()
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      try digits()
    }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-")
      {
        index += 1
      }
      try digits()
    }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  private mutating func digits() throws(Fault) {
    let start = index
    while index < bytes.count, (0x30...0x39).contains(bytes[index]) { index += 1 }
    if index == start { throw fault("expected a value") }
  }

  // MARK: Strings

  private mutating func string() throws(Fault) -> String {
    index += 1
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "\""), bytes[index] != ASCII.backslash,
      bytes[index] >= 0x20
    {
      index += 1
    }
    if index < bytes.count, bytes[index] == UInt8(ascii: "\"") {
      defer { index += 1 }
      return String(decoding: bytes[start..<index], as: UTF8.self)
    }
    return try stringWithEscapes(from: start)
  }

  private mutating func stringWithEscapes(from start: Int) throws(Fault) -> String {
    var text = Array(bytes[start..<index])
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") {
        index += 1
        return String(decoding: text, as: UTF8.self)
      }
      guard byte >= 0x20 else { throw fault("a control character must be escaped in a text") }
      if byte == ASCII.backslash {
        index += 1
        text.append(contentsOf: try escape())
      } else {
        text.append(byte)
        index += 1
      }
    }
    throw fault("expected '\"' at the end of a text")
  }

  private mutating func escape() throws(Fault) -> [UInt8] {
    guard index < bytes.count else { throw fault("expected an escape") }
    let byte = bytes[index]
    index += 1
    switch byte {
    case UInt8(ascii: "\""), ASCII.backslash, UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      let first = try hexadecimal()
      var value = first
      if (0xD800..<0xDC00).contains(first), index + 1 < bytes.count,
        bytes[index] == ASCII.backslash, bytes[index + 1] == UInt8(ascii: "u")
      {
        index += 2
        let second = try hexadecimal()
        guard (0xDC00..<0xE000).contains(second) else { throw fault("half a surrogate pair") }
        value = 0x10000 + (first - 0xD800) << 10 + (second - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(value), let encoded = UTF8.encode(scalar) else {
        throw fault("half a surrogate pair")
      }
      return Array(encoded)
    default: throw fault("no such escape")
    }
  }

  private mutating func hexadecimal() throws(Fault) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard index < bytes.count, let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue,
        bytes[index] < 0x80
      else { throw fault("expected four hexadecimal digits") }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }

  private func fault(_ problem: String) -> Fault {
    let found =
      index < bytes.count
      ? "'\(Character(Unicode.Scalar(bytes[index] < 0x80 && bytes[index] >= 0x20 ? bytes[index] : 0x3F)))'"
      : "the end"
    return Fault(
      kind: .malformedJSON, problem: "at byte \(index) of it: \(problem), found \(found); mend it")
  }
}
