import RecordIO
import RiskCore

extension SourceFormat {
  /// The Consolidated Screening List, as CSV or as JSON: which one it is shows in the first byte.
  ///
  /// A list of the Treasury Department numbers its parties, and the key is the part and that
  /// number: `SSI-17254`, beside `MBS-17254` for the same party in another list. The other agencies
  /// number nothing, and the hashes in `_id` change from edition to edition; there the key is made
  /// of the part, the name, and the first Federal Register notice, else the day of listing. Their
  /// lists have a row for each address of a party, and rows with one key are one entry.
  static let consolidatedScreeningList = SourceFormat(
    id: "us-csl",
    reference: Reference(
      reads:
        "The Consolidated Screening List of the United States: the lists of the Commerce, State "
        + "and Treasury Departments in one file, `consolidated.csv` with or without the column "
        + "`_id`, or `consolidated.json`. The abbreviation of the list (EL, DPL, UVL, MEU, CMIC, "
        + "SDN, SSI, ISN, DTC, MBS, CAP, ...) is the part of an entry.",
      published: "International Trade Administration, trade.gov/consolidated-screening-list",
      used: "source, entity_number, _id, type, programs, name, addresses (the country), "
        + "federal_register_notice, start_date, end_date, alt_names, nationalities, citizenships, "
        + "vessel_flag, source_information_url, ids",
      notUsed: "title, license_requirement, license_policy, standard_order, remarks, dates and "
        + "places of birth, call_sign and measures of vessels; of ids, what is no number or code"),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        let beginning = FileBeginning.firstByte(of: try request.beginning(of: index))
        switch beginning {
        case UInt8(ascii: "{"):
          passes.append(try screeningElements(request, index, records: "results"))
        case UInt8(ascii: "["):
          passes.append(try screeningElements(request, index, records: ""))
        default: passes.append(try screeningRows(request, index))
        }
      }
      return SourceStream(request, passes)
    })

  // MARK: CSV

  private static func screeningRows(
    _ request: SourceRequest, _ index: Int
  ) throws(InputError) -> SourceStream.Pass {
    let file = try request.records(index)
    let columns = try file.columns(
      [
        "source", "entity_number", "type", "programs", "name", "addresses",
        "federal_register_notice", "start_date", "end_date", "alt_names", "ids",
      ],
      optional: [
        "_id", "citizenships", "nationalities", "vessel_flag", "source_information_url",
      ])
    let cells = ScreeningColumns(columns)
    // Editions without `_id` write a number as `value, type` with the country before, later ones as
    // `type, value` with the country behind.
    let typeIsFirst = file.header.contains("_id")
    let lists = ScreeningLists()
    return file.pass { row, collector throws(RowProblem) in
      var party = ScreenedParty()
      party.number = row.text(cells.number)
      party.id = row.text(cells.id)
      party.source = row.text(cells.source)
      party.type = row.text(cells.type)
      party.startDate = row.text(cells.startDate)
      party.endDate = row.text(cells.endDate)
      let list = try party.checkedList(lists, row.context)
      try collector.refuseCopy(of: row)
      party.name = try row.required(cells.name)
      party.programmes = row.list(cells.programmes)
      party.notice = row.text(cells.notice)
      party.page = row.text(cells.page)
      party.alternatives = row.list(cells.alternatives)
      party.countries = row.list(cells.nationalities) + row.list(cells.citizenships)
      if let flag = row.optional(cells.flag) { party.countries.append(flag) }
      party.addresses = row.list(cells.addresses)
      party.identifiers = row.list(cells.identifiers).compactMap {
        ScreenedIdentifier($0, typeIsFirst: typeIsFirst)
      }
      try party.add(to: collector, list, origin: row.origin, row.context)
    }
  }

  // MARK: JSON

  private static func screeningElements(
    _ request: SourceRequest, _ index: Int, records: String
  ) throws(InputError) -> SourceStream.Pass {
    let file = try request.elements(index, layout: .document(records: [records]))
    let lists = ScreeningLists()
    let pass = file.pass { element, context, collector throws(RowProblem) in
      guard !element.value.members.isEmpty else {
        throw RowProblem(
          column: nil, kind: .badValue,
          explanation: "the record is no object with members; look whether the file is whole")
      }
      let value = element.value
      func text(_ name: String) -> String { context.clean(value[name]?.text ?? "", name) }
      func list(_ name: String) -> [String] {
        guard case .array(let elements)? = value[name] else {
          return SeveralValues.split(text(name))
        }
        return elements.map { context.clean($0.text ?? "", name) }.filter { !$0.isEmpty }
      }
      var party = ScreenedParty()
      party.number = text("entity_number")
      party.id = text("id").isEmpty ? text("_id") : text("id")
      party.source = text("source")
      party.type = text("type")
      party.startDate = text("start_date")
      party.endDate = text("end_date")
      party.name = text("name")
      let listed = try party.checkedList(lists, context)
      guard !party.name.isEmpty else {
        throw RowProblem(
          column: "name", kind: .missingValue,
          explanation: "member 'name' is empty; every record needs it")
      }
      party.programmes = list("programs")
      party.notice = text("federal_register_notice")
      party.page = text("source_information_url")
      party.alternatives = list("alt_names")
      party.countries = list("nationalities") + list("citizenships")
      let flag = text("vessel_flag")
      if !flag.isEmpty { party.countries.append(flag) }
      for address in value["addresses"]?.elements ?? [] {
        let country = context.clean(address["country"]?.text ?? address.text ?? "", "addresses")
        if !country.isEmpty { party.addresses.append(country) }
      }
      party.identifiers = (value["ids"]?.elements ?? []).compactMap { id in
        ScreenedIdentifier(
          type: context.clean(id["type"]?.text ?? "", "ids"),
          value: context.clean(id["number"]?.text ?? "", "ids"),
          country: context.clean(id["country"]?.text ?? "", "ids"))
      }
      let origin = RecordOrigin(file: context.file, line: element.position.line)
      try party.add(to: collector, listed, origin: origin, context)
    }
    return SourceStream.Pass(
      file: pass.file,
      step: { collector throws(InputError) in
        if try pass.step(collector) { return true }
        guard pass.summary().rowsRead > 0 else {
          throw InputError(
            path: file.name.path,
            reason: .undecodable(
              problem: "it holds no record"
                + (records.isEmpty ? "" : " under '\(records)'")
                + "; check that it is the Consolidated Screening List, and whole"))
        }
        return false
      }, summary: pass.summary)
  }
}

/// The columns of the CSV edition.
private struct ScreeningColumns {
  let id, source, number, type, programmes, name, addresses, notice, startDate,
    endDate: MappedColumn
  let flag, alternatives, citizenships, nationalities, page, identifiers: MappedColumn

  init(_ columns: ListColumns) {
    id = columns["_id"]
    source = columns["source"]
    number = columns["entity_number"]
    type = columns["type"]
    programmes = columns["programs"]
    name = columns["name"]
    addresses = columns["addresses"]
    notice = columns["federal_register_notice"]
    startDate = columns["start_date"]
    endDate = columns["end_date"]
    flag = columns["vessel_flag"]
    alternatives = columns["alt_names"]
    citizenships = columns["citizenships"]
    nationalities = columns["nationalities"]
    page = columns["source_information_url"]
    identifiers = columns["ids"]
  }
}
