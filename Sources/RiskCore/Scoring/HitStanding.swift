/// The factor of findings that rest on a watchlist.
public enum WatchlistHit {
  /// The factor id, which is no entry of the catalogue: its severity is the list's.
  public static let factor = "watchlist-hit"
}

extension AssessedHit {
  /// Creates the hit as it stands on `date` after the decisions taken by then; see ``DecisionRuling``.
  public init(_ hit: Hit, under policy: Policy, asOf date: CivilDate) {
    let ruling = DecisionRuling(of: hit.decisions, anchor: hit.anchor, asOf: date)
    self.init(
      hit: hit, probability: hit.probability(under: policy.hits), status: ruling.status,
      entryStatus: hit.entry.status(on: date),
      explanation: ruling.reason.isEmpty
        ? hit.explanation : "\(hit.explanation) \(ruling.reason)")
  }

  /// Whether it says anything: not dismissed, and on an entry in force, or on a pending one of a list
  /// that counts those.
  var counts: Bool {
    guard status != .dismissed else { return false }
    switch entryStatus {
    case .active: return true
    case .ended: return false
    case .pending: return hit.entry.list.countsPendingEntries
    }
  }

  /// The list as evidence: what speaks for one party, and what speaks for two.
  func evidence(asserted: Double, denied: Double) -> [Evidence] {
    let entry = hit.entry
    func side(_ stance: Stance, _ units: Double) -> Evidence {
      Evidence(
        kind: .hit, refID: entry.key, stance: stance, claimant: entry.authority, claimantRole: nil,
        source: nil, statedOn: entry.listedOn, units: units, standing: .counted,
        origin: entry.origin, excerpt: hit.entryName)
    }
    return denied > 0
      ? [side(.asserts, asserted), side(.denies, denied)] : [side(.asserts, asserted)]
  }
}

extension Hit {
  /// The probability that vendor and entry are one party, 0 to 1.
  ///
  /// Between the similarity that a hit has to have and 1 it runs straight from one rule to the other.
  func probability(under rules: Policy.HitRules) -> Double {
    if identifier == .agrees { return rules.identifierAgrees }
    let byName: Double
    switch kind {
    case .related: byName = rules.related[country]
    case .same: byName = rules.probability(ofSimilarity: similarity, country)
    }
    return identifier == .contradicts ? min(byName, rules.identifierContradicts) : byName
  }
}

extension Policy.HitRules {
  /// The rules of the default policy, for comparing names where there is no policy.
  public static let standard = Policy.HitRules(
    units: 10, confirmedUnits: 20, relatedSeverity: 0.4,
    exact: ByCountry(agrees: 0.98, unknown: 0.9, contradicts: 0.4),
    close: ByCountry(agrees: 0.85, unknown: 0.6, contradicts: 0.15),
    related: ByCountry(agrees: 0.4, unknown: 0.2, contradicts: 0.05),
    identifierAgrees: 0.995, identifierContradicts: 0.1)

  /// Returns the probability of names that are the same, from their similarity.
  func probability(ofSimilarity similarity: Double, _ country: CountryAgreement) -> Double {
    let least = NameComparer.defaultThreshold
    let share = min(max((similarity - least) / (1 - least), 0), 1)
    return close[country] + share * (exact[country] - close[country])
  }

  /// Returns the probability that two names mean one party while no country is known, 0 to 1.
  public func probability(of comparison: NameComparison) -> Double {
    switch comparison.verdict {
    case .same: probability(ofSimilarity: comparison.similarity, .unknown)
    case .related: related.unknown
    case .different: 0
    }
  }
}
