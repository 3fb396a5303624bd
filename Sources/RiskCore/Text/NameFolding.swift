// Folding of names: case, width, Latin diacritics and punctuation.
//
// A table of our own, because scoring needs the same key on every machine and RiskCore has no
// Foundation. Latin letters lose their marks; letters of other scripts keep theirs and fold in case
// only. Screening and the comparison of claimants use the same keys: change both or neither.

/// Folding of names to keys.
public enum NameFolding {
  /// Returns the words of `text` in lower case, without marks, width or punctuation, one blank
  /// between them.
  ///
  /// An ampersand is the word `and`; an apostrophe joins what it stands between, and so does a full
  /// stop after a single letter: `S.p.A.` is `spa` and `O'Neil` is `oneil`, but `Co.Ltd.` is `co ltd`.
  /// Composed and decomposed spellings of a text give equal keys. A text without a letter or digit
  /// folds to itself, trimmed: nothing folds to an empty key unless it is blank.
  public static func folded(_ text: String) -> String {
    var bytes: [UInt8] = []
    fold(text, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Puts the UTF-8 of ``folded(_:)`` in place of `bytes`, whose room is used again.
  ///
  /// - Complexity: O(*n*); about 5 ns a byte of ASCII.
  static func fold(_ text: String, into bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { fold($0, into: &bytes) }
  }

  /// The same for a text as valid UTF-8.
  static func fold(_ utf8: UnsafeBufferPointer<UInt8>, into bytes: inout [UInt8]) {
    bytes.removeAll(keepingCapacity: true)
    var state = FoldingState()
    var index = 0
    while index < utf8.count {
      let byte = utf8[index]
      if byte < 0x80 {
        state.add(ascii: byte, to: &bytes)
        index += 1
      } else {
        let (scalar, length) = Self.decode(utf8, at: index)
        state.add(scalar, to: &bytes)
        index += length
      }
    }
    if bytes.isEmpty { bytes += trimmed(utf8.text).utf8 }
  }

  /// Returns the scalar at `index` of valid UTF-8, and the number of its bytes.
  @inline(__always)
  static func decode(
    _ utf8: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (scalar: Unicode.Scalar, length: Int) {
    let first = UInt32(utf8[index])
    @inline(__always) func next(_ offset: Int) -> UInt32 {
      index + offset < utf8.count ? UInt32(utf8[index + offset]) & 0x3F : 0
    }
    let (value, length): (UInt32, Int) =
      switch first {
      case 0..<0x80: (first, 1)
      case 0..<0xE0: ((first & 0x1F) << 6 | next(1), 2)
      case 0..<0xF0: ((first & 0x0F) << 12 | next(1) << 6 | next(2), 3)
      default: ((first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3), 4)
      }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  /// How far folding has come in a text.
  private struct FoldingState {
    var atGap = false
    /// Letters since the last gap or full stop.
    var run = 0
    /// Whether the last letter was Latin, which loses its marks.
    var isLatin = true

    @inline(__always)
    mutating func add(ascii byte: UInt8, to bytes: inout [UInt8]) {
      switch byte {
      case 0x61...0x7A, 0x30...0x39: begin(&bytes, isLatin: true); bytes.append(byte)
      case 0x41...0x5A: begin(&bytes, isLatin: true); bytes.append(byte + 0x20)
      case UInt8(ascii: "'"), UInt8(ascii: "`"): break
      case UInt8(ascii: "."):
        if run > 1 { atGap = true }
        run = 0
      case UInt8(ascii: "/"):
        // `A/S` is written like `A.S.`; other slashes part words.
        if run != 1 { atGap = true }
        run = 0
      case UInt8(ascii: "&"):
        if !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
        bytes += [UInt8(ascii: "a"), UInt8(ascii: "n"), UInt8(ascii: "d")]
        atGap = true
        run = 0
      default:
        atGap = true
        run = 0
      }
    }

    /// Begins a letter: after a gap with a blank.
    @inline(__always)
    private mutating func begin(_ bytes: inout [UInt8], isLatin: Bool) {
      if atGap && !bytes.isEmpty { bytes.append(UInt8(ascii: " ")) }
      atGap = false
      run += 1
      self.isLatin = isLatin
    }

    mutating func add(_ original: Unicode.Scalar, to bytes: inout [UInt8]) {
      let scalar = NameFolding.narrowed(original)
      if scalar.isASCII { return add(ascii: UInt8(scalar.value), to: &bytes) }
      if (0x300...0x36F).contains(scalar.value) && isLatin { return }
      if NameFolding.isComposing(scalar) {
        NameFolding.compose(scalar, with: &bytes)
        return
      }
      // The letters of most names beyond ASCII, without asking Unicode about each.
      switch scalar.value {
      case 0x4E00..<0x9FF0, 0xAC00..<0xD7A4, 0x430..<0x450:
        begin(&bytes, isLatin: false)
        UTF8.encode(scalar).map { bytes += $0 }
        return
      case 0x410..<0x430:
        begin(&bytes, isLatin: false)
        Unicode.Scalar(scalar.value + 0x20).flatMap(UTF8.encode).map { bytes += $0 }
        return
      default: break
      }
      if NameFolding.isJoiner(scalar) { return }
      guard NameFolding.isWordScalar(scalar) else {
        atGap = true
        run = 0
        return
      }
      if scalar.value < 0x1F00 || scalar.value >> 4 == 0xFB0,
        let letters = NameFolding.latinBase[scalar]
      {
        begin(&bytes, isLatin: true)
        bytes += letters.utf8
      } else if scalar.properties.generalCategory == .otherLetter {
        // Letters without case; most are Han characters.
        begin(&bytes, isLatin: false)
        UTF8.encode(scalar).map { bytes += $0 }
      } else {
        // Greek letters lose their marks like Latin ones.
        begin(&bytes, isLatin: (0x370..<0x400).contains(scalar.value))
        bytes += scalar.properties.lowercaseMapping.utf8
      }
    }
  }

  private static func trimmed(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }

  /// Full-width ASCII forms and the ideographic blank as their narrow twins.
  private static func narrowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0xFF01...0xFF5E: Unicode.Scalar(UInt8(scalar.value - 0xFEE0))
    case 0x3000: " "
    default: scalar
    }
  }

  /// Whether `scalar` may be one letter with the one before it.
  private static func isComposing(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x300...0x36F, 0x653...0x655, 0x1161...0x1175, 0x11A8...0x11C2, 0x3099...0x309A: true
    default: false
    }
  }

  /// Appends a mark or a part of a syllable, as one letter with the last one where there is such a letter.
  private static func compose(_ mark: Unicode.Scalar, with bytes: inout [UInt8]) {
    var start = bytes.count
    while start > 0 {
      start -= 1
      if bytes[start] & 0xC0 != 0x80 { break }
    }
    let last = String(decoding: bytes[start...], as: UTF8.self)
    guard let scalar = last.unicodeScalars.first,
      let whole = syllable(scalar, mark) ?? composed[last + String(mark)]
    else {
      bytes += Array(String(mark).utf8)
      return
    }
    bytes.removeSubrange(start...)
    bytes += Array(String(whole).utf8)
  }

  /// Returns the Hangul syllable of an initial and a vowel, or of these two and a final.
  private static func syllable(
    _ left: Unicode.Scalar, _ right: Unicode.Scalar
  ) -> Unicode.Scalar? {
    switch (left.value, right.value) {
    case (0x1100...0x1112, 0x1161...0x1175):
      Unicode.Scalar(0xAC00 + ((left.value - 0x1100) * 21 + right.value - 0x1161) * 28)
    case (0xAC00...0xD7A3, 0x11A8...0x11C2) where (left.value - 0xAC00) % 28 == 0:
      Unicode.Scalar(left.value + right.value - 0x11A7)
    default: nil
    }
  }

  /// Letters that can be written as a letter and a mark; equal texts are equal keys, composed or not.
  private static let composed: [String: Unicode.Scalar] = {
    var table: [String: Unicode.Scalar] = [:]
    for range in [0x370..<0x530, 0x622..<0x627, 0x3040..<0x3100, 0x1F00..<0x2000] {
      for value in range {
        guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
        let text = String(scalar)
        if table[text] == nil { table[text] = scalar }
      }
    }
    return table
  }()

  private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\u{2018}", "\u{2019}", "\u{2BC}", "\u{B4}", "\u{200B}", "\u{AD}": true
    default: false
    }
  }

  private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
      true
    default: false
    }
  }

  /// Latin letters with marks, and letters that stand for two, as plain ASCII; Greek ones without
  /// their marks.
  private static let latinBase: [Unicode.Scalar: String] = {
    let table: [(String, String)] = [
      ("a", "àáâãäåāăąǎǟǡǻȁȃạảấầẩẫậắằẳẵặ"), ("c", "çćĉċč"), ("d", "ďđḍð"),
      ("e", "èéêëēĕėęěȅȇẹẻẽếềểễệ"), ("g", "ĝğġģǧ"), ("h", "ĥħḥ"), ("i", "ìíîïĩīĭįıǐȉȋỉị"),
      ("j", "ĵ"), ("k", "ķǩ"), ("l", "ĺļľŀł"), ("n", "ñńņňŉŋ"),
      ("o", "òóôõöøōŏőơǒǫǭȍȏọỏốồổỗộớờởỡợ"), ("r", "ŕŗřȑȓ"), ("s", "śŝşšșṣ"), ("t", "ţťŧțṭ"),
      ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗụủứừửữự"), ("w", "ŵẁẃẅ"), ("y", "ýÿŷỳỵỷỹ"), ("z", "źżžẓ"),
      ("α", "ά"), ("ε", "έ"), ("η", "ή"), ("ι", "ίϊΐ"), ("ο", "ό"), ("υ", "ύϋΰ"), ("ω", "ώ"),
      ("σ", "ς"), ("ss", "ßẞ"), ("ae", "æǽ"), ("oe", "œ"), ("th", "þ"), ("ij", "ĳ"), ("fi", "ﬁ"),
      ("fl", "ﬂ"),
    ]
    var base: [Unicode.Scalar: String] = [:]
    for (letters, marked) in table {
      for scalar in marked.unicodeScalars {
        base[scalar] = letters
        let upper = scalar.properties.uppercaseMapping.unicodeScalars
        if upper.count == 1, let first = upper.first, !first.isASCII { base[first] = letters }
      }
    }
    base["İ"] = "i"
    return base
  }()
}
