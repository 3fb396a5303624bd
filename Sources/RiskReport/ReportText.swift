import Foundation
import RiskCore

/// Figures and tokens as the page prints them.
enum ReportText {
  /// A score, points or a share to two decimals.
  static func two(_ value: Double) -> String { Hundredths.text(of: value) }

  /// A range of scores.
  static func range(_ low: Double, _ high: Double) -> String { "\(two(low))–\(two(high))" }

  /// A difference with its sign; the minus is the typographic one.
  static func signed(_ value: Double) -> String {
    let hundredths = Hundredths.rounded(value)
    return hundredths < 0
      ? "−" + Hundredths.text(-hundredths) : "+" + Hundredths.text(hundredths)
  }

  /// A share in whole percent.
  static func percent(_ share: Double) -> String {
    "\(Int((share * 100).rounded(.toNearestOrAwayFromZero))) %"
  }

  /// A whole number with narrow spaces between groups of three digits.
  static func count(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? "−" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0, digits.count > 4 { text += "\u{202F}" }
      text.append(digit)
    }
    return text
  }

  /// A count with its word.
  static func counted(_ value: Int, _ one: String, _ many: String) -> String {
    "\(count(value)) \(value == 1 ? one : many)"
  }

  /// A token in words.
  static func words(_ token: String) -> String {
    String(token.map { $0 == "-" || $0 == "_" ? " " : $0 })
  }

  /// A text that begins a line.
  static func capitalised(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }

  /// The first digits of a hash.
  static func short(_ hash: String) -> String { String(hash.prefix(12)) }

  /// What the review queue says to look at, with the finding that it ends with in words.
  ///
  /// A text that ends with none is returned as it is.
  static func readable(_ detail: String) -> String {
    for mark in ["most points: ", "in dispute: ", "least is known of "] {
      guard let end = detail.range(of: mark)?.upperBound else { continue }
      let parts = detail[end...].split(
        separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3, Axis(rawValue: String(parts[0])) != nil else { return detail }
      let (factor, subject) = (String(parts[1]), String(parts[2]))
      let phrase =
        factor == Factor.dataAccess.id
        ? "data access \(subject)"
        : ReasonText.phrase(factor: factor, subject: subject, access: nil)
      let unknown = " unknown"
      let topic =
        mark.hasPrefix("least") && phrase.hasSuffix(unknown)
        ? String(phrase.dropLast(unknown.count)) : phrase
      return detail[..<end] + "\(topic) (\(parts[0]))"
    }
    return detail
  }

  /// What a claimant is to the vendor; empty when not told.
  static func role(_ role: String?) -> String {
    guard let role else { return "" }
    return role == ClaimantRole.vendorItself.rawValue ? "the vendor itself" : words(role)
  }
}

/// Ratings from the worst down, as everything on the page orders them.
enum RatingOrder {
  static let all = ["critical", "high", "moderate", "low"]
}
