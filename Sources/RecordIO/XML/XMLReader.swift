// What tags and text are is `XMLTokenizer`'s business, what a record holds `XMLTree`'s; this file finds
// records in a document, and decides what becomes of damage.
//
// Two rules. A fault within a record whose end can be found costs that record. A fault outside of
// records leaves nothing to go by, and ends the reading with an error: half a list is no list.

// SAFETY: no state is shared with another object, and nothing here locks. A reader may move between
// threads as long as whoever holds it makes one call at a time.

/// One record of an XML document.
public struct XMLRecord: Sendable {
  public let node: XMLNode
  /// Where its start tag begins.
  public let position: RecordPosition
  /// The element as it stands in the file, in the form of `OriginalText`.
  public let original: String
}

/// Reads chosen elements of an XML document, a batch at a time, in memory that does not grow with the
/// file.
///
/// Not a validating reader, and not one for every document: UTF-8 only; document type declarations are
/// refused, and with them entities of one's own, so that nothing is ever expanded or fetched. Only
/// the five predefined entities and character references are decoded. Prefixes of namespaces are
/// cut off.
///
/// Used by one thread at a time; records may go anywhere.
public final class XMLReader: @unchecked Sendable {
  /// The root element with its attributes and without its content.
  public private(set) var root = XMLNode(name: "")

  private let records: Set<String>
  private let maximumRecordBytes: Int
  private var window: InputWindow
  /// The elements around the cursor, from the root.
  private var open: [String] = []
  private var rootHasEnded = false
  private var rowsRead = 0
  private var needsMore = false
  private var skipped: SkippedRecord?
  private var ending: Ending?

  private enum Ending {
    case complete
    case failed(InputError)
  }

  /// A record that is too long, being skipped.
  private struct SkippedRecord {
    let name: String
    var depth = 0
    var line: OverlongLine
  }

  /// Opens `source`, which nobody else may read from then on, and reads up to the root's start tag.
  ///
  /// - Parameters:
  ///   - records: The names of the elements that are records, without a namespace prefix. A record
  ///     within a record belongs to the outer one.
  ///   - maximumRecordBytes: The largest record accepted; from 1 to 2^29 bytes.
  ///   - chunkBytes: Bytes to read at a time, from 1 to 2^29.
  ///   - ignoresDeclaredEncoding: Whether the source was decoded to UTF-8, whatever the XML
  ///     declaration says.
  /// - Throws: `InputError` when the file cannot be read, is empty, or does not begin as XML.
  public init(
    source: any ByteSource, records: Set<String>, maximumRecordBytes: Int = 4 << 20,
    chunkBytes: Int = 1 << 20, ignoresDeclaredEncoding: Bool = false
  ) throws(InputError) {
    let sizes = 1...(1 << 29)
    precondition(sizes.contains(maximumRecordBytes), "maximumRecordBytes must be from 1 to 2^29")
    precondition(sizes.contains(chunkBytes), "chunkBytes must be from 1 to 2^29")
    self.records = records
    self.maximumRecordBytes = maximumRecordBytes
    window = InputWindow(source: source, chunkBytes: chunkBytes)
    try readProlog(ignoresDeclaredEncoding: ignoresDeclaredEncoding)
  }

  /// Reads on and returns the next records and the rejects among them, or nil at the end.
  ///
  /// Rejects are in file order; records and rejects are not both empty.
  ///
  /// - Throws: `InputError` when a read fails, the file changed, or the document is damaged outside of
  ///   records; then again at each further call.
  public func nextBatch() throws(InputError) -> (records: [XMLRecord], rejects: [Reject])? {
    switch ending {
    case .complete: return nil
    case .failed(let error): throw error
    case nil: break
    }
    do throws(InputError) {
      while true {
        if needsMore { try window.extend() }
        var (found, rejects): ([XMLRecord], [Reject]) = ([], [])
        while try takePiece(&found, &rejects) {}
        needsMore = !window.isAtEnd
        rowsRead += found.count + rejects.count
        if !found.isEmpty || !rejects.isEmpty { return (found, rejects) }
        if window.isAtEnd {
          guard rootHasEnded else {
            throw damaged("the file ends within <\(open.last ?? root.name)>; it is cut off")
          }
          try window.source.finish()
          ending = .complete
          return nil
        }
      }
    } catch {
      ending = .failed(error)
      throw error
    }
  }

  /// What was read: of the whole file once `nextBatch()` has returned nil, before that so far.
  public var summary: InputSummary {
    InputSummary(
      bytes: window.source.bytesRead, sha256: window.source.sha256, rowsRead: rowsRead)
  }

  // MARK: Prolog

  private func readProlog(ignoresDeclaredEncoding: Bool) throws(InputError) {
    try window.require(3)
    if window.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { window.cursor = 3 }
    if window.bytes.starts(with: [0xFF, 0xFE]) || window.bytes.starts(with: [0xFE, 0xFF]) {
      throw damaged("it begins with a UTF-16 byte order mark; set encoding: utf-16")
    }
    try window.require(1)
    if window.remainingCount == 0 { throw InputError(path: window.source.path, reason: .empty) }
    try checkDeclaration(ignoresDeclaredEncoding)
    var (found, rejects): ([XMLRecord], [Reject]) = ([], [])
    while root.name.isEmpty {
      if try takePiece(&found, &rejects) { continue }
      if window.isAtEnd { throw damaged("there is no element in it; check that it is XML") }
      try window.extend()
    }
  }

  private func checkDeclaration(_ ignoresDeclaredEncoding: Bool) throws(InputError) {
    try window.require(200)
    let beginning = window.bytes[window.cursor...].prefix(200)
    guard beginning.starts(with: Array("<?xml".utf8)),
      let end = beginning.firstIndex(of: UInt8(ascii: ">"))
    else { return }
    let declaration = String(decoding: beginning[..<end], as: UTF8.self)
    let words = declaration.split { $0 == " " || $0 == "=" || $0 == "\"" || $0 == "'" || $0 == "?" }
    guard let index = words.firstIndex(of: "encoding"), index + 1 < words.count else { return }
    let encoding = words[index + 1].lowercased()
    if !ignoresDeclaredEncoding && !["utf-8", "utf8", "us-ascii", "ascii"].contains(encoding) {
      throw damaged(
        "it declares the encoding '\(encoding)'; say so under 'encoding' in the pipeline file")
    }
  }

  // MARK: Pieces

  /// Takes one piece of the document; returns false when there is no complete one in the window.
  private func takePiece(
    _ found: inout [XMLRecord], _ rejects: inout [Reject]
  ) throws(InputError) -> Bool {
    if skipped != nil { return try skipOn(&rejects) }
    guard window.remainingCount > 0 else { return false }
    let bytes = window.bytes
    let start = window.cursor
    let token = bytes.withUnsafeBufferPointer { XMLTokenizer.token(in: $0, at: start) }
    switch token {
    case .text(let range):
      guard
        bytes[range].allSatisfy({ XMLTokenizer.isBlank($0) || $0 == ASCII.endOfFileMark })
          || !open.isEmpty
      else {
        throw damaged(
          rootHasEnded
            ? "text follows its last element" : "it begins with text, not with an element")
      }
      advance(to: range.upperBound)
    case .cdata(_, let end):
      guard !open.isEmpty else { throw damaged("text stands outside of its elements") }
      advance(to: end)
    case .ignored(let end):
      advance(to: end)
    case .startTag(let name, let attributes, let isEmpty, let end):
      guard !rootHasEnded else { throw damaged("a second document follows the first") }
      if !open.isEmpty, records.contains(localName(bytes[name])) {
        return try takeRecord(named: localName(bytes[name]), &found, &rejects)
      }
      try enter(name, attributes, isEmpty: isEmpty)
      advance(to: end)
    case .endTag(let name, let end):
      let name = localName(bytes[name])
      guard open.last == name else {
        throw damaged("the end tag </\(name)> does not match <\(open.last ?? "")>")
      }
      open.removeLast()
      rootHasEnded = open.isEmpty
      advance(to: end)
    case .documentType:
      throw damaged(
        "it has a document type declaration; those, and the entities they define, are not read: "
          + "remove it, or take another edition of the file")
    case .malformed:
      throw damaged("a '<' begins no tag")
    case .incomplete:
      if window.isAtEnd { throw damaged("the file ends within a tag; it is cut off") }
      if window.remainingCount > maximumRecordBytes {
        throw damaged("a tag or comment is longer than \(maximumRecordBytes) bytes")
      }
      return false
    }
    return true
  }

  private func enter(
    _ name: Range<Int>, _ attributes: Range<Int>, isEmpty: Bool
  ) throws(InputError) {
    guard open.count < XMLTree.maximumDepth else {
      throw damaged("elements are nested deeper than \(XMLTree.maximumDepth) levels")
    }
    if root.name.isEmpty {
      let made = window.bytes.withUnsafeBufferPointer { bytes -> XMLNode? in
        try? XMLTree.element(name: name, attributes: attributes, in: bytes)
      }
      guard let made else { throw damaged("its first tag is not well formed") }
      root = made
    }
    if !isEmpty {
      open.append(localName(window.bytes[name]))
    } else if open.isEmpty {
      rootHasEnded = true
    }
  }

  private func takeRecord(
    named name: String, _ found: inout [XMLRecord], _ rejects: inout [Reject]
  ) throws(InputError) -> Bool {
    let bytes = window.bytes
    let start = window.cursor
    let limit = min(bytes.count, start + maximumRecordBytes)
    let end = bytes.withUnsafeBufferPointer { buffer in
      var depth = 0
      return Self.recordEnd(
        in: UnsafeBufferPointer(rebasing: buffer[..<limit]), from: start, name, &depth
      ).end
    }
    guard let end else {
      if limit < bytes.count || limit - start >= maximumRecordBytes {
        skipped = SkippedRecord(name: name, line: OverlongLine(position: window.position))
        return try skipOn(&rejects)
      }
      if window.isAtEnd { throw damaged("the file ends within <\(name)>; it is cut off") }
      return false
    }
    bytes.withUnsafeBufferPointer { buffer in
      let record = UnsafeBufferPointer(rebasing: buffer[start..<end])
      take(record, &found, &rejects)
    }
    advance(to: end)
    return true
  }

  private func take(
    _ record: UnsafeBufferPointer<UInt8>, _ found: inout [XMLRecord], _ rejects: inout [Reject]
  ) {
    func reject(_ kind: Reject.Kind, _ explanation: String) {
      rejects.append(
        Reject(
          position: window.position, column: nil, kind: kind, explanation: explanation,
          original: OriginalText.text(of: record)))
    }
    let (isASCII, hasNUL) = UTF8Sequence.survey(record)
    if hasNUL {
      reject(.nulByte, "the element holds a NUL byte; remove it, or fetch the file again")
      return
    }
    if !isASCII, let index = UTF8Sequence.firstInvalidIndex(in: record) {
      let byte = String(record[index], radix: 16, uppercase: true)
      reject(
        .invalidUTF8,
        "the element holds the byte 0x\(byte), which is not UTF-8; fetch the file "
          + "again, or say under 'encoding' how it is written")
      return
    }
    do throws(XMLTree.Fault) {
      found.append(
        XMLRecord(
          node: try XMLTree.node(of: record), position: window.position,
          original: OriginalText.text(of: record)))
    } catch {
      reject(error.kind, "\(error.problem); mend the element, or fetch the file again")
    }
  }

  // MARK: Records that are too long

  /// Skips what the window holds of a record that is too long; returns whether something was taken.
  private func skipOn(_ rejects: inout [Reject]) throws(InputError) -> Bool {
    guard var record = skipped else { return false }
    skipped = nil
    let bytes = window.bytes
    let start = window.cursor
    guard start < bytes.count else {
      skipped = record
      if window.isAtEnd { throw damaged("the file ends within <\(record.name)>; it is cut off") }
      return false
    }
    let (end, stop) = bytes.withUnsafeBufferPointer {
      Self.recordEnd(in: $0, from: start, record.name, &record.depth)
    }
    bytes.withUnsafeBufferPointer {
      record.line.append(UnsafeBufferPointer(rebasing: $0[start..<(end ?? stop)]))
    }
    advance(to: end ?? stop)
    guard end != nil else {
      skipped = record
      if window.isAtEnd { throw damaged("the file ends within <\(record.name)>; it is cut off") }
      if window.remainingCount > maximumRecordBytes {
        throw damaged("a tag or comment is longer than \(maximumRecordBytes) bytes")
      }
      return false
    }
    rejects.append(
      Reject(
        position: record.line.position, column: nil, kind: .recordTooLong,
        explanation:
          "the element <\(record.name)> holds \(record.line.byteCount) bytes, expected at "
          + "most \(maximumRecordBytes); look for a missing end tag",
        original: record.line.text))
    return true
  }

  /// Looks for the end of an element, counting elements of the same name within it.
  ///
  /// - Returns: The index behind its end tag, or nil; and the index up to which whole pieces were seen.
  private static func recordEnd(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, _ name: String, _ depth: inout Int
  ) -> (end: Int?, stop: Int) {
    var index = start
    while index < bytes.count {
      switch XMLTokenizer.token(in: bytes, at: index) {
      case .text(let range): index = range.upperBound
      case .cdata(_, let end), .ignored(let end): index = end
      case .startTag(let range, _, let isEmpty, let end):
        index = end
        if localName(bytes[range], is: name) {
          if !isEmpty { depth += 1 }
          if depth == 0 { return (index, index) }
        }
      case .endTag(let range, let end):
        index = end
        if localName(bytes[range], is: name) {
          depth -= 1
          if depth <= 0 { return (index, index) }
        }
      // A stray `<` is the record's fault, and its end may still be found.
      case .malformed, .documentType: index += 1
      case .incomplete: return (nil, index)
      }
    }
    return (nil, index)
  }

  // MARK: Names and places

  private static func localName(
    _ name: Slice<UnsafeBufferPointer<UInt8>>, is expected: String
  ) -> Bool {
    let local = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
    return local.elementsEqual(expected.utf8)
  }

  private func localName(_ name: ArraySlice<UInt8>) -> String {
    let local = name.lastIndex(of: UInt8(ascii: ":")).map { name[($0 + 1)...] } ?? name
    return String(decoding: local, as: UTF8.self)
  }

  private func advance(to index: Int) {
    window.bytes.withUnsafeBufferPointer { bytes in
      var lines = 0
      for position in window.cursor..<index where bytes[position] == ASCII.lineFeed { lines += 1 }
      window.line += lines
    }
    window.cursor = index
  }

  private func damaged(_ problem: String) -> InputError {
    let place = window.position
    return InputError(
      path: window.source.path,
      reason: .undecodable(
        problem: "line \(place.line), byte \(place.byteOffset): \(problem); fetch the file again"))
  }
}
