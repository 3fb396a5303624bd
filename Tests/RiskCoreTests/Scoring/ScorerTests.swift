import RiskCore
import Testing
import _RiskTestSupport

/// Single rules of the scoring, each on the smallest dossier that shows it.
@Suite struct ScorerTests {
  private let file = InputName("case.csv")
  private let day = CivilDate(daysSinceEpoch: 17_688)  // 2018-06-06

  private func later(_ days: Int32) -> CivilDate {
    CivilDate(daysSinceEpoch: day.daysSinceEpoch + days)
  }

  private func source(_ reliability: Reliability = .a, _ credibility: Credibility = .one) -> Source
  {
    Source(
      id: "s", title: "", publisher: "Paper", publisherRole: .press, publishedOn: nil,
      reliability: reliability, credibility: credibility, locator: "",
      origin: RecordOrigin(file: file, line: 1))
  }

  private func statement(
    _ id: String, _ factor: Factor, _ stance: Stance, by claimant: String = "Alpha",
    _ role: ClaimantRole = .press, on days: Int32 = 0, until end: Int32? = nil,
    source: Source? = nil
  ) -> Statement {
    Statement(
      id: id, vendorID: "v", factor: factor, stance: stance, claimant: claimant,
      claimantRole: role, statedOn: later(days), validTo: end.map(later),
      source: source ?? self.source(), origin: RecordOrigin(file: file, line: 2))
  }

  private func assess(
    _ statements: [Statement], accesses: [Access] = [], hits: [Hit] = [],
    policy: Policy = .withoutDraws
  ) -> Assessment {
    let vendor = Vendor(
      id: "v", name: "V", country: "DE", hasNoDataAccess: accesses.isEmpty,
      origin: RecordOrigin(file: file, line: 1))
    return Scorer(policy: policy, asOf: day).score(
      Dossier(
        vendor: vendor, accesses: accesses, statements: statements, hits: hits, isScreened: true))
  }

  private func believed(_ statements: [Statement]) -> Opinion? {
    assess(statements).findings.first { $0.factor == "state-owned" }?.opinion
  }

  @Test func unitsAreRoleTimesGradesTimesDecay() throws {
    let opinion = try #require(
      believed([statement("a", .stateOwned, .asserts, source: source(.b, .two))]))
    #expect(opinion.asserted == 2 * 0.8 * 0.8)
    let warned = assess([statement("a", .governmentWarning, .asserts, .government, on: -730)])
    #expect(warned.findings.first?.opinion.asserted == 4 * 0.5)
  }

  @Test func theVendorsOwnWordWeighsByWhomItFavours() throws {
    let against = try #require(believed([statement("a", .stateOwned, .asserts, .vendorItself)]))
    #expect(against.asserted == 10)
    let both = try #require(
      believed([
        statement("a", .stateOwned, .asserts),
        statement("b", .stateOwned, .denies, by: "V", .vendorItself),
      ]))
    #expect(both.denied == 1)
    #expect(both.conflict == 0.4)
  }

  @Test func repeatingIsNotConfirming() throws {
    let repeated = try #require(
      believed([
        statement("a", .stateOwned, .asserts, on: -20),
        statement("b", .stateOwned, .asserts, on: -10),
        statement("c", .stateOwned, .asserts, by: "ALPHA"),
      ]))
    #expect(repeated.asserted == 2)
    let confirmed = try #require(
      believed([
        statement("a", .stateOwned, .asserts), statement("b", .stateOwned, .asserts, by: "Beta"),
      ]))
    #expect(confirmed.asserted == 4)
  }

  @Test func aRetractionRetractsAndAnOlderWordDoesNotRevive() {
    let retracted = assess([
      statement("a", .stateOwned, .asserts, on: -20), statement("b", .stateOwned, .denies, on: -10),
    ])
    #expect(retracted.findings.isEmpty)
    #expect(retracted.notAlleged.map(\.factor) == ["state-owned"])
    let expired = assess([
      statement("a", .stateOwned, .asserts, on: -20),
      statement("b", .stateOwned, .denies, on: -10, until: -5),
    ])
    #expect(expired.findings.isEmpty, "the denial is chosen first and then found to have expired")
  }

  @Test func onADayOfBothStancesTheLargestOfEachCounts() throws {
    let opinion = try #require(
      believed([
        statement("a", .stateOwned, .asserts, source: source(.b, .one)),
        statement("b", .stateOwned, .asserts, source: source(.e, .one)),
        statement("c", .stateOwned, .denies, source: source(.c, .one)),
        statement("d", .stateOwned, .asserts, on: -5),
      ]))
    #expect(opinion.asserted == 2 * 0.8)
    #expect(opinion.denied == 2 * 0.6)
  }

  @Test func theStrongestWordSinceTheChangeOfStanceCounts() throws {
    let opinion = try #require(
      believed([
        statement("a", .stateOwned, .asserts, on: -40, source: source(.a, .one)),
        statement("b", .stateOwned, .denies, on: -30),
        statement("c", .stateOwned, .asserts, on: -20, source: source(.b, .one)),
        statement("d", .stateOwned, .asserts, on: -10, source: source(.d, .one)),
      ]))
    #expect(opinion.asserted == 2 * 0.8)
    #expect(opinion.denied == 0)
  }

  @Test func whatStandsOutsideItsValidityCountsNothing() {
    #expect(assess([statement("a", .stateOwned, .asserts, on: -9, until: -1)]).findings.isEmpty)
    #expect(assess([statement("a", .stateOwned, .asserts, on: -9, until: 0)]).findings.count == 1)
  }

  // MARK: Accesses

  private func access(
    category: String = "profile", from: Int32? = nil, to: Int32? = nil, storage: String? = nil,
    basis: String? = "consent"
  ) -> Access {
    Access(
      id: "a", vendorID: "v", dataCategory: category, dataSubject: "users", storage: storage,
      consentBasis: basis, validFrom: from.map(later), validTo: to.map(later),
      source: from == nil
        ? nil
        : Source(
          id: "s", title: "", publisher: "P", publisherRole: .press, publishedOn: later(-1),
          reliability: .a, credibility: .one, locator: "", origin: RecordOrigin(file: file, line: 1)
        ),
      origin: RecordOrigin(file: file, line: 3))
  }

  @Test func anEndedAccessDecaysByItsStorage() {
    func severity(_ storage: String?, endedDaysAgo days: Int32) -> Double? {
      assess([], accesses: [access(to: -days, storage: storage)]).accesses.first?.severity
    }
    #expect(severity("on-device", endedDaysAgo: 0) == 0.45 * 0.8)
    #expect(severity("on-device", endedDaysAgo: 30) == 0.5 * 0.45 * 0.8)
    #expect(severity("vendor-servers", endedDaysAgo: 365) == 0.5 * 0.45 * 0.8)
    #expect(severity(nil, endedDaysAgo: 730) == 0.5 * 0.45 * 0.8)
    #expect(severity("moon", endedDaysAgo: 730) == 0.5 * 0.45 * 0.8)
  }

  @Test func anAnnouncedAccessScoresNothing() {
    let assessment = assess([], accesses: [access(from: 1, basis: "none")])
    #expect(assessment.overall.value == 0)
    #expect(assessment.overall.high == 0)
    #expect(assessment.findings.map(\.factor) == ["data-access"])
  }

  @Test func anUnmappedCategoryWeighsAsOne() {
    let assessment = assess([], accesses: [access(category: "horoscopes")])
    #expect(assessment.accesses.first?.severity == 0.4 * 0.8)
    #expect(assessment.findings.first?.groupID == "category:horoscopes")
  }

  // MARK: Hits

  private func hit(
    _ decisions: [Decision] = [], severity: String = "blocking-sanctions",
    pendingCounts: Bool = true,
    inForce: Int32? = nil, ended: Int32? = nil
  ) -> Hit {
    let list = Watchlist(
      id: "l", title: "L", authority: "M", severity: severity, countsPendingEntries: pendingCounts)
    let entry = WatchlistEntry(
      list: list, key: "e", names: [ListedName("V", .primary)], countries: ["DE"], authority: "M",
      programme: "P",
      listedOn: later(-100), inForceOn: inForce.map(later), endedOn: ended.map(later), locator: "",
      origin: RecordOrigin(file: file, line: 4))
    return Hit(
      entry: entry, kind: .same, queryName: "V", entryName: "V", similarity: 1, country: .agrees,
      anchor: "now", decisions: decisions, explanation: "equal.")
  }

  private func decision(
    _ verdict: Decision.Verdict, on days: Int32 = -10, expires: Int32? = nil, anchor: String = ""
  ) -> Decision {
    Decision(
      vendorID: "v", entryKey: "e", verdict: verdict, decidedBy: "analyst", decidedOn: later(days),
      reason: "looked", expiresOn: expires.map(later), anchor: anchor,
      origin: RecordOrigin(file: file, line: 5))
  }

  @Test func decisionsConfirmDismissAndStopApplying() {
    typealias Case = (decisions: [Decision], status: AssessedHit.Status, findings: Int)
    let cases: [Case] = [
      ([], .open, 1), ([decision(.same)], .confirmed, 1), ([decision(.different)], .dismissed, 0),
      ([decision(.different, expires: 0)], .dismissed, 0),
      ([decision(.different, expires: -1)], .reopened, 1),
      ([decision(.different, anchor: "now")], .dismissed, 0),
      ([decision(.different, anchor: "then")], .reopened, 1),
      ([decision(.different, on: 1)], .open, 1),
      ([decision(.same, on: -20), decision(.different)], .dismissed, 0),
      ([decision(.same, on: -20), decision(.different, expires: -1)], .reopened, 1),
      ([decision(.same), decision(.different)], .reopened, 1),
    ]
    for (index, expected) in cases.enumerated() {
      let assessment = assess([], hits: [hit(expected.decisions)])
      #expect(assessment.hits.map(\.status) == [expected.status], "case \(index)")
      #expect(assessment.findings.count == expected.findings, "case \(index)")
    }
  }

  @Test func confirmedEntriesOfBlockingListsAreCritical() {
    let confirmed = assess([], hits: [hit([decision(.same)])])
    #expect(confirmed.rating == .critical)
    let ended = assess([], hits: [hit([decision(.same)], ended: -1)])
    #expect(ended.rating == .low)
    #expect(ended.floorRule == nil)
    #expect(ended.hits.map(\.entryStatus) == [.ended])
  }

  @Test func pendingEntriesCountUnlessTheListSaysNo() {
    #expect(assess([], hits: [hit(inForce: 1)]).findings.count == 1)
    #expect(assess([], hits: [hit(pendingCounts: false, inForce: 1)]).findings.isEmpty)
    #expect(assess([], hits: [hit(pendingCounts: false, inForce: 0)]).findings.count == 1)
  }

  @Test func aFloorRaisesARatingAndNeverLowersIt() {
    var policy = Policy.withoutDraws
    policy.floors = [
      Policy.FloorRule(
        name: "owned", when: .findingAtLeast, factor: "state-owned", minimum: 0.1, rating: .high)
    ]
    let raised = assess([statement("a", .stateOwned, .asserts)], policy: policy)
    #expect(raised.rating == .high)
    #expect(raised.floorRule == "owned")
    policy.floors[0].minimum = 0.99
    let left = assess([statement("a", .stateOwned, .asserts)], policy: policy)
    #expect(left.rating == .low)
    #expect(left.floorRule == nil)
  }

  @Test func theVectorGivesTheScoreWithinAHundredth() {
    let vector = assess([statement("a", .stateOwned, .asserts)]).vector
    #expect(
      vector
        == "VR:1/S:24.00(16.00-32.00)/R:low/F:-/DA:0.00(0.00-0.00)/CP:0.00(0.00-0.00)/"
        + "NS:30.00(20.00-40.00)/K:1.00/D:0.00")
  }
}
