import Testing
import _TestSupport

@testable import RiskCore
@testable import RiskExport

/// Who stands in the review queue, why, and in which order.
struct ReviewQueueTests {
  private let scratch: ScratchFolder
  private let store: ResultStore

  init() throws {
    scratch = try ScratchFolder()
    store = try ResultStore(path: scratch.path("results.sqlite"))
  }

  /// An assessment that gives no reason to look at it.
  private func calm(_ id: String, overall: Double = 60) -> Assessment {
    var assessment = Make.assessment(id, overall: overall)
    assessment.overall = Interval(value: overall, low: overall - 10, high: overall + 10)
    assessment.conflict = 0.25
    assessment.stability = 1
    assessment.hits = []
    assessment.contradictions = []
    return assessment
  }

  private func rows(_ assessment: Assessment) -> AssessmentRows {
    AssessmentRows(assessment, vendor: Make.vendor(assessment.vendorID), dossierDocument: nil)
  }

  private func queue(_ assessments: Assessment...) throws -> [String] {
    try store.store(assessments.map(rows))
    return try store.dump(
      """
      SELECT reason, priority, stake, detail FROM v_review_queue
      WHERE run_id = (SELECT max(run_id) FROM runs) ORDER BY priority DESC, reason
      """)
  }

  /// A finding on a hit, with points.
  private func hitFinding(points: Double) -> Finding {
    var finding = Make.finding("watchlist-hit", points: points)
    finding.groupID = "open-hits"
    finding.subject = "fcc/1"
    return finding
  }

  @Test func aVendorWithoutAReasonIsNotInIt() throws {
    #expect(try queue(calm("V1")).isEmpty)
  }

  @Test func aCriticalVendorIsNewOnlyInTheRunInWhichItBecameSo() throws {
    try store.store([rows(calm("V1"))])
    var critical = calm("V1", overall: 80)
    critical.rating = .critical
    #expect(
      try queue(critical) == [
        "new critical|90.0|90.0|was high in the run before",
        "critical rating|72.0|90.0|most points: DA/data-access/vendor",
      ])
    #expect(
      try queue(critical) == ["critical rating|72.0|90.0|most points: DA/data-access/vendor"])
  }

  @Test func aCriticalVendorThatWasNotThereIsNew() throws {
    try store.store([rows(calm("V1"))])
    var critical = calm("V2", overall: 40)
    critical.rating = .critical
    critical.floorRule = "blocked"
    #expect(
      try queue(calm("V1"), critical) == [
        "new critical|70.0|70.0|not there in the run before",
        "critical rating|56.0|70.0|raised by the rule blocked",
      ])
  }

  @Test func openHitsStakeThePointsOfTheHitThatCounts() throws {
    var assessment = calm("V1")
    assessment.findings.append(hitFinding(points: 20))
    var weaker = Make.hit()
    weaker.probability = 0.5
    assessment.hits = [Make.hit(), weaker]
    #expect(
      try queue(assessment) == ["open hit|18.0|20.0|fcc/1, Huawei Technologies Company and 1 more"])
  }

  @Test func pointsOfAnotherHitAreNotAtStake() throws {
    var assessment = calm("V1")
    var finding = hitFinding(points: 20)
    finding.subject = "fcc/2"
    assessment.findings.append(finding)
    assessment.hits = [Make.hit(.reopened)]
    #expect(
      try queue(assessment) == [
        "reopened decision|0.0|0.0|fcc/1, Huawei Technologies Company"
      ])
  }

  @Test(arguments: [AssessedHit.Status.confirmed, .dismissed])
  func hitsThatAreDecidedOnAreNotInIt(status: AssessedHit.Status) throws {
    var assessment = calm("V1")
    assessment.hits = [Make.hit(status)]
    #expect(try queue(assessment).isEmpty)
  }

  @Test func hitsOnEndedEntriesHaveNothingToDecide() throws {
    var assessment = calm("V1")
    var ended = Make.hit()
    ended.entryStatus = .ended
    assessment.hits = [ended]
    #expect(try queue(assessment).isEmpty)
  }

  @Test func reopenedDecisionsStandBeforeOpenHitsOfTheSameStake() throws {
    var reopened = calm("V1")
    reopened.findings.append(hitFinding(points: 20))
    reopened.hits = [Make.hit(.reopened)]
    var open = reopened
    open.vendorID = "V2"
    open.hits = [Make.hit()]
    #expect(
      try queue(reopened, open) == [
        "reopened decision|20.0|20.0|fcc/1, Huawei Technologies Company",
        "open hit|18.0|20.0|fcc/1, Huawei Technologies Company",
      ])
  }

  @Test func conflictsStakeThePointsOfWhatIsDisputed() throws {
    var assessment = calm("V1")
    assessment.conflict = 0.3
    assessment.findings[1].conflict = 0.3
    #expect(
      try queue(assessment)
        == ["high conflict|14.0|20.0|in dispute: NS/breach-or-implant/vendor"])
  }

  @Test func contradictionsStakeThePointsOfTheirSubjects() throws {
    var assessment = calm("V1")
    assessment.contradictions = [Make.contradiction()]
    #expect(try queue(assessment) == ["contradiction|0.0|0.0|disputed: stays on device"])
    assessment.findings[0].subject = "a1"
    #expect(try queue(assessment) == ["contradiction|14.0|20.0|disputed: stays on device"])
  }

  @Test func fragileRatingsAndWideIntervalsHaveTheirLimits() throws {
    var assessment = calm("V1")
    assessment.stability = 0.75
    assessment.overall = Interval(value: 60, low: 30, high: 69)
    #expect(try queue(assessment).isEmpty)
    assessment.stability = 0.5
    assessment.overall = Interval(value: 60, low: 30, high: 70)
    #expect(
      try queue(assessment) == [
        "fragile rating|15.0|30.0|the rating survives 50 % of the shaken weights; most points: "
          + "DA/data-access/vendor",
        "wide interval|10.0|20.0|least is known of DA/data-access/vendor",
      ])
  }

  @Test func everyRowHasTheVendorsNameRatingAndScore() throws {
    var assessment = calm("V1")
    assessment.stability = 0.5
    try store.store([rows(assessment)])
    #expect(
      try store.dump("SELECT name, rating, overall FROM v_review_queue") == ["Vendor V1|high|60.0"])
  }
}
