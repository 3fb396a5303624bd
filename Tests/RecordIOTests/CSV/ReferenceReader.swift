import RecordIO

/// A CSV reader that has all bytes in memory and looks at one after the other.
///
/// It follows the documentation of `CSVReader` without any of its means, so that the two err in the
/// same way only where the documentation does.
struct ReferenceReader {
  /// A row: a record when `kind` is nil, else a reject.
  struct Item: Equatable {
    var line: Int
    var byteOffset: Int
    var kind: Reject.Kind?
    var column: String?
    var fields: [[UInt8]] = []
    var bytes: [UInt8] = []
  }

  private let bytes: [UInt8]
  private let header: [String]
  private let dialect: CSVDialect
  private let limit: Int
  private var cursor: Int
  private var line: Int

  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// Creates a reader of the rows from the byte `start` on, which begins `line`.
  init(
    _ bytes: [UInt8], header: [String], dialect: CSVDialect, maximumRecordBytes: Int,
    from start: Int = 0, line: Int = 1
  ) {
    self.bytes = bytes
    self.header = header
    self.dialect = dialect
    limit = maximumRecordBytes
    cursor = start
    self.line = line
  }

  /// Returns all rows in file order.
  mutating func items() -> [Item] {
    var items: [Item] = []
    while cursor < bytes.count {
      let blank = blankLineLength()
      if blank > 0 {
        cursor += blank
        line += 1
      } else {
        items.append(row())
      }
    }
    return items
  }

  private func blankLineLength() -> Int {
    var index = cursor
    if index < bytes.count, bytes[index] == 0x1A { index += 1 }
    if index < bytes.count, bytes[index] == Self.carriageReturn { index += 1 }
    if index == bytes.count { return index - cursor }
    return bytes[index] == Self.lineFeed ? index + 1 - cursor : 0
  }

  /// A field as found: its bytes without quotes around them, and where it ends in the file.
  private struct Field {
    var content: [UInt8]
    var end: Int
    var spansLines = false
  }

  private enum Finding {
    case record([Field], end: Int, next: Int)
    case tooLong
    case unclosedQuote(column: Int)
    case malformedQuote(column: Int)
  }

  private mutating func row() -> Item {
    let start = cursor
    var item = Item(line: line, byteOffset: start)
    switch find() {
    case .record(let fields, let end, let next):
      item.bytes = Array(bytes[start..<end])
      item.kind = problem(fields, isEnded: next > end, &item)
      if item.kind == nil { item.fields = fields.map(\.content) }
      line += bytes[start..<next].count { $0 == Self.lineFeed }
      cursor = next
      return item
    case .tooLong: item.kind = .recordTooLong
    case .unclosedQuote(let column): (item.kind, item.column) = (.unclosedQuote, name(column))
    case .malformedQuote(let column): (item.kind, item.column) = (.malformedQuote, name(column))
    }
    // Damage costs one physical line.
    let lineEnd = bytes[start...].firstIndex(of: Self.lineFeed) ?? bytes.count
    let hasReturn = lineEnd > start && bytes[lineEnd - 1] == Self.carriageReturn
    item.bytes = Array(bytes[start..<(hasReturn ? lineEnd - 1 : lineEnd)])
    cursor = min(lineEnd + 1, bytes.count)
    line += 1
    return item
  }

  private func name(_ column: Int) -> String? { column < header.count ? header[column] : nil }

  private func problem(_ fields: [Field], isEnded: Bool, _ item: inout Item) -> Reject.Kind? {
    if fields.count < header.count { return isEnded ? .tooFewFields : .cutOff }
    if fields.count > header.count { return .tooManyFields }
    for (index, byte) in item.bytes.enumerated() where byte == 0 {
      item.column = name(fields.firstIndex { item.byteOffset + index < $0.end } ?? 0)
      return .nulByte
    }
    if String(validating: item.bytes, as: UTF8.self) == nil {
      // The shortest beginning that cannot become UTF-8 by any bytes behind it.
      item.column = name(
        fields.firstIndex { String(validating: $0.content, as: UTF8.self) == nil } ?? 0)
      return .invalidUTF8
    }
    let trimmed = fields.map { field in
      let scalars = String(decoding: field.content, as: UTF8.self).unicodeScalars
      let rest = scalars.drop { $0.properties.isWhitespace }.reversed()
      return String(
        String.UnicodeScalarView(rest.drop { $0.properties.isWhitespace }.reversed()))
    }
    let isHeader = zip(trimmed, header).allSatisfy { $0.utf8.elementsEqual($1.utf8) }
    return isHeader && header.contains { !$0.isEmpty } ? .repeatedHeader : nil
  }

  private func find() -> Finding {
    let start = cursor
    let end = min(bytes.count, start + limit)
    let isFileEnd = end == bytes.count
    var fields: [Field] = []
    var index = start
    var spanning: Int? { fields.firstIndex(where: \.spansLines) }

    func stopped(_ open: ArraySlice<UInt8> = []) -> Finding {
      if isFileEnd || spanning != nil || open.contains(Self.lineFeed) {
        return .unclosedQuote(column: spanning ?? fields.count)
      }
      return .tooLong
    }
    func finished(_ recordEnd: Int, _ next: Int) -> Finding {
      if let spanning, fields.count != header.count { return .unclosedQuote(column: spanning) }
      return .record(fields, end: recordEnd, next: next)
    }

    while true {
      let fieldStart = index
      var isPlain = true
      if index < end, bytes[index] == dialect.quote {
        var content: [UInt8] = []
        var isClosed = false
        index += 1
        while index < end {
          if bytes[index] != dialect.quote {
            content.append(bytes[index])
            index += 1
          } else if index + 1 < end, bytes[index + 1] == dialect.quote {
            content.append(dialect.quote)
            index += 2
          } else {
            isClosed = index + 1 < end || isFileEnd
            break
          }
        }
        guard isClosed else { return stopped(bytes[fieldStart..<end]) }
        let raw = bytes[fieldStart + 1..<index]
        let spansLines = raw.contains(Self.lineFeed)
        fields.append(Field(content: content, end: index, spansLines: spansLines))
        if spansLines, holdsRows(raw) { return .unclosedQuote(column: spanning ?? 0) }
        index += 1
        let closed = index
        if index < end, bytes[index] == Self.carriageReturn {
          let isHalf = index + 1 == end
          if isHalf || bytes[index + 1] == Self.lineFeed { index += 1 }
        }
        if index == end {
          guard isFileEnd else { return stopped() }
          return finished(closed, end)
        }
        if bytes[index] == Self.lineFeed { return finished(closed, index + 1) }
        isPlain = false
        if bytes[index] != dialect.delimiter {
          guard dialect.quoting == .lenient, !spansLines else {
            if let spanning { return .unclosedQuote(column: spanning) }
            let hasLineEnd = bytes[index..<end].contains(Self.lineFeed)
            return hasLineEnd || isFileEnd ? .malformedQuote(column: fields.count - 1) : .tooLong
          }
          fields.removeLast()
          isPlain = true
        }
      }
      if isPlain {
        while index < end, bytes[index] != dialect.delimiter, bytes[index] != Self.lineFeed {
          index += 1
        }
        if index == end, !isFileEnd { return stopped() }
        let isLast = index == end || bytes[index] == Self.lineFeed
        let hasReturn = isLast && index > fieldStart && bytes[index - 1] == Self.carriageReturn
        let fieldEnd = hasReturn ? index - 1 : index
        fields.append(Field(content: Array(bytes[fieldStart..<fieldEnd]), end: fieldEnd))
        if isLast { return finished(fieldEnd, min(index + 1, end)) }
      }
      index += 1
      if let spanning, fields.count >= header.count { return .unclosedQuote(column: spanning) }
    }
  }

  /// Returns whether the complete lines within a field look like rows.
  private func holdsRows(_ content: ArraySlice<UInt8>) -> Bool {
    guard header.count > 1 else { return false }
    let lines = content.split(separator: Self.lineFeed, omittingEmptySubsequences: false)
    let inner = lines.dropFirst().dropLast().filter { line in
      line.contains { $0 != Self.carriageReturn }
    }
    let counts = inner.map { line in line.count { $0 == dialect.delimiter } }
    return counts.allSatisfy { $0 == header.count - 1 } && counts.reduce(0, +) >= 8
  }
}
