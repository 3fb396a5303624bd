// How often a vendor keeps its rating when every weight is shaken.
//
// Each weight (sensitivity, reach, severity of factors and lists, mu, axis weights, prior and ceiling
// of unknown shares) is multiplied by a factor drawn evenly from 1 - shake to 1 + shake, and kept
// within the bounds of the policy. Evidence units and half-lives are no weights: opinions stay as
// they are, so that a draw costs no second look at the evidence. Draws are a hash of seed, draw and
// weight: the same on every machine, and independent of what else a policy holds.

/// One shaken policy.
struct WeightDraw: Sendable {
  let seed: UInt64
  let shake: Double

  init(number: Int, rule: Policy.StabilityRule) {
    seed = Self.mixed(rule.seed &+ UInt64(number) &* 0x9e37_79b9_7f4a_7c15)
    shake = rule.shake
  }

  /// Returns `value` shaken, within 0 and `ceiling`.
  func shaken(_ value: Double, _ key: WeightKey, ceiling: Double = 1) -> Double {
    let fraction = Double(Self.mixed(seed ^ key.hash) >> 11) * 0x1p-53
    return min(ceiling, value * (1 + shake * (2 * fraction - 1)))
  }

  /// The finaliser of SplitMix64 (Steele, Lea, Flood 2014).
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

enum Stability {
  /// Axis weights must stay below 1 for scores to stay below 100.
  private static let largestAxisWeight = 0.999

  private static let axisKeys = Axis.allCases.map { WeightKey("axes.\($0.rawValue)") }
  private static let priorKey = WeightKey("unknown.prior")

  /// Returns the share of draws in which the rating without floors stays what it is.
  ///
  /// Vendors further than the policy's margin from every threshold are stable by definition: 1.
  static func measure(
    _ drafts: [DraftFinding], groups: FindingGroups, overall: Double, policy: CompiledPolicy,
    draws: [WeightDraw]
  ) -> Double {
    let thresholds = policy.policy.rating
    let margin = policy.policy.stability.margin
    let isNear = [thresholds.moderate, thresholds.high, thresholds.critical].contains {
      abs(overall - $0) <= margin
    }
    guard isNear, !draws.isEmpty else { return 1 }
    let rating = policy.rating(of: overall)
    let muKeys = drafts.map { draft in
      draft.finding.mitigations.map { WeightKey("factors.\($0.factor.id)") }
    }
    let kept = draws.count { draw in
      let axes = groups.scores { risk(of: drafts[$0], muKeys: muKeys[$0], policy: policy, draw) }
      let weights = zip(policy.axisWeights, axisKeys).map { weight, key in
        draw.shaken(weight, key, ceiling: largestAxisWeight)
      }
      return policy.rating(of: Aggregation.overall(axes: axes, weights: weights)) == rating
    }
    return Double(kept) / Double(draws.count)
  }

  private static func risk(
    of draft: DraftFinding, muKeys: [WeightKey], policy: CompiledPolicy, _ draw: WeightDraw
  ) -> Double {
    let parts = draft.severityParts
    let severity = parts.weights.reduce(parts.constant) { $0 * draw.shaken($1.value, $1.key) }
    let finding = draft.finding
    if finding.isUnknownShare {
      let unknown = policy.policy.unknown
      return severity * draw.shaken(unknown.prior, priorKey, ceiling: unknown.ceiling)
    }
    var risk = severity * finding.opinion.belief.value
    for (mitigation, key) in zip(finding.mitigations, muKeys) {
      risk *= 1 - mitigation.opinion.belief.value * (1 - draw.shaken(mitigation.mu, key))
    }
    return risk
  }
}

extension Finding {
  /// Whether it stands for a fact that nobody has told.
  public var isUnknownShare: Bool { factor.hasPrefix("unknown.") }
}
