import Dispatch
import Foundation
import RiskCore

/// Whether searching an index finds what comparing with every name of it finds.
public struct IndexRecall: Sendable, Encodable {
  public let queries: Int
  public let names: Int
  /// Pairs that the comparer calls the same or related.
  public let pairs: Int
  /// Those that the search did not find; 0 when it is exact.
  public let missed: Int
  /// Pairs that only the search found; 0 when it is exact.
  public let invented: Int
  /// The missed and invented pairs, some of them.
  public let examples: [String]

  /// Whether the search found what the scan did, and nothing else.
  public var isExact: Bool { missed == 0 && invented == 0 }

  /// The most pairs that are shown.
  static let exampleLimit = 20

  /// Holds the search for each of `queries` against a full scan, on as many threads as `workers`.
  ///
  /// - Complexity: O(*q* · *n*), about a microsecond a pair.
  public init(queries: [String], names: [String], index: NameIndex, workers: Int) {
    let candidates = names.map { NameNormalizer.standard.normalized($0) }
    let tally = Tally()
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      var search = NameSearch(index)
      let comparer = NameComparer()
      for place in stride(from: worker, to: queries.count, by: workers) {
        let query = NameNormalizer.standard.normalized(queries[place])
        var found: Set<Int> = []
        search.forEachMatch(of: query) { found.insert($0.name) }
        var expected: Set<Int> = []
        for (number, candidate) in candidates.enumerated()
        where comparer.compare(query, candidate).verdict != .different {
          expected.insert(number)
        }
        tally.add(
          pairs: expected.count,
          missed: expected.subtracting(found).sorted().map { "\(queries[place]) / \(names[$0])" },
          invented: found.subtracting(expected).sorted().map {
            "\(queries[place]) / \(names[$0])"
          })
      }
    }
    self.queries = queries.count
    self.names = names.count
    (pairs, missed, invented) = (tally.pairs, tally.missed.count, tally.invented.count)
    examples = Array(
      (tally.missed.map { "missed: \($0)" } + tally.invented.map { "invented: \($0)" }).sorted()
        .prefix(Self.exampleLimit))
  }

  private final class Tally: @unchecked Sendable {
    // SAFETY: everything is touched under the lock.
    private let lock = NSLock()
    private(set) var pairs = 0
    private(set) var missed: [String] = []
    private(set) var invented: [String] = []

    func add(pairs: Int, missed: [String], invented: [String]) {
      lock.withLock {
        self.pairs += pairs
        self.missed += missed
        self.invented += invented
      }
    }
  }
}
