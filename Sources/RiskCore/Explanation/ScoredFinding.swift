/// A finding as far as a score needs it: its place, its severity, and what is believed.
public struct ScoredFinding: Sendable {
  /// A mitigation that acts on it.
  public struct Mitigation: Sendable {
    /// Equal for the same mitigation on other findings.
    public var key: String
    /// What it leaves of the risk when certain, 0 to 1.
    public var mu: Double
    public var belief: Interval

    /// Creates a mitigation.
    public init(key: String, mu: Double, belief: Interval) {
      self.key = key
      self.mu = mu
      self.belief = belief
    }

    var effect: Interval {
      Interval(
        value: 1 - belief.value * (1 - mu), low: 1 - belief.high * (1 - mu),
        high: 1 - belief.low * (1 - mu))
    }
  }

  public var id: String
  public var axis: Axis
  /// The group in which only the largest risk counts.
  public var group: String
  /// 0 to 1.
  public var severity: Double
  public var belief: Interval
  public var mitigations: [Mitigation]

  /// Creates a finding.
  public init(
    id: String, axis: Axis, group: String, severity: Double, belief: Interval,
    mitigations: [Mitigation] = []
  ) {
    self.id = id
    self.axis = axis
    self.group = group
    self.severity = severity
    self.belief = belief
    self.mitigations = mitigations
  }

  /// Severity times belief times what mitigations leave, 0 to 1.
  public var risk: Interval {
    var risk = Interval(
      value: severity * belief.value, low: severity * belief.low, high: severity * belief.high)
    for effect in mitigations.map(\.effect) {
      risk.value *= effect.value
      risk.low *= effect.low
      risk.high *= effect.high
    }
    return risk
  }
}

/// Scores out of findings that may be left out or believed otherwise.
public enum FindingScore {
  /// Returns the overall score with its bounds, 0 to 100.
  ///
  /// - Parameter weights: The weight of each axis at ``Axis/index``.
  public static func overall(of findings: [ScoredFinding], weights: [Double]) -> Interval {
    let groups = Self.groups(of: findings).map { axis in
      axis.map { $0.map { findings[$0].risk } }
    }
    func score(_ part: (Interval) -> Double) -> Double {
      Aggregation.overall(
        axes: groups.map { groups in
          Aggregation.union(of: groups.map { members in members.reduce(0) { max($0, part($1)) } })
        }, weights: weights)
    }
    return Interval(value: score(\.value), low: score(\.low), high: score(\.high))
  }

  /// Returns, for each axis, the positions of the members of each group.
  static func groups(of findings: [ScoredFinding]) -> [[[Int]]] {
    var groups = [[[Int]]](repeating: [], count: Axis.allCases.count)
    var positions: [[String]: Int] = [:]
    for (index, finding) in findings.enumerated() {
      let axis = finding.axis.index
      let key = [finding.axis.rawValue, finding.group]
      if let position = positions[key] {
        groups[axis][position].append(index)
      } else {
        positions[key] = groups[axis].count
        groups[axis].append([index])
      }
    }
    return groups
  }
}
