import RecordIO
import RiskCore

/// A row of one of our tables, and how a record becomes one.
public protocol TableRow: Sendable {
  /// Where the cells of a row stand in a record, found once for each file.
  associatedtype Columns: Sendable

  /// The table the row belongs to.
  static var table: TableKind { get }
  /// The columns of a file under `mapping`.
  static func columns(_ mapping: ColumnMapping) -> Columns
  /// The id that no other row of the table may carry; nil when rows have none, and only exact copies
  /// are duplicates.
  var rowID: String? { get }
  /// The newest day the row speaks of, for the age of its input.
  var newestDate: CivilDate? { get }
}

/// What a decoder makes of a batch of records.
public struct DecodedBatch<Row: TableRow>: Sendable {
  /// One accepted row.
  public struct Accepted: Sendable {
    public let row: Row
    /// The record it was read from, for the reject that a duplicate becomes.
    public let record: Int
    /// A hash of all cells, to tell a copy from a contradiction.
    public let contentHash: UInt64
  }

  public let records: RecordBatch
  public var accepted: [Accepted]
  /// In file order.
  public var rejects: [Reject]
  /// What was noted, with the line of each.
  public var notes: [(note: RowNote, line: Int)]
}

/// Turns the records of one file into rows of one table.
public struct TableDecoder<Row: TableRow>: Sendable {
  let file: InputName
  let columns: Row.Columns
  private let dateForm: DateForm?
  let decode: @Sendable (inout RowReader, Row.Columns) throws(RowProblem) -> Row

  init(
    file: InputName, mapping: ColumnMapping,
    decode: @escaping @Sendable (inout RowReader, Row.Columns) throws(RowProblem) -> Row
  ) {
    self.file = file
    self.columns = Row.columns(mapping)
    dateForm = mapping.dateForm
    self.decode = decode
  }

  /// Returns the rows of `records`, and a reject for each record that makes none.
  public func rows(of records: RecordBatch) -> DecodedBatch<Row> {
    var batch = DecodedBatch<Row>(records: records, accepted: [], rejects: [], notes: [])
    batch.accepted.reserveCapacity(records.count)
    guard !records.isEmpty else { return batch }
    var reader = RowReader(records[0], context: CellContext(file: file, dateForm: dateForm))
    for index in 0..<records.count {
      reader.advance(to: records[index])
      do throws(RowProblem) {
        let row = try decode(&reader, columns)
        batch.accepted.append(
          .init(row: row, record: index, contentHash: records[index].contentHash))
        for note in reader.notes { batch.notes.append((note, records[index].position.line)) }
      } catch {
        batch.rejects.append(
          Reject(
            position: records[index].position, column: error.column, kind: error.kind,
            explanation: error.explanation, original: records[index].original))
      }
    }
    return batch
  }
}
