// The frame of a document is read token by token; each value that is a record, or stands beside
// them, is found whole by `JSONSkimmer` and read by somebody else. So a record may be broken inside
// without a word about the others, and what breaks the frame ends the reading: nothing behind such
// a place can be told to be a record.
//
// What to keep together: an outcome depends on the bytes of the file and the limits alone, never on
// where a chunk ended. A step is therefore taken whole or not at all, and a limit is compared with
// the length of a value, not with what is in memory.

/// Finds the records of a file that is one JSON document.
struct JSONDocumentWalker {
  /// The size up to which a value beside the records is handed over: 256 KiB.
  static let maximumBesideBytes = 256 << 10

  /// An array or object on the way to records.
  private struct Frame {
    let container: String
    let isObject: Bool
    /// Whether what stands in it are records.
    let isRecords: Bool
    /// The steps from here to arrays and objects of records further in; none is empty.
    let paths: [ArraySlice<JSONPath.Step>]
  }

  private enum State {
    case value
    case elementOrEnd
    case nameOrEnd
    case name
    case colon
    case commaOrEnd
    case done
  }

  /// A value being skipped because it is too long.
  private struct LongValue {
    var skimmer = JSONSkimmer()
    /// Its size and beginning; nil for a value beside the records, which is not missed.
    var account: OverlongLine?
    let position: RecordPosition
  }

  private let maximumRecordBytes: Int
  private let paths: [ArraySlice<JSONPath.Step>]
  private var frames: [Frame] = []
  private var state = State.value
  /// The name of the member at hand, and what is wrong with it.
  private var key: [UInt8] = []
  private var keyFault: (kind: Reject.Kind, explanation: String)?
  /// How far the value at the cursor was looked at, so that no byte is twice.
  private var skimmer = JSONSkimmer()
  private var skimmedCount = 0
  private var longValue: LongValue?

  init(records: [String], maximumRecordBytes: Int) {
    paths = records.map { JSONPath.steps(of: $0)[...] }
    self.maximumRecordBytes = maximumRecordBytes
  }

  /// Takes the next value or token of `window`, whose bytes are `bytes`.
  ///
  /// - Throws: `InputError` with the reason `undecodable`.
  mutating func next(
    _ bytes: UnsafeBufferPointer<UInt8>, _ window: inout InputWindow
  ) throws(InputError) -> JSONStep {
    if longValue != nil { return try skipLongValue(bytes, &window) }
    while window.cursor < bytes.count, JSONScanner.isBlank(bytes[window.cursor]) {
      if bytes[window.cursor] == ASCII.lineFeed { window.line += 1 }
      window.cursor += 1
    }
    let index = window.cursor
    guard index < bytes.count else {
      if !window.isAtEnd { return .needsMore }
      if state == .done { return .end }
      throw fault(at: index, bytes, window, expected: expectation)
    }
    let byte = bytes[index]
    switch state {
    case .value where Self.isValueStart(byte), .elementOrEnd where Self.isValueStart(byte):
      return try takeValue(bytes, &window)
    case .name where byte == ASCII.quote, .nameOrEnd where byte == ASCII.quote:
      return try takeName(bytes, &window)
    case .colon where byte == UInt8(ascii: ":"):
      state = .value
    case .commaOrEnd where byte == ASCII.comma:
      state = isInObject ? .name : .value
    case .commaOrEnd where byte == closingBracket, .elementOrEnd where byte == closingBracket,
      .nameOrEnd where byte == closingBracket:
      frames.removeLast()
      state = frames.isEmpty ? .done : .commaOrEnd
    default:
      throw fault(at: index, bytes, window, expected: expectation)
    }
    window.cursor += 1
    return .nothing
  }

  // MARK: Steps

  private mutating func takeName(
    _ bytes: UnsafeBufferPointer<UInt8>, _ window: inout InputWindow
  ) throws(InputError) -> JSONStep {
    let start = window.cursor
    var skimmer = JSONSkimmer()
    guard case .end(let end) = skimmer.advance(bytes, from: start, to: bytes.count),
      end - start <= maximumRecordBytes
    else {
      if bytes.count - start > maximumRecordBytes {
        throw fault(
          window.position, window,
          "found a member's name of more than \(maximumRecordBytes) bytes, expected its closing "
            + "quote; look for a missing quote, or fetch the file again")
      }
      if !window.isAtEnd { return .needsMore }
      throw fault(at: bytes.count, bytes, window, expected: .closingQuote)
    }
    key.removeAll(keepingCapacity: true)
    keyFault = nil
    do throws(JSONProblem) {
      if let scanner = JSONScanner(bytes, end: end) {
        JSONEscape.append(try scanner.string(at: start), in: bytes, to: &key)
      }
    } catch {
      let problem = error.explanation(in: bytes, end: end, endText: "the end of the name")
      let place = Self.text(position(of: error.index, bytes, window))
      keyFault = (error.kind(in: bytes, end: end), "\(place): in the member's name \(problem)")
    }
    window.line += Self.lineFeeds(in: bytes, start..<end)
    window.cursor = end
    state = .colon
    return .nothing
  }

  /// Takes the value at the cursor: goes into it on the way to records, or finds its end.
  private mutating func takeValue(
    _ bytes: UnsafeBufferPointer<UInt8>, _ window: inout InputWindow
  ) throws(InputError) -> JSONStep {
    let start = window.cursor
    let parent = frames.last
    var isRecord = parent?.isRecords ?? false
    // Within an array no member has a name that could lead on.
    let onward = parent == nil ? paths : parent.map { onwardPaths(from: $0) } ?? []
    if !onward.isEmpty, keyFault == nil {
      let isObject = bytes[start] == UInt8(ascii: "{")
      let isRecords = onward.contains { $0.isEmpty }
      if isObject || (bytes[start] == UInt8(ascii: "[") && isRecords) {
        let container = parent.map { JSONPath.path($0.container, to: key) } ?? ""
        frames.append(
          Frame(
            container: container, isObject: isObject, isRecords: isRecords,
            paths: isObject ? onward.filter { !$0.isEmpty } : []))
        state = isObject ? .nameOrEnd : .elementOrEnd
        window.cursor += 1
        return .nothing
      }
      isRecord = false
    }

    // A member whose name cannot be read might have been anything, a record among it.
    let limit = isRecord || keyFault != nil ? maximumRecordBytes : Self.maximumBesideBytes
    let end = min(bytes.count, start + limit + 1)
    switch skimmer.advance(bytes, from: start + skimmedCount, to: end) {
    case .end(let end) where end - start <= limit:
      return finishValue(start..<end, isRecord, bytes, &window)
    case .mismatch(let index, let open):
      throw mismatch(at: index, open: open, bytes, window)
    case .more where end - start <= limit:
      skimmedCount = end - start
      if !window.isAtEnd { return .needsMore }
      // Elsewhere more of it could be missing.
      if skimmer.isComplete, frames.isEmpty {
        return finishValue(start..<end, isRecord, bytes, &window)
      }
      throw cutOff(in: window.position, at: end, bytes, window)
    case .end, .more:
      (skimmer, skimmedCount) = (JSONSkimmer(), 0)
      let isMissed = isRecord || keyFault != nil
      longValue = LongValue(
        account: isMissed ? OverlongLine(position: window.position) : nil,
        position: window.position)
      return try skipLongValue(bytes, &window)
    }
  }

  private mutating func finishValue(
    _ range: Range<Int>, _ isRecord: Bool, _ bytes: UnsafeBufferPointer<UInt8>,
    _ window: inout InputWindow
  ) -> JSONStep {
    let position = window.position
    (skimmer, skimmedCount) = (JSONSkimmer(), 0)
    state = frames.isEmpty ? .done : .commaOrEnd
    window.cursor = range.upperBound
    window.line += Self.lineFeeds(in: bytes, range)
    if let keyFault {
      self.keyFault = nil
      let original = OriginalText.text(of: UnsafeBufferPointer(rebasing: bytes[range]))
      return .reject(
        Reject(
          position: position, column: nil, kind: keyFault.kind, explanation: keyFault.explanation,
          original: original))
    }
    return .value(
      JSONLeaf(
        range: range, position: position, isRecord: isRecord,
        container: frames.last?.container ?? "", key: isInObject ? key : nil))
  }

  private mutating func skipLongValue(
    _ bytes: UnsafeBufferPointer<UInt8>, _ window: inout InputWindow
  ) throws(InputError) -> JSONStep {
    guard var value = longValue else { return .nothing }
    // Out of its place while it grows, so that its buffers are not copied.
    longValue = nil
    let start = window.cursor
    var end = bytes.count
    var isEnd = false
    switch value.skimmer.advance(bytes, from: start, to: end) {
    case .end(let index):
      (end, isEnd) = (index, true)
    case .more:
      isEnd = window.isAtEnd && value.skimmer.isComplete && frames.isEmpty
      if !isEnd, window.isAtEnd { throw cutOff(in: value.position, at: end, bytes, window) }
    case .mismatch(let index, let open):
      throw mismatch(at: index, open: open, bytes, window)
    }
    value.account?.append(UnsafeBufferPointer(rebasing: bytes[start..<end]))
    window.line += Self.lineFeeds(in: bytes, start..<end)
    window.cursor = end
    guard isEnd else {
      longValue = value
      return .needsMore
    }
    keyFault = nil
    state = frames.isEmpty ? .done : .commaOrEnd
    guard let account = value.account else { return .nothing }
    return .reject(
      Reject(
        position: account.position, column: nil, kind: .recordTooLong,
        explanation: "the record holds \(account.byteCount) bytes, expected at most "
          + "\(maximumRecordBytes); raise the limit, or look for a path that leads further in",
        original: account.text))
  }

  // MARK: Paths

  private var isInObject: Bool { frames.last?.isObject ?? false }

  private var closingBracket: UInt8 { isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]") }

  /// Returns the paths that lead through the member at hand of an object, less the step to it.
  private func onwardPaths(from frame: Frame) -> [ArraySlice<JSONPath.Step>] {
    frame.paths.compactMap { path in
      path.first == .any || path.first == .name(key) ? path.dropFirst() : nil
    }
  }

  private static func isValueStart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "]"), UInt8(ascii: "}"), ASCII.comma, UInt8(ascii: ":"): false
    default: true
    }
  }

  static func lineFeeds(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    var count = 0
    for byte in UnsafeBufferPointer(rebasing: bytes[range]) {
      count &+= byte == ASCII.lineFeed ? 1 : 0
    }
    return count
  }
}

// MARK: - What breaks a document

extension JSONDocumentWalker {
  private var expectation: JSONProblem.Expectation {
    switch state {
    case .value: .value
    case .elementOrEnd: .elementOrEnd
    case .nameOrEnd: .nameOrEnd
    case .name: .name
    case .colon: .colon
    case .commaOrEnd: isInObject ? .commaOrBrace : .commaOrBracket
    case .done: .nothing
    }
  }

  private func fault(
    at index: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ window: InputWindow,
    expected: JSONProblem.Expectation
  ) -> InputError {
    let found =
      index < bytes.count
      ? JSONProblem.description(ofByteAt: index, in: bytes, end: bytes.count)
      : "the end of the file"
    let place = expected == .nothing ? " behind the document" : ""
    let remedy =
      expected == .nothing
      ? "fetch the file again, or read it as one value a line" : "fetch the file again"
    return fault(
      position(of: index, bytes, window), window,
      "found \(found)\(place), expected \(expected.rawValue); \(remedy)")
  }

  private func mismatch(
    at index: Int, open: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ window: InputWindow
  ) -> InputError {
    fault(
      at: index, bytes, window, expected: open == UInt8(ascii: "{") ? .brace : .bracket)
  }

  private func cutOff(
    in value: RecordPosition, at index: Int, _ bytes: UnsafeBufferPointer<UInt8>,
    _ window: InputWindow
  ) -> InputError {
    fault(
      position(of: index, bytes, window), window,
      "found the end of the file within the value that begins on line \(value.line), byte offset "
        + "\(value.byteOffset), expected its end; the file is cut off, fetch it again")
  }

  private func fault(
    _ position: RecordPosition, _ window: InputWindow, _ problem: String
  ) -> InputError {
    InputError(
      path: window.source.path,
      reason: .undecodable(problem: "\(Self.text(position)): \(problem)"))
  }

  private func position(
    of index: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ window: InputWindow
  ) -> RecordPosition {
    RecordPosition(
      line: window.line + Self.lineFeeds(in: bytes, window.cursor..<index),
      byteOffset: window.byteOffset + index)
  }

  /// Returns a position in words.
  static func text(_ position: RecordPosition) -> String {
    "line \(position.line), byte offset \(position.byteOffset)"
  }
}
