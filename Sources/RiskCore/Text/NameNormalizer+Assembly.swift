// The second half of normalising: from pieces with roles to weighed words with keys.

extension NameNormalizer {
  /// Makes the words of `result` out of pieces.
  func assemble(_ pieces: Pieces, into result: inout NormalizedName) {
    result.latin.reserveCapacity(pieces.latin.count)
    result.sounds.reserveCapacity(pieces.latin.count)
    var index = 0
    /// The piece before, when it may be run together with the next.
    var before: Neighbour?
    while index < pieces.list.count, result.words.count < Self.wordLimit {
      let piece = pieces.list[index]
      index += 1
      switch piece.role {
      case .absorbed: continue
      case .stop:
        // `H & M` is initials, and so is `S y P`: whether a single letter is a small word is for its
        // neighbours to say.
        if !isInitial(piece, pieces) || !hasInitialNeighbour(pieces, at: index - 1) {
          before = nil
          continue
        }
      case .form:
        result.forms |= formBit(of: piece.entry)
        let neighbour = Neighbour(piece: piece, word: -1)
        join(before, neighbour, pieces, into: &result)
        before = neighbour
        continue
      case .word: break
      }
      let wordIndex = result.words.count
      if isInitial(piece, pieces), let end = initialsEnd(pieces, from: index - 1) {
        appendInitials(pieces, index - 1..<end, into: &result)
        index = end
        before = nil
      } else if let (value, unit) = compoundNumber(pieces, at: index - 1) {
        appendWord(piece, pieces, into: &result)
        result.words[wordIndex].meaning = ByteHash.of(String(value))
        result.words[wordIndex].textEnd = UInt32(pieces.list[unit].textEnd)
        index = unit + 1
        before = nil
      } else {
        appendWord(piece, pieces, into: &result)
        let neighbour = Neighbour(piece: piece, word: wordIndex)
        join(before, neighbour, pieces, into: &result)
        before = neighbour
      }
    }
    readRomanNumerals(pieces, into: &result)
    for word in result.words { result.weight += word.weight }
  }

  // MARK: Initials

  private func isInitial(_ piece: Piece, _ pieces: Pieces) -> Bool {
    piece.end - piece.start == 1 && piece.script == .latin && pieces.latin[piece.start] >= 0x61
      && pieces.latin[piece.start] <= 0x7A
  }

  private func isAnd(_ piece: Piece, _ pieces: Pieces) -> Bool {
    piece.role == .stop && piece.end - piece.start == 3
      && pieces.latin[piece.start] == UInt8(ascii: "a")
      && pieces.latin[piece.start + 1] == UInt8(ascii: "n")
  }

  private func hasInitialNeighbour(_ pieces: Pieces, at index: Int) -> Bool {
    index > 0 && isInitial(pieces.list[index - 1], pieces)
      || index + 1 < pieces.list.count && isInitial(pieces.list[index + 1], pieces)
  }

  /// Returns where a run of at least two single letters ends, an `and` between them allowed; nil when
  /// there is only one.
  private func initialsEnd(_ pieces: Pieces, from start: Int) -> Int? {
    var end = start + 1
    var count = 1
    while end < pieces.list.count {
      if isInitial(pieces.list[end], pieces), pieces.list[end].role != .form {
        end += 1
        count += 1
      } else if isAnd(pieces.list[end], pieces), end + 1 < pieces.list.count,
        isInitial(pieces.list[end + 1], pieces), pieces.list[end + 1].role != .form
      {
        end += 2
        count += 1
      } else {
        break
      }
    }
    return count > 1 ? end : nil
  }

  private func appendInitials(
    _ pieces: Pieces, _ range: Range<Int>, into result: inout NormalizedName
  ) {
    var word = NameWord()
    word.start = UInt32(result.latin.count)
    for piece in pieces.list[range] where isInitial(piece, pieces) {
      result.latin.append(pieces.latin[piece.start])
    }
    word.count = UInt16(result.latin.count - Int(word.start))
    word.isInitials = true
    word.textStart = UInt32(pieces.list[range.lowerBound].textStart)
    word.textEnd = UInt32(pieces.list[range.upperBound - 1].textEnd)
    finish(&word, into: &result)
  }

  // MARK: Words

  /// Returns the value of `forty-four`, two number words that make one, and the place of the second.
  private func compoundNumber(_ pieces: Pieces, at index: Int) -> (value: Int, unit: Int)? {
    let tens = lexicon.number(ofEntry: pieces.list[index].entry)
    guard tens >= 20, tens < 100, tens % 10 == 0, index + 1 < pieces.list.count,
      pieces.list[index + 1].role == .word
    else { return nil }
    let unit = lexicon.number(ofEntry: pieces.list[index + 1].entry)
    return (1...9).contains(unit) ? (tens + unit, index + 1) : nil
  }

  private func appendWord(
    _ piece: Piece, _ pieces: Pieces, into result: inout NormalizedName
  ) {
    var entry = piece.entry
    if entry < 0, piece.script == .latin, !piece.isSmall,
      rarity[piece.hash].count == 0,
      let begun = lexicon.wordBegun(by: pieces.latin[piece.start..<piece.end])
    {
      entry = begun
    }
    var word = entry >= 0 ? word(ofEntry: entry) : NameWord()
    word.script = piece.script
    word.textStart = UInt32(piece.textStart)
    word.textEnd = UInt32(piece.textEnd)
    word.han = piece.han
    word.start = UInt32(result.latin.count)
    result.latin.append(contentsOf: pieces.latin[piece.start..<piece.end])
    word.count = UInt16(min(result.latin.count - Int(word.start), 0xFFFF))
    finish(&word, isSmall: piece.isSmall, into: &result)
  }

  /// Weighs a word and appends its keys; its Latin spelling is the last thing in `result.latin`.
  private func finish(
    _ word: inout NameWord, isSmall: Bool = false, into result: inout NormalizedName
  ) {
    let range = Int(word.start)..<Int(word.start) + Int(word.count)
    word.spelling = result.latin[range].withUnsafeBufferPointer(ByteHash.of)
    if word.entry < 0 {
      word.hasDigit = result.latin[range].contains { (0x30...0x39).contains($0) }
      word.meaning = word.spelling
      if word.hasDigit && result.latin[range].allSatisfy({ (0x30...0x39).contains($0) }) {
        word.kind = .number
      }
      if word.hasDigit, let number = Self.ordinal(result.latin[range]) {
        // 35th is 35.
        word.meaning = number.withUnsafeBufferPointer(ByteHash.of)
        word.kind = .number
      }
      let known = rarity[word.meaning]
      word.isAttested = known.count >= WordRarity.attested
      word.isKnown = known.count > 0
      word.weight =
        word.hasDigit
        ? max(WordRarity.number, min(known.weight, 5))
        : word.count == 1 ? WordRarity.number : known.weight
      if isSmall { word.weight = min(word.weight, WordRarity.heaviestSmall) }
    }
    guard word.kind != .number, !word.hasDigit, word.count < 256 else {
      result.words.append(word)
      return
    }
    word.soundStart = UInt32(result.sounds.count)
    result.latin.withUnsafeBufferPointer {
      SoundKey.append(of: UnsafeBufferPointer(rebasing: $0[range]), to: &result.sounds)
    }
    word.soundCount = UInt16(result.sounds.count - Int(word.soundStart))
    result.sounds.withUnsafeBufferPointer {
      let key = UnsafeBufferPointer(
        rebasing: $0[Int(word.soundStart)..<Int(word.soundStart) + Int(word.soundCount)])
      word.soundHash = ByteHash.of(key)
      if word.kind == .plain { word.skeleton = SoundKey.skeletonHash(of: key) }
    }
    result.words.append(word)
  }

  /// The digits of an English ordinal such as `35th`, or nil.
  private static func ordinal(_ letters: ArraySlice<UInt8>) -> [UInt8]? {
    let digits = letters.prefix { (0x30...0x39).contains($0) }
    guard !digits.isEmpty else { return nil }
    switch String(decoding: letters.dropFirst(digits.count), as: UTF8.self) {
    case "st", "nd", "rd", "th": return Array(digits)
    default: return nil
    }
  }

  // MARK: Neighbours

  /// A piece that the next one may be run together with.
  struct Neighbour {
    let piece: Piece
    /// Its place among the words; -1 for a legal form.
    let word: Int
  }

  /// Notes two neighbours as one word, where that could be one.
  private func join(
    _ before: Neighbour?, _ next: Neighbour, _ pieces: Pieces, into result: inout NormalizedName
  ) {
    guard let before, before.word >= 0 || next.word >= 0 else { return }
    // Of a word and a legal form the word has to be one: `C Company` is no Ccompany.
    for side in [before, next] where side.word >= 0 && (before.word < 0 || next.word < 0) {
      if side.piece.end - side.piece.start < 4 { return }
    }
    let count = before.piece.end - before.piece.start + next.piece.end - next.piece.start
    guard count <= 40, before.piece.end == next.piece.start else { return }
    let range = before.piece.start..<next.piece.end
    let digits = pieces.latin[range].count { (0x30...0x39).contains($0) }
    // `3 M` is 3M; two numbers stay two.
    guard digits == 0 ? count >= 5 : digits < count else { return }
    result.joins.append(
      JoinedWord(
        first: Int16(before.word), second: Int16(next.word),
        spelling: pieces.latin[range].withUnsafeBufferPointer(ByteHash.of)))
  }

  // MARK: Numerals

  /// Reads Roman numerals from II to XX behind a word as numbers; I, V and X only as the last word.
  private func readRomanNumerals(_ pieces: Pieces, into result: inout NormalizedName) {
    guard result.words.count > 1 else { return }
    for index in 1..<result.words.count {
      var word = result.words[index]
      guard word.kind == .plain, !word.isInitials, word.count <= 5, word.script == .latin,
        let value = Self.roman(result.latin[Int(word.start)..<Int(word.start) + Int(word.count)]),
        word.count > 1 || index == result.words.count - 1
      else { continue }
      word.kind = .number
      word.hasDigit = true
      word.isAttested = true
      word.meaning = ByteHash.of(String(value))
      word.weight = WordRarity.number
      word.soundHash = 0
      word.soundCount = 0
      word.skeleton = 0
      result.words[index] = word
      result.joins.removeAll { Int($0.first) == index || Int($0.second) == index }
    }
  }

  /// The value of a Roman numeral from I to XXXIX as it is usually written, or nil.
  static func roman(_ letters: ArraySlice<UInt8>) -> Int? {
    var value = 0
    var tens = 0
    var rest = letters
    while rest.first == UInt8(ascii: "x"), tens < 3 {
      value += 10
      tens += 1
      rest.removeFirst()
    }
    let units = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
    guard let unit = units.firstIndex(where: { $0.utf8.elementsEqual(rest) }) else { return nil }
    return value + unit > 0 ? value + unit : nil
  }
}
