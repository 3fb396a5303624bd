@testable import RiskCore

/// The share of expected facts that is known (`Documentation/Scoring.md`).
enum ReferenceCoverage {
  /// Returns the mean of the three axes' coverage, 0 to 1.
  ///
  /// DA expects accesses, or the word that there are none. CP expects a consent basis of each
  /// access. NS expects a screening and a country.
  static func measure(of dossier: Dossier, facts: KnownFacts) -> Double {
    let vendor = dossier.vendor
    let saysNone = vendor.hasNoDataAccess ? 1.0 : 0
    let access = facts.accesses.isEmpty ? saysNone : 1
    let consent =
      facts.accesses.isEmpty
      ? saysNone
      : Double(facts.accesses.count(where: \.namesConsentBasis)) / Double(facts.accesses.count)
    let security = ((dossier.isScreened ? 1.0 : 0) + (vendor.country == nil ? 0 : 1)) / 2
    return (access + consent + security) / 3
  }
}
