// With `BackgroundWork` the one place that knows Dispatch.
//
// A chain of stages: a source, any number of transforming stages with several workers each, and a
// drain on the calling thread that sees batches in the source's order whatever the scheduling. Three
// rules keep it simple:
//
// - At most `window` batches are between source and drain, so that the queues and the drain's
//   reordering buffer are bounded together.
// - Workers run on queues of their own. Blocking a worker of Dispatch's global pool makes the pool
//   wait about half a second before it adds a thread.
// - The first error wins, wakes everybody, and is thrown by the drain; later ones are dropped.
//
// Ordering, cancellation and waiting live in the three classes below; a stage's closure knows none
// of it.

import Dispatch
import Foundation

/// A chain of stages that run at the same time over batches.
public struct OrderedStages {
  private let run = StageRun()
  private let group = DispatchGroup()
  private let window: DispatchSemaphore
  private let capacity: Int

  /// Creates an empty chain with at most `window` batches under way.
  public init(window: Int) {
    precondition(window > 0, "a chain without batches does nothing")
    capacity = window
    // A semaphore must not be freed below its initial value, so it starts at 0 and is raised.
    let window = DispatchSemaphore(value: 0)
    for _ in 0..<capacity { window.signal() }
    self.window = window
    run.onCancel { window.signal() }
  }

  /// Starts a source; `next` is called on one thread until it returns nil.
  public func source<Batch: Sendable>(
    _ label: String, _ next: @escaping @Sendable () throws -> Batch?
  ) -> StageQueue<Batch> {
    let (output, run, window) = (makeQueue(Batch.self), run, window)
    DispatchQueue(label: label).async(group: group) {
      defer { output.finish() }
      do {
        var number = 0
        while true {
          window.wait()
          guard !run.isCancelled, let batch = try next() else { break }
          guard output.send(Numbered(number: number, batch: batch)) else { break }
          number += 1
        }
      } catch {
        run.fail(error)
      }
    }
    return output
  }

  /// Starts `workers` threads that turn batches of `input` into batches of the result.
  public func stage<Input: Sendable, Output: Sendable>(
    _ label: String, workers: Int, from input: StageQueue<Input>,
    _ transform: @escaping @Sendable (Input) throws -> Output
  ) -> StageQueue<Output> {
    let (output, run) = (makeQueue(Output.self), run)
    output.expect(producers: workers)
    for worker in 0..<workers {
      DispatchQueue(label: "\(label) \(worker)").async(group: group) {
        defer { output.finish() }
        do {
          while !run.isCancelled, let item = input.receive() {
            let result = try transform(item.batch)
            guard output.send(Numbered(number: item.number, batch: result)) else { break }
          }
        } catch {
          run.fail(error)
        }
      }
    }
    return output
  }

  /// Hands the batches of `input` to `body` on the calling thread, in the source's order.
  ///
  /// Returns when every stage has ended.
  ///
  /// - Throws: The first error of any stage or of `body`.
  public func drain<Batch: Sendable>(
    _ input: StageQueue<Batch>, _ body: (Batch) throws -> Void
  ) throws {
    var waiting: [Int: Batch] = [:]
    var next = 0
    do {
      while let item = input.receive() {
        waiting[item.number] = item.batch
        while let batch = waiting.removeValue(forKey: next) {
          try body(batch)
          next += 1
          window.signal()
        }
      }
    } catch {
      run.fail(error)
    }
    group.wait()
    try run.rethrow()
  }

  /// Ends the chain early, when nobody will drain it, and returns when every stage has ended.
  public func cancel() {
    run.fail(CancellationError())
    group.wait()
  }

  private func makeQueue<Batch>(_: Batch.Type) -> StageQueue<Batch> {
    let queue = StageQueue<Batch>(capacity: capacity)
    run.onCancel { queue.cancel() }
    return queue
  }
}

/// A batch with its place in the source's order.
struct Numbered<Batch: Sendable>: Sendable {
  let number: Int
  let batch: Batch
}

/// A bounded queue between two stages.
///
/// `send` waits while it is full, `receive` while it is empty and somebody may still send.
public final class StageQueue<Batch: Sendable>: @unchecked Sendable {
  // SAFETY: every stored variable is read and written under `condition` only.
  private let condition = NSCondition()
  private var items: [Numbered<Batch>] = []
  private var head = 0
  private var producers = 1
  private var isCancelled = false
  private let capacity: Int

  init(capacity: Int) { self.capacity = capacity }

  /// Sets how many producers must finish before the queue ends; before any of them starts.
  func expect(producers count: Int) { locked { producers = count } }

  /// Appends `item`; returns false, dropping it, when the run was cancelled.
  func send(_ item: Numbered<Batch>) -> Bool {
    locked {
      while items.count - head >= capacity && !isCancelled { condition.wait() }
      guard !isCancelled else { return false }
      items.append(item)
      condition.broadcast()
      return true
    }
  }

  /// Takes the first item; nil when no more will come.
  func receive() -> Numbered<Batch>? {
    locked {
      while head == items.count && producers > 0 && !isCancelled { condition.wait() }
      guard head < items.count, !isCancelled else { return nil }
      let item = items[head]
      head += 1
      // Taken items are dropped together, which makes taking one O(1) on average.
      if head == items.count || head >= 64 {
        items.removeFirst(head)
        head = 0
      }
      condition.broadcast()
      return item
    }
  }

  /// Says that one producer has sent its last item.
  func finish() {
    locked {
      producers -= 1
      condition.broadcast()
    }
  }

  /// Drops what is queued and wakes everybody.
  func cancel() {
    locked {
      isCancelled = true
      items.removeAll()
      head = 0
      condition.broadcast()
    }
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    condition.lock()
    defer { condition.unlock() }
    return body()
  }
}

/// Whether a chain still runs, and the error that ended it.
private final class StageRun: @unchecked Sendable {
  // SAFETY: every stored variable is read and written under `lock` only.
  private let lock = NSLock()
  private var failure: (any Error)?
  private var cancelled = false
  private var wakers: [@Sendable () -> Void] = []

  var isCancelled: Bool { lock.withLock { cancelled } }

  /// Registers what wakes a waiting stage; called at once when the run has already ended.
  func onCancel(_ wake: @escaping @Sendable () -> Void) {
    let isLate = lock.withLock {
      wakers.append(wake)
      return cancelled
    }
    if isLate { wake() }
  }

  func fail(_ error: any Error) {
    let wakers: [@Sendable () -> Void] = lock.withLock {
      if failure == nil { failure = error }
      if cancelled { return [] }
      cancelled = true
      return self.wakers
    }
    for wake in wakers { wake() }
  }

  func rethrow() throws {
    if let failure = lock.withLock({ failure }) { throw failure }
  }
}
