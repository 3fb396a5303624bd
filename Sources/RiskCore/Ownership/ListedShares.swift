/// What listed parties hold of each party of a graph, from the least to the most, in percent.
struct ListedShares: Sendable {
  /// At each node, 0 to 100.
  private(set) var low: [Double]
  /// At each node, `low` to 100.
  private(set) var high: [Double]

  /// Rounding of sums of percentages; what is nearer to a share than this is the share.
  static let tolerance = 1e-9
  /// A change of a share by less is none.
  private static let settled = 1e-12
  /// The most passes over a graph.
  ///
  /// Without cycles two are enough; where parties own nearly all of each
  /// other the shares creep towards their limit, and stop short of it by less than matters.
  private static let maximumPasses = 10_000

  /// Computes the shares under a rule when the nodes of `listed` are listed parties.
  ///
  /// Least fixed point: iterated from 0, so that parties that own nothing but each other hold nothing.
  ///
  /// - Complexity: O(*n*) in the number of edges for each pass.
  init(_ graph: OwnershipGraph, listed: [Bool], under rule: Policy.OwnershipRule) {
    low = [Double](repeating: 0, count: listed.count)
    high = low
    for _ in 0..<Self.maximumPasses {
      var change = 0.0
      for node in graph.order {
        let owners = graph.parties[node].owners
        guard !owners.isEmpty else { continue }
        let least = owners.leastHeld { rule.passedOn(by: $0, listed, low) }
        let most = max(least, owners.mostHeld { rule.passedOn(by: $0, listed, high) })
        change = max(change, least - low[node], most - high[node])
        // Rounding must not let a share fall back.
        low[node] = max(low[node], least)
        high[node] = max(high[node], most)
      }
      if change <= Self.settled { return }
    }
  }

  /// The part of a range of percentages that lies above the rule's share, 0 to 1.
  static func part(
    of low: Double, to high: Double, above rule: Policy.OwnershipRule
  ) -> Double {
    if rule.isReached(by: low) { return 1 }
    guard rule.isReached(by: high) else { return 0 }
    guard high - low > tolerance else { return 1 }
    return min(max((high - rule.share) / (high - low), 0), 1)
  }
}

extension Policy.OwnershipRule {
  /// Whether a share is enough, in percent.
  func isReached(by percent: Double) -> Bool {
    isInclusive
      ? percent >= share - ListedShares.tolerance : percent > share + ListedShares.tolerance
  }

  /// The part of an owner's holding that counts as held by listed parties, 0 to 1.
  ///
  /// - Parameter shares: What listed parties hold of each node, in percent.
  func passedOn(by owner: Int, _ listed: [Bool], _ shares: [Double]) -> Double {
    if listed[owner] { return 1 }
    return switch indirect {
    case .proportional: shares[owner] / 100
    case .controlled: isReached(by: shares[owner]) ? 1 : 0
    }
  }
}

extension [OwnershipGraph.Edge] {
  /// The least that counts, in percent, when every owner passes on `weight` of its holding.
  func leastHeld(_ weight: (_ owner: Int) -> Double) -> Double {
    Swift.min(100, reduce(0) { $0 + $1.low * weight($1.owner) })
  }

  /// The most that counts, in percent: everybody has the minimum, and those who pass on most take what is
  /// left of 100 up to their maxima.
  func mostHeld(_ weight: (_ owner: Int) -> Double) -> Double {
    var held = 0.0
    var open: [(weight: Double, room: Double)] = []
    for edge in self {
      let weight = weight(edge.owner)
      held += edge.low * weight
      if weight > 0, edge.high > edge.low { open.append((weight, edge.high - edge.low)) }
    }
    guard !open.isEmpty else { return Swift.min(100, held) }
    open.sort { $0.weight == $1.weight ? $0.room > $1.room : $0.weight > $1.weight }
    var rest = unclaimed
    for owner in open where rest > 0 {
      let taken = Swift.min(rest, owner.room)
      held += taken * owner.weight
      rest -= taken
    }
    return Swift.min(100, held)
  }

  /// What the minima of all owners leave of 100 percent.
  ///
  /// Minima that exceed 100 cannot all be true, so that they rule out nobody: it is 100 then.
  var unclaimed: Double {
    let claimed = reduce(0) { $0 + $1.low }
    return claimed > 100 + ListedShares.tolerance ? 100 : Swift.max(0, 100 - claimed)
  }

  /// Whether the owner of an edge can hold anything at all.
  func canHold(_ edge: Element) -> Bool {
    edge.low > 0 || edge.high > 0 && unclaimed > 0
  }
}
