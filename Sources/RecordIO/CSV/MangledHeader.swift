/// The header of a file that a spreadsheet has opened with the wrong delimiter and saved: each line
/// is one cell, often with the empty cells of the sheet behind it as tabs.
///
/// Told apart from a file whose delimiter is only not the one asked for: here the one cell is
/// quoted, or tabs follow it. Such a file is not repaired, because by then quotes are doubled, lines
/// broken and characters lost; the one it was made from is elsewhere.
struct MangledHeader {
  /// One line: what was found, and the remedy.
  let problem: String

  /// Looks at the first line of `record`, which is that of the header; nil when it is not mangled.
  init?(_ record: ArraySlice<UInt8>, _ dialect: CSVDialect) {
    var cell = record.prefix { $0 != ASCII.lineFeed }
    if cell.last == ASCII.carriageReturn { cell.removeLast() }
    let tabs = Self.removeTrailingTabs(&cell)
    if cell.count > 2, cell.first == dialect.quote, cell.last == dialect.quote {
      cell = cell.dropFirst().dropLast()
      guard Self.hasDoubledQuotesOnly(cell, dialect.quote) else { return nil }
      Self.removeTrailingTabs(&cell)
    } else {
      guard tabs > 0, !cell.contains(dialect.delimiter), !cell.contains(ASCII.tab) else {
        return nil
      }
    }
    let separators = [UInt8(ascii: ";"), ASCII.comma, UInt8(ascii: "|"), ASCII.tab]
    let counts = separators.map { (separator: $0, count: Self.count(of: $0, in: cell)) }
    // Two at least, so that one name with a comma in it is left alone.
    guard let found = counts.max(by: { $0.count < $1.count }), found.count >= 2 else { return nil }
    let name = found.separator == ASCII.tab ? "\\t" : String(UnicodeScalar(found.separator))
    problem =
      "it is one cell that holds \(found.count + 1) names with '\(name)' between them, as when a "
      + "spreadsheet opened the file, made each line one cell and saved it; fetch the original again"
  }

  @discardableResult
  private static func removeTrailingTabs(_ cell: inout ArraySlice<UInt8>) -> Int {
    let length = cell.count
    while cell.last == ASCII.tab { cell.removeLast() }
    return length - cell.count
  }

  private static func hasDoubledQuotesOnly(_ cell: ArraySlice<UInt8>, _ quote: UInt8) -> Bool {
    var isOpen = false
    for byte in cell {
      if byte == quote {
        isOpen.toggle()
      } else if isOpen {
        return false
      }
    }
    return !isOpen
  }

  /// Returns how often `separator` stands between names, which is without a blank behind it: names
  /// hold commas too.
  private static func count(of separator: UInt8, in cell: ArraySlice<UInt8>) -> Int {
    zip(cell, cell.dropFirst()).count { $0 == separator && $1 != ASCII.space }
  }
}
