/// What a run's files say of some vendors, made of the rows on their way to the database.
///
/// Making it is a pure function and much of the work of an export: do it on the scoring threads.
public struct VendorTexts: Sendable {
  /// One for each table that hangs on vendors.
  private(set) var texts: [TableText]

  /// Formats the rows of vendors, which stand in the byte order of their ids.
  public init(_ vendors: [AssessmentRows]) {
    texts = Self.places.map { TableText(table: $0, capacity: 512 * vendors.count) }
    for vendor in vendors {
      vendor.bytes.withUnsafeBytes { bytes in
        var id = vendor.vendorID
        id.withUTF8 { id in
          var rows = VendorRows(bytes, vendorID: id, points: vendor.printedPoints)
          while let table = rows.next() {
            guard let text = Self.textOfTable[Int(table.rawValue)] else {
              rows.skipRow()
              continue
            }
            rows.append(to: &texts[text])
          }
        }
      }
    }
  }

  /// The places in ``ExportFormats/tables`` of tables that hang on vendors.
  private static let places = ExportFormats.tables.indices.filter {
    ExportFormats.tables[$0].rows != nil
  }

  /// For each table of rows the place in `texts`; nil for one that has no file.
  private static let textOfTable = RowTable.allCases.map { table in
    places.firstIndex { ExportFormats.tables[$0].rows == table }
  }
}

/// Walks through the rows of one vendor and completes each with what its view joins to it.
private struct VendorRows {
  private typealias Text = UnsafeBufferPointer<UInt8>

  /// What evidence is said of.
  private struct Claim {
    var findingID: Text
    var factor: Text
    var subject: Text
  }

  private var cursor: RowCursor
  private let vendorID: UnsafeBufferPointer<UInt8>
  private let points: [Int]
  private var table = RowTable.assessments
  private var findingCount = 0
  /// The last finding, or factor not alleged, and the last mitigation of it: evidence follows what it
  /// speaks to.
  private var finding: Claim?
  private var mitigation: Claim?

  init(
    _ bytes: UnsafeRawBufferPointer, vendorID: UnsafeBufferPointer<UInt8>, points: [Int]
  ) {
    cursor = RowCursor(bytes)
    self.vendorID = vendorID
    self.points = points
  }

  /// Turns to the next row and returns its table; nil at the end.
  mutating func next() -> RowTable? {
    guard let next = cursor.nextTable() else { return nil }
    table = next
    return next
  }

  /// Passes over the row.
  mutating func skipRow() {
    for _ in 0..<Self.valueCounts[Int(table.rawValue)] { _ = cursor.next() }
  }

  /// Appends the row to the text of its table.
  mutating func append(to text: inout TableText) {
    let start = cursor
    text.appendRow { cells in
      cursor = start
      appendCells(to: &cells)
    }
    if table == .findings { findingCount += 1 }
  }

  // The numbers of places at the end of rows that stand on lines are passed over.
  private mutating func appendCells(to cells: inout CellText) {
    switch table {
    case .assessments:
      // Vendor, name and country, which stand there as in the view.
      appendFigures(Self.assessmentKinds, to: &cells)
    case .findings:
      cells.text(vendorID)
      skip(1)
      noteFinding(factorAt: 2, subjectAt: 3)
      appendFigures(Self.findingKinds, to: &cells, points: points[findingCount])
    case .notAlleged:
      cells.text(vendorID)
      skip(1)
      noteFinding(factorAt: 2, subjectAt: 3)
      appendFigures(Self.notAllegedKinds, to: &cells)
    case .mitigations:
      cells.text(vendorID)
      skip(2)
      let (factor, subject) = (text(), text())
      guard let finding else { preconditionFailure("a mitigation follows its finding") }
      mitigation = Claim(findingID: finding.findingID, factor: factor, subject: subject)
      cells.text(finding.findingID)
      cells.text(factor)
      appendFigures(Self.mitigationKinds, to: &cells)
      cells.text(subject)
    case .evidence:
      cells.text(vendorID)
      skip(1)
      let isOnMitigation = integer() != 0
      skip(1)
      guard let claim = isOnMitigation ? mitigation : finding else {
        preconditionFailure("evidence follows what it speaks to")
      }
      cells.text(claim.findingID)
      cells.text(claim.factor)
      appendFigures(Self.evidenceKinds, to: &cells)
      cells.text(claim.subject)
      skip(1)
    case .accesses, .hits:
      cells.text(vendorID)
      skip(1)
      appendFigures(table == .hits ? Self.hitKinds : Self.accessKinds, to: &cells)
      skip(1)
    case .contradictions:
      cells.text(vendorID)
      appendFigures(Self.contradictionKinds, to: &cells)
      skip(2)
    case .decisions: preconditionFailure("decisions on a hit have no file")
    }
  }

  /// Remembers the finding whose id comes next, without moving on.
  private mutating func noteFinding(factorAt: Int, subjectAt: Int) {
    let start = cursor
    let id = text()
    skip(factorAt - 1)
    let factor = text()
    skip(subjectAt - factorAt - 1)
    finding = Claim(findingID: id, factor: factor, subject: text())
    cursor = start
  }

  /// Appends a value for each kind; `points` takes the place of the exact points of a finding.
  private mutating func appendFigures(
    _ kinds: [ColumnKind], to cells: inout CellText, points: Int? = nil
  ) {
    for kind in kinds {
      cells.append(cursor.next(), kind, points: kind == .score ? points : nil)
    }
  }

  private mutating func skip(_ count: Int) {
    for _ in 0..<count { _ = cursor.next() }
  }

  private mutating func text() -> Text {
    guard case .text(let text) = cursor.next() else {
      preconditionFailure("names of findings and mitigations are texts")
    }
    return text
  }

  private mutating func integer() -> Int64 {
    guard case .integer(let value) = cursor.next() else {
      preconditionFailure("rows are numbered")
    }
    return value
  }

  private static let assessmentKinds =
    Views.assessments.columns.filter { $0.name != "run_id" }.map(\.kind)
  private static let findingKinds = Views.findingFigures.map(\.kind)
  private static let mitigationKinds = Views.mitigationFigures.map(\.kind)
  private static let notAllegedKinds = Views.notAllegedFigures.map(\.kind)
  private static let evidenceKinds = Views.evidenceFigures.map(\.kind)
  private static let accessKinds = Views.accessFigures.map(\.kind)
  private static let hitKinds = Views.hitFigures.map(\.kind)
  private static let contradictionKinds = Views.contradictionFigures.map(\.kind)

  /// For each table, the values of a row in the bytes.
  private static let valueCounts = RowTable.allCases.map { table in
    table.lastParameter - table.firstParameter + 1
  }
}
