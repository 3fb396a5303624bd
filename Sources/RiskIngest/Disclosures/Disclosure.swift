import RiskCore

/// What a register or a data set of disclosures says about one party.
///
/// Formats report signals in the words of the file; what a signal means for accesses and statements is
/// in the mapping table of the source, which an analyst can change.
public struct Disclosure: Sendable {
  /// One thing disclosed: `data-category` = `9`, `purpose.legitimate-interest` = `3`, and so on.
  public struct Signal: Hashable, Sendable {
    public let name: String
    public let value: String

    /// Creates a signal.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The party's id in the file.
  public let partyID: String
  public let name: String
  public internal(set) var aliases: [String] = []
  /// The ISO 3166-1 alpha-2 code; nil when the file names none.
  public internal(set) var country: String?
  public internal(set) var website = ""
  /// In the order of the file, each once.
  public private(set) var signals: [Signal] = []
  /// The day the party left the register; nil while it stands there.
  public internal(set) var endedOn: CivilDate?
  public let origin: RecordOrigin

  /// Creates a disclosure without signals.
  public init(partyID: String, name: String, origin: RecordOrigin) {
    self.partyID = partyID
    self.name = name
    self.origin = origin
  }

  /// Adds a signal, unless its value is empty or it is there already.
  mutating func add(_ name: String, _ value: String) {
    let signal = Signal(name, value)
    if !value.isEmpty && !signals.contains(signal) { signals.append(signal) }
  }

  /// Adds what another disclosure of the same party says.
  mutating func merge(_ other: Disclosure) {
    for alias in [other.name] + other.aliases where alias != name && !aliases.contains(alias) {
      aliases.append(alias)
    }
    country = country ?? other.country
    if website.isEmpty { website = other.website }
    endedOn = endedOn ?? other.endedOn
    for signal in other.signals where !signals.contains(signal) { signals.append(signal) }
  }
}
