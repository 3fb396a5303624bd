import RecordIO
import RiskCore

extension SourceFormat {
  /// The Specially Designated Nationals list as XML.
  static let ofacXML = SourceFormat(
    id: "ofac-xml",
    reference: Reference(
      reads:
        "The Specially Designated Nationals list, or the consolidated non-SDN lists, as XML (sdn.xml, consolidated.xml). "
        + "It marks weak aliases, which the classic files keep in remarks.",
      published:
        "US Department of the Treasury, OFAC, https://ofac.treasury.gov/sanctions-list-service",
      used:
        "uid (the key), lastName, firstName, sdnType, programs (the first is the part of the list), akas with type and category, countries of addresses, ids, "
        + "nationalities, remarks as of the classic files, Publish_Date (the edition)",
      notUsed: "titles, births, street addresses, details of vessels but their IMO number"),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        let file = try request.nodes(index, records: ["sdnEntry", "publshInformation"])
        passes.append(
          file.pass(skipping: { $0.node.name == "publshInformation" }) {
            record, context, collector throws(RowProblem) in
            if record.node.name == "publshInformation" {
              collector.setEditionDate(
                DateForm.date(record.node.text(of: "Publish_Date"), [.monthDayYear]))
              return
            }
            try collector.add(OFACXMLEntry.draft(of: record, context))
          })
      }
      return SourceStream(request, passes)
    })
}

private enum OFACXMLEntry {
  static func draft(
    of record: XMLRecord, _ context: CellContext
  ) throws(RowProblem) -> EntryDraft {
    let node = record.node
    func text(_ node: XMLNode, _ name: String) -> String {
      context.clean(node.text(of: name), name)
    }
    let key = text(node, "uid")
    let name = fullName(node, context)
    for (value, column) in [(key, "uid"), (name, "lastName")] where value.isEmpty {
      throw RowProblem(
        column: column, kind: .missingValue,
        explanation: "the element has no \(column); every entry needs it")
    }
    var draft = EntryDraft(
      key: key, origin: RecordOrigin(file: context.file, line: record.position.line))
    switch text(node, "sdnType") {
    case "Individual": draft.party = .person
    case "Entity": draft.party = .organisation
    case "Vessel": draft.party = .vessel
    case "Aircraft": draft.party = .aircraft
    default: draft.party = .unknown
    }
    draft.addName(name, .primary)
    for aka in node["akaList"]?.all("aka") ?? [] {
      let isWeak = text(aka, "category").lowercased() == "weak"
      let isFormer = text(aka, "type") == "f.k.a."
      draft.addName(fullName(aka, context), isWeak ? .weak : isFormer ? .former : .strong)
    }
    for programme in node["programList"]?.all("program") ?? [] {
      draft.addProgramme(context.clean(programme.text, "program"))
    }
    draft.part = draft.firstProgramme
    for address in node["addressList"]?.all("address") ?? [] {
      draft.addCountry(OFACCountries.code(text(address, "country"), context, "country"))
    }
    for list in ["nationalityList", "citizenshipList"] {
      for place in node[list]?.children ?? [] {
        draft.addCountry(OFACCountries.code(text(place, "country"), context, "country"))
      }
    }
    for id in node["idList"]?.all("id") ?? [] {
      let country = text(id, "idCountry")
      draft.addIdentifier(
        kind(of: text(id, "idType")), text(id, "idNumber"),
        country: country.isEmpty ? nil : context.country(country))
    }
    OFACRemarks.read(text(node, "remarks"), into: &draft, context)
    return draft
  }

  private static func fullName(_ node: XMLNode, _ context: CellContext) -> String {
    let last = context.clean(node.text(of: "lastName"), "lastName")
    let first = context.clean(node.text(of: "firstName"), "firstName")
    return first.isEmpty ? last : last.isEmpty ? first : "\(last), \(first)"
  }

  private static func kind(of type: String) -> String {
    switch type {
    case "Tax ID No.": "tax-id"
    case "Registration Number", "Registration ID", "Company Number": "registration-number"
    case "Vessel Registration Identification": "imo"
    case "SWIFT/BIC": "swift-bic"
    case "D-U-N-S Number": "duns"
    case "Email Address": "email"
    default: Token.of(type)
    }
  }
}
