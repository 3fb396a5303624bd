/// One vendor in one run, with everything behind its score: the columns of the views.
///
/// Scores, points and axes run from 0 to 100, every other figure from 0 to 1 (evidence units: 0 or
/// more). Dates are `YYYY-MM-DD`.
public struct StoredAssessment: Sendable {
  /// A value with its bounds.
  public struct Bounds: Sendable, Equatable {
    public var value: Double
    public var low: Double
    public var high: Double
  }

  public var runID: Int64
  public var vendorID: String
  public var name: String
  public var country: String?
  public var overall: Bounds
  public var inherent: Double
  public var rating: String
  public var floorRule: String?
  public var dataAccess: Bounds
  public var consentPractice: Bounds
  public var nationalSecurity: Bounds
  public var coverage: Double
  public var conflict: Double
  public var stability: Double
  public var vector: String
  /// By finding id.
  public var findings: [StoredFinding] = []
  /// By finding id.
  public var notAlleged: [StoredNotAlleged] = []
  /// By list and entry key.
  public var hits: [StoredHit] = []
  /// By access id.
  public var accesses: [StoredAccess] = []
  /// By kind, subject and topic.
  public var contradictions: [StoredContradiction] = []
}

/// What a hypothesis amounts to.
public struct StoredOpinion: Sendable, Equatable {
  /// Evidence units that assert.
  public var asserted: Double
  /// Evidence units that deny.
  public var denied: Double
  public var baseRate: Double
  /// The degree of belief.
  public var belief: StoredAssessment.Bounds
}

/// A row of `v_findings` with what hangs on it.
public struct StoredFinding: Sendable {
  public var id: String
  public var axis: String
  public var factor: String
  public var subject: String
  public var groupID: String
  public var severity: Double
  public var opinion: StoredOpinion
  public var conflict: Double
  public var mitigation: StoredAssessment.Bounds
  public var risk: StoredAssessment.Bounds
  public var isCounted: Bool
  public var points: Double
  /// What it rests on in a sentence; empty where it needs none.
  public var detail: String = ""
  public var mitigations: [StoredMitigation] = []
  /// Evidence on the finding itself.
  public var evidence: [StoredEvidence] = []
}

/// A row of `v_mitigations` with its evidence.
public struct StoredMitigation: Sendable {
  public var factor: String
  public var subject: String
  public var mu: Double
  public var opinion: StoredOpinion
  public var evidence: [StoredEvidence] = []
}

/// A row of `v_not_alleged` with its evidence.
public struct StoredNotAlleged: Sendable {
  public var id: String
  public var axis: String
  public var factor: String
  public var subject: String
  public var denied: Double
  public var evidence: [StoredEvidence] = []
}

/// A row of `v_evidence`.
public struct StoredEvidence: Sendable, Equatable {
  public var kind: String
  public var refID: String
  public var stance: String
  public var claimant: String
  public var claimantRole: String?
  public var sourceID: String?
  public var publisher: String?
  public var reliability: String?
  public var credibility: Int?
  public var statedOn: String?
  public var units: Double
  public var standing: String
  public var file: String
  public var line: Int
  public var excerpt: String
}

/// A row of `v_accesses`.
public struct StoredAccess: Sendable, Equatable {
  public var id: String
  public var dataCategory: String
  public var dataSubject: String
  public var holder: String
  public var storage: String?
  public var control: String?
  public var consentBasis: String?
  public var validFrom: String?
  public var validTo: String?
  public var sourceID: String?
  public var severity: Double
  public var purpose: String
  public var retentionDays: Int?
  public var file: String
  public var line: Int
}

/// A row of `v_hits` with the decisions on it.
public struct StoredHit: Sendable, Equatable {
  public var list: String
  public var entryKey: String
  public var entryName: String
  public var queryName: String
  public var kind: String
  public var similarity: Double
  public var probability: Double
  public var status: String
  public var entryStatus: String
  public var explanation: String
  public var authority: String
  public var programme: String
  public var countryAgreement: String
  public var anchor: String
  public var locator: String
  public var file: String
  public var line: Int
  public var identifierAgreement: String
  public var entryNameKind: String
  /// Oldest first.
  public var decisions: [StoredDecision] = []
}

/// An analyst's verdict on a hit.
public struct StoredDecision: Sendable, Equatable {
  public var verdict: String
  public var decidedBy: String
  public var decidedOn: String
  public var reason: String
  public var expiresOn: String?
  public var anchor: String
  public var file: String
  public var line: Int
}
