/// What makes bytes no JSON text, and where.
///
/// Small and without text, because it passes through the innermost functions; the text is made of
/// it once there is a reject.
struct JSONProblem: Error, Equatable {
  /// What should have stood where something else does.
  enum Expectation: String {
    case value = "a value"
    case elementOrEnd = "a value or ']'"
    case nameOrEnd = "a member's name in double quotes or '}'"
    case name = "a member's name in double quotes"
    case colon = "':' after a member's name"
    case commaOrBracket = "',' or ']'"
    case commaOrBrace = "',' or '}'"
    case bracket = "']'"
    case brace = "'}'"
    case closingQuote = "the '\"' that closes a string"
    case digit = "a digit"
    case trueLiteral = "'true'"
    case falseLiteral = "'false'"
    case nullLiteral = "'null'"
    case hexDigit = "four hexadecimal digits after '\\u'"
    case nothing = "nothing more"
  }

  enum Cause: Equatable {
    /// Something else stands where this is expected, or nothing does.
    case expected(Expectation)
    /// A byte below 0x20 stands in a string as it is.
    case controlCharacter
    /// A string holds the escape of the character NUL.
    case escapedNUL
    /// A byte is not part of UTF-8.
    case invalidUTF8
    /// A backslash is followed by a character that makes no escape.
    case badEscape
    /// Half of a surrogate pair is escaped without the other half.
    case loneSurrogate
    /// An array or object opens beyond `JSONScanner.maximumDepth`.
    case tooDeep
    /// The columns of a record take up more than `JSONFieldExtractor.maximumFieldBytes`.
    case fieldsTooLong
  }

  /// The index of the byte to blame, in the buffer that was read; that of the end when bytes are
  /// missing.
  let index: Int
  let cause: Cause

  init(_ cause: Cause, at index: Int) {
    self.index = index
    self.cause = cause
  }
}

extension JSONProblem {
  /// Returns the kind of reject for the problem in `text`, a part of a buffer up to `end`.
  func kind(in bytes: UnsafeBufferPointer<UInt8>, end: Int) -> Reject.Kind {
    switch cause {
    case .expected, .controlCharacter:
      guard index < end else { return .malformedJSON }
      if bytes[index] == 0 { return .nulByte }
      return Self.isUTF8(bytes, at: index, end: end) ? .malformedJSON : .invalidUTF8
    case .escapedNUL: return .nulByte
    case .invalidUTF8: return .invalidUTF8
    case .badEscape, .loneSurrogate: return .malformedJSON
    case .tooDeep: return .nestedTooDeep
    case .fieldsTooLong: return .recordTooLong
    }
  }

  /// Returns what was found, what was expected and the remedy, in the words that follow a place.
  ///
  /// - Parameters:
  ///   - endText: What stands at `end`, such as `the end of the line`.
  func explanation(
    in bytes: UnsafeBufferPointer<UInt8>, end: Int, endText: String
  ) -> String {
    let found =
      index < end ? Self.description(ofByteAt: index, in: bytes, end: end) : endText
    switch cause {
    case .expected(let expectation):
      return "found \(found), expected \(expectation.rawValue); fix it, or fetch the file again"
    case .controlCharacter:
      return "found \(found) within a string, expected an escape such as \\n or \\u001F; escape "
        + "it, or look for a missing quote"
    case .escapedNUL:
      return "found the escape \\u0000, expected text without NUL; remove it"
    case .invalidUTF8:
      return "found \(found), which is not UTF-8; fix it, or convert the file"
    case .badEscape:
      return "found \(found) after a backslash, expected one of \"\\/bfnrtu; double the backslash, "
        + "or remove it"
    case .loneSurrogate:
      return "found half of a surrogate pair, expected the escapes \\uD800 to \\uDBFF and \\uDC00 "
        + "to \\uDFFF one after the other; complete the pair, or remove it"
    case .tooDeep:
      return "found the \(JSONScanner.maximumDepth + 1)th array or object within another, expected "
        + "at most \(JSONScanner.maximumDepth) levels; flatten the value"
    case .fieldsTooLong:
      return "found columns of more than \(JSONFieldExtractor.maximumFieldBytes) bytes in all, "
        + "expected less; ask for fewer paths that lead to the same value"
    }
  }

  /// Returns the words for what stands at `index`: a character in quotes, or the byte.
  static func description(
    ofByteAt index: Int, in bytes: UnsafeBufferPointer<UInt8>, end: Int
  ) -> String {
    let byte = bytes[index]
    if byte > ASCII.space, byte < 0x7F { return "'\(Character(Unicode.Scalar(byte)))'" }
    if byte >= 0x80 {
      let part = UnsafeBufferPointer(rebasing: bytes[..<end])
      let length = UTF8Sequence.length(in: part, at: index)
      if length > 0 {
        return "'" + String(decoding: part[index..<index + length], as: UTF8.self) + "'"
      }
    }
    let digits = [ASCII.upperHexDigit(byte >> 4), ASCII.upperHexDigit(byte & 0xF)]
    return "the byte 0x" + String(decoding: digits, as: UTF8.self)
  }

  private static func isUTF8(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, end: Int
  ) -> Bool {
    UTF8Sequence.length(in: UnsafeBufferPointer(rebasing: bytes[..<end]), at: index) > 0
  }
}
