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

  /// Terminal cells: characters of East Asian scripts take two.
  private static func width(of text: String) -> Int {
    text.reduce(0) { total, character in
      guard let scalar = character.unicodeScalars.first else { return total }
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
        return total + 2
      default: return total + 1
      }
    }
  }
}
