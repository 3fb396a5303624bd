/// A JSON value as it was read: numbers keep their digits, members their order.
public enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// The digits as written; an identifier of twenty digits loses none.
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([JSONMember])

  /// Returns the first member of an object with the name `key`, or nil; nil for other values too.
  ///
  /// - Complexity: O(*n*) in the number of members.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The text of a string, number or truth value (`true`, `false`); nil for null, arrays and
  /// objects.
  public var text: String? {
    switch self {
    case .string(let text), .number(let text): text
    case .bool(let value): value ? "true" : "false"
    case .null, .array, .object: nil
    }
  }

  /// The elements of an array; empty for every other value.
  public var elements: [JSONValue] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }

  /// The members of an object; empty for every other value.
  public var members: [JSONMember] {
    guard case .object(let members) = self else { return [] }
    return members
  }

  /// The number as a whole one; nil when it is none, or does not fit.
  public var integer: Int? {
    guard case .number(let digits) = self else { return nil }
    return Int(digits)
  }
}

/// A named value of an object.
public struct JSONMember: Sendable, Equatable {
  public var key: String
  public var value: JSONValue

  /// Creates a member.
  public init(key: String, value: JSONValue) {
    self.key = key
    self.value = value
  }
}
