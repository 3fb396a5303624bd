import Foundation
import RecordIO
import RiskCore

/// How two policies differ, section by section in the order of a policy file.
struct PolicyComparison: Sendable {
  /// A section in which the policies differ.
  struct Section: Sendable {
    let name: String
    /// The values that differ.
    let keys: [Key]
    /// The earlier policy with this section and all before it exchanged.
    let hybrid: Policy
  }

  /// A value that differs.
  struct Key: Sendable {
    /// Its names within the section, outermost first.
    let path: [String]
    /// Both values, as `0.7 -> 0.9`; `none` where one has none.
    let change: String

    var text: String { (path.isEmpty ? "" : path.joined(separator: ".") + " ") + change }
  }

  /// Sections in the order of a policy file; any other comes behind, by name.
  private static let order = [
    "opinion", "claimant_units", "reliability", "credibility", "axes", "rating", "floors",
    "unknown", "sensitivity", "reach", "ended_access_half_life_days", "access_columns", "factors",
    "lists", "hits", "ownership", "conflict", "stability",
  ]

  /// The sections that differ; a policy's name is none.
  let sections: [Section]

  /// Compares two policies.
  init(from before: Policy, to after: Policy) throws {
    let old = try Self.tree(before)
    let new = try Self.tree(after)
    var values: [String: JSONValue] = [:]
    for member in old.members { values[member.key] = member.value }
    let names = Set((old.members + new.members).map(\.key)).subtracting(["name"])
      .sorted { left, right in
        let places = [left, right].map { Self.order.firstIndex(of: $0) ?? Self.order.count }
        return places[0] == places[1]
          ? ByteOrder.precedes(left, right) : places[0] < places[1]
      }
    var sections: [Section] = []
    for name in names where old[name] != new[name] {
      values[name] = new[name]
      sections.append(
        Section(
          name: name, keys: Self.keys(old[name], new[name], at: []),
          hybrid: try Policy(storedJSON: Self.json(values))))
    }
    self.sections = sections
  }

  private static func tree(_ policy: Policy) throws -> JSONValue {
    try JSONValue(parsing: Array(PolicyDocument(policy).json.utf8))
  }

  private static func json(_ values: [String: JSONValue]) throws -> String {
    let members = try values.sorted { ByteOrder.precedes($0.key, $1.key) }.map {
      try "\(quoted($0.key)):\(text($0.value))"
    }
    return "{\(members.joined(separator: ","))}"
  }

  private static func text(_ value: JSONValue) throws -> String {
    switch value {
    case .null: "null"
    case .bool(let value): value ? "true" : "false"
    case .number(let digits): digits
    case .string(let text): try quoted(text)
    case .array(let elements): "[" + (try elements.map(text).joined(separator: ",")) + "]"
    case .object(let members):
      "{" + (try members.map { try "\(quoted($0.key)):\(text($0.value))" }.joined(separator: ","))
        + "}"
    }
  }

  private static func quoted(_ text: String) throws -> String {
    String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
  }

  private static func keys(
    _ old: JSONValue?, _ new: JSONValue?, at path: [String]
  ) -> [Key] {
    if old == new { return [] }
    if case .object(let left) = old ?? .object([]), case .object(let right) = new ?? .object([]) {
      let names = Set((left + right).map(\.key)).sorted(by: ByteOrder.precedes)
      return names.flatMap { keys(old?[$0], new?[$0], at: path + [$0]) }
    }
    func shown(_ value: JSONValue?) -> String {
      value.map { $0.text ?? "(\($0.elements.count))" } ?? "none"
    }
    return [Key(path: path, change: "\(shown(old)) -> \(shown(new))")]
  }
}
