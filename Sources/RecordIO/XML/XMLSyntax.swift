import Glibc

/// Bytes with a meaning in XML.
enum XMLSyntax {
  static let ampersand: UInt8 = 0x26
  static let slash: UInt8 = 0x2F
  static let colon: UInt8 = 0x3A
  static let semicolon: UInt8 = 0x3B
  static let less: UInt8 = 0x3C
  static let equals: UInt8 = 0x3D
  static let greater: UInt8 = 0x3E
  static let question: UInt8 = 0x3F
  static let exclamation: UInt8 = 0x21
  static let numberSign: UInt8 = 0x23

  /// The number of bytes behind a `<` that tell what it begins, itself counted: `<![CDATA[`.
  static let lookahead = 9

  /// Elements may be nested this deep, the outermost counted; lists of today need eight levels.
  static let maximumDepth = 64

  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == ASCII.space || byte == ASCII.lineFeed || byte == ASCII.tab
      || byte == ASCII.carriageReturn
  }

  /// Returns whether `byte` may stand in a name; every byte beyond ASCII may.
  @inline(__always)
  static func isNameByte(_ byte: UInt8) -> Bool {
    if byte >= 0x80 { return true }
    // One bit to a character: `-`, `.`, digits, `:` below 64; letters and `_` above.
    let characters: UInt64 = byte < 64 ? 0x07FF_6000_0000_0000 : 0x07FF_FFFE_87FF_FFFE
    return characters >> UInt64(byte & 63) & 1 == 1
  }

  /// Returns whether `byte` may begin a name.
  @inline(__always)
  static func isNameStart(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == colon || (byte >= 64 && isNameByte(byte))
  }

  /// Returns the index of the first `byte` from `start` up to `end`, or nil.
  @inline(__always)
  static func first(
    _ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> Int? {
    precondition(start >= 0 && start <= end && end <= bytes.count)
    // SAFETY: the precondition keeps the search inside the buffer.
    guard let base = bytes.baseAddress, let found = memchr(base + start, Int32(byte), end - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Returns the index behind the name at `start`; `start` when there is none.
  @inline(__always)
  static func endOfName(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> Int {
    guard start < end, isNameStart(bytes[start]) else { return start }
    var index = start + 1
    while index < end, isNameByte(bytes[index]) { index += 1 }
    return index
  }

  /// Returns the part of a name behind its namespace prefix.
  @inline(__always)
  static func localName(
    of name: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Range<Int> {
    guard let colon = first(colon, in: bytes, from: name.lowerBound, to: name.upperBound) else {
      return name
    }
    return colon + 1..<name.upperBound
  }

  /// Returns whether two parts of `bytes` are equal.
  @inline(__always)
  static func areEqual(
    _ left: Range<Int>, _ right: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard left.count == right.count, let base = bytes.baseAddress else { return false }
    precondition(left.upperBound <= bytes.count && right.upperBound <= bytes.count)
    // SAFETY: the precondition keeps both parts inside the buffer.
    return memcmp(base + left.lowerBound, base + right.lowerBound, left.count) == 0
  }

  /// Returns whether `text` stands at `index`.
  static func matches(
    _ text: StaticString, in bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> Bool {
    let count = text.utf8CodeUnitCount
    guard bytes.count - index >= count else { return false }
    return UnsafeBufferPointer(rebasing: bytes[index..<index + count]).elementsEqual(
      UnsafeBufferPointer(start: text.utf8Start, count: count))
  }

  /// Returns a part of `bytes` as text.
  @inline(__always)
  static func text(_ range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }
}

/// What stands between a `<` and a mark of its own, and in which tags mean nothing.
enum XMLSection {
  case comment
  case cdata
  case instruction

  /// Returns the section that begins at the `<` at `index` and the index of its content, or nil.
  static func opening(
    in bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (section: XMLSection, content: Int)? {
    guard index + 1 < bytes.count else { return nil }
    if bytes[index + 1] == XMLSyntax.question { return (.instruction, index + 2) }
    guard bytes[index + 1] == XMLSyntax.exclamation else { return nil }
    if XMLSyntax.matches("<!--", in: bytes, at: index) { return (.comment, index + 4) }
    if XMLSyntax.matches("<![CDATA[", in: bytes, at: index) { return (.cdata, index + 9) }
    return nil
  }

  /// What the section is called in messages.
  var description: String {
    switch self {
    case .comment: "a comment"
    case .cdata: "a CDATA section"
    case .instruction: "a processing instruction"
    }
  }

  /// The number of bytes of the closing mark: `-->`, `]]>` or `?>`.
  var markBytes: Int { self == .instruction ? 2 : 3 }

  /// Returns the index behind the closing mark in the content that begins at `start`, or nil.
  func end(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
    let before: UInt8 =
      switch self {
      case .comment: 0x2D
      case .cdata: 0x5D
      case .instruction: XMLSyntax.question
      }
    var index = start
    while let found = XMLSyntax.first(XMLSyntax.greater, in: bytes, from: index, to: end) {
      if found - start >= markBytes - 1, bytes[found - 1] == before,
        markBytes == 2 || bytes[found - 2] == before
      {
        return found + 1
      }
      index = found + 1
    }
    return nil
  }

  /// Returns where to look on for the closing mark once more follows: it may have begun.
  func resumption(from start: Int, to end: Int) -> Int { max(start, end - (markBytes - 1)) }
}

/// What is wrong with an element; the record it belongs to is rejected.
struct XMLFault: Error {
  let kind: Reject.Kind
  /// Where the fault is in the bytes of the record.
  let index: Int
  /// What was found, what was expected, and the remedy.
  let problem: String
}
