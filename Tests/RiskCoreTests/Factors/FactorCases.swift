import RiskCore
import _RiskTestSupport

/// One case of a file in Tests/Fixtures/factors; the README there tells how it is written.
struct FactorCase: Sendable, CustomStringConvertible {
  static let kinds = ["observed", "not observed", "unknown", "mitigated", "ended"]

  /// A line that cannot be read.
  struct Unreadable: Error, CustomStringConvertible {
    var description: String
  }

  var kind: String
  var title: String
  var description: String
  var date = CivilDate(daysSinceEpoch: 0)
  /// What the lines `mitigated:` name.
  var mitigated: [String] = []
  /// Factor and outcome, as written.
  var expected: [(factor: String, outcome: String)] = []
  var dossier: Dossier

  private static let file = InputName("factor.cases")
  private static let accessID = "a"

  /// Reads all cases of a file.
  static func read(_ text: String, of name: String) throws -> [FactorCase] {
    var cases: [FactorCase] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty && !line.hasPrefix("#") {
      let place = "\(name):\(index + 1)"
      if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
        let kind = String(line[line.index(after: line.startIndex)..<end])
        let title = line[line.index(after: end)...].drop { $0 == " " }
        cases.append(FactorCase(kind: kind, title: String(title), at: place))
        continue
      }
      let parts = line.components(on: ": ")
      guard parts.count == 2, !cases.isEmpty,
        (try? cases[cases.count - 1].add(parts[0], parts[1], line: index + 1)) != nil
      else { throw Unreadable(description: "\(place): '\(line)' is no line of a case") }
    }
    return cases
  }

  private init(kind: String, title: String, at place: String) {
    self.kind = kind
    self.title = title
    description = "\(place): \(title)"
    let vendor = Vendor(
      id: "v", name: "V", country: "DE", hasNoDataAccess: true,
      origin: RecordOrigin(file: Self.file, line: 1))
    dossier = Dossier(vendor: vendor, isScreened: true)
  }

  private mutating func add(_ key: String, _ value: String, line: Int) throws {
    let parts = value.components(on: ", ")
    switch (key, value) {
    case ("as of", _): date = try Self.day(value)
    case ("vendor", "accesses unknown"): dossier.vendor.hasNoDataAccess = false
    case ("access", _): try addAccess(parts, line: line)
    case ("statement", _): try addStatement(parts, line: line)
    case ("mitigated", _): mitigated.append(value)
    case ("expect", _):
      let words = value.split(separator: " ", maxSplits: 1).map(String.init)
      guard words.count == 2 else { throw Unreadable(description: value) }
      expected.append((words[0], words[1]))
    default: throw Unreadable(description: key)
    }
  }

  private mutating func addAccess(_ parts: [String], line: Int) throws {
    let what = parts[0].components(on: " of ")
    guard what.count == 2 else { throw Unreadable(description: parts[0]) }
    var access = Access(
      id: Self.accessID, vendorID: "v", dataCategory: what[0], dataSubject: what[1],
      origin: RecordOrigin(file: Self.file, line: line))
    for part in parts.dropFirst() {
      let words = part.components(on: " ")
      switch (words.first, words.count) {
      case ("storage", 2): access.storage = words[1]
      case ("control", 2): access.control = words[1]
      case ("basis", 2): access.consentBasis = words[1]
      case ("ended", 2): access.validTo = try Self.day(words[1])
      default: throw Unreadable(description: part)
      }
    }
    dossier.accesses.append(access)
  }

  private mutating func addStatement(_ parts: [String], line: Int) throws {
    let said = parts[0].components(on: " ")
    guard parts.count >= 5, said.count == 2, let stance = Stance(rawValue: said[0]),
      let factor = FactorCatalogue.factor(named: said[1]),
      let role = ClaimantRole(rawValue: parts[2]), parts[3].count == 2,
      let reliability = Reliability(rawValue: String(parts[3].prefix(1))),
      let credibility = Int(parts[3].suffix(1)).flatMap(Credibility.init(rawValue:))
    else { throw Unreadable(description: parts[0]) }
    let origin = RecordOrigin(file: Self.file, line: line)
    var statement = Statement(
      id: "s\(line)", vendorID: "v", factor: factor, stance: stance, claimant: parts[1],
      claimantRole: role, statedOn: try Self.day(parts[4]),
      source: Source(
        id: "source\(line)", title: "", publisher: parts[1], publisherRole: role,
        publishedOn: nil, reliability: reliability, credibility: credibility, locator: "",
        origin: origin),
      origin: origin)
    for part in parts.dropFirst(5) {
      if part == "of the access" {
        statement.accessID = Self.accessID
      } else if part.hasPrefix("until ") {
        statement.validTo = try Self.day(String(part.dropFirst(6)))
      } else {
        throw Unreadable(description: part)
      }
    }
    dossier.statements.append(statement)
  }

  private static func day(_ text: String) throws -> CivilDate {
    guard let day = CivilDate(text) else { throw Unreadable(description: text) }
    return day
  }
}

extension StringProtocol {
  /// Splits at a separator of several characters.
  fileprivate func components(on separator: String) -> [String] {
    var parts: [String] = []
    var rest = self[...]
    while let range = rest.firstRange(of: separator) {
      parts.append(String(rest[..<range.lowerBound]))
      rest = rest[range.upperBound...]
    }
    return parts + [String(rest)]
  }
}
