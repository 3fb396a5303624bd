/// Memory that one thread works in and uses again: an array without checks, for numbers only.
///
/// Indices are checked in debug builds.
struct Scratch<Element: BitwiseCopyable>: ~Copyable {
  // SAFETY: `base` holds `capacity` elements, of which the first `count` have been written; nobody
  // else knows it, and it is given back with the value, which cannot be copied.
  private(set) var base: UnsafeMutablePointer<Element>
  private(set) var count = 0
  private var capacity: Int

  init(capacity: Int = 64) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  deinit { base.deallocate() }

  mutating func removeAll() { count = 0 }

  mutating func append(_ element: Element) {
    if count == capacity { grow(to: 2 * capacity) }
    base[count] = element
    count += 1
  }

  /// Makes it hold `count` elements, each of them `element`.
  mutating func fill(_ count: Int, with element: Element) {
    if count > capacity { grow(to: count) }
    for index in 0..<count { base[index] = element }
    self.count = count
  }

  private mutating func grow(to newCapacity: Int) {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: newCapacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
    capacity = newCapacity
  }

  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < count, "an index within")
      return base[index]
    }
    set {
      assert(index >= 0 && index < count, "an index within")
      base[index] = newValue
    }
  }

  /// The elements from `range` on, for a loop.
  func elements(_ range: Range<Int>) -> UnsafeMutableBufferPointer<Element> {
    assert(range.lowerBound >= 0 && range.upperBound <= count, "a range within")
    return UnsafeMutableBufferPointer(start: base + range.lowerBound, count: range.count)
  }

  /// All elements.
  var all: UnsafeMutableBufferPointer<Element> {
    UnsafeMutableBufferPointer(start: base, count: count)
  }
}

/// Sorting of what is nearly always a handful.
enum SmallSort {
  /// Sorts in place, by insertion up to 32 elements and by the library beyond.
  ///
  /// Equal elements have to be interchangeable.
  @inline(__always)
  static func sort<Element: BitwiseCopyable>(
    _ elements: UnsafeMutableBufferPointer<Element>, by precedes: (Element, Element) -> Bool
  ) {
    guard elements.count > 1 else { return }
    guard elements.count <= 32 else { return sortMany(elements, by: precedes) }
    for index in 1..<elements.count {
      let element = elements[index]
      var place = index
      while place > 0 && precedes(element, elements[place - 1]) {
        elements[place] = elements[place - 1]
        place -= 1
      }
      elements[place] = element
    }
  }

  @inline(never)
  private static func sortMany<Element: BitwiseCopyable>(
    _ elements: UnsafeMutableBufferPointer<Element>, by precedes: (Element, Element) -> Bool
  ) {
    var elements = elements
    elements.sort(by: precedes)
  }

  /// Returns the sum of `values`, added from the smallest to the largest; they are sorted in place.
  @inline(__always)
  static func ascendingSum(_ values: UnsafeMutableBufferPointer<Double>) -> Double {
    sort(values) { $0 < $1 }
    var sum = 0.0
    for value in values { sum += value }
    return sum
  }
}
