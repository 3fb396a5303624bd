// Keep to this: each physical record is in exactly one of the records and the rejects of one batch,
// rejects are in file order, and neither depends on the size of chunks.

/// Takes rows from a window: good ones as records, others as rejects.
struct RowTaker {
  private let header: [String]
  private let repeatedHeader: RepeatedHeader
  private let scanner: RecordScanner
  private let maximumRecordBytes: Int
  private let map: StructureMap
  /// The physical line being skipped because it is too long.
  private var overlongLine: OverlongLine?

  /// What one call of `take(from:)` has found so far.
  private struct Rows {
    var fields: FieldBuffer
    var records: [RecordBatch.Entry] = []
    var rejects: [Reject] = []
  }

  init(header: [String], dialect: CSVDialect, maximumRecordBytes: Int) {
    self.header = header
    self.maximumRecordBytes = maximumRecordBytes
    repeatedHeader = RepeatedHeader(header)
    scanner = RecordScanner(dialect: dialect, columnCount: header.count)
    map = StructureMap(dialect: dialect)
  }

  /// Takes every row that is complete in the window.
  mutating func take(from window: inout InputWindow) -> (RecordBatch, [Reject]) {
    let bytes = window.bytes
    var records: [RecordBatch.Entry] = []
    var rejects: [Reject] = []
    let fields = bytes.withUnsafeBufferPointer { buffer in
      map.update(for: buffer)
      let view = map.view
      // Every field ends at a delimiter, at a line feed or at the end.
      return [FieldRange](unsafeUninitializedCapacity: map.stopCount + 1) { memory, count in
        var rows = Rows(fields: FieldBuffer(memory))
        rows.records.reserveCapacity(window.remainingCount / 128)
        while takeRow(buffer, view, &window, &rows) {}
        count = rows.fields.count
        (records, rejects) = (rows.records, rows.rejects)
      }
    }
    let storage = RecordBatch.Storage(
      bytes: records.isEmpty ? [] : bytes, fields: records.isEmpty ? [] : fields,
      records: records, columnCount: header.count, quote: scanner.quote)
    return (RecordBatch(storage: storage), rejects)
  }

  /// Takes one row or blank line; returns false when there is no complete one in the window.
  @inline(__always)
  private mutating func takeRow(
    _ bytes: UnsafeBufferPointer<UInt8>, _ map: StructureMap.View, _ window: inout InputWindow,
    _ rows: inout Rows
  ) -> Bool {
    let start = window.cursor
    if overlongLine != nil { return skipOverlongLine(bytes, &window, &rows.rejects) }
    guard start < bytes.count else { return false }
    guard
      let blank = InputWindow.blankLineLength(in: bytes, at: start, isAtEnd: window.isAtEnd)
    else { return false }
    if blank > 0 {
      window.cursor += blank
      window.line += 1
      return true
    }
    let (limit, boundary) = window.recordBoundary(at: start, limit: maximumRecordBytes)
    let firstField = rows.fields.count
    let outcome = scanner.scan(
      bytes, map, from: start, to: limit, boundary: boundary, appendingTo: &rows.fields)
    guard case .record(let end, let next, let lineFeeds) = outcome else {
      rows.fields.removeAll(from: firstField)
      return takeDamage(outcome, bytes, &window, &rows.rejects)
    }
    // Three cheap questions, so that `reject` is called for the few records that need it.
    if rows.fields.count - firstField != header.count
      || map.mayHoldUnusualBytes(in: start..<end)
      || repeatedHeader.matches(bytes, rows.fields, from: firstField, quote: scanner.quote),
      let reject = reject(
        bytes, start..<end, isComplete: next > end, rows.fields, firstField, at: window.position)
    {
      rows.rejects.append(reject)
      rows.fields.removeAll(from: firstField)
    } else {
      rows.records.append(RecordBatch.Entry(position: window.position, start: start, end: end))
    }
    window.cursor = next
    window.line += lineFeeds
    return true
  }

  /// Takes the line at the cursor, which is no record; returns false when it is not complete.
  @inline(never)
  private mutating func takeDamage(
    _ outcome: RecordScanner.Outcome, _ bytes: UnsafeBufferPointer<UInt8>,
    _ window: inout InputWindow, _ rejects: inout [Reject]
  ) -> Bool {
    let start = window.cursor
    switch outcome {
    case .record, .needsMore:
      return false
    case .tooLong:
      overlongLine = OverlongLine(position: window.position)
      return skipOverlongLine(bytes, &window, &rejects)
    case .malformedQuote(let field, let end, let next):
      rejects.append(
        makeReject(
          .malformedQuote, column: field, UnsafeBufferPointer(rebasing: bytes[start..<end]),
          window.position,
          "text follows the closing quote of \(columnText(field)); double a quote that belongs to "
            + "the text, or remove the text after it"))
      window.cursor = next
    case .unclosedQuote(let field, let sign):
      let lineFeed = ASCII.firstLineFeed(in: bytes, from: start)
      var end = lineFeed ?? bytes.count
      if end > start, bytes[end - 1] == ASCII.carriageReturn { end -= 1 }
      rejects.append(
        makeReject(
          .unclosedQuote, column: field, UnsafeBufferPointer(rebasing: bytes[start..<end]),
          window.position,
          "\(columnText(field)) opens a quote that \(description(of: sign)); close it on this "
            + "line, or double it if it belongs to the text"))
      window.cursor = lineFeed.map { $0 + 1 } ?? bytes.count
    }
    window.line += 1
    return true
  }

  /// Skips what the window holds of a line that is too long; returns whether its end was found.
  @inline(never)
  private mutating func skipOverlongLine(
    _ bytes: UnsafeBufferPointer<UInt8>, _ window: inout InputWindow, _ rejects: inout [Reject]
  ) -> Bool {
    guard var line = overlongLine else { return false }
    // Out of its place while it grows, so that its buffers are not copied.
    overlongLine = nil
    let lineFeed = ASCII.firstLineFeed(in: bytes, from: window.cursor)
    let end = lineFeed ?? bytes.count
    line.append(UnsafeBufferPointer(rebasing: bytes[window.cursor..<end]))
    window.cursor = lineFeed.map { $0 + 1 } ?? bytes.count
    guard lineFeed != nil || window.isAtEnd else {
      overlongLine = line
      return false
    }
    window.line += 1
    rejects.append(
      Reject(
        position: line.position, column: nil, kind: .recordTooLong,
        explanation: "the line holds \(line.byteCount) bytes, expected at most "
          + "\(maximumRecordBytes) with its line ending; shorten it, or look for missing "
          + "line breaks",
        original: line.text))
    return true
  }

  /// Returns what is wrong with a record whose quotes are right, or nil.
  ///
  /// - Parameter isComplete: Whether the record has a line ending.
  @inline(never)
  private func reject(
    _ bytes: UnsafeBufferPointer<UInt8>, _ place: Range<Int>, isComplete: Bool,
    _ fields: FieldBuffer, _ firstField: Int, at position: RecordPosition
  ) -> Reject? {
    let record = UnsafeBufferPointer(rebasing: bytes[place])
    let count = fields.count - firstField
    if count != header.count {
      let kind: Reject.Kind =
        count > header.count ? .tooManyFields : isComplete ? .tooFewFields : .cutOff
      let remedy =
        switch kind {
        case .cutOff: "and the file ends here without a line ending; fetch or export it again"
        case .tooFewFields:
          "add the missing delimiters, or join the line with the one it was cut from"
        default: "quote the field that holds a delimiter"
        }
      return makeReject(
        kind, column: nil, record, position,
        "found \(count) fields, expected \(header.count) as in the header"
          + (kind == .cutOff ? ", " : "; ") + remedy)
    }
    if let index = ASCII.firstIndex(of: 0, in: record) {
      let field = fields.index(ofFieldAt: place.lowerBound + index, from: firstField)
      return makeReject(
        .nulByte, column: field, record, position,
        "\(columnText(field)) holds a NUL byte; remove it, or export the file as UTF-8 again")
    }
    if let index = UTF8Sequence.firstInvalidIndex(in: record) {
      let field = fields.index(ofFieldAt: place.lowerBound + index, from: firstField)
      let byte = String(record[index], radix: 16, uppercase: true)
      return makeReject(
        .invalidUTF8, column: field, record, position,
        "\(columnText(field)) holds the byte 0x\(byte), which is not UTF-8; fix the row, or "
          + "convert the file")
    }
    if repeatedHeader.matches(bytes, fields, from: firstField, quote: scanner.quote) {
      return makeReject(
        .repeatedHeader, column: nil, record, position,
        "the row repeats the names of the columns; remove it, and see whether files were joined "
          + "with their headers")
    }
    return nil
  }

  private func makeReject(
    _ kind: Reject.Kind, column: Int?, _ original: UnsafeBufferPointer<UInt8>,
    _ position: RecordPosition, _ explanation: String
  ) -> Reject {
    Reject(
      position: position, column: column.flatMap { $0 < header.count ? header[$0] : nil },
      kind: kind, explanation: explanation, original: OriginalText.text(of: original))
  }

  private func columnText(_ field: Int) -> String {
    field < header.count && !header[field].isEmpty
      ? "column '\(header[field])'" : "field \(field + 1)"
  }

  private func description(of sign: RecordScanner.UnclosedQuoteSign) -> String {
    switch sign {
    case .endOfFile: "is still open at the end of the file"
    case .textAfterQuote: "a later line closes in the middle of text"
    case .length: "makes the record longer than \(maximumRecordBytes) bytes"
    case .fieldCount: "makes lines one record without the header's \(header.count) fields"
    case .innerRows: "takes in lines that are rows of their own"
    }
  }
}
