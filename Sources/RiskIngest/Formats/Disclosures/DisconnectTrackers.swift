import RecordIO
import RiskCore

extension SourceFormat {
  /// Disconnect's tracker lists.
  static let disconnect = SourceFormat(
    id: "disconnect", tables: [.disclosures], parts: [Part("entities")],
    reference: Reference(
      reads: """
        Disconnect's tracking protection lists: services.json names companies by what their \
        domains do, entities.json names their domains. Either file may be at `path`, the other one \
        is the part `entities`; a company is one party, however often it stands there.
        """,
      published: "Disconnect, https://github.com/disconnectme/disconnect-tracking-protection",
      used: "Category, company, first site, domains (their number), flags.",
      notUsed: "The domains themselves."),
    open: { request throws(InputError) in
      let tally = TrackerTally()
      var passes: [SourceStream.Pass] = []
      for index in request.files.indices {
        let file = try request.elements(
          index, layout: .document(records: ["categories.*", "entities"]))
        passes.append(
          file.pass { (element, context, collector) throws(RowProblem) in
            if element.container == "entities" {
              try tally.addEntity(element, context, collector)
            } else {
              try tally.addServices(element, context, collector)
            }
          }.requiringRows(in: file.name, of: "company"))
      }
      return SourceStream(request, passes, finish: tally.addCounts)
    })
}

extension TrackerTally {
  fileprivate func addEntity(
    _ element: JSONElement, _ context: CellContext, _ collector: SourceCollector
  ) throws(RowProblem) {
    guard case .object = element.value else { throw Self.damaged("the entity is no object") }
    var disclosure = try Self.disclosure(element.key ?? "", element, context)
    let properties = element.value["properties"]?.elements ?? []
    let resources = element.value["resources"]?.elements ?? []
    disclosure.website = WebHost.host(of: properties.first?.text ?? "")
    count((properties + resources).compactMap(\.text), of: disclosure)
    collector.merge(disclosure)
  }

  /// Adds a row of services: nearly always one company.
  fileprivate func addServices(
    _ element: JSONElement, _ context: CellContext, _ collector: SourceCollector
  ) throws(RowProblem) {
    guard case .object(let companies) = element.value, !companies.isEmpty else {
      throw Self.damaged("the service is no object with a company")
    }
    let category = String(element.container.dropFirst("categories.".count))
    // All of the row or nothing of it.
    var found: [(company: Disclosure, domains: [String])] = []
    for company in companies {
      guard case .object(let members) = company.value else {
        throw Self.damaged("the company '\(company.key.prefix(60))' has no sites")
      }
      var disclosure = try Self.disclosure(company.key, element, context)
      disclosure.add("tracker-category", category)
      var names: [String] = []
      for member in members {
        if case .array(let domains) = member.value {
          if disclosure.website.isEmpty { disclosure.website = WebHost.host(of: member.key) }
          names += domains.compactMap(\.text)
        } else if let text = member.value.text {
          // A property of the service: "session-replay": "true", "dnt": "eff".
          disclosure.add("flag", text == "true" ? member.key : "\(member.key)=\(text)")
        }
      }
      found.append((disclosure, names))
    }
    for (company, domains) in found {
      count(domains, of: company)
      collector.merge(company)
    }
  }

  private static func disclosure(
    _ name: String, _ element: JSONElement, _ context: CellContext
  ) throws(RowProblem) -> Disclosure {
    let name = context.clean(name, "company")
    guard !name.isEmpty else {
      throw RowProblem(
        column: "company", kind: .missingValue,
        explanation: "the company has no name; every row needs it")
    }
    return Disclosure(
      partyID: Token.of(name), name: name,
      origin: RecordOrigin(file: context.file, line: element.position.line))
  }

  private static func damaged(_ problem: String) -> RowProblem {
    RowProblem(
      column: nil, kind: .badValue, explanation: "\(problem); fetch the list again")
  }
}
