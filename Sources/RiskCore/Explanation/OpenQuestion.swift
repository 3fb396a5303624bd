/// A question whose answer would narrow the interval of a score.
///
/// An answer settles a belief: 1 when the thing is so, 0 when it is not. Which of the two comes is
/// expected by the belief as it stands.
public struct OpenQuestion: Equatable, Sendable {
  /// What would be settled.
  public enum Subject: Equatable, Sendable {
    /// The finding of this id, an unknown share included.
    case finding(String)
    /// The mitigation of this key, on all findings that it acts on.
    case mitigation(String)
  }

  public var subject: Subject
  /// The width of the interval once it is answered, in points: the mean over both answers.
  public var expectedWidth: Double

  /// A narrowing of less, in points, is rounding.
  private static let least = 1e-9

  /// Returns the questions whose answers would narrow the interval, from the best down.
  ///
  /// Of equal ones findings come before mitigations, and smaller ids before larger ones.
  ///
  /// - Complexity: O(*n*²) in the number of findings and mitigations.
  public static func ranked(
    of findings: [ScoredFinding], weights: [Double]
  ) -> [OpenQuestion] {
    func width(_ findings: [ScoredFinding]) -> Double {
      let score = FindingScore.overall(of: findings, weights: weights)
      return score.high - score.low
    }
    let now = width(findings)
    var questions: [OpenQuestion] = []
    func add(_ subject: Subject, _ belief: Interval) {
      guard belief.low < belief.high else { return }
      let isTrue = width(settled(findings, subject, at: 1))
      let isFalse = width(settled(findings, subject, at: 0))
      let expected = belief.value * isTrue + (1 - belief.value) * isFalse
      if expected < now - Self.least {
        questions.append(OpenQuestion(subject: subject, expectedWidth: expected))
      }
    }
    let ordered = findings.sorted { ByteOrder.precedes($0.id, $1.id) }
    for finding in ordered { add(.finding(finding.id), finding.belief) }
    var mitigations: [String: Interval] = [:]
    for mitigation in ordered.lazy.flatMap(\.mitigations) {
      mitigations[mitigation.key] = mitigation.belief
    }
    for key in mitigations.keys.sorted(by: ByteOrder.precedes) {
      if let belief = mitigations[key] { add(.mitigation(key), belief) }
    }
    return questions.enumerated().sorted { left, right in
      left.element.expectedWidth == right.element.expectedWidth
        ? left.offset < right.offset : left.element.expectedWidth < right.element.expectedWidth
    }.map(\.element)
  }

  private static func settled(
    _ findings: [ScoredFinding], _ subject: Subject, at belief: Double
  ) -> [ScoredFinding] {
    let certain = Interval(value: belief, low: belief, high: belief)
    return findings.map { finding in
      var finding = finding
      switch subject {
      case .finding(let id): if finding.id == id { finding.belief = certain }
      case .mitigation(let key):
        for index in finding.mitigations.indices where finding.mitigations[index].key == key {
          finding.mitigations[index].belief = certain
        }
      }
      return finding
    }
  }
}
