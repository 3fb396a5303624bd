@testable import RiskCore

/// A weight of the policy, as the stability test shakes it.
struct ReferenceWeightKey: Hashable, Sendable {
  /// A hash of the weight's path, so that a draw does not depend on which other weights exist.
  let hash: UInt64

  init(_ path: String) {
    var hash = StableHash()
    hash.add(path)
    self.hash = hash.value
  }
}

extension ReferencePolicy {
  /// The sensitivity of a category, and the key under which it is shaken.
  func sensitivityWeight(of category: String) -> (key: ReferenceWeightKey, value: Double) {
    if let value = policy.sensitivity[category] {
      return (ReferenceWeightKey("sensitivity.\(category)"), value)
    }
    return (ReferenceWeightKey("sensitivity.unmapped"), policy.sensitivity["unmapped"] ?? 0)
  }

  /// The reach of a kind of data subject, and the key under which it is shaken.
  func reachWeight(of subject: String) -> (key: ReferenceWeightKey, value: Double) {
    if let value = policy.reach[subject] { return (ReferenceWeightKey("reach.\(subject)"), value) }
    return (ReferenceWeightKey("reach.unknown"), policy.reach["unknown"] ?? 0)
  }

  /// Returns how much of `access` there is on `date`: 0 before it begins, 1 while it lasts, and a
  /// half-life decay after its end.
  private func presence(of access: Access, on date: CivilDate) -> Double {
    if let begins = access.validFrom, begins > date { return 0 }
    guard let ends = access.validTo, ends < date else { return 1 }
    let halfLives = policy.endedAccessHalfLifeDays
    let halfLife = halfLives[access.storage ?? "unknown"] ?? halfLives["unknown"] ?? 1
    return DeterministicMath.decay(halves: Double(date.days(since: ends)) / halfLife)
  }

  /// Returns what the severity of `access` on `date` is a product of.
  func severityParts(of access: Access, on date: CivilDate) -> ReferenceSeverity {
    ReferenceSeverity(
      weights: [sensitivityWeight(of: access.dataCategory), reachWeight(of: access.dataSubject)],
      constant: presence(of: access, on: date))
  }
}
