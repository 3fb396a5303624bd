import Testing
import _RiskTestSupport

@testable import RiskCore

@Suite struct OpenQuestionTests {
  private static let weights = [0.6, 0.5, 0.8]

  private static func finding(
    _ id: String, severity: Double, _ belief: Interval,
    mitigations: [ScoredFinding.Mitigation] = []
  ) -> ScoredFinding {
    ScoredFinding(
      id: id, axis: .dataAccess, group: id, severity: severity, belief: belief,
      mitigations: mitigations)
  }

  @Test func theWidestFindingComesFirst() {
    let open = Interval(value: 0.5, low: 0, high: 1)
    let questions = OpenQuestion.ranked(
      of: [
        Self.finding("small", severity: 0.1, open), Self.finding("large", severity: 0.8, open),
        Self.finding("certain", severity: 0.9, Interval(value: 1, low: 1, high: 1)),
      ], weights: Self.weights)
    #expect(questions.map(\.subject) == [.finding("large"), .finding("small")])
  }

  @Test func aSingleOpenFindingLeavesNothingOpen() {
    let questions = OpenQuestion.ranked(
      of: [Self.finding("a", severity: 0.5, Interval(value: 0.25, low: 0, high: 0.6))],
      weights: Self.weights)
    #expect(questions == [OpenQuestion(subject: .finding("a"), expectedWidth: 0)])
  }

  @Test func expectationFollowsTheBelief() throws {
    // Once the mitigation is settled the finding is certain either way.
    let mitigation = ScoredFinding.Mitigation(
      key: "m", mu: 0.5, belief: Interval(value: 0.3, low: 0.3, high: 1))
    let findings = [
      Self.finding(
        "a", severity: 0.5, Interval(value: 0.8, low: 0.7, high: 0.9), mitigations: [mitigation])
    ]
    let question = try #require(
      OpenQuestion.ranked(of: findings, weights: Self.weights).first {
        $0.subject == .mitigation("m")
      })
    // 60 * 0.5 * 0.2 = 6 without it, half of that with it.
    #expect(abs(question.expectedWidth - (0.3 * 3 + 0.7 * 6)) < 1e-9)
  }

  @Test func answersNeverWidenWhatIsNamed() {
    var generator = DossierGenerator(seed: 9)
    let scorer = Scorer(policy: .withoutDraws, asOf: DossierGenerator.date)
    for _ in 0..<200 {
      let assessment = scorer.score(generator.dossier())
      let findings = assessment.findings.map(\.scored)
      let questions = OpenQuestion.ranked(of: findings, weights: Self.weights)
      let widths = questions.map(\.expectedWidth)
      #expect(widths == widths.sorted())
      #expect(
        widths.allSatisfy { $0 >= 0 && $0 < assessment.overall.high - assessment.overall.low })
      #expect(questions == OpenQuestion.ranked(of: findings.reversed(), weights: Self.weights))
    }
  }

  /// The width when a subject is settled, from the score of all findings anew.
  private func width(
    _ findings: [ScoredFinding], _ subject: OpenQuestion.Subject, at belief: Double
  ) -> Double {
    let certain = Interval(value: belief, low: belief, high: belief)
    let settled = findings.map { finding in
      var finding = finding
      if subject == .finding(finding.id) { finding.belief = certain }
      for index in finding.mitigations.indices
      where subject == .mitigation(finding.mitigations[index].key) {
        finding.mitigations[index].belief = certain
      }
      return finding
    }
    let score = FindingScore.overall(of: settled, weights: Self.weights)
    return score.high - score.low
  }

  @Test func widthsAreThoseOfTheWholeScoreAnew() throws {
    var generator = DossierGenerator(seed: 10)
    let scorer = Scorer(policy: .withoutDraws, asOf: DossierGenerator.date)
    var compared = 0
    for _ in 0..<200 {
      let findings = scorer.score(generator.dossier()).findings.map(\.scored)
      for question in OpenQuestion.ranked(of: findings, weights: Self.weights) {
        let belief =
          switch question.subject {
          case .finding(let id): findings.first { $0.id == id }?.belief
          case .mitigation(let key):
            findings.lazy.flatMap(\.mitigations).first { $0.key == key }?.belief
          }
        let probability = try #require(belief).value
        let expected =
          probability * width(findings, question.subject, at: 1)
          + (1 - probability) * width(findings, question.subject, at: 0)
        #expect(question.expectedWidth == expected)
        compared += 1
      }
    }
    #expect(compared > 1000)
  }
}
