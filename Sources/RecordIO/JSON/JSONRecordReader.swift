/// Reads the records of a JSON file as rows of named columns.
///
/// What it accepts and rejects is what `JSONReader` does. Each record gives a row; values beside
/// the records give none. A column is a path within a record:
///
/// - `name`, `address.country`: member names joined by full stops. A full stop within a name is
///   written `\.`. Of equal names in one object the first counts.
/// - An array on the way stands for all its elements: over
///   `{"ids":[{"value":"1"},{"value":"2"}]}` the path `ids.value` has two values. Several values
///   of a field are joined by the unit separator (U+001F), in the order of the file; one within a
///   value, which only an escape can write, stands as a blank.
/// - `$key`: the member name of a record that is the member of an object.
/// - The empty path: the record itself.
///
/// A string gives its text with escapes decoded, a number or truth value its characters; null, an
/// empty string, an empty array and what is not there give nothing. An object at the end of a path,
/// and an array within an array there, give their JSON text without whitespace between tokens.
///
/// Used by one thread at a time; batches may go anywhere.
// SAFETY: no state is shared with another object, and nothing here locks. A reader may move between
// threads as long as whoever holds it makes one call at a time (a serial queue, a hand-over).
public final class JSONRecordReader: RecordReader, @unchecked Sendable {
  /// The paths asked for, in their order.
  public let header: [String]

  private var stream: JSONRecordStream
  private var extractor: JSONFieldExtractor
  /// Gathers the fields of a batch; kept so that its memory is found once.
  private var fieldBuffer = FieldList()

  /// Opens `source`, which nobody else may read from then on.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - layout: How its records are laid out.
  ///   - columns: The paths within a record that become columns.
  ///   - maximumRecordBytes: The largest record accepted, on a line with its line ending; from 1 to
  ///     2^29 bytes. Twice as much memory may be used when the file holds records of that size.
  ///   - chunkBytes: Bytes to read at a time, from 1 to 2^29; also the usual size of a batch.
  /// - Throws: `InputError` when the file cannot be read, or holds nothing but whitespace.
  public init(
    source: any ByteSource, layout: JSONLayout, columns: [String],
    maximumRecordBytes: Int = 4 << 20, chunkBytes: Int = 1 << 20
  ) throws(InputError) {
    header = columns
    extractor = JSONFieldExtractor(columns: columns)
    stream = try JSONRecordStream(
      source: source, layout: layout, maximumRecordBytes: maximumRecordBytes,
      chunkBytes: chunkBytes)
  }

  deinit { fieldBuffer.deallocate() }

  /// Reads on and returns the next records and the rows rejected among them, or nil at the end.
  ///
  /// Both are in file order, and not both empty. At the end it also checks that the file stayed the
  /// same while it was read.
  ///
  /// - Throws: `InputError` when a read fails, the file changed, or a document is broken; then
  ///   again at each further call. Records handed out before stand as they were; whether to use
  ///   them is for the caller to decide.
  public func nextBatch() throws(InputError) -> (records: RecordBatch, rejects: [Reject])? {
    // Out of their places, so that not each access to them is checked.
    var (extractor, fields) = (extractor, fieldBuffer)
    fields.removeAll()
    defer { (self.extractor, fieldBuffer) = (extractor, fields) }
    var entries: [RecordBatch.Entry] = []
    var bytes: [UInt8] = []
    let rejects = try stream.nextBatch { (scanner, leaf, read) throws(JSONProblem) in
      if entries.isEmpty {
        extractor.startBatch(byteCount: read.count)
        bytes = read
      }
      guard leaf.isRecord else {
        // Looked into all the same, so that both readers reject the same.
        let end = try scanner.value(at: leaf.range.lowerBound, level: 0)
        guard end == scanner.end else { throw JSONProblem(.expected(.nothing), at: end) }
        return .ignored
      }
      try extractor.extract(leaf, scanner, appendingTo: &fields)
      entries.append(
        RecordBatch.Entry(
          position: leaf.position, start: leaf.range.lowerBound, end: leaf.range.upperBound))
      return extractor.isFull ? .takenAndFull : .taken
    }
    guard let rejects else { return nil }
    if !extractor.arena.isEmpty, !entries.isEmpty { bytes += extractor.arena }
    let storage = RecordBatch.Storage(
      bytes: entries.isEmpty ? [] : bytes, fields: fields.ranges, records: entries,
      columnCount: header.count, quote: ASCII.quote)
    return (RecordBatch(storage: storage), rejects)
  }

  /// What was read: of the whole file once `nextBatch()` has returned nil, before that so far.
  ///
  /// Rows are records and rejects; values beside the records are none.
  public var summary: InputSummary { stream.summary }
}
