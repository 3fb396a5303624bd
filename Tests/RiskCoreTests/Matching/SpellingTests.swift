import Testing
import _RiskTestSupport

@testable import RiskCore

/// Words against words, and the tables that find them.
@Suite struct SpellingTests {
  /// The textbook's distance: optimal string alignment with every cost 1.
  private func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var rows = [[Int]](
      repeating: [Int](repeating: 0, count: right.count + 1), count: left.count + 1)
    for row in 0...left.count { rows[row][0] = row }
    for column in 0...right.count { rows[0][column] = column }
    for row in 0..<left.count {
      for column in 0..<right.count {
        var best = rows[row][column] + (left[row] == right[column] ? 0 : 1)
        best = min(best, rows[row][column + 1] + 1, rows[row + 1][column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, rows[row - 1][column - 1] + 1)
        }
        rows[row + 1][column + 1] = best
      }
    }
    return rows[left.count][right.count]
  }

  private func word(_ random: inout SeededGenerator, _ lengths: ClosedRange<Int>) -> [UInt8] {
    (0..<Int.random(in: lengths, using: &random)).map { _ in random.pick(Array("abeks".utf8)) }
  }

  @Test func distancesEqualThoseOfTheTextbook() {
    var random = SeededGenerator(seed: 31)
    print("seed 31")
    for _ in 0..<4000 {
      let (left, right) = (word(&random, 0...10), word(&random, 0...10))
      let expected = distance(left, right)
      for limit in 0...3 {
        let count = left.withUnsafeBufferPointer { left in
          right.withUnsafeBufferPointer { EditDistance.count(left, $0, limit: limit) }
        }
        #expect(count == (expected <= limit ? expected : nil), "\(left), \(right), \(limit)")
      }
    }
  }

  @Test func weightedDistancesAreSymmetricAndBoundedByTheCount() {
    var random = SeededGenerator(seed: 32)
    print("seed 32")
    for _ in 0..<3000 {
      let (left, right) = (word(&random, 1...9), word(&random, 1...9))
      let (forth, back) = left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { right in
          (
            EditDistance.weighted(left, right, limit: Float.infinity),
            EditDistance.weighted(right, left, limit: Float.infinity)
          )
        }
      }
      #expect(abs(forth - back) < 1e-5, "\(left), \(right)")
      let count = Float(distance(left, right))
      #expect((forth == 0) == (left == right))
      #expect(forth >= count * EditDistance.vowel - 1e-4)
      #expect(
        forth <= count * max(EditDistance.farConsonant, EditDistance.firstConsonant) * 2 + 1e-4)
    }
  }

  @Test(arguments: [33, 34] as [UInt64])
  func everyWordWithinTheLettersAllowedIsProposed(seed: UInt64) {
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    let texts = (0..<400).map { _ in
      String(decoding: word(&random, 4...11), as: UTF8.self)
    }
    var vocabulary = NormalizedName()
    for text in texts {
      // Each word from a name of its own, as the index takes them.
      let name = NameNormalizer.standard.normalized(text)
      for word in name.words {
        var copy = word
        copy.start = UInt32(vocabulary.latin.count)
        copy.soundStart = UInt32(vocabulary.sounds.count)
        vocabulary.latin += name.latin(of: word)
        vocabulary.sounds += name.sound(of: word)
        vocabulary.words.append(copy)
      }
    }
    let index = SpellingIndex(vocabulary)
    let stored = SpellingIndex(stored: index.stored)
    #expect(stored.count == index.count)
    var pairs = 0
    for word in vocabulary.words where SpellingIndex.isIndexed(word) {
      let key = Array(vocabulary.sound(of: word))
      var proposed: Set<Int> = []
      key.withUnsafeBufferPointer { key in
        index.forEachNeighbour(of: key) { proposed.insert($0) }
        var again: Set<Int> = []
        stored.forEachNeighbour(of: key) { again.insert($0) }
        #expect(again == proposed)
      }
      for (number, other) in vocabulary.words.enumerated() where SpellingIndex.isIndexed(other) {
        let otherKey = Array(vocabulary.sound(of: other))
        let allowed = WordSimilarity.editsAllowed(key.count, otherKey.count)
        guard allowed > 0, abs(key.count - otherKey.count) <= allowed,
          distance(key, otherKey) <= allowed
        else { continue }
        pairs += 1
        #expect(
          proposed.contains(number),
          "'\(String(decoding: key, as: UTF8.self))', '\(String(decoding: otherKey, as: UTF8.self))'"
        )
      }
    }
    #expect(pairs > 1000)
  }

  @Test func wordsAreAsAlikeOneWayAsTheOther() {
    print("seed 35")
    var generator = NameGenerator(seed: 35)
    for _ in 0..<300 {
      let left = NameNormalizer.standard.normalized(generator.collidingName())
      let right = NameNormalizer.standard.normalized(generator.mutated(generator.name()))
      for first in left.words {
        #expect(WordSimilarity.similarity(first, of: left, first, of: left) == 1)
        for second in right.words {
          let forth = WordSimilarity.similarity(first, of: left, second, of: right)
          let back = WordSimilarity.similarity(second, of: right, first, of: left)
          #expect(
            abs(forth - back) < 1e-5, "'\(left.text(of: first))', '\(right.text(of: second))'")
          #expect(forth == 0 || forth >= WordSimilarity.least && forth <= 1)
        }
      }
    }
  }

  @Test(arguments: [
    ("gazprom", "gasprom"), ("hussein", "husayn"), ("khaled", "haled"), ("shmidt", "schmidt"),
    ("tchaikovsky", "chaikovsky"), ("joseph", "josef"), ("yukos", "iukos"),
    ("dzhugashvili", "jugashvili"),
    ("volkswagen", "wolksvagen"), ("eksport", "export"), ("mohammed", "mohamed"),
  ])
  func spellingsOfOneSoundShareAKey(left: String, right: String) {
    func key(_ text: String) -> String {
      var bytes: [UInt8] = []
      Array(text.utf8).withUnsafeBufferPointer { SoundKey.append(of: $0, to: &bytes) }
      return String(decoding: bytes, as: UTF8.self)
    }
    #expect(key(left) == key(right))
  }

  @Test func theTableOfHashesHoldsWhatADictionaryHolds() {
    print("seed 36")
    var random = SeededGenerator(seed: 36)
    var table = HashTable<Int32>(capacity: 1, blank: -1)
    var expected: [UInt64: Int32] = [:]
    for round in 0..<20_000 {
      // Few keys, and keys that share their low bits, collide.
      let key: UInt64 =
        random.happens(0.5)
        ? UInt64.random(in: 2...500, using: &random)
        : UInt64.random(in: 1...500, using: &random) << 40
      if random.happens(0.6) {
        table.set(key, Int32(round))
        expected[key] = Int32(round)
      }
      #expect(table[key] == expected[key])
      if round == 12_000 {
        table.removeAll()
        expected = [:]
      }
    }
    #expect(table.count == expected.count)
    for (key, value) in expected { #expect(table[key] == value) }
    table.set(0, 7)
    #expect(table[0] == 7 && table[1] == 7, "a hash of 0 is taken for 1")
  }

  @Test func postingsGiveTheValuesOfEachKeyInTheirOrder() {
    let pairs: [(Int, Int32)] = [(2, 5), (0, 1), (2, 4), (2, 5), (3, 0)]
    let postings = Postings(keys: 5, count: pairs.count) { add in
      for pair in pairs { add(pair.0, pair.1) }
    }
    #expect((0..<5).map { Array(postings[$0]) } == [[1], [], [5, 4, 5], [0], []])
  }
}
