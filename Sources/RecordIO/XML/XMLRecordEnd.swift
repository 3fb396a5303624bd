// Finds where a record ends without understanding it, so that one with a fault costs itself alone
// and one too long for memory can be skipped. It may stop after any byte and go on later.
//
// A `<` ends whatever tag or quoted value it stands in, because neither may hold one: a quote that
// is not closed then costs its own record, and not the records up to the next quote.

/// The search for the end of an element.
struct XMLRecordEnd {
  private enum Mode {
    case text
    /// Within a start or end tag; `depthChange` is what it does to the number of open elements
    /// with the record's name.
    case tag(depthChange: Int, isEndTag: Bool, quote: UInt8, last: UInt8)
    case section(XMLSection)
  }

  /// The name with its prefix; elements within that have another name do not matter.
  private let name: [UInt8]
  private var mode = Mode.text
  private var depth = 0

  /// Begins a search; the first byte it is given is the `<` of the start tag.
  init(name: [UInt8]) { self.name = name }

  /// Goes on at `index` and returns the index behind the element.
  ///
  /// - Parameters:
  ///   - bytes: What is in memory.
  ///   - index: Where to go on; where to go on with more bytes, when nil is returned.
  ///   - isAtEnd: Whether nothing follows `bytes`.
  mutating func find(
    in bytes: UnsafeBufferPointer<UInt8>, from index: inout Int, isAtEnd: Bool
  ) -> Int? {
    while index < bytes.count {
      switch mode {
      case .text:
        guard
          let less = XMLSyntax.first(XMLSyntax.less, in: bytes, from: index, to: bytes.count)
        else {
          index = bytes.count
          return nil
        }
        index = less
        // "</", the name, and the byte behind it.
        let needed = max(XMLSyntax.lookahead, name.count + 3)
        if bytes.count - less < needed, !isAtEnd { return nil }
        begin(bytes, at: &index)
      case .section(let section):
        guard let end = section.end(in: bytes, from: index, to: bytes.count) else {
          index = section.resumption(from: index, to: bytes.count)
          return nil
        }
        index = end
        mode = .text
      case .tag(let depthChange, let isEndTag, let quote, let last):
        guard
          let end = skipTag(bytes, from: &index, depthChange, isEndTag, quote: quote, last: last)
        else { return nil }
        mode = .text
        if depth <= 0 { return end }
      }
    }
    return nil
  }

  /// Decides what the `<` at `index` begins, and moves behind it.
  private mutating func begin(_ bytes: UnsafeBufferPointer<UInt8>, at index: inout Int) {
    if let (section, content) = XMLSection.opening(in: bytes, at: index) {
      mode = .section(section)
      index = content
      return
    }
    index += 1
    guard index < bytes.count else { return }
    let isEndTag = bytes[index] == XMLSyntax.slash
    if isEndTag { index += 1 }
    let isOfRecord = isName(bytes, at: index)
    // Of a '<' that begins no tag, all up to the next tag is text.
    guard isEndTag || (index < bytes.count && XMLSyntax.isNameStart(bytes[index])) else { return }
    mode = .tag(
      depthChange: isOfRecord ? (isEndTag ? -1 : 1) : 0, isEndTag: isEndTag, quote: 0, last: 0)
  }

  private func isName(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    let end = index + name.count
    guard end <= bytes.count else { return false }
    for position in 0..<name.count where bytes[index + position] != name[position] { return false }
    return end == bytes.count || !XMLSyntax.isNameByte(bytes[end])
  }

  /// Skips what there is of a tag and returns the index behind it, or nil when more is needed.
  private mutating func skipTag(
    _ bytes: UnsafeBufferPointer<UInt8>, from index: inout Int, _ depthChange: Int,
    _ isEndTag: Bool, quote: UInt8, last: UInt8
  ) -> Int? {
    var (quote, last) = (quote, last)
    while index < bytes.count {
      let byte = bytes[index]
      if byte == XMLSyntax.less {
        depth += depthChange
        return index
      }
      index += 1
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == XMLSyntax.greater {
        if last != XMLSyntax.slash || isEndTag { depth += depthChange }
        return index
      } else if byte == ASCII.quote || byte == ASCII.apostrophe, !isEndTag {
        quote = byte
      }
      last = byte
    }
    mode = .tag(depthChange: depthChange, isEndTag: isEndTag, quote: quote, last: last)
    return nil
  }
}
