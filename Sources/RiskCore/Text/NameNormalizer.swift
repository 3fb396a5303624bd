// From a name as somebody wrote it to words that can be compared.
//
// One path serves indexing, comparing and explaining. In order: fold (case, width, marks); cut into
// words where the text or the script changes; spell other scripts in Latin; look words up, the longest
// spelling first; set legal forms aside where they may stand; read single letters and Roman numerals;
// weigh. Change a step and every index, frozen figure and anchor changes with it: raise `version`.

/// Turns names into ``NormalizedName`` values.
public final class NameNormalizer: Sendable {
  /// Changes whenever the same name may normalise to something else, beside the tables' own hash.
  static let version = 2

  /// The most words of a name that are compared; names longer than this are sentences.
  static let wordLimit = 48

  /// The normaliser over the program's tables, made on first use.
  public static let standard = NameNormalizer()

  let bridge: ScriptBridge
  let lexicon: NameLexicon
  let rarity: WordRarity
  /// What a word of each lexicon entry is, but for its place in a name.
  private let entryWords: [NameWord]
  private let formBits: [UInt16]

  /// Creates a normaliser over the tables of the program.
  init() {
    bridge = ScriptBridge()
    lexicon = NameLexicon(bridge: bridge)
    rarity = WordRarity()
    let rarity = rarity
    let light = Set(lexicon.lightest)
    formBits = lexicon.entries.map { entry in
      1 << (LegalFormClass.allCases.firstIndex(of: entry.formClass) ?? 0)
    }
    entryWords = lexicon.entries.enumerated().map { index, entry in
      var word = NameWord()
      word.entry = Int32(index)
      word.place = entry.place
      word.isAttested = true
      word.isKnown = true
      word.meaning = ByteHash.of(entry.canonical)
      switch entry.kind {
      case .place:
        word.kind = .place
        word.weight = min(rarity[word.meaning].weight, WordRarity.heaviestPlace)
      case .number:
        word.kind = .number
        word.hasDigit = true
        word.weight = WordRarity.number
      case .ambiguous:
        word.kind = .ambiguous
        word.weight = min(rarity[word.meaning].weight, WordRarity.heaviestGeneric)
      case .word, .form, .stop:
        word.kind = .generic
        word.weight =
          light.contains(word.meaning)
          ? WordRarity.lightest
          : min(
            max(rarity[word.meaning].weight, WordRarity.lightestGeneric),
            WordRarity.heaviestGeneric)
      }
      return word
    }
  }

  /// Returns the word that a lexicon entry makes.
  func word(ofEntry entry: Int32) -> NameWord { entryWords[Int(entry)] }

  /// Returns the bit of a legal form's class.
  func formBit(of entry: Int32) -> UInt16 { formBits[Int(entry)] }

  /// A hash over the tables and the version: two programs with the same one normalise alike.
  public static let fingerprint: String = {
    var hash = StableHash()
    hash.add("names \(version)")
    for table in ReferenceTables.all { hash.add(table.bytes) }
    return hash.hexadecimal
  }()

  /// Returns `name` normalised.
  public func normalized(_ name: String) -> NormalizedName {
    var result = NormalizedName()
    normalize(name, into: &result)
    return result
  }

  /// Puts `name`, normalised, in place of `result`, whose room is used again.
  ///
  /// - Complexity: O(*n*) in the length of the name, with some microseconds for a usual one.
  public func normalize(_ name: String, into result: inout NormalizedName) {
    result.reset(folding: name)
    var pieces = Pieces()
    cut(result.text, into: &pieces)
    giveRoles(&pieces, believing: .all)
    if pieces.hasWeakForm, !pieces.list.contains(where: { $0.role == .word && isTelling($0) }) {
      // PT Electronics is not ASD Electronics: the letters are all that tells them apart.
      giveRoles(&pieces, believing: .strong)
    }
    if !pieces.list.contains(where: { $0.role == .word }) {
      // Forms and small words alone: they are all there is to tell the name by.
      giveRoles(&pieces, believing: .none)
    }
    assemble(pieces, into: &result)
  }

  /// Returns the length of the longest generic word of four letters or more that two words both end or
  /// both begin with, in whatever spelling; 0 when there is none.
  func sharedGenericEnd(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> Int {
    let limit = min(left.count, right.count)
    guard limit > 4 else { return 0 }
    for length in stride(from: limit - 1, through: 4, by: -1) {
      for (own, other) in [(left.suffix(length), right), (left.prefix(length), right)] {
        guard let meaning = genericMeaning(own) else { continue }
        let isSuffix = own.endIndex == left.endIndex
        for otherLength in max(4, length - 1)...min(length + 1, right.count) {
          let part = isSuffix ? other.suffix(otherLength) : other.prefix(otherLength)
          if genericMeaning(part) == meaning { return length }
        }
      }
    }
    return 0
  }

  private func genericMeaning(_ bytes: ArraySlice<UInt8>) -> Int32? {
    let hash = bytes.withUnsafeBufferPointer(ByteHash.of)
    guard let entry = lexicon.meaning(ofSpelling: hash)?.other, entry >= 0 else { return nil }
    return entry
  }

  /// Returns whether `text` is legal forms and nothing else, where a name may end with them: `LLC`,
  /// `GmbH & Co. KG`.
  public func isLegalForm(_ text: String) -> Bool {
    let name = normalized("xyzzy " + text)
    return name.words.count == 1 && name.forms != 0
  }

  // MARK: Cutting

  /// A word on its way: where it stands, and what it may be.
  struct Piece {
    enum Role: UInt8 {
      case word
      case form
      case stop
      /// A part of a longer spelling that another piece stands for.
      case absorbed
    }

    var role = Role.word
    var script = Script.latin
    var entry: Int32 = -1
    /// Whether it was found as a segment, so that its meaning is settled.
    var isSegment = false
    /// Whether it is a small word that is kept because the name has little else.
    var isSmall = false
    var meaning = NameLexicon.Meaning()
    var textStart = 0
    var textEnd = 0
    /// Its Latin spelling in ``Pieces/latin``.
    var start = 0
    var end = 0
    /// Where it ends by itself, without what it has absorbed, in the text and in the Latin spelling.
    var ownTextEnd = 0
    var ownLatinEnd = 0
    /// Its folded text in its own script, in ``Pieces/own``, and the hash of that.
    var ownStart = 0
    var ownEnd = 0
    var hash: UInt64 = 0
    var han: UInt64 = 0

    /// Gives back what it has absorbed.
    mutating func shrinkToItself() {
      textEnd = ownTextEnd
      end = ownLatinEnd
    }
  }

  struct Pieces {
    var list: [Piece] = []
    var latin: [UInt8] = []
    var own: [UInt8] = []
    /// Whether a legal form was believed that seldom is one.
    var hasWeakForm = false
  }

  /// Which legal forms are believed.
  private enum Belief {
    case all
    case strong
    case none
  }

  /// Whether a word tells a name by more than what its bearer does or where it is.
  private func isTelling(_ piece: Piece) -> Bool {
    guard piece.entry >= 0 else { return true }
    return lexicon.kinds[Int(piece.entry)] == .number
  }

  private func cut(_ text: [UInt8], into pieces: inout Pieces) {
    pieces.latin.reserveCapacity(text.count + 8)
    pieces.list.reserveCapacity(8)
    text.withUnsafeBufferPointer { text in
      var index = 0
      while index < text.count, pieces.list.count < 2 * Self.wordLimit {
        if text[index] == UInt8(ascii: " ") {
          index += 1
          continue
        }
        var end = index
        var isASCII = true
        while end < text.count, text[end] != UInt8(ascii: " ") {
          isASCII = isASCII && text[end] < 0x80
          end += 1
        }
        if isASCII {
          var piece = Piece()
          piece.textStart = index
          piece.textEnd = end
          piece.start = pieces.latin.count
          let word = UnsafeBufferPointer(rebasing: text[index..<end])
          pieces.latin.append(contentsOf: word)
          piece.end = pieces.latin.count
          (piece.ownTextEnd, piece.ownLatinEnd) = (piece.textEnd, piece.end)
          piece.ownStart = pieces.own.count
          pieces.own.append(contentsOf: word)
          piece.ownEnd = pieces.own.count
          piece.hash = ByteHash.of(word)
          pieces.list.append(piece)
        } else {
          cutScripts(text, index..<end, into: &pieces)
        }
        index = end
      }
    }
  }

  /// Cuts a word with letters beyond ASCII where its script changes.
  private func cutScripts(
    _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into pieces: inout Pieces
  ) {
    var scalars: [Unicode.Scalar] = []
    var places: [Int] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let (scalar, length) = NameFolding.decode(text, at: index)
      if let forms = bridge.compatible(scalar) {
        for form in forms {
          scalars.append(form)
          places.append(index)
        }
      } else {
        scalars.append(bridge.simplified(scalar))
        places.append(index)
      }
      index += length
    }
    places.append(range.upperBound)
    replaceHomoglyphs(&scalars)

    var start = 0
    while start < scalars.count {
      var script = Script.of(scalars[start])
      var end = start + 1
      while end < scalars.count {
        let next = scalars[end]
        let nextScript = Script.of(next)
        if nextScript == script || script.isUnspaced && nextScript.isUnspaced || isMark(next)
          || (isDigit(next) && !script.isUnspaced)
        {
          end += 1
        } else if isDigit(scalars[end - 1]), !nextScript.isUnspaced, script == .latin,
          scalars[start..<end].allSatisfy(isDigit)
        {
          script = nextScript
          end += 1
        } else {
          break
        }
      }
      if script.isUnspaced {
        cutSegments(scalars[start..<end], places, into: &pieces)
      } else {
        append(scalars[start..<end], script, places, into: &pieces)
      }
      start = end
    }
  }

  /// A word of Latin and Cyrillic letters is a word of one of them, typed with look-alikes.
  private func replaceHomoglyphs(_ scalars: inout [Unicode.Scalar]) {
    var latin = 0
    var cyrillic = 0
    for scalar in scalars where !isDigit(scalar) {
      switch Script.of(scalar) {
      case .latin: latin += 1
      case .cyrillic: cyrillic += 1
      default: return
      }
    }
    guard latin > 0, cyrillic > 0 else { return }
    let twins = scalars.map { ScriptBridge.latinTwin(of: $0) ?? $0 }
    // Only when all Cyrillic letters have a Latin twin: else the word is joined out of two.
    if twins.allSatisfy({ Script.of($0) == .latin }) { scalars = twins }
  }

  private func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x300
      && (scalar.properties.generalCategory == .nonspacingMark
        || scalar.properties.generalCategory == .spacingMark)
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { (0x30...0x39).contains(scalar.value) }

  /// Cuts text without blanks by the longest segments that the lexicon knows; what lies between them is
  /// a word for each script.
  private func cutSegments(
    _ scalars: ArraySlice<Unicode.Scalar>, _ places: [Int], into pieces: inout Pieces
  ) {
    var unknown = scalars.startIndex
    var index = scalars.startIndex
    func flush(to end: Int, _ pieces: inout Pieces) {
      var start = unknown
      while start < end {
        let script = Script.of(scalars[start])
        var stop = start + 1
        while stop < end, Script.of(scalars[stop]) == script { stop += 1 }
        append(scalars[start..<stop], script, places, into: &pieces)
        start = stop
      }
    }
    while index < scalars.endIndex {
      guard let (length, meaning) = segment(scalars, at: index) else {
        index += 1
        continue
      }
      flush(to: index, &pieces)
      append(scalars[index..<index + length], Script.of(scalars[index]), places, into: &pieces)
      pieces.list[pieces.list.count - 1].isSegment = true
      pieces.list[pieces.list.count - 1].meaning = meaning
      index += length
      unknown = index
    }
    flush(to: scalars.endIndex, &pieces)
  }

  /// Returns the longest segment that begins at `index`, with what it means.
  private func segment(
    _ scalars: ArraySlice<Unicode.Scalar>, at index: Int
  ) -> (length: Int, meaning: NameLexicon.Meaning)? {
    let limit = min(lexicon.segmentLimit(ofFirst: scalars[index]), scalars.endIndex - index)
    guard limit > 1 else { return nil }
    var found: (Int, NameLexicon.Meaning)?
    var hash = NameLexicon.segmentHash(ByteHash.seed, adding: scalars[index])
    for length in 2...limit {
      hash = NameLexicon.segmentHash(hash, adding: scalars[index + length - 1])
      if let meaning = lexicon.meaning(ofSegment: hash) { found = (length, meaning) }
    }
    return found
  }

  /// Appends a word of one script, spelt in Latin.
  private func append(
    _ scalars: ArraySlice<Unicode.Scalar>, _ script: Script, _ places: [Int],
    into pieces: inout Pieces
  ) {
    guard !scalars.isEmpty, pieces.list.count < 2 * Self.wordLimit else { return }
    var piece = Piece()
    piece.script = script
    piece.textStart = places[scalars.startIndex]
    piece.textEnd = places[scalars.endIndex]
    piece.start = pieces.latin.count
    bridge.appendLatin(of: scalars, to: &pieces.latin)
    // Marks alone spell nothing; what stands there is kept all the same.
    if pieces.latin.count == piece.start {
      for scalar in scalars { UTF8.encode(scalar).map { pieces.latin += $0 } }
    }
    piece.end = pieces.latin.count
    (piece.ownTextEnd, piece.ownLatinEnd) = (piece.textEnd, piece.end)
    piece.ownStart = pieces.own.count
    for scalar in scalars { UTF8.encode(scalar).map { pieces.own += $0 } }
    piece.ownEnd = pieces.own.count
    piece.hash = pieces.own.withUnsafeBufferPointer {
      ByteHash.of(UnsafeBufferPointer(rebasing: $0[piece.ownStart..<piece.ownEnd]))
    }
    if script == .han {
      piece.han = scalars.reduce(ByteHash.seed) { NameLexicon.segmentHash($0, adding: $1) }
    }
    pieces.list.append(piece)
  }

  // MARK: Meaning

  /// Gives each piece its role: the longest spelling of the lexicon wins, and a legal form counts only
  /// where it may stand.
  private func giveRoles(_ pieces: inout Pieces, believing belief: Belief) {
    pieces.hasWeakForm = false
    for index in pieces.list.indices { pieces.list[index].shrinkToItself() }
    var index = 0
    var hasWords = false
    let count = pieces.list.count
    while index < count {
      let found = longest(pieces, at: index)
      var length = 1
      pieces.list[index].role = .word
      pieces.list[index].entry = -1
      if belief != .none, found.formLength > 0, found.formLength >= found.otherLength,
        belief == .all || !lexicon.positions[Int(found.form)].isWeak,
        mayStand(found.form, pieces, index, found.formLength, hasWords: hasWords)
      {
        if lexicon.positions[Int(found.form)].isWeak { pieces.hasWeakForm = true }
        length = found.formLength
        pieces.list[index].role = .form
        pieces.list[index].entry = found.form
      } else if found.otherLength > 0 {
        length = found.otherLength
        pieces.list[index].entry = found.other
        if lexicon.kinds[Int(found.other)] == .stop {
          // What a name ends with is no small word: Ping An, Argo I.
          let isStop =
            belief != .none && !restIsForms(pieces, from: index + length, strictly: true)
            && (!lexicon.announcesNumber(found.other) || beginsWithDigit(pieces, index + length))
          pieces.list[index].role = isStop ? .stop : .word
          if !isStop { pieces.list[index].entry = -1 }
        }
      }
      if pieces.list[index].role == .word { hasWords = true }
      for absorbed in index + 1..<max(index + 1, index + length) {
        pieces.list[absorbed].role = .absorbed
      }
      if length > 1 {
        // The spelling of the whole: `inner` alone is no misspelt anything.
        pieces.list[index].textEnd = pieces.list[index + length - 1].textEnd
        pieces.list[index].end = pieces.list[index + length - 1].end
      }
      index += length
    }
    keepSmallWords(&pieces)
  }

  private func beginsWithDigit(_ pieces: Pieces, _ index: Int) -> Bool {
    guard index < pieces.list.count else { return false }
    let piece = pieces.list[index]
    if piece.start < piece.end, (0x30...0x39).contains(pieces.latin[piece.start]) { return true }
    let other = longest(pieces, at: index).other
    return other >= 0 && lexicon.kinds[Int(other)] == .number
  }

  /// Makes words of small words where fewer than two others are left, and of the first word where only
  /// generic ones are: El Tel is not I Tel, and Dan Electronics is not Electronics.
  private func keepSmallWords(_ pieces: inout Pieces) {
    var words = 0
    var isTold = false
    for piece in pieces.list where piece.role == .word {
      words += 1
      isTold = isTold || isTelling(piece)
    }
    guard words < 2 || !isTold else { return }
    for index in pieces.list.indices
    where pieces.list[index].role == .stop && (words < 2 || index == 0)
      && !lexicon.isAlwaysSmall(pieces.list[index].entry)
      && !lexicon.announcesNumber(pieces.list[index].entry)
    {
      pieces.list[index].role = .word
      pieces.list[index].entry = -1
      pieces.list[index].isSmall = true
    }
  }

  /// The longest legal form and the longest other spelling that begin at a piece.
  private struct Found {
    var formLength = 0
    var form: Int32 = -1
    var otherLength = 0
    var other: Int32 = -1
  }

  private func longest(_ pieces: Pieces, at index: Int) -> Found {
    var found = Found()
    let first = pieces.list[index]
    if first.isSegment {
      found.form = first.meaning.form
      found.other = first.meaning.other
      found.formLength = found.form >= 0 ? 1 : 0
      found.otherLength = found.other >= 0 ? 1 : 0
      return found
    }
    let limit = min(lexicon.wordLimit(ofFirst: first.hash), pieces.list.count - index)
    guard limit > 0 else { return found }
    var hash = ByteHash.seed
    for length in 1...limit {
      let piece = pieces.list[index + length - 1]
      if piece.isSegment { break }
      if length == 1 {
        hash = first.hash
      } else {
        hash = ByteHash.adding(UInt8(ascii: " "), to: hash)
        for place in piece.ownStart..<piece.ownEnd {
          hash = ByteHash.adding(pieces.own[place], to: hash)
        }
      }
      guard let meaning = lexicon.meaning(ofSpelling: hash) else { continue }
      if meaning.form >= 0 { (found.formLength, found.form) = (length, meaning.form) }
      if meaning.other >= 0 { (found.otherLength, found.other) = (length, meaning.other) }
    }
    return found
  }

  /// Whether a legal form is believed where it stands.
  private func mayStand(
    _ form: Int32, _ pieces: Pieces, _ index: Int, _ length: Int, hasWords: Bool
  ) -> Bool {
    let position = lexicon.positions[Int(form)]
    if position == .any { return true }
    let isLast = restIsForms(pieces, from: index + length)
    switch position {
    case .any: return true
    case .start, .weakStart: return !hasWords && index + length < pieces.list.count
    case .end, .weakEnd: return hasWords && isLast
    case .edge, .weakEdge:
      return hasWords ? isLast : index + length < pieces.list.count
    }
  }

  /// Whether only legal forms stand from a piece on; places and small words are let pass unless told
  /// otherwise.
  private func restIsForms(_ pieces: Pieces, from index: Int, strictly: Bool = false) -> Bool {
    var index = index
    while index < pieces.list.count {
      let found = longest(pieces, at: index)
      if found.formLength > 0 {
        index += found.formLength
      } else if !strictly, found.otherLength > 0, lexicon.kinds[Int(found.other)].mayFollowForms {
        index += found.otherLength
      } else {
        return false
      }
    }
    return true
  }
}
