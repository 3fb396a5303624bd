/// Cuts XML into tags, text and the rest, without a look at what they mean.
struct XMLTokenizer {
  /// One piece of a document. Ranges are of indices in the bytes given.
  enum Token {
    /// Characters up to the next `<` or the end of what is at hand.
    case text(Range<Int>)
    /// `<name …>`; `attributes` is what stands between the name and the end of the tag.
    case startTag(name: Range<Int>, attributes: Range<Int>, isEmpty: Bool, end: Int)
    case endTag(name: Range<Int>, end: Int)
    case cdata(Range<Int>, end: Int)
    /// A comment or a processing instruction.
    case ignored(end: Int)
    /// `<!DOCTYPE …`, of which no more is read.
    case documentType
    /// A `<` that begins nothing of XML.
    case malformed
    /// The bytes end within it.
    case incomplete
  }

  private static let lessThan = UInt8(ascii: "<")
  private static let greaterThan = UInt8(ascii: ">")

  /// Returns the piece that begins at `index`, which is below `bytes.count`.
  ///
  /// - Complexity: O(*n*) in the length of the piece.
  static func token(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Token {
    guard bytes[index] == lessThan else {
      return .text(index..<(firstIndex(of: lessThan, in: bytes, from: index) ?? bytes.count))
    }
    guard index + 1 < bytes.count else { return .incomplete }
    switch bytes[index + 1] {
    case UInt8(ascii: "!"): return declaration(in: bytes, at: index)
    case UInt8(ascii: "?"):
      return end(of: "?>", in: bytes, from: index + 2).map { .ignored(end: $0) } ?? .incomplete
    case UInt8(ascii: "/"): return endTag(in: bytes, at: index)
    default: return startTag(in: bytes, at: index)
    }
  }

  /// Returns the index of `byte` from `start` on, or nil.
  static func firstIndex(
    of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    var index = start
    while index < bytes.count {
      if bytes[index] == byte { return index }
      index += 1
    }
    return nil
  }

  private static func declaration(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Token {
    if matches("<!--", bytes, index) {
      return end(of: "-->", in: bytes, from: index + 4).map { .ignored(end: $0) } ?? .incomplete
    }
    if matches("<![CDATA[", bytes, index) {
      guard let end = end(of: "]]>", in: bytes, from: index + 9) else { return .incomplete }
      return .cdata((index + 9)..<(end - 3), end: end)
    }
    if matches("<!DOCTYPE", bytes, index) { return .documentType }
    // Too short to be told from one of them?
    for opening: StaticString in ["<!--", "<![CDATA[", "<!DOCTYPE"]
    where bytes.count - index < opening.utf8CodeUnitCount && isPrefix(of: opening, bytes, index) {
      return .incomplete
    }
    return .malformed
  }

  private static func endTag(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Token {
    guard let close = firstIndex(of: greaterThan, in: bytes, from: index + 2) else {
      return .incomplete
    }
    let name = nameRange(in: bytes, from: index + 2, to: close)
    guard !name.isEmpty, bytes[name.upperBound..<close].allSatisfy(isBlank) else {
      return .malformed
    }
    return .endTag(name: name, end: close + 1)
  }

  private static func startTag(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Token {
    let name = nameRange(in: bytes, from: index + 1, to: bytes.count)
    guard name.upperBound < bytes.count else { return .incomplete }
    guard !name.isEmpty else { return .malformed }
    var cursor = name.upperBound
    var quote: UInt8?
    while cursor < bytes.count {
      let byte = bytes[cursor]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == greaterThan {
        let isEmpty = bytes[cursor - 1] == UInt8(ascii: "/") && cursor - 1 >= name.upperBound
        return .startTag(
          name: name, attributes: name.upperBound..<(isEmpty ? cursor - 1 : cursor),
          isEmpty: isEmpty, end: cursor + 1)
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == lessThan {
        return .malformed
      }
      cursor += 1
    }
    return .incomplete
  }

  /// The name that begins at `start`: letters, digits and what XML allows beside; empty when there is
  /// none.
  static func nameRange(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
  ) -> Range<Int> {
    var index = start
    while index < end, isNameByte(bytes[index], isFirst: index == start) { index += 1 }
    return start..<index
  }

  private static func isNameByte(_ byte: UInt8, isFirst: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"), UInt8(ascii: ":"), 0x80...:
      true
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): !isFirst
    default: false
    }
  }

  /// Whether `byte` is white space of XML.
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
  }

  // MARK: Fixed texts

  private static func matches(
    _ text: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int
  ) -> Bool {
    bytes.count - index >= text.utf8CodeUnitCount && isPrefix(of: text, bytes, index)
  }

  /// Whether the bytes from `index` on, as far as they go, are those of `text`.
  private static func isPrefix(
    of text: StaticString, _ bytes: UnsafeBufferPointer<UInt8>, _ index: Int
  ) -> Bool {
    text.withUTF8Buffer { text in
      for offset in 0..<min(text.count, bytes.count - index)
      where bytes[index + offset] != text[offset] { return false }
      return true
    }
  }

  /// Returns the index behind the next `text`, or nil.
  private static func end(
    of text: StaticString, in bytes: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> Int? {
    let count = text.utf8CodeUnitCount
    let last = text.withUTF8Buffer { $0[count - 1] }
    var index = start + count - 1
    while index < bytes.count {
      guard let found = firstIndex(of: last, in: bytes, from: index) else { return nil }
      if matches(text, bytes, found - count + 1) { return found + 1 }
      index = found + 1
    }
    return nil
  }
}
