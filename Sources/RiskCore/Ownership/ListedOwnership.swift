/// What listed parties hold of a vendor under one rule, directly and through others.
public struct ListedOwnership: Sendable {
  /// The factor of its finding, which is no entry of the catalogue: its severity is the lists'.
  public static let factor = "listed-ownership"

  /// A listed owner and its part.
  public struct Contribution: Sendable, Equatable {
    /// As the rows write it.
    public var owner: String
    /// The entries that it is or resembles, as `list/key`, in the order of bytes.
    public var entries: [String]
    /// The probability that it is listed, 0 to 1; 1 when an analyst confirmed it.
    public var probability: Double
    /// What it holds alone, in percent.
    public var low: Double
    public var high: Double
    /// The parties between the vendor and the owner, nearest to the vendor first.
    public var through: [String]
  }

  public let rule: Policy.OwnershipRule
  /// What all listed owners hold together, in percent.
  public let low: Double
  public let high: Double
  /// The probability that the share reaches the rule's, above 0 and at most 1.
  public let probability: Double
  /// Whether confirmed owners alone hold enough, however the open shares turn out.
  public let isSure: Bool
  /// The key of the policy's list severities with the largest severity among the owners' lists.
  public let severityWord: String
  /// In the order in which a walk up from the vendor meets the owners.
  public let contributions: [Contribution]
  /// Positions of the rows of the input that lead to listed owners, ascending.
  public let stakes: [Int]
  /// The hits by which the owners are listed, by list and key.
  public let hits: [AssessedHit]

  /// Returns what each rule in force makes of the owners of a vendor, in the order of the policy.
  ///
  /// Rules that are surely not reached are left out. The order of `stakes` changes nothing.
  ///
  /// - Parameters:
  ///   - stakes: The shares in the vendor, in its owners, in theirs, and so on.
  ///   - vendorID: The vendor.
  /// - Complexity: O(*n*) in the stakes for each pass over the graph, rule and distinct probability.
  public static func all(
    stakes: [OwnershipStake], of vendorID: String, under policy: Policy, asOf date: CivilDate
  ) -> [ListedOwnership] {
    let rules = policy.ownership.rules.filter { $0.isInForce(on: date) }
    guard !rules.isEmpty, stakes.contains(where: { !$0.hits.isEmpty }) else { return [] }
    let graph = OwnershipGraph(stakes, of: vendorID, asOf: date)
    return rules.compactMap { ListedOwnership(graph, under: policy, $0, asOf: date) }
  }

  private init?(
    _ graph: OwnershipGraph, under policy: Policy, _ rule: Policy.OwnershipRule,
    asOf date: CivilDate
  ) {
    // The vendor itself is scored by its own hits, also where a cycle leads back to it.
    let parties = graph.parties.indices.map { node in
      node == OwnershipGraph.vendor
        ? nil : ListedParty(graph.parties[node].hits, under: policy, rule: rule, asOf: date)
    }
    guard parties.contains(where: { $0 != nil }) else { return nil }
    func shares(_ isListed: (ListedParty) -> Bool) -> (low: Double, high: Double) {
      let shares = ListedShares(
        graph, listed: parties.map { $0.map(isListed) ?? false }, under: rule)
      return (shares.low[OwnershipGraph.vendor], shares.high[OwnershipGraph.vendor])
    }
    let together = shares { _ in true }
    guard ListedShares.part(of: together.low, to: together.high, above: rule) > 0 else {
      return nil
    }
    self.rule = rule
    low = together.low
    high = together.high
    isSure = rule.isReached(by: shares { $0.isConfirmed }.low)
    probability = Self.probability(of: parties.compactMap { $0?.probability }) { least in
      let range = shares { $0.probability >= least }
      return ListedShares.part(of: range.low, to: range.high, above: rule)
    }
    guard probability > 0 else { return nil }

    let walk = ListedOwnerWalk(graph, isListed: parties.map { $0 != nil })
    contributions = walk.listed.map { node in
      let alone = ListedShares(
        graph, listed: graph.parties.indices.map { $0 == node }, under: rule)
      return Contribution(
        owner: graph.parties[node].name,
        entries: (parties[node]?.hits ?? []).map(\.hit.entry.reference),
        probability: parties[node]?.probability ?? 0, low: alone.low[OwnershipGraph.vendor],
        high: alone.high[OwnershipGraph.vendor],
        through: walk.path(to: node).map { graph.parties[$0].name })
    }
    stakes = walk.stakes
    hits = Self.unique(walk.listed.flatMap { parties[$0]?.hits ?? [] })
    severityWord = Self.severest(hits, under: policy)
  }

  /// The probability that a share is reached when owners are listed with probabilities of their own.
  ///
  /// Doubts about owners are taken to go together: whoever is less likely listed counts only where
  /// those that are likelier count. That leaves the result monotone in every probability.
  private static func probability(
    of probabilities: [Double], part: (_ least: Double) -> Double
  ) -> Double {
    let levels = Set(probabilities).sorted(by: >)
    var sum = 0.0
    for (index, level) in levels.enumerated() {
      let next = index + 1 < levels.count ? levels[index + 1] : 0
      sum += (level - next) * part(level)
    }
    return min(1, sum)
  }

  private static func unique(_ hits: [AssessedHit]) -> [AssessedHit] {
    var seen: Set<String> = []
    return hits.filter { seen.insert($0.hit.entry.reference).inserted }
      .sorted { ByteOrder.precedes($0.hit.entry.reference, $1.hit.entry.reference) }
  }

  /// The severity word of the severest list; of equal ones the first in the order of bytes.
  private static func severest(_ hits: [AssessedHit], under policy: Policy) -> String {
    let words = Set(hits.map(\.hit.entry.severity)).sorted(by: ByteOrder.precedes)
    var best = words.first ?? ""
    for word in words where policy.lists[word] ?? 0 > policy.lists[best] ?? 0 { best = word }
    return best
  }

  /// What the finding rests on, in a sentence.
  public var sentence: String { OwnershipText.sentence(of: self) }
}

/// A walk from the vendor up to its listed owners, along owners who can hold anything.
struct ListedOwnerWalk {
  /// Nodes of listed owners that are met, nearest first.
  private(set) var listed: [Int] = []
  /// Positions of the rows that lead to them, ascending.
  private(set) var stakes: [Int] = []
  /// The node from which each node was met first; nil where none was.
  private var from: [Int?]

  init(_ graph: OwnershipGraph, isListed: [Bool]) {
    from = [Int?](repeating: nil, count: graph.parties.count)
    var met = [OwnershipGraph.vendor]
    var next = 0
    while next < met.count {
      let node = met[next]
      next += 1
      // The walk goes on above a listed owner: that one may be in doubt, or on a milder list than those
      // who own it.
      if isListed[node] { listed.append(node) }
      let owners = graph.parties[node].owners
      for edge in owners
      where edge.owner != OwnershipGraph.vendor && from[edge.owner] == nil && owners.canHold(edge) {
        from[edge.owner] = node
        met.append(edge.owner)
      }
    }
    stakes = Self.stakes(graph, met: met, listed: listed)
  }

  /// The rows of edges from which a listed owner can be reached.
  private static func stakes(_ graph: OwnershipGraph, met: [Int], listed: [Int]) -> [Int] {
    var leads = [Bool](repeating: false, count: graph.parties.count)
    for node in listed { leads[node] = true }
    // Met from the vendor outwards, so that a pass from the far end mostly suffices; cycles take more.
    var changed = true
    while changed {
      changed = false
      for node in met.reversed() where !leads[node] {
        let owners = graph.parties[node].owners
        if owners.contains(where: { leads[$0.owner] && owners.canHold($0) }) {
          leads[node] = true
          changed = true
        }
      }
    }
    var stakes: Set<Int> = []
    for node in met {
      let owners = graph.parties[node].owners
      for edge in owners where leads[edge.owner] && owners.canHold(edge) {
        stakes.formUnion(edge.stakes)
      }
    }
    return stakes.sorted()
  }

  /// The nodes between the vendor and `node`, nearest to the vendor first.
  func path(to node: Int) -> [Int] {
    var path: [Int] = []
    var step = from[node]
    while let node = step, node != OwnershipGraph.vendor {
      path.append(node)
      step = from[node]
    }
    return path.reversed()
  }
}
