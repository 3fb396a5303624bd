import Foundation
import RiskCore

/// Screening sessions for the workers of a stage: as many as ever work at the same time.
///
/// A session remembers what it has looked up, so it is worth keeping from one batch to the next.
final class ScreeningSessions: @unchecked Sendable {
  // SAFETY: `idle` is touched under the lock alone, and a session by the one who took it.
  private let lock = NSLock()
  private var idle: [ScreeningSession] = []
  private let screener: Screener

  init(_ screener: Screener) { self.screener = screener }

  /// Calls `body` with a session that nobody else uses meanwhile.
  func with<Result>(_ body: (ScreeningSession) throws -> Result) rethrows -> Result {
    let session = lock.withLock { idle.popLast() } ?? screener.makeSession()
    defer { lock.withLock { idle.append(session) } }
    return try body(session)
  }
}
