// Finds the words of a vocabulary within one or two letters of a word, all of them.
//
// Whatever turns one word into another by at most d inserted, dropped, changed or swapped letters,
// both have a form in common from which at most d letters were left out (Mor and Fraenkel; known from
// SymSpell). So every word is filed under all its forms, and a query looks up all of its own. The hash
// of a form is kept in 32 bits: what meets by chance is thrown out by the comparison that follows.

/// An index of words by their spelling keys with letters left out.
struct SpellingIndex: Sendable {
  /// Hash of a form in the upper half, number of the word in the lower, grouped by bucket.
  private var forms: [UInt64] = []
  /// Where each bucket begins.
  private var starts: [UInt32] = []
  /// A bit for each hash that may be there, so that most look-ups end at one bit.
  private var filter: [UInt64] = []

  private static let bucketBits = 20
  private static let filterBits = 24

  /// Creates the index of the words in `name`.
  ///
  /// - Complexity: O(*n* · *l*²) in the number and length of words.
  init(_ name: borrowing NormalizedName) {
    var forms: [UInt64] = []
    forms.reserveCapacity(name.words.count * 24)
    name.sounds.withUnsafeBufferPointer { sounds in
      for (number, word) in name.words.enumerated() where Self.isIndexed(word) {
        let start = Int(word.soundStart)
        let key = UnsafeBufferPointer(rebasing: sounds[start..<start + Int(word.soundCount)])
        Self.forEachForm(of: key) { forms.append(UInt64($0) << 32 | UInt64(number)) }
      }
    }
    self.init(forms: forms)
  }

  private init(forms unsorted: [UInt64]) {
    let count = 1 << Self.bucketBits
    starts = [UInt32](repeating: 0, count: count + 1)
    filter = [UInt64](repeating: 0, count: 1 << (Self.filterBits - 6))
    for form in unsorted {
      starts[Int(form >> (64 - UInt64(Self.bucketBits))) + 1] += 1
      let bit = Self.filterBit(of: UInt32(form >> 32))
      filter[bit >> 6] |= 1 << UInt64(bit & 63)
    }
    for bucket in 0..<count { starts[bucket + 1] += starts[bucket] }
    var next = starts
    forms = [UInt64](unsafeUninitializedCapacity: unsorted.count) { buffer, used in
      for form in unsorted {
        let bucket = Int(form >> (64 - UInt64(Self.bucketBits)))
        buffer[Int(next[bucket])] = form
        next[bucket] += 1
      }
      used = unsorted.count
    }
  }

  /// The number of forms it holds.
  var count: Int { forms.count }

  /// The forms, for storing; ``init(stored:)`` makes the index of them again.
  var stored: [UInt64] { forms }

  /// Creates an index out of ``stored``.
  init(stored: [UInt64]) { self.init(forms: stored) }

  /// Whether a word is found by its spelling at all.
  static func isIndexed(_ word: NameWord) -> Bool {
    !word.hasDigit && word.count >= WordSimilarity.shortestMisspelt
      && word.soundCount >= WordSimilarity.oneEditLength
      && word.soundCount <= WordSimilarity.longestCompared
  }

  /// Calls `body` with the number of each word that may be within the letters allowed, some more than
  /// once.
  @inline(__always)
  func forEachNeighbour(
    of key: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Void
  ) {
    forms.withUnsafeBufferPointer { forms in
      starts.withUnsafeBufferPointer { starts in
        filter.withUnsafeBufferPointer { filter in
          Self.forEachForm(of: key) { hash in
            let bit = Self.filterBit(of: hash)
            guard filter[bit >> 6] & (1 << UInt64(bit & 63)) != 0 else { return }
            let bucket = Int(hash >> UInt32(32 - Self.bucketBits))
            for place in Int(starts[bucket])..<Int(starts[bucket + 1])
            where UInt32(forms[place] >> 32) == hash {
              body(Int(forms[place] & 0xFFFF_FFFF))
            }
          }
        }
      }
    }
  }

  @inline(__always)
  private static func filterBit(of hash: UInt32) -> Int {
    Int((hash &* 0x9E37_79B1) >> UInt32(32 - filterBits))
  }

  /// Calls `body` with the hash of the key and of each form with letters left out: one in keys too short
  /// for two errors, else two.
  @inline(__always)
  private static func forEachForm(
    of key: UnsafeBufferPointer<UInt8>, _ body: (UInt32) -> Void
  ) {
    let count = key.count
    // The longer of two words that differ by two letters may be as short as this.
    let leavesOutTwo = count >= WordSimilarity.twoEditsLength
    body(folded(ByteHash.of(key)))
    var before = ByteHash.seed
    for first in 0..<count {
      // Letters that repeat give the same form again.
      if first == 0 || key[first] != key[first - 1] {
        var hash = before
        for place in first + 1..<max(first + 1, count) {
          hash = ByteHash.adding(key[place], to: hash)
        }
        body(folded(hash))
        if leavesOutTwo {
          var middle = before
          for second in first + 1..<max(first + 1, count) {
            var rest = middle
            for place in second + 1..<max(second + 1, count) {
              rest = ByteHash.adding(key[place], to: rest)
            }
            body(folded(rest))
            middle = ByteHash.adding(key[second], to: middle)
          }
        }
      }
      before = ByteHash.adding(key[first], to: before)
    }
  }

  @inline(__always)
  private static func folded(_ hash: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: ((hash ^ (hash >> 32)) &* 0x9e37_79b9_7f4a_7c15) >> 32)
  }
}
