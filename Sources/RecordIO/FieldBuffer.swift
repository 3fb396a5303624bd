/// The fields found so far, in memory that becomes that of a batch.
///
/// An array would do, but for the check of its ownership at each field, which profiles of parsing
/// show.
struct FieldBuffer {
  private(set) var count = 0
  private let memory: UnsafeMutableBufferPointer<FieldRange>

  /// Creates a buffer over `memory`, which is not initialized and outlives it.
  init(_ memory: UnsafeMutableBufferPointer<FieldRange>) { self.memory = memory }

  /// Accesses the field at `index`.
  subscript(index: Int) -> FieldRange {
    precondition(index >= 0 && index < count)
    return memory[index]
  }

  /// Adds a field.
  ///
  /// - Precondition: There is room for it.
  @inline(__always)
  mutating func append(_ range: FieldRange) {
    precondition(count < memory.count)
    // SAFETY: the precondition keeps the field within the memory.
    memory.baseAddress.unsafelyUnwrapped[count] = range
    count &+= 1
  }

  /// Removes the fields from the one at `start` on.
  mutating func removeAll(from start: Int = 0) {
    precondition(start >= 0 && start <= count)
    count = start
  }

  /// Returns which field holds the byte at `index`, as a distance from the field at `first`.
  func index(ofFieldAt index: Int, from first: Int) -> Int {
    let found = (first..<count).first { index < memory[$0].end } ?? max(first, count - 1)
    return found - first
  }
}
