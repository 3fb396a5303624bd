// Finds the values of a JSON input without looking into them; `JSONParser` does that, for whoever
// asked. What goes wrong within a value is therefore a reject, what goes wrong between values of a
// document an error.
//
// Keep to this: what is found depends on the bytes of the input and the limits alone, never on
// where a chunk ended. `JSONPropertyTests` compares chunk sizes.

/// Finds the values of a JSON input, one at a time.
struct JSONLocator {
  /// A value found.
  struct Place {
    var container: String
    var key: String?
    var isRecord: Bool
    var position: RecordPosition
    /// Where its bytes lie in those of the window, until the next value is looked for.
    var range: Range<Int>
    /// The bytes of the line before it.
    var leading = 0
    /// Whether the input ends with it, and without a line ending.
    var isOpenEnded = false
  }

  enum Found {
    case value(Place)
    case reject(Reject)
  }

  /// The largest value beside the records that is delivered: 256 KiB.
  static let maximumBesideBytes = 256 << 10
  /// The longest name of a member on the way to the records: 64 KiB.
  static let maximumNameBytes = 64 << 10

  let maximumRecordBytes: Int
  var window: InputWindow
  /// How a document's records are reached; nil for lines.
  var document: JSONDocumentState?
  private var ending: Ending?

  private enum Ending {
    case complete
    case failed(InputError)
  }

  /// Reads up to the first value.
  ///
  /// - Throws: `InputError` from the source; with the reason `empty` when a document holds nothing.
  init(
    source: any ByteSource, layout: JSONLayout, maximumRecordBytes: Int, chunkBytes: Int
  ) throws(InputError) {
    // Places in a batch are kept in 31 bits.
    let sizes = 1...(1 << 29)
    precondition(sizes.contains(maximumRecordBytes), "maximumRecordBytes must be from 1 to 2^29")
    precondition(sizes.contains(chunkBytes), "chunkBytes must be from 1 to 2^29")
    self.maximumRecordBytes = maximumRecordBytes
    window = InputWindow(source: source, chunkBytes: chunkBytes)
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    try window.require(mark.count)
    let beginning = window.bytes.prefix(mark.count)
    if beginning.elementsEqual(mark) {
      window.cursor += mark.count
    } else if beginning.starts(with: [0xFF, 0xFE]) || beginning.starts(with: [0xFE, 0xFF]) {
      throw InputError(
        path: source.path,
        reason: .undecodable(
          problem: "found a UTF-16 byte order mark, expected UTF-8; convert the file to UTF-8"))
    }
    if case .document(let records) = layout {
      document = JSONDocumentState(records: records.map(JSONPath.parts))
      if try nextByte() == nil { throw InputError(path: source.path, reason: .empty) }
    }
  }

  /// The offset in the input behind what was found so far.
  var byteOffset: Int { window.position.byteOffset }

  /// Returns the next value or reject, or nil at the end; fails again once it failed.
  mutating func next() throws(InputError) -> Found? {
    switch ending {
    case .complete: return nil
    case .failed(let error): throw error
    case nil: break
    }
    do throws(InputError) {
      let found = document == nil ? try nextLine() : try nextInDocument()
      if found == nil {
        try window.source.finish()
        ending = .complete
      }
      return found
    } catch {
      ending = .failed(error)
      throw error
    }
  }

  /// Calls `body` with a parser for the value at `place`, and returns its result or a reject.
  func parse<Result>(
    _ place: Place, _ body: (inout JSONParser) throws(JSONProblem) -> Result
  ) -> Swift.Result<Result, RejectError> {
    window.bytes.withUnsafeBufferPointer { all in
      var bytes = UnsafeBufferPointer(rebasing: all[place.range])
      do throws(JSONProblem) {
        do throws(JSONProblem) {
          try JSONParser.check(bytes)
        } catch {
          guard place.isOpenEnded, Self.isCutCharacter(error, in: bytes) else { throw error }
          // The value ends within a character: what counts is whether it ends within a string.
          bytes = UnsafeBufferPointer(rebasing: bytes[..<error.index])
          var parser = JSONParser(bytes)
          try parser.skipValue()
          try parser.finish()
          throw error
        }
        var parser = JSONParser(bytes)
        let result = try body(&parser)
        try parser.finish()
        return .success(result)
      } catch {
        var problem = error
        if place.isOpenEnded, problem.isUnfinished { problem.kind = .cutOff }
        let whole = UnsafeBufferPointer(rebasing: all[place.range])
        return .failure(
          RejectError(
            reject: Reject(
              position: place.position, column: problem.column, kind: problem.kind,
              explanation: problem.explanation(
                whole, unit: document == nil ? "line" : "record", leading: place.leading),
              original: OriginalText.text(of: whole))))
      }
    }
  }

  /// A reject on its way out of the parser.
  struct RejectError: Error {
    var reject: Reject
  }

  /// Returns whether the bytes end within a character that could have been well formed.
  private static func isCutCharacter(
    _ problem: JSONProblem, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Bool {
    guard problem.kind == .invalidUTF8, bytes.count - problem.index < 4 else { return false }
    let cut = Array(bytes[problem.index...])
    // Between them, these two stand behind any beginning of a character.
    for fill: UInt8 in [0x80, 0xBF] {
      for count in 1...3 {
        let whole = cut + [UInt8](repeating: fill, count: count)
        let length = whole.withUnsafeBufferPointer { UTF8Sequence.length(in: $0, at: 0) }
        if length == whole.count { return true }
      }
    }
    return false
  }

  /// The original of a value that was parsed without a problem.
  ///
  /// Almost all need no escape, and the search for a backslash is cheaper than making the text.
  func original(of place: Place) -> String {
    window.bytes.withUnsafeBufferPointer { all in
      let bytes = UnsafeBufferPointer(rebasing: all[place.range])
      guard bytes.count <= OriginalText.maximumBytes else { return OriginalText.text(of: bytes) }
      var index = 0
      while index < bytes.count {
        index = JSONByte.firstSpecial(in: bytes, from: index, to: bytes.count) + 1
        let isEscape = index < bytes.count && bytes[index - 1] == ASCII.backslash
        if isEscape, bytes[index] == ASCII.lowerX { return OriginalText.text(of: bytes) }
      }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  // MARK: Moving on

  /// Skips white space; returns the byte behind it, or nil at the end.
  mutating func nextByte() throws(InputError) -> UInt8? {
    while true {
      let start = window.cursor
      let (index, lineFeeds) = window.bytes.withUnsafeBufferPointer { bytes in
        var index = start
        var lineFeeds = 0
        while index < bytes.count, JSONByte.isSpace(bytes[index]) {
          if bytes[index] == ASCII.lineFeed { lineFeeds += 1 }
          index += 1
        }
        return (index, lineFeeds)
      }
      window.cursor = index
      window.line += lineFeeds
      if index < window.bytes.count { return window.bytes[index] }
      if window.isAtEnd { return nil }
      try window.extend()
    }
  }

  /// Moves the cursor to `index` and counts the lines on the way.
  mutating func advance(to index: Int) {
    window.line += lineFeeds(before: index)
    window.cursor = index
  }

  /// Returns the number of line feeds from the cursor up to `index`.
  func lineFeeds(before index: Int) -> Int {
    let start = window.cursor
    return window.bytes.withUnsafeBufferPointer { all in
      let bytes = UnsafeBufferPointer(rebasing: all[start..<index])
      var (count, from) = (0, 0)
      while let lineFeed = ASCII.firstLineFeed(in: bytes, from: from) {
        count += 1
        from = lineFeed + 1
      }
      return count
    }
  }

  // MARK: Lines

  /// Returns the value of the next line that is not blank.
  private mutating func nextLine() throws(InputError) -> Found? {
    while true {
      guard let blank = window.blankLineLength(at: window.cursor) else {
        try window.extend()
        continue
      }
      guard window.remainingCount > 0 else { return nil }
      if blank > 0 {
        window.cursor += blank
        window.line += 1
        continue
      }
      if let found = try takeLine() { return found }
    }
  }

  /// Takes the line at the cursor; returns nil when it holds nothing but white space.
  private mutating func takeLine() throws(InputError) -> Found? {
    var searched = 0
    while true {
      let start = window.cursor
      let from = start + searched
      let lineFeed = window.bytes.withUnsafeBufferPointer {
        ASCII.firstLineFeed(in: $0, from: from)
      }
      let isTooLong = (lineFeed.map { $0 + 1 } ?? window.bytes.count) - start > maximumRecordBytes
      if isTooLong { return .reject(try skipOverlongLine()) }
      guard lineFeed != nil || window.isAtEnd else {
        searched = window.remainingCount
        try window.extend()
        continue
      }
      var (first, end) = (start, lineFeed ?? window.bytes.count)
      while end > first, JSONByte.isSpace(window.bytes[end - 1]) { end -= 1 }
      while first < end, JSONByte.isSpace(window.bytes[first]) { first += 1 }
      let place = Place(
        container: "", key: nil, isRecord: true,
        position: RecordPosition(line: window.line, byteOffset: window.byteOffset + first),
        range: first..<end, leading: first - start, isOpenEnded: lineFeed == nil)
      window.cursor = lineFeed.map { $0 + 1 } ?? window.bytes.count
      window.line += 1
      return first < end ? .value(place) : nil
    }
  }

  private mutating func skipOverlongLine() throws(InputError) -> Reject {
    var line = OverlongLine(position: window.position)
    while true {
      let start = window.cursor
      let lineFeed = window.bytes.withUnsafeBufferPointer { bytes in
        let lineFeed = ASCII.firstLineFeed(in: bytes, from: start)
        line.append(UnsafeBufferPointer(rebasing: bytes[start..<(lineFeed ?? bytes.count)]))
        return lineFeed
      }
      window.cursor = lineFeed.map { $0 + 1 } ?? window.bytes.count
      if lineFeed != nil || window.isAtEnd { break }
      try window.extend()
    }
    window.line += 1
    return Reject(
      position: line.position, column: nil, kind: .recordTooLong,
      explanation: "the line holds \(line.byteCount) bytes, expected at most "
        + "\(maximumRecordBytes) with its line ending; shorten it, or check that the file has one "
        + "value on each line",
      original: line.text)
  }
}
