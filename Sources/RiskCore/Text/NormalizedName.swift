/// A word of a normalised name.
///
/// Its text, spelling key and script form lie in the name's bytes; a word is plain memory, so that
/// names can be normalised by the million.
struct NameWord: BitwiseCopyable, Sendable {
  enum Kind: UInt8, BitwiseCopyable, Sendable {
    /// A word the lexicon does not know: a brand, a person, anything.
    case plain
    /// A generic word of the lexicon.
    case generic
    /// A cut word that may stand for several generic ones.
    case ambiguous
    case place
    case number
  }

  var kind = Kind.plain
  var script = Script.latin
  /// Whether enough names hold it for it to be a word that people mean, and no misspelling.
  var isAttested = false
  /// Whether the table of counts holds it at all.
  var isKnown = false
  /// Whether it holds a digit: such a word is identity, and never misspelt.
  var hasDigit = false
  /// Whether it is a run of single letters, as in `A.B.C.`.
  var isInitials = false
  /// How much it tells names apart; see ``WordRarity``.
  var weight: Float = 0
  /// What all spellings of its meaning share.
  var meaning: UInt64 = 0
  /// Its lexicon entry; -1 for a plain word.
  var entry: Int32 = -1
  var place = PlaceCode()
  /// Hash of the Han characters it was read from, in their simplified form; 0 for another script.
  var han: UInt64 = 0
  /// Its Latin spelling in the name's `latin`.
  var start: UInt32 = 0
  var count: UInt16 = 0
  /// Hash of its Latin spelling.
  var spelling: UInt64 = 0
  /// Its spelling key in the name's `sounds`.
  var soundStart: UInt32 = 0
  var soundCount: UInt16 = 0
  var soundHash: UInt64 = 0
  /// Hash of its consonants; 0 when there are too few.
  var skeleton: UInt64 = 0
  /// Where it stands in the name's folded `text`.
  var textStart: UInt32 = 0
  var textEnd: UInt32 = 0
}

/// Two neighbouring words run together: `good will` as `goodwill`.
struct JoinedWord: BitwiseCopyable, Sendable {
  /// The places of the two in ``NormalizedName/words``; -1 for a legal form.
  var first: Int16
  var second: Int16
  /// Hash of both spellings, run together.
  var spelling: UInt64

  /// The one that is a word, the first of two.
  var head: Int16 { first >= 0 ? first : second }
  /// The other word; -2 when the other is a legal form.
  var tail: Int16 { first >= 0 && second >= 0 ? second : -2 }
}

/// A name as indexing, comparing and explaining see it.
///
/// It is never empty unless the name is blank: a name of legal forms, small words or marks alone keeps
/// them as words.
public struct NormalizedName: Sendable {
  /// The folded text, UTF-8.
  private(set) var text: [UInt8] = []
  /// The Latin spellings of all words.
  var latin: [UInt8] = []
  /// The spelling keys of all words.
  var sounds: [UInt8] = []
  /// At most ``NameNormalizer/wordLimit`` words, in the order of the name, legal forms left out.
  var words: [NameWord] = []
  var joins: [JoinedWord] = []
  /// The classes of the legal forms, a bit each.
  var forms: UInt16 = 0
  /// The sum of the words' weights.
  var weight: Float = 0

  /// Creates the name of nothing.
  public init() {}

  /// Folds `name` into the text and forgets all else.
  mutating func reset(folding name: String) {
    NameFolding.fold(name, into: &text)
    latin.removeAll(keepingCapacity: true)
    sounds.removeAll(keepingCapacity: true)
    words.removeAll(keepingCapacity: true)
    joins.removeAll(keepingCapacity: true)
    forms = 0
    weight = 0
  }

  /// Whether there is nothing to compare.
  public var isEmpty: Bool { words.isEmpty }

  /// The Latin spelling of a word.
  func latin(of word: NameWord) -> ArraySlice<UInt8> {
    latin[Int(word.start)..<Int(word.start) + Int(word.count)]
  }

  /// The spelling key of a word.
  func sound(of word: NameWord) -> ArraySlice<UInt8> {
    sounds[Int(word.soundStart)..<Int(word.soundStart) + Int(word.soundCount)]
  }

  /// The weight of the words that a run of two holds.
  func weight(of join: JoinedWord) -> Float {
    (join.first >= 0 ? words[Int(join.first)].weight : 0)
      + (join.second >= 0 ? words[Int(join.second)].weight : 0)
  }

  /// The folded text of a word as the name writes it.
  func text(of word: NameWord) -> String {
    String(decoding: text[Int(word.textStart)..<Int(word.textEnd)], as: UTF8.self)
  }

  /// The word that stands for all spellings of a word's meaning.
  func canonical(of word: NameWord) -> String {
    word.entry < 0
      ? String(decoding: latin(of: word), as: UTF8.self)
      : NameNormalizer.standard.lexicon.entries[Int(word.entry)].canonical
  }

  /// What each word means, as text.
  public var wordKeys: [String] { words.map(canonical) }

  /// Whether the name is one word of three letters or fewer.
  var isAbbreviation: Bool { words.count == 1 && words[0].count <= NameComparer.shortName }

  /// The script of the first word that is not Latin, else `latin`.
  public var scriptName: String {
    "\((words.first { $0.script != .latin } ?? words.first)?.script ?? .latin)"
  }

  /// The words' meanings, sorted and joined: equal for names that differ in nothing that counts.
  ///
  /// Case, marks, script, legal forms, the order of words and the spelling of generic words do not
  /// show. Two Han names of one reading are told apart.
  public var key: String {
    words.map { word in
      let canonical = canonical(of: word)
      return word.han == 0 || word.kind != .plain
        ? canonical : canonical + "\u{1}" + String(word.han, radix: 36)
    }.sorted().joined(separator: " ")
  }
}
