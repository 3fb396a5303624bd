/// Rules that raise a rating whatever the score.
enum Floors {
  /// Returns the highest rating that a rule asks for above `rating`, with the rule's position.
  ///
  /// Of rules that raise to the same rating the first of the policy is named.
  ///
  /// - Parameter holds: Whether some finding has the factor and the least risk of a rule.
  static func raise(
    _ rating: Rating, by rules: [Policy.FloorRule], hits: [AssessedHit],
    holds: (Policy.FloorRule) -> Bool
  ) -> (rating: Rating, rule: Int?) {
    var result: (rating: Rating, rule: Int?) = (rating, nil)
    for (index, rule) in rules.enumerated() {
      guard let floor = Rating(rawValue: rule.rating), floor > result.rating else { continue }
      let applies =
        switch rule.when {
        case .confirmedHit:
          hits.contains { hit in
            hit.status == .confirmed && hit.entryStatus == .active
              && hit.hit.entry.severity == rule.list
          }
        case .findingAtLeast: holds(rule)
        }
      if applies { result = (floor, index) }
    }
    return result
  }
}
