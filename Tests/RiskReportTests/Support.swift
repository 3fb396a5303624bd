import RecordIO
import _RiskTestSupport

@testable import RiskCore
@testable import RiskExport
@testable import RiskReport

/// Hand-built runs that are small, and show something in every part of a report.
enum Sample {
  static let asOf = CivilDate(daysSinceEpoch: 17_687)
  static let policyDocument = #"{"name":"test"}"#

  static func origin(_ file: String, _ line: Int) -> RecordOrigin {
    RecordOrigin(file: InputName(file), line: line)
  }

  static let source = Source(
    id: "NYT-1", title: "Deep access", publisher: "New York Times", publisherRole: .press,
    publishedOn: asOf, reliability: .b, credibility: .two, locator: "https://example.org/1",
    origin: origin("sources.csv", 2))

  static func evidence(
    _ stance: Stance, _ claimant: String, units: Double, standing: Evidence.Standing = .counted,
    excerpt: String = "never \"collected\""
  ) -> Evidence {
    Evidence(
      kind: .statement, refID: "s1", stance: stance, claimant: claimant,
      claimantRole: claimant == "Acme" ? .vendorItself : .press, source: source, statedOn: asOf,
      units: units, standing: standing, origin: origin("statements.csv", 7), excerpt: excerpt)
  }

  static func opinion(_ asserted: Double, _ denied: Double) -> Opinion {
    OpinionFigures(asserted: asserted, denied: denied, baseRate: 0.5, priorWeight: 2).opinion
  }

  static func finding(
    _ factor: String, points: Double, axis: Axis = .nationalSecurity, subject: String = "vendor",
    counted: Bool = true, mitigations: [Mitigation] = [], evidence: [Evidence] = []
  ) -> Finding {
    Finding(
      id: "\(axis.rawValue)/\(factor)/\(subject)", axis: axis, factor: factor, subject: subject,
      groupID: factor, severity: 0.6, opinion: opinion(4, 1), conflict: 0.25,
      mitigation: Interval(value: 0.5, low: 0.25, high: 1), mitigations: mitigations,
      evidence: evidence, risk: Interval(value: 0.2, low: 0.1, high: 0.3), isCounted: counted,
      points: points)
  }

  static func hit() -> AssessedHit {
    let list = Watchlist(
      id: "fcc", title: "Covered List", authority: "FCC", severity: "procurement-ban",
      countsPendingEntries: true)
    let entry = WatchlistEntry(
      list: list, key: "1", names: [ListedName("Acme Technologies", .primary)], countries: ["CN"],
      authority: "FCC", programme: "covered", listedOn: asOf, inForceOn: nil, endedOn: nil,
      locator: "https://example.org/list", origin: origin("fcc.csv", 2))
    let decision = Decision(
      vendorID: "V1", entryKey: "1", verdict: .same, decidedBy: "ana", decidedOn: asOf,
      reason: "same party", origin: origin("decisions.csv", 2))
    let hit = Hit(
      entry: entry, kind: .same, queryName: "Acme", entryName: "Acme Technologies",
      similarity: 0.93, country: .agrees, anchor: "abc", decisions: [decision],
      explanation: "The name agrees.")
    return AssessedHit(
      hit: hit, probability: 0.98, status: .open, entryStatus: .active,
      explanation: hit.explanation)
  }

  /// A vendor with something in every block of its section.
  static func rows(
    _ id: String, overall: Double = 60, rating: Rating = .high, name: String? = nil,
    excerpt: String = "never \"collected\"", evidenceCount: Int = 1
  ) -> AssessmentRows {
    let access = Access(
      id: "a1", vendorID: id, holder: "Holder", dataCategory: "social-graph",
      dataSubject: "friends", storage: "on-device", source: source,
      origin: origin("accesses.csv", 3))
    let mitigation = Mitigation(
      factor: .staysOnDevice, subject: "a1", mu: 0.4, opinion: opinion(2, 3),
      evidence: [evidence(.asserts, "Acme", units: 2), evidence(.denies, "The Press", units: 3)])
    let asserted = (0..<evidenceCount).map {
      evidence(.asserts, "Claimant \($0)", units: 4, excerpt: excerpt)
    }
    let assessment = Assessment(
      vendorID: id,
      overall: Interval(value: overall, low: overall / 2, high: min(100, overall / 2 + 45)),
      inherent: overall + 10, rating: rating, floorRule: rating == .critical ? "confirmed" : nil,
      axes: [
        Interval(value: 10, low: 1, high: 20), Interval(value: 20.125, low: 2, high: 30),
        Interval(value: 100, low: 3, high: 100),
      ],
      coverage: 2.0 / 3, conflict: 0.4, stability: 0.5,
      findings: [
        finding(
          "data-access", points: overall / 3, axis: .dataAccess, subject: "a1",
          mitigations: [mitigation]),
        finding(
          "breach-or-implant", points: overall / 3,
          evidence: asserted + [
            evidence(.denies, "Acme", units: 1),
            evidence(.asserts, "Old Voice", units: 1, standing: .superseded),
          ]),
        finding(
          UnknownShare.consentPractice, points: overall / 3, axis: .consentPractice),
        finding("state-influence", points: 0, counted: false),
      ],
      notAlleged: [
        NotAlleged(
          id: "NS/supplier-ban/vendor", axis: .nationalSecurity, factor: "supplier-ban",
          subject: "vendor", denied: 1, evidence: [evidence(.denies, "Acme", units: 1)])
      ],
      hits: [hit()], accesses: [AssessedAccess(access: access, severity: 0.5)],
      contradictions: [
        Contradiction(
          kind: .disputed, subject: "a1", topic: "stays on device",
          claim: Contradiction.Side(
            evidence(.asserts, "Acme", units: 2), on: "stays on device"),
          counterclaim: Contradiction.Side(
            text: "country CN", claimant: "", claimantRole: nil, date: nil,
            origin: origin("vendors.csv", 2)))
      ])
    let vendor = Vendor(
      id: id, name: name ?? "Vendor \(id)", country: "CN", origin: origin("vendors.csv", 2))
    return AssessmentRows(assessment, vendor: vendor, dossierDocument: nil)
  }
}

/// A store of one test.
final class SampleStore {
  let scratch: ScratchFolder
  let store: ResultStore

  init() throws {
    scratch = try ScratchFolder()
    store = try ResultStore(path: scratch.path("results.sqlite"))
  }

  /// Begins a run and adds everything of it; it is not committed.
  func begin(
    _ vendors: [AssessmentRows], pipeline: String = "nightly",
    policy: String = Sample.policyDocument, program: String = "0.1.0"
  ) throws -> RunWriter {
    let writer = try store.beginRun(
      RunHeader(
        pipeline: pipeline, startedAt: "2018-06-05T00:00:00Z", asOf: Sample.asOf,
        policySHA256: ContentHash.sha256(policy), policyDocument: policy,
        programVersion: program))
    try writer.add(
      Reject(
        position: RecordPosition(line: 3, byteOffset: 30), column: "country", kind: .unknownName,
        explanation: "'Untied Kingdom' is no country", original: "V9,=Acme,Untied Kingdom"),
      source: "inventory", path: "vendors.csv")
    try writer.add(
      InputRow(
        source: "inventory", path: "vendors.csv", sha256: String(repeating: "a", count: 64),
        bytes: 100, newestDate: Sample.asOf, read: 4, accepted: 3, rejected: 1, duplicates: 0))
    try writer.add(
      InputRow(
        source: "fcc", path: "fcc.csv", sha256: String(repeating: "b", count: 64), bytes: 2000,
        newestDate: Sample.asOf, read: 13, accepted: 13, rejected: 0, duplicates: 0,
        list: ListHealth(
          entries: 13, active: 12, names: 20, ageDays: 400, usesLastGood: true,
          breaches: ["it is 400 days old, more than 30"])))
    for vendor in vendors { try writer.add(vendor) }
    _ = try writer.finish(finishedAt: "2018-06-05T00:00:01Z", exitStatus: 0)
    return writer
  }

  /// Stores a run and returns its number.
  @discardableResult
  func run(
    _ vendors: [AssessmentRows], pipeline: String = "nightly",
    policy: String = Sample.policyDocument, program: String = "0.1.0"
  ) throws -> Int64 {
    let writer = try begin(vendors, pipeline: pipeline, policy: policy, program: program)
    try writer.commit()
    return writer.runID
  }

  /// Returns the page of a run.
  func page(
    ofRun runID: Int64, _ options: HTMLReport.Options = HTMLReport.Options()
  ) throws -> String {
    guard let run = try store.run(runID) else { return "" }
    let path = scratch.path("page-\(runID).html")
    let file = try OutputFile(path: path)
    try HTMLReport(of: run, in: store, policy: .standard, options: options).write(to: file)
    try file.finish()
    return try scratch.text("page-\(runID).html")
  }
}
