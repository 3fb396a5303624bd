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
  /// - Complexity: O(*n* · *m*) in the number of findings and mitigations, and of the members of a group or
  ///   the groups of an axis.
  public static func ranked(
    of findings: [ScoredFinding], weights: [Double]
  ) -> [OpenQuestion] {
    let ordered = findings.sorted { ByteOrder.precedes($0.id, $1.id) }
    let table = WidthTable(ordered, weights: weights)
    let now = table.width(with: [])
    var questions: [OpenQuestion] = []
    func add(_ subject: Subject, _ belief: Interval, of positions: [Int]) {
      guard belief.low < belief.high else { return }
      func width(at belief: Double) -> Double {
        table.width(
          with: positions.map { ($0, Self.settled(ordered[$0], subject, at: belief).risk) })
      }
      let (isTrue, isFalse) = (width(at: 1), width(at: 0))
      let expected = belief.value * isTrue + (1 - belief.value) * isFalse
      if expected < now - Self.least {
        questions.append(OpenQuestion(subject: subject, expectedWidth: expected))
      }
    }
    var mitigations: [String: (belief: Interval, positions: [Int])] = [:]
    for (position, finding) in ordered.enumerated() {
      add(.finding(finding.id), finding.belief, of: [position])
      for mitigation in finding.mitigations {
        var known = mitigations[mitigation.key] ?? (mitigation.belief, [])
        known.belief = mitigation.belief
        if known.positions.last != position { known.positions.append(position) }
        mitigations[mitigation.key] = known
      }
    }
    for key in mitigations.keys.sorted(by: ByteOrder.precedes) {
      if let known = mitigations[key] {
        add(.mitigation(key), known.belief, of: known.positions)
      }
    }
    return questions.enumerated().sorted { left, right in
      left.element.expectedWidth == right.element.expectedWidth
        ? left.offset < right.offset : left.element.expectedWidth < right.element.expectedWidth
    }.map(\.element)
  }

  private static func settled(
    _ finding: ScoredFinding, _ subject: Subject, at belief: Double
  ) -> ScoredFinding {
    let certain = Interval(value: belief, low: belief, high: belief)
    var finding = finding
    switch subject {
    case .finding: finding.belief = certain
    case .mitigation(let key):
      for index in finding.mitigations.indices where finding.mitigations[index].key == key {
        finding.mitigations[index].belief = certain
      }
    }
    return finding
  }
}

/// The width of the interval of a score, with a few findings otherwise.
private struct WidthTable {
  /// The positions of the members of each group, by axis.
  private let groups: [[[Int]]]
  /// The axis of each finding, and its group there.
  private let places: [(axis: Int, group: Int)]
  private let risks: [Interval]
  private let weights: [Double]
  /// The largest lower and upper bounds of each group, by axis.
  private let largest: [[Bounds]]
  /// The bounds of each axis.
  private let axes: [Bounds]

  private typealias Bounds = (low: Double, high: Double)

  init(_ findings: [ScoredFinding], weights: [Double]) {
    let groups = FindingScore.groups(of: findings)
    let risks = findings.map(\.risk)
    var places = [(axis: Int, group: Int)](repeating: (0, 0), count: findings.count)
    for (axis, members) in groups.enumerated() {
      for (group, positions) in members.enumerated() {
        for position in positions { places[position] = (axis, group) }
      }
    }
    largest = groups.map { $0.map { Self.largest(of: $0) { risks[$0] } } }
    axes = largest.map(Self.union)
    self.groups = groups
    self.places = places
    self.risks = risks
    self.weights = weights
  }

  private static func largest(of positions: [Int], _ risk: (Int) -> Interval) -> Bounds {
    positions.reduce(into: (low: 0, high: 0)) { largest, position in
      let risk = risk(position)
      largest.low = max(largest.low, risk.low)
      largest.high = max(largest.high, risk.high)
    }
  }

  private static func union(_ groups: [Bounds]) -> Bounds {
    (Aggregation.union(of: groups.map(\.low)), Aggregation.union(of: groups.map(\.high)))
  }

  /// Returns the width in points when findings have other risks.
  func width(with changes: [(position: Int, risk: Interval)]) -> Double {
    var axes = axes
    let changed = Dictionary(
      changes.map { ($0.position, $0.risk) }, uniquingKeysWith: { first, _ in first })
    for (axis, groups) in groups.enumerated() {
      let affected = Set(
        changes.lazy.map { places[$0.position] }.filter { $0.axis == axis }.map(\.group))
      guard !affected.isEmpty else { continue }
      var largest = largest[axis]
      for group in affected {
        largest[group] = Self.largest(of: groups[group]) { changed[$0] ?? risks[$0] }
      }
      axes[axis] = Self.union(largest)
    }
    return Aggregation.overall(axes: axes.map(\.high), weights: weights)
      - Aggregation.overall(axes: axes.map(\.low), weights: weights)
  }
}
