/// The factor of findings that rest on a watchlist.
public enum WatchlistHit {
  /// The factor id, which is no entry of the catalogue: its severity is the list's.
  public static let factor = "watchlist-hit"
}

extension AssessedHit {
  /// Creates the hit as it stands on `date` after the decisions taken by then.
  ///
  /// The latest decision speaks; two verdicts of one day that contradict each other decide nothing.
  /// It stops applying when it has expired, or when its anchor shows that vendor or entry changed
  /// since; the hit then reopens and says why. An older decision does not come back.
  init(_ hit: Hit, under policy: CompiledPolicy, asOf date: CivilDate) {
    var status = Status.open
    var explanation = hit.explanation
    if let decision = hit.decisions.last(where: { $0.decidedOn <= date }) {
      let sameDay = hit.decisions.filter { $0.decidedOn == decision.decidedOn }
      if sameDay.contains(where: { $0.verdict != decision.verdict }) {
        status = .reopened
        explanation += " The decisions of \(decision.decidedOn) contradict each other."
      } else if let expires = decision.expiresOn, expires < date {
        status = .reopened
        explanation += " The decision of \(decision.decidedOn) expired on \(expires)."
      } else if !decision.anchor.isEmpty && decision.anchor != hit.anchor {
        status = .reopened
        explanation +=
          " The decision of \(decision.decidedOn) no longer applies: the vendor or the entry changed."
      } else {
        status = decision.verdict == .same ? .confirmed : .dismissed
      }
    }
    let rules = policy.policy.hits
    let probability =
      switch hit.country {
      case .agrees: rules.exactCountryAgrees
      case .unknown: rules.exactCountryUnknown
      case .contradicts: rules.exactCountryContradicts
      }
    self.init(
      hit: hit, probability: probability, status: status, entryStatus: hit.entry.status(on: date),
      explanation: explanation)
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
