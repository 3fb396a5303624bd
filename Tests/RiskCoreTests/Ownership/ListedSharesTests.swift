import Testing
import _RiskTestSupport

@testable import RiskCore

/// Shares against all ways in which open shares can turn out, on graphs without cycles.
@Suite struct ListedSharesTests {
  /// A graph of up to five parties, in which owners come after what they own.
  private struct Model {
    static let names = ["v", "Alpha", "Beta", "Gamma", "Delta"]

    /// By party.
    var owners: [[(owner: Int, low: Double, high: Double)]]
    var listed: [Bool]

    init(_ random: inout SeededGenerator) {
      let count = Int.random(in: 2...Self.names.count, using: &random)
      owners = (0..<count).map { _ in [] }
      listed = (0..<count).map { $0 > 0 && random.happens(0.4) }
      for owned in 0..<count - 1 {
        var rest = 100.0
        for owner in owned + 1..<count where random.happens(0.7) {
          let low = (rest * Double.random(in: 0...0.6, using: &random)).rounded()
          let room = random.happens(0.3) ? 0 : Double.random(in: 0...(100 - low), using: &random)
          owners[owned].append((owner, low, low + room.rounded()))
          rest -= low
        }
      }
    }

    var stakes: [OwnershipStake] {
      owners.indices.flatMap { owned in
        owners[owned].map {
          OwnershipCase.stake(Self.names[owned], Self.names[$0.owner], $0.low, $0.high)
        }
      }
    }

    /// What listed parties hold of the vendor when every share is known.
    func held(_ shares: [[Double]], _ rule: Policy.OwnershipRule) -> Double {
      var held = [Double](repeating: 0, count: owners.count)
      for owned in owners.indices.reversed() {
        for (edge, share) in zip(owners[owned], shares[owned]) {
          let part = held[edge.owner]
          if listed[edge.owner] {
            held[owned] += share
          } else if rule.indirect == .proportional {
            held[owned] += share * part / 100
          } else if part >= rule.share - 1e-9 {
            held[owned] += share
          }
        }
      }
      return held[0]
    }

    /// The shares of one party when its owners take what is open in an order, each `part` of what it can.
    func shares(_ owned: Int, _ order: [Int], part: () -> Double) -> [Double] {
      var shares = owners[owned].map(\.low)
      var rest = 100 - shares.reduce(0, +)
      for index in order {
        let edge = owners[owned][index]
        let taken = part() * min(rest, edge.high - edge.low)
        shares[index] += taken
        rest -= taken
      }
      return shares
    }

    /// All ways in which owners can take what is open one after the other.
    func corners() -> [[[Double]]] {
      var ways: [[[Double]]] = [[]]
      for owned in owners.indices {
        let orders = Self.orders(Array(owners[owned].indices))
        ways = ways.flatMap { way in
          orders.map { order in way + [shares(owned, order) { 1 }] }
        }
      }
      return ways
    }

    private static func orders(_ items: [Int]) -> [[Int]] {
      guard items.count > 1 else { return [items] }
      return items.flatMap { first in
        orders(items.filter { $0 != first }).map { [first] + $0 }
      }
    }
  }

  @Test(arguments: [Policy.OwnershipRule.Indirect.controlled, .proportional])
  func sharesAreTheLeastAndTheMostOfAllThatCanBe(
    indirect: Policy.OwnershipRule.Indirect
  ) throws {
    var random = SeededGenerator(seed: 41)
    let rule = OwnershipCase.rule(indirect)
    var ranges = 0
    for _ in 0..<400 {
      let model = Model(&random)
      let graph = OwnershipGraph(model.stakes, of: "v", asOf: OwnershipCase.date)
      let names = graph.parties.map(\.name)
      let listed = try names.map { model.listed[try #require(Model.names.firstIndex(of: $0))] }
      let shares = ListedShares(graph, listed: listed, under: rule)
      let (low, high) = (shares.low[0], shares.high[0])

      let least = model.held(model.owners.map { $0.map(\.low) }, rule)
      let most = model.corners().map { model.held($0, rule) }.max() ?? 0
      if abs(low - least) > 1e-9 || abs(high - most) > 1e-9 {
        Issue.record("\(low) to \(high) is not \(least) to \(most): \(model)")
      }
      for _ in 0..<20 {
        let sample = model.owners.indices.map { owned in
          model.shares(owned, model.owners[owned].indices.shuffled(using: &random)) {
            Double.random(in: 0...1, using: &random)
          }
        }
        let held = model.held(sample, rule)
        if held < low - 1e-9 || held > high + 1e-9 {
          Issue.record("\(held) is not from \(low) to \(high): \(model)")
        }
      }
      if high > low { ranges += 1 }
    }
    #expect(ranges > 40)
  }

  /// Parties that own nearly all of each other: the shares end within the passes there are.
  @Test func longCyclesEnd() {
    let graph = OwnershipGraph(
      OwnershipCase("v < Alpha 100; Alpha < Beta 99; Alpha < Xeno 1; Beta < Alpha 99").stakes,
      of: "v", asOf: OwnershipCase.date)
    let listed = graph.parties.map { $0.name == "Xeno" }
    let shares = ListedShares(graph, listed: listed, under: OwnershipCase.rule(.proportional))
    #expect(abs(shares.low[0] - 1 / (1 - 0.9801)) < 1e-6)
  }

  @Test func thePartAboveTheShare() {
    let rule = OwnershipCase.rule()
    #expect(ListedShares.part(of: 0, to: 100, above: rule) == 0.5)
    #expect(ListedShares.part(of: 50, to: 60, above: rule) == 1)
    #expect(ListedShares.part(of: 0, to: 49.9, above: rule) == 0)
    #expect(ListedShares.part(of: 0, to: 50, above: rule) == 0)
    #expect(ListedShares.part(of: 50, to: 50, above: rule) == 1)
    let above = OwnershipCase.rule(inclusive: false)
    #expect(ListedShares.part(of: 50, to: 50, above: above) == 0)
    #expect(ListedShares.part(of: 50, to: 60, above: above) == 1)
  }
}
