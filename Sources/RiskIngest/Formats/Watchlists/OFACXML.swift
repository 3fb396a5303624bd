import RecordIO
import RiskCore

extension SourceFormat {
  /// OFAC's lists in the plain XML layout (`sdnList`), which alone marks weak aliases one by one.
  ///
  /// Entries are keyed by OFAC's uid, the entity number of the classic files.
  static let ofacXML = SourceFormat(
    id: "ofac-xml",
    reference: Reference(
      reads: "sdn.xml or consolidated.xml of OFAC: sdnEntry elements of an sdnList.",
      published:
        "U.S. Treasury, OFAC, Sanctions List Service: https://sanctionslist.ofac.treas.gov",
      used: """
        uid, names, sdnType, programs, ids, aliases with type and category, countries of \
        addresses, nationalities, citizenships, flag of a vessel, remarks; Publish_Date of the \
        list.
        """,
      notUsed: "Titles, streets and cities, dates and places of birth, tonnage, Record_Count."),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        let file = try request.nodes(index, records: ["sdnEntry", OFACXML.heading])
        guard file.root.name == "sdnList" else {
          throw InputError(
            path: file.name.path,
            reason: .badHeader(
              problem: "the root element is <\(file.root.name.prefix(60))>, expected <sdnList>; "
                + "take sdn.xml or consolidated.xml, not the advanced layout"))
        }
        passes.append(
          file.pass(skipping: { $0.node.name == OFACXML.heading }) {
            record, context, collector throws(RowProblem) in
            guard record.node.name == OFACXML.heading else {
              return try collector.add(OFACXML.draft(record, context))
            }
            let date = record.node.text(of: "Publish_Date")
            collector.setEditionDate(DateForm.date(date, [.monthDayYear]))
          })
      }
      return SourceStream(request, passes)
    })
}

private enum OFACXML {
  /// The list writes it so.
  static let heading = "publshInformation"

  static func draft(
    _ record: XMLRecord, _ context: CellContext
  ) throws(RowProblem) -> EntryDraft {
    let node = record.node
    func text(_ child: String) -> String { context.clean(node.text(of: child), child) }
    let key = text("uid")
    guard !key.isEmpty else {
      throw RowProblem(
        column: "uid", kind: .missingValue, explanation: "'uid' is empty; every entry needs it")
    }
    let type = text("sdnType")
    guard !type.isEmpty, let party = OFACWords.party(type) else {
      throw RowProblem(
        column: "sdnType", kind: .unknownName,
        explanation: "'sdnType' of \(key.prefix(60)) is '\(type.prefix(60))', which is none of "
          + "Individual, Entity, Vessel, Aircraft")
    }
    var draft = EntryDraft(
      key: key, origin: RecordOrigin(file: context.file, line: record.position.line))
    draft.party = party
    draft.addName(name(node, context), .primary)
    guard !draft.names.isEmpty else {
      throw RowProblem(
        column: "lastName", kind: .missingValue,
        explanation: "'lastName' of \(key.prefix(60)) is empty; every entry needs it")
    }
    for programme in children(node, "programList", "program") {
      draft.addProgramme(context.clean(programme.text, "program"))
    }
    let remarks = text("remarks")
    draft.part = OFACWords.part(draft.programmes, remarks: ids(node, remarks))
    draft.locator = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id=\(key)"
    for alias in children(node, "akaList", "aka") {
      draft.addName(name(alias, context), aliasKind(alias))
    }
    for (list, element) in [
      ("addressList", "address"), ("nationalityList", "nationality"),
      ("citizenshipList", "citizenship"),
    ] {
      for place in children(node, list, element) {
        addCountry("country", of: place, &draft, context)
      }
    }
    if let vessel = node["vesselInfo"] { addCountry("vesselFlag", of: vessel, &draft, context) }
    for id in children(node, "idList", "id") { addIdentifier(id, &draft, context) }
    OFACRemarks.read(unbracketed(remarks), into: &draft, "remarks", context)
    return draft
  }

  private static func children(_ node: XMLNode, _ list: String, _ child: String) -> [XMLNode] {
    node[list]?.all(child) ?? []
  }

  /// `LAST, First` as in the classic files; parties that are no persons have a last name only.
  private static func name(_ node: XMLNode, _ context: CellContext) -> String {
    ["lastName", "firstName"].map { context.clean(node.text(of: $0), $0) }
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private static func aliasKind(_ alias: XMLNode) -> ListedName.Kind {
    if alias.text(of: "type") == "f.k.a." { return .former }
    return alias.text(of: "category") == "weak" ? .weak : .strong
  }

  private static func addCountry(
    _ child: String, of node: XMLNode, _ draft: inout EntryDraft, _ context: CellContext
  ) {
    let word = context.clean(node.text(of: child), child)
    draft.addCountry(OFACWords.country(word, child, context))
  }

  private static func addIdentifier(
    _ id: XMLNode, _ draft: inout EntryDraft, _ context: CellContext
  ) {
    let type = context.clean(id.text(of: "idType"), "idType")
    let number = context.clean(id.text(of: "idNumber"), "idNumber")
    guard let label = OFACWords.identifierLabel(beginning: type) else {
      // Dates of the CMIC list stand among the ids; other types, a sex or a sanctions risk, are
      // none.
      OFACRemarks.read("\(type) \(number)", into: &draft, "idNumber", context)
      return
    }
    let country = context.clean(id.text(of: "idCountry"), "idCountry")
    // `IMO 9339301`: the number of a vessel is its IMO number, where it says so.
    let isIMO = number.hasPrefix("IMO ")
    OFACRemarks.addIdentifier(
      isIMO ? OFACWords.IdentifierLabel("", "imo") : label,
      isIMO ? String(number.dropFirst("IMO ".count)) : number,
      country: OFACWords.country(country, "idCountry", context), to: &draft, context)
  }

  /// Remarks with the types of ids, among which directives stand in this layout.
  private static func ids(_ node: XMLNode, _ remarks: String) -> String {
    children(node, "idList", "id").map { $0.text(of: "idType") }.joined(separator: "; ") + remarks
  }

  /// `(Linked To: MAHAN AIR)`: this layout puts single remarks in brackets.
  private static func unbracketed(_ remarks: String) -> String {
    guard remarks.hasPrefix("("), remarks.hasSuffix(")"), !remarks.dropFirst().contains("(")
    else { return remarks }
    return String(remarks.dropFirst().dropLast())
  }
}
