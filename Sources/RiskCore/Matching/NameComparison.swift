/// What comparing two names gave.
public struct NameComparison: Sendable {
  /// Whether two names look like those of one party.
  public enum Verdict: String, Sendable {
    case same
    /// Relatives: one carries the distinctive words of the other beside words of its own.
    case related
    case different
  }

  /// What speaks against one party, beside words that are not shared.
  public struct Obstacles: OptionSet, Sendable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    /// Both have a number the other lacks.
    public static let numbersDiffer = Obstacles(rawValue: 1)
    /// One has a number the other lacks.
    public static let numberMissing = Obstacles(rawValue: 2)
    /// They name different places.
    public static let placesDiffer = Obstacles(rawValue: 4)
    /// Each has a generic word where the other has another one.
    public static let tradesDiffer = Obstacles(rawValue: 8)
    /// What they share is too common to tell anybody by.
    public static let onlyCommonWords = Obstacles(rawValue: 16)
    /// The legal forms are of different kinds.
    public static let formsDiffer = Obstacles(rawValue: 32)
    /// The words stand in another order.
    public static let orderDiffers = Obstacles(rawValue: 64)
    /// All that is shared is an abbreviation, or one word that is spelt differently.
    public static let shortAndMisspelt = Obstacles(rawValue: 128)
  }

  /// Two words, or runs of two, that stand for each other.
  struct Pair: BitwiseCopyable, Sendable {
    /// Places among the words of the query and of the candidate.
    var query: Int16
    var candidate: Int16
    /// A second word of that side, run together with the first; -1 for none, -2 for a legal form.
    var queryExtra: Int16 = -1
    var candidateExtra: Int16 = -1
    /// 0 to 1.
    var similarity: Float
    var weight: Float

    /// The words of each side that it takes, a bit each.
    var queryMask: UInt64 { Self.mask(query, queryExtra) }
    var candidateMask: UInt64 { Self.mask(candidate, candidateExtra) }

    private static func mask(_ word: Int16, _ extra: Int16) -> UInt64 {
      UInt64(1) << UInt64(word) | (extra >= 0 ? UInt64(1) << UInt64(extra) : 0)
    }
  }

  public internal(set) var verdict = Verdict.different
  /// From 0 (nothing shared) to 1 (equal after normalisation).
  public internal(set) var similarity = 0.0
  public internal(set) var obstacles: Obstacles = []
  var pairs: [Pair] = []
}
