/// Where a record stands: an input of the run, and the line on which the record begins.
public struct RecordOrigin: Hashable, Sendable {
  /// The path of the input as the pipeline file writes it.
  public let file: InputName
  /// The line, from 1.
  public let line: Int

  /// Creates an origin.
  public init(file: InputName, line: Int) {
    self.file = file
    self.line = line
  }
}

/// The name of an input, shared by all records that were read from it.
public final class InputName: Hashable, Sendable {
  /// The path as the pipeline file writes it.
  public let path: String

  /// Creates a name.
  public init(_ path: String) { self.path = path }

  public static func == (left: InputName, right: InputName) -> Bool { left.path == right.path }
  public func hash(into hasher: inout Hasher) { hasher.combine(path) }
}

/// A document or record that says something.
public final class Source: Sendable {
  public let id: String
  public let title: String
  public let publisher: String
  public let publisherRole: ClaimantRole?
  /// The day it became public; nil when it is not known.
  public let publishedOn: CivilDate?
  /// F when no grade is given.
  public let reliability: Reliability
  /// 6 when no grade is given.
  public let credibility: Credibility
  /// Where in the world to find it: a URL, a page, a shelf mark.
  public let locator: String
  public let origin: RecordOrigin

  /// Creates a source.
  public init(
    id: String, title: String, publisher: String, publisherRole: ClaimantRole?,
    publishedOn: CivilDate?, reliability: Reliability, credibility: Credibility, locator: String,
    origin: RecordOrigin
  ) {
    self.id = id
    self.title = title
    self.publisher = publisher
    self.publisherRole = publisherRole
    self.publishedOn = publishedOn
    self.reliability = reliability
    self.credibility = credibility
    self.locator = locator
    self.origin = origin
  }
}

/// A party whose risk is scored: one row of the inventory.
public struct Vendor: Sendable {
  public var id: String
  public var name: String
  public var aliases: [String]
  /// The ISO 3166-1 alpha-2 code; nil when the inventory names no country.
  public var country: String?
  public var address: String
  public var website: String
  public var lei: String
  public var registrationNumber: String
  public var parentVendorID: String?
  public var category: String
  public var status: String
  /// Whether the inventory says that the vendor is known to have no data access.
  public var hasNoDataAccess: Bool
  public var origin: RecordOrigin

  /// Creates a vendor.
  public init(
    id: String, name: String, aliases: [String] = [], country: String? = nil, address: String = "",
    website: String = "", lei: String = "", registrationNumber: String = "",
    parentVendorID: String? = nil, category: String = "", status: String = "",
    hasNoDataAccess: Bool = false, origin: RecordOrigin
  ) {
    self.id = id
    self.name = name
    self.aliases = aliases
    self.country = country
    self.address = address
    self.website = website
    self.lei = lei
    self.registrationNumber = registrationNumber
    self.parentVendorID = parentVendorID
    self.category = category
    self.status = status
    self.hasNoDataAccess = hasNoDataAccess
    self.origin = origin
  }
}

/// A vendor's access to one category of data about one kind of people, held by somebody.
public struct Access: Sendable {
  public var id: String
  public var vendorID: String
  public var holder: String
  /// A category token in kebab case; one the policy does not name weighs as `unmapped`.
  public var dataCategory: String
  /// A token in kebab case; one the policy does not name reaches as far as `unknown`.
  public var dataSubject: String
  public var purpose: String
  /// Where the data rests, a token in kebab case; nil when the row does not say.
  public var storage: String?
  /// Who controls it, a token in kebab case; nil when the row does not say.
  public var control: String?
  /// On what the access rests, a token in kebab case; nil when the row names no basis.
  public var consentBasis: String?
  public var retentionDays: Int?
  public var validFrom: CivilDate?
  public var validTo: CivilDate?
  public var source: Source?
  /// Who says so; nil leaves it to the source's publisher.
  public var claimant: String?
  public var claimantRole: ClaimantRole?
  public var origin: RecordOrigin

  /// Creates an access.
  public init(
    id: String, vendorID: String, holder: String = "", dataCategory: String, dataSubject: String,
    purpose: String = "", storage: String? = nil, control: String? = nil,
    consentBasis: String? = nil, retentionDays: Int? = nil, validFrom: CivilDate? = nil,
    validTo: CivilDate? = nil, source: Source? = nil, claimant: String? = nil,
    claimantRole: ClaimantRole? = nil, origin: RecordOrigin
  ) {
    self.id = id
    self.vendorID = vendorID
    self.holder = holder
    self.dataCategory = dataCategory
    self.dataSubject = dataSubject
    self.purpose = purpose
    self.storage = storage
    self.control = control
    self.consentBasis = consentBasis
    self.retentionDays = retentionDays
    self.validFrom = validFrom
    self.validTo = validTo
    self.source = source
    self.claimant = claimant
    self.claimantRole = claimantRole
    self.origin = origin
  }
}

/// One claimant asserting or denying one factor about a vendor or an access, in a source.
public struct Statement: Sendable {
  public var id: String
  public var vendorID: String
  /// The access it speaks of; nil speaks of the vendor as a whole.
  public var accessID: String?
  public var factor: Factor
  public var stance: Stance
  public var claimant: String
  public var claimantRole: ClaimantRole
  public var statedOn: CivilDate
  public var validFrom: CivilDate?
  public var validTo: CivilDate?
  public var source: Source
  public var excerpt: String
  public var origin: RecordOrigin

  /// Creates a statement.
  public init(
    id: String, vendorID: String, accessID: String? = nil, factor: Factor, stance: Stance,
    claimant: String, claimantRole: ClaimantRole, statedOn: CivilDate, validFrom: CivilDate? = nil,
    validTo: CivilDate? = nil, source: Source, excerpt: String = "", origin: RecordOrigin
  ) {
    self.id = id
    self.vendorID = vendorID
    self.accessID = accessID
    self.factor = factor
    self.stance = stance
    self.claimant = claimant
    self.claimantRole = claimantRole
    self.statedOn = statedOn
    self.validFrom = validFrom
    self.validTo = validTo
    self.source = source
    self.excerpt = excerpt
    self.origin = origin
  }
}

/// A share of a vendor held by an owner.
public struct OwnershipStake: Sendable {
  public var vendorID: String
  /// The owner's vendor id when the inventory holds it, else its name as written.
  public var owner: String
  /// Percent, 0 to 100; nil when unknown.
  public var percentMin: Double?
  /// Percent, 0 to 100, not below `percentMin`; nil when unknown.
  public var percentMax: Double?
  public var validFrom: CivilDate?
  public var validTo: CivilDate?
  public var source: Source?
  public var origin: RecordOrigin
  /// The vendor that the owner is; nil when the inventory does not hold it.
  public var ownerVendorID: String?
  /// The entries that the owner resembles, screened like a vendor.
  public var hits: [Hit] = []

  /// Creates a stake, its owner not looked for yet.
  public init(
    vendorID: String, owner: String, percentMin: Double? = nil, percentMax: Double? = nil,
    validFrom: CivilDate? = nil, validTo: CivilDate? = nil, source: Source? = nil,
    origin: RecordOrigin
  ) {
    self.vendorID = vendorID
    self.owner = owner
    self.percentMin = percentMin
    self.percentMax = percentMax
    self.validFrom = validFrom
    self.validTo = validTo
    self.source = source
    self.origin = origin
  }
}

/// An analyst's verdict on a hit.
public struct Decision: Sendable {
  /// Whether vendor and entry are the same party.
  public enum Verdict: String, CaseIterable, Sendable {
    case same
    case different
  }

  public var vendorID: String
  /// The key of the entry; `list/key` where two lists use one key.
  public var entryKey: String
  public var verdict: Verdict
  public var decidedBy: String
  public var decidedOn: CivilDate
  public var reason: String
  public var expiresOn: CivilDate?
  /// A hash of the compared fields of both sides at the time of the decision; empty when not kept.
  public var anchor: String
  public var origin: RecordOrigin

  /// Creates a decision.
  public init(
    vendorID: String, entryKey: String, verdict: Verdict, decidedBy: String, decidedOn: CivilDate,
    reason: String, expiresOn: CivilDate? = nil, anchor: String = "", origin: RecordOrigin
  ) {
    self.vendorID = vendorID
    self.entryKey = entryKey
    self.verdict = verdict
    self.decidedBy = decidedBy
    self.decidedOn = decidedOn
    self.reason = reason
    self.expiresOn = expiresOn
    self.anchor = anchor
    self.origin = origin
  }
}
