import RecordIO
import RiskCore

extension SourceFormat {
  /// The consolidated list of the United Nations Security Council as XML.
  static let unXML = SourceFormat(
    id: "un-xml",
    reference: Reference(
      reads:
        "The United Nations Security Council Consolidated List as XML: individuals and entities.",
      published:
        "United Nations Security Council, Consolidated List, https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
      used:
        "FIRST_NAME to FOURTH_NAME, NAME_ORIGINAL_SCRIPT, aliases with their QUALITY, REFERENCE_NUMBER (the key), "
        + "UN_LIST_TYPE, LISTED_ON, NATIONALITY, the COUNTRY of addresses of entities, documents, dateGenerated (the edition)",
      notUsed: "COMMENTS1, births, GENDER, DESIGNATION, LAST_DAY_UPDATED, SORT_KEY"),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        let file = try request.nodes(index, records: ["INDIVIDUAL", "ENTITY"])
        let generated = file.root.attribute("dateGenerated").flatMap {
          DateForm.date($0, [.iso])
        }
        passes.append(
          file.pass { record, context, collector throws(RowProblem) in
            collector.setEditionDate(generated)
            try collector.add(UNEntry.draft(of: record, context))
          })
      }
      return SourceStream(request, passes)
    })
}

private enum UNEntry {
  static func draft(
    of record: XMLRecord, _ context: CellContext
  ) throws(RowProblem) -> EntryDraft {
    let node = record.node
    func text(_ name: String) -> String { context.clean(node.text(of: name), name) }
    let key = text("REFERENCE_NUMBER")
    let name = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"].map(text)
      .filter { !$0.isEmpty }.joined(separator: " ")
    for (value, column) in [(key, "REFERENCE_NUMBER"), (name, "FIRST_NAME")] where value.isEmpty {
      throw RowProblem(
        column: column, kind: .missingValue,
        explanation: "the element has no \(column); every entry needs it")
    }
    var draft = EntryDraft(
      key: key, origin: RecordOrigin(file: context.file, line: record.position.line))
    let isPerson = node.name == "INDIVIDUAL"
    draft.party = isPerson ? .person : .organisation
    draft.addName(name, .primary)
    draft.addName(text("NAME_ORIGINAL_SCRIPT"), .primary)
    for alias in node.children
    where alias.name == "INDIVIDUAL_ALIAS" || alias.name == "ENTITY_ALIAS" {
      // Many of them are empty shells.
      draft.addName(
        context.clean(alias.text(of: "ALIAS_NAME"), "ALIAS_NAME"),
        kind(ofQuality: alias.text(of: "QUALITY")))
    }
    let places =
      isPerson
      ? node.all("NATIONALITY").flatMap { $0.all("VALUE") }
      : node.all("ENTITY_ADDRESS").flatMap { $0.all("COUNTRY") }
    for place in places {
      draft.addCountry(context.notedCountry(context.clean(place.text, "COUNTRY"), "COUNTRY"))
    }
    for document in node.all("INDIVIDUAL_DOCUMENT") {
      let country = context.clean(document.text(of: "ISSUING_COUNTRY"), "ISSUING_COUNTRY")
      draft.addIdentifier(
        Token.of(document.text(of: "TYPE_OF_DOCUMENT")),
        context.clean(document.text(of: "NUMBER"), "NUMBER"),
        country: country.isEmpty ? nil : context.country(country))
    }
    draft.addProgramme(text("UN_LIST_TYPE"))
    draft.listedOn = context.notedDate(text("LISTED_ON"), [.iso], "LISTED_ON")
    return draft
  }

  private static func kind(ofQuality quality: String) -> ListedName.Kind {
    switch quality.lowercased() {
    case "low": .weak
    case "f.k.a.", "f.n.a.": .former
    default: .strong
    }
  }
}
