import Testing
import _RiskTestSupport

@testable import RiskCore

/// What must hold of every graph of owners, over generated ones.
@Suite struct OwnershipPropertyTests {
  private static let count = 2_000
  private let vendor = Vendor(
    id: "v", name: "Vendor", origin: RecordOrigin(file: InputName("vendors.csv"), line: 2))
  private let policy: Policy = {
    var policy = Policy.withoutDraws
    policy.ownership.rules = [
      OwnershipCase.rule(lists: ["blocking-sanctions", "procurement-ban", "warning"]),
      OwnershipCase.rule(
        .proportional, share: 25, inclusive: false, lists: ["blocking-sanctions", "warning"]),
    ]
    policy.ownership.rules[1].name = "quarter"
    return policy
  }()

  private func forEachGraph(
    seed: UInt64, _ body: (inout DossierGenerator, [OwnershipStake]) -> Void
  ) {
    var generator = DossierGenerator(seed: seed)
    for _ in 0..<Self.count {
      let stakes = generator.stakes(in: vendor)
      body(&generator, stakes)
    }
  }

  private func found(_ stakes: [OwnershipStake]) -> [ListedOwnership] {
    ListedOwnership.all(stakes: stakes, of: "v", under: policy, asOf: DossierGenerator.date)
  }

  private func probability(_ found: [ListedOwnership], of rule: Policy.OwnershipRule) -> Double {
    found.first { $0.rule == rule }?.probability ?? 0
  }

  private func severity(_ found: [ListedOwnership], of rule: Policy.OwnershipRule) -> Double {
    found.first { $0.rule == rule }.flatMap { policy.lists[$0.severityWord] } ?? 0
  }

  /// Rows as text; the smallest of those that speak of one pair.
  private func rows(_ ownership: ListedOwnership, _ stakes: [OwnershipStake]) -> [String] {
    ownership.stakes.map { "\(stakes[$0].vendorID) \(stakes[$0].owner) \(stakes[$0].origin.line)" }
      .sorted()
  }

  private func expectNotLower(
    _ after: [OwnershipStake], than before: [OwnershipStake], _ comment: String
  ) {
    let (new, old) = (found(after), found(before))
    for rule in policy.ownership.rules {
      let holds =
        probability(new, of: rule) >= probability(old, of: rule) - 1e-9
        && severity(new, of: rule) >= severity(old, of: rule)
        && (!old.contains { $0.rule == rule && $0.isSure }
          || new.contains { $0.rule == rule && $0.isSure })
      if !holds {
        Issue.record("\(comment): \(old.map(\.sentence)) fell to \(new.map(\.sentence))")
      }
    }
  }

  @Test func generatedGraphsReachEveryOutcome() {
    var (sure, open, none, chains) = (0, 0, 0, 0)
    forEachGraph(seed: 31) { _, stakes in
      let found = found(stakes)
      sure += found.count { $0.isSure }
      open += found.count { !$0.isSure }
      none += found.isEmpty ? 1 : 0
      chains += found.count { $0.contributions.contains { !$0.through.isEmpty } }
    }
    #expect(min(sure, open, none, chains) >= 30, "\(sure) \(open) \(none) \(chains)")
  }

  @Test func figuresKeepTheirBounds() {
    forEachGraph(seed: 32) { _, stakes in
      for ownership in found(stakes) {
        let shares = [ownership.low, ownership.high]
        let holds =
          0 <= ownership.low && ownership.low <= ownership.high && ownership.high <= 100
          && ownership.probability > 0 && ownership.probability <= 1
          && (!ownership.isSure || ownership.probability > 1 - 1e-12)
          && !ownership.contributions.isEmpty && !ownership.hits.isEmpty
          && !ownership.stakes.isEmpty
          && ownership.contributions.allSatisfy {
            0 <= $0.low && $0.low <= $0.high && $0.low <= shares[0] + 1e-9
              && $0.high <= shares[1] + 1e-9
          }
        if !holds { Issue.record("\(shares) \(ownership.probability): \(ownership.sentence)") }
      }
    }
  }

  @Test func orderOfRowsChangesNothing() {
    forEachGraph(seed: 33) { generator, stakes in
      let shuffled = stakes.shuffled(using: &generator.random)
      let (one, other) = (found(stakes), found(shuffled))
      let same =
        one.count == other.count
        && zip(one, other).allSatisfy { left, right in
          left.rule == right.rule && left.low == right.low && left.high == right.high
            && left.probability == right.probability && left.isSure == right.isSure
            && left.severityWord == right.severityWord && left.sentence == right.sentence
            && left.contributions == right.contributions
            && rows(left, stakes) == rows(right, shuffled)
            && left.hits.map(\.hit.entry.key) == right.hits.map(\.hit.entry.key)
        }
      if !same { Issue.record("\(one.map(\.sentence)) is not \(other.map(\.sentence))") }
    }
  }

  @Test func aFurtherHitOfAnOwnerNeverLowersProbabilityOrSeverity() {
    forEachGraph(seed: 34) { generator, stakes in
      let hit = generator.hit(of: vendor)
      let owner = generator.random.pick(stakes).owner
      var after = stakes
      for index in after.indices where after[index].owner == owner { after[index].hits.append(hit) }
      expectNotLower(after, than: stakes, "a hit of \(owner)")
    }
  }

  @Test func aLargerMaximumOfAListedOwnerNeverLowersProbability() {
    forEachGraph(seed: 35) { generator, stakes in
      let listed = stakes.indices.filter {
        !stakes[$0].hits.isEmpty && stakes[$0].percentMax != nil
      }
      guard !listed.isEmpty else { return }
      let index = generator.random.pick(listed)
      var after = stakes
      after[index].percentMax = min(100, (stakes[index].percentMax ?? 0) + 30)
      expectNotLower(after, than: stakes, "the maximum of row \(index)")
    }
  }

  /// What one owner surely has nobody else can have.
  ///
  /// A larger minimum of one that is less likely listed
  /// than another may well lower the probability. The law is about confirmed owners.
  @Test func aLargerMinimumOfAConfirmedOwnerNeverLowersProbability() {
    forEachGraph(seed: 36) { generator, stakes in
      var stakes = stakes
      let index = generator.random.pick(Array(stakes.indices))
      let owner = stakes[index].owner
      for other in stakes.indices where stakes[other].owner == owner {
        stakes[other].hits = [OwnershipCase.confirmed(owner)]
      }
      guard let low = stakes[index].percentMin else { return }
      var after = stakes
      after[index].percentMin = min(stakes[index].percentMax ?? 100, low + 30)
      expectNotLower(after, than: stakes, "the minimum of row \(index)")
    }
  }
}
