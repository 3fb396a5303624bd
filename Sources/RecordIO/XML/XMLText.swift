/// Characters of XML: which are allowed, and what references stand for.
enum XMLText {
  /// What a look at all bytes of a record found.
  struct Survey {
    var isASCII: Bool
    /// Whether a control character is among them that XML does not allow.
    var hasForbidden: Bool
    /// Whether an `&` or a carriage return is among them, without which text stands for itself.
    var needsDecoding: Bool
  }

  /// Where characters stand, which decides what blanks and `&` mean.
  enum Place {
    case content
    case cdata
    case attribute
  }

  /// Returns what is among `bytes`.
  ///
  /// Eight bytes at a time, because all bytes of a file pass through here; vectors of sixteen came
  /// out ten times slower.
  static func survey(_ bytes: UnsafeBufferPointer<UInt8>) -> Survey {
    let raw = UnsafeRawBufferPointer(bytes)
    // The highest bit of each byte counts.
    var high: UInt64 = 0
    var forbidden: UInt64 = 0
    var special: UInt64 = 0
    var index = 0
    while index + 8 <= raw.count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      high |= word
      // Below 0x20 a byte with its highest bit set no longer has it once 0x20 is taken away.
      let control = ~((word | highBits) &- 0x2020_2020_2020_2020) & ~word
      let carriageReturn = zeroBytes(word ^ 0x0D0D_0D0D_0D0D_0D0D)
      let blank =
        zeroBytes(word ^ 0x0A0A_0A0A_0A0A_0A0A) | zeroBytes(word ^ 0x0909_0909_0909_0909)
        | carriageReturn
      forbidden |= control & ~blank
      special |= carriageReturn | zeroBytes(word ^ 0x2626_2626_2626_2626)
      index += 8
    }
    var result = Survey(
      isASCII: high & highBits == 0, hasForbidden: forbidden & highBits != 0,
      needsDecoding: special != 0)
    while index < raw.count {
      let byte = raw[index]
      if byte >= 0x80 { result.isASCII = false }
      if isForbidden(byte) { result.hasForbidden = true }
      if byte == XMLSyntax.ampersand || byte == ASCII.carriageReturn { result.needsDecoding = true }
      index += 1
    }
    return result
  }

  private static let highBits: UInt64 = 0x8080_8080_8080_8080

  /// Returns a word in which the highest bit of each byte that is zero in `word` is set, and no
  /// other bit.
  @inline(__always)
  private static func zeroBytes(_ word: UInt64) -> UInt64 {
    ~(((word & ~highBits) &+ ~highBits) | word | ~highBits)
  }

  /// Returns whether `byte` is a control character that XML does not allow.
  static func isForbidden(_ byte: UInt8) -> Bool {
    byte < ASCII.space && !XMLSyntax.isBlank(byte)
  }

  /// Returns what is wrong with the characters of `bytes`, whatever the tags among them, or nil.
  static func fault(in bytes: UnsafeBufferPointer<UInt8>, _ survey: Survey) -> XMLFault? {
    if survey.hasForbidden, let index = bytes.firstIndex(where: isForbidden) {
      guard bytes[index] != 0 else {
        return XMLFault(
          kind: .nulByte, index: index,
          problem: "a NUL byte; remove it, or export the file as UTF-8 again")
      }
      return XMLFault(
        kind: .malformedXML, index: index,
        problem: "the control character 0x\(hexadecimal(bytes[index])), which XML does not allow; "
          + "remove it")
    }
    if !survey.isASCII, let index = UTF8Sequence.firstInvalidIndex(in: bytes) {
      return XMLFault(
        kind: .invalidUTF8, index: index,
        problem: "the byte 0x\(hexadecimal(bytes[index])), which is not UTF-8; fix it, or set "
          + "the file's `encoding:` in the pipeline file")
    }
    return nil
  }

  /// Adds to `output` what the characters in `range` stand for.
  ///
  /// Line endings become line feeds; in an attribute every blank becomes a space. A blank that a
  /// reference stands for stays what it is.
  static func decode(
    _ range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>, in place: Place,
    appendingTo output: inout [UInt8]
  ) throws(XMLFault) {
    var index = range.lowerBound
    let end = range.upperBound
    while index < end {
      let byte = bytes[index]
      switch byte {
      case XMLSyntax.ampersand where place != .cdata:
        index = try decodeReference(in: bytes, at: index, to: end, appendingTo: &output)
        continue
      case ASCII.carriageReturn:
        if index + 1 < end, bytes[index + 1] == ASCII.lineFeed { index += 1 }
        output.append(place == .attribute ? ASCII.space : ASCII.lineFeed)
      case ASCII.tab, ASCII.lineFeed:
        output.append(place == .attribute ? ASCII.space : byte)
      default:
        output.append(byte)
      }
      index += 1
    }
  }

  /// Decodes the reference at `index` and returns the index behind it.
  private static func decodeReference(
    in bytes: UnsafeBufferPointer<UInt8>, at index: Int, to end: Int,
    appendingTo output: inout [UInt8]
  ) throws(XMLFault) -> Int {
    if index + 1 < end, bytes[index + 1] == XMLSyntax.numberSign {
      return try decodeNumber(in: bytes, at: index, to: end, appendingTo: &output)
    }
    let nameEnd = XMLSyntax.endOfName(in: bytes, from: index + 1, to: min(end, index + 34))
    guard nameEnd > index + 1, nameEnd < end, bytes[nameEnd] == XMLSyntax.semicolon else {
      throw XMLFault(
        kind: .malformedXML, index: index,
        problem: "a '&' that begins no reference; write it as '&amp;'")
    }
    let name = XMLSyntax.text(index + 1..<nameEnd, of: bytes)
    let character: UInt8
    switch name {
    case "amp": character = XMLSyntax.ampersand
    case "lt": character = XMLSyntax.less
    case "gt": character = XMLSyntax.greater
    case "quot": character = ASCII.quote
    case "apos": character = ASCII.apostrophe
    default:
      throw XMLFault(
        kind: .malformedXML, index: index,
        problem: "the entity '&\(name);', expected one of the five that XML defines (amp, lt, gt, "
          + "quot, apos); write the character itself or its number")
    }
    output.append(character)
    return nameEnd + 1
  }

  private static func decodeNumber(
    in bytes: UnsafeBufferPointer<UInt8>, at start: Int, to end: Int,
    appendingTo output: inout [UInt8]
  ) throws(XMLFault) -> Int {
    var index = start + 2
    let isHexadecimal = index < end && bytes[index] == ASCII.lowerX
    if isHexadecimal { index += 1 }
    let firstDigit = index
    var code: UInt32 = 0
    while index < end, let digit = value(of: bytes[index], isHexadecimal: isHexadecimal) {
      // Stays above every character once it is, however many digits follow.
      if code <= 0x10FFFF { code = code * (isHexadecimal ? 16 : 10) + digit }
      index += 1
    }
    guard index > firstDigit, index < end, bytes[index] == XMLSyntax.semicolon else {
      throw XMLFault(
        kind: .malformedXML, index: start,
        problem: "a '&#' that begins no number of a character, as '&#233;' does; write a '&' that "
          + "belongs to the text as '&amp;'")
    }
    guard let scalar = Unicode.Scalar(code), isAllowed(scalar) else {
      throw XMLFault(
        kind: .malformedXML, index: start,
        problem: "a reference to a number that is no character of XML; remove it, or write the "
          + "character meant")
    }
    output.append(contentsOf: UTF8.encode(scalar).map { Array($0) } ?? [])
    return index + 1
  }

  private static func value(of byte: UInt8, isHexadecimal: Bool) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46 where isHexadecimal: UInt32(byte - 0x41) + 10
    case 0x61...0x66 where isHexadecimal: UInt32(byte - 0x61) + 10
    default: nil
    }
  }

  /// Returns whether XML allows a character.
  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0xD, 0x20...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }

  private static func hexadecimal(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return digits.count == 1 ? "0" + digits : digits
  }
}
