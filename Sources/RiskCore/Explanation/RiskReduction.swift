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
  /// - Complexity: O(*n*²) in the number of findings where each is alone in its group, O(*n*³) where
  ///   groups have several.
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
    self.init(alone: groups.filter { $0.count == 1 }.map { $0[0] }, of: findings)
    for group in groups where group.count > 1 {
      let ordered = Self.largestFirst(group, of: findings)
      let options = Removals(
        (0...ordered.count).map { removed in
          Removal(
            left: removed == ordered.count ? 0 : Self.cost(of: ordered[removed], findings),
            members: ordered.prefix(removed).sorted())
        })
      self = combined(with: options)
    }
  }

  /// The removals from findings that are each alone in their group: the largest go first.
  ///
  /// - Complexity: O(*n*²), where putting one group after another together takes O(*n*³).
  private init(alone: [Int], of findings: [ScoredFinding]) {
    let ordered = Self.largestFirst(alone, of: findings)
    var removals = [Removal(left: 0, members: [])]
    for finding in ordered.reversed() {
      removals.append(
        Removal(
          left: removals[removals.count - 1].left + Self.cost(of: finding, findings), members: []))
    }
    removals.reverse()
    var members: [Int] = []
    for (count, finding) in ordered.enumerated() {
      members.insert(finding, at: members.firstIndex { $0 > finding } ?? members.count)
      removals[count + 1].members = members
    }
    best = removals
  }

  private static func largestFirst(_ group: [Int], of findings: [ScoredFinding]) -> [Int] {
    group.sorted { left, right in
      let (a, b) = (findings[left].risk.value, findings[right].risk.value)
      return a == b ? left < right : a > b
    }
  }

  private static func cost(of finding: Int, _ findings: [ScoredFinding]) -> Double {
    DeterministicMath.negativeLog1m(findings[finding].risk.value)
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
    return Removals(
      (0..<best.count + other.best.count - 1).map { size in
        let choices = max(0, size - other.best.count + 1)...min(size, best.count - 1)
        func left(_ mine: Int) -> Double { best[mine].left + other.best[size - mine].left }
        var least = Double.infinity
        for mine in choices { least = min(least, left(mine)) }
        // Sums of the same terms may differ in the last digit.
        var members: [Int]?
        for mine in choices where left(mine) <= least + 1e-12 {
          let candidate = Self.merged(best[mine].members, other.best[size - mine].members)
          if members.map(candidate.lexicographicallyPrecedes) ?? true { members = candidate }
        }
        return Removal(left: least, members: members ?? [])
      })
  }

  /// Both in one ascending list.
  private static func merged(_ left: [Int], _ right: [Int]) -> [Int] {
    if left.isEmpty { return right }
    if right.isEmpty { return left }
    var merged: [Int] = []
    merged.reserveCapacity(left.count + right.count)
    var (i, j) = (0, 0)
    while i < left.count, j < right.count {
      if left[i] < right[j] {
        merged.append(left[i])
        i += 1
      } else {
        merged.append(right[j])
        j += 1
      }
    }
    merged += left[i...]
    merged += right[j...]
    return merged
  }
}
