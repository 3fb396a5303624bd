import RecordIO
import RiskCore

/// Rows of one table as text, in both families.
struct TableText: Sendable {
  /// The place of the table in ``ExportFormats/tables``.
  let table: Int
  private(set) var rowCount = 0
  private var canonical = CellText(guards: false)
  private var spreadsheet = CellText(guards: true)

  /// Creates a text without rows.
  init(table: Int, capacity: Int = 0) {
    self.table = table
    canonical.reserveCapacity(capacity)
    spreadsheet.reserveCapacity(capacity)
  }

  /// Formats the rows of a batch: a pure function, for many threads.
  ///
  /// - Complexity: O(*n*) in the bytes of the batch.
  init(_ batch: RowBatch) {
    self.init(table: batch.table, capacity: batch.bytes.count)
    let columns = ExportFormats.tables[batch.table].columns
    let kinds = columns.map(\.kind)
    let pointsColumn = batch.vendors.isEmpty ? nil : columns.firstIndex { $0.name == "points" }
    let points = batch.vendors.flatMap {
      LargestRemainder.distribute(total: $0.total, parts: $0.parts)
    }
    batch.bytes.withUnsafeBytes { bytes in
      var cursor = RowCursor(bytes)
      for row in 0..<batch.rowCount {
        let start = cursor
        appendRow { cells in
          cursor = start
          for (column, kind) in kinds.enumerated() {
            cells.append(
              cursor.next(), kind, points: column == pointsColumn ? points[row] : nil)
          }
        }
      }
    }
  }

  /// The bytes for a family.
  func bytes(of family: ExportFamily) -> [UInt8] {
    switch family {
    case .canonical: canonical.bytes
    case .spreadsheet: spreadsheet.bytes
    }
  }

  /// The header of a table, which is the same in both families.
  static func header(of table: ExportedTable) -> String {
    table.columns.map(\.name).joined(separator: ",") + "\r\n"
  }

  /// Appends a row whose cells `write` appends; it is called again when a spreadsheet would misread
  /// one of them.
  mutating func appendRow(_ write: (inout CellText) -> Void) {
    let start = canonical.bytes.count
    canonical.beginRow()
    write(&canonical)
    canonical.endRow()
    if canonical.isRisky {
      spreadsheet.beginRow()
      write(&spreadsheet)
      spreadsheet.endRow()
    } else {
      spreadsheet.append(canonical, from: start)
    }
    rowCount += 1
  }
}

/// The text of cells, row after row.
struct CellText: Sendable {
  private(set) var bytes: [UInt8] = []
  /// Whether a spreadsheet would misread a text of the row, unless it is guarded.
  private(set) var isRisky = false
  private let guards: Bool
  private var isRowEmpty = true

  /// Creates an empty text; with `guards`, texts that a spreadsheet would misread are guarded.
  init(guards: Bool) { self.guards = guards }

  private static let dialect = CSVDialect()

  mutating func reserveCapacity(_ count: Int) { bytes.reserveCapacity(count) }

  mutating func beginRow() {
    isRisky = false
    isRowEmpty = true
  }

  mutating func endRow() {
    bytes.append(0x0D)
    bytes.append(0x0A)
  }

  /// Appends what `other` holds from a byte on.
  mutating func append(_ other: CellText, from start: Int) {
    other.bytes.withUnsafeBufferPointer {
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: $0[start...]))
    }
  }

  /// Begins a cell; nothing more makes it an empty one.
  private mutating func beginCell() {
    if !isRowEmpty { bytes.append(UInt8(ascii: ",")) }
    isRowEmpty = false
  }

  /// Appends a value of a column of that kind; `points` takes the place of the exact ones.
  mutating func append(_ value: RowCursor.Value, _ kind: ColumnKind, points: Int? = nil) {
    switch value {
    case .null: beginCell()
    case .integer(let value): integer(Int(value))
    case .real(let value):
      if kind == .score {
        hundredths(points ?? Hundredths.rounded(value))
      } else {
        figure(value)
      }
    case .text(let value): text(value)
    }
  }

  mutating func text(_ text: UnsafeBufferPointer<UInt8>) {
    beginCell()
    guard SpreadsheetGuard.needsGuard(text) else {
      CSVField.append(text, to: &bytes, dialect: Self.dialect)
      return
    }
    isRisky = true
    let field = (guards ? [UInt8(ascii: "'")] : []) + text
    field.withUnsafeBufferPointer { CSVField.append($0, to: &bytes, dialect: Self.dialect) }
  }

  private mutating func integer(_ value: Int) {
    beginCell()
    DecimalText.append(value, to: &bytes)
  }

  /// Appends a score, to two decimals.
  private mutating func hundredths(_ value: Int) {
    beginCell()
    DecimalText.append(hundredths: value, to: &bytes)
  }

  /// Appends a figure, with every digit that matters.
  private mutating func figure(_ value: Double) {
    beginCell()
    DecimalText.append(value, to: &bytes)
  }
}
