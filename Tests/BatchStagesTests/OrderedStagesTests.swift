import Foundation
import Testing
import _TestSupport

@testable import BatchStages

/// The chain of stages: order, bounds, and how it ends.
@Suite struct OrderedStagesTests {
  private struct Injected: Error, Equatable { let place: String }

  /// Hands out 0, 1, 2 … to the one thread of a source.
  private final class Counter: @unchecked Sendable {
    // SAFETY: guarded by `lock`.
    private let lock = NSLock()
    private var value = 0
    private(set) var highest = 0

    func next() -> Int {
      lock.withLock {
        value += 1
        return value - 1
      }
    }

    func enter() {
      lock.withLock {
        value += 1; highest = max(highest, value)
      }
    }
    func leave() { lock.withLock { value -= 1 } }
  }

  private func run(
    batches: Int, workers: Int, failing place: String? = nil, at failure: Int = 7
  ) throws -> [Int] {
    let stages = OrderedStages(window: 2 * workers + 2)
    let counter = Counter()
    let numbers = stages.source("numbers") { () throws -> Int? in
      let number = counter.next()
      if place == "source" && number == failure { throw Injected(place: "source") }
      return number < batches ? number : nil
    }
    let squares = stages.stage("square", workers: workers, from: numbers) { number -> Int in
      if place == "stage" && number == failure { throw Injected(place: "stage") }
      if number % 3 == 0 { Thread.sleep(forTimeInterval: 0.0001) }
      return number * number
    }
    let texts = stages.stage("text", workers: workers, from: squares) { String($0) }
    var seen: [Int] = []
    try stages.drain(texts) { text in
      if place == "drain" && seen.count == failure { throw Injected(place: "drain") }
      seen.append(Int(text) ?? -1)
    }
    return seen
  }

  @Test(arguments: [1, 2, 8])
  func batchesArriveInTheSourcesOrder(workers: Int) throws {
    #expect(try run(batches: 500, workers: workers) == (0..<500).map { $0 * $0 })
  }

  @Test func anEmptySourceEndsAtOnce() throws {
    #expect(try run(batches: 0, workers: 4) == [])
  }

  @Test(arguments: ["source", "stage", "drain"])
  func theFirstErrorEndsTheChainAndIsThrown(place: String) {
    for workers in [1, 2, 8] {
      #expect(throws: Injected(place: place)) {
        try run(batches: 5_000, workers: workers, failing: place)
      }
    }
  }

  @Test func manyShortChainsNeitherHangNorLoseABatch() throws {
    var random = SeededGenerator(seed: 77)
    for round in 0..<200 {
      let batches = Int.random(in: 0...40, using: &random)
      let workers = Int.random(in: 1...6, using: &random)
      let place = random.pick([nil, nil, "source", "stage", "drain"])
      let failure = Int.random(in: 0...20, using: &random)
      do {
        let seen = try run(batches: batches, workers: workers, failing: place, at: failure)
        #expect(seen == (0..<batches).map { $0 * $0 }, "round \(round)")
      } catch let error as Injected {
        #expect(error.place == place)
      }
    }
  }

  @Test func noMoreThanAWindowOfBatchesIsUnderWay() throws {
    let window = 5
    let stages = OrderedStages(window: window)
    let (numbers, underWay) = (Counter(), Counter())
    let source = stages.source("numbers") { () -> Int? in
      let number = numbers.next()
      guard number < 300 else { return nil }
      underWay.enter()
      return number
    }
    let slow = stages.stage("pass", workers: 3, from: source) { $0 }
    try stages.drain(slow) { _ in
      Thread.sleep(forTimeInterval: 0.0005)
      underWay.leave()
    }
    #expect(underWay.highest <= window)
  }
}
