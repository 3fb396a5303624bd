/// Finds the end of a JSON value by its brackets and strings alone, over bytes that may come in parts.
struct JSONScanner {
  private var depth = 0
  private var isInString = false
  private var isEscaped = false
  private var isScalar = false
  private var hasBegun = false

  /// Looks on for the end of the value.
  ///
  /// - Parameters:
  ///   - bytes: The bytes at hand; the first call begins with the value's first byte at `start`.
  ///   - isLast: Whether nothing follows `bytes`.
  /// - Returns: The index behind the value, or nil when it goes on.
  /// - Complexity: O(*n*) in the bytes looked at; none is looked at twice over several calls.
  mutating func end(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, isLast: Bool
  ) -> Int? {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == ASCII.backslash {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
          if depth == 0 { return index + 1 }
        }
        index += 1
        continue
      }
      if isScalar {
        if Self.endsScalar(byte) { return index }
        index += 1
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth <= 0 { return index + 1 }
      default:
        if !hasBegun { isScalar = true }
      }
      hasBegun = true
      index += 1
    }
    return isScalar && isLast ? bytes.count : nil
  }

  /// Whether `byte` ends a number or a word.
  private static func endsScalar(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"): true
    default: isBlank(byte)
    }
  }

  /// Whether `byte` is white space of JSON.
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }
}
