// Compares two normalised names: words find their partners, and what is left over on either side
// speaks against.
//
// The similarity is a share: the weight of the words that found partners, on both sides, over the
// weight of all words, on both sides. Weights are rarities, so that what says nothing (Trading, Bank,
// International) counts for little whether it is shared or not. Words of the query's own count more
// than words that only the candidate has: people shorten the names of others, they do not lengthen
// them, and a vendor with a word of its own is somebody's branch, or somebody else.
//
// On top of the share stand obstacles, which are identity rather than spelling: numbers, places, and
// generic words that exclude each other.
//
// Whoever changes a rule here has to look at NameIndex: its search relies on `leastQueryShare` and on
// what `related` asks for.

/// Compares names.
public struct NameComparer: Sendable {
  /// From this similarity on two names are taken for those of one party.
  public static let defaultThreshold = 0.82

  /// How much more a word of the query's own weighs than one of the candidate's.
  static let ownWord: Float = 3.5
  /// The same for a word that only the candidate has.
  static let candidateWord: Float = 2.3
  /// The same for a place: entries carry the seat in their names that others leave away.
  static let candidatePlace: Float = 1.3
  /// What is left of the similarity when both have numbers, and others.
  static let numbersDiffer: Float = 0.5
  /// The same when only one has a number.
  static let numberMissing: Float = 0.75
  /// The same when they name different places.
  static let placesDiffer: Float = 0.6
  /// The same when each has a generic word of its own.
  static let tradesDiffer: Float = 0.85
  /// The same when they share nothing but common words and not all of them.
  static let onlyCommonWords: Float = 0.7
  /// The same when all that is shared is an abbreviation, or one word that is spelt differently.
  static let shortAndMisspelt: Float = 0.85
  /// What legal forms of different kinds, and another order of words, take off.
  static let formsDiffer: Float = 0.02
  static let orderDiffers: Float = 0.02
  /// The same where there are only common words.
  static let orderTells: Float = 0.2
  /// The weight that shared words need to tell a party by.
  static let distinctive: Float = 5
  /// The weight of the words that two names may lack and still be all there: two that weigh least.
  static let immaterial: Float = 2.01 * WordRarity.lightest
  /// The share of the weight from which one pair is all that names share.
  static let loneShare: Float = 0.8
  /// The length from which one misspelt word is enough to tell a party by: of a word that is known, and
  /// of two words that nobody knows, either of which may be a brand.
  static let longMisspelt = 7
  static let longUnknown = 10
  /// The same for a word in another script that sounds alike, and for one that differs by a letter more.
  static let longBridged = 6
  static let longBridgedMisspelt = 9

  /// The weight of the word that a relative carries, when it is what the candidate is told by: one that
  /// no more than some dozens of names hold.
  static let relatedWord: Float = 6
  /// The share of the candidate's weight that it then carries, unless it has no words but the
  /// candidate's.
  static let relatedShare: Float = 0.8
  /// The similarity that is enough instead, when some ten names at most hold the word.
  static let relatedAtLeast: Float = 0.4
  static let relatedAlone: Float = 7
  /// The similarity which that word needs.
  static let relatedSimilarity: Float = 0.9
  /// The fewest letters of that word.
  static let relatedLength = 3

  /// From this similarity on names are one party's, 0 to 1.
  public let threshold: Double
  private let limit: Float

  /// Creates a comparer that takes names for one party's from `threshold` on, 0 to 1.
  public init(threshold: Double = defaultThreshold) {
    precondition((0..<1).contains(threshold), "a threshold of 1 asks for more than equality")
    self.threshold = threshold
    limit = Float(threshold)
  }

  /// The least share of its own weight that a query has to find partners for, to reach `threshold`.
  var leastQueryShare: Float {
    let odds = Self.ownWord * limit / (2 * (1 - limit))
    return odds / (1 + odds)
  }

  /// Compares a query, the vendor's name, with a candidate, an entry's.
  ///
  /// - Complexity: O(*n* · *m*) in the numbers of words.
  public func compare(
    _ query: borrowing NormalizedName, _ candidate: borrowing NormalizedName
  ) -> NameComparison {
    var result = NameComparison()
    guard !query.words.isEmpty, !candidate.words.isEmpty else { return result }
    result.pairs = Self.partners(query, candidate)
    judge(query, candidate, &result)
    return result
  }

  // MARK: Partners

  /// What remains when two words stand for one.
  static let joined: Float = 0.95

  /// Finds partners: the most alike first, each word once.
  ///
  /// A run of two words takes part like a word.
  private static func partners(
    _ query: borrowing NormalizedName, _ candidate: borrowing NormalizedName
  ) -> [NameComparison.Pair] {
    var found: [NameComparison.Pair] = []
    for (left, queryWord) in query.words.enumerated() {
      for (right, candidateWord) in candidate.words.enumerated() {
        let similarity = WordSimilarity.similarity(
          queryWord, of: query, candidateWord, of: candidate)
        guard similarity > 0 else { continue }
        found.append(
          NameComparison.Pair(
            query: Int16(left), candidate: Int16(right), similarity: similarity,
            weight: min(queryWord.weight, candidateWord.weight)))
      }
    }
    for join in query.joins {
      for (right, word) in candidate.words.enumerated()
      where word.spelling == join.spelling {
        found.append(
          NameComparison.Pair(
            query: join.head, candidate: Int16(right), queryExtra: join.tail, similarity: joined,
            weight: min(query.weight(of: join), word.weight)))
      }
    }
    for join in candidate.joins {
      for (left, word) in query.words.enumerated()
      where word.spelling == join.spelling {
        found.append(
          NameComparison.Pair(
            query: Int16(left), candidate: join.head, candidateExtra: join.tail,
            similarity: joined, weight: min(candidate.weight(of: join), word.weight)))
      }
    }
    guard found.count > 1 else { return found }
    found.sort { left, right in
      if left.similarity != right.similarity { return left.similarity > right.similarity }
      if left.weight != right.weight { return left.weight > right.weight }
      let leftShift = abs(left.query - left.candidate)
      let rightShift = abs(right.query - right.candidate)
      if leftShift != rightShift { return leftShift < rightShift }
      return (left.query, left.candidate) < (right.query, right.candidate)
    }
    var usedLeft: UInt64 = 0
    var usedRight: UInt64 = 0
    return found.filter { pair in
      guard usedLeft & pair.queryMask == 0, usedRight & pair.candidateMask == 0 else {
        return false
      }
      usedLeft |= pair.queryMask
      usedRight |= pair.candidateMask
      return true
    }
  }

  // MARK: Judging

  /// What is left over on one side.
  private struct Leftover {
    var weight: Float = 0
    var numbers = 0
    var places = 0
    var generics = 0
    var plain = 0
    /// Weight as it speaks against a candidate.
    var cost: Float = 0

    mutating func add(_ word: NameWord) {
      weight += word.weight
      cost +=
        word.weight
        * (word.kind == .place ? NameComparer.candidatePlace : NameComparer.candidateWord)
      if word.hasDigit {
        numbers += 1
      } else {
        switch word.kind {
        case .place: places += 1
        case .generic where word.weight <= WordRarity.lightest: break
        case .generic, .ambiguous: generics += 1
        default: plain += 1
        }
      }
    }
  }

  private func judge(
    _ query: borrowing NormalizedName, _ candidate: borrowing NormalizedName,
    _ result: inout NameComparison
  ) {
    var matched: Float = 0
    var total: Float = 0
    /// Weight of the candidate's words with partners, in its own weights.
    var carried: Float = 0
    var heaviest: Float = 0
    var carriesRareHead = false
    var carriesHead = false
    let head = candidate.head
    var isExact = true
    var usedLeft: UInt64 = 0
    var usedRight: UInt64 = 0
    var inOrder = true
    var lastCandidate: Int16 = -1
    var isTelling = false
    for pair in result.pairs {
      let kind = query.words[Int(pair.query)].kind
      if kind == .plain || kind == .number || candidate.words[Int(pair.candidate)].kind == .plain {
        isTelling = true
      }
      matched += 2 * pair.weight * pair.similarity
      total += 2 * pair.weight
      heaviest = max(heaviest, pair.weight)
      isExact = isExact && pair.similarity == 1
      usedLeft |= pair.queryMask
      usedRight |= pair.candidateMask
      carried += candidate.words[Int(pair.candidate)].weight
      if pair.candidateExtra >= 0 {
        carried += candidate.words[Int(pair.candidateExtra)].weight
      }
      if pair.similarity >= Self.relatedSimilarity, pair.weight >= Self.relatedWord,
        candidate.words[Int(pair.candidate)].count >= Self.relatedLength
      {
        if Int(pair.candidate) == head || Int(pair.candidateExtra) == head {
          carriesHead = true
          carriesRareHead =
            pair.weight >= Self.relatedAlone
            && candidate.words[Int(pair.candidate)].count > Self.shortName
        }
      }
    }
    guard matched > 0 else { return }
    for pair in result.pairs.sorted(by: { $0.query < $1.query })
    where Self.countsForOrder(pair, query, candidate) {
      inOrder = inOrder && pair.candidate > lastCandidate
      lastCandidate = pair.candidate
    }
    var (own, missing) = (Leftover(), Leftover())
    for (index, word) in query.words.enumerated() where usedLeft & (UInt64(1) << UInt64(index)) == 0
    {
      own.add(word)
    }
    for (index, word) in candidate.words.enumerated()
    where usedRight & (UInt64(1) << UInt64(index)) == 0 {
      missing.add(word)
    }
    var similarity =
      matched / (total + Self.ownWord * own.weight + missing.cost)

    var obstacles: NameComparison.Obstacles = []
    if own.numbers > 0 && missing.numbers > 0 {
      obstacles.insert(.numbersDiffer)
      similarity *= Self.numbersDiffer
    } else if own.numbers > 0 || missing.numbers > 0 {
      obstacles.insert(.numberMissing)
      similarity *= Self.numberMissing
    }
    if own.places > 0, missing.places > 0,
      Self.placesDiffer(query, usedLeft, candidate, usedRight)
    {
      obstacles.insert(.placesDiffer)
      similarity *= Self.placesDiffer
    }
    if own.generics > 0 && missing.generics > 0 {
      obstacles.insert(.tradesDiffer)
      similarity *= Self.tradesDiffer
    }
    let formsDiffer = Self.formsDiffer(query.forms, candidate.forms)
    let isComplete = own.weight == 0 && missing.weight == 0
    // Without a telling word all has to be there, as it is, and be more than one word.
    let isCommon =
      isTelling
      ? total < 2 * Self.distinctive && !(isComplete && isExact)
      : !isComplete || formsDiffer || !inOrder
        || !Self.areLiterallyEqual(result.pairs, query, candidate)
    if isCommon {
      obstacles.insert(.onlyCommonWords)
      similarity *= Self.onlyCommonWords
    }
    if heaviest * 2 >= total * Self.loneShare, !(isExact && isComplete),
      let pair = result.pairs.first(where: { $0.weight == heaviest }),
      Self.isDoubtful(pair, query, candidate)
    {
      obstacles.insert(.shortAndMisspelt)
      similarity *= Self.shortAndMisspelt
    }
    if formsDiffer {
      obstacles.insert(.formsDiffer)
      similarity -= Self.formsDiffer
    }
    if !inOrder {
      // Of common words the order tells: Star Gold is not Gold Star.
      obstacles.insert(.orderDiffers)
      similarity -= isTelling ? Self.orderDiffers : Self.orderTells
    }
    similarity = max(0, similarity)
    result.similarity = Double(similarity)
    result.obstacles = obstacles
    if result.similarity >= threshold {
      result.verdict = .same
    } else if carriesHead,
      carried >= Self.relatedShare * candidate.weight || own.weight <= Self.immaterial
        || carriesRareHead && similarity >= Self.relatedAtLeast,
      obstacles.isDisjoint(with: [.numbersDiffer, .placesDiffer])
    {
      result.verdict = .related
    }
  }

  /// Whether places that are left over on both sides exclude each other.
  private static func placesDiffer(
    _ query: borrowing NormalizedName, _ usedLeft: UInt64, _ candidate: borrowing NormalizedName,
    _ usedRight: UInt64
  ) -> Bool {
    for (left, queryWord) in query.words.enumerated()
    where queryWord.kind == .place && usedLeft & (UInt64(1) << UInt64(left)) == 0 {
      for (right, candidateWord) in candidate.words.enumerated()
      where candidateWord.kind == .place && usedRight & (UInt64(1) << UInt64(right)) == 0 {
        // A name that begins with its seat may have a branch anywhere: Hangzhou Hikvision, Hikvision USA.
        if (left == 0) != (right == 0) { continue }
        if !queryWord.place.mayContain(candidateWord.place) { return true }
      }
    }
    return false
  }

  /// Whether the only telling pair of two names is too little to tell them by, when it is not all of
  /// both: an abbreviation, or a word spelt otherwise that may be another brand.
  ///
  /// A misspelling is believed of a query that nobody knows against a word that people know: clerks
  /// misspell, and registers mostly do not. Two words that nobody knows are two brands until they are
  /// long, and what they share in front or behind, as in `aztelekom` and `gaztelekom`, is no part of
  /// that length.
  private static func isDoubtful(
    _ pair: NameComparison.Pair, _ query: borrowing NormalizedName,
    _ candidate: borrowing NormalizedName
  ) -> Bool {
    let left = query.words[Int(pair.query)]
    let right = candidate.words[Int(pair.candidate)]
    if pair.queryExtra != -1 || pair.candidateExtra != -1 { return false }
    if left.meaning == right.meaning { return left.count <= shortName }
    let length = Int(max(left.count, right.count))
    if left.script.isAbjad != right.script.isAbjad {
      return query.words.count == 1 || candidate.words.count == 1
    }
    if left.script != right.script {
      let sharedEnd = NameNormalizer.standard.sharedGenericEnd(
        query.latin(of: left), candidate.latin(of: right))
      return length - sharedEnd
        < (left.soundHash == right.soundHash ? longBridged : longBridgedMisspelt)
    }
    if left.soundHash == right.soundHash {
      return length < longMisspelt
        && !haveSameConsonants(query.latin(of: left), candidate.latin(of: right))
    }
    if left.isAttested { return true }
    let shared = NameNormalizer.standard.sharedGenericEnd(
      query.latin(of: left), candidate.latin(of: right))
    if right.isKnown { return length - shared < longMisspelt }
    return length - shared < longUnknown
      || query.latin(of: left).first != candidate.latin(of: right).first
  }

  /// Whether the place of a pair says something: not of a country, which stands before or behind, nor
  /// of a translation.
  private static func countsForOrder(
    _ pair: NameComparison.Pair, _ query: borrowing NormalizedName,
    _ candidate: borrowing NormalizedName
  ) -> Bool {
    let left = query.words[Int(pair.query)]
    return left.kind != .place && left.spelling == candidate.words[Int(pair.candidate)].spelling
  }

  /// Whether two spellings differ in vowels alone.
  private static func haveSameConsonants(
    _ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>
  ) -> Bool {
    left.lazy.filter { !SoundKey.isVowel($0) }.elementsEqual(
      right.lazy.filter { !SoundKey.isVowel($0) })
  }

  /// The most letters of an abbreviation.
  static let shortName: UInt16 = 3

  /// Whether paired words are one word, inflected or cut short at most; of a single word, whether the
  /// names are written alike, legal form and all.
  ///
  /// Of common words a translation in the same script is another name: Bank Melli is no National Bank.
  private static func areLiterallyEqual(
    _ pairs: [NameComparison.Pair], _ query: borrowing NormalizedName,
    _ candidate: borrowing NormalizedName
  ) -> Bool {
    if pairs.count == 1 {
      let isPlace = query.words[Int(pairs[0].query)].kind == .place
      return (isPlace || query.forms == candidate.forms)
        && query.latin(of: query.words[Int(pairs[0].query)]).elementsEqual(
          candidate.latin(of: candidate.words[Int(pairs[0].candidate)]))
    }
    for pair in pairs {
      let left = query.words[Int(pair.query)]
      let right = candidate.words[Int(pair.candidate)]
      if left.script != right.script || left.kind == .place { continue }
      guard left.meaning == right.meaning || WordSimilarity.mayStandFor(left, right),
        query.latin(of: left).first == candidate.latin(of: right).first
      else { return false }
    }
    return true
  }

  /// Whether legal forms of both sides share no class; forms that say nothing fit all.
  private static func formsDiffer(_ left: UInt16, _ right: UInt16) -> Bool {
    let telling: UInt16 = 0b0_0111_1111
    let (left, right) = (left & telling, right & telling)
    return left != 0 && right != 0 && left & right == 0
  }
}

extension NormalizedName {
  /// The place of the heaviest word, the first of equals: what the name is told by.
  ///
  /// nil when the name is empty.
  var head: Int? {
    var best: Int?
    for (index, word) in words.enumerated() {
      if let current = best, words[current].weight >= word.weight { continue }
      best = index
    }
    return best
  }
}
