import Testing
import _RiskTestSupport

@testable import RiskCore

@Suite struct RiskReductionTests {
  private static let weights = [0.6, 0.5, 0.8]

  private static func finding(
    _ id: String, _ axis: Axis, group: String? = nil, _ risk: Double
  ) -> ScoredFinding {
    ScoredFinding(
      id: id, axis: axis, group: group ?? id, severity: risk,
      belief: Interval(value: 1, low: 1, high: 1))
  }

  private static func score(_ findings: [ScoredFinding]) -> Double {
    FindingScore.overall(of: findings, weights: weights).value
  }

  @Test func nothingHasToGoWhenTheScoreIsBelow() {
    let findings = [Self.finding("a", .dataAccess, 0.1)]
    let way = RiskReduction.smallest(below: 50, of: findings, weights: Self.weights)
    #expect(way?.findings == [])
    #expect(way?.score == Self.score(findings))
  }

  @Test func theNextOfAGroupTakesThePlaceOfTheLargest() {
    let findings = [
      Self.finding("a", .nationalSecurity, group: "g", 0.9),
      Self.finding("b", .nationalSecurity, group: "g", 0.8),
      Self.finding("c", .nationalSecurity, group: "g", 0.1),
    ]
    let way = RiskReduction.smallest(below: 50, of: findings, weights: Self.weights)
    #expect(way?.findings == ["a", "b"])
  }

  @Test func ofEqualSetsThatOfTheSmallestIDsIsNamed() {
    let findings = ["d", "b", "c", "a"].map { Self.finding($0, .dataAccess, 0.4) }
    let way = RiskReduction.smallest(below: 40, of: findings, weights: Self.weights)
    #expect(way?.findings == ["a", "b"])
  }

  @Test func requiredFindingsAreResolvedWhateverTheScore() {
    let findings = [
      Self.finding("a", .dataAccess, 0.1), Self.finding("b", .consentPractice, 0.2),
    ]
    let way = RiskReduction.smallest(
      below: 75, of: findings, weights: Self.weights, required: ["a"])
    #expect(way?.findings == ["a"])
    #expect(way?.score == Self.score([findings[1]]))
  }

  @Test func aThresholdOfNothingCannotBePassed() {
    #expect(
      RiskReduction.smallest(
        below: 0, of: [Self.finding("a", .dataAccess, 0.1)], weights: Self.weights) == nil)
  }

  @Test func itIsTheSmallestSetThatBruteForceFinds() {
    var random = SeededGenerator(seed: 71)
    for _ in 0..<300 {
      let findings = (0..<Int.random(in: 1...9, using: &random)).map { number in
        Self.finding(
          "f\(number)", random.pick(Axis.allCases),
          group: "g\(Int.random(in: 0...3, using: &random))",
          random.pick([0.0, 0.1, 0.2, 0.35, 0.35, 0.5, 0.8]))
      }
      let threshold = Double(Int.random(in: 1...60, using: &random))
      let way = RiskReduction.smallest(below: threshold, of: findings, weights: Self.weights)
      var best: (count: Int, score: Double)?
      for set in 0..<(1 << findings.count) {
        let rest = findings.indices.filter { set & (1 << $0) == 0 }.map { findings[$0] }
        let score = Self.score(rest)
        guard Hundredths.rounded(score) < Hundredths.rounded(threshold) else { continue }
        let count = findings.count - rest.count
        if best.map({ (count, score) < ($0.count, $0.score) }) ?? true { best = (count, score) }
      }
      #expect(way?.findings.count == best?.count)
      #expect(abs((way?.score ?? -1) - (best?.score ?? -1)) < 1e-9)
      let gone = Set(way?.findings ?? [])
      #expect(
        abs(Self.score(findings.filter { !gone.contains($0.id) }) - (way?.score ?? -1)) < 1e-9)
    }
  }

  @Test func scoresAreThoseOfTheScorer() {
    var generator = DossierGenerator(seed: 5)
    let scorer = Scorer(policy: .withoutDraws, asOf: DossierGenerator.date)
    for _ in 0..<300 {
      let assessment = scorer.score(generator.dossier())
      let findings = assessment.findings.map(\.scored)
      let score = FindingScore.overall(of: findings, weights: Self.weights)
      #expect(abs(score.value - assessment.overall.value) < 1e-9)
      #expect(abs(score.low - assessment.overall.low) < 1e-9)
      #expect(abs(score.high - assessment.overall.high) < 1e-9)
    }
  }
}

extension Finding {
  /// The finding as far as a score needs it.
  var scored: ScoredFinding {
    ScoredFinding(
      id: id, axis: axis, group: groupID, severity: severity, belief: opinion.belief,
      mitigations: mitigations.map {
        ScoredFinding.Mitigation(
          key: "\($0.factor.id)/\($0.subject)", mu: $0.mu, belief: $0.opinion.belief)
      })
  }
}
