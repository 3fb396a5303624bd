@testable import RiskCore

extension Opinion {
  /// Creates the opinion that evidence supports.
  ///
  /// This is the Beta model of subjective logic (A. Jøsang, "A Logic for Uncertain Probabilities",
  /// 2001).
  ///
  /// With `r` units that assert, `s` that deny and a prior weight `W`:
  /// `lo = r/(r+s+W)`, `hi = (r+W)/(r+s+W)`, `p = lo + a·min(1, r/W)·(hi - lo)`: the base rate `a`
  /// has to be earned by what is asserted. `conflict = 2·min(r, s)/(r+s+W)`.
  ///
  /// - Parameters:
  ///   - asserted: `r`, 0 or more.
  ///   - denied: `s`, 0 or more.
  ///   - baseRate: `a`, 0 up to but not including 1.
  ///   - priorWeight: `W`, above 0.
  ///   - isDisputable: Whether the two sides are rival claims; probabilities split in two are not.
  init(
    asserted: Double, denied: Double, baseRate: Double, priorWeight: Double,
    isDisputable: Bool = true
  ) {
    let total = asserted + denied + priorWeight
    let low = asserted / total
    let high = (asserted + priorWeight) / total
    let earned = min(1, asserted / priorWeight)
    // The product can pass `high`, or reach certainty, by a rounding error when the base rate is
    // close to 1; certainty would have no finite share of the points.
    let belief = min(high, low + baseRate * earned * (high - low), Double(1).nextDown)
    self.init(
      asserted: asserted, denied: denied, baseRate: baseRate,
      belief: Interval(value: belief, low: low, high: high),
      conflict: isDisputable ? 2 * min(asserted, denied) / total : 0)
  }

  /// Creates the opinion on a fact nobody has told.
  init(unknown share: Policy.UnknownShare) {
    self.init(
      asserted: 0, denied: 0, baseRate: share.prior,
      belief: Interval(value: share.prior, low: 0, high: share.ceiling), conflict: 0)
  }
}
