import RiskCore
import Testing
import _RiskTestSupport

/// What must hold of every dossier, over generated ones.
@Suite struct ScorerPropertyTests {
  private let scorer = Scorer(policy: .withoutDraws, asOf: DossierGenerator.date)
  private static let count = 2_500
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

  private func expectNotLower(
    _ after: Assessment, than before: Assessment, _ comment: @autoclosure () -> String
  ) {
    for (new, old) in zip(intervals(after), intervals(before)) {
      let holds =
        new.value >= old.value - slack && new.low >= old.low - slack && new.high >= old.high - slack
      if !holds { Issue.record("\(old) fell to \(new): \(comment())") }
    }
  }

  @Test func boundsHoldAtEachLevel() {
    forEachDossier(seed: 11) { _, dossier in
      let assessment = scorer.score(dossier)
      for interval in intervals(assessment) {
        #expect(0 <= interval.low && interval.high <= 100)
        #expect(interval.low <= interval.value + slack && interval.value <= interval.high + slack)
      }
      #expect(assessment.inherent >= assessment.overall.value - slack)
      for finding in assessment.findings {
        let belief = finding.opinion.belief
        #expect(belief.low <= belief.value && belief.value <= belief.high)
        #expect(finding.mitigation.low <= finding.mitigation.value)
        #expect(finding.mitigation.value <= finding.mitigation.high)
        #expect(finding.risk.low <= finding.risk.value && finding.risk.value <= finding.risk.high)
        #expect((0...1).contains(finding.severity) && (0..<1).contains(finding.risk.value))
        #expect(finding.risk.high <= 1)
      }
      #expect((0...1).contains(assessment.coverage) && (0...1).contains(assessment.conflict))
    }
  }

  @Test func orderChangesNothing() {
    forEachDossier(seed: 12) { generator, dossier in
      var shuffled = dossier
      shuffled.accesses.shuffle(using: &generator.random)
      shuffled.statements.shuffle(using: &generator.random)
      shuffled.hits.shuffle(using: &generator.random)
      #expect(scorer.score(dossier).figures == scorer.score(shuffled).figures)
    }
  }

  @Test func aCopyChangesNothing() {
    forEachDossier(seed: 13) { generator, dossier in
      guard !dossier.statements.isEmpty else { return }
      var copied = dossier
      var copy = generator.random.pick(dossier.statements)
      copy.id = generator.nextID("copy")
      copied.statements.append(copy)
      #expect(scorer.score(dossier).figures == scorer.score(copied).figures)
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
        #expect(old.axes[axis.index] == new.axes[axis.index])
      }
    }
  }

  @Test func pointsAddUpToTheScore() {
    forEachDossier(seed: 19) { _, dossier in
      let assessment = scorer.score(dossier)
      let sum = assessment.findings.reduce(0) { $0 + $1.points }
      #expect(abs(sum - assessment.overall.value) < 1e-9)
      #expect(assessment.findings.allSatisfy { $0.isCounted || $0.points == 0 })
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
      #expect(scorer.score(dossier).figures == scorer.score(after).figures)
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
