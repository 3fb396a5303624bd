// Where values end is `JSONScanner`'s business, what they are `JSONParser`'s; this file finds records and
// decides what becomes of damage. A fault within a record costs that record; one outside of records
// leaves nothing to go by, and ends the reading with an error: half a list is no list.

// SAFETY: no state is shared with another object, and nothing here locks. A reader may move between
// threads as long as whoever holds it makes one call at a time.

/// How the records of a JSON file are laid out.
public enum JSONLayout: Sendable, Equatable {
  /// One JSON value on each line (NDJSON, JSON Lines).
  case lines
  /// One document. Each path names an array or object whose elements or members are records; a path
  /// is member names joined by full stops, `*` for any name, and empty for the document itself.
  case document(records: [String])
}

/// One record of a JSON file.
public struct JSONElement: Sendable {
  /// The path of the array or object the record stands in; empty for a line, and for a member of
  /// the document that is not within `records`.
  public let container: String
  /// The member's name within an object; nil within an array and for a line.
  public let key: String?
  /// Whether this is a record; false for a member beside the path to the records, of which a
  /// document may have a few (a date, a version).
  public let isRecord: Bool
  public let value: JSONValue
  /// Where the value begins.
  public let position: RecordPosition
  /// The value as it stands in the file, in the form of `OriginalText`.
  public var original: String { source.text }

  let source: Source

  /// The bytes of a value, made text only when it is asked for.
  struct Source: Sendable {
    let bytes: [UInt8]
    let range: Range<Int>

    var text: String {
      bytes.withUnsafeBufferPointer {
        OriginalText.text(of: UnsafeBufferPointer(rebasing: $0[range]))
      }
    }
  }
}

/// Reads the records of a JSON file, a batch at a time, in memory that does not grow with the file.
///
/// A member beside the path to the records is delivered too, unless it is larger than 256 KiB.
/// Names that stand twice in an object are kept. A byte order mark at the beginning is skipped, and
/// so are blank lines and the DOS end-of-file mark.
///
/// Used by one thread at a time; elements may go anywhere.
public final class JSONReader: @unchecked Sendable {
  /// The largest value beside the records that is parsed.
  static let maximumBesideBytes = 256 << 10

  private let layout: JSONLayout
  private let maximumRecordBytes: Int
  private var window: InputWindow
  private var walk: JSONWalk
  private var rowsRead = 0
  private var needsMore = false
  private var skipped: SkippedValue?
  private var ending: Ending?

  private enum Ending {
    case complete
    case failed(InputError)
  }

  /// A value that is too long, being skipped.
  private struct SkippedValue {
    var scanner = JSONScanner()
    var line: OverlongLine
    let isRecord: Bool
  }

  /// What was found in the window.
  private struct Found {
    var elements: [JSONElement] = []
    var rejects: [Reject] = []
    var rows = 0
  }

  /// Opens `source`, which nobody else may read from then on.
  ///
  /// - Parameters:
  ///   - maximumRecordBytes: The largest record accepted; from 1 to 2^29 bytes.
  ///   - chunkBytes: Bytes to read at a time, from 1 to 2^29.
  /// - Throws: `InputError` when the file cannot be read, or is empty.
  public init(
    source: any ByteSource, layout: JSONLayout, maximumRecordBytes: Int = 4 << 20,
    chunkBytes: Int = 1 << 20
  ) throws(InputError) {
    let sizes = 1...(1 << 29)
    precondition(sizes.contains(maximumRecordBytes), "maximumRecordBytes must be from 1 to 2^29")
    precondition(sizes.contains(chunkBytes), "chunkBytes must be from 1 to 2^29")
    self.layout = layout
    self.maximumRecordBytes = maximumRecordBytes
    if case .document(let records) = layout {
      walk = JSONWalk(records: records)
    } else {
      walk = JSONWalk(records: [])
    }
    window = InputWindow(source: source, chunkBytes: chunkBytes)
    try window.require(3)
    if window.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { window.cursor = 3 }
    if window.bytes.starts(with: [0xFF, 0xFE]) || window.bytes.starts(with: [0xFE, 0xFF]) {
      throw damaged("it begins with a UTF-16 byte order mark; set encoding: utf-16")
    }
    try window.require(1)
    if window.remainingCount == 0 { throw InputError(path: source.path, reason: .empty) }
  }

  /// Reads on and returns the next elements and rejects, or nil at the end.
  ///
  /// Both are in file order; they are not both empty.
  ///
  /// - Throws: `InputError` when a read fails, the file changed, or a document is damaged outside of
  ///   records; then again at each further call.
  public func nextBatch() throws(InputError) -> (elements: [JSONElement], rejects: [Reject])? {
    switch ending {
    case .complete: return nil
    case .failed(let error): throw error
    case nil: break
    }
    do throws(InputError) {
      while true {
        if needsMore { try window.extend() }
        var found = Found()
        while try takePiece(&found) {}
        needsMore = !window.isAtEnd
        rowsRead += found.rows
        if !found.elements.isEmpty || !found.rejects.isEmpty {
          return (found.elements, found.rejects)
        }
        if window.isAtEnd {
          if layout != .lines, !walk.isComplete {
            throw damaged("the file ends within the document; it is cut off")
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

  // MARK: Pieces

  /// Takes one piece of the file; returns false when there is no complete one in the window.
  private func takePiece(_ found: inout Found) throws(InputError) -> Bool {
    if skipped != nil { return try skipOn(&found) }
    return layout == .lines ? takeLine(&found) : try takeToken(&found)
  }

  // MARK: Lines

  private func takeLine(_ found: inout Found) -> Bool {
    let bytes = window.bytes
    let start = window.cursor
    guard start < bytes.count else { return false }
    let limit = min(bytes.count, start + maximumRecordBytes)
    let lineFeed = bytes.withUnsafeBufferPointer {
      ASCII.firstLineFeed(in: UnsafeBufferPointer(rebasing: $0[..<limit]), from: start)
    }
    guard lineFeed != nil || (window.isAtEnd && limit == bytes.count) else {
      guard limit - start >= maximumRecordBytes else { return false }
      skipped = SkippedValue(line: OverlongLine(position: window.position), isRecord: true)
      return true
    }
    var end = lineFeed ?? bytes.count
    let next = lineFeed.map { $0 + 1 } ?? bytes.count
    if end > start, bytes[end - 1] == ASCII.carriageReturn { end -= 1 }
    let isBlank = bytes[start..<end].allSatisfy {
      JSONScanner.isBlank($0) || $0 == ASCII.endOfFileMark
    }
    if !isBlank {
      take(start..<end, isRecord: true, container: "", key: nil, &found)
      // Of a last line without an end it is told that it was cut.
      if lineFeed == nil, let last = found.rejects.last, last.position == window.position,
        last.kind == .malformedJSON
      {
        found.rejects[found.rejects.count - 1].kind = .cutOff
      }
    }
    window.cursor = next
    if lineFeed != nil { window.line += 1 }
    return true
  }

  // MARK: Documents

  private func takeToken(_ found: inout Found) throws(InputError) -> Bool {
    let bytes = window.bytes
    var index = window.cursor
    while index < bytes.count, JSONScanner.isBlank(bytes[index]) { index += 1 }
    advance(to: index)
    guard index < bytes.count else { return false }
    let byte = bytes[index]
    switch walk.expectation {
    case .end:
      guard byte == ASCII.endOfFileMark else { throw damaged("text follows the document") }
      advance(to: index + 1)
    case .value(let role):
      return try takeValue(role, byte, &found)
    case .firstElement(let close) where byte == close, .separator(let close) where byte == close:
      walk.close()
      advance(to: index + 1)
    case .separator(let close):
      guard byte == UInt8(ascii: ",") else {
        throw damaged("expected ',' or '\(Character(Unicode.Scalar(close)))'")
      }
      walk.separate()
      advance(to: index + 1)
    case .firstElement:
      walk.beginElement()
    case .name:
      guard byte == UInt8(ascii: "\"") else { throw damaged("expected a name in quotes") }
      return try takeName()
    case .colon:
      guard byte == UInt8(ascii: ":") else { throw damaged("expected ':' behind a name") }
      walk.beginValue()
      advance(to: index + 1)
    }
    return true
  }

  private func takeName() throws(InputError) -> Bool {
    guard let end = valueEnd(limit: maximumRecordBytes) else {
      if window.isAtEnd { throw damaged("the file ends within a name; it is cut off") }
      if window.remainingCount >= maximumRecordBytes { throw damaged("a name is too long") }
      return false
    }
    let parsed = window.bytes.withUnsafeBufferPointer {
      try? JSONParser.value(of: UnsafeBufferPointer(rebasing: $0[window.cursor..<end]))
    }
    guard case .string(let name)? = parsed else { throw damaged("a name is not well formed") }
    walk.setName(name)
    advance(to: end)
    return true
  }

  private func takeValue(
    _ role: JSONWalk.Role, _ byte: UInt8, _ found: inout Found
  ) throws(InputError) -> Bool {
    let opens = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
    if opens, walk.open(isObject: byte == UInt8(ascii: "{")) {
      advance(to: window.cursor + 1)
      return true
    }
    guard
      opens || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "-")
        || (0x30...0x39).contains(byte) || "tfn".utf8.contains(byte)
    else { throw damaged("expected a value") }
    let isRecord = role == .record
    let limit = isRecord ? maximumRecordBytes : min(maximumRecordBytes, Self.maximumBesideBytes)
    guard let end = valueEnd(limit: limit) else {
      if window.remainingCount >= limit {
        skipped = SkippedValue(line: OverlongLine(position: window.position), isRecord: isRecord)
        return true
      }
      if window.isAtEnd { throw damaged("the file ends within a value; it is cut off") }
      return false
    }
    take(
      window.cursor..<end, isRecord: isRecord, container: walk.container, key: walk.key, &found)
    advance(to: end)
    walk.endValue()
    return true
  }

  /// The index behind the value at the cursor, or nil when it is not complete within `limit` bytes.
  private func valueEnd(limit: Int) -> Int? {
    let bytes = window.bytes
    let end = min(bytes.count, window.cursor + limit)
    return bytes.withUnsafeBufferPointer { buffer in
      var scanner = JSONScanner()
      return scanner.end(
        in: UnsafeBufferPointer(rebasing: buffer[..<end]), from: window.cursor,
        isLast: window.isAtEnd && end == bytes.count)
    }
  }

  private func take(
    _ range: Range<Int>, isRecord: Bool, container: String, key: String?, _ found: inout Found
  ) {
    let bytes = window.bytes
    if isRecord { found.rows += 1 }
    let source = JSONElement.Source(bytes: bytes, range: range)
    do throws(JSONParser.Fault) {
      let value = try Self.parsed(bytes, range)
      found.elements.append(
        JSONElement(
          container: container, key: key, isRecord: isRecord, value: value,
          position: window.position, source: source))
    } catch {
      // What stands beside the records is no row; its damage is that of the document's records.
      guard isRecord else { return }
      found.rejects.append(
        Reject(
          position: window.position, column: nil, kind: error.kind,
          explanation: "the record is no JSON value: \(error.problem)", original: source.text))
    }
  }

  private static func parsed(
    _ bytes: [UInt8], _ range: Range<Int>
  ) throws(JSONParser.Fault) -> JSONValue {
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSONValue, JSONParser.Fault> in
      do throws(JSONParser.Fault) {
        return .success(try JSONParser.value(of: UnsafeBufferPointer(rebasing: buffer[range])))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  // MARK: Values that are too long

  /// Skips what the window holds of a value that is too long; returns whether something was taken.
  private func skipOn(_ found: inout Found) throws(InputError) -> Bool {
    guard var value = skipped else { return false }
    // Out of its place while it grows, so that its buffers are not copied.
    skipped = nil
    let bytes = window.bytes
    let start = window.cursor
    let end = bytes.withUnsafeBufferPointer { buffer in
      layout == .lines
        ? ASCII.firstLineFeed(in: buffer, from: start)
        : value.scanner.end(in: buffer, from: start, isLast: window.isAtEnd)
    }
    bytes.withUnsafeBufferPointer {
      value.line.append(UnsafeBufferPointer(rebasing: $0[start..<(end ?? bytes.count)]))
    }
    advance(to: end ?? bytes.count)
    guard end != nil || (layout == .lines && window.isAtEnd) else {
      skipped = value
      if window.isAtEnd { throw damaged("the file ends within a value; it is cut off") }
      return false
    }
    if layout == .lines {
      if end != nil { advance(to: window.cursor + 1) }
    } else {
      walk.endValue()
    }
    guard value.isRecord else { return true }
    found.rows += 1
    found.rejects.append(
      Reject(
        position: value.line.position, column: nil, kind: .recordTooLong,
        explanation: "the record holds \(value.line.byteCount) bytes, expected at most "
          + "\(maximumRecordBytes); look for a missing quote or bracket",
        original: value.line.text))
    return true
  }

  // MARK: Places

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
