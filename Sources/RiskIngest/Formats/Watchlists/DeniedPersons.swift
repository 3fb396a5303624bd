import RecordIO
import RiskCore

extension SourceFormat {
  /// The Denied Persons List of the Bureau of Industry and Security.
  ///
  /// The list numbers nothing: the key is the name and the first Federal Register citation, else
  /// the effective date. Renewed orders get new dates and further citations, while the first one
  /// stays. A party has a row for each of its addresses; they are one entry. Expired orders stay in
  /// the file and keep their end.
  static let deniedPersons = SourceFormat(
    id: "bis-dpl",
    reference: Reference(
      reads: "The Denied Persons List of the United States: `dpl.txt`, fields between tabs.",
      published: "Bureau of Industry and Security, bis.gov, Denied Persons List",
      used: "Name, Country, State and Postal_Code (where no country is named), Effective_Date, "
        + "Expiration_Date, FR_Citation; Standard_Order and Last_Update to recognise damaged rows",
      notUsed: "Street_Address, City, Action"),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") { passes.append(try deniedRows(request, index)) }
      return SourceStream(request, passes)
    })

  private static func deniedRows(
    _ request: SourceRequest, _ index: Int
  ) throws(InputError) -> SourceStream.Pass {
    let file = try request.records(index, dialect: CSVDialect(delimiter: 0x09))
    let columns = try file.columns(
      ["Name", "Country", "Effective_Date", "Expiration_Date", "FR_Citation"],
      optional: ["State", "Postal_Code", "Standard_Order", "Last_Update"])
    let (name, citation) = (columns["Name"], columns["FR_Citation"])
    return file.pass { row, collector throws(RowProblem) in
      let written = WrittenName(try row.required(name))
      let (from, to) = try orderDates(row, columns)
      try collector.refuseCopy(of: row)
      let notice = row.text(citation)
      let primary = written.name.isEmpty ? row.text(name) : written.name
      let key = DerivedKey.of(
        primary, FederalRegister.firstCitation(in: notice) ?? from.map(\.description) ?? "")
      var draft = EntryDraft(key: key, origin: row.origin)
      draft.addName(primary, .primary)
      for text in written.strong { draft.addName(text, .strong) }
      for text in written.former { draft.addName(text, .former) }
      draft.addCountry(orderCountry(row, columns))
      (draft.listedOn, draft.endedOn) = (from, to)
      draft.locator = notice
      collector.add(draft) { $0.join(draft) }
    }
  }

  /// The days of an order, when the columns with a narrow meaning make sense.
  private static func orderDates(
    _ row: RowReader, _ columns: ListColumns
  ) throws(RowProblem) -> (CivilDate?, CivilDate?) {
    var dates: [CivilDate?] = []
    var impossible: [MappedColumn] = []
    for (column, form) in [
      (columns["Effective_Date"], DateForm.monthDayYear),
      (columns["Expiration_Date"], .monthDayYear), (columns["Last_Update"], .iso),
    ] {
      let text = row.text(column)
      let date = DateForm.date(text, [form])
      if date == nil && !text.isEmpty { impossible.append(column) }
      dates.append(date)
    }
    let order = row.text(columns["Standard_Order"])
    let areDamaged = !["", "Y", "N", "y", "n"].contains(order)
    if impossible.count + (areDamaged ? 1 : 0) > 1 {
      let names = impossible.map { "'\($0.name)'" } + (areDamaged ? ["'Standard_Order'"] : [])
      throw RowProblem(
        column: nil, kind: .shiftedColumns,
        explanation:
          "columns \(names.joined(separator: ", ")) hold what none of them can; look for "
          + "a lost or added tab before them")
    }
    for column in impossible { row.note(.unreadableDate, column) }
    return (dates[0], dates[1])
  }

  private static func orderCountry(_ row: RowReader, _ columns: ListColumns) -> String? {
    let country = row.text(columns["Country"])
    switch country {
    case "": break
    case "PRC": return "CN"
    default:
      if let code = row.country(country) { return code }
      // A state where the country should be.
      if USAddress.isState(country) { return "US" }
      row.note(.unknownCountry, columns["Country"])
      return nil
    }
    // Addresses in the United States often go without a country.
    return USAddress.isState(row.text(columns["State"])) ? "US" : nil
  }
}
