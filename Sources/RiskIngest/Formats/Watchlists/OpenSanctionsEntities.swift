import RecordIO
import RiskCore

extension SourceFormat {
  /// Entities of FollowTheMoney, the data model of OpenSanctions, one JSON object on a line.
  static let openSanctionsFTM = SourceFormat(
    id: "opensanctions-ftm",
    reference: Reference(
      reads:
        "FollowTheMoney entities as JSON lines (entities.ftm.json), also delta files with `op` and `entity`: parties become "
        + "entries, sanctions give them programme, authority and days, ownerships and other relations become links.",
      published:
        "OpenSanctions, https://www.opensanctions.org/datasets/ (commercial use needs their licence)",
      used:
        "id (the key), schema, name, alias, weakAlias, previousName, country, jurisdiction, nationality, numbers and codes, website; of Sanction entity, program, authority, listingDate, "
        + "startDate, endDate; of Ownership owner, asset, percentage; of relations their two ends; last_seen gives the edition",
      notUsed:
        "referents, datasets, topics, births, addresses, payments and every other schema; they are accepted without effect"
    ),
    open: { request throws(InputError) in
      let relations = FTMRelations()
      var passes: [SourceStream.Pass] = []
      for index in request.indices(of: "") {
        let file = try request.elements(index, layout: .lines)
        passes.append(
          file.pass { element, context, collector throws(RowProblem) in
            try FTMEntity.read(element, context, collector, relations)
          })
      }
      return SourceStream(request, passes) { relations.apply(to: $0) }
    })
}

/// What entities say about others, kept until all of them are there.
private final class FTMRelations {
  struct Sanction {
    let programmes: [String]
    let authorities: [String]
    let listedOn: CivilDate?
    let inForceOn: CivilDate?
    let endedOn: CivilDate?
  }

  var sanctions: [String: [Sanction]] = [:]
  var links: [(key: String, link: ListedLink)] = []

  func apply(to collector: SourceCollector) {
    for (key, link) in links { _ = collector.update(key) { $0.addLink(link) } }
    collector.updateAll { entry in
      guard let sanctions = self.sanctions[entry.key] else { return }
      var isOpen = false
      for sanction in sanctions {
        for programme in sanction.programmes { entry.addProgramme(programme) }
        if entry.authority.isEmpty { entry.authority = sanction.authorities.first ?? "" }
        if let day = sanction.listedOn ?? sanction.inForceOn {
          entry.listedOn = min(entry.listedOn ?? day, day)
        }
        if let day = sanction.inForceOn { entry.inForceOn = min(entry.inForceOn ?? day, day) }
        if let day = sanction.endedOn {
          entry.endedOn = max(entry.endedOn ?? day, day)
        } else {
          isOpen = true
        }
      }
      // Under any open sanction a party is listed.
      if isOpen { entry.endedOn = nil }
    }
  }
}

private enum FTMEntity {
  private static let numbers: [(property: String, kind: String)] = [
    ("registrationNumber", "registration-number"), ("taxNumber", "tax-id"), ("innCode", "inn"),
    ("ogrnCode", "ogrn"), ("kppCode", "kpp"), ("okpoCode", "okpo"), ("leiCode", "lei"),
    ("swiftBic", "swift-bic"), ("dunsCode", "duns"), ("imoNumber", "imo"), ("mmsi", "mmsi"),
    ("idNumber", "other"), ("passportNumber", "passport"), ("ticker", "ticker"), ("isin", "isin"),
    ("website", "website"),
  ]
  /// The two ends of a relation, and how the second stands to the first.
  private static let relations: [String: (from: String, to: String)] = [
    "Directorship": ("organization", "director"), "UnknownLink": ("subject", "object"),
    "Membership": ("organization", "member"), "Family": ("person", "relative"),
    "Associate": ("person", "associate"), "Representation": ("client", "agent"),
    "Succession": ("successor", "predecessor"), "Employment": ("employer", "employee"),
  ]

  static func read(
    _ element: JSONElement, _ context: CellContext, _ collector: SourceCollector,
    _ relations: FTMRelations
  ) throws(RowProblem) {
    var entity = element.value
    if let operation = entity["op"]?.text {
      guard let inner = entity["entity"] else {
        throw RowProblem(
          column: "entity", kind: .missingValue,
          explanation: "a line with 'op' has no 'entity'; fetch the delta file again")
      }
      entity = inner
      let id = entity["id"]?.text ?? ""
      if operation == "DEL" {
        collector.remove(id)
        return
      }
      if operation == "MOD" { collector.remove(id) }
    }
    guard let id = entity["id"]?.text, !id.isEmpty, let schema = entity["schema"]?.text else {
      throw RowProblem(
        column: entity["id"] == nil ? "id" : "schema", kind: .missingValue,
        explanation: "the line has no id or no schema; every entity needs both")
    }
    if let day = entity["last_seen"]?.text {
      collector.setEditionDate(DateForm.date(day, [.iso]))
    }
    let values = FTMValues(entity["properties"], context)
    switch schema {
    case "Sanction":
      let sanction = FTMRelations.Sanction(
        programmes: values.all("program"), authorities: values.all("authority"),
        listedOn: values.lastDay("listingDate"), inForceOn: values.firstDay("startDate"),
        endedOn: values.lastDay("endDate"))
      for key in values.all("entity") { relations.sanctions[key, default: []].append(sanction) }
    case "Ownership":
      let percent = values.all("percentage").first.flatMap(percent)
      for asset in values.all("asset") {
        for owner in values.all("owner") {
          relations.links.append(
            (asset, ListedLink(relation: .owner, key: owner, percent: percent)))
          relations.links.append(
            (owner, ListedLink(relation: .subsidiary, key: asset, percent: percent)))
        }
      }
    case _ where Self.relations[schema] != nil:
      guard let ends = Self.relations[schema] else { return }
      for from in values.all(ends.from) {
        for to in values.all(ends.to) {
          relations.links.append((from, ListedLink(relation: .linked, key: to)))
          relations.links.append((to, ListedLink(relation: .linked, key: from)))
        }
      }
    default:
      let party = OpenSanctionsSchema.party(schema)
      if party != .unknown { try addParty(id, party, values, element, context, collector) }
    }
  }

  private static func addParty(
    _ id: String, _ party: PartyKind, _ values: FTMValues, _ element: JSONElement,
    _ context: CellContext, _ collector: SourceCollector
  ) throws(RowProblem) {
    var draft = EntryDraft(
      key: id, origin: RecordOrigin(file: context.file, line: element.position.line))
    draft.party = party
    for name in values.all("name") { draft.addName(name, .primary) }
    for name in values.all("alias") { draft.addName(name, .strong) }
    for name in values.all("weakAlias") + values.all("abbreviation") { draft.addName(name, .weak) }
    for name in values.all("previousName") { draft.addName(name, .former) }
    guard !draft.names.isEmpty else {
      throw RowProblem(
        column: "name", kind: .missingValue,
        explanation: "the entity has no name; every party needs one")
    }
    for property in ["country", "jurisdiction", "nationality", "mainCountry"] {
      for code in values.all(property) {
        draft.addCountry(OpenSanctionsSchema.country(code, context, property))
      }
    }
    for (property, kind) in numbers {
      for value in values.all(property) { draft.addIdentifier(kind, value) }
    }
    for programme in values.all("programId") { draft.addProgramme(programme) }
    try collector.add(draft)
  }

  private static func percent(_ text: String) -> Double? {
    let digits = text.hasSuffix("%") ? String(text.dropLast()) : text
    guard let number = Double(Blanks.trimmed(digits)), (0...100).contains(number) else {
      return nil
    }
    return number
  }
}

/// The properties of an entity: every value is one of an array of texts.
private struct FTMValues {
  private let properties: JSONValue?
  private let context: CellContext

  init(_ properties: JSONValue?, _ context: CellContext) {
    self.properties = properties
    self.context = context
  }

  /// The values of a property that are texts.
  func all(_ property: String) -> [String] {
    (properties?[property]?.elements ?? []).compactMap { value in
      // An entity within an entity is told by its id.
      let text = value.text ?? value["id"]?.text ?? ""
      let clean = context.clean(text, property)
      return clean.isEmpty ? nil : clean
    }
  }

  /// The earliest day of a property; a month or a year begins with its first day.
  func firstDay(_ property: String) -> CivilDate? {
    all(property).compactMap { Self.days(of: $0)?.first }.min()
  }

  /// The latest day of a property; a month or a year ends with its last day, since what is said to be
  /// known in a year is known by its end.
  func lastDay(_ property: String) -> CivilDate? {
    all(property).compactMap { Self.days(of: $0)?.last }.max()
  }

  /// The days that `1962`, `1962-04` or `1962-04-01` covers.
  private static func days(of text: String) -> (first: CivilDate, last: CivilDate)? {
    if let day = DateForm.date(text, [.iso]) { return (day, day) }
    let parts = text.split(separator: "-", maxSplits: 2)
    guard let year = parts.first.flatMap({ Int($0) }), parts.count <= 2 else { return nil }
    if parts.count == 1 {
      guard let first = CivilDate(year: year, month: 1, day: 1),
        let last = CivilDate(year: year, month: 12, day: 31)
      else { return nil }
      return (first, last)
    }
    guard let month = Int(parts[1]), let first = CivilDate(year: year, month: month, day: 1) else {
      return nil
    }
    let last = (28...31).reversed().lazy.compactMap {
      CivilDate(year: year, month: month, day: $0)
    }.first
    return (first, last ?? first)
  }
}
