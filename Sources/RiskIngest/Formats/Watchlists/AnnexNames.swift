/// Names in the cells of the annex tables: several in one cell, and forms of one name in brackets.
enum AnnexNames {
  /// Returns the values between semicolons, but for semicolons in brackets.
  ///
  /// `A (born 1950; died 2003); B` are two. Quotes around values and the letters of a list are
  /// removed.
  static func split(_ cell: String) -> [String] {
    guard cell.utf8.contains(0x3B) || cell.utf8.contains(0x22) else {
      return cell.isEmpty ? [] : [withoutLetter(cell)]
    }
    let isBalanced = cell.utf8.count { $0 == 0x28 } == cell.utf8.count { $0 == 0x29 }
    var values: [String] = []
    var depth = 0
    var start = cell.utf8.startIndex
    for index in cell.utf8.indices {
      switch cell.utf8[index] {
      case 0x28: depth += isBalanced ? 1 : 0
      case 0x29: depth -= isBalanced ? 1 : 0
      case 0x3B where depth <= 0:
        values.append(String(cell[start..<index]))
        start = cell.utf8.index(after: index)
      default: break
      }
    }
    values.append(String(cell[start...]))
    return values.map { withoutLetter(unquoted(Blanks.trimmed($0))) }.filter { !$0.isEmpty }
  }

  /// Returns `value` without quotes that belong to the cell: around it, or lone at one end.
  private static func unquoted(_ value: String) -> String {
    guard value.utf8.contains(0x22) else { return value }
    var value = value[...]
    let quotes = value.utf8.count { $0 == 0x22 }
    let isOpen = value.utf8.first == 0x22
    let isClosed = value.utf8.last == 0x22 && value.utf8.count > 1
    if isOpen && (isClosed || quotes % 2 == 1) { value.removeFirst() }
    if isClosed && (isOpen || quotes % 2 == 1) { value.removeLast() }
    return Blanks.trimmed(String(value).replacing("\"\"", with: "\""))
  }

  /// Returns `value` without the letter of a list before it: `(c) Ansar`, `(c)Ansar`.
  private static func withoutLetter(_ value: String) -> String {
    let bytes = value.utf8
    guard bytes.count > 4, bytes.first == 0x28, let end = bytes.firstIndex(of: 0x29) else {
      return value
    }
    let letters = bytes[bytes.index(after: bytes.startIndex)..<end]
    guard (1...2).contains(letters.count), letters.allSatisfy({ (0x61...0x7A).contains($0) })
    else { return value }
    return Blanks.trimmed(String(value[bytes.index(after: end)...]))
  }

  /// Returns the names that one value holds: as a rule itself.
  ///
  /// A bracket at its end is looked into, because these tables write there
  /// - the name in another script, `Sergei AKSENOV (Сергей АКСЁНОВ)`, perhaps behind a word for the
  ///   language: both are names;
  /// - a shorter form with the same quoted word, `Акционерное Общество «Ракета» (АО «Ракета»)`:
  ///   both are names;
  /// - a note, `(as previously listed)`, `(born 1950)`, which is left out.
  ///
  /// Any other bracket stays in the name: `VTB Bank (Belarus)` is not VTB Bank.
  static func forms(of value: String) -> [String] {
    guard value.utf8.last == 0x29, let open = openingBracket(of: value) else { return [value] }
    let before = Blanks.trimmed(String(value[..<open]))
    let inside = Blanks.trimmed(String(value[value.index(after: open)...].dropLast()))
    guard !before.isEmpty, !inside.isEmpty else { return [value] }
    let isOther = hasOtherScript(inside)
    if isOther != hasOtherScript(before) {
      let name = isOther ? withoutLabel(inside) : inside
      // A note that quotes a word of another script is no name: `(in Arabic: …)` is.
      return isOther && startsWithLatinWord(name) ? [before] : [before, name]
    }
    if hasQuotes(inside) && hasQuotes(before) { return [before, inside] }
    return isNote(inside) ? [before] : [value]
  }

  private static func openingBracket(of value: String) -> String.Index? {
    var depth = 0
    for index in value.utf8.indices.reversed() {
      switch value.utf8[index] {
      case 0x29: depth += 1
      case 0x28:
        depth -= 1
        if depth == 0 { return index }
      default: break
      }
    }
    return nil
  }

  /// `text` behind its last colon: `original script: Рамзан`, `as previously listed, in Arabic: …`.
  private static func withoutLabel(_ text: String) -> String {
    guard let colon = text.lastIndex(of: ":"), !hasOtherScript(String(text[..<colon])) else {
      return text
    }
    return trimmingQuotes(Blanks.trimmed(String(text[text.index(after: colon)...])))
  }

  private static func trimmingQuotes(_ text: String) -> String {
    guard text.first == "‘" && text.last == "’" else { return text }
    return String(text.dropFirst().dropLast())
  }

  private static func startsWithLatinWord(_ text: String) -> Bool {
    let word = text.prefix { $0 != " " }
    return !hasOtherScript(String(word)) && word.contains(where: \.isLowercase)
  }

  private static let notes = [
    "as previously listed", "formerly listed as", "previously listed", "born", "date of birth",
    "birth name", "false identity", "original script", "place of birth", "at birth", "deceased",
    "listed as", "formerly listed",
  ]

  private static func isNote(_ text: String) -> Bool {
    let text = text.prefix(24).lowercased()
    return notes.contains { text.hasPrefix($0) }
  }

  private static func hasQuotes(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0 == "«" || $0 == "“" || $0 == "‘" }
  }

  /// Whether a letter of `text` is neither Latin nor of no script.
  static func hasOtherScript(_ text: String) -> Bool {
    text.unicodeScalars.contains { scalar in
      switch scalar.value {
      case 0x370...0x1CFF, 0x1F00...0x1FFF, 0x2C00...0x2C5F, 0x2D00...0x2DFF, 0x2E80...0xA71F,
        0xA800...0xFAFF, 0xFB1D...0xFDFF, 0xFE70...0xFEFE, 0xFF66...0xFFDC, 0x10000...0x3FFFF:
        true
      default: false
      }
    }
  }
}
