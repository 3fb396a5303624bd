import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskExport

struct RunWriterTests {
  private let scratch: ScratchFolder
  private let store: ResultStore

  init() throws {
    scratch = try ScratchFolder()
    store = try ResultStore(path: scratch.path("r.sqlite"))
  }

  @Test func aRunShowsInEveryView() throws {
    let (run, outcome) = try store.store([Make.rows("V1")], rejects: 1)
    #expect(run == 1)
    #expect(outcome.vendors == 1 && outcome.new == 1 && outcome.ratings == [.high: 1])
    #expect(outcome.newlyCritical.isEmpty && outcome.previousRunID == nil)
    #expect(
      try store.dump("SELECT run_id, pipeline, as_of, vendors, exit_status FROM v_runs")
        == ["1|nightly|2018-06-05|1|0"])
    #expect(
      try store.dump(
        "SELECT vendor_id, name, country, overall, overall_lo, cp, ns_hi FROM v_current")
        == ["V1|Vendor V1|CN|50.0|25.0|20.125|40.0"])
    #expect(
      try store.dump("SELECT finding_id, x, counted, typeof(points) FROM v_findings") == [
        "DA/data-access/vendor|1.0e-05|1|real", "NS/breach-or-implant/vendor|1.0e-05|1|real",
        "NS/state-influence/vendor|1.0e-05|1|real", "NS/watchlist-hit/vendor|1.0e-05|0|real",
      ])
    #expect(
      try store.dump("SELECT finding_id, factor, mu, asserted, subject FROM v_mitigations")
        == ["DA/data-access/vendor|stays-on-device|0.4|2.0|a1"])
    #expect(
      try store.dump(
        "SELECT finding_id, factor, ref_id, stance, publisher, reliability, credibility, file, "
          + "line, subject FROM v_evidence ORDER BY ref_id") == [
          "NS/breach-or-implant/vendor|breach-or-implant|s1|asserts|New York Times|B|2|"
            + "statements.csv|7|vendor",
          "NS/supplier-ban/vendor|supplier-ban|s2|denies|New York Times|B|2|statements.csv|7|"
            + "vendor",
          "DA/data-access/vendor|stays-on-device|s3|asserts|New York Times|B|2|statements.csv|7|a1",
          "DA/data-access/vendor|stays-on-device|s4|denies|New York Times|B|2|statements.csv|7|a1",
        ])
    #expect(
      try store.dump("SELECT list, entry_key, status, entry_status, probability FROM v_hits")
        == ["fcc|1|open|active|0.98"])
    #expect(
      try store.dump("SELECT access_id, storage, severity FROM v_accesses")
        == ["a1|on-device|0.5"])
    #expect(
      try store.dump("SELECT finding_id, denied FROM v_not_alleged")
        == ["NS/supplier-ban/vendor|1.0"])
    #expect(
      try store.dump("SELECT source, file, line, column_name, kind FROM v_rejects")
        == ["inventory|vendors.csv|2|country|unknown-name"])
    #expect(
      try store.dump("SELECT source, read, accepted, rejected FROM v_inputs")
        == ["inventory|4|3|1"])
    #expect(
      try store.dump("SELECT count(*), count(DISTINCT reason) FROM v_review_queue") == ["5|5"])
    #expect(try store.dump("SELECT count(*) FROM v_changes") == ["0"])
    #expect(try store.dump("PRAGMA foreign_key_check").isEmpty)
  }

  @Test func anUnchangedVendorWritesNothing() throws {
    let rows = [Make.rows("V1", dossier: "{}"), Make.rows("V2")]
    try store.store(rows, rejects: 2)
    let counts = try store.sharedRowCounts()
    let content = try store.content(ofRun: 1)
    let (run, outcome) = try store.store(rows, rejects: 2)
    #expect(outcome.unchanged == 2 && outcome.changed == 0)
    #expect(try store.sharedRowCounts() == counts)
    #expect(try store.content(ofRun: run) == content)
    #expect(try store.dump("SELECT DISTINCT run_id FROM v_current") == ["2"])
  }

  @Test func aChangedVendorBeginsAVersionAndOldRunsStay() throws {
    try store.store([Make.rows("V1"), Make.rows("V2")])
    let before = try store.content(ofRun: 1)
    let (_, outcome) = try store.store([
      Make.rows("V1", overall: 80, rating: .critical), Make.rows("V2"),
    ])
    #expect(outcome.changed == 1 && outcome.rescored == 1 && outcome.risen == 1)
    #expect(outcome.newlyCritical == [VendorName(id: "V1", name: "Vendor V1")])
    #expect(try store.content(ofRun: 1) == before)
    #expect(
      try store.dump(
        "SELECT vendor_id, first_run, last_run, overall FROM assessments ORDER BY 1, 2")
        == ["V1|1|1|50.0", "V1|2||80.0", "V2|1||50.0"])
    #expect(
      try store.dump("SELECT * FROM v_changes")
        == ["2|1|V1|50.0|80.0|high|critical|unattributed|30.0"])
    #expect(
      try store.dump(
        "SELECT vendor_id, priority FROM v_review_queue WHERE reason = 'new critical'")
        == ["V1|90.0"])
    // The third run keeps the second's version, and is no change.
    try store.store([Make.rows("V1", overall: 80, rating: .critical), Make.rows("V2")])
    #expect(try store.dump("SELECT count(*) FROM v_changes WHERE run_id = 3") == ["0"])
    #expect(try store.dump("SELECT overall FROM v_current WHERE vendor_id = 'V1'") == ["80.0"])
  }

  @Test func aChangeHasARowForEachCauseOfItsSplit() throws {
    func rows(_ overall: Double, dossier: String) -> AssessmentRows {
      AssessmentRows(
        Make.assessment("V1", overall: overall), vendor: Make.vendor("V1"),
        dossierDocument: Array(dossier.utf8),
        scored: Dossier(vendor: Make.vendor("V1"), isScreened: true))
    }
    try store.store([rows(50, dossier: "old")])
    for (overall, dossier, old) in [(60.0, "new", "old"), (55, "new", nil)] {
      let writer = try store.beginRun(Make.header())
      var documents: [[UInt8]?] = []
      writer.splitChanges { jobs in
        documents += jobs.map(\.oldDocument)
        return jobs.map { job in
          guard job.oldDocument != nil else { return nil }
          return [
            ChangePart(cause: .hits, points: 25), ChangePart(cause: .decisions, points: -15),
          ]
        }
      }
      try writer.add(rows(overall, dossier: dossier))
      let outcome = try writer.finish(finishedAt: "2018-06-05T00:00:00Z", exitStatus: 0)
      try writer.commit()
      #expect(outcome.rescored == 1)
      // A dossier that stayed the same is not read.
      #expect(documents == [old.map { Array($0.utf8) }])
    }
    #expect(
      try store.dump("SELECT run_id, before, after, cause, points FROM v_changes ORDER BY 1, 4")
        == [
          "2|50.0|60.0|decisions|-15.0", "2|50.0|60.0|hits|25.0",
          "3|60.0|55.0|unattributed|-5.0",
        ])
  }

  @Test func aChangeOfTextIsAVersionAndNoChangeOfScore() throws {
    try store.store([Make.rows("V1")])
    let (_, outcome) = try store.store([Make.rows("V1", name: "Renamed")])
    #expect(outcome.changed == 1 && outcome.rescored == 0)
    #expect(
      try store.dump("SELECT run_id, name FROM v_assessments ORDER BY 1")
        == ["1|Vendor V1", "2|Renamed"])
    #expect(try store.dump("SELECT count(*) FROM v_changes") == ["0"])
  }

  @Test func aVendorMayVanishAndReturn() throws {
    try store.store([Make.rows("V1"), Make.rows("V2", overall: 40)])
    let (_, gone) = try store.store([Make.rows("V1")])
    #expect(gone.vanished == 1 && gone.vendors == 1)
    let (_, back) = try store.store([Make.rows("V1"), Make.rows("V2", overall: 40)])
    #expect(back.new == 1 && back.unchanged == 1)
    #expect(
      try store.dump("SELECT run_id, vendor_id FROM v_assessments ORDER BY 1, 2")
        == ["1|V1", "1|V2", "2|V1", "3|V1", "3|V2"])
    #expect(
      try store.dump(
        "SELECT run_id, vendor_id, before, after, rating_before, rating_after, cause, points "
          + "FROM v_changes ORDER BY 1") == [
          "2|V2|40.0|0.0|high||vendor-row|-40.0", "3|V2|0.0|40.0||high|vendor-row|40.0",
        ])
  }

  @Test func anEmptyRunClosesEverything() throws {
    try store.store([Make.rows("V1")])
    try store.store([])
    #expect(try store.dump("SELECT count(*) FROM v_current") == ["0"])
    #expect(try store.dump("SELECT count(*) FROM v_assessments") == ["1"])
  }

  @Test func rollbackLeavesTheRunBefore() throws {
    try store.store([Make.rows("V1")], rejects: 1)
    let counts = try store.sharedRowCounts()
    let content = try store.content(ofRun: 1)
    do {
      let writer = try store.beginRun(Make.header())
      try writer.add(Make.reject(9), source: "inventory", path: "vendors.csv")
      try writer.add(Make.rows("V1", overall: 60))
      try writer.add(Make.rows("V3"))
      // Released without a commit.
    }
    #expect(try store.latestRunID() == 1)
    #expect(try store.sharedRowCounts() == counts)
    #expect(try store.content(ofRun: 1) == content)
    #expect(try store.store([Make.rows("V1")]).run == 2)
  }

  @Test func pipelinesOfOneDatabaseDoNotSeeEachOther() throws {
    try store.store([Make.rows("V1"), Make.rows("V2")], pipeline: "a")
    try store.store([Make.rows("V1", overall: 70)], pipeline: "b")
    let (_, outcome) = try store.store([Make.rows("V1"), Make.rows("V2")], pipeline: "a")
    #expect(outcome.unchanged == 2 && outcome.previousRunID == 1)
    #expect(
      try store.dump("SELECT run_id, vendor_id, overall FROM v_current ORDER BY 1, 2")
        == ["2|V1|70.0", "3|V1|50.0", "3|V2|50.0"])
    #expect(try store.latestRunID(pipeline: "b") == 2)
    #expect(try store.latestRunID(pipeline: "c") == nil)
    #expect(try store.dump("SELECT count(*) FROM v_changes") == ["0"])
  }

  @Test func vendorsMayComeInAnyOrder() throws {
    let ids = ["Z", "é", "a", "B", "10", "9", "e\u{301}", "V"]
    try store.store(ids.map { Make.rows($0) })
    let (_, outcome) = try store.store(ids.reversed().map { Make.rows($0) })
    #expect(outcome.unchanged == ids.count && outcome.vanished == 0)
  }

  @Test func dossiersAreSharedByHash() throws {
    try store.store([Make.rows("V1", overall: 10, dossier: "{1}")])
    try store.store([Make.rows("V1", overall: 20, dossier: "{1}")])
    #expect(try store.dump("SELECT count(*) FROM dossiers") == ["1"])
    let document = try store.dossierDocument(ofVendor: "V1", run: 2)
    #expect(document == Array("{1}".utf8))
    // A dossier may change without a figure.
    let (_, outcome) = try store.store([Make.rows("V1", overall: 20, dossier: "{2}")])
    #expect(outcome.changed == 1 && outcome.rescored == 0)
  }

  @Test func equalRejectSetsAreStoredOnce() throws {
    try store.store([], rejects: 3)
    try store.store([], rejects: 3)
    #expect(try store.dump("SELECT count(*) FROM rejects") == ["3"])
    try store.store([], rejects: 2)
    #expect(
      try store.dump("SELECT reject_set_id, count(*) FROM rejects GROUP BY 1")
        == ["1|3", "2|2"])
    #expect(
      try store.dump("SELECT run_id, count(*) FROM v_rejects GROUP BY 1")
        == ["1|3", "2|3", "3|2"])
    #expect(try store.rejectCounts(run: 2).map(\.count) == [3])
  }

  @Test func rejectsOfSeveralInputsMayMingle() throws {
    let writer = try store.beginRun(Make.header())
    for line in 2..<5 {
      try writer.add(Make.reject(line), source: "a", path: "a.csv")
      try writer.add(Make.reject(line), source: "b", path: "b.csv")
    }
    try writer.add(Make.input("a", path: "a.csv", rejected: 3))
    try writer.add(Make.input("b", path: "b.csv", rejected: 3))
    _ = try writer.finish(finishedAt: "2018-06-05T00:00:01Z", exitStatus: 65)
    try writer.setExitStatus(1)
    try writer.commit()
    #expect(try store.dump("SELECT count(*) FROM rejects") == ["3"])
    #expect(
      try store.dump("SELECT file, count(*) FROM v_rejects GROUP BY 1")
        == ["a.csv|3", "b.csv|3"])
    #expect(try store.run(1)?.exitStatus == 1)
  }

  @Test func duplicatesAreStoredWithTheRejects() throws {
    let writer = try store.beginRun(Make.header())
    var input = Make.input(rejected: 1)
    input.read += 1
    input.duplicates = 1
    var duplicate = Make.reject(4)
    duplicate.kind = .duplicateID
    try writer.add(Make.reject(2), source: input.source, path: input.path)
    try writer.add(duplicate, source: input.source, path: input.path)
    try writer.add(input)
    _ = try writer.finish(finishedAt: "2018-06-05T00:00:01Z", exitStatus: 0)
    try writer.commit()
    #expect(
      try store.dump("SELECT kind FROM v_rejects ORDER BY line")
        == ["unknown-name", "duplicate-id"])
  }

  @Test func listHealthGoesWithItsInput() throws {
    let writer = try store.beginRun(Make.header())
    var input = Make.input("ofac", path: "sdn.csv")
    input.list = ListHealth(
      entries: 17_000, active: 16_500, ageDays: 3, usesLastGood: true,
      breaches: ["older", "shrunk"])
    try writer.add(input)
    _ = try writer.finish(finishedAt: "2018-06-05T00:00:01Z", exitStatus: 69)
    try writer.commit()
    #expect(try store.inputs(run: 1).first?.list == input.list)
    #expect(try store.lastGoodList(source: "ofac", pipeline: "nightly") == nil)
    #expect(try store.lastGoodHashes() == [])
  }

  @Test func lastGoodLoadIsTheLatestWithoutABreach() throws {
    for (sha256, breaches) in [("a", []), ("b", []), ("c", ["shrunk"])] {
      let writer = try store.beginRun(Make.header())
      var input = Make.input("ofac", path: "sdn.csv")
      input.sha256 = sha256
      input.list = ListHealth(
        entries: 30, names: 40, breaches: breaches,
        parts: [
          .init(name: "", entries: 10, active: 9), .init(name: "SSI", entries: 20, active: 20),
        ])
      try writer.add(input)
      _ = try writer.finish(finishedAt: "2018-06-05T00:00:01Z", exitStatus: 0)
      try writer.commit()
    }
    let good = try #require(try store.lastGoodList(source: "ofac", pipeline: "nightly"))
    #expect(good.runID == 2)
    #expect(good.entries == 30)
    #expect(good.parts == ["": 10, "SSI": 20])
    #expect(good.files == [StoredList.File(part: "", path: "sdn.csv", sha256: "b")])
    #expect(try store.lastGoodHashes() == ["b"])
    #expect(try store.lastGoodList(source: "ofac", pipeline: "other") == nil)
  }

  @Test func digestsSeeEveryFigureAndText() {
    let vendor = Make.vendor("V1")
    func digest(_ change: (inout Assessment) -> Void) -> [UInt8] {
      var assessment = Make.assessment("V1")
      change(&assessment)
      return AssessmentRows(assessment, vendor: vendor, dossierDocument: nil).digest
    }
    let digests = [
      digest { _ in },
      digest { $0.overall.high += 0.000001 },
      digest { $0.stability = 0.25 },
      digest { $0.findings[1].evidence[0].excerpt = "" },
      digest { $0.findings[0].mitigations[0].mu = 0.41 },
      digest { $0.hits[0].hit.decisions = [] },
      digest { $0.accesses[0].access.origin = Make.origin("other.csv", 3) },
      digest { $0.notAlleged = [] },
      digest { $0.findings[0].detail = "70 % of it" },
      digest { $0.contradictions[0].topic = "" },
      digest { $0.hits[0].hit.identifier = .agrees },
    ]
    #expect(Set(digests).count == digests.count)
    #expect(digests.allSatisfy { $0.count == 32 })
    #expect(digest { $0.findings[3].points = -0.0 } == digests[0], "both zeros are one figure")
    // Recorded, so that a digest cannot come to depend on the process or the machine.
    #expect(digests[0].prefix(4) == [105, 255, 193, 135])
  }
}
