// What goes in, byte by byte, is `RecordScanner`'s business; this file decides what becomes of it.
//
// Keep to this: each physical record is in exactly one of the records and the rejects of one batch,
// rejects are in file order, and neither depends on the size of chunks.

// SAFETY: no state is shared with another object, and nothing here locks. A reader may move between
// threads as long as whoever holds it makes one call at a time (a serial queue, a hand-over).

/// Reads the records of a CSV file, a batch at a time, in memory that does not grow with the file.
///
/// What it accepts, beyond RFC 4180:
/// - UTF-8 with or without a byte order mark; LF or CRLF, also mixed; a last line without an
///   ending.
/// - A quote within an unquoted field is an ordinary character, as is a carriage return not
///   followed by a line feed: it ends no record, because a file of today that holds one holds
///   damaged text rather than the line ends of Mac OS 9. At the very end of a file it counts as
///   half a CRLF.
/// - Blank lines between records, and lines that hold only the DOS end-of-file mark (0x1A), are no
///   rows. In a file of one column an empty value is therefore written `""`.
/// - Empty column names; such a column cannot be asked for. Two equal names are an error.
///
/// What it rejects, and goes on behind: see `Reject.Kind`. A quote that is not closed costs its own
/// line and no other. A record that spans lines is believed to hold such a quote, and only its
/// first line is rejected, when it runs to the end of the file or beyond `maximumRecordBytes`, when
/// text follows its closing quote, when it has not as many fields as the header, or when the
/// complete lines within one of its fields each hold as many delimiters as a row and all together
/// at least eight. Addresses and remarks over several lines pass; a table of eight delimiters or
/// more pasted into one field does not.
///
/// Used by one thread at a time; batches may go anywhere.
public final class CSVReader: RecordReader, @unchecked Sendable {
  /// The names of the columns in file order: without byte order mark, blanks around them removed.
  public let header: [String]

  private let scanner: RecordScanner
  private let maximumRecordBytes: Int
  private var window: InputWindow
  /// Gathers the fields of a batch; kept so that its memory is found once.
  private var fieldBuffer = FieldBuffer()
  /// The physical line being skipped because it is too long.
  private var overlongLine: OverlongLine?
  private var rowsRead = 0
  /// Whether the last record in the window is incomplete, so that parsing it again would be in
  /// vain.
  private var needsMore = false
  private var ending: Ending?

  private enum Ending {
    case complete
    case failed(InputError)
  }

  /// Opens the file at `path` and reads its header.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - dialect: Its delimiter, quote and header.
  ///   - maximumRecordBytes: The largest record accepted, its line ending included; from 1 to 2^29
  ///     bytes. Twice as much memory may be used when the file holds records of that size.
  ///   - chunkBytes: Bytes to read at a time, from 1 to 2^29; also the usual size of a batch.
  /// - Throws: `InputError` when the file cannot be opened or read, is empty, or has a bad header.
  public convenience init(
    path: String, dialect: CSVDialect = .init(), maximumRecordBytes: Int = 4 << 20,
    chunkBytes: Int = 1 << 20
  ) throws(InputError) {
    try self.init(
      source: FileSource(path: path), dialect: dialect, maximumRecordBytes: maximumRecordBytes,
      chunkBytes: chunkBytes)
  }

  /// Reads the header from `source`, which nobody else may read from then on.
  ///
  /// Parameters and errors are those of `init(path:dialect:maximumRecordBytes:chunkBytes:)`.
  public init(
    source: any ByteSource, dialect: CSVDialect = .init(), maximumRecordBytes: Int = 4 << 20,
    chunkBytes: Int = 1 << 20
  ) throws(InputError) {
    // Places in a batch are kept in 31 bits.
    let sizes = 1...(1 << 29)
    precondition(sizes.contains(maximumRecordBytes), "maximumRecordBytes must be from 1 to 2^29")
    precondition(sizes.contains(chunkBytes), "chunkBytes must be from 1 to 2^29")
    var window = InputWindow(source: source, chunkBytes: chunkBytes)
    header = try CSVHeader.read(
      from: &window, dialect: dialect, maximumRecordBytes: maximumRecordBytes)
    scanner = RecordScanner(dialect: dialect, columnCount: header.count)
    self.maximumRecordBytes = maximumRecordBytes
    self.window = window
  }

  deinit { fieldBuffer.deallocate() }

  /// Reads on and returns the next records and the rows rejected among them, or nil at the end.
  ///
  /// Rejects are in file order; records and rejects are not both empty.
  ///
  /// At the end it also checks that the file stayed the same while it was read. A consumer that
  /// must not use a mixture of two states waits for nil before it believes what it got.
  ///
  /// - Throws: `InputError` when a read fails or the file changed; then again at each further call.
  public func nextBatch() throws(InputError) -> (records: RecordBatch, rejects: [Reject])? {
    switch ending {
    case .complete: return nil
    case .failed(let error): throw error
    case nil: break
    }
    do throws(InputError) {
      while true {
        if needsMore { try window.extend() }
        let (records, rejects) = takeRows()
        rowsRead += records.count + rejects.count
        needsMore = !window.isAtEnd
        if !records.isEmpty || !rejects.isEmpty { return (records, rejects) }
        if window.isAtEnd {
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

  /// Takes every row that is complete in the window.
  private func takeRows() -> (RecordBatch, [Reject]) {
    let bytes = window.bytes
    var fields = fieldBuffer
    fields.removeAll()
    defer { fieldBuffer = fields }
    var records: [RecordBatch.Entry] = []
    var rejects: [Reject] = []
    records.reserveCapacity(window.remainingCount / 128)
    bytes.withUnsafeBufferPointer { buffer in
      while takeRow(buffer, &fields, &records, &rejects) {}
    }
    let storage = RecordBatch.Storage(
      bytes: records.isEmpty ? [] : bytes, fields: fields.ranges, records: records,
      columnCount: header.count, quote: scanner.quote)
    return (RecordBatch(storage: storage), rejects)
  }

  /// Takes one row or blank line; returns false when there is no complete one in the window.
  private func takeRow(
    _ bytes: UnsafeBufferPointer<UInt8>, _ fields: inout FieldBuffer,
    _ records: inout [RecordBatch.Entry], _ rejects: inout [Reject]
  ) -> Bool {
    let start = window.cursor
    if overlongLine != nil { return skipOverlongLine(bytes, &rejects) }
    guard start < bytes.count else { return false }
    if bytes[start] <= ASCII.endOfFileMark {
      guard let blank = window.blankLineLength(at: start) else { return false }
      if blank > 0 {
        window.cursor += blank
        window.line += 1
        return true
      }
    }
    let (limit, boundary) = window.recordBoundary(at: start, limit: maximumRecordBytes)
    let firstField = fields.count
    let outcome = scanner.scan(
      bytes, from: start, to: limit, boundary: boundary, appendingTo: &fields)
    if case .record(let end, let next, let lineFeeds) = outcome {
      let record = UnsafeBufferPointer(rebasing: bytes[start..<end])
      if let reject = reject(record, at: start, fields, firstField) {
        rejects.append(reject)
        fields.removeAll(from: firstField)
      } else {
        records.append(RecordBatch.Entry(position: window.position, start: start, end: end))
      }
      window.cursor = next
      window.line += lineFeeds
      return true
    }

    fields.removeAll(from: firstField)
    switch outcome {
    case .record, .needsMore:
      return false
    case .tooLong:
      overlongLine = OverlongLine(position: window.position)
      return skipOverlongLine(bytes, &rejects)
    case .malformedQuote(let field, let end, let next):
      rejects.append(
        makeReject(
          .malformedQuote, column: field, UnsafeBufferPointer(rebasing: bytes[start..<end]),
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
          "\(columnText(field)) opens a quote that \(description(of: sign)); close it on this "
            + "line, or double it if it belongs to the text"))
      window.cursor = lineFeed.map { $0 + 1 } ?? bytes.count
    }
    window.line += 1
    return true
  }

  /// Skips what the window holds of a line that is too long; returns whether its end was found.
  private func skipOverlongLine(
    _ bytes: UnsafeBufferPointer<UInt8>, _ rejects: inout [Reject]
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
  private func reject(
    _ record: UnsafeBufferPointer<UInt8>, at start: Int, _ fields: FieldBuffer, _ firstField: Int
  ) -> Reject? {
    let count = fields.count - firstField
    guard count == header.count else {
      let isShort = count < header.count
      let remedy =
        isShort
        ? "add the missing delimiters, or join the line with the one it was cut from"
        : "quote the field that holds a delimiter"
      return makeReject(
        isShort ? .tooFewFields : .tooManyFields, column: nil, record,
        "found \(count) fields, expected \(header.count) as in the header; \(remedy)")
    }
    let (isASCII, hasNUL) = UTF8Sequence.survey(record)
    if isASCII, !hasNUL { return nil }
    if hasNUL, let index = record.firstIndex(of: 0) {
      let field = fields.index(ofFieldAt: start + index, from: firstField)
      return makeReject(
        .nulByte, column: field, record,
        "\(columnText(field)) holds a NUL byte; remove it, or export the file as UTF-8 again")
    }
    guard let index = UTF8Sequence.firstInvalidIndex(in: record) else { return nil }
    let field = fields.index(ofFieldAt: start + index, from: firstField)
    let byte = String(record[index], radix: 16, uppercase: true)
    return makeReject(
      .invalidUTF8, column: field, record,
      "\(columnText(field)) holds the byte 0x\(byte), which is not UTF-8; fix the row, or convert "
        + "the file")
  }

  private func makeReject(
    _ kind: Reject.Kind, column: Int?, _ original: UnsafeBufferPointer<UInt8>, _ explanation: String
  ) -> Reject {
    Reject(
      position: window.position, column: column.flatMap { $0 < header.count ? header[$0] : nil },
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
