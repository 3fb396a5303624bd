/// A government list, as the pipeline file describes it.
public final class Watchlist: Sendable {
  /// The source id in the pipeline file.
  public let id: String
  public let title: String
  /// The body that keeps the list; an entry may name its own.
  public let authority: String
  /// The key of the policy's list severities, for example `blocking-sanctions`.
  public let severity: String
  /// The severity of entries of a part of the list, by the part's name, where it is another.
  public let partSeverities: [String: String]
  /// Whether an entry counts between its listing and the day it comes into force.
  public let countsPendingEntries: Bool

  /// Creates a list.
  public init(
    id: String, title: String, authority: String, severity: String,
    partSeverities: [String: String] = [:], countsPendingEntries: Bool
  ) {
    self.id = id
    self.title = title
    self.authority = authority
    self.severity = severity
    self.partSeverities = partSeverities
    self.countsPendingEntries = countsPendingEntries
  }
}

/// What kind of party a list names.
public enum PartyKind: String, CaseIterable, Sendable {
  case organisation
  case person
  case vessel
  case aircraft
  /// The list does not say.
  case unknown
}

/// A name of a listed party.
public struct ListedName: Hashable, Sendable {
  /// How a list ranks a name.
  public enum Kind: String, CaseIterable, Sendable {
    /// The name under which the party is listed, in any script.
    case primary
    /// A further name that identifies it.
    case strong
    /// A name that the list itself calls weak or of low quality: an acronym, a nickname.
    case weak
    /// A name it no longer bears.
    case former
  }

  public var text: String
  public var kind: Kind

  /// Creates a name.
  public init(_ text: String, _ kind: Kind) {
    self.text = text
    self.kind = kind
  }
}

/// A number or code of a listed party in somebody's register.
public struct ListedIdentifier: Hashable, Sendable {
  /// What it is, a token: `registration-number`, `tax-id`, `lei`, `imo`, `swift-bic`, `isin`, `passport`,
  /// and whatever else a list calls its own.
  public var kind: String
  public var value: String
  /// The ISO 3166-1 alpha-2 code of the country of the register; nil when the list names none.
  public var country: String?

  /// Creates an identifier.
  public init(kind: String, value: String, country: String? = nil) {
    self.kind = kind
    self.value = value
    self.country = country
  }
}

/// What a list says of a listed party and another one.
public struct ListedLink: Hashable, Sendable {
  /// How the other party stands to the listed one.
  public enum Relation: String, CaseIterable, Sendable {
    /// The other one owns a part of the listed party.
    case owner
    /// The other one is its parent, without a share named.
    case parent
    /// The listed party owns a part of the other one.
    case subsidiary
    /// They belong together; the list does not say how.
    case linked
  }

  public var relation: Relation
  /// The other party's name; empty when only its key is known.
  public var name: String
  /// The other party's key in the same list; empty when only its name is known.
  public var key: String
  /// Percent, 0 to 100; nil when the list names none.
  public var percent: Double?

  /// Creates a link.
  public init(relation: Relation, name: String = "", key: String = "", percent: Double? = nil) {
    self.relation = relation
    self.name = name
    self.key = key
    self.percent = percent
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
  public let party: PartyKind
  /// The primary name first; no two have the same text.
  public let names: [ListedName]
  /// ISO 3166-1 alpha-2 codes; empty when the list names none.
  public let countries: [String]
  public let identifiers: [ListedIdentifier]
  public let links: [ListedLink]
  public let authority: String
  public let programme: String
  /// The part of the list it stands in, where a file holds several; empty otherwise.
  public let part: String
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
    list: Watchlist, key: String, party: PartyKind = .unknown, names: [ListedName],
    countries: [String], identifiers: [ListedIdentifier] = [], links: [ListedLink] = [],
    authority: String, programme: String, part: String = "", listedOn: CivilDate?,
    inForceOn: CivilDate?, endedOn: CivilDate?, locator: String, origin: RecordOrigin
  ) {
    precondition(!names.isEmpty, "a watchlist entry has a name")
    self.list = list
    self.key = key
    self.party = party
    self.names = names
    self.countries = countries
    self.identifiers = identifiers
    self.links = links
    self.authority = authority
    self.programme = programme
    self.part = part
    self.listedOn = listedOn
    self.inForceOn = inForceOn
    self.endedOn = endedOn
    self.locator = locator
    self.origin = origin
  }

  /// The key of the policy's list severities: that of the entry's part of the list, else the list's.
  public var severity: String { list.partSeverities[part] ?? list.severity }

  /// The list and the key, as findings and decisions name an entry: `list/key`.
  public var reference: String { "\(list.id)/\(key)" }

  /// Returns whether the entry counts on `date`; both ends of its validity are inclusive.
  public func status(on date: CivilDate) -> Status {
    if let endedOn, endedOn < date { return .ended }
    if let inForceOn, inForceOn > date { return .pending }
    return .active
  }

  /// Returns the same entry, ended on `date`.
  public func ended(on date: CivilDate) -> WatchlistEntry {
    WatchlistEntry(
      list: list, key: key, party: party, names: names, countries: countries,
      identifiers: identifiers, links: links, authority: authority, programme: programme,
      part: part, listedOn: listedOn, inForceOn: inForceOn, endedOn: date, locator: locator,
      origin: origin)
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
  /// How the list ranks that name.
  public var entryNameKind: ListedName.Kind
  /// From 0 (nothing shared) to 1 (equal after normalisation).
  public var similarity: Double
  public var country: CountryAgreement
  public var identifier: IdentifierAgreement
  /// Hash of the compared fields of both sides; a decision taken on other fields stops applying.
  public var anchor: String
  /// Analysts' verdicts on this pair, oldest first.
  public var decisions: [Decision]
  /// What agreed and what did not, in a sentence.
  public var explanation: String

  /// Creates a hit.
  public init(
    entry: WatchlistEntry, kind: Kind, queryName: String, entryName: String,
    entryNameKind: ListedName.Kind = .primary, similarity: Double, country: CountryAgreement,
    identifier: IdentifierAgreement = .unknown, anchor: String, decisions: [Decision],
    explanation: String
  ) {
    self.entry = entry
    self.kind = kind
    self.queryName = queryName
    self.entryName = entryName
    self.entryNameKind = entryNameKind
    self.similarity = similarity
    self.country = country
    self.identifier = identifier
    self.anchor = anchor
    self.decisions = decisions
    self.explanation = explanation
  }
}
