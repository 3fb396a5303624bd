// What words of names are known to mean: legal forms, generic words, places, numbers.
//
// A spelling is one or more folded words; the longest that fits wins. Scripts that put no blanks
// between words have segments instead, found by the longest match as well. Both are looked up by hash,
// since every word of every name is looked up.

/// What a spelling of the lexicon means.
struct LexiconEntry: Sendable {
  enum Kind: UInt8, Sendable {
    case form
    /// A generic word.
    case word
    /// A cut word that may stand for several generic ones.
    case ambiguous
    case place
    case number
    /// A word that carries nothing.
    case stop

    /// Whether a name may go on with it after its legal form: `Shell PLC (UK)`.
    var mayFollowForms: Bool { self == .place || self == .stop }
  }

  var kind: Kind
  /// What all spellings of one meaning share; as a word of a name it is the key of that word.
  var canonical: String
  var formClass = LegalFormClass.generic
  var position = LegalFormPosition.any
  var place = PlaceCode()
  /// The hashes of the words that an ambiguous one may stand for.
  var meanings: [UInt64] = []
}

/// What a legal form says of how a company is built.
enum LegalFormClass: String, CaseIterable, Sendable {
  case limited
  case jointStock = "joint-stock"
  case partnership
  case sole
  case cooperative
  case association
  case foundation
  case state
  case branch
  /// Company, corporation, incorporated: says nothing of the form.
  case generic
}

/// Where in a name a spelling is believed to be a legal form.
enum LegalFormPosition: UInt8, Sendable {
  case any
  case end
  case start
  /// At either end.
  case edge
  /// At these places, when the name keeps a word that is no generic one: letters that are seldom a form.
  case weakEnd
  case weakStart
  case weakEdge

  init?(_ word: Substring) {
    switch word {
    case "any": self = .any
    case "end": self = .end
    case "start": self = .start
    case "edge": self = .edge
    case "weak-end": self = .weakEnd
    case "weak-start": self = .weakStart
    case "weak-edge": self = .weakEdge
    default: return nil
    }
  }

  var isWeak: Bool { self == .weakEnd || self == .weakStart || self == .weakEdge }
}

/// A place's extent and the country it lies in.
struct PlaceCode: Hashable, BitwiseCopyable, Sendable {
  enum Level: UInt8, BitwiseCopyable, Sendable {
    case none
    case continent
    case country
    case region
    case city
  }

  var level = Level.none
  /// The two letters of ISO 3166-1 alpha-2; 0 for a continent.
  var country: UInt16 = 0

  /// Whether a party may be of both: a city and its country, a country and a continent.
  func mayContain(_ other: PlaceCode) -> Bool {
    if level == .continent || other.level == .continent { return level != other.level }
    return country == other.country && level != other.level
  }
}

/// The tables of meanings, ready for looking up.
struct NameLexicon: Sendable {
  /// What one spelling may be: as a legal form, and as anything else.
  struct Meaning: BitwiseCopyable, Sendable {
    var form: Int32 = -1
    var other: Int32 = -1
  }

  private(set) var entries: [LexiconEntry] = []
  /// The kinds of ``entries``, and where legal forms are believed: plain memory for the hot path.
  private(set) var kinds: [LexiconEntry.Kind] = []
  private(set) var positions: [LegalFormPosition] = []
  private var numbers: [Int32] = []
  /// The hashes of generic words that names leave away or add as they please.
  private(set) var lightest: [UInt64] = []
  private var spellings = HashTable(capacity: 1 << 14, blank: Meaning())
  private var segments = HashTable(capacity: 1 << 13, blank: Meaning())
  /// The most words of a spelling that begins with a word, by the word's hash.
  private var wordLimits = HashTable<UInt8>(capacity: 1 << 14, blank: 0)
  /// The most characters of a segment that begins with a character.
  private var segmentLimits = HashTable<UInt8>(capacity: 1 << 12, blank: 0)

  /// Creates the lexicon from the tables of the program.
  init(bridge: ScriptBridge) {
    ReferenceTables.legalForms.forEachLine { _, line in
      let fields = ReferenceText.fields(of: line)
      guard fields.count == 4, let formClass = LegalFormClass(rawValue: String(fields[1])),
        let position = LegalFormPosition(fields[2])
      else { return }
      let entry = append(
        LexiconEntry(
          kind: .form, canonical: String(fields[0]), formClass: formClass, position: position))
      add(ReferenceText.items(of: fields[3]), entry, bridge)
    }
    ReferenceTables.numbers.forEachLine { _, line in
      let fields = ReferenceText.fields(of: line)
      guard fields.count == 2 else { return }
      let entry = append(LexiconEntry(kind: .number, canonical: String(fields[0])))
      add(ReferenceText.items(of: fields[1]), entry, bridge)
    }
    ReferenceTables.places.forEachLine { _, line in
      let fields = ReferenceText.fields(of: line)
      guard fields.count == 4 else { return }
      let entry = append(
        LexiconEntry(
          kind: .place, canonical: String(fields[0]),
          place: Self.place(level: fields[1], country: fields[2])))
      let name = fields[0].replacing("-", with: " ")
      add([Substring(name)] + ReferenceText.items(of: fields[3]), entry, bridge)
    }
    ReferenceTables.companyWords.forEachLine { section, line in
      let fields = ReferenceText.fields(of: line)
      guard fields.count == 2 else { return }
      let items = ReferenceText.items(of: fields[1])
      switch section {
      case "light": lightest += items.map { ByteHash.of($0) }
      case "stop":
        add(items, append(LexiconEntry(kind: .stop, canonical: String(fields[0]))), bridge)
      case "ambiguous":
        var entry = LexiconEntry(kind: .ambiguous, canonical: String(fields[0]))
        entry.meanings = items.map { ByteHash.of($0) }
        add([fields[0]], append(entry), bridge)
      default:
        let entry = append(LexiconEntry(kind: .word, canonical: String(fields[0])))
        add([fields[0]] + items, entry, bridge)
      }
    }
  }

  // MARK: Looking up

  /// Whether a small word is left away wherever it stands, as `the` is.
  func isAlwaysSmall(_ entry: Int32) -> Bool {
    entry >= 0 && entries[Int(entry)].canonical == "always"
  }

  /// Returns the value of a number word; -1 for any other entry, and for an ordinal.
  @inline(__always)
  func number(ofEntry entry: Int32) -> Int { entry < 0 ? -1 : Int(numbers[Int(entry)]) }

  /// Returns the most words of a spelling that begins with the word of this hash; 0 when none does.
  @inline(__always)
  func wordLimit(ofFirst hash: UInt64) -> Int { Int(wordLimits[hash] ?? 0) }

  /// Returns what a spelling means; the hash is over its words with one blank between them.
  @inline(__always)
  func meaning(ofSpelling hash: UInt64) -> Meaning? { spellings[hash] }

  /// Returns the most characters of a segment that begins with `scalar`; 0 when none does.
  @inline(__always)
  func segmentLimit(ofFirst scalar: Unicode.Scalar) -> Int {
    Int(segmentLimits[UInt64(scalar.value)] ?? 0)
  }

  /// Returns what a segment means; the hash is over ``segmentHash(_:adding:)`` of its characters.
  @inline(__always)
  func meaning(ofSegment hash: UInt64) -> Meaning? { segments[hash] }

  /// Returns `hash` continued by one character.
  @inline(__always)
  static func segmentHash(_ hash: UInt64, adding scalar: Unicode.Scalar) -> UInt64 {
    var hash = ByteHash.adding(UInt8(truncatingIfNeeded: scalar.value), to: hash)
    hash = ByteHash.adding(UInt8(truncatingIfNeeded: scalar.value >> 8), to: hash)
    return ByteHash.adding(UInt8(truncatingIfNeeded: scalar.value >> 16), to: hash)
  }

  // MARK: Building

  private mutating func append(_ entry: LexiconEntry) -> Int32 {
    entries.append(entry)
    kinds.append(entry.kind)
    positions.append(entry.position)
    numbers.append(entry.kind == .number ? Int32(entry.canonical) ?? -1 : -1)
    return Int32(entries.count - 1)
  }

  private mutating func add(_ items: [Substring], _ entry: Int32, _ bridge: ScriptBridge) {
    for item in items { add(NameFolding.folded(String(item)), entry, bridge) }
  }

  private mutating func add(_ folded: String, _ entry: Int32, _ bridge: ScriptBridge) {
    let scalars = folded.unicodeScalars.map(bridge.simplified)
    if scalars.contains(where: { Script.of($0).isUnspaced }) {
      let characters = scalars.filter { $0 != " " }
      // One character is as often a part of a brand as a word of its own.
      guard characters.count > 1, characters.count < 256 else { return }
      let hash = characters.reduce(ByteHash.seed) { Self.segmentHash($0, adding: $1) }
      segments.set(hash, merged(segments[hash], entry))
      let first = UInt64(characters[0].value)
      segmentLimits.set(first, max(segmentLimits[first] ?? 0, UInt8(characters.count)))
      return
    }
    let folded = String(String.UnicodeScalarView(scalars))
    let words = folded.split(separator: " ")
    guard let first = words.first, words.count < 256 else { return }
    let hash = ByteHash.of(folded)
    spellings.set(hash, merged(spellings[hash], entry))
    let key = ByteHash.of(first)
    wordLimits.set(key, max(wordLimits[key] ?? 0, UInt8(words.count)))
  }

  /// Adds a meaning to those that a spelling has; of two that are no legal form the first stays.
  private func merged(_ meaning: Meaning?, _ entry: Int32) -> Meaning {
    var meaning = meaning ?? Meaning()
    if entries[Int(entry)].kind == .form {
      if meaning.form < 0 { meaning.form = entry }
    } else if meaning.other < 0 {
      meaning.other = entry
    }
    return meaning
  }

  private static func place(level: Substring, country: Substring) -> PlaceCode {
    let levels: [Substring: PlaceCode.Level] = [
      "continent": .continent, "country": .country, "region": .region, "city": .city,
    ]
    let letters = Array(country.utf8)
    return PlaceCode(
      level: levels[level] ?? .none,
      country: letters.count == 2 ? UInt16(letters[0]) << 8 | UInt16(letters[1]) : 0)
  }
}
