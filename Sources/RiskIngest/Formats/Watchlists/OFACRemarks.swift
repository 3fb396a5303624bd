import RiskCore

/// Reads the remarks of OFAC's files: statements between semicolons, with a full stop behind the
/// last.
///
///     a.k.a. 'BNC'; Tax ID No. 7734202860 (Russia); nationality Iran; Linked To: MAHAN AIR.
///
/// Names in quotes behind `a.k.a.` are weak, because that is where OFAC puts its weak aliases;
/// behind `f.k.a.` they are former. `Linked To:` points to another party by name.
enum OFACRemarks {
  /// The length at which OFAC cuts remarks, in the middle of a word; the rest is in the comments.
  static let cutLength = 1_000

  /// Adds what `remarks` say to an entry.
  ///
  /// - Parameters:
  ///   - isCut: Whether the rest is missing; the last statement is then no whole one.
  ///   - column: What notes name.
  static func read(
    _ remarks: String, isCut: Bool = false, into draft: inout EntryDraft, _ column: String,
    _ context: CellContext
  ) {
    var statements = remarks.utf8.split(separator: UInt8(ascii: ";")).map {
      Blanks.trimmed(String(Substring($0)))
    }
    if isCut {
      if !statements.isEmpty { statements.removeLast() }
    } else if let last = statements.last {
      statements[statements.count - 1] = withoutFullStop(last)
    }
    for statement in statements { read(statement: statement, into: &draft, column, context) }
  }

  private static func read(
    statement: String, into draft: inout EntryDraft, _ column: String, _ context: CellContext
  ) {
    // A second passport, a second nationality.
    let text = rest(of: statement, behind: "alt. ") ?? statement
    if let kind = aliasKind(text) {
      if let name = quoted(text) { draft.addName(name, kind) }
    } else if let name = rest(of: text, behind: "Linked To: ") {
      draft.addLink(ListedLink(relation: .linked, name: name))
    } else if let country = rest(of: text, behind: "nationality ")
      ?? rest(of: text, behind: "citizen ")
      ?? rest(of: text, behind: "Nationality of Registration ")
    {
      draft.addCountry(OFACWords.country(country, column, context))
    } else if let date = rest(of: text, behind: "Listing Date (CMIC) ") {
      read(date: date, earliestIn: &draft.listedOn, column, context)
    } else if let date = rest(of: text, behind: "Effective Date (CMIC) ") {
      read(date: date, earliestIn: &draft.inForceOn, column, context)
    } else if let label = OFACWords.identifierLabel(beginning: text) {
      let value = text.utf8.dropFirst(label.text.utf8.count)
      addIdentifier(label, Blanks.trimmed(String(Substring(value))), to: &draft, context)
    }
  }

  /// Adds `1084010 (Egypt) issued 2007`, which stood behind `label`.
  static func addIdentifier(
    _ label: OFACWords.IdentifierLabel, _ text: String, country: String? = nil,
    to draft: inout EntryDraft, _ context: CellContext
  ) {
    var value = text.utf8[...]
    var country = country ?? label.country
    if let open = value.firstIndex(of: UInt8(ascii: "(")) {
      // The last brackets hold the country: `22839 (Jalisco) (Mexico)`.
      if country == nil, let last = value.lastIndex(of: UInt8(ascii: "(")),
        let close = value[last...].firstIndex(of: UInt8(ascii: ")"))
      {
        country = context.country(String(Substring(value[value.index(after: last)..<close])))
      }
      value = value[..<open]
    } else {
      for word in [" issued ", " expires ", " Date of Issue"] {
        if let end = value.place(of: word) { value = value[..<end] }
      }
    }
    if label.kind == "digital-currency-address",
      let blank = value.firstIndex(of: UInt8(ascii: " "))
    {
      // The currency stands in front of the address.
      value = value[value.index(after: blank)...]
    }
    let identifier = Blanks.trimmed(String(Substring(value)))
    guard identifier.utf8.contains(where: { $0 != UInt8(ascii: ":") }) else { return }
    // Numbers of other registers of legal entities stand under the same word.
    let isOther = label.kind == "lei" && identifier.utf8.count != 20
    draft.addIdentifier(isOther ? "registration-number" : label.kind, identifier, country: country)
  }

  private static func read(
    date text: String, earliestIn date: inout CivilDate?, _ column: String, _ context: CellContext
  ) {
    guard let read = DateForm.date(text, [.dayMonthName]) else {
      context.note(.unreadableDate, column)
      return
    }
    date = min(date ?? read, read)
  }

  private static func aliasKind(_ text: String) -> ListedName.Kind? {
    let begin = text.utf8.prefix(7)
    if begin.elementsEqual("a.k.a. ".utf8) { return .weak }
    if begin.elementsEqual("f.k.a. ".utf8) { return .former }
    // "now known as"
    return begin.elementsEqual("n.k.a. ".utf8) ? .strong : nil
  }

  /// What stands between the first and the last quote; a name may hold an apostrophe.
  private static func quoted(_ text: String) -> String? {
    let (bytes, quote) = (text.utf8, UInt8(ascii: "'"))
    guard let first = bytes.firstIndex(of: quote), let last = bytes.lastIndex(of: quote),
      first < last
    else { return nil }
    return Blanks.trimmed(String(Substring(bytes[bytes.index(after: first)..<last])))
  }

  private static func rest(of text: String, behind prefix: String) -> String? {
    guard text.utf8.starts(with: prefix.utf8) else { return nil }
    return Blanks.trimmed(String(Substring(text.utf8.dropFirst(prefix.utf8.count))))
  }

  /// The last statement without the full stop of the remarks.
  ///
  /// `KPD S.A.` keeps its own, which OFAC does not write twice.
  private static func withoutFullStop(_ text: String) -> String {
    guard text.utf8.last == UInt8(ascii: ".") else { return text }
    let stripped = text.dropLast()
    let lastWord = stripped.utf8.suffix(while: { $0 != UInt8(ascii: " ") })
    let isAbbreviation = lastWord.count > 2 && lastWord.dropLast().last == UInt8(ascii: ".")
    return isAbbreviation && text.hasPrefix("Linked To: ") ? text : String(stripped)
  }
}

extension Substring.UTF8View {
  /// Returns where `word` begins first; bytes, because looking for characters is slow.
  func place(of word: String) -> Index? {
    guard let first = word.utf8.first else { return startIndex }
    var rest = self
    while let place = rest.firstIndex(of: first) {
      if rest[place...].starts(with: word.utf8) { return place }
      rest = rest[index(after: place)...]
    }
    return nil
  }
}

extension BidirectionalCollection {
  /// Returns the longest suffix whose elements all satisfy `predicate`.
  fileprivate func suffix(while predicate: (Element) -> Bool) -> SubSequence {
    var start = endIndex
    while start > startIndex {
      let before = index(before: start)
      guard predicate(self[before]) else { break }
      start = before
    }
    return self[start...]
  }
}
