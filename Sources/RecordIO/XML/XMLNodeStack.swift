/// Elements that are complete and whose parent is not, in memory that is used again.
///
/// Each element's children get an array of the right size once their number is known, instead of
/// one that grows. The owner calls `deallocate()`, and lets only one copy grow.
struct XMLNodeStack {
  private(set) var count = 0
  private var capacity = 0
  private var base: UnsafeMutablePointer<XMLNode>?

  /// Puts an element on top.
  mutating func push(_ node: consuming XMLNode) {
    if count == capacity { grow() }
    // SAFETY: `grow` leaves room for at least one element behind `count`.
    (base.unsafelyUnwrapped + count).initialize(to: node)
    count += 1
  }

  /// Removes the elements from the one at `mark` on, and returns them.
  mutating func pop(from mark: Int) -> [XMLNode] {
    precondition(mark >= 0 && mark <= count)
    let popped = count - mark
    guard popped > 0, let first = base.map({ $0 + mark }) else { return [] }
    count = mark
    return Array(unsafeUninitializedCapacity: popped) { buffer, initializedCount in
      // SAFETY: `popped` elements from `mark` on are initialised, and no longer counted here.
      buffer.baseAddress?.moveInitialize(from: first, count: popped)
      initializedCount = popped
    }
  }

  /// Removes all elements.
  mutating func removeAll() {
    base?.deinitialize(count: count)
    count = 0
  }

  /// Gives the memory back.
  mutating func deallocate() {
    removeAll()
    base?.deallocate()
    (base, capacity) = (nil, 0)
  }

  private mutating func grow() {
    let newCapacity = max(256, capacity * 2)
    let newBase = UnsafeMutablePointer<XMLNode>.allocate(capacity: newCapacity)
    if let base {
      newBase.moveInitialize(from: base, count: count)
      base.deallocate()
    }
    (base, capacity) = (newBase, newCapacity)
  }
}
