import RiskCore

// Rows of an export on their way from the database to the threads that make text of them: values one
// after another, in the form of `RowBytes`.

/// Some rows of one exported table, as the database holds them.
struct RowBatch: Sendable {
  /// The findings of one vendor, whose printed points depend on each other.
  struct VendorPoints: Sendable {
    /// The printed score, in hundredths.
    var total: Int
    /// The exact points of each row.
    var parts: [Double] = []
  }

  /// The place of the table in ``ExportFormats/tables``.
  let table: Int
  fileprivate var values = RowBytes(capacity: Self.size + Self.size / 8)
  fileprivate(set) var rowCount = 0
  /// Of findings, one for each vendor of the batch, whose rows stand together; otherwise empty.
  fileprivate(set) var vendors: [VendorPoints] = []

  fileprivate init(table: Int) { self.table = table }

  var bytes: [UInt8] { values.bytes }

  fileprivate var isFull: Bool { bytes.count >= Self.size }

  /// Bytes after which a batch is handed over.
  private static let size = 1 << 18
}

/// Reads the rows of exported tables of a run, batch by batch.
///
/// Used by one thread at a time.
final class ExportRows: @unchecked Sendable {
  // SAFETY: only the source of a chain of stages calls `next`, while the thread that owns the
  // connection waits for the chain to end.
  private let connection: SQLiteConnection
  private let runID: Int64
  private var tables: ArraySlice<Int>
  private var reader: TableRows?

  /// Reads the tables at some places of ``ExportFormats/tables``, one after another.
  init(_ connection: SQLiteConnection, runID: Int64, tables: [Int]) {
    self.connection = connection
    self.runID = runID
    self.tables = tables[...]
  }

  /// Returns the next rows, perhaps none; nil at the end.
  func next() throws -> RowBatch? {
    guard let table = tables.first else { return nil }
    let reader =
      try self.reader ?? TableRows(ExportFormats.tables[table], connection, runID: runID)
    var batch = RowBatch(table: table)
    let isLast = try reader.fill(&batch)
    self.reader = isLast ? nil : reader
    if isLast { tables.removeFirst() }
    return batch
  }
}

/// Reads the rows of one exported table.
private final class TableRows {
  private let kinds: [ColumnKind]
  private let rows: SQLiteStatement
  private let points: FindingPoints?
  /// Whether the current row was left for the next batch.
  private var isRowLeft = false

  init(_ table: ExportedTable, _ connection: SQLiteConnection, runID: Int64) throws {
    kinds = table.columns.map(\.kind)
    rows = try connection.prepare(table.query)
    rows.bind(runID, at: 1)
    points =
      table.view.name == Views.findings.name
      ? try FindingPoints(table, connection, runID: runID) : nil
  }

  /// Adds rows until the batch is full; returns whether these were the last.
  func fill(_ batch: inout RowBatch) throws -> Bool {
    while true {
      if !isRowLeft, try !rows.step() { return true }
      isRowLeft = false
      if let points {
        if points.isOfAnotherVendor(rows) {
          // The findings of a vendor stand in one batch.
          if batch.isFull {
            isRowLeft = true
            return false
          }
          batch.vendors.append(RowBatch.VendorPoints(total: try points.begin(rows)))
        }
        batch.vendors[batch.vendors.count - 1].parts.append(points.exact(rows))
      } else if batch.isFull {
        isRowLeft = true
        return false
      }
      append(to: &batch.values)
      batch.rowCount += 1
    }
  }

  private func append(to values: inout RowBytes) {
    for (column, kind) in kinds.enumerated() {
      guard !rows.isNull(column) else {
        values.null()
        continue
      }
      switch kind {
      case .text, .date: rows.withText(column) { values.text($0) }
      case .integer: values.integer(rows.int(column))
      case .score, .figure: values.real(rows.real(column))
      }
    }
  }
}

/// What the printed points of findings are made of.
private final class FindingPoints {
  private let vendorColumn: Int
  private let pointsColumn: Int
  private let countedColumn: Int
  private let scores: SQLiteStatement
  private let path: String
  private var vendorID: [UInt8]?

  init(_ table: ExportedTable, _ connection: SQLiteConnection, runID: Int64) throws {
    func place(_ name: String) -> Int {
      guard let place = table.columns.firstIndex(where: { $0.name == name }) else {
        preconditionFailure("findings have a column '\(name)'")
      }
      return place
    }
    (vendorColumn, pointsColumn, countedColumn) =
      (place("vendor_id"), place("points"), place("counted"))
    path = connection.path
    scores = try connection.prepare(
      "SELECT vendor_id, overall FROM v_assessments WHERE run_id = ?1 ORDER BY vendor_id")
    scores.bind(runID, at: 1)
  }

  func isOfAnotherVendor(_ rows: SQLiteStatement) -> Bool {
    guard let vendorID else { return true }
    return rows.withText(vendorColumn) { !$0.elementsEqual(vendorID) }
  }

  /// Turns to the vendor of the current row, and returns its printed score in hundredths.
  func begin(_ rows: SQLiteStatement) throws -> Int {
    let id = rows.withText(vendorColumn) { Array($0) }
    vendorID = id
    // Both queries run in the same order, and each finding has its assessment.
    repeat {
      guard try scores.step() else {
        throw StoreError(
          .corrupt, path: path, what: "the database is damaged: a finding has no assessment",
          remedy: "restore it from a backup, or move it away to start a new history")
      }
    } while !scores.withText(0) { $0.elementsEqual(id) }
    return Hundredths.rounded(scores.real(1))
  }

  /// The exact points of the current row.
  func exact(_ rows: SQLiteStatement) -> Double {
    rows.integer(countedColumn) == 1 ? rows.real(pointsColumn) : 0
  }
}
