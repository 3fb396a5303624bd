/// Reads column names, and all that may stand before them.
enum CSVHeader {
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// Moves the window to the first record behind the header, and returns the column names.
  ///
  /// - Throws: `InputError` with the reason `empty` or `badHeader`, or from the source.
  static func read(
    from window: inout InputWindow, dialect: CSVDialect, maximumRecordBytes: Int
  ) throws(InputError) -> [String] {
    let path = window.source.path
    try window.require(byteOrderMark.count)
    let beginning = window.bytes.prefix(byteOrderMark.count)
    if beginning.elementsEqual(byteOrderMark) {
      window.cursor += byteOrderMark.count
    } else if beginning.starts(with: [0xFF, 0xFE]) || beginning.starts(with: [0xFE, 0xFF]) {
      throw InputError(
        path: path,
        reason: .badHeader(
          problem:
            "the file begins with a UTF-16 byte order mark; set `encoding: utf-16` of its source in "
            + "the pipeline file, or convert it to UTF-8"))
    }
    for _ in 0..<dialect.preambleLines {
      guard try window.skipLine() else { break }
    }
    switch dialect.header {
    case .names(let names):
      return try checked(names, path: path)
    case .firstRecord:
      let names = try firstRecord(
        of: &window, dialect: dialect, maximumRecordBytes: maximumRecordBytes)
      return try checked(names, path: path)
    }
  }

  /// Returns the names without blanks around them, when no two are the same.
  private static func checked(_ names: [String], path: String) throws(InputError) -> [String] {
    let trimmed = names.map(trimmingBlanks)
    var seen: Set<String> = []
    for name in trimmed where !name.isEmpty && !seen.insert(name).inserted {
      throw InputError(
        path: path,
        reason: .badHeader(
          problem:
            "two columns are named '\(name)'; rename one "
            + "in the file"))
    }
    return trimmed
  }

  private static func firstRecord(
    of window: inout InputWindow, dialect: CSVDialect, maximumRecordBytes: Int
  ) throws(InputError) -> [String] {
    let path = window.source.path
    let scanner = RecordScanner(dialect: dialect, columnCount: nil)
    let map = StructureMap(dialect: dialect)
    while true {
      guard let blank = window.blankLineLength(at: window.cursor) else {
        try window.extend()
        continue
      }
      guard window.remainingCount > 0 else { throw InputError(path: path, reason: .empty) }
      if blank > 0 {
        window.cursor += blank
        window.line += 1
        continue
      }
      let start = window.cursor
      let (end, boundary) = window.recordBoundary(at: start, limit: maximumRecordBytes)
      var outcome = RecordScanner.Outcome.needsMore
      let fields = window.bytes.withUnsafeBufferPointer { bytes in
        map.update(for: bytes)
        return [FieldRange](unsafeUninitializedCapacity: map.stopCount + 1) { memory, count in
          var fields = FieldBuffer(memory)
          outcome = scanner.scan(
            bytes, map.view, from: start, to: end, boundary: boundary, appendingTo: &fields)
          count = fields.count
        }
      }
      if case .needsMore = outcome {
        try window.extend()
        continue
      }
      if let header = MangledHeader(window.bytes[start..<end], dialect) {
        throw InputError(path: path, reason: .badHeader(problem: header.problem))
      }
      switch outcome {
      case .record(let end, let next, let lineFeeds):
        if let problem = problem(of: window.bytes[window.cursor..<end], fields, window.bytes) {
          throw InputError(path: path, reason: .badHeader(problem: problem))
        }
        let names = fields.map { name(in: window.bytes, at: $0, quote: dialect.quote) }
        window.cursor = next
        window.line += lineFeeds
        return names
      case .needsMore, .tooLong, .unclosedQuote, .malformedQuote:
        throw InputError(
          path: path,
          reason: .badHeader(
            problem:
              "line \(window.line) opens a quote it does not close, has text after a closing "
              + "quote, or is longer than \(maximumRecordBytes) bytes; check the header and the "
              + "delimiter"))
      }
    }
  }

  private static func name(in bytes: [UInt8], at range: FieldRange, quote: UInt8) -> String {
    bytes.withUnsafeBufferPointer { bytes in
      let content = UnsafeBufferPointer(rebasing: bytes[range.start..<range.end])
      guard range.hasDoubledQuotes else { return String(decoding: content, as: UTF8.self) }
      return String(decoding: RecordView.unquoting(content, quote: quote), as: UTF8.self)
    }
  }

  private static func problem(
    of record: ArraySlice<UInt8>, _ fields: [FieldRange], _ bytes: [UInt8]
  ) -> String? {
    record.withUnsafeBufferPointer { record -> String? in
      if record.contains(0) {
        return "it holds NUL bytes; unpack a compressed file, set `encoding: utf-16` of the source "
          + "in the pipeline file for UTF-16 text"
      }
      if UTF8Sequence.firstInvalidIndex(in: record) != nil {
        return
          "it is not UTF-8; set `encoding` of the source in the pipeline file, or convert the file"
      }
      let hasLoneReturn = fields.contains { field in
        let content = bytes[field.start..<field.end]
        return content.indices.contains {
          content[$0] == ASCII.carriageReturn
            && ($0 + 1 == content.endIndex || content[$0 + 1] != ASCII.lineFeed)
        }
      }
      if hasLoneReturn {
        return "it holds a carriage return without a line feed; end lines with LF or CRLF"
      }
      return nil
    }
  }

  static func trimmingBlanks(_ name: String) -> String {
    let scalars = name.unicodeScalars
    guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
      let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
    else { return "" }
    return String(scalars[first...last])
  }
}

extension InputWindow {
  /// Returns where a scan of the record that begins at `start` has to stop, and what stands there.
  ///
  /// - Parameter limit: The largest number of bytes of a record, its line ending included.
  func recordBoundary(at start: Int, limit: Int) -> (end: Int, RecordScanner.Boundary) {
    if bytes.count - start > limit { return (start + limit, .limit) }
    return (bytes.count, isAtEnd ? .endOfFile : .moreMayFollow)
  }
}
