// The part of a document that is not within a record: what stands before the root, the elements
// around the records, what follows the root. A fault there leaves nothing to go on with, hence
// stops the file. Text there is passed over unseen.

/// Where a reader is in a document, and the way to the next record.
struct XMLOutline {
  enum Event {
    /// Nothing more can be said without more bytes.
    case needsMore
    /// A record with this name, prefix included, begins at the cursor.
    case record(name: [UInt8])
    /// Nothing follows.
    case end
  }

  /// A tag outside of records, or the XML declaration, may be this long.
  static let maximumTagBytes = 64 << 10

  private enum Place {
    case start
    case prolog
    case content
    case epilog
  }

  private struct OpenElement {
    let name: [UInt8]
    let line: Int
  }

  /// The root's name and attributes, once its start tag was read.
  private(set) var root: XMLNode?

  private let path: String
  private let records: Set<String>
  private let ignoresDeclaredEncoding: Bool
  private var place = Place.start
  private var open: [OpenElement] = []
  private var section: (kind: XMLSection, position: RecordPosition)?
  private var tags = XMLTagReader()

  init(path: String, records: Set<String>, ignoresDeclaredEncoding: Bool) {
    self.path = path
    self.records = records
    self.ignoresDeclaredEncoding = ignoresDeclaredEncoding
  }

  /// Reads up to the root's start tag, and behind it unless the root is a record.
  mutating func readRoot(_ window: inout InputWindow) throws(InputError) -> XMLNode {
    while true {
      let event = try next(in: &window, stopsAtRoot: true)
      if let root { return root }
      guard case .needsMore = event else {
        throw undecodable("the document holds no root element", at: window.position)
      }
      try window.extend()
    }
  }

  /// Moves the cursor to the next record, or as far as the bytes in memory go.
  ///
  /// - Throws: `InputError` at a fault, or where the file ends within the document.
  mutating func next(
    in window: inout InputWindow, stopsAtRoot: Bool = false
  ) throws(InputError) -> Event {
    let bytes = window.bytes
    return try bytes.withUnsafeBufferPointer { buffer throws(InputError) in
      while true {
        if let event = try step(buffer, &window) { return event }
        // Whatever is seen next belongs to the caller.
        if stopsAtRoot, root != nil { return .needsMore }
      }
    }
  }

  /// Notes that the record at the cursor was passed; the root itself may be one.
  mutating func finishRecord() { if open.isEmpty { place = .epilog } }

  private mutating func step(
    _ bytes: UnsafeBufferPointer<UInt8>, _ window: inout InputWindow
  ) throws(InputError) -> Event? {
    if let section { return try skip(section.kind, bytes, &window) }
    if place == .start { return try readDeclaration(bytes, &window) }
    guard try findTag(bytes, &window) else {
      guard window.isAtEnd else { return .needsMore }
      if place == .epilog { return .end }
      throw cutOff(bytes, window)
    }
    let start = window.cursor
    if bytes.count - start < XMLSyntax.lookahead, !window.isAtEnd { return .needsMore }
    guard start + 1 < bytes.count else { throw cutOff(bytes, window) }
    if let (kind, content) = XMLSection.opening(in: bytes, at: start),
      kind != .cdata || place == .content
    {
      section = (kind, window.position)
      window.advance(to: content, in: bytes)
      return nil
    }
    if bytes[start + 1] == XMLSyntax.exclamation {
      throw undecodable(
        "a document type declaration, which is not read, and with it no entities of the file's "
          + "own; remove it, or fetch the file in a form without one", at: window.position)
    }
    if bytes[start + 1] == XMLSyntax.slash { return try readEndTag(bytes, &window) }
    return try readStartTag(bytes, &window)
  }

  /// Moves to the next `<`; returns false when there is none in memory.
  private func findTag(
    _ bytes: UnsafeBufferPointer<UInt8>, _ window: inout InputWindow
  ) throws(InputError) -> Bool {
    var index = window.cursor
    if place == .content {
      index =
        XMLSyntax.first(XMLSyntax.less, in: bytes, from: index, to: bytes.count) ?? bytes.count
    } else {
      while index < bytes.count,
        XMLSyntax.isBlank(bytes[index])
          || (place == .epilog && bytes[index] == ASCII.endOfFileMark)
      {
        index += 1
      }
    }
    window.advance(to: index, in: bytes)
    guard index < bytes.count else { return false }
    guard bytes[index] == XMLSyntax.less else {
      throw undecodable(
        place == .epilog
          ? "text behind the end of the root element; fetch the file again, or cut the text off"
          : "the text does not begin with '<' as XML does; check what the file is, and its "
            + "`encoding:` in the pipeline file", at: window.position)
    }
    return true
  }

  /// Skips what there is of a comment or the like; nil once it is behind the cursor.
  private mutating func skip(
    _ kind: XMLSection, _ bytes: UnsafeBufferPointer<UInt8>, _ window: inout InputWindow
  ) throws(InputError) -> Event? {
    if let end = kind.end(in: bytes, from: window.cursor, to: bytes.count) {
      window.advance(to: end, in: bytes)
      section = nil
      return nil
    }
    if window.isAtEnd { throw cutOff(bytes, window) }
    window.advance(to: kind.resumption(from: window.cursor, to: bytes.count), in: bytes)
    return .needsMore
  }

  private mutating func readStartTag(
    _ bytes: UnsafeBufferPointer<UInt8>, _ window: inout InputWindow
  ) throws(InputError) -> Event? {
    let start = window.cursor
    guard place != .epilog else {
      throw undecodable(
        "an element behind the end of the root element; fetch the file again, or split it",
        at: window.position)
    }
    if place == .content, let name = recordName(bytes, at: start, isAtEnd: window.isAtEnd) {
      return .record(name: name)
    }
    guard let end = try endOfTag(bytes, window) else { return .needsMore }
    let (tag, attributes) = try readTag(bytes, start..<end, window)
    let name = Array(bytes[tag.name])
    let localName = XMLSyntax.text(XMLSyntax.localName(of: tag.name, in: bytes), of: bytes)
    if place == .prolog {
      root = XMLNode(name: localName, attributes: attributes)
      place = .content
      if records.contains(localName) { return nil }
    }
    guard open.count < XMLSyntax.maximumDepth else {
      throw undecodable(
        "elements nested deeper than \(XMLSyntax.maximumDepth); fetch the file again",
        at: window.position)
    }
    if !tag.isSelfClosing { open.append(OpenElement(name: name, line: window.line)) }
    window.advance(to: end, in: bytes)
    if open.isEmpty { place = .epilog }
    return nil
  }

  private mutating func readEndTag(
    _ bytes: UnsafeBufferPointer<UInt8>, _ window: inout InputWindow
  ) throws(InputError) -> Event? {
    guard let end = try endOfTag(bytes, window) else { return .needsMore }
    let nameStart = window.cursor + 2
    let nameEnd = XMLSyntax.endOfName(in: bytes, from: nameStart, to: end)
    guard let element = open.last, bytes[nameStart..<nameEnd].elementsEqual(element.name),
      bytes[nameEnd..<end - 1].allSatisfy(XMLSyntax.isBlank)
    else {
      let expectation =
        open.last.map { ", expected that of \(description(of: $0))" } ?? " of no element"
      throw undecodable("an end tag\(expectation); fetch the file again", at: window.position)
    }
    open.removeLast()
    window.advance(to: end, in: bytes)
    if open.isEmpty { place = .epilog }
    return nil
  }

  /// Returns the name of the element at `start`, prefix included, when it is a record.
  private func recordName(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, isAtEnd: Bool
  ) -> [UInt8]? {
    let limit = min(bytes.count, start + Self.maximumTagBytes)
    let nameEnd = XMLSyntax.endOfName(in: bytes, from: start + 1, to: limit)
    guard nameEnd < limit || isAtEnd else { return nil }
    let local = XMLSyntax.localName(of: start + 1..<nameEnd, in: bytes)
    guard records.contains(XMLSyntax.text(local, of: bytes)) else { return nil }
    return Array(bytes[start + 1..<nameEnd])
  }

  /// Returns the index behind the tag at the cursor, or nil when more bytes are needed.
  private func endOfTag(
    _ bytes: UnsafeBufferPointer<UInt8>, _ window: InputWindow
  ) throws(InputError) -> Int? {
    let start = window.cursor
    let limit = min(bytes.count, start + Self.maximumTagBytes)
    var quote: UInt8 = 0
    for index in start + 1..<max(limit, start + 1) {
      let byte = bytes[index]
      if byte == XMLSyntax.less {
        throw undecodable("a tag that is not closed; fetch the file again", at: window.position)
      }
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == XMLSyntax.greater {
        return index + 1
      } else if byte == ASCII.quote || byte == ASCII.apostrophe {
        quote = byte
      }
    }
    guard limit - start < Self.maximumTagBytes else {
      throw undecodable(
        "a tag of more than \(Self.maximumTagBytes) bytes outside of the records; fetch the file "
          + "again", at: window.position)
    }
    if window.isAtEnd { throw cutOff(bytes, window) }
    return nil
  }

  /// Reads the start tag in `range`, which begins at the cursor.
  private mutating func readTag(
    _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ window: InputWindow
  ) throws(InputError) -> (tag: XMLTag, attributes: XMLTagReader.Attributes) {
    // Indexes stay those of the window; what precedes the tag is not looked at.
    let upToEnd = UnsafeBufferPointer(rebasing: bytes[..<range.upperBound])
    var attributes: XMLTagReader.Attributes = []
    do throws(XMLFault) {
      let tagBytes = UnsafeBufferPointer(rebasing: bytes[range])
      if let fault = XMLText.fault(in: tagBytes, XMLText.survey(tagBytes)) { throw fault }
      return (try tags.read(upToEnd, at: range.lowerBound, into: &attributes), attributes)
    } catch {
      throw undecodable("\(error.problem), or fetch the file again", at: window.position)
    }
  }

  /// Passes a byte order mark and the XML declaration, if there are any.
  private mutating func readDeclaration(
    _ bytes: UnsafeBufferPointer<UInt8>, _ window: inout InputWindow
  ) throws(InputError) -> Event? {
    if window.byteOffset + window.cursor == 0 {
      if window.remainingCount < 3, !window.isAtEnd { return .needsMore }
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { window.cursor = 3 }
    }
    guard try findTag(bytes, &window) else {
      if window.isAtEnd { throw InputError(path: path, reason: .empty) }
      return .needsMore
    }
    let start = window.cursor
    if bytes.count - start < XMLSyntax.lookahead, !window.isAtEnd { return .needsMore }
    place = .prolog
    guard XMLSyntax.matches("<?xml", in: bytes, at: start), start + 5 < bytes.count,
      XMLSyntax.isBlank(bytes[start + 5])
    else { return nil }
    let limit = min(bytes.count, start + Self.maximumTagBytes)
    guard let end = XMLSection.instruction.end(in: bytes, from: start + 2, to: limit) else {
      if limit - start < Self.maximumTagBytes, !window.isAtEnd {
        place = .start
        return .needsMore
      }
      throw undecodable(
        "an XML declaration that is not closed; fetch the file again", at: window.position)
    }
    // Without its question marks a declaration looks like a tag.
    let tag = [XMLSyntax.less] + Array(bytes[start + 2..<end - 2]) + [XMLSyntax.greater]
    let attributes = try tag.withUnsafeBufferPointer { buffer throws(InputError) in
      try readTag(buffer, 0..<buffer.count, window).attributes
    }
    if let declared = attributes.first(where: { $0.name == "encoding" })?.value {
      try check(declaredEncoding: declared, at: window.position)
    }
    window.advance(to: end, in: bytes)
    return nil
  }

  private func check(
    declaredEncoding declared: String, at position: RecordPosition
  ) throws(InputError) {
    let name = declared.lowercased()
    if ignoresDeclaredEncoding || ["utf-8", "utf8", "us-ascii", "ascii"].contains(name) { return }
    let remedy =
      if let known = TextEncoding(rawValue: name) {
        "set `encoding: \(known.rawValue)` for it in the pipeline file"
      } else {
        "set its `encoding:` in the pipeline file, or convert it to UTF-8"
      }
    let shown = declared.count <= 40 ? declared : "\(declared.prefix(40))..."
    throw undecodable(
      "the XML declaration says that the file is in '\(shown)', expected UTF-8; \(remedy)",
      at: position)
  }

  /// Returns the error for a file that ends within the document.
  private func cutOff(
    _ bytes: UnsafeBufferPointer<UInt8>, _ window: InputWindow
  ) -> InputError {
    let place =
      if let section {
        "\(section.kind.description), which begins on line \(section.position.line)"
      } else if let element = open.last {
        description(of: element)
      } else {
        "what precedes its root element"
      }
    let end = RecordPosition(
      line: window.line + bytes.lineFeeds(in: window.cursor..<bytes.count),
      byteOffset: window.byteOffset + bytes.count)
    return undecodable("the file ends within \(place); fetch it again", at: end)
  }

  private func description(of element: OpenElement) -> String {
    "element '\(Self.shown(element.name))', which begins on line \(element.line)"
  }

  /// Returns a name for a message.
  static func shown(_ name: [UInt8]) -> String {
    String(decoding: name.prefix(80), as: UTF8.self) + (name.count > 80 ? "..." : "")
  }

  /// Returns the error for a document that cannot be read beyond `position`.
  func undecodable(_ problem: String, at position: RecordPosition) -> InputError {
    InputError(
      path: path,
      reason: .undecodable(
        problem: "line \(position.line), byte \(position.byteOffset): \(problem)"))
  }
}

extension InputWindow {
  /// Moves the cursor forward, counting lines.
  mutating func advance(to index: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    line += bytes.lineFeeds(in: cursor..<index)
    cursor = index
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Returns the number of line feeds in a part of the bytes.
  func lineFeeds(in range: Range<Int>) -> Int {
    var count = 0
    for byte in self[range] where byte == ASCII.lineFeed { count += 1 }
    return count
  }
}
