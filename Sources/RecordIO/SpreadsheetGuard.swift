// What this computes: whether a spreadsheet that opens a CSV file would run a text cell as a
// formula, or show something else than the text.
//
// Why by hand: the rules are about a few dozen bytes at the beginning of each cell of an export,
// and every cell goes through here.
//
// Change together: `startsFormula`, `isRespelt` and the table in `SpreadsheetGuardTests`.
//
// Not covered: values that survive the conversion (`12`, decimals such as `0.5`), and what single
// locales add (a decimal comma, month names other than English).

/// Makes text cells safe to open in a spreadsheet, by a leading apostrophe that can be taken off
/// again.
///
/// Meant for text. Numbers that a program prints as numbers do not belong here: a negative one
/// would get an apostrophe.
public enum SpreadsheetGuard {
  /// Returns `text`, with an apostrophe before it when a spreadsheet would not show it as it is.
  ///
  /// That is when it
  /// - begins, perhaps after blanks, with `=`, `+`, `-`, `@` or one of their full-width forms, or
  ///   begins with a tab or a line break: it may be run as a formula;
  /// - is a number or a date to a spreadsheet, but not with this spelling: `007`, `1.10`, `1E5`, `5 %`,
  ///   `(5)`, `5-`, twelve digits or more, `3/4`, `10.12.2018`, `12:30`, `2018-06-05T12:30`, `MAR1`,
  ///   `1-Sep`. A date as `2018-06-05` stands as it is, since a spreadsheet makes the same day of it;
  /// - is `true` or `false` in any case, which becomes `TRUE`, or another word in another language;
  /// - begins with an apostrophe itself, so that `unguarded(_:)` gives every text back.
  ///
  /// An empty text stays empty.
  public static func guarded(_ text: String) -> String {
    var text = text
    return text.withUTF8(needsGuard) ? "'" + text : text
  }

  /// Returns whether `guarded(_:)` puts an apostrophe before the text that these UTF-8 bytes are.
  public static func needsGuard(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = bytes.first else { return false }
    // Most texts are words: a letter first, and too long for a month with its numbers.
    if isLetter(first), bytes.count > longestMonthText { return false }
    return first == ASCII.apostrophe || startsFormula(bytes) || isRespelt(bytes)
  }

  /// Returns the text that `guarded(_:)` made `text` of.
  public static func unguarded(_ text: String) -> String {
    text.utf8.first == ASCII.apostrophe ? String(text.unicodeScalars.dropFirst()) : text
  }

  private static func startsFormula(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    switch bytes.first {
    case nil: return false
    case ASCII.tab, ASCII.lineFeed, ASCII.carriageReturn: return true
    case .some(let first) where isDigit(first) || isLetter(first): return false
    default: break
    }
    for scalar in String(decoding: bytes.prefix(64), as: UTF8.self).unicodeScalars {
      switch scalar {
      case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": return true
      // Blanks a spreadsheet may drop, and marks that nobody sees.
      case "\u{200B}"..."\u{200F}", "\u{2060}", "\u{FEFF}", "\0"..." ": continue
      case _ where scalar.properties.isWhitespace: continue
      default: return false
      }
    }
    // Blanks all through: nothing to run, unless more follows than was looked at.
    return bytes.count > 64
  }

  private static func isRespelt(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var text = bytes[...]
    while text.first == ASCII.space { text.removeFirst() }
    while text.last == ASCII.space { text.removeLast() }
    guard let first = text.first, let last = text.last else { return false }
    if first == UInt8(ascii: "("), last == UInt8(ascii: ")") {
      return text.count > 2 && text.dropFirst().dropLast().allSatisfy { isDigit($0) || $0 == 0x2E }
    }
    if isMonthAndNumbers(text) || isAmount(text) || isTruthValue(text) { return true }
    guard isDigit(first) || first == UInt8(ascii: ".") else { return false }

    let digits = text.prefix(while: isDigit)
    if digits.count == text.count { return digits.count > 11 || isZeroLed(digits) }
    if isISODate(text) { return false }
    if last == UInt8(ascii: "-") || last == UInt8(ascii: "+") {
      return text.dropLast().allSatisfy { isDigit($0) || $0 == 0x2E }
    }
    let time = text.dropFirst(10)
    if isISODate(text.prefix(10)), time.first == 0x54 || time.first == 0x74 {
      return isDigit(time.dropFirst().first ?? 0)
    }
    if isRespeltDecimal(text, integer: digits) { return true }
    // A plain decimal number, which some spreadsheets outside English take for a day and a month.
    let fraction = text.dropFirst(digits.count)
    if fraction.first == 0x2E, fraction.dropFirst().allSatisfy(isDigit) { return false }
    return isNumberList(text)
  }

  /// Returns whether `text` is a truth value in whatever case.
  private static func isTruthValue(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard (4...5).contains(text.count) else { return false }
    let word = text.map { $0 | 0x20 }
    return word == Array("true".utf8) || word == Array("false".utf8)
  }

  /// Returns whether `text` is a number with a per cent sign, a currency sign or thousands: `5 %`, `$5`,
  /// `1,234`.
  private static func isAmount(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    if let first = text.first, isLetter(first) { return false }
    var hasDigit = false
    var hasSign = false
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
      switch scalar {
      case "0"..."9": hasDigit = true
      case "%", ",", "$", "€", "£", "¥": hasSign = true
      case ".", " ", "\u{A0}": continue
      default: return false
      }
    }
    return hasDigit && hasSign
  }

  /// Returns whether `text` is a decimal or scientific number that would be printed otherwise.
  private static func isRespeltDecimal(
    _ text: Slice<UnsafeBufferPointer<UInt8>>, integer: Slice<UnsafeBufferPointer<UInt8>>
  ) -> Bool {
    var rest = text.dropFirst(integer.count)
    var fraction = rest.prefix(0)
    if rest.first == 0x2E {
      fraction = rest.dropFirst().prefix(while: isDigit)
      rest = rest.dropFirst(1 + fraction.count)
    }
    guard integer.count + fraction.count > 0 else { return false }
    guard let mark = rest.first else {
      return isZeroLed(integer) || integer.isEmpty || fraction.isEmpty || fraction.last == 0x30
        || integer.count + fraction.count > 11
    }
    guard mark == UInt8(ascii: "E") || mark == UInt8(ascii: "e") else { return false }
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
      rest = rest.dropFirst()
    }
    return !rest.isEmpty && rest.allSatisfy(isDigit)
  }

  /// Returns whether `text` is two to four short numbers between separators of dates, times or
  /// fractions, with perhaps `AM` or `PM` behind.
  private static func isNumberList(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    var text = text
    if text.count > 2, let last = text.last, last | 0x20 == UInt8(ascii: "m") {
      text = text.dropLast()
      guard let half = text.popLast(), half | 0x20 == 0x61 || half | 0x20 == 0x70 else {
        return false
      }
      while text.last == ASCII.space { text.removeLast() }
    }
    let separators: [UInt8] = [0x20, 0x2D, 0x2E, 0x2F, 0x3A]  // blank - . / :
    let groups = text.split(omittingEmptySubsequences: false) { separators.contains($0) }
    return (2...7).contains(groups.count)
      && groups.allSatisfy { (1...4).contains($0.count) && $0.allSatisfy(isDigit) }
      && !text.allSatisfy { isDigit($0) || $0 == ASCII.space }
  }

  /// Returns whether `text` is an English month with one or two numbers, as in `1-Sep` or `MAR1`.
  private static func isMonthAndNumbers(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard text.count <= longestMonthText else { return false }
    let letters = text.drop { !isLetter($0) }.prefix(while: isLetter)
    guard letters.count >= 3 else { return false }
    let rest = Array(text[..<letters.startIndex]) + text[letters.endIndex...]
    guard rest.contains(where: isDigit),
      rest.allSatisfy({ isDigit($0) || [0x20, 0x2C, 0x2D, 0x2E, 0x2F].contains($0) })
    else { return false }
    let word = letters.map { $0 | 0x20 }
    return months.contains { $0.starts(with: word) }
  }

  /// Bytes of the longest text that is read as a month with numbers.
  private static let longestMonthText = 20

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ].map { Array($0.utf8) }

  private static func isISODate(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard text.count == 10 else { return false }
    return zip(text, 0...).allSatisfy { byte, index in
      index == 4 || index == 7 ? byte == 0x2D : isDigit(byte)
    }
  }

  private static func isZeroLed(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    digits.count > 1 && digits.first == 0x30
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
}
