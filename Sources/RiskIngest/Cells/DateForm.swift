import RiskCore

/// A way to write a date.
///
/// Which one a list uses is a property of the list, never guessed by value.
public enum DateForm: String, CaseIterable, Sendable {
  /// `2021-08-02`, also with a time, an offset or a `Z` behind it.
  case iso = "YYYY-MM-DD"
  /// `13/04/2018`, `17.3.2014`, `13-04-18`.
  case dayMonthYear = "DD/MM/YYYY"
  /// `06/19/2003`.
  case monthDayYear = "MM/DD/YYYY"
  /// `02 Aug 2021`, `9 March 2014`.
  case dayMonthName = "DD Month YYYY"
  /// `March 12, 2021`.
  case monthNameDay = "Month DD, YYYY"

  /// Returns `date` as a file of this form writes it.
  public func text(of date: CivilDate) -> String {
    let (_, month, day) = date.fields
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let fullYear = date.description.prefix(4)
    let name = Self.months[month - 1].prefix(1).uppercased() + Self.months[month - 1].dropFirst()
    return switch self {
    case .iso: date.description
    case .dayMonthYear: "\(two(day))/\(two(month))/\(fullYear)"
    case .monthDayYear: "\(two(month))/\(two(day))/\(fullYear)"
    case .dayMonthName: "\(two(day)) \(name) \(fullYear)"
    case .monthNameDay: "\(name) \(day), \(fullYear)"
    }
  }

  /// Returns the date that `text` is in one of `forms`, tried in order, or nil.
  ///
  /// A year of two digits is of 1970 to 2069.
  static func date(_ text: String, _ forms: [DateForm]) -> CivilDate? {
    for form in forms {
      if let date = form.date(text) { return date }
    }
    return nil
  }

  private func date(_ text: String) -> CivilDate? {
    if self == .iso {
      guard text.utf8.count >= 10 else { return nil }
      // What follows the day is a time or an offset, and no further digit.
      let rest = text.utf8.dropFirst(10)
      if let next = rest.first, !"T +-Z".utf8.contains(next) { return nil }
      return CivilDate(text.prefix(10))
    }
    let parts = Self.parts(of: text)
    guard parts.count == 3 else { return nil }
    switch self {
    case .iso: return nil
    case .dayMonthYear: return Self.date(parts[2], Int(parts[1]), parts[0])
    case .monthDayYear: return Self.date(parts[2], Int(parts[0]), parts[1])
    case .dayMonthName: return Self.date(parts[2], Self.month(parts[1]), parts[0])
    case .monthNameDay: return Self.date(parts[2], Self.month(parts[0]), parts[1])
    }
  }

  /// The runs of letters and digits, at most four.
  private static func parts(of text: String) -> [Substring] {
    guard text.utf8.count <= 40 else { return [] }
    return text.split(maxSplits: 3, omittingEmptySubsequences: true) {
      $0 == "/" || $0 == "." || $0 == "-" || $0 == "," || $0 == " " || $0 == "\u{A0}"
    }
  }

  private static func date(_ year: Substring, _ month: Int?, _ day: Substring) -> CivilDate? {
    guard let month, let number = Int(year), let day = Int(day), day > 0 else { return nil }
    switch year.utf8.count {
    case 4: return CivilDate(year: number, month: month, day: day)
    case 2:
      return CivilDate(year: number < 70 ? 2000 + number : 1900 + number, month: month, day: day)
    default: return nil
    }
  }

  private static func month(_ name: Substring) -> Int? {
    let name = name.lowercased()
    guard name.utf8.count >= 3 else { return nil }
    if name == "sept" { return 9 }
    return months.firstIndex { $0 == name || ($0.hasPrefix(name) && name.utf8.count == 3) }
      .map { $0 + 1 }
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ]
}
