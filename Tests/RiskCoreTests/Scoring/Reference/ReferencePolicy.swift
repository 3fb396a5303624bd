@testable import RiskCore

/// A policy laid out for scoring: tables by position instead of by name where it pays.
struct ReferencePolicy: Sendable {
  let policy: Policy
  /// Reliability multipliers at ``Reliability/index``.
  private let reliability: [Double]
  /// Credibility multipliers at ``Credibility/index``.
  private let credibility: [Double]
  /// Units at ``ClaimantRole/index``; the vendor itself is handled apart.
  private let roleUnits: [Double]
  /// Axis weights at ``Axis/index``.
  let axisWeights: [Double]
  /// What access columns assert, by value.
  let storageFactors: [String: Factor]
  let controlFactors: [String: Factor]
  let consentFactors: [String: Factor]

  init(_ policy: Policy) {
    self.policy = policy
    reliability = Reliability.allCases.map { policy.reliability[$0.rawValue] ?? 0 }
    credibility = Credibility.allCases.map { policy.credibility[String($0.rawValue)] ?? 0 }
    roleUnits = ClaimantRole.allCases.map { policy.claimantUnits.roles[$0.rawValue] ?? 0 }
    axisWeights = [
      policy.axes.dataAccess.weight, policy.axes.consentPractice.weight,
      policy.axes.nationalSecurity.weight,
    ]
    func factors(_ table: [String: String]) -> [String: Factor] {
      table.compactMapValues(FactorCatalogue.factor(named:))
    }
    storageFactors = factors(policy.accessColumns.storage)
    controlFactors = factors(policy.accessColumns.control)
    consentFactors = factors(policy.accessColumns.consentBasis)
  }

  /// Returns the units of a claim before age: `U(role) · R · C`.
  func units(
    role: ClaimantRole, stance: Stance, polarity: Polarity, reliability: Reliability,
    credibility: Credibility
  ) -> Double {
    let base: Double
    if role == .vendorItself {
      let favours = (stance == .denies) == (polarity == .adverse)
      base = favours ? policy.claimantUnits.selfInFavour : policy.claimantUnits.selfAgainst
    } else {
      base = roleUnits[role.index]
    }
    return base * self.reliability[reliability.index] * self.credibility[credibility.index]
  }

  /// Units of an access row that names neither claimant nor source: the inventory's own record.
  var ownRecordUnits: Double { roleUnits[ClaimantRole.ownRecord.index] }

  /// Returns what `age` days leave of a statement on `factor`.
  func decay(ofStatementOn factor: Factor, age: Int) -> Double {
    guard age > 0, let halfLife = policy.factors[factor.id]?.halfLifeDays else { return 1 }
    return DeterministicMath.decay(halves: Double(age) / halfLife)
  }

  func baseRate(of factor: Factor) -> Double {
    policy.factors[factor.id]?.baseRate
      ?? (factor.polarity == .adverse
        ? policy.opinion.adverseBaseRate : policy.opinion.mitigatingBaseRate)
  }

  func rating(of score: Double) -> Rating {
    let hundredths = Hundredths.rounded(score)
    let thresholds = policy.rating
    if hundredths >= Hundredths.rounded(thresholds.critical) { return .critical }
    if hundredths >= Hundredths.rounded(thresholds.high) { return .high }
    if hundredths >= Hundredths.rounded(thresholds.moderate) { return .moderate }
    return .low
  }
}
