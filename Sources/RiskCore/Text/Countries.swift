// Country codes from the spellings that inventories and lists use.
//
// A spelling is compared word by word after `NameFolding`, without the small words and in any
// order, so that the table needs one of `Republic of Korea`, `Korea, Rep.` and `KOREA (THE REPUBLIC
// OF)`. Nothing is guessed: a text that is no code and no listed spelling has no code, and what it
// may have meant is for an error message to suggest.

/// The countries and territories of ISO 3166-1, found by code or by name.
///
/// Kosovo is the one addition: ISO 3166-1 has no code for it, and the lists we read write XK, from
/// the range left to users.
public enum Countries {
  /// The officially assigned alpha-2 codes of ISO 3166-1, sorted; XK is not among them.
  public static let allCodes: [String] = rows(of: CountryTable.assigned).map(\.alpha2)

  /// Returns the ISO 3166-1 alpha-2 code of a code or name, or nil when `text` is neither.
  ///
  /// Case, Latin diacritics, punctuation, blanks and the order of words do not matter. A text of
  /// two letters is an alpha-2 code and one of three an alpha-3 code before either is a name. Two
  /// spellings beside each other count when they agree:
  ///
  ///     Countries.code(for: "Korea, Republic of")  // "KR"
  ///     Countries.code(for: "Russia (RUS)")  // "RU"
  ///     Countries.code(for: "Georgia, USA")  // nil
  ///     Countries.code(for: "N/A")  // nil, though NA is Namibia
  public static func code(for text: String) -> String? {
    if let code = codeOfSpelling(text) { return code }
    // `Russia (RUS)`, `DE - Germany`: two spellings of one country, whatever stands between them.
    guard let separator = text.firstIndex(where: { "(-/,:;|[–".contains($0) }) else { return nil }
    guard let first = codeOfSpelling(String(text[..<separator])),
      first == codeOfSpelling(String(text[text.index(after: separator)...]))
    else { return nil }
    return first
  }

  /// Returns the everyday English short name for an alpha-2 code in capitals, or nil when there is
  /// no such code.
  public static func name(ofCode code: String) -> String? { index.names[code] }

  /// Returns the English short name of the country whose spelling is nearest to `text`, or nil
  /// when none is close.
  ///
  /// For error messages: it compares `text` with every spelling of the table, some milliseconds.
  public static func nearestName(to text: String) -> String? {
    let spelling = Suggestion.nearest(
      to: words(of: text).joined(), among: index.codes.keys.lazy.filter { $0.utf8.count > 3 })
    return spelling.flatMap { index.codes[$0] }.flatMap(name(ofCode:))
  }

  private struct Row {
    var alpha2: String
    var alpha3: String
    /// The short name first.
    var names: [String]
  }

  private struct Index {
    /// Alpha-2 code by alpha-2 and alpha-3 code.
    var isoCodes: [String: String] = [:]
    /// Alpha-2 code by the words of a spelling: run together, and sorted with blanks between them.
    var codes: [String: String] = [:]
    /// Short name by alpha-2 code.
    var names: [String: String] = [:]
  }

  private static let index: Index = {
    var index = Index()
    for row in rows(of: CountryTable.assigned) + rows(of: CountryTable.userAssigned) {
      index.isoCodes[row.alpha2] = row.alpha2
      index.isoCodes[row.alpha3] = row.alpha2
      index.names[row.alpha2] = row.names.first
      for name in row.names {
        let words = words(of: name)
        index.codes[words.joined()] = row.alpha2
        index.codes[words.sorted().joined(separator: " ")] = row.alpha2
      }
    }
    return index
  }()

  private static func rows(of table: String) -> [Row] {
    var rows: [Row] = []
    for line in table.split(separator: "\n") {
      let isContinued = line.hasPrefix(" ")
      let fields = line.drop { $0 == " " }.split(
        separator: " ", maxSplits: isContinued ? 0 : 2, omittingEmptySubsequences: true)
      guard let text = fields.last else { continue }
      let names = text.split(separator: ";").map { String($0.drop { $0 == " " }) }
      if isContinued, !rows.isEmpty {
        rows[rows.count - 1].names += names
      } else if fields.count == 3 {
        rows.append(Row(alpha2: String(fields[0]), alpha3: String(fields[1]), names: names))
      }
    }
    return rows
  }

  private static func codeOfSpelling(_ text: String) -> String? {
    if let code = isoCode(in: text) { return code }
    let words = words(of: text)
    return index.codes[words.joined()] ?? index.codes[words.sorted().joined(separator: " ")]
  }

  /// Returns the alpha-2 code when `text` is two or three letters side by side, between anything
  /// that is no letter or digit, and a code.
  private static func isoCode(in text: String) -> String? {
    let bytes = text.utf8
    guard let first = bytes.firstIndex(where: isASCIIWord),
      let last = bytes.lastIndex(where: isASCIIWord)
    else { return nil }
    let letters = text[first...last]
    guard (2...3).contains(letters.utf8.count), letters.utf8.allSatisfy(isASCIIWord) else {
      return nil
    }
    return index.isoCodes[letters.uppercased()]
  }

  /// Whether `byte` is an ASCII letter or digit, or a part of a character beyond ASCII.
  private static func isASCIIWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: true
    default: false
    }
  }

  /// Returns the folded words of `text`, common abbreviations written out and small words left out.
  private static func words(of text: String) -> [String] {
    NameFolding.folded(text).split(separator: " ").compactMap { word in
      switch word {
      case "the", "of", "and", "formerly": nil
      case "st": "saint"
      case "rep": "republic"
      case "dem": "democratic"
      case "is": "islands"
      default: String(word)
      }
    }
  }
}
