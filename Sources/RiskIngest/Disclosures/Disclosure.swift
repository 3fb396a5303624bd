import RiskCore

/// What a register or a data set of disclosures says about one party.
///
/// Formats report signals in the words of the file; what a signal means for accesses and statements
/// is in the mapping table of the source, which an analyst can change.
public struct Disclosure: Sendable {
  /// One thing disclosed: `data-category` = `9`, `purpose.legitimate-interest` = `3`, and so on.
  public struct Signal: Hashable, Sendable {
    /// The signal that tells the day on which a party left the register.
    public static let deletion = "deleted-on"

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
  /// In the order of the file, each once, and none that equals the name.
  public private(set) var aliases: [String] = []
  /// The ISO 3166-1 alpha-2 code; nil when the file names none.
  public internal(set) var country: String?
  /// The host of the party's website, without `www.`; empty when the file names none.
  public internal(set) var website = ""
  /// In the order of the file, each once.
  public private(set) var signals: [Signal] = []
  /// The day the party left the register; nil while it stands there.
  public internal(set) var endedOn: CivilDate?
  public let origin: RecordOrigin
  /// What `aliases` and `signals` hold, kept once they are many: a hostile file has a million.
  private var knownAliases: Set<String> = []
  private var knownSignals: Set<Signal> = []

  /// From how many elements on a set beside an array pays.
  private static let many = 32

  /// Creates a disclosure without signals.
  public init(partyID: String, name: String, origin: RecordOrigin) {
    self.partyID = partyID
    self.name = name
    self.origin = origin
  }

  /// Adds a signal, unless its value is empty or it is there already.
  mutating func add(_ name: String, _ value: String) {
    if !value.isEmpty { add(Signal(name, value)) }
  }

  private mutating func add(_ signal: Signal) {
    if knownSignals.isEmpty {
      guard !signals.contains(signal) else { return }
      signals.append(signal)
      if signals.count == Self.many { knownSignals = Set(signals) }
    } else if knownSignals.insert(signal).inserted {
      signals.append(signal)
    }
  }

  /// Adds a further name, unless it is empty or there already.
  mutating func addAlias(_ alias: String) {
    guard !alias.isEmpty, alias != name else { return }
    if knownAliases.isEmpty {
      guard !aliases.contains(alias) else { return }
      aliases.append(alias)
      if aliases.count == Self.many { knownAliases = Set(aliases) }
    } else if knownAliases.insert(alias).inserted {
      aliases.append(alias)
    }
  }

  /// Adds what another disclosure of the same party says.
  mutating func merge(_ other: Disclosure) {
    addAlias(other.name)
    for alias in other.aliases { addAlias(alias) }
    country = country ?? other.country
    if website.isEmpty { website = other.website }
    endedOn = endedOn ?? other.endedOn
    for signal in other.signals { add(signal) }
  }
}
