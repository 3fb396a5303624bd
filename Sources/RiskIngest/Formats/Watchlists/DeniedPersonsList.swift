import RecordIO
import RiskCore

extension SourceFormat {
  /// The Denied Persons List of the US Bureau of Industry and Security.
  static let bisDeniedPersons = SourceFormat(
    id: "bis-dpl",
    reference: Reference(
      reads:
        "The Denied Persons List as tab-separated text, one row for each person and address; orders that have expired "
        + "stay in the file and count as ended.",
      published: "US Department of Commerce, Bureau of Industry and Security, https://www.bis.gov",
      used:
        "Name, Country, Effective_Date and Expiration_Date, FR_Citation (with name and effective date the key), "
        + "Last_Update (the newest gives the edition)",
      notUsed: "Street_Address, City, State, Postal_Code, Standard_Order, Action"),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        let file = try request.records(index, dialect: CSVDialect(delimiter: UInt8(ascii: "\t")))
        let columns = try file.columns(
          ["Name", "Effective_Date", "Expiration_Date"],
          optional: ["Country", "Last_Update", "FR_Citation"])
        let (name, country) = (columns["Name"], columns["Country"])
        let (effective, expires) = (columns["Effective_Date"], columns["Expiration_Date"])
        let (update, citation) = (columns["Last_Update"], columns["FR_Citation"])
        passes.append(
          file.pass { row, collector throws(RowProblem) in
            try collector.refuseCopy(of: row)
            let text = try row.required(name)
            let begins = try row.date(effective, [.monthDayYear])
            // Later notices are appended to a citation; its first one stays.
            let notice = row.text(citation).split(separator: " ").prefix(3).joined(separator: " ")
            var draft = EntryDraft(
              key: [Token.of(text), Token.of(notice), begins?.description ?? ""]
                .filter { !$0.isEmpty }.joined(separator: "/"), origin: row.origin)
            draft.addName(text, .primary)
            draft.addCountry(row.context.notedCountry(row.text(country), country.name))
            draft.listedOn = begins
            draft.endedOn = row.context.notedDate(
              row.text(expires), [.monthDayYear], expires.name)
            draft.locator = row.text(citation)
            collector.setEditionDate(
              row.context.notedDate(row.text(update), [.iso, .monthDayYear], update.name))
            collector.add(draft) { existing in
              for country in draft.countries { existing.addCountry(country) }
            }
          })
      }
      return SourceStream(request, passes)
    })
}
