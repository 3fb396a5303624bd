/// A policy laid out for scoring: tables by position in place of names.
struct PolicyTables: Sendable {
  let policy: Policy
  let codes = FactorCodes.shared

  /// Every weight that the stability test shakes, at its position.
  private(set) var weights: [Double] = []
  private(set) var weightKeys: [WeightKey] = []
  /// The most that a weight may become when shaken.
  private(set) var weightCeilings: [Double] = []

  /// Positions of sensitivities and reaches by token, and of those for every other token.
  let categories: [String: Int32]
  let subjects: [String: Int32]
  let unmapped: Int
  let unknownReach: Int
  /// Positions of the policy's severities and effects by code; that of 0, or of 1, where it has none.
  let factorWeights: [Int]
  let listWeights: [String: Int]
  let relatedWeight: Int
  let priorWeight: Int
  /// At ``Axis/index``.
  let axisWeights: [Int]
  let zeroWeight: Int

  /// By code.
  let halfLives: [Double]
  let baseRates: [Double]
  let isAdverse: [Bool]
  /// Codes that access columns assert, by value.
  let storageFactors: [String: Int]
  let controlFactors: [String: Int]
  let consentFactors: [String: Int]
  /// Units before age: role, whether in the vendor's favour, reliability, credibility.
  private let units: [Double]
  /// Units of an access row that names neither claimant nor source: the inventory's own record.
  let ownRecordUnits: Double
  /// Half-lives of ended accesses by storage, and that of any other storage.
  let endedHalfLives: [String: Double]
  let endedHalfLife: Double

  /// Axis weights must stay below 1 for scores to stay below 100.
  private static let largestAxisWeight = 0.999

  init(_ policy: Policy) {
    self.policy = policy
    var weights: [(path: String, value: Double, ceiling: Double)] = []
    func add(_ path: String, _ value: Double, ceiling: Double = 1) -> Int {
      weights.append((path, value, ceiling))
      return weights.count - 1
    }
    func table(_ name: String, _ values: [String: Double]) -> [String: Int32] {
      var positions: [String: Int32] = [:]
      for (key, value) in values.sorted(by: { ByteOrder.precedes($0.key, $1.key) }) {
        positions[key] = Int32(add("\(name).\(key)", value))
      }
      return positions
    }
    let zero = add("none", 0)
    let categories = table("sensitivity", policy.sensitivity)
    let subjects = table("reach", policy.reach)
    self.categories = categories
    self.subjects = subjects
    zeroWeight = zero
    unmapped = categories["unmapped"].map(Int.init) ?? zero
    unknownReach = subjects["unknown"].map(Int.init) ?? zero
    factorWeights = codes.items.map { item in
      guard let factor = item.factor else { return zero }
      let weight = policy.factors[factor.id]
      switch factor.polarity {
      case .adverse: return add("factors.\(factor.id)", weight?.severity ?? 0)
      case .mitigating: return add("factors.\(factor.id)", weight?.mu ?? 1)
      }
    }
    listWeights = table("lists", policy.lists).mapValues(Int.init)
    relatedWeight = add("hits.related_severity", policy.hits.relatedSeverity)
    priorWeight = add("unknown.prior", policy.unknown.prior, ceiling: policy.unknown.ceiling)
    axisWeights = zip(Axis.allCases, policy.axes.inOrder).map { axis, weight in
      add("axes.\(axis.rawValue)", weight, ceiling: Self.largestAxisWeight)
    }
    self.weights = weights.map(\.value)
    weightKeys = weights.map { WeightKey($0.path) }
    weightCeilings = weights.map(\.ceiling)

    halfLives = codes.items.map { policy.factors[$0.name]?.halfLifeDays ?? 0 }
    let adverse = codes.items.map { $0.factor.map { $0.polarity == .adverse } ?? true }
    isAdverse = adverse
    let opinion = policy.opinion
    baseRates = codes.items.enumerated().map { code, item in
      policy.factors[item.name]?.baseRate
        ?? (adverse[code] ? opinion.adverseBaseRate : opinion.mitigatingBaseRate)
    }
    let codes = self.codes
    func factors(_ table: [String: String]) -> [String: Int] {
      table.compactMapValues(codes.code(of:))
    }
    storageFactors = factors(policy.accessColumns.storage)
    controlFactors = factors(policy.accessColumns.control)
    consentFactors = factors(policy.accessColumns.consentBasis)
    units = Self.units(of: policy)
    ownRecordUnits = policy.claimantUnits.roles[ClaimantRole.ownRecord.rawValue] ?? 0
    endedHalfLives = policy.endedAccessHalfLifeDays
    endedHalfLife = policy.endedAccessHalfLifeDays["unknown"] ?? 1
  }

  private static func units(of policy: Policy) -> [Double] {
    var units: [Double] = []
    for role in ClaimantRole.allCases {
      for favours in [false, true] {
        let claimant = policy.claimantUnits
        let base =
          role != .vendorItself
          ? claimant.roles[role.rawValue] ?? 0
          : favours ? claimant.selfInFavour : claimant.selfAgainst
        for reliability in Reliability.allCases {
          for credibility in Credibility.allCases {
            units.append(
              base * (policy.reliability[reliability.rawValue] ?? 0)
                * (policy.credibility[String(credibility.rawValue)] ?? 0))
          }
        }
      }
    }
    return units
  }

  /// Returns the units of a claim before age: `U(role) · R · C`.
  @inline(__always)
  func units(of voice: CodedVoice, denies: Bool, code: Int) -> Double {
    if voice.isOwnRecord { return ownRecordUnits }
    let favours = denies == isAdverse[code] ? 1 : 0
    return units[
      ((Int(voice.role) * 2 + favours) * 6 + Int(voice.reliability)) * 6 + Int(voice.credibility)]
  }

  /// Returns what `age` days leave of a statement on the factor of `code`.
  @inline(__always)
  func decay(code: Int, age: Int) -> Double {
    let halfLife = halfLives[code]
    guard age > 0, halfLife > 0 else { return 1 }
    return DeterministicMath.decay(halves: Double(age) / halfLife)
  }

  /// Returns the rating of a score without floors.
  func rating(of score: Double) -> Rating {
    let hundredths = Hundredths.rounded(score)
    let thresholds = policy.rating
    if hundredths >= Hundredths.rounded(thresholds.critical) { return .critical }
    if hundredths >= Hundredths.rounded(thresholds.high) { return .high }
    if hundredths >= Hundredths.rounded(thresholds.moderate) { return .moderate }
    return .low
  }
}

/// A weight of the policy, as the stability test shakes it.
struct WeightKey: Hashable, Sendable {
  /// A hash of the weight's path, so that a draw does not depend on which other weights exist.
  let hash: UInt64

  init(_ path: String) {
    var hash = StableHash()
    hash.add(path)
    self.hash = hash.value
  }
}
