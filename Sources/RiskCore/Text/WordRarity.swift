// How rare the words of names are, from a table that is counted once and frozen.
//
// The weight of a word must not depend on what else is loaded: a vendor would score differently
// because somebody else's list grew. So the counts come from public registers of names, by a command
// (`make words`), and stand in datasets/reference/word-counts.txt. A word the table does not know is
// as rare as a word can be.

/// In how many of the counted names each word occurs, and what a word weighs because of it.
struct WordRarity: Sendable {
  /// What is known of one word.
  struct Word: BitwiseCopyable, Sendable {
    /// The number of names that hold it.
    var count: UInt32
    /// From ``lightest`` to ``heaviest``.
    var weight: Float
  }

  /// The number of names that were counted.
  let nameCount: Int
  private var words: HashTable<Word>

  /// The weight of a word that was never counted; weights are natural logarithms.
  static let heaviest: Float = 9.5
  /// The weight of the most common words; above 0, so that a name of such words is still a name.
  static let lightest: Float = 0.3
  /// From this many names on a word is taken for one that people mean, and no misspelling.
  static let attested: UInt32 = 5
  /// The most that a generic word of the lexicon weighs, however rarely it was counted.
  static let heaviestGeneric: Float = 3
  /// The least that it weighs: registers of technology companies make the words of their trade look
  /// commoner than they are.
  static let lightestGeneric: Float = 1.5
  /// The most that a small word weighs where it is needed to tell a name.
  static let heaviestSmall: Float = 1.5
  /// The same for a place.
  static let heaviestPlace: Float = 4
  /// The weight of a number, and of a single letter, whichever it is.
  static let number: Float = 3

  /// Creates the table of the program.
  init() { self.init(ReferenceTables.wordCounts) }

  /// Creates a table from lines `count word word …` in a section `[N names]`.
  init(_ text: ReferenceText) {
    var names = 1
    var words = HashTable(capacity: text.bytes.count / 9, blank: Word(count: 0, weight: 0))
    text.forEachLine { section, line in
      if let number = section.split(separator: " ").first.flatMap({ Int($0) }) { names = number }
      let fields = ReferenceText.words(of: line)
      guard let count = fields.first.flatMap({ UInt32($0.text) }) else { return }
      let word = Word(count: count, weight: Self.weight(ofCount: count, names: names))
      for field in fields.dropFirst() { words.set(ByteHash.of(field), word) }
    }
    nameCount = names
    self.words = words
  }

  /// Returns what is known of the word with this hash.
  @inline(__always)
  subscript(hash: UInt64) -> Word {
    words[hash] ?? Word(count: 0, weight: Self.heaviest)
  }

  /// Returns the weight of a word that `count` of `names` names hold.
  ///
  /// The inverse document frequency, less that of a word in every twelfth name: what so many names
  /// share tells nobody apart.
  static func weight(ofCount count: UInt32, names: Int) -> Float {
    let share = 12 * Double(max(count, 1)) / Double(max(names, 1))
    guard share < 1 else { return lightest }
    return min(max(Float(DeterministicMath.negativeLog1m(1 - share)), lightest), heaviest)
  }
}
