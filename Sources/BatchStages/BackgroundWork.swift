import Dispatch
import Foundation

/// Work that is done one piece after another, while the caller goes on.
///
/// The first error ends it: later pieces are dropped, and the error is thrown by what is called next.
public final class BackgroundWork: @unchecked Sendable {
  // SAFETY: `failure` is read and written under `lock` only.
  private let queue: DispatchQueue
  private let lock = NSLock()
  private var failure: (any Error)?
  private let room: DispatchSemaphore
  private let limit: Int

  /// Creates a queue of its own for work, with at most `limit` pieces waiting.
  public init(_ label: String, limit: Int) {
    precondition(limit > 0, "work without room for any does nothing")
    queue = DispatchQueue(label: label)
    // A semaphore must not be freed below its initial value, so it starts at 0 and is raised.
    room = DispatchSemaphore(value: 0)
    self.limit = limit
    for _ in 0..<limit { room.signal() }
  }

  /// Adds a piece; waits while there is no room.
  ///
  /// - Throws: The error that ended the work.
  public func add(_ piece: @escaping @Sendable () throws -> Void) throws {
    room.wait()
    if let failure = lock.withLock({ failure }) {
      room.signal()
      throw failure
    }
    queue.async { [self] in
      defer { room.signal() }
      guard lock.withLock({ failure == nil }) else { return }
      do {
        try piece()
      } catch {
        lock.withLock { failure = error }
      }
    }
  }

  /// Waits until all pieces are done.
  ///
  /// - Throws: The error that ended the work.
  public func finish() throws {
    queue.sync {}
    if let failure = lock.withLock({ failure }) { throw failure }
  }
}
