/// Where the reading of a document stands: which arrays and objects are open on the way to its
/// records.
struct JSONDocumentState {
  /// An array or object that is open.
  struct Frame {
    var isArray: Bool
    /// Whether its elements or members are records.
    var holdsRecords: Bool
    var names: [[UInt8]]
    var path: String
    /// The line on which it begins.
    var line: Int
    /// Whether an element or member was read.
    var hasElements = false

    var closing: UInt8 { isArray ? JSONByte.closeArray : JSONByte.closeObject }
  }

  /// The paths to the records.
  let records: [[JSONPath.Part]]
  var frames: [Frame] = []
  /// Whether the value that the document is has begun.
  var hasBegun = false

  init(records: [[JSONPath.Part]]) { self.records = records }

  /// What stands at the place that `names` lead to.
  enum Destination { case records, way, beside }

  func destination(of names: [[UInt8]]) -> Destination {
    var result = Destination.beside
    for path in records where path.count >= names.count {
      let leadsThere = zip(path, names).allSatisfy { $0.isAny || $0.name == $1 }
      if leadsThere {
        if path.count == names.count { return .records }
        result = .way
      }
    }
    return result
  }
}

extension JSONLocator {
  /// Returns the next value of the document, or nil behind its end.
  ///
  /// - Throws: `InputError` from the source; with the reason `undecodable` for what breaks the
  ///   document.
  mutating func nextInDocument() throws(InputError) -> Found? {
    while true {
      let byte = try nextByte()
      guard let frame = document?.frames.last else {
        if document?.hasBegun == false {
          document?.hasBegun = true
          if let found = try enter(names: [], path: "", container: "", key: nil) { return found }
          continue
        }
        guard byte != nil else { return nil }
        throw broken(at: window.cursor, expected: "nothing behind the document")
      }
      guard let byte else { throw endOfFile(line: frame.line, frame.closing) }
      if byte == frame.closing {
        window.cursor += 1
        document?.frames.removeLast()
        continue
      }
      if frame.hasElements {
        guard byte == ASCII.comma else {
          throw broken(at: window.cursor, expected: "',' or \(Self.words(frame.closing))")
        }
        window.cursor += 1
        guard try nextByte() != nil else { throw endOfFile(line: frame.line, frame.closing) }
      }
      if let count = document?.frames.count { document?.frames[count - 1].hasElements = true }
      let found = frame.isArray ? try takeElement(of: frame) : try takeMember(of: frame)
      if let found { return found }
    }
  }

  /// Takes the element of an array of records.
  private mutating func takeElement(
    of frame: JSONDocumentState.Frame
  ) throws(InputError) -> Found? {
    try takeValue(
      container: frame.path, key: nil, isRecord: true, maximumBytes: maximumRecordBytes)
  }

  /// Takes a member, or enters it when it leads on to records.
  private mutating func takeMember(
    of frame: JSONDocumentState.Frame
  ) throws(InputError) -> Found? {
    let place = try takeName(of: frame)
    let name = parse(place) { parser throws(JSONProblem) in parser.text(of: try parser.string()) }
    guard try nextByte() != nil else { throw endOfFile(line: frame.line, frame.closing) }
    guard window.bytes[window.cursor] == JSONByte.colon else {
      throw broken(at: window.cursor, expected: "':' behind a member's name")
    }
    window.cursor += 1
    guard try nextByte() != nil else { throw endOfFile(line: frame.line, frame.closing) }
    switch name {
    case .failure(let error):
      // Without a name nobody could tell what the value is.
      _ = try skipValue(JSONExtent(), from: 0, end: nil, keepsText: false)
      return .reject(error.reject)
    case .success(let name) where frame.holdsRecords:
      return try takeValue(
        container: frame.path, key: name, isRecord: true, maximumBytes: maximumRecordBytes)
    case .success(let name):
      return try enter(
        names: frame.names + [Array(name.utf8)],
        path: JSONPath.path(frame.path, name, isFirst: frame.names.isEmpty),
        container: frame.path, key: name)
    }
  }

  /// Enters the array or object at the cursor when it leads to records, else takes it.
  private mutating func enter(
    names: [[UInt8]], path: String, container: String, key: String?
  ) throws(InputError) -> Found? {
    let byte = window.bytes[window.cursor]
    let destination = document?.destination(of: names) ?? .beside
    let isEntered =
      switch destination {
      case .records: byte == JSONByte.openArray || byte == JSONByte.openObject
      case .way: byte == JSONByte.openObject
      case .beside: false
      }
    guard isEntered else {
      return try takeValue(
        container: container, key: key, isRecord: false, maximumBytes: Self.maximumBesideBytes)
    }
    document?.frames.append(
      JSONDocumentState.Frame(
        isArray: byte == JSONByte.openArray, holdsRecords: destination == .records, names: names,
        path: path, line: window.line))
    window.cursor += 1
    return nil
  }

  /// Takes the name of a member, with its quotes.
  ///
  /// The place is good until the next move.
  private mutating func takeName(of frame: JSONDocumentState.Frame) throws(InputError) -> Place {
    guard window.bytes[window.cursor] == ASCII.quote else {
      throw broken(at: window.cursor, expected: "a member's name in quotes")
    }
    var extent = JSONExtent()
    var scanned = 0
    while true {
      let start = window.cursor
      let stop = min(window.bytes.count, start + Self.maximumNameBytes)
      let outcome = window.bytes.withUnsafeBufferPointer {
        extent.scan($0, from: start + scanned, to: stop)
      }
      if case .end(let end) = outcome {
        let place = Place(
          container: frame.path, key: nil, isRecord: false, position: window.position,
          range: start..<end)
        advance(to: end)
        return place
      }
      scanned = stop - start
      if scanned == Self.maximumNameBytes {
        throw broken(
          at: start, found: "a member's name of more than \(Self.maximumNameBytes) bytes",
          expected: "a shorter one")
      }
      if window.isAtEnd { throw endOfFile(line: frame.line, frame.closing) }
      try window.extend()
    }
  }

  /// Takes the value at the cursor.
  ///
  /// Of a larger one than `maximumBytes` a record becomes a reject, and anything else nothing.
  private mutating func takeValue(
    container: String, key: String?, isRecord: Bool, maximumBytes: Int
  ) throws(InputError) -> Found? {
    var extent = JSONExtent()
    var scanned = 0
    while true {
      let start = window.cursor
      // One byte more, because a number ends where something else begins.
      let stop = min(window.bytes.count, start + maximumBytes + 1)
      let outcome = window.bytes.withUnsafeBufferPointer {
        extent.scan($0, from: start + scanned, to: stop)
      }
      scanned = stop - start
      var end: Int?
      switch outcome {
      case .end(let index): end = index
      case .needsMore:
        if scanned <= maximumBytes {
          guard window.isAtEnd else {
            try window.extend()
            continue
          }
          guard extent.mayEndAnywhere else { throw endOfFile(line: window.line, nil) }
          end = stop
        }
      case .noValue, .wrongBracket: throw broken(outcome)
      }
      if let end, end - start <= maximumBytes {
        let place = Place(
          container: container, key: key, isRecord: isRecord, position: window.position,
          range: start..<end)
        advance(to: end)
        return .value(place)
      }
      let text = try skipValue(extent, from: scanned, end: end, keepsText: isRecord)
      return isRecord ? .reject(tooLong(text)) : nil
    }
  }

  private func tooLong(_ text: OverlongLine) -> Reject {
    Reject(
      position: text.position, column: nil, kind: .recordTooLong,
      explanation: "the record holds \(text.byteCount) bytes, expected at most "
        + "\(maximumRecordBytes); shorten it, or check where the records of the document are",
      original: text.text)
  }

  /// Skips the value at the cursor.
  ///
  /// - Parameters:
  ///   - extent: The search for its end, which has seen the first `scanned` bytes.
  ///   - end: Its end, when that is known.
  ///   - keepsText: Whether the result gets what was skipped.
  private mutating func skipValue(
    _ extent: JSONExtent, from scanned: Int, end: Int?, keepsText: Bool
  ) throws(InputError) -> OverlongLine {
    var text = OverlongLine(position: window.position)
    var (extent, scanned, end) = (extent, scanned, end)
    while true {
      let start = window.cursor
      if end == nil {
        let outcome = window.bytes.withUnsafeBufferPointer {
          extent.scan($0, from: start + scanned, to: $0.count)
        }
        switch outcome {
        case .end(let index): end = index
        case .needsMore: break
        case .noValue, .wrongBracket: throw broken(outcome)
        }
      }
      let stop = end ?? window.bytes.count
      if keepsText {
        window.bytes.withUnsafeBufferPointer {
          text.append(UnsafeBufferPointer(rebasing: $0[start..<stop]))
        }
      }
      if end != nil || (window.isAtEnd && extent.mayEndAnywhere) {
        advance(to: stop)
        return text
      }
      if window.isAtEnd { throw endOfFile(line: text.position.line, nil) }
      advance(to: stop)
      scanned = 0
      try window.extend()
    }
  }

  // MARK: What breaks a document

  private func broken(_ outcome: JSONExtent.Outcome) -> InputError {
    if case .wrongBracket(let index, let expected) = outcome {
      return broken(at: index, expected: Self.words(expected))
    }
    return broken(at: window.cursor, expected: "a value")
  }

  private func broken(at index: Int, found: String? = nil, expected: String) -> InputError {
    // One byte, because more of a character may not have been read yet.
    let character = window.bytes[index...index].withUnsafeBufferPointer {
      JSONProblem.character(at: 0, in: $0, unit: "file")
    }
    return undecodable(at: index, found: found ?? character, expected: expected)
  }

  /// Returns the error of a file that ends within what began on `line`.
  private func endOfFile(line: Int, _ closing: UInt8?) -> InputError {
    let expected = closing.map(Self.words) ?? "the end of the value"
    return undecodable(
      at: window.bytes.count, found: "the end of the file",
      expected: "\(expected) of what begins on line \(line)")
  }

  private func undecodable(at index: Int, found: String, expected: String) -> InputError {
    InputError(
      path: window.source.path,
      reason: .undecodable(
        problem: "line \(window.line + lineFeeds(before: index)), byte offset "
          + "\(window.byteOffset + index): found \(found), expected \(expected); fetch the file "
          + "again"))
  }

  private static func words(_ bracket: UInt8) -> String {
    "'\(Character(Unicode.Scalar(bracket)))'"
  }
}
