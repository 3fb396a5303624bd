// Three parts: `StructureMap` finds the bytes that matter, `RecordScanner` the end of a record and its
// fields, `RowTaker` decides what becomes of it. This file moves the window over the input.

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
/// A record equal to the header is rejected as a repeated one, and a last record without line ending
/// that has too few fields as cut off.
///
/// Used by one thread at a time; batches may go anywhere.
public final class CSVReader: RecordReader, @unchecked Sendable {
  /// The names of the columns in file order: without byte order mark, blanks around them removed.
  public let header: [String]

  private var rows: RowTaker
  private var window: InputWindow
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
    rows = RowTaker(header: header, dialect: dialect, maximumRecordBytes: maximumRecordBytes)
    self.window = window
  }

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
        let (records, rejects) = rows.take(from: &window)
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
}
