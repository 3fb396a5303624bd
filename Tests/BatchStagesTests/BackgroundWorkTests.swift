import Foundation
import Testing

@testable import BatchStages

/// Work beside the caller: its order, its bounds and its errors.
@Suite struct BackgroundWorkTests {
  private struct Injected: Error, Equatable {}

  /// What pieces of work have done so far.
  private final class Log: @unchecked Sendable {
    // SAFETY: every access holds the lock.
    private let lock = NSLock()
    private var lines: [Int] = []

    func add(_ line: Int) { lock.withLock { lines.append(line) } }
    var all: [Int] { lock.withLock { lines } }
  }

  @Test func piecesAreDoneInOrder() throws {
    let log = Log()
    let work = BackgroundWork("test", limit: 3)
    for number in 0..<200 { try work.add { log.add(number) } }
    try work.finish()
    #expect(log.all == Array(0..<200))
  }

  @Test func theFirstErrorEndsTheWork() throws {
    let log = Log()
    let work = BackgroundWork("test", limit: 2)
    try work.add { log.add(1) }
    try work.add { throw Injected() }
    #expect(throws: Injected.self) {
      // The pieces before may still be under way; in the end one of these meets the error.
      while true { try work.add { log.add(2) } }
    }
    #expect(throws: Injected.self) { try work.finish() }
    #expect(log.all == [1])
  }

  @Test func finishingNothingIsDoneAtOnce() throws {
    try BackgroundWork("test", limit: 1).finish()
  }

  @Test func workThatIsNotFinishedIsLetGo() throws {
    let log = Log()
    do {
      let work = BackgroundWork("test", limit: 4)
      for number in 0..<4 { try work.add { log.add(number) } }
    }
    while log.all.count < 4 { Thread.sleep(forTimeInterval: 0.001) }
  }
}
