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

  init?(_ word: String) {
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
  /// Generic words of English, sorted, for words that are cut short.
  private var stems: [(word: [UInt8], entry: Int32)] = []
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
      guard fields.count == 4, let formClass = LegalFormClass(rawValue: fields[1].text),
        let position = LegalFormPosition(fields[2].text)
      else { return }
      let entry = append(
        LexiconEntry(
          kind: .form, canonical: fields[0].text, formClass: formClass, position: position))
      add(ReferenceText.items(of: fields[3]), entry, bridge)
    }
    ReferenceTables.numbers.forEachLine { _, line in
      let fields = ReferenceText.fields(of: line)
      guard fields.count == 2 else { return }
      // A first bank is bank number one: ordinals are their numbers.
      let number = fields[0].last == UInt8(ascii: ".") ? fields[0].dropLast() : fields[0][...]
      let entry = append(
        LexiconEntry(kind: .number, canonical: String(decoding: number, as: UTF8.self)))
      add(ReferenceText.items(of: fields[1]), entry, bridge)
    }
    ReferenceTables.places.forEachLine { _, line in
      let fields = ReferenceText.fields(of: line)
      guard fields.count == 4 else { return }
      let entry = append(
        LexiconEntry(
          kind: .place, canonical: fields[0].text,
          place: Self.place(level: fields[1], country: fields[2])))
      // Its hyphens fold to blanks.
      add([fields[0]] + ReferenceText.items(of: fields[3]), entry, bridge)
    }
    ReferenceTables.companyWords.forEachLine { section, line in
      let fields = ReferenceText.fields(of: line)
      guard fields.count == 2 else { return }
      let items = ReferenceText.items(of: fields[1])
      switch section {
      case "light": lightest += items.map(ByteHash.of)
      case "stop":
        add(items, append(LexiconEntry(kind: .stop, canonical: fields[0].text)), bridge)
      case "ambiguous":
        var entry = LexiconEntry(kind: .ambiguous, canonical: fields[0].text)
        entry.meanings = items.map(ByteHash.of)
        add([fields[0]], append(entry), bridge)
      default:
        let entry = append(LexiconEntry(kind: .word, canonical: fields[0].text))
        add([fields[0]] + items, entry, bridge)
        stems.append((Array(fields[0]), entry))
      }
    }
    stems.sort { $0.word.lexicographicallyPrecedes($1.word) }
  }

  // MARK: Looking up

  /// Returns the generic word that a word of four letters or more is the beginning of, or nil.
  ///
  /// It lacks at least three letters and begins no other: `aeron` is aeronautical.
  func wordBegun(by letters: ArraySlice<UInt8>) -> Int32? {
    guard letters.count >= 4 else { return nil }
    var (low, high) = (0, stems.count)
    while low < high {
      let middle = (low + high) / 2
      if stems[middle].word.lexicographicallyPrecedes(letters) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < stems.count, stems[low].word.starts(with: letters),
      stems[low].word.count >= letters.count + 3
    else { return nil }
    if low + 1 < stems.count, stems[low + 1].word.starts(with: letters) { return nil }
    return stems[low].entry
  }

  /// Whether a word announces a number: `No. 14`.
  func announcesNumber(_ entry: Int32) -> Bool {
    entry >= 0 && entries[Int(entry)].canonical == "numbering"
  }

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

  private mutating func add(
    _ items: [ReferenceText.Field], _ entry: Int32, _ bridge: ScriptBridge
  ) {
    var folded: [UInt8] = []
    for item in items {
      NameFolding.fold(item, into: &folded)
      folded.withUnsafeBufferPointer { add($0, entry, bridge) }
    }
  }

  private mutating func add(
    _ folded: ReferenceText.Field, _ entry: Int32, _ bridge: ScriptBridge
  ) {
    guard folded.contains(where: { $0 >= 0x80 }) else { return addWords(folded, entry) }
    let scalars = folded.text.unicodeScalars.map(bridge.simplified)
    if scalars.contains(where: { Script.of($0).isUnspaced }) {
      addSegment(scalars.filter { $0 != " " }, entry)
    } else {
      var bytes: [UInt8] = []
      for scalar in scalars { UTF8.encode(scalar).map { bytes += $0 } }
      bytes.withUnsafeBufferPointer { addWords($0, entry) }
    }
  }

  private mutating func addWords(_ folded: ReferenceText.Field, _ entry: Int32) {
    let words = ReferenceText.words(of: folded)
    guard let first = words.first, words.count < 256 else { return }
    let hash = ByteHash.of(folded)
    spellings.set(hash, merged(spellings[hash], entry))
    let key = ByteHash.of(first)
    wordLimits.set(key, max(wordLimits[key] ?? 0, UInt8(words.count)))
  }

  private mutating func addSegment(_ characters: [Unicode.Scalar], _ entry: Int32) {
    // One character is as often a part of a brand as a word of its own.
    guard characters.count > 1, characters.count < 256 else { return }
    let hash = characters.reduce(ByteHash.seed) { Self.segmentHash($0, adding: $1) }
    segments.set(hash, merged(segments[hash], entry))
    let first = UInt64(characters[0].value)
    segmentLimits.set(first, max(segmentLimits[first] ?? 0, UInt8(characters.count)))
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

  private static func place(
    level: ReferenceText.Field, country: ReferenceText.Field
  ) -> PlaceCode {
    let levels: [String: PlaceCode.Level] = [
      "continent": .continent, "country": .country, "region": .region, "city": .city,
    ]
    return PlaceCode(
      level: levels[level.text] ?? .none,
      country: country.count == 2 ? UInt16(country[0]) << 8 | UInt16(country[1]) : 0)
  }
}
