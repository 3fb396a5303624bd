import RiskCore

/// Further names that registers write into the one cell they have for a name.
enum PartyNames {
  /// The longest name that is taken apart.
  private static let maximumBytes = 512

  /// Words between a company and the name it trades under.
  private static let tradingWords: Set<String> = ["d/b/a", "dba", "t/a"]

  /// What stands in brackets behind a name and is none: forms of companies.
  private static let notNames: Set<String> = ["publ", "haftungsbeschrankt"]

  /// Returns `name` without the commas and blanks that a cut-off name ends in.
  static func trimmed(_ name: some StringProtocol) -> String {
    var name = Blanks.trimmed(String(name))
    while let last = name.utf8.last, last == UInt8(ascii: ",") || last == UInt8(ascii: ";") {
      name = Blanks.trimmed(String(name.dropLast()))
    }
    return name
  }

  /// Returns the names within `name`: a brand and its company in brackets, the two sides of `d/b/a`, and
  /// of a slash between two names.
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
        if let alias = bracketed(inner) { add(alias) }
      }
    }
    let traded = tradingNames(outer)
    for part in traded {
      add(part)
      slashParts(part).forEach(add)
    }
    return found
  }

  /// The name that stands in brackets; nil when it is none.
  private static func bracketed(_ text: String) -> String? {
    let words = text.split(separator: " ")
    if words.count > 1, tradingWords.contains(words[0].lowercased()) {
      return trimmed(words.dropFirst().joined(separator: " "))
    }
    let folded = NameFolding.folded(text)
    // "An MiQ Company" describes; so does "incorporating ADmantX".
    let describes = ["an ", "a ", "incorporating ", "part of ", "formerly "]
      .contains { folded.hasPrefix($0) }
    return describes || notNames.contains(folded) || letterCount(text) < 3 ? nil : text
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

  /// The names between slashes; none when a slash belongs to a name.
  private static func slashParts(_ name: String) -> [String] {
    guard name.utf8.contains(UInt8(ascii: "/")) else { return [] }
    var parts: [String] = []
    var part = ""
    let pieces = name.split(separator: "/", omittingEmptySubsequences: false)
    for (index, piece) in pieces.enumerated() {
      part += piece
      guard index + 1 < pieces.count else { break }
      let before = piece.split(separator: " ").last ?? ""
      let after = pieces[index + 1].split(separator: " ").first ?? ""
      if letterCount(before) > 1 && letterCount(after) > 1 {
        parts.append(trimmed(part))
        part = ""
      } else {
        part += "/"
      }
    }
    return parts.isEmpty ? [] : parts + [trimmed(part)]
  }

  private static func letterCount(_ text: some StringProtocol) -> Int {
    text.unicodeScalars.count { $0.properties.isAlphabetic }
  }
}
