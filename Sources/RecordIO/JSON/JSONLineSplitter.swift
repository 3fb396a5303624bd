/// One value of a file whose end was found, and which is yet to be read.
struct JSONLeaf {
  /// Where the value lies in the window's bytes.
  let range: Range<Int>
  /// Where it begins in the file.
  let position: RecordPosition
  /// Whether it is a record, and not a member beside them.
  var isRecord = true
  /// The path of the array or object it stands in.
  var container = ""
  /// Its name in an object.
  var key: [UInt8]?
  /// For a value on a line of its own: the offset in the file at which the line begins.
  var lineOffset: Int?
  /// Whether the file ends with it, as text in which more could be missing.
  var isLast = false
}

/// One step through a file of values.
enum JSONStep {
  case value(JSONLeaf)
  case reject(Reject)
  /// Something was passed over.
  case nothing
  /// The window holds nothing that is complete, and more can be read.
  case needsMore
  case end
}

/// Finds the values of a file that holds one on each line.
struct JSONLineSplitter {
  let maximumRecordBytes: Int
  /// The offset in the file at which the line at the cursor begins, when not at the cursor.
  var lineOffset: Int?
  /// The line being skipped because it is too long.
  private var overlongLine: OverlongLine?

  init(maximumRecordBytes: Int, lineOffset: Int) {
    self.maximumRecordBytes = maximumRecordBytes
    self.lineOffset = lineOffset
  }

  /// Takes the next line of `window`, whose bytes are `bytes`.
  mutating func next(
    _ bytes: UnsafeBufferPointer<UInt8>, _ window: inout InputWindow
  ) -> JSONStep {
    if overlongLine != nil { return skipOverlongLine(bytes, &window) }
    let start = window.cursor
    guard start < bytes.count else { return window.isAtEnd ? .end : .needsMore }
    let lineFeed = ASCII.firstLineFeed(in: bytes, from: start)
    let next = lineFeed.map { $0 + 1 } ?? bytes.count
    guard next - start <= maximumRecordBytes else {
      overlongLine = OverlongLine(position: window.position)
      return skipOverlongLine(bytes, &window)
    }
    if lineFeed == nil, !window.isAtEnd { return .needsMore }

    var first = start
    var end = lineFeed ?? bytes.count
    while first < end, JSONScanner.isBlank(bytes[first]) { first += 1 }
    while end > first, JSONScanner.isBlank(bytes[end - 1]) { end -= 1 }
    let position = RecordPosition(line: window.line, byteOffset: window.byteOffset + first)
    let lineOffset = self.lineOffset ?? window.byteOffset + start
    self.lineOffset = nil
    window.cursor = next
    window.line += 1
    let isMark = end - first == 1 && bytes[first] == ASCII.endOfFileMark
    if first == end || isMark { return .nothing }
    return .value(
      JSONLeaf(
        range: first..<end, position: position, lineOffset: lineOffset, isLast: lineFeed == nil))
  }

  private mutating func skipOverlongLine(
    _ bytes: UnsafeBufferPointer<UInt8>, _ window: inout InputWindow
  ) -> JSONStep {
    guard var line = overlongLine else { return .nothing }
    // Out of its place while it grows, so that its buffers are not copied.
    overlongLine = nil
    let lineFeed = ASCII.firstLineFeed(in: bytes, from: window.cursor)
    let end = lineFeed ?? bytes.count
    line.append(UnsafeBufferPointer(rebasing: bytes[window.cursor..<end]))
    window.cursor = lineFeed.map { $0 + 1 } ?? bytes.count
    guard lineFeed != nil || window.isAtEnd else {
      overlongLine = line
      return .needsMore
    }
    lineOffset = nil
    window.line += 1
    return .reject(
      Reject(
        position: line.position, column: nil, kind: .recordTooLong,
        explanation: "the line holds \(line.byteCount) bytes, expected at most "
          + "\(maximumRecordBytes) with its line ending; shorten it, or look for missing "
          + "line breaks",
        original: line.text))
  }
}
