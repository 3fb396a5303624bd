/// Scores dossiers under one policy as of one date.
///
/// `score` is a pure function: no clock, no file, no order dependence. Replay, what-if, change
/// attribution and spreading work over machines all rest on that.
public struct Scorer: Sendable {
  /// The date of the run; what became known later does not exist.
  public let date: CivilDate
  private let policy: CompiledPolicy
  private let draws: [WeightDraw]

  /// Creates a scorer for a policy that the configuration has checked.
  public init(policy: Policy, asOf date: CivilDate) {
    self.date = date
    self.policy = CompiledPolicy(policy)
    draws = (0..<policy.stability.draws).map { WeightDraw(number: $0, rule: policy.stability) }
  }

  /// Returns the assessment of `dossier`.
  ///
  /// - Complexity: O(*n* log *n*) in the number of its accesses, statements and hits; times the
  ///   policy's draws when the score is near a threshold.
  public func score(_ dossier: Dossier) -> Assessment {
    let facts = KnownFacts(dossier, asOf: date)
    var builder = FindingBuilder(facts: facts, policy: policy, date: date)
    builder.add(Hypothesis.all(in: facts, under: policy, asOf: date))
    builder.addUnknownShares(vendor: dossier.vendor, isScreened: dossier.isScreened)
    builder.add(facts.hits)

    var drafts = builder.drafts
    drafts.sort { ByteOrder.precedes($0.finding.id, $1.finding.id) }
    let groups = FindingGroups(drafts)
    let weights = policy.axisWeights
    let values = groups.scores { drafts[$0].finding.risk.value }
    let lows = groups.scores { drafts[$0].finding.risk.low }
    let highs = groups.scores { drafts[$0].finding.risk.high }
    let bare = groups.scores { drafts[$0].finding.inherentRisk }
    let overall = Interval(
      value: Aggregation.overall(axes: values, weights: weights),
      low: Aggregation.overall(axes: lows, weights: weights),
      high: Aggregation.overall(axes: highs, weights: weights))
    Attribution.apply(
      to: &drafts, groups: groups, axisScores: values, weights: weights, overall: overall.value)

    let findings = drafts.map(\.finding)
    let floored = Floors.raise(
      policy.rating(of: overall.value), by: policy.policy.floors, findings: findings,
      hits: builder.hits)
    return Assessment(
      vendorID: dossier.vendor.id, overall: overall,
      inherent: Aggregation.overall(axes: bare, weights: weights), rating: floored.rating,
      floorRule: floored.rule,
      axes: Axis.allCases.map { axis in
        Interval(
          value: 100 * values[axis.index], low: 100 * lows[axis.index],
          high: 100 * highs[axis.index])
      },
      coverage: Coverage.measure(of: dossier, facts: facts),
      conflict: conflict(of: findings, overall: overall.value),
      stability: Stability.measure(
        drafts, groups: groups, overall: overall.value, policy: policy, draws: draws),
      findings: findings,
      notAlleged: builder.notAlleged.sorted { ByteOrder.precedes($0.id, $1.id) },
      hits: builder.hits,
      accesses: facts.accesses.map { access in
        AssessedAccess(
          access: access, severity: policy.severityParts(of: access, on: date).severity)
      },
      contradictions: Contradiction.all(
        in: dossier, knownAccesses: facts.accesses, asOf: date, findings: findings,
        hits: builder.hits))
  }

  /// The largest conflict over counted findings with at least the policy's share of the points.
  private func conflict(of findings: [Finding], overall: Double) -> Double {
    let least = policy.policy.conflict.minimumShare * overall
    return findings.reduce(0) { largest, finding in
      finding.isCounted && finding.points > 0 && finding.points >= least
        ? max(largest, finding.conflict) : largest
    }
  }
}
