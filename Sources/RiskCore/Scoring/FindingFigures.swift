/// A finding in numbers.
struct FindingFigures: BitwiseCopyable {
  /// Its code and the rank of its subject, which order findings by id.
  var key: UInt64
  var axis: Int8
  var isUnknownShare = false
  var isCounted = false
  /// Equal within a group of an axis.
  var group: Int32
  /// The hypothesis it rests on, or ``none``.
  var hypothesis: Int32
  /// The listing it rests on, or ``none``.
  var listing: Int32 = none
  /// Where its mitigations begin in the engine's list, and how many they are.
  var firstMitigation: Int32 = 0
  var mitigationCount: Int32 = 0
  /// What its severity is the product of: `constant` and two weights, each of which may be ``none``.
  var weight: Int32
  var secondWeight: Int32
  var constant: Double
  var severity: Double
  var opinion: OpinionFigures
  var conflict: Double
  var mitigation = Figures3(1)
  var risk = Figures3(0)
  var points = 0.0

  static let none: Int32 = -1

  /// Severity times belief, without mitigation.
  var inherent: Double { severity * opinion.belief.value }

  var code: Int { Int(key >> 32) }
  var rank: Int { Int(key & 0xFFFF_FFFF) }

  static func key(code: Int, rank: Int) -> UInt64 { UInt64(code) << 32 | UInt64(rank) }
}

/// A value with its bounds, in numbers.
struct Figures3: BitwiseCopyable {
  var value: Double
  var low: Double
  var high: Double

  init(_ value: Double, low: Double, high: Double) {
    self.value = value
    self.low = low
    self.high = high
  }

  init(_ value: Double) { self.init(value, low: value, high: value) }

  var interval: Interval { Interval(value: value, low: low, high: high) }
}

/// An opinion in numbers; see ``Opinion``.
struct OpinionFigures: BitwiseCopyable {
  var asserted: Double
  var denied: Double
  var baseRate: Double
  var belief: Figures3
  var conflict: Double

  /// The opinion that evidence supports.
  ///
  /// This is the Beta model of subjective logic (A. Jøsang, "A Logic for Uncertain Probabilities",
  /// 2001).
  ///
  /// With `r` units that assert, `s` that deny and a prior weight `W`:
  /// `lo = r/(r+s+W)`, `hi = (r+W)/(r+s+W)`, `p = lo + a·min(1, r/W)·(hi - lo)`: the base rate `a`
  /// has to be earned by what is asserted. `conflict = 2·min(r, s)/(r+s+W)`; probabilities split in
  /// two are no rival claims, and have none.
  @inline(__always)
  init(
    asserted: Double, denied: Double, baseRate: Double, priorWeight: Double,
    isDisputable: Bool = true
  ) {
    let total = asserted + denied + priorWeight
    let low = asserted / total
    let high = (asserted + priorWeight) / total
    let earned = min(1, asserted / priorWeight)
    // The product can pass `high`, or reach certainty, by a rounding error when the base rate is
    // close to 1; certainty would have no finite share of the points.
    let belief = min(min(high, low + baseRate * earned * (high - low)), Double(1).nextDown)
    self.asserted = asserted
    self.denied = denied
    self.baseRate = baseRate
    self.belief = Figures3(belief, low: low, high: high)
    conflict = isDisputable ? 2 * min(asserted, denied) / total : 0
  }

  /// The opinion on a fact nobody has told.
  init(unknown share: Policy.UnknownShare) {
    asserted = 0
    denied = 0
    baseRate = share.prior
    belief = Figures3(share.prior, low: 0, high: share.ceiling)
    conflict = 0
  }

  var opinion: Opinion {
    Opinion(
      asserted: asserted, denied: denied, baseRate: baseRate, belief: belief.interval,
      conflict: conflict)
  }
}

/// One utterance on one hypothesis, known on the date.
struct UtteranceFigures: BitwiseCopyable {
  /// Code of the factor and rank of the subject: the hypothesis.
  var key: UInt64
  var claimant: Int32
  /// Days since the epoch; the least number for none.
  var day: Int32
  var units: Double
  /// The access at its position, or the statement at its own behind all accesses.
  var reference: Int32
  var denies: Bool
  /// Whether the date lies within its validity.
  var isInForce: Bool
  var standing = Evidence.Standing.superseded
}

/// A hypothesis with what counts on both sides.
struct HypothesisFigures: BitwiseCopyable {
  var key: UInt64
  /// Its utterances.
  var start: Int32
  var end: Int32
  var asserted: Double
  var denied: Double

  var code: Int { Int(key >> 32) }
  var rank: Int { Int(key & 0xFFFF_FFFF) }
}

/// A mitigating hypothesis that somebody asserts.
struct MitigationFigures: BitwiseCopyable {
  var hypothesis: Int32
  var code: Int32
  var rank: Int
  var weight: Int32
  var mu: Double
  var opinion: OpinionFigures
}
