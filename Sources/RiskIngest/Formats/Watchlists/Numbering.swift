/// Several values in one cell with numbers before them: `(1) ABC (2) DEF`, `a) Qatar b) Yemen`.
enum Numbering {
  /// The values between the numbers, trimmed, empty ones left out; all of `text` without any.
  ///
  /// A number is one or two digits or small letters, with a bracket behind it and perhaps one
  /// before it, at the beginning or after a blank: `(1)` and `a)`, not `Bank (UK)` or `(aka`.
  static func split(_ text: String) -> [String] {
    let bytes = text.utf8
    var values: [String] = []
    var start = bytes.startIndex
    var index = bytes.startIndex
    var isAtWord = true
    while index < bytes.endIndex {
      if isAtWord, let end = numberEnd(bytes, at: index) {
        append(text[start..<index], to: &values)
        start = end
        index = end
        continue
      }
      isAtWord = bytes[index] == 0x20 || bytes[index] == 0x0A || bytes[index] == 0x3B
      index = bytes.index(after: index)
    }
    append(text[start...], to: &values)
    return values
  }

  private static func append(_ value: Substring, to values: inout [String]) {
    var value = value
    while let last = value.last, " ;,\n".contains(last) { value.removeLast() }
    while let first = value.first, " ;,\n".contains(first) { value.removeFirst() }
    if !value.isEmpty { values.append(String(value)) }
  }

  private static func numberEnd(
    _ bytes: String.UTF8View, at start: String.Index
  ) -> String.Index? {
    var index = start
    let hasBracket = bytes[index] == 0x28
    if hasBracket { index = bytes.index(after: index) }
    var digits = 0
    var letters = 0
    while index < bytes.endIndex, digits + letters < 3 {
      switch bytes[index] {
      case 0x30...0x39: digits += 1
      case 0x61...0x7A: letters += 1
      case 0x29:
        // `(aa)` continues an alphabet; without the first bracket only one letter is a number.
        let isNumber =
          letters == 0 ? (1...2).contains(digits) : digits == 0 && letters <= (hasBracket ? 2 : 1)
        return isNumber ? bytes.index(after: index) : nil
      default: return nil
      }
      index = bytes.index(after: index)
    }
    return nil
  }
}
