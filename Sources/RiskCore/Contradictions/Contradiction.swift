/// Two facts about a vendor that cannot both be true, or do not go together, with their sources.
///
/// A contradiction scores nothing by itself. It is a case for a person: one of the sides is wrong,
/// out of date, or speaks of something else.
public struct Contradiction: Sendable, Equatable {
  /// What kind of facts disagree, in the order of reports.
  public enum Kind: String, CaseIterable, Sendable {
    /// The inventory says that there is no access to data, and an access is known.
    case dataAccessDenied = "data-access-denied"
    /// The vendor's own word stands against what a record or an authority says.
    case ownWordAgainstRecord = "own-word-against-record"
    /// One claimant asserts what another denies.
    case disputed
    /// Two accounts of one access differ in storage, control, consent basis or retention.
    case termsDiffer = "terms-differ"
    /// An access is said to rest on consent, and somebody says that there was none.
    case consentClaimedAndDenied = "consent-claimed-and-denied"
    /// The vendor's country is none of those of the entry that it is confirmed to be.
    case countryDiffers = "country-differs"
    /// One list holds the party as listed, another one as delisted.
    case listedAndEnded = "listed-and-ended"
    /// The smallest shares of the owners add up to more than 100 percent.
    case sharesExceed = "shares-exceed"
    /// Two accounts of one owner's share have no value in common.
    case sharesDiffer = "shares-differ"
    /// Two verdicts of one day on one hit say the opposite.
    case verdictsDiffer = "verdicts-differ"
  }

  /// One of the two facts, and who says so.
  public struct Side: Sendable, Equatable {
    /// What is said, in words.
    public var text: String
    /// Who says so; empty for the inventory.
    public var claimant: String
    /// What the claimant is to the vendor; nil for a list or a decision.
    public var claimantRole: ClaimantRole?
    /// The source, or the list; nil when there is none.
    public var sourceID: String?
    public var publisher: String?
    /// The day it was said, listed, ended or decided; nil when not known.
    public var date: CivilDate?
    public var origin: RecordOrigin

    /// Creates a side.
    public init(
      text: String, claimant: String, claimantRole: ClaimantRole?, sourceID: String? = nil,
      publisher: String? = nil, date: CivilDate?, origin: RecordOrigin
    ) {
      self.text = text
      self.claimant = claimant
      self.claimantRole = claimantRole
      self.sourceID = sourceID
      self.publisher = publisher
      self.date = date
      self.origin = origin
    }
  }

  public var kind: Kind
  /// An access id, a list and entry key, the owned party of a stake, or `vendor`.
  public var subject: String
  /// What the two disagree about, in a few words.
  public var topic: String
  public var claim: Side
  public var counterclaim: Side

  /// Creates a contradiction.
  public init(kind: Kind, subject: String, topic: String, claim: Side, counterclaim: Side) {
    self.kind = kind
    self.subject = subject
    self.topic = topic
    self.claim = claim
    self.counterclaim = counterclaim
  }
}

extension Contradiction {
  /// Returns every contradiction in what is known and in force on a date.
  ///
  /// Strongest stands against strongest: one question has one row, however many take a side. The
  /// order is that of the kinds, then of subject and topic; the order of the input shows nowhere.
  ///
  /// - Parameters:
  ///   - knownAccesses: The accesses of the dossier that are known on `date`.
  ///   - findings: The findings of the dossier's assessment, with their evidence.
  ///   - hits: The hits as they stand on `date`.
  /// - Complexity: O(*n* log *n*) in the facts, unless many accounts of one access agree.
  static func all(
    in dossier: Dossier, knownAccesses: [Access], asOf date: CivilDate, findings: [Finding],
    hits: [AssessedHit]
  ) -> [Contradiction] {
    let accesses = AccessAccounts(knownAccesses, asOf: date, findings: findings)
    var all = DisputedClaims.find(in: findings)
    all += accesses.deniedByInventory(dossier.vendor, findings: findings)
    all += accesses.differingTerms()
    all += accesses.consentDenied(by: findings)
    all += ListContradictions.find(vendor: dossier.vendor, hits: hits, asOf: date)
    all += OwnershipContradictions.find(
      in: dossier.ownership, vendorID: dossier.vendor.id, asOf: date)
    if all.count > 1 { all.sort(by: precedes) }
    return all
  }

  private static func precedes(_ left: Contradiction, _ right: Contradiction) -> Bool {
    if left.kind != right.kind { return left.kind.rank < right.kind.rank }
    for (a, b) in zip(left.texts, right.texts) where a != b { return ByteOrder.precedes(a, b) }
    let (a, b) = (left.claim.origin.line, right.claim.origin.line)
    return a == b ? left.counterclaim.origin.line < right.counterclaim.origin.line : a < b
  }

  private var texts: [String] {
    [
      subject, topic, claim.text, counterclaim.text, claim.claimant, counterclaim.claimant,
      claim.origin.file.path, counterclaim.origin.file.path,
    ]
  }
}

extension Contradiction.Kind {
  fileprivate var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Contradiction.Side {
  /// What a piece of evidence says on a factor.
  init(_ evidence: Evidence, on topic: String) {
    let words = evidence.excerpt.isEmpty ? "" : ": \(evidence.excerpt)"
    self.init(
      text: "\(evidence.stance.rawValue) '\(topic)'\(words)", claimant: evidence.claimant,
      claimantRole: evidence.claimantRole, sourceID: evidence.source?.id,
      publisher: evidence.source?.publisher, date: evidence.statedOn, origin: evidence.origin)
  }
}

extension Evidence {
  /// Returns the strongest of what counts for one stance, by units, then day, claimant and reference.
  static func strongest(
    of evidence: [Evidence], _ stance: Stance, where isWanted: (Evidence) -> Bool = { _ in true }
  ) -> Evidence? {
    var best: Evidence?
    for candidate in evidence
    where candidate.stance == stance && candidate.standing == .counted && candidate.kind != .hit
      && isWanted(candidate)
    {
      if best.map({ candidate.isStronger(than: $0) }) ?? true { best = candidate }
    }
    return best
  }

  private func isStronger(than other: Evidence) -> Bool {
    if units != other.units { return units > other.units }
    if statedOn != other.statedOn {
      return statedOn?.daysSinceEpoch ?? .min > other.statedOn?.daysSinceEpoch ?? .min
    }
    if claimant != other.claimant { return ByteOrder.precedes(claimant, other.claimant) }
    return ByteOrder.precedes(refID, other.refID)
  }
}
