/// A start tag that was read.
struct XMLTag {
  /// Where its name stands, prefix included.
  let name: Range<Int>
  let isSelfClosing: Bool
  /// The index behind its `>`.
  let end: Int
}

/// Reads start tags with their attributes.
struct XMLTagReader {
  /// An element with more attributes than this is rejected: each is compared with all before it.
  static let maximumAttributes = 256

  typealias Attributes = [(name: String, value: String)]

  var names = XMLNameTable()
  /// The names of the attributes of the tag being read.
  private var seen: [Range<Int>] = []
  private var buffer: [UInt8] = []

  /// Reads the start tag whose `<` stands at `start`.
  ///
  /// - Parameters:
  ///   - bytes: Well-formed UTF-8.
  ///   - start: The index of the `<`.
  ///   - attributes: Is given the attributes, in order.
  mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, into attributes: inout Attributes
  ) throws(XMLFault) -> XMLTag {
    let end = bytes.count
    let nameEnd = XMLSyntax.endOfName(in: bytes, from: start + 1, to: end)
    let name = start + 1..<nameEnd
    guard !XMLSyntax.localName(of: name, in: bytes).isEmpty else {
      throw fault(start, "a '<' that begins no tag; write one that belongs to the text as '&lt;'")
    }
    if nameEnd < end, bytes[nameEnd] == XMLSyntax.greater {
      return XMLTag(name: name, isSelfClosing: false, end: nameEnd + 1)
    }
    seen.removeAll(keepingCapacity: true)
    var index = nameEnd
    while true {
      let blanksStart = index
      while index < end, XMLSyntax.isBlank(bytes[index]) { index += 1 }
      guard index < end else { throw unclosed(start) }
      if bytes[index] == XMLSyntax.greater {
        return XMLTag(name: name, isSelfClosing: false, end: index + 1)
      }
      if bytes[index] == XMLSyntax.slash {
        guard index + 1 < end, bytes[index + 1] == XMLSyntax.greater else { throw unclosed(start) }
        return XMLTag(name: name, isSelfClosing: true, end: index + 2)
      }
      guard index > blanksStart else {
        throw fault(index, "an attribute without a blank before it; separate them")
      }
      index = try readAttribute(bytes, at: index, into: &attributes)
    }
  }

  /// Reads the attribute at `start` and returns the index behind it.
  private mutating func readAttribute(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, into attributes: inout Attributes
  ) throws(XMLFault) -> Int {
    let end = bytes.count
    var index = XMLSyntax.endOfName(in: bytes, from: start, to: end)
    let name = start..<index
    let localName = XMLSyntax.localName(of: name, in: bytes)
    while index < end, XMLSyntax.isBlank(bytes[index]) { index += 1 }
    guard !localName.isEmpty, index < end, bytes[index] == XMLSyntax.equals else {
      throw fault(start, "a tag with something else than attributes in it, as in name=\"value\"")
    }
    index += 1
    while index < end, XMLSyntax.isBlank(bytes[index]) { index += 1 }
    guard index < end, bytes[index] == ASCII.quote || bytes[index] == ASCII.apostrophe else {
      throw fault(start, "an attribute without quotes around its value; add them")
    }
    let valueStart = index + 1
    guard
      let valueEnd = XMLSyntax.first(bytes[index], in: bytes, from: valueStart, to: end),
      XMLSyntax.first(XMLSyntax.less, in: bytes, from: valueStart, to: valueEnd) == nil
    else {
      throw fault(
        start, "an attribute whose value is not closed or holds a '<'; close it, or write '&lt;'")
    }
    guard seen.count < Self.maximumAttributes else {
      throw fault(start, "a tag with more than \(Self.maximumAttributes) attributes; split it up")
    }
    for earlier in seen where XMLSyntax.areEqual(earlier, name, in: bytes) {
      throw fault(start, "an attribute that stands twice in one tag; remove one of them")
    }
    seen.append(name)
    if !Self.isNamespaceDeclaration(name, in: bytes) {
      let value = try self.value(valueStart..<valueEnd, of: bytes)
      attributes.append((names.text(localName, of: bytes), value))
    }
    return valueEnd + 1
  }

  private mutating func value(
    _ range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>
  ) throws(XMLFault) -> String {
    let isPlain = bytes[range].allSatisfy { $0 >= ASCII.space && $0 != XMLSyntax.ampersand }
    if isPlain { return XMLSyntax.text(range, of: bytes) }
    buffer.removeAll(keepingCapacity: true)
    try XMLText.decode(range, of: bytes, in: .attribute, appendingTo: &buffer)
    return String(decoding: buffer, as: UTF8.self)
  }

  private static func isNamespaceDeclaration(
    _ name: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard name.count >= 5, XMLSyntax.matches("xmlns", in: bytes, at: name.lowerBound) else {
      return false
    }
    return name.count == 5 || bytes[name.lowerBound + 5] == XMLSyntax.colon
  }

  private func unclosed(_ start: Int) -> XMLFault {
    fault(start, "a tag that is not closed; close it with '>'")
  }

  private func fault(_ index: Int, _ problem: String) -> XMLFault {
    XMLFault(kind: .malformedXML, index: index, problem: problem)
  }
}

/// The names of a document as strings, made once each.
///
/// Names of more than fifteen bytes need memory of their own; a list has a few dozen of them, and a
/// million uses. A document made to have endless names fills the table once, and no more.
struct XMLNameTable {
  private static let slotCount = 512
  private static let longestInline = 15
  private var slots: [String?] = []

  /// Returns the name in `range`.
  mutating func text(_ range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard range.count > Self.longestInline, range.count <= 256 else {
      return XMLSyntax.text(range, of: bytes)
    }
    if slots.isEmpty { slots = Array(repeating: nil, count: Self.slotCount) }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in range { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3 }
    let slot = Int(truncatingIfNeeded: (hash ^ hash >> 32) & UInt64(Self.slotCount - 1))
    if var known = slots[slot] {
      let name = UnsafeBufferPointer(rebasing: bytes[range])
      if known.withUTF8({ $0.elementsEqual(name) }) { return known }
    }
    // Two names of one slot take turns in it.
    let name = XMLSyntax.text(range, of: bytes)
    slots[slot] = name
    return name
  }
}
