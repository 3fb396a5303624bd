/// An owner as the lists of one rule see it.
struct ListedParty: Sendable {
  /// The hits that count, by list and key.
  let hits: [AssessedHit]
  /// The probability that the owner is listed, above 0: that of its likeliest hit, 1 when confirmed.
  let probability: Double
  /// Whether an analyst confirmed one of its hits.
  let isConfirmed: Bool

  /// Creates a listed party out of everything the lists say of an owner; nil when nothing of it counts.
  init?(
    _ hits: [Hit], under policy: Policy, rule: Policy.OwnershipRule, asOf date: CivilDate
  ) {
    let counting = hits.compactMap { Self.counting($0, under: policy, rule: rule, asOf: date) }
    guard !counting.isEmpty else { return nil }
    isConfirmed = counting.contains { $0.status == .confirmed }
    probability = isConfirmed ? 1 : counting.lazy.map(\.probability).reduce(0, max)
    guard probability > 0 else { return nil }
    self.hits = Self.unique(counting)
  }

  private static func counting(
    _ hit: Hit, under policy: Policy, rule: Policy.OwnershipRule, asOf date: CivilDate
  ) -> AssessedHit? {
    let entry = hit.entry
    guard entry.listedOn.map({ $0 <= date }) ?? true, rule.lists.contains(entry.severity) else {
      return nil
    }
    let assessed = AssessedHit(hit, under: policy, asOf: date)
    // A relative of a listed party is not the party that owns, unless an analyst says so.
    let isParty = assessed.status == .confirmed || hit.kind == .same
    return assessed.counts && isParty ? assessed : nil
  }

  /// One hit for each entry, the likeliest, in the order of lists and keys.
  private static func unique(_ hits: [AssessedHit]) -> [AssessedHit] {
    func isStronger(_ left: AssessedHit, _ right: AssessedHit) -> Bool {
      if (left.status == .confirmed) != (right.status == .confirmed) {
        return left.status == .confirmed
      }
      if left.probability != right.probability { return left.probability > right.probability }
      return ByteOrder.precedes(left.hit.queryName, right.hit.queryName)
    }
    var best: [String: AssessedHit] = [:]
    for hit in hits {
      let entry = hit.hit.entry.reference
      if let earlier = best[entry], !isStronger(hit, earlier) { continue }
      best[entry] = hit
    }
    return best.sorted { ByteOrder.precedes($0.key, $1.key) }.map(\.value)
  }
}
