import RiskCore
import Testing

@Suite struct DecisionRulingTests {
  private let day = CivilDate(daysSinceEpoch: 17_688)  // 2018-06-06
  private let list = Watchlist(
    id: "list", title: "", authority: "A", severity: "warning", countsPendingEntries: true)

  private func later(_ days: Int32) -> CivilDate {
    CivilDate(daysSinceEpoch: day.daysSinceEpoch + days)
  }

  private func decision(
    _ verdict: Decision.Verdict, on days: Int32 = -10, expires: Int32? = nil, anchor: String = "",
    key: String = "1", line: Int = 2
  ) -> Decision {
    Decision(
      vendorID: "v", entryKey: key, verdict: verdict, decidedBy: "ana", decidedOn: later(days),
      reason: "why", expiresOn: expires.map(later), anchor: anchor,
      origin: RecordOrigin(file: InputName("decisions.csv"), line: line))
  }

  private func ruling(_ decisions: [Decision]) -> DecisionRuling {
    DecisionRuling(of: decisions, anchor: "now", asOf: day)
  }

  @Test func eachDecisionOnAHitHasOneOutcome() {
    typealias Case = (
      decisions: [Decision], status: AssessedHit.Status, outcomes: [DecisionOutcome]
    )
    let cases: [Case] = [
      ([], .open, []),
      ([decision(.same)], .confirmed, [.applied]),
      ([decision(.different, expires: 0)], .dismissed, [.applied]),
      ([decision(.different, expires: -1)], .reopened, [.expired]),
      ([decision(.different, anchor: "now")], .dismissed, [.applied]),
      ([decision(.different, anchor: "then")], .reopened, [.reopened]),
      ([decision(.different, expires: -1, anchor: "then")], .reopened, [.expired]),
      ([decision(.different, on: 1)], .open, [.later]),
      ([decision(.different, on: 0)], .dismissed, [.applied]),
      ([decision(.same, on: -20), decision(.different)], .dismissed, [.superseded, .applied]),
      // The order given does not matter; an older decision does not come back.
      ([decision(.different), decision(.same, on: -20)], .dismissed, [.applied, .superseded]),
      (
        [decision(.same, on: -20), decision(.different, expires: -1)], .reopened,
        [.superseded, .expired]
      ),
      (
        [decision(.same, on: -20), decision(.different), decision(.same, on: 5)], .dismissed,
        [.superseded, .applied, .later]
      ),
      ([decision(.same), decision(.different)], .reopened, [.reopened, .reopened]),
      ([decision(.same), decision(.same)], .confirmed, [.superseded, .applied]),
    ]
    for (number, expected) in cases.enumerated() {
      let found = ruling(expected.decisions)
      #expect(found.status == expected.status, "case \(number)")
      #expect(found.outcomes.map(\.outcome) == expected.outcomes, "case \(number)")
      #expect(found.outcomes.allSatisfy { !$0.reason.isEmpty }, "case \(number)")
      #expect(found.reason.isEmpty == (expected.status != .reopened), "case \(number)")
    }
  }

  @Test func aDecisionTakenAgainOnTheDayOfTheFirstApplies() {
    let first = decision(.different, anchor: "then")
    let again = decision(.different, anchor: "now")
    #expect(ruling([again, first]).outcomes.map(\.outcome) == [.applied, .superseded])
    #expect(ruling([first, again]).status == .dismissed)
  }

  @Test func whatStoppedADecisionIsSaid() {
    #expect(
      ruling([decision(.same, expires: -1)]).reason
        == "The decision of 2018-05-27 expired on 2018-06-05.")
    #expect(
      ruling([decision(.same, anchor: "then")]).reason
        == "The decision of 2018-05-27 no longer applies: the vendor or the entry changed.")
    #expect(
      ruling([decision(.same), decision(.different)]).reason
        == "The decisions of 2018-05-27 contradict each other.")
  }

  // MARK: Accounting

  private func hit(
    _ key: String, _ decisions: [Decision], anchor: String = "now", listed: Int32 = -100
  ) -> Hit {
    let entry = WatchlistEntry(
      list: list, key: key, names: [ListedName("V", .primary)], countries: [], authority: "A",
      programme: "", listedOn: later(listed), inForceOn: nil, endedOn: nil, locator: "",
      origin: RecordOrigin(file: InputName("list.csv"), line: 2))
    return Hit(
      entry: entry, kind: .same, queryName: "V", entryName: "V", similarity: 1, country: .unknown,
      anchor: anchor, decisions: decisions, explanation: "")
  }

  private func judged(
    _ decisions: [Decision], hits: [Hit]? = nil, isScreened: Bool = true, isListed: Bool = true
  ) -> [JudgedDecision] {
    let vendor = Vendor(id: "v", name: "V", origin: RecordOrigin(file: InputName("v.csv"), line: 2))
    return JudgedDecision.judged(
      decisions,
      on: hits.map { Dossier(vendor: vendor, hits: $0, isScreened: isScreened) },
      asOf: day, isListed: { _ in isListed })
  }

  @Test func aDecisionThatNoHitCarriesHasNoCounterpart() {
    let decision = decision(.different)
    let cases: [(found: [JudgedDecision], detail: String)] = [
      (judged([decision]), "the inventory holds no such vendor"),
      (judged([decision], hits: [], isListed: false), "no list holds an entry with this key"),
      (judged([decision], hits: [], isScreened: false), "the vendor was not screened"),
      (judged([decision], hits: [hit("2", [])]), "the vendor has no hit on this entry"),
      (
        judged([decision], hits: [hit("1", [decision], listed: 1)]),
        "the entry is listed after the as-of date"
      ),
    ]
    for (found, detail) in cases {
      #expect(found.map(\.outcome) == [.withoutCounterpart], "\(detail)")
      #expect(found.map(\.detail) == [detail])
    }
  }

  @Test func aDecisionNotYetTakenIsLaterEvenWithoutAHit() {
    #expect(judged([decision(.same, on: 1)]).map(\.outcome) == [.later])
  }

  @Test func aDecisionOnSeveralHitsCountsOnceUnderWhatWeighsMost() {
    let decision = decision(.different, anchor: "now")
    let found = judged(
      [decision],
      hits: [hit("1", [decision], anchor: "then"), hit("1b", [decision])])
    #expect(found.map(\.outcome) == [.applied])
    #expect(
      found.first?.detail == "list/1: the vendor or the entry changed; list/1b: dismissed")
  }

  @Test func everyDecisionOfAVendorIsJudgedInItsPlace() {
    let decisions = [
      decision(.same, on: -20, line: 2), decision(.different, line: 3),
      decision(.different, key: "9", line: 4), decision(.same, on: 7, line: 5),
    ]
    let found = judged(decisions, hits: [hit("1", [decisions[0], decisions[1], decisions[3]])])
    #expect(
      found.map(\.outcome) == [.superseded, .applied, .withoutCounterpart, .later])
    #expect(found.map(\.decision.origin.line) == [2, 3, 4, 5])
  }
}
