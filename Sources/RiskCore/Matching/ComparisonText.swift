// What a comparison found, in words for a reviewer. It reads the same values that decided the verdict:
// nothing here computes anything anew.

/// One line of an alignment: a word of the query, a word of the candidate, or both.
public struct AlignedWord: Sendable, Equatable {
  /// How the two stand to each other.
  public enum Relation: String, Sendable {
    case equal
    /// The same meaning: an inflection, an abbreviation, a translation, a numeral.
    case means
    /// A cut word that may stand for the other.
    case mayMean = "may mean"
    /// The same word in other letters.
    case transliterated = "read as"
    /// The same sound, another spelling.
    case sounds = "sounds like"
    case misspelt = "misspelt"
    /// Two words written as one.
    case joined = "run together"
    case queryOnly = "only in the query"
    case candidateOnly = "only in the candidate"
  }

  public let query: String
  public let candidate: String
  public let relation: Relation
  /// 0 to 1; 0 for a word without a partner.
  public let similarity: Double
  /// The weight of the pair, or of the word.
  public let weight: Double
}

extension NameComparison {
  /// Returns the words of both names as they were aligned: pairs in the order of the query, then what is
  /// left over on either side.
  ///
  /// - Parameters:
  ///   - query: The first name that was compared.
  ///   - candidate: The second; both as a normaliser returned them, with their text.
  public func alignment(
    _ query: NormalizedName, _ candidate: NormalizedName
  ) -> [AlignedWord] {
    var lines: [AlignedWord] = []
    var usedLeft: UInt64 = 0
    var usedRight: UInt64 = 0
    for pair in pairs.sorted(by: { $0.query < $1.query }) {
      usedLeft |= pair.queryMask
      usedRight |= pair.candidateMask
      let left = query.words[Int(pair.query)]
      let right = candidate.words[Int(pair.candidate)]
      lines.append(
        AlignedWord(
          query: Self.text(query, pair.query, pair.queryExtra),
          candidate: Self.text(candidate, pair.candidate, pair.candidateExtra),
          relation: Self.relation(pair, left, query, right, candidate),
          similarity: Double(pair.similarity), weight: Double(pair.weight)))
    }
    for (index, word) in query.words.enumerated() where usedLeft & (1 << UInt64(index)) == 0 {
      lines.append(
        AlignedWord(
          query: query.text(of: word), candidate: "", relation: .queryOnly, similarity: 0,
          weight: Double(word.weight)))
    }
    for (index, word) in candidate.words.enumerated() where usedRight & (1 << UInt64(index)) == 0 {
      lines.append(
        AlignedWord(
          query: "", candidate: candidate.text(of: word), relation: .candidateOnly, similarity: 0,
          weight: Double(word.weight)))
    }
    return lines
  }

  private static func text(_ name: NormalizedName, _ word: Int16, _ extra: Int16) -> String {
    let first = name.text(of: name.words[Int(word)])
    return extra >= 0 ? "\(first) \(name.text(of: name.words[Int(extra)]))" : first
  }

  private static func relation(
    _ pair: Pair, _ left: NameWord, _ query: NormalizedName, _ right: NameWord,
    _ candidate: NormalizedName
  ) -> AlignedWord.Relation {
    if pair.queryExtra != -1 || pair.candidateExtra != -1 { return .joined }
    if query.text(of: left) == candidate.text(of: right) { return .equal }
    if left.script != right.script, left.entry < 0 || right.entry < 0 { return .transliterated }
    if left.meaning == right.meaning { return pair.similarity == 1 ? .means : .sounds }
    if left.kind == .ambiguous || right.kind == .ambiguous,
      pair.similarity == WordSimilarity.abbreviated
    {
      return .mayMean
    }
    return left.soundHash == right.soundHash ? .sounds : .misspelt
  }

  /// Returns what speaks for and against one party, in a clause without a full stop.
  public func reasons(_ query: NormalizedName, _ candidate: NormalizedName) -> String {
    var shared: [String] = []
    var own: [String] = []
    var missing: [String] = []
    for line in alignment(query, candidate) {
      switch line.relation {
      case .equal: shared.append("'\(line.query)'")
      case .queryOnly: own.append("'\(line.query)'")
      case .candidateOnly: missing.append("'\(line.candidate)'")
      case .means, .mayMean, .transliterated, .sounds, .misspelt, .joined:
        shared.append("'\(line.query)' \(Self.verb(line.relation)) '\(line.candidate)'")
      }
    }
    var clauses: [String] = []
    if !shared.isEmpty { clauses.append("shared: \(shared.joined(separator: ", "))") }
    if !own.isEmpty { clauses.append("only the vendor has \(own.joined(separator: ", "))") }
    if !missing.isEmpty { clauses.append("only the entry has \(missing.joined(separator: ", "))") }
    clauses += obstacleTexts
    return clauses.joined(separator: "; ")
  }

  private static func verb(_ relation: AlignedWord.Relation) -> String {
    switch relation {
    case .means: "means"
    case .mayMean: "may mean"
    case .transliterated: "is read as"
    case .sounds: "sounds like"
    case .misspelt: "looks like a misspelt"
    case .joined: "is written together with"
    case .equal, .queryOnly, .candidateOnly: "is"
    }
  }

  /// What speaks against one party, a phrase each.
  public var obstacleTexts: [String] {
    let texts: [(Obstacles, String)] = [
      (.numbersDiffer, "the numbers differ"), (.numberMissing, "only one has a number"),
      (.placesDiffer, "the places differ"),
      (.tradesDiffer, "each has a word for what it does that the other lacks"),
      (.onlyCommonWords, "what they share is too common to tell a party by"),
      (.shortAndMisspelt, "the one word they share is short, or spelt differently"),
      (.formsDiffer, "the legal forms are of different kinds"),
      (.orderDiffers, "the words stand in another order"),
    ]
    return texts.filter { obstacles.contains($0.0) }.map(\.1)
  }
}
