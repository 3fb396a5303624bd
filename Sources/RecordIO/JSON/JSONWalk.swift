/// Where a reader of a document stands: within which arrays and objects, and what must come next.
struct JSONWalk {
  /// What a value is for.
  enum Role {
    case record
    /// A member beside the path to the records.
    case beside
  }

  /// What must come next.
  enum Expectation {
    case value(Role)
    /// The first element or member, or the bracket that ends an empty array or object.
    case firstElement(close: UInt8)
    /// A comma, or the closing bracket.
    case separator(close: UInt8)
    case name
    case colon
    /// Nothing.
    case end
  }

  private struct Frame {
    let isObject: Bool
    /// Whether its elements or members are records.
    let holdsRecords: Bool
    var close: UInt8 { isObject ? UInt8(ascii: "}") : UInt8(ascii: "]") }
  }

  private let paths: [[String]]
  private var frames: [Frame] = []
  /// The names that lead to the innermost frame.
  private var path: [String] = []
  /// The path of the innermost frame as text.
  private(set) var container = ""
  /// The name of the member at hand; nil within an array.
  private(set) var key: String?
  private(set) var expectation: Expectation

  init(records: [String]) {
    paths = records.map { $0.isEmpty ? [] : $0.split(separator: ".").map(String.init) }
    expectation = .value(.beside)
  }

  /// Whether the document has ended.
  var isComplete: Bool { if case .end = expectation { true } else { false } }

  /// Enters the array or object that begins here, when records are in it; returns whether it did.
  mutating func open(isObject: Bool) -> Bool {
    guard frames.last?.holdsRecords != true else { return false }
    let here = frames.isEmpty ? [] : path + [key ?? ""]
    let holdsRecords = paths.contains { Self.matches($0, here) }
    let leadsToRecords =
      isObject
      && paths.contains { $0.count > here.count && Self.matches($0.prefix(here.count), here) }
    guard holdsRecords || leadsToRecords else { return false }
    frames.append(Frame(isObject: isObject, holdsRecords: holdsRecords))
    path = here
    container = here.joined(separator: ".")
    expectation = .firstElement(close: isObject ? UInt8(ascii: "}") : UInt8(ascii: "]"))
    return true
  }

  /// Leaves the innermost array or object.
  mutating func close() {
    frames.removeLast()
    if !path.isEmpty { path.removeLast() }
    container = path.joined(separator: ".")
    key = nil
    endValue()
  }

  /// Goes on to the first element or member.
  mutating func beginElement() { separate() }

  /// Goes on behind a comma.
  mutating func separate() {
    guard let frame = frames.last else { return }
    key = nil
    expectation = frame.isObject ? .name : .value(frame.holdsRecords ? .record : .beside)
  }

  mutating func setName(_ name: String) {
    key = name
    expectation = .colon
  }

  mutating func beginValue() {
    expectation = .value(frames.last?.holdsRecords == true ? .record : .beside)
  }

  /// Goes on behind a value.
  mutating func endValue() {
    expectation = frames.last.map { .separator(close: $0.close) } ?? .end
  }

  private static func matches(_ pattern: some Collection<String>, _ path: [String]) -> Bool {
    pattern.count == path.count && zip(pattern, path).allSatisfy { $0 == "*" || $0 == $1 }
  }
}
