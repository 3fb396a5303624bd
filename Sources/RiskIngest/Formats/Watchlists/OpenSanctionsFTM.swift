import RecordIO
import RiskCore

extension SourceFormat {
  /// FollowTheMoney entities of OpenSanctions as JSON lines, and its delta files.
  ///
  /// Entries are keyed by `id`. Several files are applied one after the other, so that deltas
  /// behind the entities change them.
  static let openSanctionsFTM = SourceFormat(
    id: "opensanctions-ftm",
    reference: Reference(
      reads: """
        entities.ftm.json of any OpenSanctions data set: companies, organisations, legal entities, \
        public bodies, persons, vessels and aircraft become entries, whether they are targets or \
        not; the first of their topics is the part. Delta files (op ADD, MOD, DEL) may follow.
        """,
      published: "OpenSanctions: https://www.opensanctions.org/datasets/",
      used: """
        Names by kind, countries, identifiers, topics, programId; Sanction (authority, program, \
        dates); Ownership, Directorship and other relations as links.
        """,
      notUsed: "Addresses, birth dates, notes, positions, payments and other schemas."),
    open: { request throws(InputError) in
      let relations = OpenSanctionsRelations()
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        passes.append(
          try request.elements(index, layout: .lines).pass {
            element, context, collector throws(RowProblem) in
            try OpenSanctionsFTM.read(element, context, collector, relations)
          })
      }
      return SourceStream(request, passes, finish: relations.apply)
    })
}

private enum OpenSanctionsFTM {
  static func read(
    _ element: JSONElement, _ context: CellContext, _ collector: SourceCollector,
    _ relations: OpenSanctionsRelations
  ) throws(RowProblem) {
    let operation = element.value["op"]?.text
    let entity = operation == nil ? element.value : element.value["entity"] ?? .null
    let id = context.clean(entity["id"]?.text ?? "", "id")
    guard !id.isEmpty else {
      throw RowProblem(
        column: "id", kind: .missingValue, explanation: "the entity has no 'id'; every one needs it"
      )
    }
    switch operation {
    case nil: break
    case "ADD", "MOD", "DEL":
      collector.remove(id)
      relations.remove(id)
      if operation == "DEL" { return }
    case let word?:
      throw RowProblem(
        column: "op", kind: .unknownName,
        explanation: "'op' is '\(word.prefix(60))', which is none of ADD, MOD, DEL")
    }
    let schema = entity["schema"]?.text ?? ""
    guard OpenSanctionsWords.isSchema(schema) else {
      throw RowProblem(
        column: "schema", kind: schema.isEmpty ? .missingValue : .badValue,
        explanation: "'schema' of '\(id.prefix(60))' is '\(schema.prefix(60))', "
          + "expected one word such as Company; fetch the file again")
    }
    let properties = FTMProperties(entity["properties"] ?? .null, context)
    if entrySchemas.contains(schema) {
      var draft = EntryDraft(
        key: id, origin: RecordOrigin(file: context.file, line: element.position.line))
      draft.party = OpenSanctionsWords.party(schema)
      fill(&draft, caption: context.clean(entity["caption"]?.text ?? "", "caption"), properties)
      guard !draft.names.isEmpty else {
        throw RowProblem(
          column: "name", kind: .missingValue,
          explanation: "'\(id.prefix(60))' has neither name nor caption; every entry needs a name")
      }
      try collector.add(draft)
    } else {
      relations.add(id, schema, properties)
    }
  }

  private static let entrySchemas: Set<String> = [
    "Company", "Organization", "LegalEntity", "PublicBody", "Person", "Vessel", "Airplane",
  ]

  /// The caption is the name that OpenSanctions chose among the full names.
  private static func fill(
    _ draft: inout EntryDraft, caption: String, _ properties: FTMProperties
  ) {
    let names = properties["name"]
    draft.addName(caption.isEmpty ? names.first ?? "" : caption, .primary)
    for name in names { draft.addName(name, .strong) }
    for name in properties["alias"] { draft.addName(name, .strong) }
    for name in properties["previousName"] { draft.addName(name, .former) }
    for property in ["weakAlias", "abbreviation"] {
      for name in properties[property] { draft.addName(name, .weak) }
    }
    for property in countries {
      for code in properties[property] {
        draft.addCountry(OpenSanctionsWords.country(code, property, properties.context))
      }
    }
    for (property, kind) in identifiers {
      for value in properties[property] { draft.addIdentifier(kind, value) }
    }
    for programme in properties["programId"] { draft.addProgramme(programme) }
    let topics = properties["topics"]
    draft.part = severeTopics.first(where: topics.contains) ?? topics.first ?? ""
    draft.locator = OpenSanctionsWords.locator(draft.key)
  }

  private static let countries = [
    "country", "jurisdiction", "mainCountry", "nationality", "citizenship", "flag",
  ]

  /// Topics that go before others as the part of an entry.
  private static let severeTopics = ["sanction", "debarment", "export.control"]

  private static let identifiers: KeyValuePairs = [
    "registrationNumber": "registration-number", "ogrnCode": "ogrn", "innCode": "inn",
    "kppCode": "kpp", "okpoCode": "okpo", "bikCode": "bik", "uscCode": "uscc",
    "taxNumber": "tax-id", "vatCode": "vat-number", "leiCode": "lei", "dunsCode": "duns",
    "uniqueEntityId": "uei", "permId": "perm-id", "cikCode": "cik", "swiftBic": "swift-bic",
    "isinCode": "isin", "ticker": "ticker", "imoNumber": "imo", "mmsi": "mmsi",
    "serialNumber": "serial-number",
    "idNumber": "national-id", "passportNumber": "passport", "website": "website",
    "email": "email",
  ]
}
