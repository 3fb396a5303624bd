/// Writes records as RFC 4180 CSV: UTF-8, CRLF line ends, quotes only where they are needed.
///
/// A field is quoted when it holds the delimiter, the quote or a control character (line breaks
/// among them), begins or ends with a blank, or begins with a byte order mark; an empty field is
/// quoted when it is the only one of its record, which would otherwise be a blank line. `CSVReader`
/// then reads back what was written, with two exceptions it makes on purpose: it rejects NUL, and
/// rows that hide in a quoted field.
///
/// Fields are written one by one or a record at a time:
///
///     writer.append("V-17")
///     writer.append("Acme, Inc.")
///     try writer.endRecord()
///     try writer.append(["V-18", "Umbrella"])
///     try writer.finish()
public struct CSVWriter {
  private let dialect: CSVDialect
  private let bufferBytes: Int
  private let sink: ([UInt8]) throws -> Void
  private var buffer: [UInt8] = []
  private var fieldCount = 0
  /// Where in the buffer the record being written begins.
  private var recordStart = 0

  /// The number of records ended so far; a header counts as one.
  public private(set) var recordCount = 0

  /// Creates a writer that hands its bytes to `sink`.
  ///
  /// - Parameters:
  ///   - dialect: Its delimiter and quote are used.
  ///   - bufferBytes: Bytes to gather before `sink` is called; at least 1.
  ///   - sink: Gets whole records, in order; its errors come out of `endRecord()` and `finish()`.
  public init(
    dialect: CSVDialect = .init(), bufferBytes: Int = 1 << 18,
    sink: @escaping ([UInt8]) throws -> Void
  ) {
    precondition(bufferBytes > 0, "bufferBytes must be positive")
    self.dialect = dialect
    self.bufferBytes = bufferBytes
    self.sink = sink
  }

  /// Creates a writer into `file`, which the caller finishes after the writer.
  ///
  /// - Parameters:
  ///   - file: Gets the records.
  ///   - dialect: Its delimiter and quote are used.
  public init(file: OutputFile, dialect: CSVDialect = .init()) {
    self.init(dialect: dialect) { try file.write($0) }
  }

  /// Adds a field to the record being written.
  public mutating func append(_ field: String) {
    if fieldCount > 0 { buffer.append(dialect.delimiter) }
    fieldCount += 1
    var field = field
    field.withUTF8 { CSVField.append($0, to: &buffer, dialect: dialect) }
  }

  /// Ends the record being written.
  ///
  /// - Precondition: The record has at least one field.
  /// - Throws: What the sink throws.
  public mutating func endRecord() throws {
    precondition(fieldCount > 0, "a record needs at least one field")
    if fieldCount == 1, buffer.count == recordStart {
      buffer.append(dialect.quote)
      buffer.append(dialect.quote)
    }
    buffer.append(ASCII.carriageReturn)
    buffer.append(ASCII.lineFeed)
    fieldCount = 0
    recordCount += 1
    if buffer.count >= bufferBytes { try flush() }
    recordStart = buffer.count
  }

  /// Writes a whole record.
  ///
  /// - Precondition: `fields` is not empty, and no other record was begun.
  /// - Throws: What the sink throws.
  public mutating func append(_ fields: [String]) throws {
    precondition(fieldCount == 0, "the record before was not ended")
    for field in fields { append(field) }
    try endRecord()
  }

  /// Hands what is left to the sink.
  ///
  /// - Precondition: No record is begun.
  /// - Throws: What the sink throws.
  public mutating func finish() throws {
    precondition(fieldCount == 0, "the last record was not ended")
    try flush()
    recordStart = 0
  }

  private mutating func flush() throws {
    guard !buffer.isEmpty else { return }
    try sink(buffer)
    buffer.removeAll(keepingCapacity: true)
  }
}
