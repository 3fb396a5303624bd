import RecordIO
import RiskCore

extension SourceFormat {
  /// The consolidated list of the United Nations Security Council in XML.
  ///
  /// Entries are keyed by the reference number (`CDe.001`), or by the data id where there is none.
  static let unXML = SourceFormat(
    id: "un-xml",
    reference: Reference(
      reads: "The consolidated XML list of the Security Council: INDIVIDUAL and ENTITY elements.",
      published: "United Nations Security Council, Consolidated List: "
        + "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list",
      used: """
        REFERENCE_NUMBER, DATAID, FIRST_NAME to FOURTH_NAME, NAME_ORIGINAL_SCRIPT, aliases with \
        their quality, UN_LIST_TYPE, LISTED_ON, countries of addresses, nationalities, documents; \
        dateGenerated of the list.
        """,
      notUsed: "Comments, titles, designations, dates and places of birth, streets, updates."),
    open: { request throws(InputError) in
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        let file = try request.nodes(index, records: ["INDIVIDUAL", "ENTITY"])
        guard file.root.name == "CONSOLIDATED_LIST" else {
          throw InputError(
            path: file.name.path,
            reason: .badHeader(
              problem: "the root element is <\(file.root.name.prefix(60))>, expected "
                + "<CONSOLIDATED_LIST>; check that the file is the Security Council's list"))
        }
        let edition = DateForm.date(file.root.attribute("dateGenerated") ?? "", [.iso])
        passes.append(
          file.pass { record, context, collector throws(RowProblem) in
            collector.setEditionDate(edition)
            try collector.add(UNConsolidated.draft(record, context))
          })
      }
      return SourceStream(request, passes)
    })
}

private enum UNConsolidated {
  static func draft(
    _ record: XMLRecord, _ context: CellContext
  ) throws(RowProblem) -> EntryDraft {
    let node = record.node
    func text(_ child: String, of node: XMLNode) -> String {
      context.clean(node.text(of: child), child)
    }
    let reference = text("REFERENCE_NUMBER", of: node)
    let key = reference.isEmpty ? text("DATAID", of: node) : reference
    guard !key.isEmpty else {
      throw RowProblem(
        column: "REFERENCE_NUMBER", kind: .missingValue,
        explanation: "<\(node.name)> has neither REFERENCE_NUMBER nor DATAID; every entry needs one"
      )
    }
    var draft = EntryDraft(
      key: key, origin: RecordOrigin(file: context.file, line: record.position.line))
    draft.party = node.name == "INDIVIDUAL" ? .person : .organisation
    let name = ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"]
      .map { text($0, of: node) }.filter { !$0.isEmpty }.joined(separator: " ")
    guard !name.isEmpty else {
      throw RowProblem(
        column: "FIRST_NAME", kind: .missingValue,
        explanation: "FIRST_NAME to FOURTH_NAME of '\(key.prefix(60))' are empty; "
          + "every entry needs a name")
    }
    draft.addName(name, .primary)
    draft.addName(text("NAME_ORIGINAL_SCRIPT", of: node), .primary)
    draft.addProgramme(text("UN_LIST_TYPE", of: node))
    let listedOn = text("LISTED_ON", of: node)
    draft.listedOn = DateForm.date(listedOn, [.iso])
    if draft.listedOn == nil, !listedOn.isEmpty { context.note(.unreadableDate, "LISTED_ON") }
    for child in node.children {
      switch child.name {
      case "INDIVIDUAL_ALIAS", "ENTITY_ALIAS":
        // 291 of 2,752 are empty shells.
        draft.addName(text("ALIAS_NAME", of: child), kind(ofQuality: text("QUALITY", of: child)))
      case "INDIVIDUAL_ADDRESS", "ENTITY_ADDRESS":
        draft.addCountry(country(text("COUNTRY", of: child), "COUNTRY", context))
      case "NATIONALITY":
        for value in child.all("VALUE") {
          let word = context.clean(value.text, child.name)
          draft.addCountry(country(word, child.name, context))
        }
      case "INDIVIDUAL_DOCUMENT":
        let issuer = [text("ISSUING_COUNTRY", of: child), text("COUNTRY_OF_ISSUE", of: child)]
        draft.addIdentifier(
          kind(ofDocument: text("TYPE_OF_DOCUMENT", of: child)), text("NUMBER", of: child),
          country: issuer.first { !$0.isEmpty }.flatMap(context.country))
      default: break
      }
    }
    return draft
  }

  // An alias of a person is Good or Low, one of an entity a.k.a. or f.k.a.; some say nothing.
  private static func kind(ofQuality word: String) -> ListedName.Kind {
    switch word.lowercased() {
    case "low": .weak
    case "f.k.a.": .former
    default: .strong
    }
  }

  private static func kind(ofDocument word: String) -> String {
    let word = word.lowercased()
    if word.hasPrefix("national identification") { return "national-id" }
    // Some stand in French and Spanish: `Numéro de passeport`, `Número de pasaporte`.
    let isPassport = ["passport", "passeport", "pasaporte"].contains { word.contains($0) }
    return isPassport ? "passport" : "identity-document"
  }

  /// The code of a country word; nil without a note for words that name none of today.
  private static func country(
    _ text: String, _ column: String, _ context: CellContext
  ) -> String? {
    switch text {
    case "na", "N/A", "Not available", "Stateless", "former Soviet Union": nil
    default: context.notedCountry(text, column)
    }
  }
}
