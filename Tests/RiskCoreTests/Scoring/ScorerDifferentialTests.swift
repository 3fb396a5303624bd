import RiskCore
import Testing
import _RiskTestSupport

/// The engine against a scorer that works on words, one rule after the other, without its shortcuts.
@Suite struct ScorerDifferentialTests {
  private static let count = 20_000
  /// The engine puts scores and points on a grid of 2^-40.
  private let slack = 1e-11

  @Test func engineAndReferenceAgreeOnEveryFigure() {
    let session = Scorer(policy: .withoutDraws, asOf: DossierGenerator.date).makeSession()
    let reference = ReferenceScorer(policy: .withoutDraws, asOf: DossierGenerator.date)
    var generator = DossierGenerator(seed: 51)
    for _ in 0..<Self.count {
      let dossier = generator.dossier()
      expectEqual(session.score(dossier), reference.score(dossier))
    }
  }

  /// The order in which products are formed differs, which can turn a draw on a threshold.
  @Test func engineAndReferenceAgreeOnStability() {
    let session = Scorer(policy: .standard, asOf: DossierGenerator.date).makeSession()
    let reference = ReferenceScorer(policy: .standard, asOf: DossierGenerator.date)
    var generator = DossierGenerator(seed: 52)
    var fragile = 0
    for _ in 0..<300 {
      let dossier = generator.dossier()
      let (engine, expected) = (session.score(dossier), reference.score(dossier))
      #expect(abs(engine.stability - expected.stability) <= 1.0 / 64)
      if engine.stability < 1 { fragile += 1 }
    }
    #expect(fragile > 30)
  }

  @Test func aSessionForgetsWhatItScoredBefore() {
    let scorer = Scorer(policy: .withoutDraws, asOf: DossierGenerator.date)
    let session = scorer.makeSession()
    var generator = DossierGenerator(seed: 53)
    for _ in 0..<500 {
      let dossier = generator.dossier()
      #expect(session.score(dossier).figures == scorer.score(dossier).figures)
    }
  }

  @Test func figuresAreThoseOfTheAssessment() {
    let session = Scorer(policy: .standard, asOf: DossierGenerator.date).makeSession()
    var generator = DossierGenerator(seed: 54)
    for _ in 0..<500 {
      let dossier = generator.dossier()
      let assessment = session.score(dossier)
      var points = 0.0
      let figures = session.figures(of: session.code(dossier)) { points += $1 }
      #expect(figures.score == assessment.overall && figures.rating == assessment.rating)
      #expect(figures.inherent == assessment.inherent)
      #expect(figures.coverage == assessment.coverage)
      #expect(figures.conflict == assessment.conflict)
      #expect(figures.stability == assessment.stability)
      #expect(points == assessment.overall.value)
    }
  }

  /// Hundreds of claims about one factor: the ways of sorting many.
  @Test func manyUtterancesAreWeighedLikeFew() {
    let session = Scorer(policy: .withoutDraws, asOf: DossierGenerator.date).makeSession()
    let reference = ReferenceScorer(policy: .withoutDraws, asOf: DossierGenerator.date)
    var generator = DossierGenerator(seed: 55)
    for _ in 0..<40 {
      var dossier = generator.dossier()
      for _ in 0..<60 { dossier.accesses.append(generator.access(of: dossier.vendor)) }
      for _ in 0..<200 { dossier.statements.append(generator.statement(on: dossier)) }
      for _ in 0..<40 { dossier.hits.append(generator.hit(of: dossier.vendor)) }
      expectEqual(session.score(dossier), reference.score(dossier))
    }
  }

  private func expectEqual(_ engine: Assessment, _ reference: Assessment) {
    let same =
      engine.rating == reference.rating && engine.floorRule == reference.floorRule
      && isClose(engine.overall, reference.overall)
      && zip(engine.axes, reference.axes).allSatisfy { isClose($0, $1) }
      && abs(engine.inherent - reference.inherent) <= slack
      && engine.coverage == reference.coverage
      && abs(engine.conflict - reference.conflict) <= slack
      && engine.findings.count == reference.findings.count
      && zip(engine.findings, reference.findings).allSatisfy { isSame($0, $1) }
      && engine.notAlleged.map(\.id) == reference.notAlleged.map(\.id)
      && engine.hits.map(\.status) == reference.hits.map(\.status)
      && engine.accesses.map(\.access.id) == reference.accesses.map(\.access.id)
      && engine.accesses.map(\.severity) == reference.accesses.map(\.severity)
    if !same {
      Issue.record("engine:\n\(engine.figures)\nreference:\n\(reference.figures)")
    }
  }

  private func isSame(_ engine: Finding, _ reference: Finding) -> Bool {
    engine.id == reference.id && engine.groupID == reference.groupID
      && engine.severity == reference.severity && engine.opinion == reference.opinion
      && engine.conflict == reference.conflict && engine.mitigation == reference.mitigation
      && engine.risk == reference.risk && engine.isCounted == reference.isCounted
      && abs(engine.points - reference.points) <= slack
      && engine.mitigations.map(\.factor.id) == reference.mitigations.map(\.factor.id)
      && engine.mitigations.map(\.opinion) == reference.mitigations.map(\.opinion)
      && engine.evidence.map(\.refID) == reference.evidence.map(\.refID)
      && engine.evidence.map(\.standing) == reference.evidence.map(\.standing)
      && engine.evidence.map(\.units) == reference.evidence.map(\.units)
  }

  private func isClose(_ left: Interval, _ right: Interval) -> Bool {
    abs(left.value - right.value) <= slack && abs(left.low - right.low) <= slack
      && abs(left.high - right.high) <= slack
  }
}
