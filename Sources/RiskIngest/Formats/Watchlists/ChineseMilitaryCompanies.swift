import RecordIO
import RiskCore

extension SourceFormat {
  /// The list of Chinese military companies under Section 1260H, one row for each period of listing.
  static let dod1260H = SourceFormat(
    id: "dod-1260h",
    reference: Reference(
      reads:
        "Chinese military companies that the US Department of Defense identifies under Section 1260H, as a table with a "
        + "row for each period of listing; the periods of a company are one entry.",
      published:
        "the list: US Department of Defense, Federal Register; the table: OpenSanctions' repository (CC BY-NC 4.0)",
      used:
        "Name, Clean Name (its words are the key), Alias, Previous Name, Parent Name, Start date, End date, Source Url",
      notUsed: "Note"),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        let file = try request.records(index)
        let reader = MilitaryCompanyRow(
          try file.columns(
            ["Name", "Clean Name", "Start date", "End date"],
            optional: ["Alias", "Previous Name", "Parent Name", "Source Url"]))
        passes.append(
          file.pass { row, collector throws(RowProblem) in
            try collector.refuseCopy(of: row)
            try reader.add(row, to: collector)
          })
      }
      return SourceStream(request, passes)
    })
}

private struct MilitaryCompanyRow {
  private let name, cleanName, alias, previousName, parent, start, end, url: MappedColumn

  init(_ columns: ListColumns) {
    name = columns["Name"]
    cleanName = columns["Clean Name"]
    alias = columns["Alias"]
    previousName = columns["Previous Name"]
    parent = columns["Parent Name"]
    start = columns["Start date"]
    end = columns["End date"]
    url = columns["Source Url"]
  }

  func add(_ row: RowReader, to collector: SourceCollector) throws(RowProblem) {
    let written = try row.required(name)
    let primary = row.optional(cleanName) ?? Self.cleaned(written)
    // Editions write `Co., Ltd` and `Co., Ltd.`: the words are the company.
    var draft = EntryDraft(key: Token.of(primary), origin: row.origin)
    draft.party = .organisation
    draft.addName(primary, .primary)
    for alias in row.list(alias) { draft.addName(alias, .strong) }
    for former in row.list(previousName) { draft.addName(former, .former) }
    // The list is of Chinese companies; it names no country.
    draft.addCountry("CN")
    for name in row.list(parent) { draft.addLink(ListedLink(relation: .parent, name: name)) }
    draft.listedOn = try row.date(start, [.iso])
    draft.endedOn = try row.date(end, [.iso])
    draft.locator = row.text(url)
    collector.add(draft) { existing in
      for name in draft.names {
        existing.addName(name.text, name.kind == .primary ? .strong : name.kind)
      }
      for link in draft.links { existing.addLink(link) }
      if let day = draft.listedOn { existing.listedOn = min(existing.listedOn ?? day, day) }
      // Listed in any open period, a company is listed.
      if let before = existing.endedOn, let after = draft.endedOn {
        existing.endedOn = max(before, after)
      } else {
        existing.endedOn = nil
      }
      if existing.locator.isEmpty { existing.locator = draft.locator }
    }
  }

  /// A raw name without the footnote sign and the bracket behind it, also one that ends in `]`.
  private static func cleaned(_ name: String) -> String {
    var text = Substring(name)
    while let last = text.last, last == "*" || last == " " { text = text.dropLast() }
    if let last = text.last, last == ")" || last == "]", let open = text.lastIndex(of: "("),
      open > text.startIndex
    {
      text = text[..<open]
    }
    return Blanks.trimmed(String(text))
  }
}
