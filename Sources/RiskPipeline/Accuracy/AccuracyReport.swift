import RiskCore

/// How the comparer does on labelled pairs.
public struct AccuracyReport: Sendable, Encodable {
  /// A confusion matrix with the figures that follow from it, 0 to 1.
  public struct Matrix: Sendable, Encodable {
    public internal(set) var truePositives = 0
    public internal(set) var falsePositives = 0
    public internal(set) var falseNegatives = 0
    public internal(set) var trueNegatives = 0

    mutating func add(isMatch: Bool, isFound: Bool) {
      switch (isMatch, isFound) {
      case (true, true): truePositives += 1
      case (false, true): falsePositives += 1
      case (true, false): falseNegatives += 1
      case (false, false): trueNegatives += 1
      }
    }

    /// 1 when nothing was found.
    public var precision: Double {
      let found = truePositives + falsePositives
      return found == 0 ? 1 : Double(truePositives) / Double(found)
    }
    /// 1 when there was nothing to find.
    public var recall: Double {
      let there = truePositives + falseNegatives
      return there == 0 ? 1 : Double(truePositives) / Double(there)
    }
    public var f1: Double {
      let sum = 2 * truePositives + falsePositives + falseNegatives
      return sum == 0 ? 1 : 2 * Double(truePositives) / Double(sum)
    }

    enum CodingKeys: String, CodingKey {
      case truePositives = "true_positives"
      case falsePositives = "false_positives"
      case falseNegatives = "false_negatives"
      case trueNegatives = "true_negatives"
      case precision, recall, f1
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(truePositives, forKey: .truePositives)
      try container.encode(falsePositives, forKey: .falsePositives)
      try container.encode(falseNegatives, forKey: .falseNegatives)
      try container.encode(trueNegatives, forKey: .trueNegatives)
      try container.encode(Self.rounded(precision), forKey: .precision)
      try container.encode(Self.rounded(recall), forKey: .recall)
      try container.encode(Self.rounded(f1), forKey: .f1)
    }

    static func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
  }

  /// The matrix at one threshold.
  public struct Point: Sendable, Encodable {
    public let threshold: Double
    public let matrix: Matrix
  }

  /// A pair that was judged otherwise than its label says.
  public struct Mistake: Sendable, Encodable {
    public let query: String
    public let candidate: String
    public let isMatch: Bool
    public let verdict: String
    public let similarity: Double

    enum CodingKeys: String, CodingKey {
      case query, candidate, verdict, similarity
      case isMatch = "is_match"
    }
  }

  public let pairs: Int
  public let threshold: Double
  public let matrix: Matrix
  /// The 95 % interval of F1 over resampled pairs.
  public let f1Interval: [Double]
  /// By the scripts of both names, as `latin-latin`.
  public let byScript: [String: Matrix]
  public let byKind: [String: Matrix]
  public let curve: [Point]
  public let mistakes: [Mistake]

  enum CodingKeys: String, CodingKey {
    case pairs, threshold, matrix, curve, mistakes
    case f1Interval = "f1_interval_95"
    case byScript = "by_script"
    case byKind = "by_kind"
  }

  /// The number of resamples behind the interval.
  static let resamples = 2_000
  /// The seed of their draws, so that a report is the same each time.
  static let seed: UInt64 = 20_260_601

  /// Judges all pairs; a pair is found when the comparer takes both names for one party's.
  public init(_ labelled: LabelledPairs, comparer: NameComparer = NameComparer()) {
    let normalizer = NameNormalizer.standard
    var outcomes: [(isMatch: Bool, similarity: Double)] = []
    var matrix = Matrix()
    var byScript: [String: Matrix] = [:]
    var byKind: [String: Matrix] = [:]
    var mistakes: [Mistake] = []
    for pair in labelled.pairs {
      let query = normalizer.normalized(pair.query)
      let candidate = normalizer.normalized(pair.candidate)
      let comparison = comparer.compare(query, candidate)
      let isFound = comparison.verdict == .same
      outcomes.append((pair.isMatch, comparison.similarity))
      matrix.add(isMatch: pair.isMatch, isFound: isFound)
      byScript["\(query.scriptName)-\(candidate.scriptName)", default: Matrix()].add(
        isMatch: pair.isMatch, isFound: isFound)
      if !pair.kind.isEmpty {
        byKind[pair.kind, default: Matrix()].add(isMatch: pair.isMatch, isFound: isFound)
      }
      if isFound != pair.isMatch {
        mistakes.append(
          Mistake(
            query: pair.query, candidate: pair.candidate, isMatch: pair.isMatch,
            verdict: comparison.verdict.rawValue,
            similarity: Matrix.rounded(comparison.similarity)))
      }
    }
    pairs = labelled.pairs.count
    threshold = comparer.threshold
    self.matrix = matrix
    self.byScript = byScript
    self.byKind = byKind
    self.mistakes = mistakes
    curve = stride(from: 60, through: 98, by: 2).map { percent in
      var matrix = Matrix()
      for outcome in outcomes {
        matrix.add(
          isMatch: outcome.isMatch, isFound: outcome.similarity >= Double(percent) / 100)
      }
      return Point(threshold: Double(percent) / 100, matrix: matrix)
    }
    f1Interval = Self.interval(outcomes, threshold: comparer.threshold)
  }

  private static func interval(
    _ outcomes: [(isMatch: Bool, similarity: Double)], threshold: Double
  ) -> [Double] {
    guard !outcomes.isEmpty else { return [0, 1] }
    var draws = SeededDraws(seed: seed)
    var scores: [Double] = []
    for _ in 0..<resamples {
      var matrix = Matrix()
      for _ in outcomes.indices {
        let outcome = outcomes[draws.next(below: outcomes.count)]
        matrix.add(isMatch: outcome.isMatch, isFound: outcome.similarity >= threshold)
      }
      scores.append(matrix.f1)
    }
    scores.sort()
    return [
      Matrix.rounded(scores[resamples * 25 / 1000]),
      Matrix.rounded(scores[resamples * 975 / 1000 - 1]),
    ]
  }
}
