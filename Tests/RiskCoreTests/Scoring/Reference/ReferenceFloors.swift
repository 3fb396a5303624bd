@testable import RiskCore

/// Rules that raise a rating whatever the score.
enum ReferenceFloors {
  /// Returns the highest rating that a rule asks for above `rating`, with the rule's name.
  ///
  /// Of rules that raise to the same rating the first of the policy is named.
  static func raise(
    _ rating: Rating, by rules: [Policy.FloorRule], findings: [Finding], hits: [AssessedHit]
  ) -> (rating: Rating, rule: String?) {
    var result: (rating: Rating, rule: String?) = (rating, nil)
    for rule in rules {
      guard let floor = Rating(rawValue: rule.rating), floor > result.rating,
        applies(rule, findings: findings, hits: hits)
      else { continue }
      result = (floor, rule.name)
    }
    return result
  }

  private static func applies(
    _ rule: Policy.FloorRule, findings: [Finding], hits: [AssessedHit]
  ) -> Bool {
    switch rule.when {
    case .confirmedHit:
      hits.contains { hit in
        hit.status == .confirmed && hit.entryStatus == .active
          && hit.hit.entry.severity == rule.list
      }
    case .findingAtLeast:
      findings.contains { finding in
        finding.factor == rule.factor && finding.risk.value >= rule.minimum ?? 0
      }
    }
  }
}
