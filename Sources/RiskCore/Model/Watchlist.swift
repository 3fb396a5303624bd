/// A government list, as the pipeline file describes it.
public final class Watchlist: Sendable {
  /// The source id in the pipeline file.
  public let id: String
  public let title: String
  /// The body that keeps the list; an entry may name its own.
  public let authority: String
  /// The key of the policy's list severities, for example `blocking-sanctions`.
  public let severity: String
  /// Whether an entry counts between its listing and the day it comes into force.
  public let countsPendingEntries: Bool

  /// Creates a list.
  public init(
    id: String, title: String, authority: String, severity: String, countsPendingEntries: Bool
  ) {
    self.id = id
    self.title = title
    self.authority = authority
    self.severity = severity
    self.countsPendingEntries = countsPendingEntries
  }
}

/// One listed party with its names.
public final class WatchlistEntry: Sendable {
  /// Whether an entry counts on a date.
  public enum Status: String, Sendable {
    case active
    case ended
    /// Listed, not yet in force.
    case pending
  }

  public let list: Watchlist
  /// Unique within the list.
  public let key: String
  /// The primary name first.
  public let names: [String]
  /// ISO 3166-1 alpha-2 codes; empty when the list names none.
  public let countries: [String]
  public let authority: String
  public let programme: String
  /// The day the entry became known; nil counts as always.
  public let listedOn: CivilDate?
  /// The day from which it has effect; nil is the day of listing.
  public let inForceOn: CivilDate?
  /// The last day of effect; nil is open.
  public let endedOn: CivilDate?
  public let locator: String
  public let origin: RecordOrigin

  /// Creates an entry; `names` holds at least one name.
  public init(
    list: Watchlist, key: String, names: [String], countries: [String], authority: String,
    programme: String, listedOn: CivilDate?, inForceOn: CivilDate?, endedOn: CivilDate?,
    locator: String, origin: RecordOrigin
  ) {
    precondition(!names.isEmpty, "a watchlist entry has a name")
    self.list = list
    self.key = key
    self.names = names
    self.countries = countries
    self.authority = authority
    self.programme = programme
    self.listedOn = listedOn
    self.inForceOn = inForceOn
    self.endedOn = endedOn
    self.locator = locator
    self.origin = origin
  }

  /// Returns whether the entry counts on `date`; both ends of its validity are inclusive.
  public func status(on date: CivilDate) -> Status {
    if let endedOn, endedOn < date { return .ended }
    if let inForceOn, inForceOn > date { return .pending }
    return .active
  }
}

/// How the countries of a vendor and an entry compare.
public enum CountryAgreement: String, Sendable {
  case agrees
  /// One side names none.
  case unknown
  case contradicts
}

/// A vendor that resembles an entry.
public struct Hit: Sendable {
  /// Whether the two look like one party, or like relatives.
  public enum Kind: String, Sendable {
    case same
    case related
  }

  public var entry: WatchlistEntry
  public var kind: Kind
  /// The vendor's name that resembled.
  public var queryName: String
  /// The entry's name that it resembled.
  public var entryName: String
  /// From 0 (nothing shared) to 1 (equal after normalisation).
  public var similarity: Double
  public var country: CountryAgreement
  /// Hash of the compared fields of both sides; a decision taken on other fields stops applying.
  public var anchor: String
  /// Analysts' verdicts on this pair, oldest first.
  public var decisions: [Decision]
  /// What agreed and what did not, in a sentence.
  public var explanation: String

  /// Creates a hit.
  public init(
    entry: WatchlistEntry, kind: Kind, queryName: String, entryName: String, similarity: Double,
    country: CountryAgreement, anchor: String, decisions: [Decision], explanation: String
  ) {
    self.entry = entry
    self.kind = kind
    self.queryName = queryName
    self.entryName = entryName
    self.similarity = similarity
    self.country = country
    self.anchor = anchor
    self.decisions = decisions
    self.explanation = explanation
  }
}
