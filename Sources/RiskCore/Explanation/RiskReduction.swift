/// The smallest set of findings whose resolution brings a score below a threshold.
///
/// A resolved finding is gone; the next one of its group then counts in its place. So only the
/// largest findings of a group are worth resolving, and `-ln(1 - x)` makes their effect additive.
public struct RiskReduction: Equatable, Sendable {
  /// The ids of the findings to resolve, in byte order.
  public var findings: [String]
  /// The score without them, 0 to 100.
  public var score: Double

  /// Finds the smallest set; of equally small ones that which leaves the least, then that of the
  /// smallest ids.
  ///
  /// - Parameters:
  ///   - threshold: What the score has to fall below when both are rounded to two decimals.
  ///   - required: Ids of findings that are resolved in any case.
  ///   - weights: The weight of each axis at ``Axis/index``.
  /// - Returns: The set, empty when the score is below the threshold already; nil when nothing is
  ///   low enough.
  /// - Complexity: O(*n*²) in the number of findings.
  public static func smallest(
    below threshold: Double, of findings: [ScoredFinding], weights: [Double],
    required: Set<String> = []
  ) -> RiskReduction? {
    let left = findings.filter { !required.contains($0.id) }
      .sorted { ByteOrder.precedes($0.id, $1.id) }
    let axes = FindingScore.groups(of: left).enumerated().map { axis, groups in
      Removals(groups, of: left).onScale(weight: weights[axis])
    }
    let all = axes.dropFirst().reduce(axes[0]) { $0.combined(with: $1) }
    let always = findings.map(\.id).filter(required.contains)
    for (count, removal) in all.best.enumerated() {
      // Few decide: the sums above serve to choose, and the score is computed like any other.
      let gone = Set(removal.members)
      let rest = left.enumerated().filter { !gone.contains($0.offset) }.map(\.element)
      let score = FindingScore.overall(of: rest, weights: weights).value
      guard Hundredths.rounded(score) < Hundredths.rounded(threshold) else { continue }
      precondition(count == removal.members.count, "a set of each size")
      return RiskReduction(
        findings: (removal.members.map { left[$0].id } + always).sorted(by: ByteOrder.precedes),
        score: score)
    }
    return nil
  }
}

/// For each number of findings the removal that leaves the least.
private struct Removals {
  struct Removal {
    /// What is left as a sum of logarithms; smaller is better.
    var left: Double
    /// The positions of what is removed, ascending.
    var members: [Int]
  }

  /// At the number of findings removed.
  var best: [Removal]

  private init(_ best: [Removal]) { self.best = best }

  /// The removals from the groups of one axis.
  init(_ groups: [[Int]], of findings: [ScoredFinding]) {
    best = [Removal(left: 0, members: [])]
    for group in groups {
      let ordered = group.sorted { left, right in
        let (a, b) = (findings[left].risk.value, findings[right].risk.value)
        return a == b ? left < right : a > b
      }
      let options = Removals(
        (0...ordered.count).map { removed in
          Removal(
            left: removed == ordered.count
              ? 0 : DeterministicMath.negativeLog1m(findings[ordered[removed]].risk.value),
            members: ordered.prefix(removed).sorted())
        })
      self = combined(with: options)
    }
  }

  /// The same with what is left of the axis on the scale on which axes add up.
  func onScale(weight: Double) -> Removals {
    Removals(
      best.map { removal in
        let axis = DeterministicMath.oneMinusExp(removal.left)
        return Removal(
          left: DeterministicMath.negativeLog1m(weight * axis), members: removal.members)
      })
  }

  /// The best of both together, which add up.
  func combined(with other: Removals) -> Removals {
    let count = best.count + other.best.count - 1
    return Removals(
      (0..<count).map { size in
        var chosen: Removal?
        for mine in max(0, size - other.best.count + 1)...min(size, best.count - 1) {
          let (a, b) = (best[mine], other.best[size - mine])
          let left = a.left + b.left
          // Sums of the same terms may differ in the last digit.
          if let chosen, left > chosen.left + 1e-12 { continue }
          let members = (a.members + b.members).sorted()
          if let chosen, left >= chosen.left - 1e-12,
            !members.lexicographicallyPrecedes(chosen.members)
          {
            continue
          }
          chosen = Removal(left: left, members: members)
        }
        return chosen ?? Removal(left: 0, members: [])
      })
  }
}
