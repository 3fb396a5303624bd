/// A CSV reader of its own, so that no fault of the program's hides one of its writer.
enum CSVText {
  /// Returns the rows of a text, without a byte order mark.
  static func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var (row, cell): ([String], [UInt8]) = ([], [])
    var (isQuoted, wasQuote) = (false, false)
    var bytes = Array(text.utf8)[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    func endCell() {
      row.append(String(decoding: cell, as: UTF8.self))
      cell = []
    }
    for byte in bytes {
      if isQuoted, !wasQuote {
        if byte == 0x22 { wasQuote = true } else { cell.append(byte) }
        continue
      }
      switch byte {
      case 0x22 where wasQuote:
        cell.append(byte)
        wasQuote = false
        continue
      case 0x22: isQuoted = true
      case 0x2C:
        endCell()
        isQuoted = false
      case 0x0A:
        if cell.last == 0x0D { cell.removeLast() }
        endCell()
        rows.append(row)
        row = []
        isQuoted = false
      default:
        cell.append(byte)
        isQuoted = false
      }
      wasQuote = false
    }
    if !cell.isEmpty || !row.isEmpty {
      endCell()
      rows.append(row)
    }
    return rows
  }

  /// Whether no quoted cell is open at the end of `bytes`.
  static func isBetweenRecords(_ bytes: [UInt8]) -> Bool {
    bytes.count { $0 == 0x22 }.isMultiple(of: 2)
  }
}
