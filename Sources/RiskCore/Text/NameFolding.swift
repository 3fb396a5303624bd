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
    var words = String.UnicodeScalarView()
    var atGap = false
    /// Letters since the last gap or full stop.
    var run = 0
    /// Whether the last letter was Latin, which loses its marks.
    var isLatin = true
    for scalar in text.unicodeScalars {
      let scalar = Self.narrowed(scalar)
      if (0x300...0x36F).contains(scalar.value) {
        if !isLatin { words.append(scalar) }
        continue
      }
      if Self.isJoiner(scalar) { continue }
      if scalar == "." {
        if run > 1 { atGap = true }
        run = 0
        continue
      }
      if scalar == "&" {
        if !words.isEmpty { words.append(" ") }
        words.append(contentsOf: "and".unicodeScalars)
        atGap = true
        run = 0
        continue
      }
      guard Self.isWordScalar(scalar) else {
        atGap = true
        run = 0
        continue
      }
      if atGap && !words.isEmpty { words.append(" ") }
      atGap = false
      run += 1
      isLatin = scalar.isASCII || latinBase[scalar] != nil
      if scalar.isASCII {
        words.append(
          scalar.value >= 0x41 && scalar.value <= 0x5A
            ? Unicode.Scalar(UInt8(scalar.value) + 0x20) : scalar)
      } else if let letters = latinBase[scalar] {
        words.append(contentsOf: letters.unicodeScalars)
      } else {
        words.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
      }
    }
    return words.isEmpty ? trimmed(text) : String(words)
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

  private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "'", "\u{2018}", "\u{2019}", "\u{2BC}", "\u{B4}", "`", "\u{200B}", "\u{AD}": true
    default: false
    }
  }

  private static func isWordScalar(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII {
      let value = scalar.value
      return (0x30...0x39).contains(value) || (0x61...0x7A).contains(value | 0x20)
    }
    return switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
      true
    default: false
    }
  }

  /// Latin letters with marks, and letters that stand for two, as plain ASCII.
  private static let latinBase: [Unicode.Scalar: String] = {
    let table: [(String, String)] = [
      ("a", "àáâãäåāăąǎǟǡǻȁȃạảấầẩẫậắằẳẵặ"), ("c", "çćĉċč"), ("d", "ďđḍð"),
      ("e", "èéêëēĕėęěȅȇẹẻẽếềểễệ"), ("g", "ĝğġģǧ"), ("h", "ĥħḥ"), ("i", "ìíîïĩīĭįıǐȉȋỉị"),
      ("j", "ĵ"), ("k", "ķǩ"), ("l", "ĺļľŀł"), ("n", "ñńņňŉŋ"),
      ("o", "òóôõöøōŏőơǒǫǭȍȏọỏốồổỗộớờởỡợ"), ("r", "ŕŗřȑȓ"), ("s", "śŝşšșṣ"), ("t", "ţťŧțṭ"),
      ("u", "ùúûüũūŭůűųưǔǖǘǚǜȕȗụủứừửữự"), ("w", "ŵẁẃẅ"), ("y", "ýÿŷỳỵỷỹ"), ("z", "źżžẓ"),
      ("ss", "ßẞ"), ("ae", "æǽ"), ("oe", "œ"), ("th", "þ"), ("ij", "ĳ"), ("fi", "ﬁ"), ("fl", "ﬂ"),
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
