// Asks a NameIndex which of its names a query resembles.
//
// What the comparer's arithmetic demands, turned into a search:
//
// 1. A name is the same only when the query finds partners for `leastQueryShare` of its own weight.
//    Leave out its lightest words until less than that share is left out: a name that shares only
//    those cannot reach the threshold. So it is enough to look at the names that hold a partner of one
//    of the others, mostly of the rarest word alone.
// 2. A name is related only when the query carries its heaviest word, and that word is rare. So it is
//    enough to look at the names that are told by a partner of one of the query's rare words.
// 3. Runs of two words that stand for one are looked up by their spelling, on either side.
//
// What is looked at is first held against an upper bound of its score, and what may pass is compared.

/// A search over an index, with the memory it works in; one for each thread.
public struct NameSearch {
  /// A name of the index that a query resembles.
  public struct Match: Sendable {
    /// Its position among the names of the index.
    public let name: Int
    public let comparison: NameComparison
  }

  /// What a search is after.
  public enum Scope: Sendable {
    case sameAndRelated
    /// Names of the same party alone, which is faster.
    case sameOnly
  }

  /// A word of the vocabulary that a word of the query may stand for.
  private struct Partner: BitwiseCopyable {
    var word: Int32
    var similarity: Float
  }

  private struct PartnerRange: BitwiseCopyable {
    var start: Int32
    var count: Int32
  }

  private let index: NameIndex
  private let comparer: NameComparer
  private let scope: Scope
  private let queryShare: Float

  /// Partners of the words that were asked for lately, by identity.
  private var known: HashTable<PartnerRange>
  private var partners: [Partner] = []
  /// The most partners kept.
  private static let cacheLimit = 1 << 20

  /// The query in which a word of the vocabulary was last seen, and which words it may stand for.
  private var wordQuery: [UInt32]
  private var wordMask: [UInt64]
  /// The query in which a name was last looked at, times two; one more when it was compared.
  private var nameQuery: [UInt32]
  private var query: UInt32 = 0
  /// Words already proposed as partners, by the number of the proposal.
  private var proposed: [UInt32]
  private var proposal: UInt32 = 0
  private var order: [Int] = []
  private var ranges: [PartnerRange] = []

  /// The number of names that were compared so far, for the bench.
  public private(set) var comparedCount = 0

  /// Creates a search over `index`.
  public init(
    _ index: NameIndex, comparer: NameComparer = NameComparer(), scope: Scope = .sameAndRelated
  ) {
    self.index = index
    self.scope = scope
    self.comparer = comparer
    // The sums below are of floats in another order than the comparer's.
    queryShare = comparer.leastQueryShare * 0.9999
    known = HashTable(capacity: 1 << 12, blank: PartnerRange(start: 0, count: 0))
    wordQuery = [UInt32](repeating: 0, count: index.wordCount)
    wordMask = [UInt64](repeating: 0, count: index.wordCount)
    proposed = [UInt32](repeating: 0, count: index.wordCount)
    nameQuery = [UInt32](repeating: 0, count: index.count)
  }

  /// Calls `body` with every name that `name` is the same as or related to, in no order worth relying
  /// on.
  public mutating func forEachMatch(of name: borrowing NormalizedName, _ body: (Match) -> Void) {
    guard !name.words.isEmpty else { return }
    beginQuery()
    findPartners(of: name)

    // Runs of two words first: what they reach is compared without a bound.
    for word in name.words {
      guard let number = index.joinNumbers[word.spelling] else { continue }
      for candidate in index.joinPostings[Int(number)] { compare(name, candidate, body) }
    }

    order.removeAll(keepingCapacity: true)
    order += name.words.indices
    let words = name.words
    order.sort { (words[$0].weight, $1) > (words[$1].weight, $0) }
    var rest = name.weight
    let needed = queryShare * name.weight
    for place in order {
      let isNeeded = rest >= needed
      rest -= words[place].weight
      let isRare =
        scope == .sameAndRelated && words[place].weight >= NameComparer.relatedWord
      guard isNeeded || isRare else { break }
      let range = ranges[place]
      for partner in Int(range.start)..<Int(range.start + range.count) {
        let (word, similarity) = (Int(partners[partner].word), partners[partner].similarity)
        if isNeeded {
          for candidate in index.postings[word] { look(name, candidate, body) }
        } else if similarity >= NameComparer.relatedSimilarity {
          for candidate in index.postings[word]
          where index.nameHeads[Int(candidate)] == Int32(word) {
            look(name, candidate, body)
          }
        }
      }
    }
    for join in name.joins {
      index.bySpelling.forEach(join.spelling) { word in
        for candidate in index.postings[word] { look(name, candidate, body) }
      }
    }
  }

  private mutating func beginQuery() {
    query += 1
    if query == UInt32.max / 2 {
      query = 1
      for word in wordQuery.indices { wordQuery[word] = 0 }
      for name in nameQuery.indices { nameQuery[name] = 0 }
    }
    if partners.count > Self.cacheLimit {
      partners.removeAll(keepingCapacity: true)
      known.removeAll()
    }
  }

  // MARK: Names

  /// Looks at a name once for each query, and compares it when its score may pass.
  private mutating func look(
    _ name: borrowing NormalizedName, _ candidate: Int32, _ body: (Match) -> Void
  ) {
    let candidate = Int(candidate)
    guard nameQuery[candidate] >> 1 != query else { return }
    nameQuery[candidate] = query << 1
    guard mayPass(name, candidate) else { return }
    compare(name, Int32(candidate), body)
  }

  private mutating func compare(
    _ name: borrowing NormalizedName, _ candidate: Int32, _ body: (Match) -> Void
  ) {
    let candidate = Int(candidate)
    guard nameQuery[candidate] != query << 1 | 1 else { return }
    nameQuery[candidate] = query << 1 | 1
    comparedCount += 1
    let comparison = comparer.compare(name, index.name(candidate))
    guard comparison.verdict == .same || comparison.verdict == .related && scope != .sameOnly else {
      return
    }
    body(Match(name: candidate, comparison: comparison))
  }

  /// Whether the best that comparing could give is enough.
  private func mayPass(_ name: borrowing NormalizedName, _ candidate: Int) -> Bool {
    var covered: UInt64 = 0
    var missing: Float = 0
    var cost: Float = 0
    for place in Int(index.nameStarts[candidate])..<Int(index.nameStarts[candidate + 1]) {
      let word = Int(index.nameWords[place])
      if wordQuery[word] == query {
        covered |= wordMask[word]
      } else {
        let weight = index.vocabulary.words[word].weight
        missing += weight
        cost +=
          weight
          * (index.vocabulary.words[word].kind == .place
            ? NameComparer.candidatePlace : NameComparer.candidateWord)
      }
    }
    var matched: Float = 0
    for (place, word) in name.words.enumerated() where covered & (1 << UInt64(place)) != 0 {
      matched += word.weight
    }
    let own = max(0, name.weight - matched)
    let best = 2 * matched / (2 * matched + NameComparer.ownWord * own + cost)
    if Double(best) >= comparer.threshold * 0.9999 { return true }
    // Related: it carries the head, and most of the candidate's words, or nothing of its own, or is
    // similar enough.
    let head = Int(index.nameHeads[candidate])
    return scope == .sameAndRelated && head >= 0 && wordQuery[head] == query
      && (own <= NameComparer.immaterial + 0.0001
        || missing <= index.nameWeights[candidate] * (1 - NameComparer.relatedShare) * 1.0001
          + 0.0001
        || best >= NameComparer.relatedAtLeast * 0.9999)
  }

  // MARK: Words

  /// Finds the partners of all words, and notes for each which words it may stand for.
  private mutating func findPartners(of name: borrowing NormalizedName) {
    ranges.removeAll(keepingCapacity: true)
    for (place, word) in name.words.enumerated() {
      let range = partnerRange(of: word, in: name)
      ranges.append(range)
      for partner in Int(range.start)..<Int(range.start + range.count) {
        note(Int(partners[partner].word), 1 << UInt64(place))
      }
    }
    for join in name.joins {
      var mask: UInt64 = 0
      if join.first >= 0 { mask |= 1 << UInt64(join.first) }
      if join.second >= 0 { mask |= 1 << UInt64(join.second) }
      index.bySpelling.forEach(join.spelling) { note($0, mask) }
    }
  }

  private mutating func note(_ word: Int, _ mask: UInt64) {
    if wordQuery[word] == query {
      wordMask[word] |= mask
    } else {
      wordQuery[word] = query
      wordMask[word] = mask
    }
  }

  private mutating func partnerRange(
    of word: NameWord, in name: borrowing NormalizedName
  ) -> PartnerRange {
    let identity = word.identity(in: name)
    if let range = known[identity] { return range }
    let start = partners.count
    proposal += 1
    index.byMeaning.forEach(word.meaning) { propose($0, for: word, in: name) }
    if !word.hasDigit {
      if word.kind == .ambiguous {
        for meaning in NameNormalizer.standard.lexicon.entries[Int(word.entry)].meanings {
          index.byMeaning.forEach(meaning) { propose($0, for: word, in: name) }
        }
      } else if word.kind == .generic {
        for number in index.cutWordsByMeaning[word.meaning] ?? [] {
          propose(Int(number), for: word, in: name)
        }
      }
      if word.soundCount > 0 {
        index.bySound.forEach(word.soundHash) { propose($0, for: word, in: name) }
      }
      if word.script.isAbjad {
        index.othersBySkeleton.forEach(word.skeleton) { propose($0, for: word, in: name) }
      } else {
        index.abjadsBySkeleton.forEach(word.skeleton) { propose($0, for: word, in: name) }
      }
      if SpellingIndex.isIndexed(word) {
        let sound = Array(name.sound(of: word))
        sound.withUnsafeBufferPointer { key in
          index.spellings.forEachNeighbour(of: key) { propose($0, for: word, in: name) }
        }
      }
    }
    let range = PartnerRange(start: Int32(start), count: Int32(partners.count - start))
    known.set(identity, range)
    return range
  }

  /// Adds a word of the vocabulary to the partners of a word, once, when it is one.
  @inline(__always)
  private mutating func propose(
    _ number: Int, for word: NameWord, in name: borrowing NormalizedName
  ) {
    guard proposed[number] != proposal else { return }
    proposed[number] = proposal
    let similarity = WordSimilarity.similarity(
      word, of: name, index.vocabulary.words[number], of: index.vocabulary)
    if similarity > 0 {
      partners.append(Partner(word: Int32(number), similarity: similarity))
    }
  }
}
