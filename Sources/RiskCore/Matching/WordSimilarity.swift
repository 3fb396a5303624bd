// How alike two words are. The one place that decides it: the index proposes with the same rules
// turned into keys (see SpellingIndex), and a test holds both against each other.

enum WordSimilarity {
  /// Words with a similarity below this are two words; nothing between it and 0 comes out.
  static let least: Float = 0.6
  /// The same for places, which end alike in every country.
  static let leastPlace: Float = 0.8
  /// What remains when a cut word may stand for the other.
  static let abbreviated: Float = 0.9
  /// What remains between words of an abjad and of Latin with the same consonants.
  static let consonants: Float = 0.88
  /// What remains between Han words of one reading and different characters.
  static let sameReading: Float = 0.7
  /// The cost of one changed letter that is pronounced alike, as a share of the word.
  static let soundCost: Float = 0.7
  /// The same between scripts.
  static let bridgedCost: Float = 0.2
  /// The shortest word that may be a misspelt generic one.
  static let shortestGeneric = 6
  /// The shortest word that may be the same by its sound, in letters as written.
  static let shortestSound = 5
  /// The shortest word that may be misspelt, in letters as written.
  static let shortestMisspelt = 4
  /// The shortest spelling key in which one letter may be wrong.
  static let oneEditLength = 3
  /// The same for two letters.
  static let twoEditsLength = 7
  /// The longest key that is compared letter by letter.
  static let longestCompared = 40

  /// How many letters may be wrong between keys of these lengths.
  @inline(__always)
  static func editsAllowed(_ left: Int, _ right: Int) -> Int {
    let shorter = min(left, right)
    if shorter < oneEditLength || max(left, right) > longestCompared { return 0 }
    return shorter >= twoEditsLength ? 2 : 1
  }

  /// Whether two words, whatever their letters, can be one at all.
  @inline(__always)
  static func mayBeMisspelt(_ left: NameWord, _ right: NameWord) -> Bool {
    if left.hasDigit || right.hasDigit { return false }
    if left.entry >= 0 && right.entry >= 0 { return false }
    // A short generic word is one letter from the next: coal and coat, wood and wool.
    if left.kind == .generic || right.kind == .generic,
      min(left.count, right.count) < shortestGeneric
    {
      return false
    }
    // Two places are two places; two Han words differ in characters, not in letters.
    if left.han != 0 && right.han != 0 { return false }
    return true
  }

  /// Returns how alike two words are, 1 when they mean the same, 0 when they are two words.
  ///
  /// - Complexity: O(1) for most pairs; O(*n* · *m*) for those of alike length.
  static func similarity(
    _ left: NameWord, of leftName: borrowing NormalizedName, _ right: NameWord,
    of rightName: borrowing NormalizedName
  ) -> Float {
    if left.meaning == right.meaning {
      // Han words of one reading: the characters decide.
      if left.han != 0, right.han != 0, left.han != right.han, left.entry < 0, right.entry < 0 {
        return sameReading
      }
      return 1
    }
    guard mayBeMisspelt(left, right) else {
      return mayStandFor(left, right) ? abbreviated : 0
    }
    var best: Float = 0
    let isAbjadPair = left.script.isAbjad != right.script.isAbjad
    if isAbjadPair {
      if left.skeleton != 0, left.skeleton == right.skeleton { best = consonants }
      return best
    }
    // Words too long to be misspelt have no keys.
    guard left.soundCount > 0, right.soundCount > 0 else { return 0 }
    let leftCount = Int(left.soundCount)
    let rightCount = Int(right.soundCount)
    let allowed = editsAllowed(leftCount, rightCount)
    if left.soundHash == right.soundHash {
      let isBridged = left.script != right.script
      guard isBridged || min(left.count, right.count) >= shortestSound else { return 0 }
      let changed = leftName.latin.withUnsafeBufferPointer { leftLatin in
        rightName.latin.withUnsafeBufferPointer { rightLatin in
          EditDistance.weighted(
            UnsafeBufferPointer(
              rebasing: leftLatin[Int(left.start)..<Int(left.start) + Int(left.count)]),
            UnsafeBufferPointer(
              rebasing: rightLatin[Int(right.start)..<Int(right.start) + Int(right.count)]),
            limit: .infinity)
        }
      }
      // Other scripts are spelt in Latin this way and that.
      best =
        1 - (isBridged ? bridgedCost : soundCost) * changed
        / Float(max(left.count, right.count))
      return best >= least ? best : 0
    }
    // Two words that many names hold are two words, however alike.
    if allowed == 0 || left.isAttested && right.isAttested { return 0 }
    if min(left.count, right.count) < shortestMisspelt { return 0 }
    if abs(leftCount - rightCount) > allowed { return 0 }
    let cost = leftName.sounds.withUnsafeBufferPointer { leftSounds in
      rightName.sounds.withUnsafeBufferPointer { rightSounds in
        EditDistance.weighted(
          UnsafeBufferPointer(
            rebasing: leftSounds[Int(left.soundStart)..<Int(left.soundStart) + leftCount]),
          UnsafeBufferPointer(
            rebasing: rightSounds[Int(right.soundStart)..<Int(right.soundStart) + rightCount]),
          limit: allowed)
      }
    }
    guard let cost else { return 0 }
    let similarity = 1 - cost / Float(max(left.count, right.count))
    let isPlace = left.kind == .place || right.kind == .place
    return similarity >= (isPlace ? leastPlace : least) ? similarity : 0
  }

  /// Whether one of two words is a cut word that may stand for the other.
  static func mayStandFor(_ left: NameWord, _ right: NameWord) -> Bool {
    func stands(_ cut: NameWord, _ whole: NameWord) -> Bool {
      cut.kind == .ambiguous && whole.kind == .generic
        && NameNormalizer.standard.lexicon.entries[Int(cut.entry)].meanings.contains(whole.meaning)
    }
    return stands(left, right) || stands(right, left)
  }
}

/// Edit distances between spelling keys.
enum EditDistance {
  /// The cost of a vowel for another, and of one more or less: vowels are what is heard and written
  /// wrong first.
  static let vowel: Float = 0.75
  /// The cost of a consonant for another that is made elsewhere in the mouth: rarely a slip, often
  /// another brand.
  static let farConsonant: Float = 1.4
  /// The cost of a consonant more, less or other at the beginning, where people look first.
  static let firstConsonant: Float = 1.5

  /// Returns the cheapest way from one word to another in inserted, dropped, changed and swapped
  /// letters (optimal string alignment), vowels cheaper; nil when more than `limit` letters differ.
  ///
  /// - Complexity: O(*n* · *m*), both at most ``WordSimilarity/longestCompared``.
  static func weighted(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, limit: Int
  ) -> Float? {
    guard count(left, right, limit: limit) != nil else { return nil }
    return weighted(left, right, limit: .infinity)
  }

  static func weighted(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, limit: Float
  ) -> Float {
    let width = right.count + 1
    return withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * width) { rows in
      var (beforeLast, last, current) = (0, width, 2 * width)
      rows[last] = 0
      for column in 0..<right.count {
        rows[last + column + 1] = rows[last + column] + cost(right[column], isFirst: column == 0)
      }
      for row in 0..<left.count {
        let letter = left[row]
        rows[current] = rows[last] + cost(letter, isFirst: row == 0)
        for column in 0..<right.count {
          let other = right[column]
          var best =
            rows[last + column]
            + change(letter, other, isFirst: row == 0 && column == 0)
          best = min(best, rows[last + column + 1] + cost(letter, isFirst: row == 0))
          best = min(best, rows[current + column] + cost(other, isFirst: column == 0))
          if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other,
            letter != other
          {
            best = min(best, rows[beforeLast + column - 1] + 1)
          }
          rows[current + column + 1] = best
        }
        (beforeLast, last, current) = (last, current, beforeLast)
      }
      return rows[last + right.count]
    }
  }

  @inline(__always)
  private static func change(_ letter: UInt8, _ other: UInt8, isFirst: Bool) -> Float {
    if letter == other { return 0 }
    let (isVowel, isOtherVowel) = (SoundKey.isVowel(letter), SoundKey.isVowel(other))
    if isVowel && isOtherVowel { return vowel }
    if isFirst { return firstConsonant }
    if isVowel || isOtherVowel { return 1 }
    return family(letter) == family(other) ? 1 : farConsonant
  }

  /// Consonants that are taken for each other have one number.
  @inline(__always)
  private static func family(_ letter: UInt8) -> UInt8 {
    switch letter {
    case UInt8(ascii: "b"), UInt8(ascii: "p"), UInt8(ascii: "v"), UInt8(ascii: "f"),
      UInt8(ascii: "w"):
      1
    case UInt8(ascii: "d"), UInt8(ascii: "t"): 2
    case UInt8(ascii: "g"), UInt8(ascii: "k"), UInt8(ascii: "q"), UInt8(ascii: "c"),
      UInt8(ascii: "h"):
      3
    case UInt8(ascii: "m"), UInt8(ascii: "n"): 4
    case UInt8(ascii: "l"), UInt8(ascii: "r"): 5
    case UInt8(ascii: "s"), UInt8(ascii: "z"), UInt8(ascii: "S"), UInt8(ascii: "Z"),
      UInt8(ascii: "C"), UInt8(ascii: "j"), UInt8(ascii: "x"):
      6
    default: letter
    }
  }

  @inline(__always)
  private static func cost(_ letter: UInt8, isFirst: Bool) -> Float {
    SoundKey.isVowel(letter) ? vowel : isFirst ? firstConsonant : 1
  }

  /// Returns the number of inserted, dropped, changed and swapped letters, or nil when it is above
  /// `limit`.
  static func count(
    _ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>, limit: Int
  ) -> Int? {
    if abs(left.count - right.count) > limit { return nil }
    let width = right.count + 1
    return withUnsafeTemporaryAllocation(of: Int32.self, capacity: 3 * width) { rows in
      var (beforeLast, last, current) = (0, width, 2 * width)
      for column in 0...right.count { rows[last + column] = Int32(column) }
      for row in 0..<left.count {
        let letter = left[row]
        rows[current] = Int32(row + 1)
        var least = rows[current]
        for column in 0..<right.count {
          let other = right[column]
          var best = rows[last + column] + (letter == other ? 0 : 1)
          best = min(best, min(rows[last + column + 1], rows[current + column]) + 1)
          if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
            best = min(best, rows[beforeLast + column - 1] + 1)
          }
          rows[current + column + 1] = best
          least = min(least, best)
        }
        if least > Int32(limit) + 1 { return nil }
        (beforeLast, last, current) = (last, current, beforeLast)
      }
      let distance = Int(rows[last + right.count])
      return distance <= limit ? distance : nil
    }
  }
}
