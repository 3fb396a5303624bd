import RiskExport

/// Columns of text for the terminal.
enum TextTable {
  static func lines(_ rows: [[String]], rightAligned: Set<Int>) -> [String] {
    let columns = rows.first?.count ?? 0
    let widths = (0..<columns).map { column in
      rows.reduce(0) { max($0, width(of: $1[column])) }
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - width(of: cell))
        return rightAligned.contains(column) ? padding + cell : cell + padding
      }
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  static func shortened(_ text: String, to limit: Int) -> String {
    // Names are one line here, whatever they hold.
    let plain = String(text.map { $0.isNewline ? " " : $0 })
    guard width(of: plain) > limit else { return plain }
    var kept = ""
    var used = 0
    for character in plain {
      let width = Self.width(of: String(character))
      if used + width > limit - 1 { break }
      kept.append(character)
      used += width
    }
    return kept + "…"
  }

  private static func width(of text: String) -> Int { TerminalText.cells(of: text) }
}
