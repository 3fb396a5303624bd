/// Text for terminals, where characters of East Asian scripts take two cells.
public enum TerminalText {
  /// Returns `text` with control and direction marks shown as a replacement character.
  ///
  /// Names and excerpts come from outside: they must neither steer a terminal nor turn what stands
  /// beside them around. Line feeds stay, and joiners where a script or a picture is written with
  /// them; noncharacters go the same way, since no XML may hold them.
  public static func visible(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .format where isJoiner(scalar) && mayJoin(scalars.last): scalars.append(scalar)
      case .control where scalar != "\n", .format, .lineSeparator, .paragraphSeparator:
        scalars.append("\u{FFFD}")
      case .unassigned where scalar.properties.isNoncharacterCodePoint:
        scalars.append("\u{FFFD}")
      default: scalars.append(scalar)
      }
    }
    return String(scalars)
  }

  /// Whether `scalar` is the zero-width joiner, or its opposite.
  private static func isJoiner(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{200C}" || scalar == "\u{200D}"
  }

  /// Whether a joiner shows after `scalar`: letters and marks from Arabic on, and pictures. Within a
  /// Latin word it would only make two names look like one.
  private static func mayJoin(_ scalar: Unicode.Scalar?) -> Bool {
    guard let scalar, scalar.value >= 0x0600 else { return false }
    switch scalar.properties.generalCategory {
    case .otherLetter: return true
    // Beyond these blocks marks go with letters of any script; the last one makes a picture.
    case .nonspacingMark, .spacingMark: return scalar.value < 0x1AB0 || scalar.value == 0xFE0F
    default: return scalar.properties.isEmoji
    }
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
