/// Scores of axes and of the whole out of the risks of groups (`Documentation/Scoring.md`), for a few
/// vendors at a time: what the engine does in memory of its own.
enum Aggregation {
  /// Returns `1 - product (1 - x)` over `risks`, each from 0 to 1.
  static func union(of risks: [Double]) -> Double {
    let logs = risks.map(DeterministicMath.negativeLog1m).sorted()
    return DeterministicMath.oneMinusExp(logs.reduce(0, +))
  }

  /// Returns the overall score, 0 to 100, of axis scores from 0 to 1.
  static func overall(axes: [Double], weights: [Double]) -> Double {
    100 * union(of: zip(axes, weights).map { $0 * $1 })
  }
}
