@testable import RiskCore

/// Splits an overall score into points (`Documentation/Scoring.md`).
///
/// Logarithms make the products additive: an axis has the share `-ln(1 - lambda·A)` of the sum over
/// axes, a group within it `-ln(1 - x)` of the sum over groups.
enum ReferenceAttribution {
  /// Marks the counted finding of each group and gives it its points.
  ///
  /// The largest risk of a group counts; of equal ones the smallest finding id. Subsumed findings,
  /// and all of them when the score is 0, have no points.
  static func apply(
    to drafts: inout [ReferenceDraft], groups: ReferenceGroups, axisScores: [Double],
    weights: [Double], overall: Double
  ) {
    let axisLogs = zip(axisScores, weights).map { DeterministicMath.negativeLog1m($0 * $1) }
    let total = ReferenceSum.of(axisLogs)
    for (axis, members) in groups.axes.enumerated() {
      let counted = members.map { group in
        group.dropFirst().reduce(group[0]) { best, candidate in
          precedes(drafts[candidate].finding, drafts[best].finding) ? candidate : best
        }
      }
      let logs = counted.map { DeterministicMath.negativeLog1m(drafts[$0].finding.risk.value) }
      let axisTotal = ReferenceSum.of(logs)
      for (index, log) in zip(counted, logs) {
        drafts[index].finding.isCounted = true
        guard total > 0, axisTotal > 0 else { continue }
        drafts[index].finding.points = overall * (axisLogs[axis] / total) * (log / axisTotal)
      }
    }
  }

  private static func precedes(_ left: Finding, _ right: Finding) -> Bool {
    if left.risk.value != right.risk.value { return left.risk.value > right.risk.value }
    return ByteOrder.precedes(left.id, right.id)
  }
}
