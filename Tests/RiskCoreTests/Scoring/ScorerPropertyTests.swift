import RiskCore
import Testing
import _RiskTestSupport

/// What must hold of every dossier, over generated ones: more than 100,000 in each run of the tests.
@Suite struct ScorerPropertyTests {
  private let scorer = Scorer(policy: .withoutDraws, asOf: DossierGenerator.date).makeSession()
  private static let count = 10_000
  /// Rounding errors of a few sums; far below anything printed.
  private let slack = 1e-9

  private func forEachDossier(
    seed: UInt64, _ body: (inout DossierGenerator, Dossier) throws -> Void
  ) rethrows {
    var generator = DossierGenerator(seed: seed)
    for _ in 0..<Self.count {
      let dossier = generator.dossier()
      try body(&generator, dossier)
    }
  }

  /// The score, its bounds and the axes with theirs.
  private func intervals(_ assessment: Assessment) -> [Interval] {
    [assessment.overall] + assessment.axes
  }

  private func isOrdered(_ interval: Interval, _ slack: Double = 0) -> Bool {
    interval.low <= interval.value + slack && interval.value <= interval.high + slack
  }

  private func expectNotLower(
    _ after: Assessment, than before: Assessment, _ comment: @autoclosure () -> String
  ) {
    for (new, old) in zip(intervals(after), intervals(before)) {
      let holds =
        new.value >= old.value - slack && new.low >= old.low - slack && new.high >= old.high - slack
      if !holds { Issue.record("\(old) fell to \(new): \(comment())") }
    }
  }

  /// Every figure in full precision; texts are made only where they are needed, for time's sake.
  private func expectSame(_ left: Assessment, _ right: Assessment) {
    let same =
      left.overall == right.overall && left.axes == right.axes && left.inherent == right.inherent
      && left.rating == right.rating && left.floorRule == right.floorRule
      && left.coverage == right.coverage && left.conflict == right.conflict
      && left.findings.count == right.findings.count
      && zip(left.findings, right.findings).allSatisfy { a, b in
        a.id == b.id && a.risk == b.risk && a.points == b.points && a.opinion == b.opinion
          && a.mitigation == b.mitigation && a.isCounted == b.isCounted
      } && left.notAlleged.map(\.id) == right.notAlleged.map(\.id)
    if !same { Issue.record("\(left.figures)\n\nis not\n\n\(right.figures)") }
  }

  @Test func boundsHoldAtEachLevel() {
    forEachDossier(seed: 11) { _, dossier in
      let assessment = scorer.score(dossier)
      var holds = intervals(assessment).allSatisfy { interval in
        0 <= interval.low && interval.high <= 100 && isOrdered(interval, slack)
      }
      holds = holds && assessment.inherent >= assessment.overall.value - slack
      for finding in assessment.findings {
        holds =
          holds && isOrdered(finding.opinion.belief) && isOrdered(finding.mitigation)
          && isOrdered(finding.risk) && (0...1).contains(finding.severity)
          && (0..<1).contains(finding.risk.value) && finding.risk.high <= 1
      }
      holds =
        holds && (0...1).contains(assessment.coverage) && (0...1).contains(assessment.conflict)
      if !holds { Issue.record("\(assessment.figures)") }
    }
  }

  @Test func orderChangesNothing() {
    forEachDossier(seed: 12) { generator, dossier in
      var shuffled = dossier
      shuffled.accesses.shuffle(using: &generator.random)
      shuffled.statements.shuffle(using: &generator.random)
      shuffled.hits.shuffle(using: &generator.random)
      expectSame(scorer.score(dossier), scorer.score(shuffled))
    }
  }

  @Test func aCopyChangesNothing() {
    forEachDossier(seed: 13) { generator, dossier in
      guard !dossier.statements.isEmpty else { return }
      var copied = dossier
      var copy = generator.random.pick(dossier.statements)
      copy.id = generator.nextID("copy")
      copied.statements.append(copy)
      expectSame(scorer.score(dossier), scorer.score(copied))
    }
  }

  /// A statement whose validity has passed is chosen before it is found to count nothing, and may so
  /// stand in for a weaker one that would count; the law is about statements in force.
  @Test func aFurtherAdverseStatementNeverLowersAScore() {
    forEachDossier(seed: 14) { generator, dossier in
      var statement = generator.statement(on: dossier)
      statement.stance = statement.factor.polarity == .adverse ? .asserts : .denies
      statement.validFrom = nil
      statement.validTo = nil
      var after = dossier
      after.statements.append(statement)
      expectNotLower(scorer.score(after), than: scorer.score(dossier), "\(statement)")
    }
  }

  @Test func aFurtherMitigatingStatementNeverRaisesAScore() {
    forEachDossier(seed: 15) { generator, dossier in
      var statement = generator.statement(on: dossier)
      statement.stance = statement.factor.polarity == .adverse ? .denies : .asserts
      statement.validFrom = nil
      statement.validTo = nil
      var after = dossier
      after.statements.append(statement)
      expectNotLower(scorer.score(dossier), than: scorer.score(after), "\(statement)")
    }
  }

  @Test func aFurtherAccessNeverLowersAScore() {
    forEachDossier(seed: 16) { generator, dossier in
      // A vendor's first access replaces the unknown share; that is the one exception.
      guard !scorer.score(dossier).accesses.isEmpty else { return }
      var after = dossier
      after.accesses.append(generator.access(of: dossier.vendor))
      expectNotLower(scorer.score(after), than: scorer.score(dossier), "access")
    }
  }

  @Test func aFurtherHitNeverLowersAScore() {
    forEachDossier(seed: 17) { generator, dossier in
      var after = dossier
      after.hits.append(generator.hit(of: dossier.vendor))
      expectNotLower(scorer.score(after), than: scorer.score(dossier), "hit")
    }
  }

  @Test func noStatementMovesAnotherAxis() {
    forEachDossier(seed: 18) { generator, dossier in
      let statement = generator.statement(on: dossier)
      var after = dossier
      after.statements.append(statement)
      let (old, new) = (scorer.score(dossier), scorer.score(after))
      for axis in Axis.allCases where axis != statement.factor.axis {
        if old.axes[axis.index] != new.axes[axis.index] { Issue.record("\(statement)") }
      }
    }
  }

  @Test func noHitMovesAnotherAxis() {
    forEachDossier(seed: 23) { generator, dossier in
      var after = dossier
      after.hits.append(generator.hit(of: dossier.vendor))
      let (old, new) = (scorer.score(dossier), scorer.score(after))
      if old.axes[0] != new.axes[0] || old.axes[1] != new.axes[1] {
        Issue.record("a hit moved an axis of its own accord: \(new.figures)")
      }
    }
  }

  /// A weight that moves by a millionth moves no score by more than a few ten-thousandths of a point:
  /// there is no threshold hidden in a weight. (Ratings and floors are thresholds, and may jump.)
  @Test func scoresAreContinuousInEveryWeight() {
    var generator = DossierGenerator(seed: 24)
    let dossiers = (0..<60).map { _ in generator.dossier() }
    let base = Policy.withoutDraws
    let scores = dossiers.map { scorer.score($0).overall.value }
    let step = 1e-6
    var shifted: [(String, Policy)] = []
    func shift(_ name: String, _ change: (inout Policy) -> Void) {
      var policy = base
      change(&policy)
      shifted.append((name, policy))
    }
    for key in base.sensitivity.keys.sorted() {
      shift("sensitivity.\(key)") { $0.sensitivity[key, default: 0] -= step }
    }
    for key in base.reach.keys.sorted() {
      shift("reach.\(key)") { $0.reach[key, default: 0] -= step }
    }
    for key in base.factors.keys.sorted() {
      shift("factors.\(key)") { policy in
        policy.factors[key]?.severity? -= step
        policy.factors[key]?.mu? += step
        policy.factors[key]?.halfLifeDays? += step
      }
    }
    for key in base.lists.keys.sorted() {
      shift("lists.\(key)") { $0.lists[key, default: 0] -= step }
    }
    for key in base.claimantUnits.roles.keys.sorted() {
      shift("roles.\(key)") { $0.claimantUnits.roles[key, default: 0] += step }
    }
    for key in base.reliability.keys.sorted() {
      shift("reliability.\(key)") { $0.reliability[key, default: 0] -= step }
    }
    for key in base.endedAccessHalfLifeDays.keys.sorted() {
      shift("half-life.\(key)") { $0.endedAccessHalfLifeDays[key, default: 0] += step }
    }
    shift("self") { $0.claimantUnits.selfInFavour += step }
    shift("self against") { $0.claimantUnits.selfAgainst += step }
    shift("prior weight") { $0.opinion.priorWeight += step }
    shift("base rate") { $0.opinion.adverseBaseRate += step }
    shift("mitigating base rate") { $0.opinion.mitigatingBaseRate += step }
    shift("prior") { $0.unknown.prior += step }
    shift("DA") { $0.axes.dataAccess.weight += step }
    shift("CP") { $0.axes.consentPractice.weight += step }
    shift("NS") { $0.axes.nationalSecurity.weight += step }
    shift("units of hits") { $0.hits.units += step }
    shift("related") { $0.hits.relatedSeverity += step }
    shift("exact") { $0.hits.exact.agrees -= step }
    for (name, policy) in shifted {
      let other = Scorer(policy: policy, asOf: DossierGenerator.date).makeSession()
      for (dossier, score) in zip(dossiers, scores) {
        let moved = abs(other.score(dossier).overall.value - score)
        if moved > 500 * step { Issue.record("\(name) moves a score by \(moved)") }
      }
    }
  }

  @Test func pointsAddUpToTheScore() {
    forEachDossier(seed: 19) { _, dossier in
      let assessment = scorer.score(dossier)
      // Exactly: scores and points are multiples of 2^-40.
      let sum = assessment.findings.reduce(0) { $0 + $1.points }
      if sum != assessment.overall.value { Issue.record("\(sum) is not \(assessment.overall)") }
      if !assessment.findings.allSatisfy({ $0.isCounted || $0.points == 0 }) {
        Issue.record("a subsumed finding has points")
      }
    }
  }

  @Test func oneFindingOfEachGroupCountsAndIsTheLargest() {
    forEachDossier(seed: 20) { _, dossier in
      let findings = scorer.score(dossier).findings
      let groups = Dictionary(grouping: findings) { "\($0.axis) \($0.groupID)" }
      for group in groups.values {
        let counted = group.filter(\.isCounted)
        #expect(counted.count == 1)
        #expect(group.allSatisfy { $0.risk.value <= counted[0].risk.value })
      }
    }
  }

  @Test func whatBecomesKnownLaterDoesNotExist() {
    forEachDossier(seed: 21) { generator, dossier in
      let tomorrow = CivilDate(daysSinceEpoch: DossierGenerator.date.daysSinceEpoch + 1)
      var statement = generator.statement(on: dossier)
      statement.statedOn = tomorrow
      var after = dossier
      after.statements.append(statement)
      expectSame(scorer.score(dossier), scorer.score(after))
    }
  }

  @Test func equalDossiersScoreAlikeInEveryRun() {
    let full = Scorer(policy: .standard, asOf: DossierGenerator.date)
    var (first, second) = (DossierGenerator(seed: 22), DossierGenerator(seed: 22))
    for _ in 0..<100 {
      #expect(full.score(first.dossier()).figures == full.score(second.dossier()).figures)
    }
  }
}
