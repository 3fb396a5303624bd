import RecordIO
import RiskCore

extension SourceFormat {
  /// Ghostery's tracker database as JSON lines.
  static let ghostery = SourceFormat(
    id: "ghostery", tables: [.disclosures], parts: [Part("patterns")],
    reference: Reference(
      reads: """
        Ghostery's tracker database, its .eno documents as one JSON object on each line: \
        organisations, and patterns with the category of a tracker. A tracker belongs to its \
        organisation; without one it is a party of its own, with the id `tracker/` and its key.
        """,
      published: "Ghostery, https://github.com/ghostery/trackerdb (db/organizations, db/patterns)",
      used: """
        Organisations: key, name, website_url, privacy_policy_url, country. Patterns: key, name, \
        category, website_url, organization, domains (their number).
        """,
      notUsed: "Filters, aliases, tags, contacts, descriptions, notes."),
    open: { request throws(InputError) in
      let database = GhosteryDatabase()
      var passes: [SourceStream.Pass] = []
      for index in request.files.indices {
        let file = try request.elements(index, layout: .lines)
        passes.append(
          file.pass { (element, context, collector) throws(RowProblem) in
            if element.value["category"] == nil {
              try database.addOrganisation(element, context, collector)
            } else {
              try database.addTracker(element, context)
            }
          })
      }
      return SourceStream(request, passes, finish: database.addTrackers)
    })
}

/// What has been read, until trackers can be given to their organisations.
private final class GhosteryDatabase {
  private struct Tracker {
    let organisation: String
    var disclosure: Disclosure
    let category: String
    let domains: [String]
  }

  private var organisations: [String: Disclosure] = [:]
  private var trackers: [Tracker] = []
  private var lines: [String: Int] = [:]

  func addOrganisation(
    _ element: JSONElement, _ context: CellContext, _ collector: SourceCollector
  ) throws(RowProblem) {
    let record = element.value
    let key = try required(record, "key", context)
    var disclosure = Disclosure(
      partyID: key, name: try required(record, "name", context),
      origin: RecordOrigin(file: context.file, line: element.position.line))
    PartyNames.aliases(in: disclosure.name).forEach { disclosure.addAlias($0) }
    disclosure.website = WebHost.host(of: record["website_url"]?.text ?? "")
    disclosure.country = context.notedCountry(text(record, "country", context), "country")
    let policy = text(record, "privacy_policy_url", context)
    disclosure.add("privacy-policy", policy.isEmpty ? "missing" : "present")
    try collector.add(disclosure)
    organisations[key] = disclosure
  }

  func addTracker(_ element: JSONElement, _ context: CellContext) throws(RowProblem) {
    let record = element.value
    let key = try required(record, "key", context)
    let category = try required(record, "category", context)
    var disclosure = Disclosure(
      partyID: "tracker/" + key, name: try required(record, "name", context),
      origin: RecordOrigin(file: context.file, line: element.position.line))
    disclosure.website = WebHost.host(of: record["website_url"]?.text ?? "")
    if let line = lines[key] {
      throw RowProblem(
        column: "key", kind: .duplicateID,
        explanation: "tracker '\(key.prefix(60))' stands already on line \(line); "
          + "the first one counts")
    }
    lines[key] = element.position.line
    let domains = (record["domains"]?.text ?? "").split(whereSeparator: \.isWhitespace)
    trackers.append(
      Tracker(
        organisation: text(record, "organization", context), disclosure: disclosure,
        category: category, domains: domains.map(String.init)))
  }

  /// Gives trackers to their organisations, when all rows have been read.
  func addTrackers(to collector: SourceCollector) {
    let tally = TrackerTally()
    for tracker in trackers {
      var disclosure = tracker.disclosure
      if let owner = organisations[tracker.organisation] {
        // Under the owner's name: a product is no other name of its company.
        disclosure = Disclosure(
          partyID: owner.partyID, name: owner.name, origin: tracker.disclosure.origin)
      }
      disclosure.add("tracker-category", tracker.category)
      collector.merge(disclosure)
      tally.count(tracker.domains, of: disclosure)
    }
    tally.addCounts(to: collector)
    trackers = []
    organisations = [:]
  }

  private func text(_ record: JSONValue, _ member: String, _ context: CellContext) -> String {
    context.clean(record[member]?.text ?? "", member)
  }

  private func required(
    _ record: JSONValue, _ member: String, _ context: CellContext
  ) throws(RowProblem) -> String {
    let text = text(record, member, context)
    guard !text.isEmpty else {
      throw RowProblem(
        column: member, kind: .missingValue,
        explanation: "'\(member)' is empty or missing; every record needs it")
    }
    return text
  }
}
