/// Fields found so far, in memory that is used again for each batch.
///
/// An array would do, but for the check of its ownership at each field, which profiles of parsing
/// show. The owner calls `deallocate()`, and lets only one copy grow.
struct FieldList {
  private(set) var count = 0
  private var capacity = 0
  private var base: UnsafeMutablePointer<FieldRange>?

  /// The fields, as an array of their own.
  var ranges: [FieldRange] { Array(UnsafeBufferPointer(start: base, count: count)) }

  /// Adds a field.
  @inline(__always)
  mutating func append(_ range: FieldRange) {
    if count == capacity { grow() }
    // SAFETY: `grow` leaves room for at least one field behind `count`.
    base.unsafelyUnwrapped[count] = range
    count &+= 1
  }

  /// Removes the fields from the one at `start` on.
  mutating func removeAll(from start: Int = 0) {
    precondition(start >= 0 && start <= count)
    count = start
  }

  /// Gives the memory back.
  func deallocate() { base?.deallocate() }

  @inline(never)
  private mutating func grow() {
    let newCapacity = max(1024, capacity * 2)
    let newBase = UnsafeMutablePointer<FieldRange>.allocate(capacity: newCapacity)
    if let base {
      newBase.moveInitialize(from: base, count: count)
      base.deallocate()
    }
    (base, capacity) = (newBase, newCapacity)
  }
}
