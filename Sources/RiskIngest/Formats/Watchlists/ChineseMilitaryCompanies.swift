import RecordIO
import RiskCore

extension SourceFormat {
  /// The table of Chinese military companies under section 1260H, with one row for each period of
  /// listing.
  ///
  /// The list numbers nothing: the key is the clean name in kebab case without the abbreviation in
  /// brackets, so that `Addsino Co. Ltd.` and `Addsino Co., Ltd.` of two editions are one company.
  /// A company is listed from its first period, and has left the list when all its periods have
  /// ended.
  static let chineseMilitaryCompanies = SourceFormat(
    id: "dod-1260h",
    reference: Reference(
      reads: "Chinese military companies operating in the United States (section 1260H of the "
        + "National Defense Authorization Act for 2021), as a table with a row for each company "
        + "and period of listing.",
      published: "Department of Defense, in the Federal Register and at media.defense.gov, as a "
        + "document; as a table by OpenSanctions",
      used: "Name, Clean Name, Alias, Previous Name, Parent Name, Start date, End date, Source Url",
      notUsed: "Note"),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        passes.append(try militaryCompanyRows(request, index))
      }
      return SourceStream(request, passes)
    })

  private static func militaryCompanyRows(
    _ request: SourceRequest, _ index: Int
  ) throws(InputError) -> SourceStream.Pass {
    let file = try request.records(index)
    let columns = try file.columns(
      ["Name", "Start date", "End date"],
      optional: ["Clean Name", "Alias", "Previous Name", "Parent Name", "Source Url"])
    let (start, end) = (columns["Start date"], columns["End date"])
    return file.pass { row, collector throws(RowProblem) in
      let written = MilitaryCompanyName(try row.required(columns["Name"]))
      let clean = MilitaryCompanyName(row.text(columns["Clean Name"]))
      let name = clean.name.isEmpty ? written.name : clean.name
      let period = try listingPeriod(row, start, end)
      try collector.refuseCopy(of: row)

      var draft = EntryDraft(key: DerivedKey.of(name), origin: row.origin)
      draft.party = .organisation
      draft.addName(name, .primary)
      let previous = row.list(columns["Previous Name"])
      for text in written.former + previous { draft.addName(text, .former) }
      let aliases = row.list(columns["Alias"]).flatMap(MilitaryCompanyName.listed)
      for text in written.aliases + clean.aliases + aliases
      where !written.former.contains(text) && !previous.contains(text) {
        draft.addName(text, .strong)
      }
      draft.addCountry("CN")
      let parent = MilitaryCompanyName(row.text(columns["Parent Name"])).name
      if !parent.isEmpty {
        draft.addLink(
          ListedLink(relation: .parent, name: parent, key: DerivedKey.of(parent)))
      }
      (draft.listedOn, draft.endedOn) = period
      draft.locator = row.text(columns["Source Url"])
      collector.add(draft) { $0.join(draft) }
    }
  }

  /// The days of a period; one that cannot be read is noted, two are a row that slipped sideways.
  private static func listingPeriod(
    _ row: RowReader, _ start: MappedColumn, _ end: MappedColumn
  ) throws(RowProblem) -> (CivilDate?, CivilDate?) {
    let texts = (row.text(start), row.text(end))
    let from = DateForm.date(texts.0, [.iso])
    let to = DateForm.date(texts.1, [.iso])
    let areUnreadable = (from == nil && !texts.0.isEmpty, to == nil && !texts.1.isEmpty)
    if areUnreadable.0 && areUnreadable.1 {
      throw RowProblem(
        column: nil, kind: .shiftedColumns,
        explanation: "columns '\(start.name)' and '\(end.name)' both hold no date; look for a lost "
          + "or added delimiter before them")
    }
    if areUnreadable.0 { row.note(.unreadableDate, start) }
    if areUnreadable.1 { row.note(.unreadableDate, end) }
    return (from, to)
  }
}

/// A name of the list with what its convention writes behind it.
///
/// `360 Security Technology Inc. (Qihoo 360)*` has the alias of the bracket; the asterisk refers to
/// a footnote. `X (formerly Y (Z))` has former names. `(SMIC Tianjin]` is a bracket too.
private struct MilitaryCompanyName {
  private(set) var name: String
  private(set) var aliases: [String] = []
  private(set) var former: [String] = []

  init(_ text: String) {
    var text = Blanks.trimmed(text)
    while text.utf8.last == UInt8(ascii: "*") { text = Blanks.trimmed(String(text.dropLast())) }
    let written = WrittenName(text)
    name = written.name.isEmpty ? text : written.name
    for text in written.former {
      guard let (outer, inner) = Self.bracketAtEnd(of: text) else {
        former.append(text)
        continue
      }
      former += [outer, inner]
    }
    aliases = written.strong
    if let (outer, inner) = Self.bracketAtEnd(of: name) {
      name = outer
      aliases.append(inner)
    }
  }

  /// What stands before a bracket at the end, and in it; nil when there is none, or when it is a
  /// part of the name: `China Communications Construction Group (Limited)`.
  private static func bracketAtEnd(of text: String) -> (outer: String, inner: String)? {
    guard let last = text.utf8.last, isClosing(last), let open = openingOfLastBracket(in: text)
    else { return nil }
    let outer = Blanks.trimmed(String(text[..<open]))
    let inner = Blanks.trimmed(String(text[text.index(after: open)...].dropLast()))
    guard !outer.isEmpty, !inner.isEmpty,
      !["limited", "ltd", "group", "holding", "holdings"].contains(inner.lowercased()),
      // A place; codes of two or three letters are more likely abbreviations of the name.
      inner.utf8.count < 4 || Countries.code(for: inner) == nil
    else { return nil }
    return (outer, inner)
  }

  private static func openingOfLastBracket(in text: String) -> String.Index? {
    var depth = 0
    for index in text.utf8.indices.reversed() {
      if isClosing(text.utf8[index]) { depth += 1 }
      if text.utf8[index] == UInt8(ascii: "(") { depth -= 1 }
      if depth == 0 { return index }
    }
    return nil
  }

  private static func isClosing(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]")
  }

  /// The aliases of a cell, of which a few hold two: a comma with nothing behind it stands between
  /// them, one with a blank belongs to a name.
  static func listed(_ text: String) -> [String] {
    var names: [String] = []
    for part in text.split(separator: ",") {
      let part = String(part)
      if let last = names.last, part.utf8.first == 0x20 || part.hasPrefix("Ltd") {
        names[names.count - 1] = last + "," + part
      } else {
        names.append(part)
      }
    }
    return names.map(Blanks.trimmed)
  }
}
