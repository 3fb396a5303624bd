import RecordIO
import RiskCore

// What a run stores about a vendor travels from the scoring threads to the writing thread as bytes:
// rows of typed values in the order of the tables' columns. The same bytes are hashed, so that what
// is compared between runs is exactly what is stored, and the writing thread has nothing to do but
// to bind values where they lie.
//
// A row is the table's number, then its values: a tag, and 8 bytes for numbers or 4 bytes of length
// and the UTF-8 bytes for text. Numbers are little-endian, so that hashes agree between machines.

/// A table that hangs on an assessment, with the number that stands for it in the bytes.
enum RowTable: UInt8, CaseIterable {
  case assessments
  case findings
  case mitigations
  case notAlleged
  case evidence
  case accesses
  case hits
  case decisions
  case contradictions

  var schema: Schema.Table {
    switch self {
    case .assessments: Schema.assessments
    case .findings: Schema.findings
    case .mitigations: Schema.mitigations
    case .notAlleged: Schema.notAlleged
    case .evidence: Schema.evidence
    case .accesses: Schema.accesses
    case .hits: Schema.hits
    case .decisions: Schema.decisions
    case .contradictions: Schema.contradictions
    }
  }

  /// The parameter of the first value in the bytes; those before it are the writer's.
  var firstParameter: Int { self == .assessments ? 7 : 2 }

  /// The parameter of the last value in the bytes; the digest of lines after it is the writer's.
  var lastParameter: Int { schema.columns.count - (self == .assessments ? 1 : 0) }
}

/// Rows in the making.
struct RowBytes {
  private(set) var bytes: [UInt8] = []
  /// Where the rows of the inputs stand that these rows refer to.
  private(set) var places = RowPlaces()

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  mutating func begin(_ table: RowTable) { bytes.append(table.rawValue) }

  mutating func null() { bytes.append(Tag.null) }

  mutating func integer(_ value: Int) {
    bytes.append(Tag.integer)
    append(UInt64(bitPattern: Int64(value)))
  }

  mutating func real(_ value: Double) {
    bytes.append(Tag.real)
    // Both zeros are stored as one and must not look like a change.
    append((value == 0 ? 0 : value).bitPattern)
  }

  mutating func text(_ value: String) {
    var value = value
    value.withUTF8 { text($0) }
  }

  mutating func text(_ utf8: UnsafeBufferPointer<UInt8>) {
    bytes.append(Tag.text)
    let count = UInt32(utf8.count)
    for shift in stride(from: 0, to: 32, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: count >> UInt32(shift)))
    }
    bytes.append(contentsOf: utf8)
  }

  mutating func text(_ value: String?) {
    if let value { text(value) } else { null() }
  }

  mutating func integer(_ value: Int?) {
    if let value { integer(value) } else { null() }
  }

  /// Appends the line of an input, by which rows alone never differ: see ``RowPlaces``.
  mutating func line(_ line: Int) {
    places.noteLine(at: bytes.count + 1)
    integer(line)
  }

  /// Appends the number of a place.
  mutating func placeNumber(_ number: Int) {
    places.noteNumber(at: bytes.count)
    integer(number)
  }

  /// Returns the number of the place of `origin`.
  mutating func number(of origin: RecordOrigin) -> Int { places.number(of: origin) }

  private mutating func append(_ value: UInt64) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  enum Tag {
    static let null: UInt8 = 0
    static let integer: UInt8 = 1
    static let real: UInt8 = 2
    static let text: UInt8 = 3
  }
}

/// Reads the values of rows one after another, without copying text.
struct RowCursor {
  /// A value of a row.
  enum Value {
    case null
    case integer(Int64)
    case real(Double)
    case text(UnsafeBufferPointer<UInt8>)
  }

  private let bytes: UnsafeRawBufferPointer
  private var position = 0

  /// Reads from `bytes`, which must outlive the texts.
  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Returns the table of the next row, or nil at the end.
  mutating func nextTable() -> RowTable? {
    guard position < bytes.count, let table = RowTable(rawValue: bytes[position]) else {
      precondition(position == bytes.count, "rows are made by RowBytes")
      return nil
    }
    position += 1
    return table
  }

  /// Returns the next value of the row.
  mutating func next() -> Value {
    let tag = bytes[position]
    position += 1
    switch tag {
    case RowBytes.Tag.integer: return .integer(Int64(bitPattern: number()))
    case RowBytes.Tag.real: return .real(Double(bitPattern: number()))
    case RowBytes.Tag.text:
      let count = Int(
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self)))
      position += 4
      defer { position += count }
      return .text(
        UnsafeRawBufferPointer(rebasing: bytes[position..<position + count])
          .assumingMemoryBound(to: UInt8.self))
    default: return .null
    }
  }

  private mutating func number() -> UInt64 {
    defer { position += 8 }
    return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
  }
}

extension RowCursor {
  /// Binds the values of a row to the parameters from `first` to `last`; the bytes must outlive the
  /// statement's next reset.
  mutating func bind(to statement: SQLiteStatement, from first: Int, through last: Int) {
    for parameter in first...last {
      switch next() {
      case .integer(let value): statement.bind(value, at: parameter)
      case .real(let value): statement.bind(value, at: parameter)
      case .text(let text):
        // An empty text at the very end of the bytes still has an address.
        if let base = text.baseAddress {
          statement.bind(staticText: base, count: text.count, at: parameter)
        }
      case .null: statement.bindNull(at: parameter)
      }
    }
  }
}
