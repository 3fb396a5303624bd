extension Policy {
  /// How shares of listed owners become findings.
  public struct OwnershipRules: Sendable, Equatable, Codable {
    /// Units of a finding that may or may not be above a rule's share.
    ///
    /// One that surely is has the units of a confirmed hit.
    public var units: Double
    /// Rules of one name do not hold on the same day.
    public var rules: [OwnershipRule]

    /// Creates the rules.
    public init(units: Double, rules: [OwnershipRule]) {
      self.units = units
      self.rules = rules
    }
  }

  /// A rule by which a party that listed parties own is treated as listed.
  public struct OwnershipRule: Sendable, Equatable, Codable {
    /// What an owner passes on that is not listed itself.
    public enum Indirect: String, Sendable, Codable, CaseIterable {
      /// Its whole holding, when listed parties own it over the rule's share; otherwise nothing.
      case controlled
      /// Its holding times the share that listed parties own of it.
      case proportional
    }

    /// The name that findings show, in kebab case.
    public var name: String
    /// The law or authority that sets the rule.
    public var authority: String
    /// The severity words of the lists whose entries count as listed.
    public var lists: [String]
    /// Percent, above 0 and at most 100.
    public var share: Double
    /// Whether the share itself is enough; otherwise only more is.
    public var isInclusive: Bool
    public var indirect: Indirect
    /// The first day of the rule; nil has no beginning.
    public var validFrom: CivilDate?
    /// The last day of the rule; nil is open.
    public var validTo: CivilDate?

    /// Reads a rule as it is encoded.
    ///
    /// - Throws: `DecodingError` when a key is missing, or a date is none.
    public init(from decoder: any Decoder) throws {
      let keys = try decoder.container(keyedBy: CodingKeys.self)
      func date(_ key: CodingKeys) throws -> CivilDate? {
        guard let text = try keys.decodeIfPresent(String.self, forKey: key) else { return nil }
        guard let date = CivilDate(text) else {
          throw DecodingError.dataCorruptedError(
            forKey: key, in: keys, debugDescription: "'\(text)' is no date")
        }
        return date
      }
      self.init(
        name: try keys.decode(String.self, forKey: .name),
        authority: try keys.decode(String.self, forKey: .authority),
        lists: try keys.decode([String].self, forKey: .lists),
        share: try keys.decode(Double.self, forKey: .share),
        isInclusive: try keys.decode(Bool.self, forKey: .isInclusive),
        indirect: try keys.decode(Indirect.self, forKey: .indirect),
        validFrom: try date(.validFrom), validTo: try date(.validTo))
    }

    /// Creates a rule.
    public init(
      name: String, authority: String, lists: [String], share: Double, isInclusive: Bool,
      indirect: Indirect, validFrom: CivilDate? = nil, validTo: CivilDate? = nil
    ) {
      self.name = name
      self.authority = authority
      self.lists = lists
      self.share = share
      self.isInclusive = isInclusive
      self.indirect = indirect
      self.validFrom = validFrom
      self.validTo = validTo
    }

    /// Returns whether the rule holds on `date`; both ends are inclusive.
    public func isInForce(on date: CivilDate) -> Bool {
      validFrom.map { $0 <= date } ?? true && validTo.map { $0 >= date } ?? true
    }

    /// Returns whether the rule and `other` hold on the same day at least once.
    public func overlaps(_ other: OwnershipRule) -> Bool {
      func begins(_ one: OwnershipRule, inTimeFor end: CivilDate?) -> Bool {
        guard let from = one.validFrom, let end else { return true }
        return from <= end
      }
      return begins(self, inTimeFor: other.validTo) && begins(other, inTimeFor: validTo)
    }

    enum CodingKeys: String, CodingKey {
      case name, authority, lists, share, indirect
      case isInclusive = "inclusive"
      case validFrom = "valid_from"
      case validTo = "valid_to"
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(name, forKey: .name)
      try container.encode(authority, forKey: .authority)
      try container.encode(lists, forKey: .lists)
      try container.encode(share, forKey: .share)
      try container.encode(isInclusive, forKey: .isInclusive)
      try container.encode(indirect, forKey: .indirect)
      try container.encodeIfPresent(validFrom?.description, forKey: .validFrom)
      try container.encodeIfPresent(validTo?.description, forKey: .validTo)
    }
  }
}
