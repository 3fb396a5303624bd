/// The factor of findings that rest on a watchlist.
public enum WatchlistHit {
  /// The factor id, which is no entry of the catalogue: its severity is the list's.
  public static let factor = "watchlist-hit"
}

extension AssessedHit {
  /// Creates the hit as it stands on `date` after the decisions taken by then; see ``DecisionRuling``.
  init(_ hit: Hit, under policy: CompiledPolicy, asOf date: CivilDate) {
    let ruling = DecisionRuling(of: hit.decisions, anchor: hit.anchor, asOf: date)
    let rules = policy.policy.hits
    let probability =
      switch hit.country {
      case .agrees: rules.exactCountryAgrees
      case .unknown: rules.exactCountryUnknown
      case .contradicts: rules.exactCountryContradicts
      }
    self.init(
      hit: hit, probability: probability, status: ruling.status,
      entryStatus: hit.entry.status(on: date),
      explanation: ruling.reason.isEmpty
        ? hit.explanation : "\(hit.explanation) \(ruling.reason)")
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
