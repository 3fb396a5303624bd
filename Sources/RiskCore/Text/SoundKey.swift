// A spelling key under which the usual ways to write one sound in Latin letters meet: Gazprom and
// Gasprom, Hussein and Husayn, Khaled and Haled. It widens the search and softens a difference; it
// never makes two words equal. The rules cover what transliteration into English, French and German
// varies, and stay away from sounds that tell company names apart.

enum SoundKey {
  /// Marks for sounds of two letters; no folded word holds capitals.
  private static let ch = UInt8(ascii: "C"), sh = UInt8(ascii: "S"), zh = UInt8(ascii: "Z")

  /// Appends the key of `word`, which is folded Latin; bytes beyond ASCII are kept.
  ///
  /// - Complexity: O(*n*); the key is at most one byte longer for each `x`.
  static func append(of word: UnsafeBufferPointer<UInt8>, to keys: inout [UInt8]) {
    let start = keys.count
    let count = word.count
    var index = 0
    @inline(__always) func at(_ place: Int) -> UInt8 { place < count ? word[place] : 0 }
    @inline(__always) func put(_ byte: UInt8) {
      if keys.count == start || keys[keys.count - 1] != byte { keys.append(byte) }
    }
    while index < count {
      let letter = word[index]
      let next = at(index + 1)
      var used = 1
      switch letter {
      case UInt8(ascii: "a"):
        // Before another vowel the second letter belongs to that: Tayota is no Teota.
        if next == UInt8(ascii: "e") || isIota(next) && !isVowel(at(index + 2)) {
          put(UInt8(ascii: "e"))
          used = 2
        } else {
          put(letter)
        }
      case UInt8(ascii: "e"):
        put(letter)
        if isIota(next) && !isVowel(at(index + 2)) { used = 2 }
      case UInt8(ascii: "o"):
        if next == UInt8(ascii: "u") || next == UInt8(ascii: "o") {
          put(UInt8(ascii: "u"))
          used = 2
        } else {
          put(letter)
        }
      case UInt8(ascii: "y"): put(UInt8(ascii: "i"))
      case UInt8(ascii: "w"): put(UInt8(ascii: "v"))
      case UInt8(ascii: "q"): put(UInt8(ascii: "k"))
      case UInt8(ascii: "p"):
        if next == UInt8(ascii: "h") {
          put(UInt8(ascii: "f"))
          used = 2
        } else {
          put(letter)
        }
      case UInt8(ascii: "k"):
        if next == UInt8(ascii: "h") {
          put(next)
          used = 2
        } else {
          put(letter)
        }
      case UInt8(ascii: "c"):
        switch next {
        case UInt8(ascii: "h"), UInt8(ascii: "z"):
          put(ch)
          used = 2
        case UInt8(ascii: "k"):
          put(next)
          used = 2
        case UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "y"): put(UInt8(ascii: "s"))
        default: put(UInt8(ascii: "k"))
        }
      case UInt8(ascii: "x"):
        put(UInt8(ascii: "k"))
        put(UInt8(ascii: "s"))
      case UInt8(ascii: "s"):
        if next == UInt8(ascii: "h") {
          put(sh)
          used = 2
        } else if next == UInt8(ascii: "c"), at(index + 2) == UInt8(ascii: "h") {
          put(sh)
          used = 3
        } else {
          put(letter)
        }
      case UInt8(ascii: "z"):
        if next == UInt8(ascii: "h") {
          put(zh)
          used = 2
        } else {
          put(UInt8(ascii: "s"))
        }
      case UInt8(ascii: "t"):
        if next == UInt8(ascii: "h") {
          put(letter)
          used = 2
        } else if next == UInt8(ascii: "c"), at(index + 2) == UInt8(ascii: "h") {
          put(ch)
          used = 3
        } else if next == UInt8(ascii: "s") || next == UInt8(ascii: "z"),
          isVowel(at(index + 2))
        {
          put(UInt8(ascii: "s"))
          used = 2
        } else {
          put(letter)
        }
      case UInt8(ascii: "d"):
        if next == UInt8(ascii: "h") {
          put(letter)
          used = 2
        } else if next == UInt8(ascii: "j") {
          put(next)
          used = 2
        } else if next == UInt8(ascii: "z"), at(index + 2) == UInt8(ascii: "h") {
          put(UInt8(ascii: "j"))
          used = 3
        } else {
          put(letter)
        }
      case UInt8(ascii: "g"):
        put(letter)
        if next == UInt8(ascii: "h") { used = 2 }
      default: put(letter)
      }
      index += used
    }
  }

  @inline(__always)
  private static func isIota(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "i") || byte == UInt8(ascii: "y")
  }

  /// Whether a byte of a folded word or of a key is a vowel.
  @inline(__always)
  static func isVowel(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"),
      UInt8(ascii: "u"), UInt8(ascii: "y"):
      true
    default: false
    }
  }

  /// Returns the hash of the consonants of a key, or 0 when there are fewer than three.
  ///
  /// Arabic and Hebrew write consonants only. `v` goes too, because their letter for it also writes
  /// the vowels o and u, and so does an `h` at the end, which writes an a.
  static func skeletonHash(of key: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = ByteHash.seed
    var count = 0
    var last: UInt8 = 0
    for (index, byte) in key.enumerated() {
      if isVowel(byte) || byte == UInt8(ascii: "v") { continue }
      if byte == UInt8(ascii: "h"), index == key.count - 1 { continue }
      if byte == last { continue }
      last = byte
      hash = ByteHash.adding(byte, to: hash)
      count += 1
    }
    return count < 3 ? 0 : hash
  }
}
