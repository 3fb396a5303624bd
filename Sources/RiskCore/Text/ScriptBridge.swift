// Letters of other scripts in Latin, offline and the same on every machine.
//
// Cyrillic, Greek, Georgian, Armenian, kana and Hangul are spelt out letter by letter; Han characters
// by their Mandarin reading, one syllable a character; Arabic and Hebrew by their consonants, since
// their vowels are not written. The tables stand in datasets/reference. A character that no table
// knows stays what it is: nothing is dropped, and nothing becomes empty.

/// A writing system, as far as names need telling them apart.
enum Script: UInt8, Sendable {
  case latin
  case cyrillic
  case greek
  case arabic
  case hebrew
  case han
  case kana
  case hangul
  case georgian
  case armenian
  case other

  /// Whether words of the script are written without blanks between them.
  var isUnspaced: Bool { self == .han || self == .kana || self == .hangul }

  /// Whether vowels are left unwritten.
  var isAbjad: Bool { self == .arabic || self == .hebrew }

  /// Returns the script of a folded letter; digits belong to the letters beside them and are `latin`.
  static func of(_ scalar: Unicode.Scalar) -> Script {
    switch scalar.value {
    case 0..<0x370, 0x1E00..<0x1F00: .latin
    case 0x370..<0x400, 0x1F00..<0x2000: .greek
    case 0x400..<0x530: .cyrillic
    case 0x530..<0x590: .armenian
    case 0x590..<0x600, 0xFB1D..<0xFB50: .hebrew
    case 0x600..<0x780, 0x8A0..<0x900, 0xFB50..<0xFE00, 0xFE70..<0xFF00: .arabic
    case 0x10A0..<0x1100, 0x1C90..<0x1CC0: .georgian
    case 0x1100..<0x1200, 0xAC00..<0xD7B0: .hangul
    case 0x3040..<0x3100, 0x31F0..<0x3200, 0xFF66..<0xFFA0: .kana
    case 0x3005, 0x3400..<0xA000, 0xF900..<0xFB00, 0x20000..<0x32000: .han
    default: .other
    }
  }
}

/// The tables behind transliteration.
struct ScriptBridge: Sendable {
  private struct Spelling: BitwiseCopyable, Sendable {
    var start: UInt16 = 0
    var count: UInt8 = 0
    var isKnown = false
  }

  /// Single letters below U+3400, by code point.
  private var letters = [Spelling](repeating: Spelling(), count: 0x3400)
  /// Two or three letters that are spelt together, by their code points.
  private var groups = HashTable(capacity: 256, blank: Spelling())
  /// The most letters of a group that begins with a letter.
  private var groupLimits = [UInt8](repeating: 0, count: 0x3400)
  /// Presentation forms and the like: what they stand for.
  private var compatible: [UInt32: [Unicode.Scalar]] = [:]
  private var initials = [Spelling](repeating: Spelling(), count: 19)
  private var vowels = [Spelling](repeating: Spelling(), count: 21)
  private var finals = [Spelling](repeating: Spelling(), count: 28)
  /// Readings of Han characters from U+3400 to U+9FFF.
  private var readings = [Spelling](repeating: Spelling(), count: 0x6C00)
  /// Simplified forms of the same; 0 keeps the character.
  private var simplified = [UInt16](repeating: 0, count: 0x6C00)
  /// Greek letters from U+0370 to U+1FFF without their accents; 0 keeps the letter.
  private var unaccented = [UInt16](repeating: 0, count: 0x2000 - 0x370)
  private var pool: [UInt8] = []

  /// Creates the bridge from the tables of the program.
  init() {
    ReferenceTables.scripts.forEachLine { section, line in add(line, section: section) }
    ReferenceTables.hanReadings.forEachLine { _, line in
      let parts = ReferenceText.words(of: line)
      guard parts.count == 2 else { return }
      let spelling = spelling(parts[0])
      for scalar in parts[1].text.unicodeScalars {
        if let place = Self.hanPlace(scalar) { readings[place] = spelling }
      }
    }
    ReferenceTables.hanVariants.forEachLine { _, line in
      for pair in ReferenceText.words(of: line) {
        let scalars = Array(pair.text.unicodeScalars)
        guard scalars.count == 2, let place = Self.hanPlace(scalars[0]),
          scalars[1].value < 0x10000
        else { continue }
        simplified[place] = UInt16(scalars[1].value)
      }
    }
    readGreekAccents()
  }

  /// Notes the letter under each Greek accent: the tables spell it alone.
  private mutating func readGreekAccents() {
    var bare: [String: Unicode.Scalar] = [:]
    for letter in "αεηιουωρ".unicodeScalars {
      for first in ["", "\u{308}", "\u{313}", "\u{314}", "\u{304}", "\u{306}"] {
        for second in ["", "\u{300}", "\u{301}", "\u{342}"] {
          for iota in ["", "\u{345}"] { bare[String(letter) + first + second + iota] = letter }
        }
      }
    }
    for value in [0x370..<0x400, 0x1F00..<0x2000].joined() {
      guard let scalar = Unicode.Scalar(UInt32(value)), let letter = bare[String(scalar)],
        letter != scalar
      else { continue }
      unaccented[value - 0x370] = UInt16(letter.value)
    }
  }

  private mutating func add(_ line: ReferenceText.Field, section: String) {
    let fields = ReferenceText.fields(of: line)
    guard fields.count == 2 else { return }
    let source = Array(fields[0].text.unicodeScalars)
    if section == "hangul" {
      let parts = ReferenceText.words(of: fields[0])
      guard parts.count == 2, let number = Int(parts[1].text) else { return }
      switch parts[0].text {
      case "initial": initials[number] = spelling(fields[1])
      case "vowel": vowels[number] = spelling(fields[1])
      default: finals[number] = spelling(fields[1])
      }
    } else if section.hasSuffix("-compat") {
      if source.count == 1 { compatible[source[0].value] = Array(fields[1].text.unicodeScalars) }
    } else if source.count == 1, source[0].value < 0x3400 {
      letters[Int(source[0].value)] = spelling(fields[1])
    } else if (2...3).contains(source.count), source[0].value < 0x3400 {
      let first = Int(source[0].value)
      groupLimits[first] = max(groupLimits[first], UInt8(source.count))
      groups.set(Self.groupKey(source[...]), spelling(fields[1]))
    }
  }

  private mutating func spelling(_ latin: ReferenceText.Field) -> Spelling {
    let start = pool.count
    pool += latin
    return Spelling(start: UInt16(start), count: UInt8(latin.count), isKnown: true)
  }

  private static func groupKey(_ letters: ArraySlice<Unicode.Scalar>) -> UInt64 {
    letters.reduce(0) { $0 << 21 | UInt64($1.value) }
  }

  private static func hanPlace(_ scalar: Unicode.Scalar) -> Int? {
    (0x3400..<0xA000).contains(scalar.value) ? Int(scalar.value) - 0x3400 : nil
  }

  /// Returns the simplified form of a Han character, and a Greek letter without accents; any other is
  /// returned as it is.
  func simplified(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    if (0x370..<0x2000).contains(scalar.value) {
      let bare = unaccented[Int(scalar.value) - 0x370]
      return bare == 0 ? scalar : Unicode.Scalar(bare) ?? scalar
    }
    guard let place = Self.hanPlace(scalar), simplified[place] != 0 else { return scalar }
    return Unicode.Scalar(simplified[place]) ?? scalar
  }

  /// Returns what a presentation form stands for, or nil when `scalar` is none.
  func compatible(_ scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    scalar.value < 0x600 ? nil : compatible[scalar.value]
  }

  /// Appends the Latin spelling of `scalars`, which are of one script.
  ///
  /// - Complexity: O(*n*).
  func appendLatin(of scalars: ArraySlice<Unicode.Scalar>, to bytes: inout [UInt8]) {
    let scalars = Self.nominative(scalars)
    var index = scalars.startIndex
    /// Whether a small tsu doubles the next consonant.
    var doubles = false
    func append(_ spelling: Spelling, _ bytes: inout [UInt8], _ doubles: inout Bool) {
      let latin = pool[Int(spelling.start)..<Int(spelling.start) + Int(spelling.count)]
      if latin.first == UInt8(ascii: "*") {
        doubles = true
        return
      }
      if doubles, let first = latin.first { bytes.append(first) }
      doubles = false
      bytes += latin
    }
    while index < scalars.endIndex {
      let scalar = scalars[index]
      let value = Int(scalar.value)
      if value < 0x80 {
        bytes.append(UInt8(value))
      } else if value < 0x3400 {
        if let (group, length) = group(scalars, at: index) {
          append(group, &bytes, &doubles)
          index += length
          continue
        }
        if letters[value].isKnown {
          append(letters[value], &bytes, &doubles)
        } else if !Self.isMark(scalar) {
          bytes += Array(String(scalar).utf8)
        }
      } else if let place = Self.hanPlace(scalar), readings[place].isKnown {
        append(readings[place], &bytes, &doubles)
      } else if (0xAC00..<0xD7A4).contains(value) {
        let syllable = value - 0xAC00
        append(initials[syllable / 588], &bytes, &doubles)
        append(vowels[syllable % 588 / 28], &bytes, &doubles)
        if syllable % 28 > 0 { append(finals[syllable % 28], &bytes, &doubles) }
      } else {
        bytes += Array(String(scalar).utf8)
      }
      index += 1
    }
  }

  /// Returns the longest group of letters that begins at `index`.
  private func group(
    _ scalars: ArraySlice<Unicode.Scalar>, at index: Int
  ) -> (Spelling, length: Int)? {
    var length = min(Int(groupLimits[Int(scalars[index].value)]), scalars.endIndex - index)
    while length > 1 {
      if let group = groups[Self.groupKey(scalars[index..<index + length])] {
        return (group, length)
      }
      length -= 1
    }
    return nil
  }

  /// Returns a Russian name that ends like an adjective as it is written abroad.
  ///
  /// Касперского becomes Касперский; any other word is returned as it is.
  private static func nominative(
    _ scalars: ArraySlice<Unicode.Scalar>
  ) -> ArraySlice<Unicode.Scalar> {
    guard scalars.count > 6, let last = scalars.last, Script.of(last) == .cyrillic else {
      return scalars
    }
    for ending in adjectiveEndings where scalars.suffix(ending.count).elementsEqual(ending) {
      return (scalars.dropLast(ending.count) + Array("ский".unicodeScalars))[...]
    }
    return scalars
  }

  private static let adjectiveEndings: [[Unicode.Scalar]] = [
    "ского", "скому", "ским", "ском", "ская", "ской", "скую", "ское", "ские", "ских",
  ].map { Array($0.unicodeScalars) }

  /// Whether `scalar` is a mark on a letter: of Cyrillic й, of Arabic vowels.
  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  /// Latin twins of Cyrillic letters, for words that mix both.
  static func latinTwin(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "а": "a"
    case "в": "b"
    case "е", "ё": "e"
    case "к": "k"
    case "м": "m"
    case "н": "h"
    case "о": "o"
    case "р": "p"
    case "с": "c"
    case "т": "t"
    case "у": "y"
    case "х": "x"
    case "і": "i"
    case "ѕ": "s"
    case "ј": "j"
    default: nil
    }
  }
}
