// All names of all lists, ready to be asked which of them a name resembles.
//
// Names are numbers of words in a vocabulary; each word knows the names that hold it. The search is
// exact: it finds every name that NameComparer would call the same or related, because it is built on
// what the comparer's arithmetic demands (see NameSearch), and a test compares both over real lists.

/// An index of names.
public struct NameIndex: Sendable {
  /// The vocabulary as one name of many words, so that words compare as in any name.
  private(set) var vocabulary = NormalizedName()
  /// Where each name's words begin in `nameWords`; one more than there are names.
  private(set) var nameStarts: [UInt32] = [0]
  /// Numbers of words in the vocabulary.
  private(set) var nameWords: [UInt32] = []
  private(set) var nameForms: [UInt16] = []
  /// Where each name's runs of two words begin in `nameJoins`.
  private(set) var joinStarts: [UInt32] = [0]
  private(set) var nameJoins: [JoinedWord] = []
  private(set) var spellings: SpellingIndex

  // Derived from the above.
  private(set) var postings = Postings()
  /// The names with a run of two words, by the number of its spelling.
  private(set) var joinPostings = Postings()
  private(set) var joinNumbers = HashTable<Int32>(capacity: 16, blank: -1)
  private(set) var byMeaning = WordChains()
  private(set) var bySound = WordChains()
  private(set) var bySpelling = WordChains()
  /// Words of abjads, and of all other scripts, by their consonants.
  private(set) var abjadsBySkeleton = WordChains()
  private(set) var othersBySkeleton = WordChains()
  /// Cut words by what they may stand for.
  private(set) var cutWordsByMeaning: [UInt64: [Int32]] = [:]
  private(set) var nameWeights: [Float] = []
  /// The word each name is told by, where it is rare enough for a relative; else -1.
  private(set) var nameHeads: [Int32] = []

  /// The number of names.
  public var count: Int { nameStarts.count - 1 }
  /// The number of distinct words.
  public var wordCount: Int { vocabulary.words.count }

  /// Creates an index of `names`; hits refer to them by position.
  ///
  /// - Complexity: O(*n*) in the number of words, about 5 microseconds a name.
  public init(_ names: some Sequence<String>) {
    var builder = Builder()
    for name in names { builder.add(name) }
    vocabulary = builder.vocabulary
    nameStarts = builder.nameStarts
    nameWords = builder.nameWords
    nameForms = builder.nameForms
    joinStarts = builder.joinStarts
    nameJoins = builder.nameJoins
    spellings = SpellingIndex(vocabulary)
    derive()
  }

  /// Creates an index out of stored parts, which are valid.
  init(
    vocabulary: NormalizedName, nameStarts: [UInt32], nameWords: [UInt32], nameForms: [UInt16],
    joinStarts: [UInt32], nameJoins: [JoinedWord], spellings: [UInt64]
  ) {
    self.vocabulary = vocabulary
    self.nameStarts = nameStarts
    self.nameWords = nameWords
    self.nameForms = nameForms
    self.joinStarts = joinStarts
    self.nameJoins = nameJoins
    self.spellings = SpellingIndex(stored: spellings)
    derive()
  }

  /// Returns a name of the index as it was normalised, but for its text.
  func name(_ number: Int) -> NormalizedName {
    var name = vocabulary
    let range = Int(nameStarts[number])..<Int(nameStarts[number + 1])
    let words = vocabulary.words
    name.words = nameWords[range].map { words[Int($0)] }
    name.joins = Array(nameJoins[Int(joinStarts[number])..<Int(joinStarts[number + 1])])
    name.forms = nameForms[number]
    name.weight = nameWeights[number]
    return name
  }

  /// Whether a name is in a script that puts no blanks between words.
  func isUnspaced(_ number: Int) -> Bool {
    let range = Int(nameStarts[number])..<Int(nameStarts[number + 1])
    return nameWords[range].contains { vocabulary.words[Int($0)].script.isUnspaced }
  }

  /// The number of words of a name.
  func wordCount(of number: Int) -> Int { Int(nameStarts[number + 1] - nameStarts[number]) }

  /// The script of a name's first word that is not Latin, else `latin`.
  func scriptName(_ number: Int) -> String {
    for place in Int(nameStarts[number])..<Int(nameStarts[number + 1]) {
      let script = vocabulary.words[Int(nameWords[place])].script
      if script != .latin { return "\(script)" }
    }
    return "latin"
  }

  // MARK: Building

  private struct Builder {
    var vocabulary = NormalizedName()
    var nameStarts: [UInt32] = [0]
    var nameWords: [UInt32] = []
    var nameForms: [UInt16] = []
    var joinStarts: [UInt32] = [0]
    var nameJoins: [JoinedWord] = []
    private var numbers = HashTable<Int32>(capacity: 1 << 15, blank: -1)
    private var name = NormalizedName()

    mutating func add(_ text: String) {
      NameNormalizer.standard.normalize(text, into: &name)
      for word in name.words { nameWords.append(number(of: word)) }
      nameStarts.append(UInt32(nameWords.count))
      nameForms.append(name.forms)
      nameJoins += name.joins
      joinStarts.append(UInt32(nameJoins.count))
    }

    private mutating func number(of word: NameWord) -> UInt32 {
      let identity = word.identity(in: name)
      if let number = numbers[identity] { return UInt32(number) }
      let number = vocabulary.words.count
      numbers.set(identity, Int32(number))
      var copy = word
      copy.start = UInt32(vocabulary.latin.count)
      copy.soundStart = UInt32(vocabulary.sounds.count)
      vocabulary.latin += name.latin(of: word)
      vocabulary.sounds += name.sound(of: word)
      copy.textStart = 0
      copy.textEnd = 0
      vocabulary.words.append(copy)
      return UInt32(number)
    }
  }

  private mutating func derive() {
    let words = vocabulary.words
    nameWeights.reserveCapacity(count)
    nameHeads.reserveCapacity(count)
    for name in 0..<count {
      var weight: Float = 0
      var head: (word: UInt32, weight: Float) = (0, -1)
      for place in Int(nameStarts[name])..<Int(nameStarts[name + 1]) {
        let word = words[Int(nameWords[place])]
        weight += word.weight
        if word.weight > head.weight { head = (nameWords[place], word.weight) }
      }
      nameWeights.append(weight)
      nameHeads.append(head.weight >= NameComparer.relatedWord ? Int32(head.word) : -1)
    }
    postings = Postings(
      keys: words.count, count: nameWords.count,
      pairs: { add in
        for name in 0..<count {
          for place in Int(nameStarts[name])..<Int(nameStarts[name + 1]) {
            add(Int(nameWords[place]), Int32(name))
          }
        }
      })

    var joinKeys: [Int32] = []
    joinKeys.reserveCapacity(nameJoins.count)
    for join in nameJoins {
      if let number = joinNumbers[join.spelling] {
        joinKeys.append(number)
      } else {
        joinKeys.append(Int32(joinNumbers.count))
        joinNumbers.set(join.spelling, Int32(joinNumbers.count))
      }
    }
    joinPostings = Postings(
      keys: joinNumbers.count, count: joinKeys.count,
      pairs: { add in
        for name in 0..<count {
          for place in Int(joinStarts[name])..<Int(joinStarts[name + 1]) {
            add(Int(joinKeys[place]), Int32(name))
          }
        }
      })

    byMeaning = WordChains(words) { $0.meaning }
    bySpelling = WordChains(words) { $0.spelling }
    bySound = WordChains(words) { $0.soundCount == 0 ? 0 : $0.soundHash }
    abjadsBySkeleton = WordChains(words) { $0.script.isAbjad ? $0.skeleton : 0 }
    othersBySkeleton = WordChains(words) { $0.script.isAbjad ? 0 : $0.skeleton }
    let entries = NameNormalizer.standard.lexicon.entries
    for (number, word) in words.enumerated() where word.kind == .ambiguous {
      for meaning in entries[Int(word.entry)].meanings {
        cutWordsByMeaning[meaning, default: []].append(Int32(number))
      }
    }
  }
}

/// Lists of numbers by number, in one piece of memory.
struct Postings: Sendable {
  private var starts: [UInt32] = [0]
  private var values: [Int32] = []

  init() {}

  /// Creates lists for `keys` numbers out of `count` pairs, which `pairs` names twice.
  init(keys: Int, count: Int, pairs: (_ add: (Int, Int32) -> Void) -> Void) {
    var starts = [UInt32](repeating: 0, count: keys + 1)
    pairs { key, _ in starts[key + 1] += 1 }
    for key in 0..<keys { starts[key + 1] += starts[key] }
    var next = starts
    values = [Int32](repeating: 0, count: count)
    values.withUnsafeMutableBufferPointer { values in
      pairs { key, value in
        values[Int(next[key])] = value
        next[key] += 1
      }
    }
    self.starts = starts
  }

  /// The values of `key`, in the order in which they were named.
  subscript(key: Int) -> ArraySlice<Int32> {
    values[Int(starts[key])..<Int(starts[key + 1])]
  }
}

/// Words that share a hash, as chains of numbers.
struct WordChains: Sendable {
  private var first = HashTable<Int32>(capacity: 16, blank: -1)
  private var next: [Int32] = []

  init() {}

  /// Creates the chains of `words` by a hash; a word with the hash 0 is in none.
  init(_ words: [NameWord], by hash: (NameWord) -> UInt64) {
    first = HashTable(capacity: words.count, blank: -1)
    next = [Int32](repeating: -1, count: words.count)
    for (number, word) in words.enumerated().reversed() {
      let hash = hash(word)
      guard hash != 0 else { continue }
      next[number] = first[hash] ?? -1
      first.set(hash, Int32(number))
    }
  }

  /// Calls `body` with the number of each word of a hash, ascending.
  @inline(__always)
  func forEach(_ hash: UInt64, _ body: (Int) -> Void) {
    guard hash != 0, var number = first[hash] else { return }
    while number >= 0 {
      body(Int(number))
      number = next[Int(number)]
    }
  }
}

extension NameWord {
  /// A hash that is equal for words that no comparison can tell apart.
  func identity(in name: borrowing NormalizedName) -> UInt64 {
    var hash = meaning
    name.latin.withUnsafeBufferPointer { latin in
      for place in Int(start)..<Int(start) + Int(count) {
        hash = ByteHash.adding(latin[place], to: hash)
      }
    }
    // A small word weighs less where a name has little else.
    hash = (hash ^ UInt64(weight.bitPattern)) &* 0x0000_0100_0000_01b3
    hash = ByteHash.adding(script.rawValue << 1 | (isInitials ? 1 : 0), to: hash)
    return (hash ^ han) &* 0x9e37_79b9_7f4a_7c15 ^ UInt64(bitPattern: Int64(entry))
  }
}
