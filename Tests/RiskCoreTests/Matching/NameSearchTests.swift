import Testing
import _RiskTestSupport

@testable import RiskCore

/// The search finds what a full scan finds: every name that the comparer calls the same or related.
@Suite struct NameSearchTests {
  private struct Found: Hashable, Comparable, CustomStringConvertible {
    var name: String
    var verdict: String
    var similarity: Double

    var description: String { "\(verdict) '\(name)' \(similarity)" }

    static func < (left: Found, right: Found) -> Bool {
      (left.name, left.verdict) < (right.name, right.verdict)
    }
  }

  private func scan(_ query: String, _ names: [NormalizedName], _ texts: [String]) -> [Found] {
    let normalized = NameNormalizer.standard.normalized(query)
    let comparer = NameComparer()
    return names.indices.compactMap { index in
      let comparison = comparer.compare(normalized, names[index])
      return comparison.verdict == .different
        ? nil
        : Found(
          name: texts[index], verdict: comparison.verdict.rawValue,
          similarity: comparison.similarity)
    }.sorted()
  }

  private func search(_ query: String, _ search: inout NameSearch, _ texts: [String]) -> [Found] {
    var found: [Found] = []
    search.forEachMatch(of: NameNormalizer.standard.normalized(query)) { match in
      found.append(
        Found(
          name: texts[match.name], verdict: match.comparison.verdict.rawValue,
          similarity: match.comparison.similarity))
    }
    return found.sorted()
  }

  @Test(arguments: [1, 2, 3] as [UInt64])
  func theSearchFindsWhatAFullScanFinds(seed: UInt64) {
    print("seed \(seed)")
    var generator = NameGenerator(seed: seed)
    let texts = (0..<320).map { _ in generator.collidingName() }
    let names = texts.map(NameNormalizer.standard.normalized)
    var search = NameSearch(NameIndex(texts))
    var matches = 0
    for _ in 0..<300 {
      let query =
        generator.random.happens(0.8)
        ? generator.mutated(generator.random.pick(texts)) : generator.collidingName()
      let expected = scan(query, names, texts)
      let found = self.search(query, &search, texts)
      #expect(found == expected, "'\(query)' with seed \(seed)")
      matches += expected.count
    }
    #expect(matches > 200, "names that never meet prove nothing")
  }

  @Test func theOrderOfNamesChangesNoMatch() {
    let seed: UInt64 = 11
    print("seed \(seed)")
    var generator = NameGenerator(seed: seed)
    let texts = (0..<300).map { _ in generator.collidingName() }
    let shuffled = texts.shuffled(using: &generator.random)
    var (first, second) = (NameSearch(NameIndex(texts)), NameSearch(NameIndex(shuffled)))
    for text in texts {
      let query = generator.mutated(text)
      #expect(search(query, &first, texts) == search(query, &second, shuffled), "'\(query)'")
    }
  }

  @Test func wordsTooLongForAKeyAreFoundLikeAnyOther() {
    let lengths = [39, 40, 41, 255, 256, 300, 5_000]
    let words = lengths.flatMap { length in
      let letters = String(repeating: "kordexil", count: length / 8 + 1).prefix(length)
      return [String(letters), String(letters.dropLast()) + "u", "x" + letters.dropFirst()]
    }
    let names = words.map { NameNormalizer.standard.normalized($0) }
    var search = NameSearch(NameIndex(words))
    for word in words {
      #expect(self.search(word, &search, words) == scan(word, names, words), "\(word.count)")
    }
  }

  @Test func askingTwiceGivesTheSameMatches() {
    var generator = NameGenerator(seed: 12)
    let texts = (0..<100).map { _ in generator.collidingName() }
    var warm = NameSearch(NameIndex(texts))
    for text in texts { _ = search(text, &warm, texts) }
    for text in texts {
      var cold = NameSearch(NameIndex(texts))
      #expect(search(text, &warm, texts) == search(text, &cold, texts), "'\(text)'")
    }
  }

  @Test func aWordOfAnotherScriptKeepsItsScriptWhateverStoodBefore() {
    for texts in [["Lada", "Лада"], ["Лада", "Lada"]] {
      let index = NameIndex(texts)
      for (number, text) in texts.enumerated() {
        #expect(
          index.scriptName(number) == NameNormalizer.standard.normalized(text).scriptName,
          "\(texts)")
      }
    }
  }

  @Test func aSmallWordWeighsInEachNameWhatItWeighsAlone() {
    let texts = ["El Tel", "Ping El", "Ping An", "An Tel", "The", "V Kontakte", "Argo V"]
    let index = NameIndex(texts)
    for (number, text) in texts.enumerated() {
      let alone = NameNormalizer.standard.normalized(text)
      #expect(index.name(number).words.map(\.weight) == alone.words.map(\.weight), "\(text)")
      #expect(index.name(number).weight == alone.weight)
    }
  }

  @Test(arguments: [47, 48, 49, 63, 64, 65, 200])
  func namesOfManyWordsAreComparedByTheirFirst(count: Int) {
    let long = (0..<count).map { "word\(UnicodeScalar(UInt8(97 + $0 % 26)))\($0)" }
      .joined(separator: " ")
    let texts = [long, "Acme", long + " more"]
    var search = NameSearch(NameIndex(texts))
    let names = texts.map(NameNormalizer.standard.normalized)
    #expect(names[0].words.count == min(count, NameNormalizer.wordLimit))
    for query in texts {
      #expect(self.search(query, &search, texts) == scan(query, names, texts))
    }
  }

  @Test func anIndexOfNothingAndAQueryOfNothingFindNothing() {
    var empty = NameSearch(NameIndex([String]()))
    #expect(search("Acme", &empty, []).isEmpty)
    var search = NameSearch(NameIndex(["Acme", "", "  "]))
    #expect(self.search("", &search, ["Acme", "", "  "]).isEmpty)
  }
}
