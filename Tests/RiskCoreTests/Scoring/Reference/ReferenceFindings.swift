@testable import RiskCore

/// A finding on its way to a score: what is observed, and how its severity comes about.
struct ReferenceDraft: Sendable {
  var finding: Finding
  var severityParts: ReferenceSeverity
}

/// The weights that a severity is a product of, so that shaking them needs no second look at the
/// dossier.
struct ReferenceSeverity: Sendable {
  /// Weight keys with their values; each stays within 0 and 1 when shaken.
  var weights: [(key: ReferenceWeightKey, value: Double)]
  /// What is no weight: decay after the end of an access, half a missing fact.
  var constant: Double

  var severity: Double { weights.reduce(constant) { $0 * $1.value } }
}

/// Builds findings out of hypotheses, hits and gaps.
struct ReferenceFindings {
  let facts: KnownFacts
  let policy: ReferencePolicy
  let date: CivilDate
  private(set) var drafts: [ReferenceDraft] = []
  private(set) var notAlleged: [NotAlleged] = []
  private(set) var hits: [AssessedHit] = []
  /// Mitigating hypotheses that somebody asserts, by the access they act on; nil acts on all.
  private var mitigations: [Int?: [Mitigation]] = [:]

  init(facts: KnownFacts, policy: ReferencePolicy, date: CivilDate) {
    self.facts = facts
    self.policy = policy
    self.date = date
  }

  /// Weighs `hypotheses`; mitigating ones first, since findings carry what acts on them.
  mutating func add(_ hypotheses: [ReferenceHypothesis]) {
    var adverse: [(ReferenceHypothesis, ReferenceVoices)] = []
    for hypothesis in hypotheses {
      let voices = ReferenceVoices(hypothesis.utterances)
      if voices.asserted == 0 {
        addNotAlleged(hypothesis, voices)
      } else if hypothesis.factor.polarity == .adverse {
        adverse.append((hypothesis, voices))
      } else {
        mitigations[hypothesis.access, default: []].append(
          Mitigation(
            factor: hypothesis.factor, subject: subject(of: hypothesis),
            mu: policy.policy.factors[hypothesis.factor.id]?.mu ?? 1,
            opinion: opinion(on: hypothesis.factor, voices), evidence: voices.evidence))
      }
    }
    for (hypothesis, voices) in adverse { addFinding(hypothesis, voices) }
  }

  private func subject(of hypothesis: ReferenceHypothesis) -> String {
    hypothesis.access.map { facts.accesses[$0].id } ?? ReferenceHypothesis.vendorSubject
  }

  private func opinion(on factor: Factor, _ voices: ReferenceVoices) -> Opinion {
    Opinion(
      asserted: voices.asserted, denied: voices.denied, baseRate: policy.baseRate(of: factor),
      priorWeight: policy.policy.opinion.priorWeight)
  }

  private mutating func addNotAlleged(_ hypothesis: ReferenceHypothesis, _ voices: ReferenceVoices)
  {
    let subject = subject(of: hypothesis)
    let factor = hypothesis.factor
    notAlleged.append(
      NotAlleged(
        id: Self.id(factor.axis, factor.id, subject), axis: factor.axis, factor: factor.id,
        subject: subject, denied: voices.denied, evidence: voices.evidence))
  }

  private mutating func addFinding(_ hypothesis: ReferenceHypothesis, _ voices: ReferenceVoices) {
    let factor = hypothesis.factor
    let access = hypothesis.access.map { facts.accesses[$0] }
    let parts: ReferenceSeverity
    let group: String
    if factor == .dataAccess {
      // A claim of access that names no access reaches for data of an unmapped category.
      let category = access?.dataCategory ?? "unmapped"
      parts =
        access.map { policy.severityParts(of: $0, on: date) }
        ?? ReferenceSeverity(
          weights: [
            policy.sensitivityWeight(of: "unmapped"), policy.reachWeight(of: "unknown"),
          ], constant: 1)
      group = "category:\(category)"
    } else {
      let severity = policy.policy.factors[factor.id]?.severity ?? 0
      parts = ReferenceSeverity(
        weights: [(ReferenceWeightKey("factors.\(factor.id)"), severity)], constant: 1)
      group = factor.group
    }
    append(
      axis: factor.axis, factor: factor.id, subject: subject(of: hypothesis), group: group,
      parts: parts, opinion: opinion(on: factor, voices),
      mitigations: active(on: hypothesis), evidence: voices.evidence)
  }

  /// Returns the mitigations that act on a finding: those of its access and those of the vendor, in an
  /// order that does not depend on the input's.
  private func active(on hypothesis: ReferenceHypothesis) -> [Mitigation] {
    var found = mitigations[nil] ?? []
    if let access = hypothesis.access { found += mitigations[access] ?? [] }
    return found.filter { $0.factor.mitigates.contains(hypothesis.factor.id) }.sorted {
      $0.factor.id == $1.factor.id
        ? ByteOrder.precedes($0.subject, $1.subject)
        : ByteOrder.precedes($0.factor.id, $1.factor.id)
    }
  }

  /// Adds what nobody has told: a finding for each expected fact that is missing.
  mutating func addUnknownShares(vendor: Vendor, isScreened: Bool) {
    let unknown = Opinion(unknown: policy.policy.unknown)
    func add(
      _ axis: Axis, _ factor: String, _ subject: String, group: String, _ parts: ReferenceSeverity,
      to builder: inout ReferenceFindings
    ) {
      builder.append(
        axis: axis, factor: factor, subject: subject, group: group, parts: parts, opinion: unknown,
        mitigations: [], evidence: [])
    }
    let whole = ReferenceSeverity(weights: [], constant: 1)
    let half = ReferenceSeverity(weights: [], constant: 0.5)
    let subject = ReferenceHypothesis.vendorSubject
    if facts.accesses.isEmpty {
      if !vendor.hasNoDataAccess {
        add(
          .dataAccess, "unknown.data_access", subject, group: "unknown.data_access", whole,
          to: &self)
        // Like the unknown basis of an access: whoever says that consent is missing says something
        // about it, and the unknown share does not come on top.
        add(
          .consentPractice, "unknown.consent_practice", subject, group: Factor.noConsent.group,
          whole, to: &self)
      }
    } else {
      for access in facts.accesses where !access.namesConsentBasis {
        add(
          .consentPractice, "unknown.consent_basis", access.id, group: Factor.noConsent.group,
          policy.severityParts(of: access, on: date), to: &self)
      }
    }
    // Two missing facts weigh more than one, so each is a group of its own.
    let security = "unknown.national_security"
    if !isScreened {
      add(.nationalSecurity, security, "screened", group: "\(security)/screened", half, to: &self)
    }
    if vendor.country == nil {
      add(.nationalSecurity, security, "country", group: "\(security)/country", half, to: &self)
    }
  }

  /// Adds a finding for each hit that stands, and keeps all of them for the record.
  mutating func add(_ found: [Hit]) {
    for hit in found {
      let assessed = AssessedHit(hit, under: policy.policy, asOf: date)
      hits.append(assessed)
      let counts =
        switch assessed.entryStatus {
        case .active: true
        case .ended: false
        case .pending: hit.entry.list.countsPendingEntries
        }
      guard counts, assessed.status != .dismissed else { continue }
      let rules = policy.policy.hits
      let isConfirmed = assessed.status == .confirmed
      let entry = hit.entry
      let severity = policy.policy.lists[entry.severity] ?? 0
      let related =
        hit.kind == .related && !isConfirmed
        ? [(ReferenceWeightKey("hits.related_severity"), rules.relatedSeverity)] : []
      let asserted = isConfirmed ? rules.confirmedUnits : rules.units * assessed.probability
      let denied = isConfirmed ? 0 : rules.units * (1 - assessed.probability)
      let subject = "\(entry.list.id)/\(entry.key)"
      append(
        axis: .nationalSecurity, factor: WatchlistHit.factor, subject: subject,
        group: isConfirmed
          ? "confirmed:\(entry.authority)/\(entry.programme.isEmpty ? entry.list.id : entry.programme)"
          : "open-hits",
        parts: ReferenceSeverity(
          weights: [(ReferenceWeightKey("lists.\(entry.severity)"), severity)] + related,
          constant: 1),
        opinion: Opinion(
          asserted: asserted, denied: denied, baseRate: policy.policy.opinion.adverseBaseRate,
          priorWeight: policy.policy.opinion.priorWeight, isDisputable: false),
        mitigations: [], evidence: assessed.evidence(asserted: asserted, denied: denied))
    }
  }

  private mutating func append(
    axis: Axis, factor: String, subject: String, group: String, parts: ReferenceSeverity,
    opinion: Opinion, mitigations: [Mitigation], evidence: [Evidence]
  ) {
    let severity = parts.severity
    let mitigation = Interval(product: mitigations) { $0.mu }
    let belief = opinion.belief
    drafts.append(
      ReferenceDraft(
        finding: Finding(
          id: Self.id(axis, factor, subject), axis: axis, factor: factor, subject: subject,
          groupID: group, severity: severity, opinion: opinion,
          conflict: mitigations.reduce(opinion.conflict) { max($0, $1.opinion.conflict) },
          mitigation: mitigation, mitigations: mitigations, evidence: evidence,
          risk: Interval(
            value: severity * belief.value * mitigation.value,
            low: severity * belief.low * mitigation.low,
            high: severity * belief.high * mitigation.high),
          isCounted: false, points: 0),
        severityParts: parts))
  }

  private static func id(_ axis: Axis, _ factor: String, _ subject: String) -> String {
    "\(axis.rawValue)/\(factor)/\(subject)"
  }
}

extension Interval {
  /// What `mitigations` leave of a risk: the product of `1 - p·(1 - mu)`.
  ///
  /// The lower bound takes each mitigation's upper bound and the other way round.
  init(product mitigations: [Mitigation], mu: (Mitigation) -> Double) {
    self.init(value: 1, low: 1, high: 1)
    for mitigation in mitigations {
      let effect = 1 - mu(mitigation)
      let belief = mitigation.opinion.belief
      value *= 1 - belief.value * effect
      low *= 1 - belief.high * effect
      high *= 1 - belief.low * effect
    }
  }
}
