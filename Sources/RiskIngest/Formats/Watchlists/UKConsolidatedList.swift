import RecordIO
import RiskCore

extension SourceFormat {
  /// The consolidated list of financial sanctions targets, one row for each combination of a name,
  /// an address and a birth date.
  static let ukConsolidatedList = SourceFormat(
    id: "uk-conlist",
    reference: Reference(
      reads: """
        The consolidated list of financial sanctions targets (ConList.csv) of the United Kingdom, \
        in its layouts of 29 columns and of 36 (since 2022), with or without the line before the \
        header that says its date. It was given up in January 2026 for the UK Sanctions List. \
        Rows with one Group ID are one entry, and Group ID is its key. The copies of 2018 are in \
        windows-1252: say so under `encoding`.
        """,
      published: "Office of Financial Sanctions Implementation, HM Treasury, "
        + "\"Financial sanctions targets: list of all targets\" on GOV.UK",
      used: """
        Name 1 to 6 (given names first, then Name 6), Name Non-Latin Script, Nationality, Passport \
        Number or Passport Details, National Identification Number or NI Number, Country, Group \
        Type, Alias Type, Alias Quality, Regime, Listed On, Group ID; of Other Information the \
        references, registration and ship numbers, bank codes, websites, e-mail addresses, parent \
        companies and subsidiaries that it labels. A group listed under several regimes counts \
        from its first day.
        """,
      notUsed: """
        Title, birth data, position, addresses but for their country, the rest of Other \
        Information, UK Sanctions List Date Designated, Last Updated of a row.
        """),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      var dates: [CivilDate] = []
      for index in request.indices(of: "") {
        let file = try request.records(index) { line in
          let preamble = UKPreamble(line, headerHas: "group id")
          if let date = preamble.date { dates.append(date) }
          return preamble.dialect
        }
        let reading = ConListReading(
          try file.columns(ConListReading.required, optional: ConListReading.optional))
        passes.append(
          file.pass { row, collector throws(RowProblem) in try reading.read(row, collector) })
      }
      let newest = dates.max()
      return SourceStream(request, passes) { $0.setEditionDate(newest) }
    })
}

/// What a row of the consolidated list says.
private final class ConListReading {
  static let required = [
    "Name 6", "Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Country", "Other Information",
    "Group Type", "Alias Type", "Regime", "Listed On", "Group ID",
  ]
  static let optional = [
    "Name Non-Latin Script", "Nationality", "Passport Number", "Passport Details",
    "National Identification Number", "NI Number", "Alias Quality",
  ]

  private let names: UKNames
  private let nonLatin, nationality, country, remarks: MappedColumn
  private let passport, nationalID: MappedColumn
  private let groupType, aliasType, aliasQuality, regime, listedOn, groupID: MappedColumn
  private var countries: ListedCountries?

  init(_ columns: ListColumns) {
    names = UKNames { columns[$0] }
    nonLatin = columns["Name Non-Latin Script"]
    nationality = columns["Nationality"]
    country = columns["Country"]
    remarks = columns["Other Information"]
    let number = columns["Passport Number"]
    passport = number.position == nil ? columns["Passport Details"] : number
    let identity = columns["National Identification Number"]
    nationalID = identity.position == nil ? columns["NI Number"] : identity
    groupType = columns["Group Type"]
    aliasType = columns["Alias Type"]
    aliasQuality = columns["Alias Quality"]
    regime = columns["Regime"]
    listedOn = columns["Listed On"]
    groupID = columns["Group ID"]
  }

  func read(_ row: RowReader, _ collector: SourceCollector) throws(RowProblem) {
    try collector.refuseCopy(of: row)
    let countries = self.countries ?? ListedCountries(row.context)
    self.countries = countries
    let key = try row.required(groupID)
    let typed = try typedCells(row, key)
    let name = names.name(row)
    guard !name.isEmpty else {
      throw RowProblem(
        column: names.lastColumn.name, kind: .missingValue,
        explanation: "'Name 6' and 'Name 1' to 'Name 5' are empty; every row needs a name")
    }
    let fill = { [self] (draft: inout EntryDraft) in
      draft.addName(name, typed.kind)
      draft.addName(UKNames.unquoted(row.text(nonLatin)), typed.kind)
      if draft.party == .unknown { draft.party = typed.party }
      draft.addProgramme(row.text(regime))
      if let day = typed.listedOn { draft.listedOn = min(draft.listedOn ?? day, day) }
      countries.add(row.text(country), country.name, to: &draft)
      countries.add(row.text(nationality), nationality.name, to: &draft)
      ListedDetails.addDocuments(row.text(passport), "passport", to: &draft)
      ListedDetails.addDocuments(row.text(nationalID), "national-id", to: &draft)
      let text = row.text(remarks)
      // The rows of a group repeat it.
      if text != draft.remarks {
        draft.remarks = text
        UKRemarks.read(text, into: &draft) { countries.codes(in: $0).first }
      }
    }
    if !collector.update(key, fill) {
      var draft = EntryDraft(key: key, origin: row.origin)
      fill(&draft)
      collector.add(draft) { _ in }
    }
  }

  // MARK: Typed cells

  private struct TypedCells {
    var kind = ListedName.Kind.strong
    var party = PartyKind.unknown
    var listedOn: CivilDate?
  }

  private func typedCells(_ row: RowReader, _ key: String) throws(RowProblem) -> TypedCells {
    var cells = TypedCells()
    var wrong = UKTypedCells()
    let keyIsBad = key.utf8.count > 12 || !key.utf8.allSatisfy { (0x30...0x39).contains($0) }
    if keyIsBad {
      wrong.add(
        groupID, .badValue,
        "column 'Group ID' holds \(row.quoted(key)), which is no number; look for a shifted row")
    }
    switch row.text(groupType).lowercased() {
    case "individual": cells.party = .person
    case "entity": cells.party = .organisation
    case "ship": cells.party = .vessel
    case "": break
    case let word:
      wrong.add(groupType, .unknownName, "'\(word.prefix(60))'")
      row.note(.unmappedWord, groupType)
    }
    switch row.text(aliasType).lowercased() {
    case "prime alias", "primary name": cells.kind = .primary
    case "fka": cells.kind = .former
    case "aka", "primary name variation", "":
      let isLow = row.text(aliasQuality).lowercased().hasPrefix("low")
      cells.kind = isLow ? .weak : .strong
    case let word:
      wrong.add(aliasType, .unknownName, "'\(word.prefix(60))'")
      row.note(.unmappedWord, aliasType)
    }
    if let text = row.optional(listedOn) {
      cells.listedOn = DateForm.date(text, [.dayMonthYear])
      if cells.listedOn == nil {
        wrong.add(listedOn, .badDate, "\(row.quoted(text))")
        row.note(.unreadableDate, listedOn)
      }
    }
    try wrong.check(keyIsBad: keyIsBad)
    return cells
  }
}
