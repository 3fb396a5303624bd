import RiskCore

/// Reads a policy file into a ``Policy``, and refuses one that is not complete and within bounds.
struct PolicyDecoder {
  /// What a policy file gave.
  struct Result {
    /// The policy; nil when there was a problem.
    var policy: Policy?
    /// The keys of `lists`; nil when the file has no readable ones.
    var listSeverities: [String]?
  }

  /// The version of the file layout that this program reads.
  static let version: UInt64 = 1

  /// A mapping with known keys.
  ///
  /// The raw value is its path in the file, with `*` for keys that the user chooses and `[]` for
  /// items of a list; the schema is tested against it.
  enum Section: String, CaseIterable {
    case file = ""
    case opinion
    case claimantUnits = "claimant_units"
    case roles = "claimant_units.roles"
    case reliability
    case credibility
    case axes
    case dataAccess = "axes.DA"
    case consentPractice = "axes.CP"
    case nationalSecurity = "axes.NS"
    case rating
    case floor = "floors[]"
    case unknown
    case accessColumns = "access_columns"
    case factor = "factors.*"
    case hits
    case ownership
    case ownershipRule = "ownership.rules[]"
    case conflict
    case stability

    var keys: ConfigurationKeys {
      switch self {
      case .file:
        ConfigurationKeys(required: [
          "version", "name", "opinion", "claimant_units", "reliability", "credibility", "axes",
          "rating", "floors", "unknown", "sensitivity", "reach", "ended_access_half_life_days",
          "access_columns", "factors", "lists", "hits", "ownership", "conflict",
          "stability",
        ])
      case .opinion:
        ConfigurationKeys(required: ["prior_weight", "adverse_base_rate", "mitigating_base_rate"])
      case .claimantUnits: ConfigurationKeys(required: ["roles", "self_in_favour", "self_against"])
      case .roles:
        ConfigurationKeys(
          required: ClaimantRole.allCases.filter { $0 != .vendorItself }.map(\.rawValue))
      case .reliability: ConfigurationKeys(required: Reliability.allCases.map(\.rawValue))
      case .credibility: ConfigurationKeys(required: Credibility.allCases.map { "\($0.rawValue)" })
      case .axes: ConfigurationKeys(required: Axis.allCases.map(\.rawValue))
      case .dataAccess, .consentPractice, .nationalSecurity: ConfigurationKeys(required: ["weight"])
      case .rating: ConfigurationKeys(required: ["moderate", "high", "critical"])
      case .floor:
        ConfigurationKeys(
          required: ["name", "when", "rating"], optional: ["list", "factor", "minimum"])
      case .unknown: ConfigurationKeys(required: ["prior", "ceiling"])
      case .accessColumns: ConfigurationKeys(required: ["storage", "control", "consent_basis"])
      case .factor:
        ConfigurationKeys(
          required: [], optional: ["severity", "mu", "half_life_days", "base_rate"])
      case .hits:
        ConfigurationKeys(required: [
          "units", "confirmed_units", "related_severity", "exact_country_agrees",
          "exact_country_unknown", "exact_country_contradicts", "close_country_agrees",
          "close_country_unknown", "close_country_contradicts", "related_country_agrees",
          "related_country_unknown", "related_country_contradicts", "identifier_agrees",
          "identifier_contradicts",
        ])
      case .ownership: ConfigurationKeys(required: ["units", "rules"])
      case .ownershipRule:
        ConfigurationKeys(
          required: ["name", "authority", "lists", "share", "inclusive", "indirect"],
          optional: ["valid_from", "valid_to"])
      case .conflict: ConfigurationKeys(required: ["minimum_share"])
      case .stability: ConfigurationKeys(required: ["draws", "shake", "margin", "seed"])
      }
    }
  }

  /// The largest seed: JSON readers keep whole numbers exact up to it.
  static let maximumSeed: UInt64 = (1 << 53) - 1

  let file: ConfigurationSection
  private let problems: ConfigurationProblems
  private let factors: [Factor]

  /// Returns the policy in a tree, and reports every problem of it.
  static func decode(
    _ root: ConfigurationNode, reportingTo problems: ConfigurationProblems,
    factors: [Factor] = FactorCatalogue.all
  ) -> Result {
    let value = ConfigurationValue(root: root, problems: problems)
    let decoder = PolicyDecoder(
      file: value.section(Section.file.keys), problems: problems, factors: factors)
    return decoder.result()
  }

  private func result() -> Result {
    if let version = file["version"] { Self.checkVersion(version) }
    let lists = shares("lists")
    let policy = Policy(
      name: file.text("name"), opinion: opinion(), claimantUnits: claimantUnits(),
      reliability: grades(.reliability), credibility: grades(.credibility), axes: axes(),
      rating: rating(), floors: floors(lists: lists), unknown: unknown(),
      sensitivity: shares("sensitivity", holding: "unmapped"),
      reach: shares("reach", holding: "unknown"),
      endedAccessHalfLifeDays: numbers(
        "ended_access_half_life_days", NumberBounds.aboveZero, holding: "unknown"),
      accessColumns: accessColumns(), factors: weights(), lists: lists, hits: hits(),
      ownership: ownership(lists: lists),
      conflict: Policy.ConflictRule(
        minimumShare: section(.conflict).number("minimum_share", .share)),
      stability: stability())
    return Result(
      policy: problems.all.isEmpty ? policy : nil,
      listSeverities: file["lists"] == nil ? nil : lists.keys.sorted())
  }

  /// Reports a version that this program does not read.
  static func checkVersion(_ value: ConfigurationValue) {
    guard case .scalar("\(version)", isPlain: true) = value.node.content else {
      value.report("is \(value.node.shown); this program reads version \(version)")
      return
    }
  }

  func section(_ section: Section) -> ConfigurationSection {
    file.section(section.rawValue, section.keys)
  }

  // MARK: - Constants

  private func opinion() -> Policy.OpinionModel {
    let section = section(.opinion)
    return Policy.OpinionModel(
      priorWeight: section.number("prior_weight", .aboveZero),
      adverseBaseRate: section.number("adverse_base_rate", .shareBelowOne),
      mitigatingBaseRate: section.number("mitigating_base_rate", .shareBelowOne))
  }

  private func claimantUnits() -> Policy.ClaimantUnits {
    let section = section(.claimantUnits)
    let roles = section.section("roles", Section.roles.keys)
    return Policy.ClaimantUnits(
      roles: roles.values.mapValues { $0.number(.units) },
      selfInFavour: section.number("self_in_favour", .units),
      selfAgainst: section.number("self_against", .units))
  }

  private func grades(_ grades: Section) -> [String: Double] {
    section(grades).values.mapValues { $0.number(.share) }
  }

  private func axes() -> Policy.AxisWeights {
    let section = section(.axes)
    func weight(_ axis: Axis, _ keys: Section) -> Double {
      section.section(axis.rawValue, keys.keys).number("weight", .shareBetween)
    }
    return Policy.AxisWeights(
      dataAccess: weight(.dataAccess, .dataAccess),
      consentPractice: weight(.consentPractice, .consentPractice),
      nationalSecurity: weight(.nationalSecurity, .nationalSecurity))
  }

  private func rating() -> Policy.RatingThresholds {
    let section = section(.rating)
    let rating = Policy.RatingThresholds(
      moderate: section.number("moderate", .pointsAboveZero),
      high: section.number("high", .pointsAboveZero),
      critical: section.number("critical", .pointsAboveZero))
    if rating.high <= rating.moderate {
      section["high"]?.report("is not above rating.moderate; thresholds ascend")
    }
    if rating.critical <= rating.high {
      section["critical"]?.report("is not above rating.high; thresholds ascend")
    }
    return rating
  }

  private func unknown() -> Policy.UnknownShare {
    let section = section(.unknown)
    let unknown = Policy.UnknownShare(
      prior: section.number("prior", .share), ceiling: section.number("ceiling", .shareBelowOne))
    if unknown.prior > unknown.ceiling {
      section["prior"]?.report("is above unknown.ceiling; give at most the ceiling")
    }
    return unknown
  }

  private func hits() -> Policy.HitRules {
    let section = section(.hits)
    return Policy.HitRules(
      units: section.number("units", .units),
      confirmedUnits: section.number("confirmed_units", .units),
      relatedSeverity: section.number("related_severity", .share),
      exact: byCountry("exact", of: section), close: byCountry("close", of: section),
      related: byCountry("related", of: section),
      identifierAgrees: section.number("identifier_agrees", .share),
      identifierContradicts: section.number("identifier_contradicts", .share))
  }

  private func byCountry(
    _ band: String, of section: ConfigurationSection
  ) -> Policy.HitRules.ByCountry {
    Policy.HitRules.ByCountry(
      agrees: section.number("\(band)_country_agrees", .share),
      unknown: section.number("\(band)_country_unknown", .share),
      contradicts: section.number("\(band)_country_contradicts", .share))
  }

  private func stability() -> Policy.StabilityRule {
    let section = section(.stability)
    return Policy.StabilityRule(
      draws: Int(section.integer("draws", in: 0...10_000)),
      shake: section.number("shake", .shareBelowOne), margin: section.number("margin", .points),
      seed: section.integer("seed", in: 0...Self.maximumSeed))
  }

  // MARK: - Tables

  private func shares(_ key: String, holding required: String? = nil) -> [String: Double] {
    numbers(key, .share, holding: required)
  }

  /// The numbers of a table with free keys in kebab case.
  private func numbers(
    _ key: String, _ bounds: NumberBounds, holding required: String?
  ) -> [String: Double] {
    guard let table = file[key] else { return [:] }
    var numbers: [String: Double] = [:]
    for (name, value) in table.table() {
      checkKey(name, of: value)
      numbers[name] = value.number(bounds)
    }
    if let required, case .mapping = table.node.content, numbers[required] == nil {
      table.reportMissing(required, remedy: "; it counts where no other key does")
    }
    return numbers
  }

  private func checkKey(_ key: String, of value: ConfigurationValue) {
    if ConfigurationValue.isKebabCase(key) { return }
    value.reportAtKey("is no name of a-z, 0-9 and hyphens, as in 'message-content'")
  }

  private func accessColumns() -> Policy.AccessColumns {
    let section = section(.accessColumns)
    func table(_ column: String, _ axis: Axis, _ polarity: Polarity) -> [String: String] {
      var table: [String: String] = [:]
      for (name, value) in section.table(column) {
        checkKey(name, of: value)
        guard let factor = factor(value) else { continue }
        table[name] = factor.id
        if factor.axis != axis || factor.polarity != polarity {
          value.report(
            "is '\(factor.id)', which is \(Self.kind(factor.polarity, factor.axis)); "
              + "give \(Self.kind(polarity, axis))")
        }
      }
      return table
    }
    return Policy.AccessColumns(
      storage: table("storage", .dataAccess, .mitigating),
      control: table("control", .dataAccess, .mitigating),
      consentBasis: table("consent_basis", .consentPractice, .adverse))
  }

  private static func kind(_ polarity: Polarity, _ axis: Axis) -> String {
    let article = polarity == .adverse ? "an" : "a"
    return "\(article) \(polarity.rawValue) factor of \(axis.title)"
  }

  private func factor(_ value: ConfigurationValue) -> Factor? {
    guard let id = value.choice(of: "factor", from: factors.map(\.id)) else { return nil }
    return factors.first { $0.id == id }
  }

  // MARK: - Factors and floors

  private func weights() -> [String: Policy.FactorWeight] {
    guard let table = file["factors"] else { return [:] }
    let ids = factors.map(\.id)
    var weights: [String: Policy.FactorWeight] = [:]
    for (id, value) in table.table() {
      guard let factor = factors.first(where: { $0.id == id }) else {
        problems.report(
          "factors.\(id) is no factor\(ConfigurationValue.hint(for: id, among: ids))",
          at: value.place)
        continue
      }
      weights[id] = weight(of: factor, value)
    }
    if case .mapping = table.node.content {
      for factor in factors where weights[factor.id] == nil {
        let key = Self.weightKey(of: factor) ?? "entry"
        table.reportMissing(factor.id, remedy: "; give its \(key)")
      }
    }
    return weights
  }

  /// The key that holds the weight of a factor; nil of the factor whose severity is the access's.
  private static func weightKey(of factor: Factor) -> String? {
    if factor.id == "data-access" { return nil }
    return factor.polarity == .adverse ? "severity" : "mu"
  }

  private func weight(of factor: Factor, _ value: ConfigurationValue) -> Policy.FactorWeight {
    let section = value.section(Section.factor.keys)
    guard case .mapping = value.node.content else { return Policy.FactorWeight() }
    let weightKey = Self.weightKey(of: factor)
    for key in ["severity", "mu"] {
      if key == weightKey, section[key] == nil {
        value.reportMissing(key, remedy: "; give \(NumberBounds.share.phrase)")
      } else if key != weightKey, let surplus = section[key] {
        surplus.reportAtKey(
          weightKey.map {
            "has no meaning for \(factor.polarity == .adverse ? "an adverse" : "a mitigating") factor; give '\($0)'"
          }
            ?? "has no meaning: the severity is the access's, from sensitivity and reach")
      }
    }
    return Policy.FactorWeight(
      severity: weightKey == "severity" ? section["severity"]?.number(.share) : nil,
      mu: weightKey == "mu" ? section["mu"]?.number(.share) : nil,
      halfLifeDays: section["half_life_days"]?.number(.aboveZero),
      baseRate: section["base_rate"]?.number(.shareBelowOne))
  }

  private func floors(lists: [String: Double]) -> [Policy.FloorRule] {
    var lines: [String: Int] = [:]
    return file.list("floors").compactMap { value in
      let section = value.section(Section.floor.keys)
      let name = section["name"]?.kebabName() ?? ""
      if let first = lines[name] {
        section["name"]?.report(
          "is '\(name)', the name of the floor on line \(first); choose another")
      } else if !name.isEmpty {
        lines[name] = value.node.position.line
      }
      let conditions = Policy.FloorRule.Condition.allCases.map(\.rawValue)
      let raised = Rating.allCases.filter { $0 != .low }.map(\.rawValue)
      let condition = section["when"]?.choice(of: "condition", from: conditions)
      let rating = section["rating"]?.choice(of: "rating to raise to", from: raised)
      guard let condition = condition.flatMap(Policy.FloorRule.Condition.init(rawValue:)) else {
        return nil
      }
      var rule = Policy.FloorRule(
        name: name, when: condition, rating: rating.flatMap(Rating.init(rawValue:)) ?? .critical)
      checkOperands(of: condition, in: section)
      switch condition {
      case .confirmedHit:
        if file["lists"] != nil {
          rule.list = section["list"]?.choice(of: "key of lists", from: lists.keys.sorted())
        }
      case .findingAtLeast:
        if let value = section["factor"], let factor = factor(value) {
          rule.factor = factor.id
          if factor.polarity == .mitigating {
            value.report("is '\(factor.id)', which is mitigating; a finding has an adverse factor")
          }
        }
        rule.minimum = section["minimum"]?.number(.share)
      }
      return rule
    }
  }

  private func checkOperands(
    of condition: Policy.FloorRule.Condition, in section: ConfigurationSection
  ) {
    let needed =
      switch condition {
      case .confirmedHit: ["list"]
      case .findingAtLeast: ["factor", "minimum"]
      }
    for key in ["list", "factor", "minimum"] {
      if needed.contains(key), section[key] == nil {
        section.owner.reportMissing(key, remedy: "; '\(condition.rawValue)' needs it")
      } else if !needed.contains(key), let surplus = section[key] {
        surplus.reportAtKey("has no meaning for '\(condition.rawValue)'; remove it")
      }
    }
  }
}
