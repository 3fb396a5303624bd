import RiskCore

/// The keys that a section of a file may hold.
struct ConfigurationKeys: Equatable {
  var required: [String]
  var optional: [String] = []

  /// Every key, required ones first.
  var all: [String] { required + optional }
}

/// A value of a file on its way to a typed one.
///
/// Each reading method reports what is wrong and then returns a placeholder (`nan`, an empty text,
/// an empty list), so that a decoder goes on and finds the next problem. A decoder uses its result
/// only when nothing was reported. Comparisons with `nan` are false: a rule over two values is
/// silent when one of them was already reported.
struct ConfigurationValue {
  let node: ConfigurationNode
  /// The keys that lead here, as messages show them: `sources[2].table`.
  let path: String
  /// The place of the key in front of the value, or of the value itself.
  let place: ConfigurationNode.Position
  let problems: ConfigurationProblems

  /// Creates the value of a whole file.
  init(root: ConfigurationNode, problems: ConfigurationProblems) {
    self.init(node: root, path: "", place: root.position, problems: problems)
  }

  private init(
    node: ConfigurationNode, path: String, place: ConfigurationNode.Position,
    problems: ConfigurationProblems
  ) {
    self.node = node
    self.path = path
    self.place = place
    self.problems = problems
  }

  /// The path, or words for the root, which has none.
  private var subject: String { path.isEmpty ? "the file" : path }

  /// Reports a problem with the value; `message` continues a sentence that begins with its path.
  func report(_ message: String) {
    problems.report("\(subject) \(message)", at: node.position)
  }

  /// Reports a problem with the key in front of the value.
  func reportAtKey(_ message: String) {
    problems.report("\(subject) \(message)", at: place)
  }

  // MARK: - Scalars

  /// The value as a text with at least one character that is not a space.
  func text() -> String {
    let text = textOrEmpty()
    if let text, text.allSatisfy(\.isWhitespace) {
      report("is empty; give a text")
      return ""
    }
    return text ?? ""
  }

  /// The value as a text that may be empty when it is written with quotes; nil after a problem.
  func textOrEmpty() -> String? {
    if node.isNull {
      reportAtKey("has no value; give a text")
      return nil
    }
    guard case .scalar(let text, _) = node.content else {
      report("is \(node.shown); give a text")
      return nil
    }
    return text
  }

  /// The value as a finite number within bounds.
  func number(_ bounds: NumberBounds) -> Double {
    guard case .scalar(let text, let isPlain) = node.content, !node.isNull else {
      return refuseNumber(bounds.phrase)
    }
    guard isPlain, Self.isNumber(text), let number = Double(text), number.isFinite else {
      report("is \(node.shown), which is no number; give \(bounds.phrase)")
      return .nan
    }
    guard bounds.contain(number) else {
      report("is \(text); give \(bounds.phrase)")
      return .nan
    }
    return number
  }

  /// The value as a whole number within a range.
  func integer(in range: ClosedRange<UInt64>) -> UInt64 {
    let phrase = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    guard case .scalar(let text, let isPlain) = node.content, !node.isNull else {
      _ = refuseNumber(phrase)
      return range.lowerBound
    }
    guard isPlain, Self.isNumber(text) else {
      report("is \(node.shown), which is no number; give \(phrase)")
      return range.lowerBound
    }
    guard let number = UInt64(text), range.contains(number) else {
      report("is \(text); give \(phrase)")
      return range.lowerBound
    }
    return number
  }

  private func refuseNumber(_ phrase: String) -> Double {
    if node.isNull {
      reportAtKey("has no value; give \(phrase)")
    } else {
      report("is \(node.shown); give \(phrase)")
    }
    return .nan
  }

  /// Whether a plain text is a decimal number of YAML 1.2; `0x10`, `1_000` and `010` are not.
  static func isNumber(_ text: String) -> Bool {
    var rest = Substring(text).utf8
    func digits(_ rest: inout Substring.UTF8View) -> Int {
      let count = rest.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(count)
      return count
    }
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      rest = rest.dropFirst()
    }
    let startsWithZero = rest.first == UInt8(ascii: "0")
    let whole = digits(&rest)
    if startsWithZero, whole > 1 { return false }
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      if digits(&rest) == 0 { return false }
    } else if whole == 0 {
      return false
    }
    if let exponent = rest.first, exponent | 0x20 == UInt8(ascii: "e") {
      rest = rest.dropFirst()
      if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
        rest = rest.dropFirst()
      }
      if digits(&rest) == 0 { return false }
    }
    return rest.isEmpty
  }

  /// The value as one of the names of a closed list; `kind` is what one of them is called.
  func choice(of kind: String, from names: [String]) -> String? {
    if node.isNull {
      reportAtKey("has no value; give a \(kind)")
      return nil
    }
    guard case .scalar(let text, _) = node.content else {
      report("is \(node.shown); give a \(kind)")
      return nil
    }
    if names.contains(text) { return text }
    report("is \(node.shown), which is no \(kind)\(Self.hint(for: text, among: names))")
    return nil
  }

  /// The value as a name in kebab case.
  func kebabName() -> String {
    let name = text()
    if !name.isEmpty, !Self.isKebabCase(name) {
      report("is \(node.shown); give a name of a-z, 0-9 and hyphens, as in 'section-889'")
    }
    return name
  }

  /// Whether a name consists of lower-case letters and digits, in parts joined by single hyphens.
  static func isKebabCase(_ name: String) -> Bool {
    name.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).allSatisfy {
      !$0.isEmpty && $0.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) }
    }
  }

  /// The end of a message about a wrong name: the nearest right one, else all when they are few.
  static func hint(for word: String, among names: [String]) -> String {
    if let nearest = Suggestion.nearest(to: word, among: names) {
      return "; did you mean '\(nearest)'?"
    }
    let shown = names.sorted().map { "'\($0)'" }
    switch shown.count {
    case 0: return ""
    case 1: return "; there is only \(shown[0])"
    case 2...12: return "; there are \(shown.joined(separator: ", "))"
    default: return ""
    }
  }

  // MARK: - Collections

  /// The items of a list.
  func list() -> [ConfigurationValue] {
    guard case .list(let items) = node.content else {
      refuseShape("a list")
      return []
    }
    return items.enumerated().map { index, item in
      ConfigurationValue(
        node: item, path: "\(path)[\(index)]", place: item.position, problems: problems)
    }
  }

  /// The keys and values of a mapping whose keys the user chooses, in the order of the file.
  ///
  /// Of a key that stands twice only the first value is returned.
  func table() -> [(key: String, value: ConfigurationValue)] {
    guard case .mapping(let entries) = node.content else {
      refuseShape("a mapping")
      return []
    }
    var first: [String: Int] = [:]
    var result: [(key: String, value: ConfigurationValue)] = []
    for entry in entries {
      let entryPath = path.isEmpty ? entry.key : "\(path).\(entry.key)"
      if let line = first[entry.key] {
        problems.report(
          "\(entryPath) stands twice; the first is on line \(line)", at: entry.position)
        continue
      }
      first[entry.key] = entry.position.line
      let value = ConfigurationValue(
        node: entry.value, path: entryPath, place: entry.position, problems: problems)
      result.append((entry.key, value))
    }
    return result
  }

  /// The values of a mapping with known keys; reports unknown and missing ones.
  func section(_ keys: ConfigurationKeys) -> ConfigurationSection {
    guard case .mapping = node.content else {
      refuseShape("a mapping with \(keys.all.map { "'\($0)'" }.joined(separator: ", "))")
      return ConfigurationSection(owner: self, values: [:])
    }
    var values: [String: ConfigurationValue] = [:]
    for (key, value) in table() {
      if keys.all.contains(key) {
        values[key] = value
      } else {
        let shown = path.isEmpty ? "'\(key)'" : "'\(key)' in \(path)"
        problems.report(
          "unknown key \(shown)\(Self.hint(for: key, among: keys.all))", at: value.place)
      }
    }
    for key in keys.required where values[key] == nil {
      reportMissing(key)
    }
    return ConfigurationSection(owner: self, values: values)
  }

  /// Reports that a key is missing; `remedy` says what to write.
  func reportMissing(_ key: String, remedy: String = "") {
    let missing = path.isEmpty ? key : "\(path).\(key)"
    problems.report("\(missing) is missing\(remedy)", at: place)
  }

  private func refuseShape(_ phrase: String) {
    if node.isNull {
      reportAtKey("has no value; give \(phrase)")
    } else {
      report("is \(node.shown); give \(phrase)")
    }
  }
}

/// The values of a mapping with known keys; reading a missing one returns a placeholder, silently,
/// because a missing required key was reported when the section was made.
struct ConfigurationSection {
  let owner: ConfigurationValue
  let values: [String: ConfigurationValue]

  /// Accesses the value of a key.
  subscript(_ key: String) -> ConfigurationValue? { values[key] }

  func number(_ key: String, _ bounds: NumberBounds) -> Double {
    values[key]?.number(bounds) ?? .nan
  }

  func text(_ key: String) -> String { values[key]?.text() ?? "" }

  func integer(_ key: String, in range: ClosedRange<UInt64>) -> UInt64 {
    values[key]?.integer(in: range) ?? range.lowerBound
  }

  func section(_ key: String, _ keys: ConfigurationKeys) -> ConfigurationSection {
    values[key]?.section(keys) ?? ConfigurationSection(owner: owner, values: [:])
  }

  func list(_ key: String) -> [ConfigurationValue] { values[key]?.list() ?? [] }

  func table(_ key: String) -> [(key: String, value: ConfigurationValue)] {
    values[key]?.table() ?? []
  }
}

/// The numbers that a value may take.
struct NumberBounds: Equatable {
  var lower: Double
  var upper: Double
  var excludesLower = false
  var excludesUpper = false

  /// From 0 to 1.
  static let share = NumberBounds(lower: 0, upper: 1)
  /// From 0 up to but not including 1.
  static let shareBelowOne = NumberBounds(lower: 0, upper: 1, excludesUpper: true)
  /// Above 0 and below 1.
  static let shareBetween = NumberBounds(
    lower: 0, upper: 1, excludesLower: true, excludesUpper: true)
  /// A score of 0 to 100 points.
  static let points = NumberBounds(lower: 0, upper: 100)
  /// A score above 0.
  static let pointsAboveZero = NumberBounds(lower: 0, upper: 100, excludesLower: true)
  /// A percentage above 0.
  static let percentAboveZero = NumberBounds(lower: 0, upper: 100, excludesLower: true)
  /// Evidence units; the upper bound keeps sums of them finite.
  static let units = NumberBounds(lower: 0, upper: 1_000_000)
  /// Units or days above 0.
  static let aboveZero = NumberBounds(lower: 0, upper: 1_000_000, excludesLower: true)

  /// Whether a number lies within the bounds.
  func contain(_ number: Double) -> Bool {
    (excludesLower ? number > lower : number >= lower)
      && (excludesUpper ? number < upper : number <= upper)
  }

  /// The bounds in words, to follow "give".
  var phrase: String {
    let low = Self.written(lower)
    let high = Self.written(upper)
    return switch (excludesLower, excludesUpper) {
    case (false, false): "a number from \(low) to \(high)"
    case (false, true): "a number from \(low) up to, not including, \(high)"
    case (true, false): "a number above \(low), at most \(high)"
    case (true, true): "a number above \(low) and below \(high)"
    }
  }

  private static func written(_ number: Double) -> String {
    number == number.rounded() ? String(Int(number)) : String(number)
  }
}
