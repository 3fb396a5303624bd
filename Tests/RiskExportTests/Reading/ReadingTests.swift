import Testing
import _TestSupport

@testable import RiskExport

struct ReadingTests {
  private let scratch: ScratchFolder
  private let store: ResultStore

  init() throws {
    scratch = try ScratchFolder()
    store = try ResultStore(path: scratch.path("r.sqlite"))
    try store.store([
      Make.rows("V1", name: "Huawei"), Make.rows("V2", overall: 70, name: "HUAWEI"),
      Make.rows("V3", overall: 70, name: "Hua Hong"),
    ])
    try store.store([Make.rows("V1", overall: 10, name: "Huawei")])
  }

  @Test func anAssessmentComesWithEverythingBehindIt() throws {
    let read = try #require(try store.assessment(ofVendor: "V1", run: 1))
    #expect(read.overall == StoredAssessment.Bounds(value: 50, low: 25, high: 70))
    #expect(read.consentPractice.value == 20.125)
    #expect(
      read.findings.map(\.factor)
        == ["data-access", "breach-or-implant", "state-influence", "watchlist-hit"])
    #expect(read.findings.map(\.isCounted) == [true, true, true, false])
    let mitigation = try #require(read.findings[0].mitigations.first)
    #expect(mitigation.subject == "a1" && mitigation.opinion.denied == 3)
    #expect(mitigation.evidence.map(\.refID) == ["s3", "s4"])
    #expect(read.findings[0].evidence.isEmpty)
    #expect(read.findings[1].evidence.map(\.claimant) == ["Huawei"])
    #expect(read.notAlleged.first?.evidence.first?.stance == "denies")
    #expect(read.hits.first?.decisions.first?.decidedBy == "ana")
    #expect(read.accesses.first?.line == 3)
    #expect(try store.assessment(ofVendor: "V1", run: 2)?.overall.value == 10)
    #expect(try store.assessment(ofVendor: "V2", run: 2) == nil)
  }

  @Test(arguments: [
    ("V2", ["V2"]), ("huawei", ["V1", "V2"]), ("hua", ["V1", "V2", "V3"]), ("v3", ["V3"]),
    ("nobody", []),
  ])
  func vendorsAreFoundByIDThenNameThenPart(text: String, ids: [String]) throws {
    #expect(try store.vendors(matching: text, run: 1).map(\.id) == ids)
  }

  @Test func scoresComeFromTheTopWithTheirMainReason() throws {
    let rows = try store.scores(run: 1, limit: 2)
    #expect(rows.map(\.vendorID) == ["V2", "V3"])
    #expect(rows[0].mainReason?.findingID == "DA/data-access/vendor")
    #expect(try store.scores(run: 2, limit: 10).map(\.overall) == [10])
  }

  @Test func runsAndRatingsAreCounted() throws {
    #expect(try store.runs().map(\.vendors) == [3, 1])
    #expect(try store.runs(pipeline: "none").isEmpty)
    #expect(try store.run(2)?.previousRunID == 1)
    #expect(try store.ratingCounts(run: 1) == ["high": 3])
    #expect(try store.inputs(run: 1).first?.newestDate == "2018-06-05")
    let hash = try #require(try store.run(1)?.policySHA256)
    #expect(try store.policyDocument(sha256: hash) == Make.policyDocument)
    #expect(try store.isCommitted(2))
    #expect(try !store.isCommitted(3))
  }
}
