import RiskCore
import Testing
import _TestSupport

@testable import RiskExport

/// Decisions and issues of a run, stored once however many runs have the same.
struct SharedRowSetTests {
  private let scratch: ScratchFolder
  private let store: ResultStore

  init() throws {
    scratch = try ScratchFolder()
    store = try ResultStore(path: scratch.path("r.sqlite"))
  }

  private func judged(
    _ vendor: String, _ key: String, _ outcome: DecisionOutcome, line: Int = 2,
    expires: CivilDate? = nil
  ) -> JudgedDecision {
    JudgedDecision(
      decision: Decision(
        vendorID: vendor, entryKey: key, verdict: .different, decidedBy: "ana",
        decidedOn: Make.asOf, reason: "a namesake", expiresOn: expires,
        origin: Make.origin("decisions.csv", line)),
      outcome: outcome, detail: "list/1: dismissed")
  }

  private func issue(
    _ vendor: String, _ kind: InventoryIssue.Kind = .placeholderName, other: String? = nil
  ) -> InventoryIssue {
    InventoryIssue(vendorID: vendor, kind: kind, otherVendorID: other, detail: "what it is")
  }

  @discardableResult
  private func run(
    _ decisions: [JudgedDecision], _ issues: [InventoryIssue] = []
  ) throws -> Int64 {
    let writer = try store.beginRun(Make.header())
    try writer.add(decisions)
    try writer.add(issues)
    _ = try writer.finish(finishedAt: "2018-06-05T00:00:00Z", exitStatus: 0)
    try writer.commit()
    return writer.runID
  }

  @Test func everyDecisionIsARowAndInOneCount() throws {
    try run([
      judged("V1", "1", .applied), judged("V1", "2", .expired, line: 3, expires: Make.asOf),
      judged("V2", "1", .applied, line: 4), judged("V9", "1", .withoutCounterpart, line: 5),
      judged("V1", "1", .superseded, line: 6), judged("V1", "3", .reopened, line: 7),
      judged("V1", "4", .later, line: 8),
    ])
    #expect(try store.dump("SELECT * FROM v_decision_counts") == ["1|2|1|1|1|1|1"])
    #expect(
      try store.dump("SELECT vendor_id, entry_key, outcome, line FROM v_decisions") == [
        "V1|1|applied|2", "V1|1|superseded|6", "V1|2|expired|3", "V1|3|reopened|7", "V1|4|later|8",
        "V2|1|applied|4", "V9|1|without-counterpart|5",
      ])
    #expect(
      try store.dump(
        "SELECT verdict, decided_by, decided_on, reason, expires_on, anchor, detail, file "
          + "FROM v_decisions WHERE line = 3")
        == ["different|ana|2018-06-05|a namesake|2018-06-05||list/1: dismissed|decisions.csv"])
    #expect(try store.dump("PRAGMA foreign_key_check").isEmpty)
  }

  @Test func whatDidNotChangeIsNotStoredAgain() throws {
    let decisions = [judged("V1", "1", .applied), judged("V2", "1", .reopened, line: 3)]
    let issues = [issue("V1"), issue("V2", .duplicateVendor, other: "V3")]
    try run(decisions, issues)
    let counts = try store.sharedRowCounts()
    let content = try store.content(ofRun: 1)
    // Neither does the order in which they are given show.
    let second = try run(decisions.reversed(), issues.reversed())
    #expect(try store.sharedRowCounts() == counts)
    #expect(try store.content(ofRun: second) == content)
    try run([judged("V1", "1", .expired)], [issue("V1")])
    #expect(
      try store.dump("SELECT run_id, vendor_id, outcome FROM v_decisions ORDER BY 1, 2") == [
        "1|V1|applied", "1|V2|reopened", "2|V1|applied", "2|V2|reopened", "3|V1|expired",
      ])
    #expect(try store.dump("SELECT count(*) FROM v_inventory_issues WHERE run_id = 3") == ["1"])
  }

  @Test func aRunWithoutDecisionsCountsNone() throws {
    try run([])
    #expect(try store.dump("SELECT * FROM v_decision_counts") == ["1|0|0|0|0|0|0"])
    #expect(try store.dump("SELECT count(*) FROM v_decisions") == ["0"])
    #expect(try store.dump("SELECT count(*) FROM v_inventory_issues") == ["0"])
  }

  @Test func issuesNameTheOtherVendorOfAPair() throws {
    try run([], [issue("V2", .duplicateVendor, other: "V3"), issue("V1", .ownCompany)])
    #expect(
      try store.dump(
        "SELECT vendor_id, issue, other_vendor_id IS NULL, other_vendor_id, detail "
          + "FROM v_inventory_issues")
        == ["V1|own-company|1||what it is", "V2|duplicate-vendor|0|V3|what it is"])
  }
}
