// How often a vendor keeps its rating when every weight is shaken.
//
// Each weight (sensitivity, reach, severity of factors and lists, mu, axis weights, the prior of
// unknown shares) is multiplied by a factor drawn evenly from 1 - shake to 1 + shake, and kept
// within the bounds of the policy. Evidence units and half-lives are no weights: opinions stay as
// they are, so that a draw costs no second look at the evidence. Draws are a hash of seed, draw and
// weight: the same on every machine, and independent of what else a policy holds.

/// The shaken policies of a scorer.
struct Stability: Sendable {
  private let draws: Int
  /// The weights of all draws: of each weight one value for each draw.
  private let shaken: [Double]
  private let thresholds: [Double]
  private let margin: Double

  init(_ tables: PolicyTables) {
    let rule = tables.policy.stability
    draws = rule.draws
    margin = rule.margin
    let rating = tables.policy.rating
    thresholds = [rating.moderate, rating.high, rating.critical]
    let seeds = (0..<rule.draws).map {
      SplitMix64.mixed(rule.seed &+ UInt64($0) &* 0x9e37_79b9_7f4a_7c15)
    }
    var shaken: [Double] = []
    shaken.reserveCapacity(tables.weights.count * seeds.count)
    for (index, weight) in tables.weights.enumerated() {
      for seed in seeds {
        let draw = SplitMix64.mixed(seed ^ tables.weightKeys[index].hash)
        let fraction = Double(draw >> 11) * 0x1p-53
        shaken.append(
          min(tables.weightCeilings[index], weight * (1 + rule.shake * (2 * fraction - 1))))
      }
    }
    self.shaken = shaken
  }

  /// Returns the share of draws in which the rating without floors stays what it is.
  ///
  /// Vendors further than the policy's margin from every threshold are stable by definition: 1. All
  /// draws are taken side by side, since this is where most of the time of scoring goes.
  func measure(
    findings: UnsafeMutableBufferPointer<FindingFigures>,
    groups: UnsafeMutableBufferPointer<GroupFigures>,
    members: UnsafeMutableBufferPointer<GroupMember>, acting: UnsafeMutableBufferPointer<Int32>,
    mitigations: UnsafeMutableBufferPointer<MitigationFigures>, overall: Double,
    tables: PolicyTables, memory: inout Scratch<Double>
  ) -> Double {
    guard draws > 0, thresholds.contains(where: { abs(overall - $0) <= margin }) else { return 1 }
    memory.fill(4 * draws, with: 1)
    let risk = memory.base
    let largest = risk + draws
    let unharmed = largest + draws
    let remaining = unharmed + draws
    // SAFETY: the pointer does not leave the closure; positions of weights are those of `tables`.
    return shaken.withUnsafeBufferPointer { shaken in
      let base = shaken.baseAddress.unsafelyUnwrapped
      for axis in 0..<3 {
        for draw in 0..<draws { unharmed[draw] = 1 }
        for group in groups where group.axis == Int8(axis) && group.value > 0 {
          for draw in 0..<draws { largest[draw] = 0 }
          for member in group.start..<group.start + Int(group.size) {
            let finding = findings[Int(members[member].finding)]
            fill(
              risk, finding, acting: acting, mitigations: mitigations, base, tables.priorWeight)
            for draw in 0..<draws { largest[draw] = max(largest[draw], risk[draw]) }
          }
          for draw in 0..<draws { unharmed[draw] *= 1 - largest[draw] }
        }
        let weights = base + tables.axisWeights[axis] * draws
        for draw in 0..<draws { remaining[draw] *= 1 - weights[draw] * (1 - unharmed[draw]) }
      }
      let rating = tables.rating(of: overall)
      var kept = 0
      for draw in 0..<draws where tables.rating(of: 100 * (1 - remaining[draw])) == rating {
        kept += 1
      }
      return Double(kept) / Double(draws)
    }
  }

  /// Writes the risk of a finding in each draw.
  @inline(__always)
  private func fill(
    _ risk: UnsafeMutablePointer<Double>, _ finding: FindingFigures,
    acting: UnsafeMutableBufferPointer<Int32>,
    mitigations: UnsafeMutableBufferPointer<MitigationFigures>, _ shaken: UnsafePointer<Double>,
    _ priorWeight: Int
  ) {
    let constant =
      finding.isUnknownShare ? finding.constant : finding.constant * finding.opinion.belief.value
    for draw in 0..<draws { risk[draw] = constant }
    multiply(risk, by: finding.weight, shaken)
    multiply(risk, by: finding.secondWeight, shaken)
    if finding.isUnknownShare { multiply(risk, by: Int32(priorWeight), shaken) }
    for place in 0..<Int(finding.mitigationCount) {
      let mitigation = mitigations[Int(acting[Int(finding.firstMitigation) + place])]
      let belief = mitigation.opinion.belief.value
      let effects = shaken + Int(mitigation.weight) * draws
      for draw in 0..<draws { risk[draw] *= 1 - belief * (1 - effects[draw]) }
    }
  }

  @inline(__always)
  private func multiply(
    _ risk: UnsafeMutablePointer<Double>, by weight: Int32, _ shaken: UnsafePointer<Double>
  ) {
    guard weight >= 0 else { return }
    let values = shaken + Int(weight) * draws
    for draw in 0..<draws { risk[draw] *= values[draw] }
  }
}
