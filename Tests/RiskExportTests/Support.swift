import RecordIO
import _TestSupport

@testable import RiskCore
@testable import RiskExport

/// Hand-built values that are small, and large enough to fill every table.
enum Make {
  static let policyDocument = #"{"name":"test"}"#
  static let asOf = CivilDate(daysSinceEpoch: 17_687)

  static func header(_ pipeline: String = "nightly", startedAt: String = "2018-06-05T00:00:00Z")
    -> RunHeader
  {
    RunHeader(
      pipeline: pipeline, startedAt: startedAt, asOf: asOf,
      policySHA256: ContentHash.sha256(policyDocument), policyDocument: policyDocument,
      programVersion: "0.1.0")
  }

  static func origin(_ file: String, _ line: Int) -> RecordOrigin {
    RecordOrigin(file: InputName(file), line: line)
  }

  static let source = Source(
    id: "NYT-1", title: "Deep access", publisher: "New York Times", publisherRole: .press,
    publishedOn: asOf, reliability: .b, credibility: .two, locator: "p. 1",
    origin: origin("sources.csv", 2))

  static func vendor(_ id: String, name: String? = nil, country: String? = "CN") -> Vendor {
    Vendor(
      id: id, name: name ?? "Vendor \(id)", country: country, origin: origin("vendors.csv", 2))
  }

  static func access(_ vendorID: String) -> Access {
    Access(
      id: "a1", vendorID: vendorID, holder: "Facebook", dataCategory: "social-graph",
      dataSubject: "friends", storage: "on-device", source: source,
      origin: origin("accesses.csv", 3))
  }

  static func evidence(_ stance: Stance, units: Double, _ refID: String) -> Evidence {
    Evidence(
      kind: .statement, refID: refID, stance: stance, claimant: "Huawei",
      claimantRole: .vendorItself,
      source: source, statedOn: asOf, units: units, standing: .counted,
      origin: origin("statements.csv", 7), excerpt: "never \"collected\"")
  }

  static func opinion(_ asserted: Double, _ denied: Double) -> Opinion {
    Opinion(asserted: asserted, denied: denied, baseRate: 0.5, priorWeight: 2)
  }

  static func hit(_ status: AssessedHit.Status = .open) -> AssessedHit {
    let list = Watchlist(
      id: "fcc", title: "Covered List", authority: "FCC", severity: "procurement-ban",
      countsPendingEntries: true)
    let entry = WatchlistEntry(
      list: list, key: "1", names: [ListedName("Huawei Technologies Company", .primary)],
      countries: ["CN"],
      authority: "FCC", programme: "covered", listedOn: asOf, inForceOn: nil, endedOn: nil,
      locator: "fcc.gov", origin: origin("fcc.csv", 2))
    let decision = Decision(
      vendorID: "V1", entryKey: "1", verdict: .same, decidedBy: "ana", decidedOn: asOf,
      reason: "same party", origin: origin("decisions.csv", 2))
    let hit = Hit(
      entry: entry, kind: .same, queryName: "Huawei", entryName: "Huawei Technologies Company",
      similarity: 0.93, country: .agrees, anchor: "abc", decisions: [decision],
      explanation: "The name agrees.")
    return AssessedHit(
      hit: hit, probability: 0.98, status: status, entryStatus: .active,
      explanation: hit.explanation)
  }

  /// A finding that three of which make a vendor's points add up to nothing round.
  static func finding(
    _ factor: String, points: Double, axis: Axis = .nationalSecurity, counted: Bool = true,
    mitigations: [Mitigation] = [], evidence: [Evidence] = []
  ) -> Finding {
    Finding(
      id: "\(axis.rawValue)/\(factor)/vendor", axis: axis, factor: factor, subject: "vendor",
      groupID: factor, severity: 0.6, opinion: opinion(4, 1), conflict: 0.25,
      mitigation: Interval(value: 0.5, low: 0.25, high: 1), mitigations: mitigations,
      evidence: evidence, risk: Interval(value: 0.00001, low: 0, high: 0.3), isCounted: counted,
      points: points)
  }

  /// An assessment with something in every table.
  static func assessment(
    _ vendorID: String, overall: Double = 50, rating: Rating = .high, floorRule: String? = nil
  ) -> Assessment {
    let mitigation = Mitigation(
      factor: .staysOnDevice, subject: "a1", mu: 0.4, opinion: opinion(2, 3),
      evidence: [evidence(.asserts, units: 2, "s3"), evidence(.denies, units: 3, "s4")])
    let third = overall / 3
    return Assessment(
      vendorID: vendorID,
      overall: Interval(value: overall, low: overall / 2, high: overall / 2 + 45),
      inherent: overall + 10, rating: rating, floorRule: floorRule,
      axes: [
        Interval(value: 10, low: 1, high: 20), Interval(value: 20.125, low: 2, high: 30),
        Interval(value: 30, low: 3, high: 40),
      ],
      coverage: 2.0 / 3, conflict: 0.4, stability: 0.5,
      findings: [
        finding("data-access", points: third, axis: .dataAccess, mitigations: [mitigation]),
        finding(
          "breach-or-implant", points: third, evidence: [evidence(.asserts, units: 4, "s1")]),
        finding("state-influence", points: third),
        finding("watchlist-hit", points: 0, counted: false),
      ],
      notAlleged: [
        NotAlleged(
          id: "NS/supplier-ban/vendor", axis: .nationalSecurity, factor: "supplier-ban",
          subject: "vendor", denied: 1, evidence: [evidence(.denies, units: 1, "s2")])
      ],
      hits: [hit()], accesses: [AssessedAccess(access: access(vendorID), severity: 0.5)],
      contradictions: [contradiction()])
  }

  static func contradiction() -> Contradiction {
    Contradiction(
      kind: .disputed, subject: "a1", topic: "stays on device",
      claim: Contradiction.Side(evidence(.asserts, units: 2, "s3"), on: "stays on device"),
      counterclaim: Contradiction.Side(
        text: "country CN", claimant: "", claimantRole: nil, date: nil,
        origin: origin("vendors.csv", 2)))
  }

  static func rows(
    _ id: String, overall: Double = 50, rating: Rating = .high, name: String? = nil,
    dossier: String? = nil
  ) -> AssessmentRows {
    AssessmentRows(
      assessment(id, overall: overall, rating: rating), vendor: vendor(id, name: name),
      dossierDocument: dossier.map { Array($0.utf8) })
  }

  static func reject(_ line: Int) -> Reject {
    Reject(
      position: RecordPosition(line: line, byteOffset: 10 * line), column: "country",
      kind: .unknownName, explanation: "'Untied Kingdom' is no country",
      original: "V9,=Acme,Untied Kingdom")
  }

  static func input(
    _ source: String = "inventory", path: String = "vendors.csv", rejected: Int = 0
  ) -> InputRow {
    InputRow(
      source: source, path: path, sha256: String(repeating: "a", count: 64), bytes: 100,
      newestDate: asOf, read: 3 + rejected, accepted: 3, rejected: rejected, duplicates: 0)
  }
}

extension ResultStore {
  /// Stores a run and returns its number and outcome.
  @discardableResult
  func store(
    _ rows: [AssessmentRows], pipeline: String = "nightly", rejects: Int = 0,
    startedAt: String = "2018-06-05T00:00:00Z"
  ) throws -> (run: Int64, outcome: RunOutcome) {
    let writer = try beginRun(Make.header(pipeline, startedAt: startedAt))
    for line in 0..<rejects {
      try writer.add(Make.reject(line + 2), source: "inventory", path: "vendors.csv")
    }
    try writer.add(Make.input(rejected: rejects))
    for vendor in rows { try writer.add(vendor) }
    let outcome = try writer.finish(finishedAt: startedAt, exitStatus: 0)
    try writer.commit()
    return (writer.runID, outcome)
  }

  /// Returns the rows of a query as text, columns separated by `|`.
  func dump(_ sql: String) throws -> [String] {
    let statement = try connection.prepare(sql)
    var rows: [String] = []
    while try statement.step() {
      rows.append((0..<statement.columnCount).map { statement.text($0) }.joined(separator: "|"))
    }
    return rows
  }

  /// The number of rows in every table but those that each run adds to.
  func sharedRowCounts() throws -> [String: Int64] {
    var counts: [String: Int64] = [:]
    for table in Schema.tables where !["runs", "inputs"].contains(table.name) {
      counts[table.name] = try connection.integer("SELECT count(*) FROM \(table.name)")
    }
    return counts
  }

  /// Everything that the views show of a run, but for its number and times.
  func content(ofRun run: Int64) throws -> [String: [String]] {
    var content: [String: [String]] = [:]
    for view in Views.all where !["v_runs", "v_current"].contains(view.name) {
      let columns = view.columns.map(\.name).filter { $0 != "run_id" && $0 != "previous_run_id" }
      content[view.name] = try dump(
        "SELECT \(columns.joined(separator: ", ")) FROM \(view.name) WHERE run_id = \(run)"
          + " ORDER BY \(columns.joined(separator: ", "))")
    }
    return content
  }
}
