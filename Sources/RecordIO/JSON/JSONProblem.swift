/// What is wrong in the text of one value, and where.
struct JSONProblem: Error {
  var kind: Reject.Kind
  /// The index of the byte to blame; the number of bytes when something is missing at the end.
  var index: Int
  /// What stands there, when it is more than the character.
  var found: String?
  var expected: String
  /// Whether more bytes at the end could have made it right.
  var isUnfinished = false
  /// The column to blame, where fields are asked for.
  var column: String?

  /// Returns why the value that `bytes` are cannot be used, in one line.
  ///
  /// - Parameters:
  ///   - unit: What the value is called: a line or a record.
  ///   - leading: The number of bytes of that unit before `bytes`.
  func explanation(
    _ bytes: UnsafeBufferPointer<UInt8>, unit: String, leading: Int
  ) -> String {
    let place = "byte \(leading + index + 1) of the \(unit)"
    switch kind {
    case .nulByte:
      let name = column.map { "column '\($0)'" } ?? "the \(unit)"
      return "\(name) holds a NUL at \(place), expected text; remove it, or fetch the file again"
    case .invalidUTF8:
      let byte = index < bytes.count ? JSONProblem.hex(bytes[index]) : "0x00"
      return "\(place) is \(byte), which is not UTF-8; fix the \(unit), or convert the file"
    case .nestedTooDeep:
      return "\(place) opens a level of nesting too many, expected at most "
        + "\(JSONParser.maximumDepth); flatten the \(unit)"
    case .cutOff:
      return "the file ends at \(place), expected \(expected); fetch the file again"
    default:
      let what = found ?? JSONProblem.character(at: index, in: bytes, unit: unit)
      return "\(place): found \(what), expected \(expected); correct the \(unit), or fetch the "
        + "file again"
    }
  }

  /// Returns words for the character at `index` that are safe in a message.
  static func character(
    at index: Int, in bytes: UnsafeBufferPointer<UInt8>, unit: String
  ) -> String {
    guard index < bytes.count else { return "the end of the \(unit)" }
    let byte = bytes[index]
    if byte > ASCII.space, byte < 0x7F { return "'\(Character(Unicode.Scalar(byte)))'" }
    if byte == ASCII.space { return "a blank" }
    let length = UTF8Sequence.length(in: bytes, at: index)
    if length > 1,
      let scalar = String(decoding: bytes[index..<index + length], as: UTF8.self)
        .unicodeScalars.first
    {
      let digits = String(scalar.value, radix: 16, uppercase: true)
      return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
    return "the byte \(hex(byte))"
  }

  private static func hex(_ byte: UInt8) -> String {
    "0x"
      + String(
        decoding: [ASCII.upperHexDigit(byte >> 4), ASCII.upperHexDigit(byte & 0xF)], as: UTF8.self)
  }
}
