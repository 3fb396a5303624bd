// SAFETY: as for `JSONReader`: no shared state, no locks, one call at a time.

/// Reads the records of a JSON file as rows of named columns.
///
/// A column is a path of member names within a record, joined by full stops, where `\.` is a full
/// stop in a name: `name`, `address.country`. `$key` is the name of a record that is a member of an
/// object, and the empty path the record itself. An array on the way, or at the end, stands for
/// each of its elements; several values are joined by U+001F, in file order.
///
/// Strings lose their quotes and escapes, numbers keep their digits, and truth values are `true` and
/// `false`. What is absent or null, and an array without elements, gives nothing. An object, and an
/// array within an array, gives its JSON text without white space.
///
/// What is a row and what a reject is as `JSONReader` says, and a field that holds a NUL (`\u0000`)
/// is a reject too. Members beside the records are checked and left out.
public final class JSONRecordReader: RecordReader, @unchecked Sendable {
  /// The paths asked for, in their order.
  public let header: [String]

  private var locator: JSONLocator
  private var projection: JSONProjection
  private let batchBytes: Int
  private var rowsRead = 0

  /// Opens `source`, which nobody else may read from then on.
  ///
  /// - Parameters:
  ///   - source: Where the bytes come from.
  ///   - layout: Where the records are.
  ///   - columns: The paths within a record that become columns.
  ///   - maximumRecordBytes: The largest record accepted, as for `JSONReader`.
  ///   - chunkBytes: Bytes to read at a time, from 1 to 2^29; also the usual size of a batch.
  /// - Throws: `InputError` when the source cannot be read, or a document holds nothing.
  public init(
    source: any ByteSource, layout: JSONLayout, columns: [String],
    maximumRecordBytes: Int = 4 << 20, chunkBytes: Int = 1 << 20
  ) throws(InputError) {
    header = columns
    projection = JSONProjection(columns: columns)
    locator = try JSONLocator(
      source: source, layout: layout, maximumRecordBytes: maximumRecordBytes,
      chunkBytes: chunkBytes)
    batchBytes = chunkBytes
  }

  /// Reads on and returns the next records and the rows rejected among them, or nil at the end.
  ///
  /// Rejects are in file order; records and rejects are not both empty.
  ///
  /// - Throws: `InputError` as `JSONReader.nextBatch()` does.
  public func nextBatch() throws(InputError) -> (records: RecordBatch, rejects: [Reject])? {
    var arena: [UInt8] = []
    var fields: [FieldRange] = []
    var records: [RecordBatch.Entry] = []
    var rejects: [Reject] = []
    let start = locator.byteOffset
    do throws(InputError) {
      while let found = try locator.next() {
        switch found {
        case .reject(let reject): rejects.append(reject)
        case .value(let place):
          do throws(JSONLocator.RejectError) {
            if let entry = try take(place, &arena, &fields) { records.append(entry) }
          } catch {
            rejects.append(error.reject)
          }
        }
        // Fields may take more room than the records they come from.
        let size = max(arena.count, locator.byteOffset - start)
        if size >= batchBytes, !records.isEmpty || !rejects.isEmpty { break }
      }
    } catch {
      // The locator fails again at the next call.
      if records.isEmpty, rejects.isEmpty { throw error }
    }
    if records.isEmpty, rejects.isEmpty { return nil }
    rowsRead += records.count + rejects.count
    let storage = RecordBatch.Storage(
      bytes: arena, fields: fields, records: records, columnCount: header.count,
      quote: ASCII.quote)
    return (RecordBatch(storage: storage), rejects)
  }

  /// What was read: of the whole file once `nextBatch()` has returned nil, before that so far.
  public var summary: InputSummary {
    let source = locator.window.source
    return InputSummary(bytes: source.bytesRead, sha256: source.sha256, rowsRead: rowsRead)
  }

  /// Appends a record and its fields; returns nil for a member beside the records.
  private func take(
    _ place: JSONLocator.Place, _ arena: inout [UInt8], _ fields: inout [FieldRange]
  ) throws(JSONLocator.RejectError) -> RecordBatch.Entry? {
    guard place.isRecord else {
      try locator.parse(place) { parser throws(JSONProblem) in try parser.skipValue() }.get()
      return nil
    }
    let start = arena.count
    let fieldCount = fields.count
    do throws(JSONLocator.RejectError) {
      try locator.parse(place) { parser throws(JSONProblem) in
        arena.append(contentsOf: parser.bytes)
        try projection.project(&parser, key: place.key, arena: &arena, fields: &fields)
      }.get()
      // Places in a batch are kept in 31 bits; many columns may show the same large value.
      guard arena.count < 1 << 31 else { throw tooLarge(place, arena.count - start) }
    } catch {
      arena.removeSubrange(start...)
      fields.removeSubrange(fieldCount...)
      throw error
    }
    return RecordBatch.Entry(
      position: place.position, start: start, end: start + place.range.count)
  }

  private func tooLarge(
    _ place: JSONLocator.Place, _ byteCount: Int
  ) -> JSONLocator.RejectError {
    JSONLocator.RejectError(
      reject: Reject(
        position: place.position, column: nil, kind: .recordTooLong,
        explanation:
          "the record's fields hold \(byteCount) bytes, expected less than 2^31; ask for "
          + "fewer columns",
        original: locator.original(of: place)))
  }
}
