import RecordIO
import RiskCore

@testable import RiskIngest

extension SourceFormat {
  /// The bulletin of a ministry: a day, a name with the former one in brackets, a country.
  static let ministryBulletin = SourceFormat(
    id: "ministry-bulletin",
    reference: Reference(
      reads: "The bulletin of the ministry, one line for each listed company.",
      published: "the ministry's page", used: "Number (the key), Day, Company, Seat",
      notUsed: "Remark"),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        let file = try request.records(index, dialect: CSVDialect(delimiter: UInt8(ascii: "|")))
        let columns = try file.columns(["Number", "Day", "Company", "Seat"])
        let (number, day) = (columns["Number"], columns["Day"])
        let (company, seat) = (columns["Company"], columns["Seat"])
        passes.append(
          file.pass { row, collector throws(RowProblem) in
            var draft = EntryDraft(key: try row.required(number), origin: row.origin)
            draft.party = .organisation
            let names = try row.required(company).split(separator: "(formerly ")
            draft.addName(Blanks.trimmed(String(names[0])), .primary)
            if names.count > 1 { draft.addName(String(names[1].dropLast()), .former) }
            draft.addCountry(row.context.notedCountry(row.text(seat), seat.name))
            draft.listedOn = try row.date(day, [.dayMonthName])
            try collector.add(draft)
          })
      }
      return SourceStream(request, passes)
    })
}
