import RiskCore

/// What would bring a vendor below the rating that it has.
struct WayDown {
  /// The rating it has, and the score from which that applies.
  let rating: String
  let threshold: Double
  /// The findings to resolve, those with the most points first; empty when nothing is low enough.
  let findings: [StoredFinding]
  /// The score without them; nil when nothing is low enough.
  let score: Double?
  /// The rules that hold the rating whatever the score, with the findings that they rest on.
  let rules: [(name: String, findings: Set<String>)]

  /// Creates the answer; nil for the lowest rating.
  init?(_ assessment: StoredAssessment, under policy: Policy) {
    guard let rating = Rating(rawValue: assessment.rating),
      let threshold = policy.rating.threshold(of: rating)
    else { return nil }
    self.rating = assessment.rating
    self.threshold = threshold
    let rules = policy.floors.compactMap { rule -> (name: String, findings: Set<String>)? in
      guard let floor = Rating(rawValue: rule.rating), floor >= rating else { return nil }
      let causes = Self.causes(of: rule, in: assessment, under: policy)
      return causes.isEmpty ? nil : (rule.name, causes)
    }
    self.rules = rules
    let reduction = RiskReduction.smallest(
      below: threshold, of: assessment.scoredFindings, weights: policy.axes.inOrder,
      required: rules.reduce(into: []) { $0.formUnion($1.findings) })
    score = reduction?.score
    let wanted = Set(reduction?.findings ?? [])
    findings = assessment.findings.filter { wanted.contains($0.id) }.sorted { left, right in
      left.points == right.points
        ? ByteOrder.precedes(left.id, right.id) : left.points > right.points
    }
  }

  /// The findings for which a rule applies.
  ///
  /// A stored hit does not say how its list is rated, and its finding's severity does.
  private static func causes(
    of rule: Policy.FloorRule, in assessment: StoredAssessment, under policy: Policy
  ) -> Set<String> {
    switch rule.when {
    case .confirmedHit:
      let confirmed = Set(
        assessment.hits.lazy.filter {
          $0.status == AssessedHit.Status.confirmed.rawValue
            && $0.entryStatus == WatchlistEntry.Status.active.rawValue
        }.map { "\($0.list)/\($0.entryKey)" })
      let severity = rule.list.flatMap { policy.lists[$0] }
      return Set(
        assessment.findings.lazy.filter {
          $0.factor == WatchlistHit.factor && confirmed.contains($0.subject)
            && $0.severity == severity
        }.map(\.id))
    case .findingAtLeast:
      return Set(
        assessment.findings.lazy.filter {
          $0.factor == rule.factor && $0.risk.value >= rule.minimum ?? 0
        }.map(\.id))
    }
  }
}

extension StoredAssessment {
  /// The findings as far as a score needs them.
  var scoredFindings: [ScoredFinding] {
    findings.map { finding in
      ScoredFinding(
        id: finding.id, axis: Axis(rawValue: finding.axis) ?? .dataAccess,
        group: finding.groupID, severity: finding.severity,
        belief: Interval(finding.opinion.belief),
        mitigations: finding.mitigations.map { mitigation in
          ScoredFinding.Mitigation(
            key: mitigation.key, mu: mitigation.mu, belief: Interval(mitigation.opinion.belief))
        })
    }
  }

  /// A factor and its subject in a few words.
  public func phrase(_ factor: String, _ subject: String) -> String {
    ReasonText.phrase(factor: factor, subject: subject, access: accessPhrase(subject))
  }

  /// The access of an id in words; nil for any other subject.
  public func accessPhrase(_ id: String) -> String? {
    accesses.first { $0.id == id }.map {
      ReasonText.access(category: $0.dataCategory, of: $0.dataSubject, heldBy: $0.holder)
    }
  }
}

extension StoredMitigation {
  /// The same for one mitigation on all findings that it acts on.
  var key: String { "\(factor)/\(subject)" }
}

extension Interval {
  init(_ bounds: StoredAssessment.Bounds) {
    self.init(value: bounds.value, low: bounds.low, high: bounds.high)
  }
}
