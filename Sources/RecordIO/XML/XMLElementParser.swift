// Makes a tree of the bytes of one record, whose end is known.
//
// Text: most elements hold one run of characters that stands for itself, or blanks between
// children. A frame therefore keeps places first, and only text of several runs, or with
// references or carriage returns in it, is gathered in a buffer.
//
// Not done, of what XML asks of a reader: the letters of names beyond ASCII are not looked up, "--"
// in comments and "]]>" in text pass, and namespaces need not be declared.

/// Makes trees of records.
struct XMLElementParser {
  /// Larger buffers are given back after use, so that one record does not cost memory for good.
  private static let keptBufferBytes = 64 << 10

  /// An element that is open.
  private struct Frame {
    var name = 0..<0
    var attributes: XMLTagReader.Attributes = []
    /// How many complete elements there were when it was opened.
    var mark = 0
    /// Its only run of text so far; empty without one.
    var text = 0..<0
    /// Whether its text is in `buffers` instead.
    var isBuffered = false
  }

  private var tags = XMLTagReader()
  private var nodes = XMLNodeStack()
  private var frames: [Frame] = []
  private var depth = 0
  /// The text of the open elements, as far as `Frame.isBuffered` says so.
  private var buffers: [[UInt8]] = []
  private var needsDecoding = false

  init() {
    frames = Array(repeating: Frame(), count: XMLSyntax.maximumDepth)
    buffers = Array(repeating: [], count: XMLSyntax.maximumDepth)
  }

  /// Gives memory back.
  mutating func deallocate() { nodes.deallocate() }

  /// Returns the element that `bytes` are, from the `<` of its start tag to the `>` of its end tag.
  mutating func parse(_ bytes: UnsafeBufferPointer<UInt8>) throws(XMLFault) -> XMLNode {
    let survey = XMLText.survey(bytes)
    if let fault = XMLText.fault(in: bytes, survey) { throw fault }
    needsDecoding = survey.needsDecoding
    do throws(XMLFault) {
      return try parseElement(bytes)
    } catch {
      nodes.removeAll()
      while depth > 0 {
        depth -= 1
        closeBuffer()
        frames[depth].attributes = []
      }
      throw error
    }
  }

  private mutating func parseElement(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(XMLFault) -> XMLNode {
    var index = 0
    while true {
      guard index + 1 < bytes.count else { throw incomplete(at: index) }
      if bytes[index + 1] == XMLSyntax.slash {
        index = try close(bytes, at: index)
      } else if let (section, content) = XMLSection.opening(in: bytes, at: index) {
        guard let end = section.end(in: bytes, from: content, to: bytes.count), depth > 0 else {
          throw fault(index, "\(section.description) that is not closed; close it")
        }
        if section == .cdata {
          try addText(content..<end - section.markBytes, of: bytes, in: .cdata)
        }
        index = end
      } else {
        index = try open(bytes, at: index)
      }
      if depth == 0 {
        guard index == bytes.count, let node = nodes.pop(from: 0).first else {
          throw incomplete(at: index)
        }
        return node
      }
      guard let less = XMLSyntax.first(XMLSyntax.less, in: bytes, from: index, to: bytes.count)
      else { throw incomplete(at: index) }
      if less > index { try addText(index..<less, of: bytes, in: .content) }
      index = less
    }
  }

  /// Reads the start tag at `index` and returns the index behind it.
  private mutating func open(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) throws(XMLFault) -> Int {
    guard depth < XMLSyntax.maximumDepth else {
      throw XMLFault(
        kind: .nestedTooDeep, index: index,
        problem: "elements nested deeper than \(XMLSyntax.maximumDepth); look for missing end tags")
    }
    // Counted at once, so that what the tag leaves behind is cleared after a fault.
    depth += 1
    let tag = try tags.read(bytes, at: index, into: &frames[depth - 1].attributes)
    frames[depth - 1].name = tag.name
    frames[depth - 1].mark = nodes.count
    frames[depth - 1].text = 0..<0
    if tag.isSelfClosing { finish(bytes) }
    return tag.end
  }

  /// Reads the end tag at `start` and returns the index behind it.
  private mutating func close(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int
  ) throws(XMLFault) -> Int {
    var index = XMLSyntax.endOfName(in: bytes, from: start + 2, to: bytes.count)
    let name = start + 2..<index
    while index < bytes.count, XMLSyntax.isBlank(bytes[index]) { index += 1 }
    guard !name.isEmpty, depth > 0, index < bytes.count, bytes[index] == XMLSyntax.greater else {
      throw fault(start, "an end tag that is none, as '</name>' would be; mend it")
    }
    guard XMLSyntax.areEqual(name, frames[depth - 1].name, in: bytes) else {
      throw fault(
        start, "an end tag that is not of the element opened last; close elements in order")
    }
    finish(bytes)
    return index + 1
  }

  /// Makes the innermost open element complete.
  private mutating func finish(_ bytes: UnsafeBufferPointer<UInt8>) {
    depth -= 1
    let name = XMLSyntax.localName(of: frames[depth].name, in: bytes)
    let text: String
    if frames[depth].isBuffered {
      text = buffers[depth].withUnsafeBufferPointer { buffer in
        XMLSyntax.text(Self.withoutBlanks(0..<buffer.count, of: buffer), of: buffer)
      }
      closeBuffer()
    } else if frames[depth].text.isEmpty {
      text = ""
    } else {
      text = XMLSyntax.text(Self.withoutBlanks(frames[depth].text, of: bytes), of: bytes)
    }
    let children = nodes.pop(from: frames[depth].mark)
    var attributes: XMLTagReader.Attributes = []
    swap(&attributes, &frames[depth].attributes)
    nodes.push(
      XMLNode(
        name: tags.names.text(name, of: bytes), attributes: attributes, children: children,
        text: text))
  }

  /// Adds characters to the innermost open element.
  private mutating func addText(
    _ range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>, in place: XMLText.Place
  ) throws(XMLFault) {
    let top = depth - 1
    if !frames[top].isBuffered {
      if frames[top].text.isEmpty {
        // Blanks at the beginning are not kept; between children there is nothing else.
        var start = range.lowerBound
        while start < range.upperBound, XMLSyntax.isBlank(bytes[start]) { start += 1 }
        if start == range.upperBound { return }
        if !needsDecoding || !Self.hasDecodable(start..<range.upperBound, of: bytes) {
          frames[top].text = start..<range.upperBound
          return
        }
      }
      frames[top].isBuffered = true
      // Itself without anything to decode.
      buffers[top].append(contentsOf: bytes[frames[top].text])
    }
    try XMLText.decode(range, of: bytes, in: place, appendingTo: &buffers[top])
  }

  /// Empties the buffer of the element at `depth`.
  private mutating func closeBuffer() {
    guard frames[depth].isBuffered else { return }
    frames[depth].isBuffered = false
    if buffers[depth].capacity > Self.keptBufferBytes {
      buffers[depth] = []
    } else {
      buffers[depth].removeAll(keepingCapacity: true)
    }
  }

  private static func hasDecodable(
    _ range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    let (start, end) = (range.lowerBound, range.upperBound)
    return XMLSyntax.first(XMLSyntax.ampersand, in: bytes, from: start, to: end) != nil
      || XMLSyntax.first(ASCII.carriageReturn, in: bytes, from: start, to: end) != nil
  }

  private static func withoutBlanks(
    _ range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>
  ) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, XMLSyntax.isBlank(bytes[end - 1]) { end -= 1 }
    while start < end, XMLSyntax.isBlank(bytes[start]) { start += 1 }
    return start..<end
  }

  private func incomplete(at index: Int) -> XMLFault {
    fault(index, "tags that do not close each other; look for a missing '>' or end tag")
  }

  private func fault(_ index: Int, _ problem: String) -> XMLFault {
    XMLFault(kind: .malformedXML, index: index, problem: problem)
  }
}
