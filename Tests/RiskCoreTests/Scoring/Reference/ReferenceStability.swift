@testable import RiskCore

// How often a vendor keeps its rating when every weight is shaken.
//
// Each weight (sensitivity, reach, severity of factors and lists, mu, axis weights, the prior of
// unknown shares) is multiplied by a factor drawn evenly from 1 - shake to 1 + shake, and kept
// within the bounds of the policy. Evidence units and half-lives are no weights: opinions stay as
// they are, so that a draw costs no second look at the evidence. Draws are a hash of seed, draw and
// weight: the same on every machine, and independent of what else a policy holds.

/// One shaken policy.
struct ReferenceDraw: Sendable {
  let seed: UInt64
  let shake: Double

  init(number: Int, rule: Policy.StabilityRule) {
    seed = SplitMix64.mixed(rule.seed &+ UInt64(number) &* 0x9e37_79b9_7f4a_7c15)
    shake = rule.shake
  }

  /// Returns `value` shaken, within 0 and `ceiling`.
  func shaken(_ value: Double, _ key: ReferenceWeightKey, ceiling: Double = 1) -> Double {
    let fraction = Double(SplitMix64.mixed(seed ^ key.hash) >> 11) * 0x1p-53
    return min(ceiling, value * (1 + shake * (2 * fraction - 1)))
  }
}

enum ReferenceStability {
  /// Axis weights must stay below 1 for scores to stay below 100.
  private static let largestAxisWeight = 0.999

  private static let axisKeys = Axis.allCases.map { ReferenceWeightKey("axes.\($0.rawValue)") }
  private static let priorKey = ReferenceWeightKey("unknown.prior")

  /// Returns the share of draws in which the rating without floors stays what it is.
  ///
  /// Vendors further than the policy's margin from every threshold are stable by definition: 1.
  static func measure(
    _ drafts: [ReferenceDraft], groups: ReferenceGroups, overall: Double, policy: ReferencePolicy,
    draws: [ReferenceDraw]
  ) -> Double {
    let thresholds = policy.policy.rating
    let margin = policy.policy.stability.margin
    let isNear = [thresholds.moderate, thresholds.high, thresholds.critical].contains {
      abs(overall - $0) <= margin
    }
    guard isNear, !draws.isEmpty else { return 1 }
    let rating = policy.rating(of: overall)
    let terms = groups.axes.map { groups in
      groups.map { members in members.map { Term(drafts[$0], policy: policy) } }
    }
    let kept = draws.count { policy.rating(of: score(terms, policy: policy, $0)) == rating }
    return Double(kept) / Double(draws.count)
  }

  /// The overall score under shaken weights.
  ///
  /// Plain products in the order of findings: this is the inner loop, and a rating needs no more.
  private static func score(
    _ axes: [[[Term]]], policy: ReferencePolicy, _ draw: ReferenceDraw
  ) -> Double {
    var remaining = 1.0
    for axis in axes.indices {
      var unharmed = 1.0
      for group in axes[axis] {
        var largest = 0.0
        for term in group { largest = max(largest, term.risk(draw)) }
        unharmed *= 1 - largest
      }
      let weight = draw.shaken(
        policy.axisWeights[axis], axisKeys[axis], ceiling: largestAxisWeight)
      remaining *= 1 - weight * (1 - unharmed)
    }
    return 100 * (1 - remaining)
  }

  /// What a finding's risk is a product of.
  private struct Term {
    /// What no weight moves: decay, halves, and the belief.
    var constant: Double
    /// The weights that multiply, each with the most it may become.
    var weights: [(key: ReferenceWeightKey, value: Double, ceiling: Double)]
    /// Mitigations: belief and effect.
    var mitigations: [(key: ReferenceWeightKey, belief: Double, mu: Double)]

    init(_ draft: ReferenceDraft, policy: ReferencePolicy) {
      let finding = draft.finding
      constant = draft.severityParts.constant
      weights = draft.severityParts.weights.map { ($0.key, $0.value, 1) }
      if finding.isUnknownShare {
        let unknown = policy.policy.unknown
        weights.append((priorKey, unknown.prior, unknown.ceiling))
      } else {
        constant *= finding.opinion.belief.value
      }
      mitigations = finding.mitigations.map {
        (ReferenceWeightKey("factors.\($0.factor.id)"), $0.opinion.belief.value, $0.mu)
      }
    }

    func risk(_ draw: ReferenceDraw) -> Double {
      var risk = constant
      for weight in weights {
        risk *= draw.shaken(weight.value, weight.key, ceiling: weight.ceiling)
      }
      for mitigation in mitigations {
        risk *= 1 - mitigation.belief * (1 - draw.shaken(mitigation.mu, mitigation.key))
      }
      return risk
    }
  }
}
