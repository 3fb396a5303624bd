import RiskCore

/// Further names that registers write into the one cell they have for a name.
enum PartyNames {
  /// The longest name that is taken apart.
  private static let maximumBytes = 512

  /// Words between a company and the name it trades under.
  private static let tradingWords: Set<String> = ["d/b/a", "dba", "t/a"]

  /// Words before a name that say what kind of name it is.
  private static let leadingWords = tradingWords.union([
    "aka", "a.k.a.", "fka", "f.k.a.", "formerly",
  ])

  /// How a text begins that describes a party by another one's name, folded.
  private static let descriptions = [
    "an ", "a division ", "a member ", "a part ", "incorporating ", "member of ", "part of ",
  ]

  /// What stands in brackets behind a name and is none: forms of companies.
  private static let notNames: Set<String> = ["publ", "haftungsbeschrankt"]

  /// Returns `name` without the commas, dashes and blanks that a cut-off name ends in.
  static func trimmed(_ name: some StringProtocol) -> String {
    var name = Blanks.trimmed(String(name))
    while name.utf8.last == UInt8(ascii: ",") || name.utf8.last == UInt8(ascii: ";")
      || name.hasSuffix(" -")
    {
      name = Blanks.trimmed(String(name.dropLast()))
    }
    return name
  }

  /// Returns the names within `name`: a brand and its company in brackets, the two sides of
  /// `d/b/a`, and of a slash between two names.
  ///
  /// `Adform A/S` is one name, and so is one with a country in its brackets, which tells sister
  /// companies apart.
  static func aliases(in name: String) -> [String] {
    guard name.utf8.count <= maximumBytes else { return [] }
    var found: [String] = []
    func add(_ alias: String) {
      if alias != name, letterCount(alias) > 1, !found.contains(alias) { found.append(alias) }
    }
    var outer = name
    if name.hasSuffix(")"), let open = name.lastIndex(of: "("), open != name.startIndex {
      let inner = trimmed(name[name.index(after: open)...].dropLast())
      if Countries.code(for: inner) == nil {
        outer = trimmed(name[..<open])
        add(outer)
        if let alias = further(inner) { add(alias) }
      }
    }
    let traded = tradingNames(outer)
    for part in traded {
      add(part)
      slashParts(part).forEach(add)
    }
    return found
  }

  /// Returns the name in a text that stands where a further name is expected.
  ///
  /// `dba` before it is left out. A text that describes, as "An MiQ Company" and "incorporating
  /// ADmantX" do, holds none: nil.
  static func further(_ text: some StringProtocol) -> String? {
    var words = trimmed(text).split(separator: " ")[...]
    if words.count > 1, leadingWords.contains(words[0].lowercased()) { words = words.dropFirst() }
    let name = words.joined(separator: " ")
    guard name.utf8.count <= maximumBytes else { return name }
    let folded = NameFolding.folded(name)
    let isNone = notNames.contains(folded) || descriptions.contains { folded.hasPrefix($0) }
    return isNone || letterCount(name) < 2 ? nil : name
  }

  /// The sides of `d/b/a`, or the name as it is.
  private static func tradingNames(_ name: String) -> [String] {
    let words = name.split(separator: " ")
    guard let index = words.firstIndex(where: { tradingWords.contains($0.lowercased()) }),
      index > 0, index + 1 < words.count
    else { return [name] }
    return [
      trimmed(words[..<index].joined(separator: " ")),
      trimmed(words[(index + 1)...].joined(separator: " ")),
    ]
  }

  /// The names between slashes; none when a slash belongs to a name, as in `Quad/Graphics, Inc.`.
  ///
  /// A slash that divides has blanks around it, or a legal form before it.
  private static func slashParts(_ name: String) -> [String] {
    guard name.utf8.contains(UInt8(ascii: "/")) else { return [] }
    var parts: [String] = []
    var part = ""
    let pieces = name.split(separator: "/", omittingEmptySubsequences: false)
    for (index, piece) in pieces.enumerated() {
      part += piece
      guard index + 1 < pieces.count else { break }
      let hasBlanks = piece.hasSuffix(" ") && pieces[index + 1].hasPrefix(" ")
      let before = piece.split(separator: " ").last ?? ""
      if hasBlanks || (letterCount(before) > 1 && isLegalForm(before)) {
        parts.append(trimmed(part))
        part = ""
      } else {
        part += "/"
      }
    }
    return parts.isEmpty ? [] : parts + [trimmed(part)]
  }

  /// Returns whether `text` is a legal form and nothing else: `LLC`, `Inc.`.
  static func isLegalForm(_ text: some StringProtocol) -> Bool {
    guard text.utf8.count <= 12 else { return false }
    return NameNormalizer.standard.isLegalForm(String(text))
  }

  private static func letterCount(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.count { $0.properties.isAlphabetic }
  }
}
