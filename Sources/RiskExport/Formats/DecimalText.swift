/// Figures as decimal text that reads back to the same value.
enum DecimalText {
  /// Returns the shortest decimal number that reads back as `value`, without an exponent.
  ///
  ///     DecimalText.shortest(0.00001)  // "0.00001", where Double prints "1e-05"
  ///     DecimalText.shortest(20)       // "20"
  ///
  /// `value` must be finite; both zeros print as `0`.
  static func shortest(_ value: Double) -> String {
    precondition(value.isFinite, "a figure is a number")
    if value == 0 { return "0" }
    let text = value.description
    if text.hasSuffix(".0") { return String(text.dropLast(2)) }
    guard let mark = text.utf8.firstIndex(of: UInt8(ascii: "e")) else { return text }
    let mantissa = text[..<mark]
    let exponent = Int(text[text.index(after: mark)...]) ?? 0
    let isNegative = mantissa.hasPrefix("-")
    let unsigned = isNegative ? mantissa.dropFirst() : mantissa
    let parts = unsigned.split(separator: ".", maxSplits: 1)
    let whole = parts.first ?? ""
    // A whole mantissa may print as "1.0".
    let fraction = parts.count > 1 && parts[1] != "0" ? parts[1] : ""
    let digits = whole + fraction
    let point = whole.count + exponent
    let plain: String
    if point <= 0 {
      plain = "0." + String(repeating: "0", count: -point) + digits
    } else if point >= digits.count {
      plain = digits + String(repeating: "0", count: point - digits.count)
    } else {
      plain = digits.prefix(point) + "." + digits.dropFirst(point)
    }
    return (isNegative ? "-" : "") + plain
  }

  /// Appends ``shortest(_:)`` to `text`.
  static func append(_ value: Double, to text: inout [UInt8]) {
    if value == value.rounded(.towardZero), value.magnitude < 1e15 {
      append(Int(value), to: &text)
      return
    }
    var digits = value.description
    // Between these, Double prints without an exponent, and with a fraction here.
    guard value.magnitude >= 0.001, value.magnitude < 1e15 else {
      text.append(contentsOf: shortest(value).utf8)
      return
    }
    digits.withUTF8 { text.append(contentsOf: $0) }
  }

  /// Appends a whole number to `text`.
  static func append(_ value: Int, to text: inout [UInt8]) {
    if value < 0 { text.append(UInt8(ascii: "-")) }
    append(value.magnitude, to: &text)
  }

  /// Appends hundredths as a number with two decimals to `text`.
  static func append(hundredths: Int, to text: inout [UInt8]) {
    if hundredths < 0 { text.append(UInt8(ascii: "-")) }
    append(hundredths.magnitude / 100, to: &text)
    text.append(UInt8(ascii: "."))
    let cents = UInt8(hundredths.magnitude % 100)
    text.append(UInt8(ascii: "0") + cents / 10)
    text.append(UInt8(ascii: "0") + cents % 10)
  }

  private static func append(_ value: UInt, to text: inout [UInt8]) {
    let start = text.count
    var rest = value
    repeat {
      text.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0
    text[start...].reverse()
  }
}
