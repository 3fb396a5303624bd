/// A value with the bounds of what is known about it; `low <= value <= high`.
public struct Interval: Equatable, Sendable {
  public var value: Double
  public var low: Double
  public var high: Double

  /// Creates an interval.
  public init(value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }
}

/// What the evidence on one hypothesis amounts to: the Beta model.
public struct Opinion: Equatable, Sendable {
  /// Evidence units that assert, 0 or more.
  public var asserted: Double
  /// Evidence units that deny, 0 or more.
  public var denied: Double
  /// The share of the open interval that assertions earn, 0 up to but not including 1.
  public var baseRate: Double
  /// The degree of belief with its bounds, 0 to 1.
  public var belief: Interval
  /// How much is disputed, 0 to 1.
  public var conflict: Double
}

/// One piece of evidence for or against a finding or a mitigation.
public struct Evidence: Sendable {
  /// What the evidence is read from.
  public enum Kind: String, Sendable {
    case statement
    case access
    case hit
  }

  /// Whether it entered the opinion.
  public enum Standing: String, Sendable {
    case counted
    /// The same claimant said something later or stronger.
    case superseded
    /// Chosen, but outside its validity on the as-of date.
    case expired
  }

  public var kind: Kind
  /// The statement id, access id or entry key.
  public var refID: String
  public var stance: Stance
  public var claimant: String
  public var claimantRole: ClaimantRole?
  /// The source of a statement or an access.
  public var source: Source?
  public var statedOn: CivilDate?
  /// Evidence units, 0 or more, decayed to the as-of date.
  public var units: Double
  public var standing: Standing
  public var origin: RecordOrigin
  public var excerpt: String
}

/// A mitigating factor acting on a finding.
public struct Mitigation: Sendable {
  public var factor: Factor
  /// The access it speaks of, or `vendor`.
  public var subject: String
  /// The effect when certain: 0 removes the risk, 1 changes nothing.
  public var mu: Double
  public var opinion: Opinion
  public var evidence: [Evidence]
}

/// A factor observed for a vendor, or an unknown share.
public struct Finding: Sendable {
  /// `axis/factor/subject`, the same in every run.
  public var id: String
  public var axis: Axis
  /// A factor id of the catalogue, `watchlist-hit`, or `unknown.…`.
  public var factor: String
  /// The access id, the list and entry key, or `vendor`.
  public var subject: String
  /// The group in which only the largest finding counts.
  public var groupID: String
  public var severity: Double
  public var opinion: Opinion
  /// The largest conflict of the finding and its mitigations.
  public var conflict: Double
  /// What mitigations leave of the risk; `low` is the strongest mitigation, `high` the weakest.
  public var mitigation: Interval
  public var mitigations: [Mitigation]
  public var evidence: [Evidence]
  /// Severity times belief times mitigation.
  public var risk: Interval
  /// Whether it is the largest of its group.
  public var isCounted: Bool
  /// Its part of the overall score, 0 to 100; 0 when subsumed.
  public var points: Double
  /// What the finding rests on in a sentence, where it needs one; empty otherwise.
  public var detail: String = ""

  /// Severity times belief, without mitigation.
  public var inherentRisk: Double { severity * opinion.belief.value }
}

/// A hypothesis that somebody denied and nobody asserts; it never scores.
public struct NotAlleged: Sendable {
  public var id: String
  public var axis: Axis
  public var factor: String
  public var subject: String
  public var denied: Double
  public var evidence: [Evidence]
}

/// A hit as it stands on the as-of date.
public struct AssessedHit: Sendable {
  /// What analysts have made of it.
  public enum Status: String, Sendable {
    case open
    case confirmed
    case dismissed
    /// A decision that no longer applies.
    case reopened
  }

  public var hit: Hit
  /// The probability that vendor and entry are one party, 0 to 1.
  public var probability: Double
  public var status: Status
  public var entryStatus: WatchlistEntry.Status
  /// The hit's explanation, and why a decision stopped applying.
  public var explanation: String
}

/// An access known on the as-of date, with the severity it has there.
public struct AssessedAccess: Sendable {
  public var access: Access
  /// 0 while only announced; decayed after its end.
  public var severity: Double
}

/// The scored dossier.
public struct Assessment: Sendable {
  public var vendorID: String
  /// The residual score, 0 to 100.
  public var overall: Interval
  /// The score without mitigations, 0 to 100.
  public var inherent: Double
  public var rating: Rating
  /// The floor rule that raised the rating, if one did.
  public var floorRule: String?
  /// One value for each axis at ``Axis/index``, 0 to 100.
  public var axes: [Interval]
  /// The share of expected facts that is known, mean over the axes, 0 to 1.
  public var coverage: Double
  /// The largest conflict over counted findings that carry enough of the points, 0 to 1.
  public var conflict: Double
  /// How often the rating survives shaken weights, 0 to 1.
  public var stability: Double
  /// By finding id.
  public var findings: [Finding]
  /// By id.
  public var notAlleged: [NotAlleged]
  /// By list and entry key.
  public var hits: [AssessedHit]
  /// By access id.
  public var accesses: [AssessedAccess]
  /// By kind, subject and topic.
  public var contradictions: [Contradiction] = []
}
