// Arrays of the right size at once: elements wait on a stack of their own and are moved from there,
// which saves the growing of arrays and the counting of references that profiles show.

/// Makes `JSONValue`s of JSON text.
struct JSONTreeBuilder {
  private var elements = PendingValues<JSONValue>()
  private var members = PendingValues<JSONMember>()

  /// Returns the value at `index`, which moves behind it.
  mutating func value(
    _ scanner: JSONScanner, at index: inout Int
  ) throws(JSONProblem) -> JSONValue {
    do throws(JSONProblem) {
      return try value(scanner, at: &index, level: 0)
    } catch {
      // What was read before the problem goes.
      elements.removeAll()
      members.removeAll()
      throw error
    }
  }

  /// Gives the memory back; nothing may be read afterwards.
  func deallocate() {
    elements.deallocate()
    members.deallocate()
  }

  // Recursive, but never deeper than `JSONScanner.maximumDepth`.
  private mutating func value(
    _ scanner: JSONScanner, at index: inout Int, level: Int
  ) throws(JSONProblem) -> JSONValue {
    switch scanner.byte(at: index) {
    case ASCII.quote:
      let token = try scanner.string(at: index)
      index = token.end + 1
      return .string(JSONEscape.text(of: token, in: scanner.bytes))
    case UInt8(ascii: "-"), .some(UInt8(ascii: "0")...UInt8(ascii: "9")):
      let start = index
      index = try scanner.number(at: start)
      let digits = UnsafeBufferPointer(rebasing: scanner.bytes[start..<index])
      return .number(String(decoding: digits, as: UTF8.self))
    case UInt8(ascii: "{"):
      return try object(scanner, at: &index, level: level)
    case UInt8(ascii: "["):
      return try array(scanner, at: &index, level: level)
    case let first:
      index = try scanner.scalar(at: index)
      return first == UInt8(ascii: "n") ? .null : .bool(first == UInt8(ascii: "t"))
    }
  }

  private mutating func object(
    _ scanner: JSONScanner, at index: inout Int, level: Int
  ) throws(JSONProblem) -> JSONValue {
    if level == JSONScanner.maximumDepth { throw JSONProblem(.tooDeep, at: index) }
    index = scanner.skipBlanks(index + 1)
    if scanner.byte(at: index) == UInt8(ascii: "}") {
      index += 1
      return .object([])
    }
    let first = members.count
    var expectation = JSONProblem.Expectation.nameOrEnd
    while true {
      let name = try scanner.name(at: &index, orEnd: expectation)
      let key = JSONEscape.text(of: name, in: scanner.bytes)
      let value = try value(scanner, at: &index, level: level + 1)
      members.append(JSONMember(key: key, value: value))
      index = scanner.skipBlanks(index)
      switch scanner.byte(at: index) {
      case ASCII.comma:
        index = scanner.skipBlanks(index + 1)
        expectation = .name
      case UInt8(ascii: "}"):
        index += 1
        return .object(members.take(from: first))
      default:
        throw JSONProblem(.expected(.commaOrBrace), at: index)
      }
    }
  }

  private mutating func array(
    _ scanner: JSONScanner, at index: inout Int, level: Int
  ) throws(JSONProblem) -> JSONValue {
    if level == JSONScanner.maximumDepth { throw JSONProblem(.tooDeep, at: index) }
    index = scanner.skipBlanks(index + 1)
    switch scanner.byte(at: index) {
    case UInt8(ascii: "]"):
      index += 1
      return .array([])
    case nil:
      throw JSONProblem(.expected(.elementOrEnd), at: index)
    default:
      break
    }
    let first = elements.count
    while true {
      let value = try value(scanner, at: &index, level: level + 1)
      elements.append(value)
      index = scanner.skipBlanks(index)
      switch scanner.byte(at: index) {
      case ASCII.comma:
        index = scanner.skipBlanks(index + 1)
      case UInt8(ascii: "]"):
        index += 1
        return .array(elements.take(from: first))
      default:
        throw JSONProblem(.expected(.commaOrBracket), at: index)
      }
    }
  }
}

/// Values that wait for the end of the array or object they belong to.
///
/// The owner calls `deallocate()`, and lets only one copy change.
private struct PendingValues<Value> {
  private(set) var count = 0
  private var capacity = 0
  private var base: UnsafeMutablePointer<Value>?

  @inline(__always)
  mutating func append(_ value: Value) {
    if count == capacity { grow() }
    // SAFETY: `grow` leaves room for at least one value behind `count`.
    base.unsafelyUnwrapped.advanced(by: count).initialize(to: value)
    count += 1
  }

  /// Removes the values from the one at `start` on, and returns them.
  mutating func take(from start: Int) -> [Value] {
    precondition(start >= 0 && start <= count)
    let taken = count - start
    guard let base, taken > 0 else { return [] }
    count = start
    return [Value](unsafeUninitializedCapacity: taken) { target, initialized in
      // SAFETY: the values from `start` on are initialized, and no longer counted here; the
      // capacity asked for, which is not 0, has a base address.
      target.baseAddress.unsafelyUnwrapped.moveInitialize(from: base + start, count: taken)
      initialized = taken
    }
  }

  mutating func removeAll() {
    base?.deinitialize(count: count)
    count = 0
  }

  func deallocate() {
    base?.deinitialize(count: count)
    base?.deallocate()
  }

  @inline(never)
  private mutating func grow() {
    let newCapacity = max(256, capacity * 2)
    let newBase = UnsafeMutablePointer<Value>.allocate(capacity: newCapacity)
    if let base {
      newBase.moveInitialize(from: base, count: count)
      base.deallocate()
    }
    (base, capacity) = (newBase, newCapacity)
  }
}
