import RiskCore

/// Figures and claimants as sentences print them.
enum Words {
  static func score(_ value: Double) -> String { Hundredths.text(of: value) }
  static func share(_ value: Double) -> String { Hundredths.text(of: value) }
  static func units(_ value: Double) -> String { Hundredths.text(of: value) }
  static func percent(_ value: Double) -> String {
    "\(Int((value * 100).rounded(.toNearestOrAwayFromZero))) %"
  }
  static func spaced(_ token: String) -> String { String(token.map { $0 == "_" ? " " : $0 }) }
  static func right(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  /// A claimant with what it is to the vendor; the inventory where none is named.
  static func claimant(_ name: String, _ role: String?) -> String {
    guard !name.isEmpty else { return "the inventory" }
    guard let role else { return name }
    return name + (role == ClaimantRole.vendorItself.rawValue ? " (itself)" : " (\(spaced(role)))")
  }
}
