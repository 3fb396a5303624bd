/// How the records of a JSON file are laid out.
public enum JSONLayout: Sendable, Equatable {
  /// One JSON value on each line (NDJSON, JSON Lines).
  case lines
  /// One document. Each path names an array or object whose elements or members are records; a path
  /// is member names joined by full stops, `*` for any name, and empty for the document itself.
  ///
  /// A backslash makes the next character an ordinary one: `\.` is a full stop within a name.
  case document(records: [String])
}

/// One record of a JSON file.
public struct JSONElement: Sendable {
  /// The path of the array or object the record stands in; empty for a line, and for a member of
  /// the document that is not within `records`.
  ///
  /// A member beside the records has the path of the object it stands in. Paths are written as in
  /// `JSONLayout`, with the names that stand for `*`.
  public let container: String
  /// The member's name within an object; nil within an array and for a line.
  public let key: String?
  /// Whether this is a record; false for a member beside the path to the records, of which a
  /// document may have a few (a date, a version).
  public let isRecord: Bool
  public let value: JSONValue
  /// Where the value begins.
  public let position: RecordPosition
  /// The value as it stands in the file, in the form of `OriginalText`.
  public let original: String
}

// SAFETY: no state is shared with another object, and nothing here locks. A reader may move between
// threads as long as whoever holds it makes one call at a time (a serial queue, a hand-over).

/// Reads the records of a JSON file, a batch at a time, in memory that does not grow with the file.
///
/// What it accepts is RFC 8259 and nothing beyond, but for a byte order mark at the beginning.
/// Numbers keep their digits, and members their order and repeated names.
///
/// Lines end with LF or CRLF, the last one with nothing if need be. Blank lines, and lines that hold
/// only the DOS end-of-file mark (0x1A), are no rows. A line that cannot be used is a reject and
/// costs no other. A last line without an ending that holds the beginning of a value was cut off; a
/// number or word may be cut in a way that does not show.
///
/// Of a document one record at a time is in memory. What is wrong inside a record is a reject, as
/// long as its brackets and quotes show where it ends; what is wrong outside, or with the brackets,
/// is an error, because what follows cannot be told apart any more. Members beside the records are
/// delivered up to 256 KiB and skipped in silence beyond.
///
/// Used by one thread at a time; batches may go anywhere.
public final class JSONReader: @unchecked Sendable {
  private var locator: JSONLocator
  private let batchBytes: Int
  private var rowsRead = 0

  /// Opens `source`, which nobody else may read from then on.
  ///
  /// - Parameters:
  ///   - source: Where the bytes come from.
  ///   - layout: Where the records are.
  ///   - maximumRecordBytes: The largest record accepted, the ending of its line included; from 1
  ///     to 2^29 bytes. Twice as much memory may be used when the file holds records of that size.
  ///   - chunkBytes: Bytes to read at a time, from 1 to 2^29; also the usual size of a batch.
  /// - Throws: `InputError` when the source cannot be read, or a document holds nothing.
  public init(
    source: any ByteSource, layout: JSONLayout, maximumRecordBytes: Int = 4 << 20,
    chunkBytes: Int = 1 << 20
  ) throws(InputError) {
    locator = try JSONLocator(
      source: source, layout: layout, maximumRecordBytes: maximumRecordBytes,
      chunkBytes: chunkBytes)
    batchBytes = chunkBytes
  }

  /// Reads on and returns the next elements and rejects, or nil at the end.
  ///
  /// Elements and rejects are in file order, each, and not both empty.
  ///
  /// At the end it also checks that the file stayed the same while it was read. A consumer that
  /// must not use a mixture of two states waits for nil before it believes what it got.
  ///
  /// - Throws: `InputError` when a read fails, the document is broken, or the file changed; then
  ///   again at each further call. What stands before the place is returned first.
  public func nextBatch() throws(InputError) -> (elements: [JSONElement], rejects: [Reject])? {
    var elements: [JSONElement] = []
    var rejects: [Reject] = []
    let start = locator.byteOffset
    do throws(InputError) {
      while let found = try locator.next() {
        switch found {
        case .reject(let reject): rejects.append(reject)
        case .value(let place):
          let value = locator.parse(place) { parser throws(JSONProblem) in try parser.value() }
          switch value {
          case .failure(let error): rejects.append(error.reject)
          case .success(let value):
            if place.isRecord { rowsRead += 1 }
            elements.append(
              JSONElement(
                container: place.container, key: place.key, isRecord: place.isRecord, value: value,
                position: place.position, original: locator.original(of: place)))
          }
        }
        if locator.byteOffset - start >= batchBytes { break }
      }
    } catch {
      // The locator fails again at the next call.
      if elements.isEmpty, rejects.isEmpty { throw error }
    }
    rowsRead += rejects.count
    return elements.isEmpty && rejects.isEmpty ? nil : (elements, rejects)
  }

  /// What was read: of the whole file once `nextBatch()` has returned nil, before that so far.
  public var summary: InputSummary {
    let source = locator.window.source
    return InputSummary(bytes: source.bytesRead, sha256: source.sha256, rowsRead: rowsRead)
  }
}
