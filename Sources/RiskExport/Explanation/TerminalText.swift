/// Text for terminals, where characters of East Asian scripts take two cells.
public enum TerminalText {
  /// Returns `text` with control and direction marks shown as a replacement character.
  ///
  /// Names and excerpts come from outside: they must neither steer a terminal nor turn what stands
  /// beside them around. Line feeds stay, and joiners where a script or a picture is written with
  /// them; noncharacters go the same way, since no XML may hold them.
  public static func visible(_ text: String) -> String {
    let original = text.unicodeScalars
    var scalars = String.UnicodeScalarView()
    for index in original.indices {
      let scalar = original[index]
      switch scalar.properties.generalCategory {
      case .format where Joiner.shows(at: index, of: original): scalars.append(scalar)
      case .control where scalar != "\n", .format, .lineSeparator, .paragraphSeparator:
        scalars.append("\u{FFFD}")
      case .unassigned where scalar.properties.isNoncharacterCodePoint:
        scalars.append("\u{FFFD}")
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  /// Returns the number of cells that `text` takes.
  public static func cells(of text: String) -> Int {
    text.reduce(0) { $0 + cells(of: $1) }
  }

  private static func cells(of character: Character) -> Int {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      return 2
    default: return 1
    }
  }

  /// Returns `text` in lines of at most `width` cells, broken between words where that is possible.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in text.split(whereSeparator: \.isWhitespace) {
      let length = cells(of: String(word))
      if used > 0, used + 1 + length <= width {
        line += " " + word
        used += 1 + length
        continue
      }
      if used > 0 { lines.append(line) }
      line = ""
      used = 0
      for character in word {
        let cells = cells(of: character)
        if used + cells > width {
          lines.append(line)
          line = ""
          used = 0
        }
        line.append(character)
        used += cells
      }
    }
    if used > 0 { lines.append(line) }
    return lines
  }

  /// Returns two columns of lines side by side, with a bar between them.
  static func sideBySide(_ left: [String], _ right: [String], leftWidth: Int) -> [String] {
    (0..<max(left.count, right.count)).map { row in
      let first = row < left.count ? left[row] : ""
      let second = row < right.count ? right[row] : ""
      let padding = String(repeating: " ", count: max(0, leftWidth - cells(of: first)))
      return first + padding + (second.isEmpty ? " |" : " | " + second)
    }
  }
}

/// The zero-width joiner and its opposite: invisible, and part of how some scripts are written.
private enum Joiner {
  /// Whether the scalar at `index` is a joiner that changes how its neighbours look.
  ///
  /// It does between letters of a script whose letters join, and between pictures. Elsewhere it would
  /// only make two names look like one.
  static func shows(at index: String.UnicodeScalarView.Index, of text: String.UnicodeScalarView)
    -> Bool
  {
    guard text[index] == "\u{200C}" || text[index] == "\u{200D}" else { return false }
    let next = text.index(after: index)
    guard index > text.startIndex, next < text.endIndex else { return false }
    var before = text.index(before: index)
    if joins(text[before]) { return joins(text[next]) }
    // A picture may carry the mark that makes it one, and a colour.
    while isSelector(text[before]), before > text.startIndex { before = text.index(before: before) }
    return text[index] == "\u{200D}" && isPicture(text[before]) && isPicture(text[next])
  }

  private static func joins(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    // Arabic to Malayalam and Sinhala, Myanmar, Khmer, Mongolian; forms of Arabic letters.
    case 0x0600...0x0DFF, 0x1000...0x109F, 0x1780...0x18AF, 0xFB50...0xFDFF, 0xFE70...0xFEFC:
      switch scalar.properties.generalCategory {
      case .otherLetter, .nonspacingMark, .spacingMark: true
      default: false
      }
    default: false
    }
  }

  private static func isSelector(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{FE0F}" || (0x1F3FB...0x1F3FF).contains(scalar.value)
  }

  private static func isPicture(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isEmoji && scalar.value > 0x203B
  }
}
