/// Builds the tree of one record.
struct XMLTree {
  /// Why a record is not well formed.
  struct Fault: Error {
    let kind: Reject.Kind
    let problem: String
  }

  /// The deepest nesting that is followed.
  static let maximumDepth = 64

  private struct Open {
    var node: XMLNode
    /// The name as written, with its prefix.
    let written: Range<Int>
    var text: [UInt8] = []
  }

  private let bytes: UnsafeBufferPointer<UInt8>

  /// Returns the element that `bytes` holds from its start tag to its end tag.
  ///
  /// - Parameter bytes: Well-formed UTF-8.
  static func node(of bytes: UnsafeBufferPointer<UInt8>) throws(Fault) -> XMLNode {
    try XMLTree(bytes: bytes).node()
  }

  /// Returns an element without content from the parts of its start tag.
  static func element(
    name: Range<Int>, attributes: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>
  ) throws(Fault) -> XMLNode {
    let tree = XMLTree(bytes: bytes)
    return XMLNode(name: tree.localName(name), attributes: try tree.attributes(attributes))
  }

  private func node() throws(Fault) -> XMLNode {
    var open: [Open] = []
    var index = 0
    while index < bytes.count {
      switch XMLTokenizer.token(in: bytes, at: index) {
      case .text(let range):
        if open.isEmpty { throw fault("text stands outside of the element") }
        try appendDecoded(range, to: &open[open.count - 1].text)
        index = range.upperBound
      case .cdata(let range, let end):
        if open.isEmpty { throw fault("text stands outside of the element") }
        open[open.count - 1].text.append(contentsOf: bytes[range])
        index = end
      case .ignored(let end):
        index = end
      case .startTag(let name, let attributes, let isEmpty, let end):
        guard open.count < Self.maximumDepth else {
          throw Fault(
            kind: .nestedTooDeep,
            problem: "elements are nested deeper than \(Self.maximumDepth) levels")
        }
        let node = XMLNode(name: localName(name), attributes: try self.attributes(attributes))
        if isEmpty {
          guard !open.isEmpty else {
            if end == bytes.count { return node }
            throw fault("something follows the element")
          }
          open[open.count - 1].node.children.append(node)
        } else {
          open.append(Open(node: node, written: name))
        }
        index = end
      case .endTag(let name, let end):
        guard var closed = open.popLast(), bytes[closed.written].elementsEqual(bytes[name]) else {
          throw fault("the end tag </\(text(name))> does not match the open element")
        }
        closed.node.text = trimmed(closed.text)
        if open.isEmpty {
          if end == bytes.count { return closed.node }
          throw fault("something follows the element")
        }
        open[open.count - 1].node.children.append(closed.node)
        index = end
      case .documentType, .malformed, .incomplete:
        throw fault("a '<' begins no tag; it must be written &lt;")
      }
    }
    throw fault("the element does not end")
  }

  // MARK: Names and attributes

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range].prefix(60), as: UTF8.self)
  }

  private func localName(_ range: Range<Int>) -> String {
    let name = bytes[range]
    guard let colon = name.lastIndex(of: UInt8(ascii: ":")) else {
      return String(decoding: name, as: UTF8.self)
    }
    return String(decoding: name[(colon + 1)...], as: UTF8.self)
  }

  private func attributes(
    _ range: Range<Int>
  ) throws(Fault) -> [(name: String, value: String)] {
    var attributes: [(name: String, value: String)] = []
    var index = range.lowerBound
    while true {
      while index < range.upperBound, XMLTokenizer.isBlank(bytes[index]) { index += 1 }
      guard index < range.upperBound else { return attributes }
      let name = XMLTokenizer.nameRange(in: bytes, from: index, to: range.upperBound)
      index = name.upperBound
      while index < range.upperBound, XMLTokenizer.isBlank(bytes[index]) { index += 1 }
      guard !name.isEmpty, index < range.upperBound, bytes[index] == UInt8(ascii: "=") else {
        throw fault("an attribute is not of the form name=\"value\"")
      }
      index += 1
      while index < range.upperBound, XMLTokenizer.isBlank(bytes[index]) { index += 1 }
      guard index < range.upperBound,
        bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'"),
        let close = XMLTokenizer.firstIndex(of: bytes[index], in: bytes, from: index + 1),
        close < range.upperBound
      else { throw fault("the value of attribute '\(text(name))' is not in quotes") }
      var value: [UInt8] = []
      try appendDecoded((index + 1)..<close, to: &value)
      index = close + 1
      let written = text(name)
      if written != "xmlns" && !written.hasPrefix("xmlns:") {
        attributes.append((localName(name), String(decoding: value, as: UTF8.self)))
      }
    }
  }

  // MARK: Text

  /// Appends characters with references decoded and line ends made LF.
  private func appendDecoded(_ range: Range<Int>, to text: inout [UInt8]) throws(Fault) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte == UInt8(ascii: "&") {
        guard
          let semicolon = XMLTokenizer.firstIndex(of: UInt8(ascii: ";"), in: bytes, from: index),
          semicolon < range.upperBound, semicolon - index <= 12,
          let scalar = Self.reference(bytes[(index + 1)..<semicolon])
        else {
          throw fault(
            "'\(self.text(index..<min(index + 12, range.upperBound)))' is no reference that XML "
              + "knows; an ampersand must be written &amp;")
        }
        text.append(contentsOf: String(Character(scalar)).utf8)
        index = semicolon + 1
      } else if byte == 0x0D {
        text.append(0x0A)
        index += index + 1 < range.upperBound && bytes[index + 1] == 0x0A ? 2 : 1
      } else {
        text.append(byte)
        index += 1
      }
    }
  }

  /// What a reference between `&` and `;` stands for: a predefined entity or a character of XML 1.0.
  private static func reference(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Unicode.Scalar? {
    let text = String(decoding: name, as: UTF8.self)
    switch text {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    default: break
    }
    guard text.hasPrefix("#") else { return nil }
    let isHexadecimal = text.hasPrefix("#x")
    let digits = text.dropFirst(isHexadecimal ? 2 : 1)
    guard let first = digits.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-"),
      let value = UInt32(digits, radix: isHexadecimal ? 16 : 10)
    else { return nil }
    switch value {
    case 0x9, 0xA, 0xD, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF:
      return Unicode.Scalar(value)
    default: return nil
    }
  }

  private func trimmed(_ text: [UInt8]) -> String {
    guard let first = text.firstIndex(where: { !XMLTokenizer.isBlank($0) }),
      let last = text.lastIndex(where: { !XMLTokenizer.isBlank($0) })
    else { return "" }
    return String(decoding: text[first...last], as: UTF8.self)
  }

  private func fault(_ problem: String) -> Fault { Fault(kind: .malformedXML, problem: problem) }
}
