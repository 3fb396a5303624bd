/// The arithmetic of scoring, on numbers and in memory that is used again.
///
/// Reading down ``score(_:)`` is reading `Documentation/Scoring.md`. What the numbers mean in words is
/// put together by ``AssessmentBuilder``, for those who need words.
struct ScoringEngine: ~Copyable {
  let tables: PolicyTables
  /// The as-of date in days since the epoch.
  let today: Int32
  let opinionPrior: Double
  let unknownOpinion: OpinionFigures
  private let axisWeights: (Double, Double, Double)
  /// By code.
  let axisOfCode: [Int8]
  let groupOfCode: [Int32]
  /// Groups of data categories are numbered from here on.
  let firstCategoryGroup: Int32 = 1 << 20
  private let stability: Stability

  var utterances = Scratch<UtteranceFigures>()
  var hypotheses = Scratch<HypothesisFigures>()
  var mitigations = Scratch<MitigationFigures>()
  /// Positions of mitigations by the rank of their subjects.
  var byRank = Scratch<Int32>()
  /// Positions of the mitigations that act on findings, finding after finding.
  var acting = Scratch<Int32>()
  /// By finding id.
  var findings = Scratch<FindingFigures>()
  var groups = Scratch<GroupFigures>()
  var terms = Scratch<Double>()
  /// Findings by axis and group, and within a group by id.
  var members = Scratch<GroupMember>()
  private var shaken = Scratch<Double>(capacity: 256)
  /// Accesses known on the date, and those of them that name a consent basis.
  var knownAccesses = 0
  var accessesWithBasis = 0
  /// The points of a score lie on this grid, so that differences and sums of scores are exact.
  private static let grid = 0x1p40

  init(_ tables: PolicyTables, asOf date: CivilDate, stability: Stability) {
    self.tables = tables
    self.stability = stability
    today = date.daysSinceEpoch
    opinionPrior = tables.policy.opinion.priorWeight
    unknownOpinion = OpinionFigures(unknown: tables.policy.unknown)
    axisWeights = (
      tables.weights[tables.axisWeights[0]], tables.weights[tables.axisWeights[1]],
      tables.weights[tables.axisWeights[2]]
    )
    axisOfCode = tables.codes.items.map { Int8($0.axis.index) }
    groupOfCode = tables.codes.items.map { Int32($0.group) }
  }

  /// Scores a dossier; findings, hypotheses and utterances stay in the engine until the next one.
  mutating func score(_ coded: CodedDossier) -> ScoreFigures {
    weighEvidence(of: coded)
    formFindings(of: coded)
    formGroups()
    var figures = aggregate()
    attribute(&figures)
    figures.rating = tables.rating(of: figures.overall.value)
    (figures.rating, figures.floor) = Floors.raise(
      figures.rating, by: tables.policy.floors, hits: coded.hits
    ) { rule in
      guard let code = rule.factor.flatMap(tables.codes.code(of:)) else { return false }
      return findings.all.contains {
        $0.code == code && $0.risk.value >= rule.minimum ?? 0
      }
    }
    figures.coverage = coverage(of: coded)
    figures.conflict = conflict(overall: figures.overall.value)
    figures.stability = stability.measure(
      findings: findings.all, groups: groups.all, members: members.all, acting: acting.all,
      mitigations: mitigations.all, overall: figures.overall.value, tables: tables,
      memory: &shaken)
    return figures
  }

  // MARK: Groups

  /// Sorts findings into groups, and takes the largest of each: the value of one member, and bounds
  /// that may be those of others.
  private mutating func formGroups() {
    members.removeAll()
    for index in 0..<findings.count {
      let finding = findings[index]
      members.append(
        GroupMember(
          key: UInt64(finding.axis) << 32 | UInt64(finding.group), finding: Int32(index)))
    }
    // Members of a group stay in the order of ids, so that of equal risks the first one counts.
    SmallSort.sort(members.all) { $0.key != $1.key ? $0.key < $1.key : $0.finding < $1.finding }
    groups.removeAll()
    var start = 0
    while start < members.count {
      var group = GroupFigures(axis: findings[Int(members[start].finding)].axis, start: start)
      let key = members[start].key
      group.counted = members[start].finding
      var end = start
      while end < members.count && members[end].key == key {
        let finding = findings[Int(members[end].finding)]
        if finding.risk.value > findings[Int(group.counted)].risk.value {
          group.counted = members[end].finding
        }
        group.value = max(group.value, finding.risk.value)
        group.low = max(group.low, finding.risk.low)
        group.high = max(group.high, finding.risk.high)
        group.inherent = max(group.inherent, finding.inherent)
        end += 1
      }
      group.size = Int32(end - start)
      groups.append(group)
      start = end
    }
    for index in 0..<groups.count { findings.all[Int(groups[index].counted)].isCounted = true }
  }

  // MARK: Axes and the whole

  private mutating func aggregate() -> ScoreFigures {
    var figures = ScoreFigures()
    for index in 0..<groups.count {
      let group = groups[index]
      groups.all[index].log = DeterministicMath.negativeLog1m(group.value)
    }
    var values = (0.0, 0.0, 0.0)
    var lows = (0.0, 0.0, 0.0)
    var highs = (0.0, 0.0, 0.0)
    var bare = (0.0, 0.0, 0.0)
    for axis in 0..<3 {
      let ofAxis = Int8(axis)
      terms.removeAll()
      for group in groups.all where group.axis == ofAxis { terms.append(group.log) }
      let total = SmallSort.ascendingSum(terms.all)
      figures.axisLogs[axis] = total
      Self.set(&values, axis, DeterministicMath.oneMinusExp(total))
      Self.set(&lows, axis, union(ofAxis) { $0.low })
      Self.set(&highs, axis, union(ofAxis) { $0.high })
      Self.set(&bare, axis, union(ofAxis) { $0.inherent })
    }
    figures.axes = (
      Figures3(values.0, low: lows.0, high: highs.0),
      Figures3(values.1, low: lows.1, high: highs.1),
      Figures3(values.2, low: lows.2, high: highs.2)
    )
    figures.overall = Figures3(overall(values), low: overall(lows), high: overall(highs))
    figures.inherent = overall(bare)
    return figures
  }

  private static func set(_ values: inout (Double, Double, Double), _ axis: Int, _ value: Double) {
    switch axis {
    case 0: values.0 = value
    case 1: values.1 = value
    default: values.2 = value
    }
  }

  /// `1 - product (1 - x)` over the groups of an axis, as `1 - exp(sum ln (1 - x))` over ascending
  /// terms, so that the order of findings shows nowhere and small risks lose no digits.
  private mutating func union(_ axis: Int8, _ risk: (GroupFigures) -> Double) -> Double {
    terms.removeAll()
    for group in groups.all where group.axis == axis {
      let risk = risk(group)
      // Most groups have no mitigation, and one logarithm serves.
      terms.append(risk == group.value ? group.log : DeterministicMath.negativeLog1m(risk))
    }
    return DeterministicMath.oneMinusExp(SmallSort.ascendingSum(terms.all))
  }

  /// The overall score, 0 to 100, of axis scores from 0 to 1.
  private func overall(_ axes: (Double, Double, Double)) -> Double {
    var (a, b, c) = (
      DeterministicMath.negativeLog1m(axes.0 * axisWeights.0),
      DeterministicMath.negativeLog1m(axes.1 * axisWeights.1),
      DeterministicMath.negativeLog1m(axes.2 * axisWeights.2)
    )
    // Ascending.
    if a > b { swap(&a, &b) }
    if b > c { swap(&b, &c) }
    if a > b { swap(&a, &b) }
    return Self.onGrid(100 * DeterministicMath.oneMinusExp(a + b + c))
  }

  private static func onGrid(_ points: Double) -> Double {
    (points * grid).rounded(.toNearestOrEven) / grid
  }

  // MARK: Attribution

  /// Splits the score into points.
  ///
  /// Logarithms make the products additive: an axis has the share `-ln(1 - weight·A)` of the sum over
  /// axes, a group within it `-ln(1 - x)` of the sum over groups. Points lie on the grid, and the
  /// finding with the most takes what rounding leaves, so that they add up to the score exactly.
  private mutating func attribute(_ figures: inout ScoreFigures) {
    let score = figures.overall.value
    guard score > 0 else { return }
    var shares = (0.0, 0.0, 0.0)
    terms.removeAll()
    shares.0 = DeterministicMath.negativeLog1m(figures.axes.0.value * axisWeights.0)
    shares.1 = DeterministicMath.negativeLog1m(figures.axes.1.value * axisWeights.1)
    shares.2 = DeterministicMath.negativeLog1m(figures.axes.2.value * axisWeights.2)
    terms.append(shares.0)
    terms.append(shares.1)
    terms.append(shares.2)
    let total = SmallSort.ascendingSum(terms.all)
    guard total > 0 else { return }
    var rest = score
    var largest = FindingFigures.none
    for group in groups.all {
      let axis = Int(group.axis)
      let share = axis == 0 ? shares.0 : axis == 1 ? shares.1 : shares.2
      let ofAxis = figures.axisLogs[axis]
      guard ofAxis > 0 else { continue }
      let points = Self.onGrid(score * (share / total) * (group.log / ofAxis))
      findings.all[Int(group.counted)].points = points
      rest -= points
      if group.log > 0, largest < 0 || isLarger(group.counted, than: largest, points) {
        largest = group.counted
      }
    }
    if largest >= 0 {
      findings.all[Int(largest)].points += rest
    }
  }

  private func isLarger(_ finding: Int32, than other: Int32, _ points: Double) -> Bool {
    let before = findings[Int(other)].points
    return points != before ? points > before : finding < other
  }

  // MARK: Coverage and conflict

  /// The share of expected facts that is known, mean of the three axes.
  ///
  /// DA expects accesses, or the word that there are none. CP expects a consent basis of each
  /// access. NS expects a screening and a country.
  private func coverage(of coded: CodedDossier) -> Double {
    let saysNone = coded.hasNoDataAccess ? 1.0 : 0
    let access = knownAccesses == 0 ? saysNone : 1
    let consent =
      knownAccesses == 0 ? saysNone : Double(accessesWithBasis) / Double(knownAccesses)
    let security = ((coded.isScreened ? 1.0 : 0) + (coded.hasCountry ? 1 : 0)) / 2
    return (access + consent + security) / 3
  }

  /// The largest conflict over counted findings with at least the policy's share of the points.
  private func conflict(overall: Double) -> Double {
    let least = tables.policy.conflict.minimumShare * overall
    var largest = 0.0
    for finding in findings.all
    where finding.isCounted && finding.points > 0 && finding.points >= least {
      largest = max(largest, finding.conflict)
    }
    return largest
  }
}

/// A finding under its group.
struct GroupMember: BitwiseCopyable {
  /// Axis and group.
  var key: UInt64
  /// The position of the finding.
  var finding: Int32
}

/// A group of findings in numbers: rival or repeated answers to one question.
struct GroupFigures: BitwiseCopyable {
  var axis: Int8
  /// Where its members begin in the engine's list, and how many they are.
  var start: Int
  var size: Int32 = 0
  /// The member that counts.
  var counted: Int32 = FindingFigures.none
  var value = 0.0
  var low = 0.0
  var high = 0.0
  var inherent = 0.0
  /// `-ln(1 - value)`.
  var log = 0.0

  init(axis: Int8, start: Int) {
    self.axis = axis
    self.start = start
  }
}

/// An assessment's figures, without words.
public struct ScoreFigures: Sendable {
  var overall = Figures3(0)
  var axes = (Figures3(0), Figures3(0), Figures3(0))
  var axisLogs: SIMD4<Double> = .zero
  /// The score without mitigations, 0 to 100.
  public internal(set) var inherent = 0.0
  /// The rating, with floors.
  public internal(set) var rating = Rating.low
  /// The position of the floor rule in the policy that raised the rating; nil when none did.
  var floor: Int?
  /// The share of expected facts that is known, 0 to 1.
  public internal(set) var coverage = 0.0
  /// The largest conflict over counted findings that carry enough of the points, 0 to 1.
  public internal(set) var conflict = 0.0
  /// How often the rating survives shaken weights, 0 to 1.
  public internal(set) var stability = 1.0

  /// The residual score with its bounds, 0 to 100: a multiple of 2^-40, so that the difference of two
  /// scores, and any sum of differences, is exact.
  public var score: Interval { overall.interval }

  /// The score of an axis with its bounds, 0 to 1.
  func axis(_ axis: Axis) -> Figures3 {
    switch axis {
    case .dataAccess: axes.0
    case .consentPractice: axes.1
    case .nationalSecurity: axes.2
    }
  }
}
