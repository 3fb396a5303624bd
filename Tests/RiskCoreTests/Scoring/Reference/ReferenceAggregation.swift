@testable import RiskCore

/// Scores of axes and of the whole out of the risks of groups (`Documentation/Scoring.md`).
///
/// `1 - product (1 - x)` is computed as `1 - exp(sum ln (1 - x))` over ascending terms, so that the
/// order of findings shows nowhere and small risks lose no digits.
enum ReferenceAggregation {
  /// Returns `1 - product (1 - x)` over `risks`, each from 0 to 1.
  static func union(of risks: [Double]) -> Double {
    DeterministicMath.oneMinusExp(ReferenceSum.of(risks.map(DeterministicMath.negativeLog1m)))
  }

  /// Returns the overall score, 0 to 100, of axis scores from 0 to 1.
  static func overall(axes: [Double], weights: [Double]) -> Double {
    100 * union(of: zip(axes, weights).map { $0 * $1 })
  }
}

/// The findings of a vendor sorted into groups, by position.
struct ReferenceGroups: Sendable {
  /// For each axis, the positions of the members of each group.
  let axes: [[[Int]]]

  /// Sorts findings into groups.
  init(_ drafts: [ReferenceDraft]) {
    struct Key: Hashable {
      let axis: Axis
      let group: String
    }
    var positions: [Key: Int] = [:]
    var groups = [[[Int]]](repeating: [], count: Axis.allCases.count)
    for (index, draft) in drafts.enumerated() {
      let axis = draft.finding.axis
      let key = Key(axis: axis, group: draft.finding.groupID)
      if let position = positions[key] {
        groups[axis.index][position].append(index)
      } else {
        positions[key] = groups[axis.index].count
        groups[axis.index].append([index])
      }
    }
    axes = groups
  }

  /// Returns the axis scores, 0 to 1, when each group counts its largest `risk`.
  func scores(_ risk: (Int) -> Double) -> [Double] {
    axes.map { groups in
      ReferenceAggregation.union(
        of: groups.map { members in members.reduce(0) { max($0, risk($1)) } })
    }
  }
}
