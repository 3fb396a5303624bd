/// Every weight, threshold and rule of the scoring.
///
/// A policy is complete: there are no defaults in code, and the decoder refuses a file that lacks a
/// value. Its JSON form, with sorted keys, is what a run stores and hashes.
public struct Policy: Sendable, Encodable {
  /// The name analysts call it by.
  public var name: String
  public var opinion: OpinionModel
  /// Evidence units before grades and age, by role.
  public var claimantUnits: ClaimantUnits
  /// Multiplier for each Admiralty reliability, A to F.
  public var reliability: [String: Double]
  /// Multiplier for each Admiralty credibility, 1 to 6.
  public var credibility: [String: Double]
  public var axes: AxisWeights
  /// The score, 0 to 100, from which each rating applies.
  public var rating: RatingThresholds
  public var floors: [FloorRule]
  public var unknown: UnknownShare
  /// Sensitivity of each data category, 0 to 1; holds `unmapped`.
  public var sensitivity: [String: Double]
  /// Reach of each kind of data subject, 0 to 1; holds `unknown`.
  public var reach: [String: Double]
  /// Half-life of an ended access in days, by storage; holds `unknown`.
  public var endedAccessHalfLifeDays: [String: Double]
  /// What the columns of an access row assert: column to value to factor id.
  public var accessColumns: AccessColumns
  /// Weight of each factor of the catalogue.
  public var factors: [String: FactorWeight]
  /// Severity of a hit, by the list's `severity`.
  public var lists: [String: Double]
  public var hits: HitRules
  public var ownership: OwnershipRules
  public var conflict: ConflictRule
  public var stability: StabilityRule

  /// Creates a policy from its parts.
  public init(
    name: String, opinion: OpinionModel, claimantUnits: ClaimantUnits,
    reliability: [String: Double], credibility: [String: Double], axes: AxisWeights,
    rating: RatingThresholds, floors: [FloorRule], unknown: UnknownShare,
    sensitivity: [String: Double], reach: [String: Double],
    endedAccessHalfLifeDays: [String: Double], accessColumns: AccessColumns,
    factors: [String: FactorWeight], lists: [String: Double], hits: HitRules,
    ownership: OwnershipRules, conflict: ConflictRule, stability: StabilityRule
  ) {
    self.name = name
    self.opinion = opinion
    self.claimantUnits = claimantUnits
    self.reliability = reliability
    self.credibility = credibility
    self.axes = axes
    self.rating = rating
    self.floors = floors
    self.unknown = unknown
    self.sensitivity = sensitivity
    self.reach = reach
    self.endedAccessHalfLifeDays = endedAccessHalfLifeDays
    self.accessColumns = accessColumns
    self.factors = factors
    self.lists = lists
    self.hits = hits
    self.ownership = ownership
    self.conflict = conflict
    self.stability = stability
  }

  enum CodingKeys: String, CodingKey {
    case name, opinion, reliability, credibility, axes, rating, floors, unknown, sensitivity, reach
    case factors, lists, hits, ownership, conflict, stability
    case claimantUnits = "claimant_units"
    case endedAccessHalfLifeDays = "ended_access_half_life_days"
    case accessColumns = "access_columns"
  }
}

extension Policy {
  /// The constants of the Beta model.
  public struct OpinionModel: Sendable, Codable {
    /// Units that stand for what is not known, above 0.
    public var priorWeight: Double
    /// Base rate of adverse factors, 0 up to but not including 1.
    public var adverseBaseRate: Double
    /// Base rate of mitigating factors, 0 up to but not including 1.
    public var mitigatingBaseRate: Double

    /// Creates the constants.
    public init(priorWeight: Double, adverseBaseRate: Double, mitigatingBaseRate: Double) {
      self.priorWeight = priorWeight
      self.adverseBaseRate = adverseBaseRate
      self.mitigatingBaseRate = mitigatingBaseRate
    }

    enum CodingKeys: String, CodingKey {
      case priorWeight = "prior_weight"
      case adverseBaseRate = "adverse_base_rate"
      case mitigatingBaseRate = "mitigating_base_rate"
    }
  }

  /// Evidence units by claimant role, 0 or more.
  public struct ClaimantUnits: Sendable, Codable {
    /// Units of each role but the vendor itself.
    public var roles: [String: Double]
    /// The vendor speaking in its own favour.
    public var selfInFavour: Double
    /// The vendor speaking against itself.
    public var selfAgainst: Double

    /// Creates the table; `roles` holds every ``ClaimantRole`` but `self`.
    public init(roles: [String: Double], selfInFavour: Double, selfAgainst: Double) {
      self.roles = roles
      self.selfInFavour = selfInFavour
      self.selfAgainst = selfAgainst
    }

    enum CodingKeys: String, CodingKey {
      case roles
      case selfInFavour = "self_in_favour"
      case selfAgainst = "self_against"
    }
  }

  /// The weight of each axis in the overall score.
  public struct AxisWeights: Sendable, Codable {
    /// Weight of one axis.
    public struct Weight: Sendable, Codable {
      /// Above 0 and below 1.
      public var weight: Double

      /// Creates a weight.
      public init(_ weight: Double) { self.weight = weight }
    }

    public var dataAccess: Weight
    public var consentPractice: Weight
    public var nationalSecurity: Weight

    /// Creates the weights.
    public init(dataAccess: Double, consentPractice: Double, nationalSecurity: Double) {
      self.dataAccess = Weight(dataAccess)
      self.consentPractice = Weight(consentPractice)
      self.nationalSecurity = Weight(nationalSecurity)
    }

    enum CodingKeys: String, CodingKey {
      case dataAccess = "DA"
      case consentPractice = "CP"
      case nationalSecurity = "NS"
    }
  }

  /// The scores from which ratings apply, ascending, 0 to 100.
  public struct RatingThresholds: Sendable, Codable {
    public var moderate: Double
    public var high: Double
    public var critical: Double

    /// Creates the thresholds.
    public init(moderate: Double, high: Double, critical: Double) {
      self.moderate = moderate
      self.high = high
      self.critical = critical
    }
  }

  /// A rule that raises a rating whatever the score.
  public struct FloorRule: Sendable, Codable {
    /// What the rule looks at.
    public enum Condition: String, Sendable, Codable, CaseIterable {
      /// A confirmed hit on an active entry of a list of the severity `list`.
      case confirmedHit = "confirmed-hit"
      /// A finding of the factor `factor`, counted or subsumed, with a risk of at least `minimum`.
      case findingAtLeast = "finding-at-least"
    }

    /// The name that assessments show.
    public var name: String
    public var when: Condition
    public var list: String?
    public var factor: String?
    public var minimum: Double?
    /// The rating it raises to: moderate, high or critical.
    public var rating: String

    /// Creates a rule.
    public init(
      name: String, when: Condition, list: String? = nil, factor: String? = nil,
      minimum: Double? = nil, rating: Rating
    ) {
      self.name = name
      self.when = when
      self.list = list
      self.factor = factor
      self.minimum = minimum
      self.rating = rating.rawValue
    }
  }

  /// What is assumed of a fact nobody has told.
  public struct UnknownShare: Sendable, Codable {
    /// The degree of belief, 0 to `ceiling`.
    public var prior: Double
    /// The upper bound, below 1.
    public var ceiling: Double

    /// Creates the share.
    public init(prior: Double, ceiling: Double) {
      self.prior = prior
      self.ceiling = ceiling
    }
  }

  /// The factor that each value of an access column asserts.
  public struct AccessColumns: Sendable, Codable {
    public var storage: [String: String]
    public var control: [String: String]
    public var consentBasis: [String: String]

    /// Creates the tables, value to factor id.
    public init(
      storage: [String: String], control: [String: String], consentBasis: [String: String]
    ) {
      self.storage = storage
      self.control = control
      self.consentBasis = consentBasis
    }

    enum CodingKeys: String, CodingKey {
      case storage, control
      case consentBasis = "consent_basis"
    }
  }

  /// The weight of one factor.
  public struct FactorWeight: Sendable, Codable {
    /// Of an adverse factor: severity, 0 to 1.
    ///
    /// `data-access` has none: its severity is the access's.
    public var severity: Double?
    /// Of a mitigating factor: what it leaves of the risk when certain, 0 to 1.
    public var mu: Double?
    /// Half-life of statements on it in days, above 0; nil never ages.
    public var halfLifeDays: Double?
    /// Base rate in place of the policy's.
    public var baseRate: Double?

    /// Creates a weight.
    public init(
      severity: Double? = nil, mu: Double? = nil, halfLifeDays: Double? = nil,
      baseRate: Double? = nil
    ) {
      self.severity = severity
      self.mu = mu
      self.halfLifeDays = halfLifeDays
      self.baseRate = baseRate
    }

    enum CodingKeys: String, CodingKey {
      case severity, mu
      case halfLifeDays = "half_life_days"
      case baseRate = "base_rate"
    }
  }

  /// How hits become findings.
  public struct HitRules: Sendable, Equatable, Encodable {
    /// Units that an open hit's probability is worth.
    public var units: Double
    /// Units that assert a confirmed hit.
    public var confirmedUnits: Double
    /// Multiplier of the severity of a related hit, 0 to 1.
    public var relatedSeverity: Double
    /// Probability that a hit means the vendor when the names are equal, by country.
    public var exact: ByCountry
    /// The same when the names are only as similar as they have to be.
    public var close: ByCountry
    /// The same of a relative.
    public var related: ByCountry
    /// Probability of a hit with the same identifier, 0 to 1.
    public var identifierAgrees: Double
    /// The most that a hit with another identifier can have, 0 to 1.
    public var identifierContradicts: Double

    /// Probabilities, 0 to 1, by how the countries of vendor and entry compare.
    public struct ByCountry: Sendable, Equatable {
      public var agrees: Double
      public var unknown: Double
      public var contradicts: Double

      /// Creates three probabilities.
      public init(agrees: Double, unknown: Double, contradicts: Double) {
        self.agrees = agrees
        self.unknown = unknown
        self.contradicts = contradicts
      }

      /// The probability for one comparison.
      public subscript(agreement: CountryAgreement) -> Double {
        switch agreement {
        case .agrees: agrees
        case .unknown: unknown
        case .contradicts: contradicts
        }
      }
    }

    /// Creates the rules.
    public init(
      units: Double, confirmedUnits: Double, relatedSeverity: Double, exact: ByCountry,
      close: ByCountry, related: ByCountry, identifierAgrees: Double, identifierContradicts: Double
    ) {
      self.units = units
      self.confirmedUnits = confirmedUnits
      self.relatedSeverity = relatedSeverity
      self.exact = exact
      self.close = close
      self.related = related
      self.identifierAgrees = identifierAgrees
      self.identifierContradicts = identifierContradicts
    }

    enum CodingKeys: String, CodingKey {
      case units
      case confirmedUnits = "confirmed_units"
      case relatedSeverity = "related_severity"
      case exactCountryAgrees = "exact_country_agrees"
      case exactCountryUnknown = "exact_country_unknown"
      case exactCountryContradicts = "exact_country_contradicts"
      case closeCountryAgrees = "close_country_agrees"
      case closeCountryUnknown = "close_country_unknown"
      case closeCountryContradicts = "close_country_contradicts"
      case relatedCountryAgrees = "related_country_agrees"
      case relatedCountryUnknown = "related_country_unknown"
      case relatedCountryContradicts = "related_country_contradicts"
      case identifierAgrees = "identifier_agrees"
      case identifierContradicts = "identifier_contradicts"
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(units, forKey: .units)
      try container.encode(confirmedUnits, forKey: .confirmedUnits)
      try container.encode(relatedSeverity, forKey: .relatedSeverity)
      try container.encode(exact.agrees, forKey: .exactCountryAgrees)
      try container.encode(exact.unknown, forKey: .exactCountryUnknown)
      try container.encode(exact.contradicts, forKey: .exactCountryContradicts)
      try container.encode(close.agrees, forKey: .closeCountryAgrees)
      try container.encode(close.unknown, forKey: .closeCountryUnknown)
      try container.encode(close.contradicts, forKey: .closeCountryContradicts)
      try container.encode(related.agrees, forKey: .relatedCountryAgrees)
      try container.encode(related.unknown, forKey: .relatedCountryUnknown)
      try container.encode(related.contradicts, forKey: .relatedCountryContradicts)
      try container.encode(identifierAgrees, forKey: .identifierAgrees)
      try container.encode(identifierContradicts, forKey: .identifierContradicts)
    }
  }

  /// Which findings speak for a vendor's conflict.
  public struct ConflictRule: Sendable, Codable {
    /// The least share of the vendor's points, 0 to 1.
    public var minimumShare: Double

    /// Creates the rule.
    public init(minimumShare: Double) { self.minimumShare = minimumShare }

    enum CodingKeys: String, CodingKey {
      case minimumShare = "minimum_share"
    }
  }

  /// How the stability of a rating is measured.
  public struct StabilityRule: Sendable, Codable {
    /// Number of shaken policies, 0 or more.
    public var draws: Int
    /// Largest relative change of a weight, 0 up to but not including 1.
    public var shake: Double
    /// Distance to a threshold, in points, within which a vendor is tested.
    public var margin: Double
    /// Seed of the draws.
    public var seed: UInt64

    /// Creates the rule.
    public init(draws: Int, shake: Double, margin: Double, seed: UInt64) {
      self.draws = draws
      self.shake = shake
      self.margin = margin
      self.seed = seed
    }
  }
}
