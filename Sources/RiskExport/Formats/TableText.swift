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
      var reader = CellReader(bytes)
      for row in 0..<batch.rowCount {
        let start = reader
        appendRow { cells in
          reader = start
          for (column, kind) in kinds.enumerated() {
            if column == pointsColumn {
              reader.skipNumber()
              cells.hundredths(points[row])
            } else {
              reader.next(kind, to: &cells)
            }
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

  mutating func empty() { beginCell() }

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

  mutating func integer(_ value: Int) {
    beginCell()
    DecimalText.append(value, to: &bytes)
  }

  /// Appends a score, to two decimals.
  mutating func score(_ value: Double) { hundredths(Hundredths.rounded(value)) }

  mutating func hundredths(_ value: Int) {
    beginCell()
    DecimalText.append(hundredths: value, to: &bytes)
  }

  /// Appends a figure, with every digit that matters.
  mutating func figure(_ value: Double) {
    beginCell()
    DecimalText.append(value, to: &bytes)
  }
}

/// Reads the cells of a ``RowBatch`` one after another.
private struct CellReader {
  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  /// Reads from `bytes`, which must outlive the texts.
  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Appends the next cell, of a column of that kind.
  mutating func next(_ kind: ColumnKind, to cells: inout CellText) {
    switch kind {
    case .text, .date: cells.text(text())
    case .integer, .score, .figure:
      guard let number = number() else { return cells.empty() }
      switch kind {
      case .integer: cells.integer(Int(Int64(bitPattern: number)))
      case .score: cells.score(Double(bitPattern: number))
      default: cells.figure(Double(bitPattern: number))
      }
    }
  }

  private mutating func text() -> UnsafeBufferPointer<UInt8> {
    let count = Int(bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
    position += 4
    defer { position += count }
    return UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
      .assumingMemoryBound(to: UInt8.self)
  }

  mutating func skipNumber() { _ = number() }

  private mutating func number() -> UInt64? {
    defer { position += 1 }
    guard bytes[position] == 1 else { return nil }
    defer { position += 8 }
    return bytes.loadUnaligned(fromByteOffset: position + 1, as: UInt64.self)
  }
}
