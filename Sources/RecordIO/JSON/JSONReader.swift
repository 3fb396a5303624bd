// Where a record ends is the business of `JSONLineSplitter` and `JSONDocumentWalker`, and whether
// it is well-formed that of `JSONScanner`; `JSONRecordStream` holds them together.

/// How the records of a JSON file are laid out.
public enum JSONLayout: Sendable, Equatable {
  /// One JSON value on each line (NDJSON, JSON Lines).
  case lines
  /// One document. Each path names an array or object whose elements or members are records; a path
  /// is member names joined by full stops, `*` for any name, and empty for the document itself.
  ///
  /// A full stop within a name is written `\.`. Where one path leads on behind the end of another,
  /// what it leads to is not a record of the other: with `""` and `vendors`, the members of the
  /// document are records, but for `vendors`, whose elements or members are. Paths do not lead
  /// through arrays.
  case document(records: [String])
}

/// One record of a JSON file, or a value beside the records.
///
/// Keeps the bytes of its batch alive; make values of your own from it instead of storing it.
public struct JSONElement: Sendable {
  /// The path of the array or object the value stands in, with the names that a `*` stood for and
  /// full stops in names written `\.`; empty for a line and within the document itself.
  public let container: String
  /// The member's name within an object; nil within an array and for a line.
  public let key: String?
  /// Whether this is a record; false for a value beside the path to the records, of which a
  /// document may have a few (a date, a version), or at the end of such a path when it is neither
  /// array nor object.
  public let isRecord: Bool
  /// What was read.
  public let value: JSONValue
  /// Where the value begins.
  public let position: RecordPosition

  private let bytes: [UInt8]
  private let range: Range<Int>

  init(leaf: JSONLeaf, value: JSONValue, bytes: [UInt8]) {
    container = leaf.container
    key = leaf.key.map { String(decoding: $0, as: UTF8.self) }
    isRecord = leaf.isRecord
    self.value = value
    position = leaf.position
    self.bytes = bytes
    range = leaf.range
  }

  /// The value as it stands in the file, in the form of `OriginalText`.
  ///
  /// - Complexity: O(*n*) in the length of the value; a new string each time.
  public var original: String {
    bytes.withUnsafeBufferPointer {
      OriginalText.text(of: UnsafeBufferPointer(rebasing: $0[range]))
    }
  }
}

/// Reads the records of a JSON file, a batch at a time, in memory that does not grow with the file.
///
/// What it accepts is JSON as RFC 8259 defines it, in UTF-8 with or without a byte order mark, with
/// these limits:
/// - Arrays and objects may be nested 64 levels deep within a record.
/// - A string holds no NUL, not even as the escape `\u0000`, and no half of a surrogate pair.
///
/// Of a file of lines, each line that is not blank is a record, of whatever kind its value is. LF
/// and CRLF end lines, also mixed; the last may lack its ending. Lines that hold only the DOS
/// end-of-file mark (0x1A) count as blank. A line that is no JSON is a reject and costs no other.
///
/// Of a document, only one record is in memory at a time, apart from the chunk it was read with.
/// A record that is not well-formed inside is a reject, and reading goes on behind it, as is any
/// member whose name is not; what breaks the document itself (brackets that do not match, a missing
/// comma, text behind its end, a file that ends within it) is an `InputError`, after all records in
/// front of the break were handed out. Values beside the path to the records are elements as well,
/// with `isRecord` false, when they hold at most 256 KiB; larger ones are skipped and not looked
/// into.
///
/// Used by one thread at a time; elements may go anywhere.
// SAFETY: no state is shared with another object, and nothing here locks. A reader may move between
// threads as long as whoever holds it makes one call at a time (a serial queue, a hand-over).
public final class JSONReader: @unchecked Sendable {
  private var stream: JSONRecordStream
  private var builder = JSONTreeBuilder()

  /// Opens `source`, which nobody else may read from then on.
  ///
  /// - Parameters:
  ///   - source: The file.
  ///   - layout: How its records are laid out.
  ///   - maximumRecordBytes: The largest record accepted, on a line with its line ending; from 1 to
  ///     2^29 bytes. Twice as much memory may be used when the file holds records of that size.
  ///   - chunkBytes: Bytes to read at a time, from 1 to 2^29; also the usual size of a batch.
  /// - Throws: `InputError` when the file cannot be read, or holds nothing but whitespace.
  public init(
    source: any ByteSource, layout: JSONLayout, maximumRecordBytes: Int = 4 << 20,
    chunkBytes: Int = 1 << 20
  ) throws(InputError) {
    stream = try JSONRecordStream(
      source: source, layout: layout, maximumRecordBytes: maximumRecordBytes,
      chunkBytes: chunkBytes)
  }

  deinit { builder.deallocate() }

  /// Reads on and returns the next elements and rejects, or nil at the end.
  ///
  /// Both are in file order, and not both empty. At the end it also checks that the file stayed the
  /// same while it was read.
  ///
  /// - Throws: `InputError` when a read fails, the file changed, or a document is broken; then
  ///   again at each further call. Elements handed out before stand as they were; whether to use
  ///   them is for the caller to decide.
  public func nextBatch() throws(InputError) -> (elements: [JSONElement], rejects: [Reject])? {
    var elements: [JSONElement] = []
    // Out of its place, so that not each access to it is checked.
    var builder = builder
    defer { self.builder = builder }
    let rejects = try stream.nextBatch { (scanner, leaf, bytes) throws(JSONProblem) in
      var index = leaf.range.lowerBound
      let value = try builder.value(scanner, at: &index)
      index = scanner.skipBlanks(index)
      guard index == scanner.end else { throw JSONProblem(.expected(.nothing), at: index) }
      elements.append(JSONElement(leaf: leaf, value: value, bytes: bytes))
      return .taken
    }
    return rejects.map { (elements, $0) }
  }

  /// What was read: of the whole file once `nextBatch()` has returned nil, before that so far.
  ///
  /// Rows are records and rejects; values beside the records are none.
  public var summary: InputSummary { stream.summary }
}
