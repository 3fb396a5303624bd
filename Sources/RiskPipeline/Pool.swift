import Foundation
import RiskCore

/// Things that one worker uses at a time, made when all others are in use.
///
/// For searches, which remember what they have looked up: worth keeping from one batch to the next.
final class Pool<Tool>: @unchecked Sendable {
  // SAFETY: `idle` is touched under the lock alone, and a tool by the one who took it.
  private let lock = NSLock()
  private var idle: [Tool] = []
  private let make: @Sendable () -> Tool

  init(_ make: @escaping @Sendable () -> Tool) { self.make = make }

  /// Calls `body` with a tool that nobody else uses meanwhile.
  func with<Result>(_ body: (inout Tool) throws -> Result) rethrows -> Result {
    var tool = lock.withLock { idle.popLast() } ?? make()
    defer { lock.withLock { idle.append(tool) } }
    return try body(&tool)
  }
}
