import RiskCore

/// What the signals of a register mean for accesses and statements: a table that an analyst can
/// change.
///
/// The rows that fit a signal are taken from top to bottom. Of each meaning only the first fitting
/// row counts, so that a row for one value stands above the one for any other; a fitting `ignore`
/// row ends the search.
public struct DisclosureMapping: Sendable {
  /// What a row makes of a signal.
  enum Meaning: String, CaseIterable, Sendable {
    /// The party has access to the data categories in `as`.
    case access
    /// The factors in `as` are asserted of the party as a whole.
    case factor
    /// The factors in `as` are denied of the party as a whole.
    case deniedFactor = "denied-factor"
    /// All accesses of the party rest on the basis in `as`.
    case consentBasis = "consent-basis"
    /// The value is the number of days for which the data of all accesses is kept.
    case retention
    /// The signal means nothing.
    case ignore
  }

  /// Which values of a signal a row fits.
  enum Condition: Hashable, Sendable {
    case any
    case equal(String)
    case above(Double)
    case atLeast(Double)
    case below(Double)
    case atMost(Double)

    func fits(_ value: String) -> Bool {
      switch self {
      case .any: true
      case .equal(let text): value == text
      case .above(let bound): Double(value).map { $0 > bound } ?? false
      case .atLeast(let bound): Double(value).map { $0 >= bound } ?? false
      case .below(let bound): Double(value).map { $0 < bound } ?? false
      case .atMost(let bound): Double(value).map { $0 <= bound } ?? false
      }
    }
  }

  /// One row of the table.
  struct Row: Sendable {
    let signal: String
    let condition: Condition
    let meaning: Meaning
    /// Data categories, the ids of factors, or a consent basis.
    let names: [String]
    /// Those that `names` names, for a row about factors.
    let factors: [Factor]
    let dataSubject: String
    let storage: String?
    /// Who says so; the party itself, or the publisher of the source in this role.
    let claimantRole: ClaimantRole?
    let note: String
    /// The line in the file.
    let line: Int
  }

  /// In the order of the file.
  let rows: [Row]
  /// The places in `rows` of those about a signal.
  private let places: [String: [Int]]

  /// The number of rows.
  public var rowCount: Int { rows.count }

  init(rows: [Row]) {
    self.rows = rows
    places = Dictionary(grouping: rows.indices) { rows[$0].signal }
  }

  /// Returns the places of the rows that count for a signal; nil when no row fits it.
  func rowsCounting(for signal: Disclosure.Signal) -> [Int]? {
    var counting: [Int] = []
    var seen: Set<Meaning> = []
    for place in places[signal.name] ?? [] where rows[place].condition.fits(signal.value) {
      let meaning = rows[place].meaning
      if seen.insert(meaning).inserted { counting.append(place) }
      if meaning == .ignore { break }
    }
    return counting.isEmpty ? nil : counting
  }
}
