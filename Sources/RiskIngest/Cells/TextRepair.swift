/// Text that was damaged on its way, and can be put right without a guess.
enum TextRepair {
  /// A text after repair, and what was done to it.
  struct Result: Equatable {
    var text: String
    var encodingWasRepaired = false
    var entitiesWereDecoded = false
  }

  /// Returns whether `text` holds what a damaged text would: quick, and seldom true.
  static func mayNeedRepair(_ text: String) -> Bool {
    for byte in text.utf8 where byte == 0x26 || byte == 0xC3 { return true }
    return false
  }

  /// Returns `text` with UTF-8 that had been encoded twice decoded once more, and HTML entities decoded.
  ///
  /// Both are done once: `&amp;amp;` becomes `&amp;`. The encoding is repaired only when every
  /// character beyond ASCII is one that Windows-1252 or ISO 8859-1 has a byte for, and those bytes are
  /// well-formed UTF-8 throughout, which ordinary text in any language is not.
  static func repaired(_ text: String) -> Result {
    var result = Result(text: text)
    if let decoded = decodedOnceMore(text) {
      result.text = decoded
      result.encodingWasRepaired = true
    }
    if result.text.utf8.contains(0x26), let decoded = withoutEntities(result.text) {
      result.text = decoded
      result.entitiesWereDecoded = true
    }
    return result
  }

  // MARK: Encoding

  private static func decodedOnceMore(_ text: String) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var isASCII = true
    for scalar in text.unicodeScalars {
      guard let byte = windowsByte(scalar) else { return nil }
      if byte >= 0x80 { isASCII = false }
      bytes.append(byte)
    }
    return isASCII ? nil : String(validating: bytes, as: UTF8.self)
  }

  /// The byte that stands for a character in Windows-1252, or in ISO 8859-1 where that has none.
  private static func windowsByte(_ scalar: Unicode.Scalar) -> UInt8? {
    if scalar.value < 0x100 { return UInt8(scalar.value) }
    return windowsSpecials[scalar.value]
  }

  /// Windows-1252 from 0x80 to 0x9F (Unicode Consortium, "CP1252.TXT").
  private static let windowsSpecials: [UInt32: UInt8] = [
    0x20AC: 0x80, 0x201A: 0x82, 0x0192: 0x83, 0x201E: 0x84, 0x2026: 0x85, 0x2020: 0x86,
    0x2021: 0x87, 0x02C6: 0x88, 0x2030: 0x89, 0x0160: 0x8A, 0x2039: 0x8B, 0x0152: 0x8C,
    0x017D: 0x8E, 0x2018: 0x91, 0x2019: 0x92, 0x201C: 0x93, 0x201D: 0x94, 0x2022: 0x95,
    0x2013: 0x96, 0x2014: 0x97, 0x02DC: 0x98, 0x2122: 0x99, 0x0161: 0x9A, 0x203A: 0x9B,
    0x0153: 0x9C, 0x017E: 0x9E, 0x0178: 0x9F,
  ]

  // MARK: HTML entities

  /// The longest entity looked for, from ampersand to semicolon.
  private static let longestEntity = 10

  private static func withoutEntities(_ text: String) -> String? {
    let source = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    var index = 0
    var found = false
    while index < source.count {
      if source[index] == "&",
        let end = source[index...].prefix(longestEntity).firstIndex(of: ";"),
        let scalar = entity(source[(index + 1)..<end])
      {
        result.append(scalar)
        index = end + 1
        found = true
      } else {
        result.append(source[index])
        index += 1
      }
    }
    return found ? String(result) : nil
  }

  private static func entity(_ name: ArraySlice<Unicode.Scalar>) -> Unicode.Scalar? {
    let text = String(String.UnicodeScalarView(name))
    guard text.hasPrefix("#") else { return named[text] }
    let digits = text.dropFirst()
    let isHexadecimal = digits.first == "x" || digits.first == "X"
    guard
      let value = UInt32(
        isHexadecimal ? digits.dropFirst() : digits, radix: isHexadecimal ? 16 : 10),
      value >= 0x20, let scalar = Unicode.Scalar(value)
    else { return nil }
    return scalar
  }

  /// The entities that occur in names; others stand as they are.
  private static let named: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}",
    "ndash": "\u{2013}", "mdash": "\u{2014}", "lsquo": "\u{2018}", "rsquo": "\u{2019}",
    "ldquo": "\u{201C}", "rdquo": "\u{201D}", "reg": "\u{AE}", "copy": "\u{A9}",
    "trade": "\u{2122}", "aacute": "á", "eacute": "é", "iacute": "í", "oacute": "ó",
    "uacute": "ú", "agrave": "à", "egrave": "è", "auml": "ä", "ouml": "ö", "uuml": "ü",
    "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß", "ntilde": "ñ", "ccedil": "ç",
    "oslash": "ø", "Oslash": "Ø", "aring": "å", "Aring": "Å", "aelig": "æ", "AElig": "Æ",
    "Eacute": "É", "ecirc": "ê", "ocirc": "ô", "acirc": "â", "icirc": "î", "euml": "ë",
  ]
}
