import Testing
import _RiskTestSupport

@testable import RiskCore

/// What listed parties hold, on cases small enough for paper.
@Suite struct ListedOwnershipTests {
  private typealias Case = OwnershipCase

  private func found(
    _ stakes: [OwnershipStake], _ rule: Policy.OwnershipRule = Case.rule(),
    asOf date: CivilDate = Case.date
  ) -> ListedOwnership? {
    var policy = Policy.withoutDraws
    policy.ownership.rules = [rule]
    return ListedOwnership.all(stakes: stakes, of: "v", under: policy, asOf: date).first
  }

  /// The range, `sure` where it is, and the probability: `60 sure`, `20-60 0.25`, or `none`.
  private func text(_ ownership: ListedOwnership?) -> String {
    guard let ownership else { return "none" }
    let (low, high) = (
      OwnershipText.percent(ownership.low), OwnershipText.percent(ownership.high)
    )
    let range = low == high ? low : "\(low)-\(high)"
    if ownership.isSure {
      #expect(ownership.probability == 1)
      return "\(range) sure"
    }
    return "\(range) \(Hundredths.text(of: ownership.probability))"
  }

  private func text(
    _ rows: String, listed: String = "Xeno, Yara, Zulu",
    _ rule: Policy.OwnershipRule = Case.rule()
  ) -> String {
    text(found(Case(rows, listed: listed).stakes, rule))
  }

  /// The cases of OFAC's FAQ 401, with the vendor as the last company.
  @Test(arguments: [
    ("v < Alpha 50; Alpha < Xeno 50", "50 sure"),
    ("v < Alpha 50; v < Beta 50; Alpha < Xeno 50; Beta < Yara 10", "50 sure"),
    ("v < Alpha 50; v < Xeno 10; Alpha < Xeno 50", "60 sure"),
    ("v < Alpha 50; Alpha < Beta 50; Beta < Xeno 50", "50 sure"),
    ("v < Alpha 25; v < Beta 25; Alpha < Xeno 50; Beta < Xeno 50", "50 sure"),
    ("v < Alpha 25; v < Beta 25; Alpha < Xeno 50; Beta < Xeno 25", "none"),
    ("v < Alpha 50; Alpha < Xeno 25; Alpha < Yara 25", "50 sure"),
    ("v < Alpha 50; Alpha < Xeno 49", "none"),
    ("v < Xeno 25; v < Alpha 25; Alpha < Yara 50", "50 sure"),
    ("v < Xeno 49.9", "none"),
  ])
  func controlledOwnersPassOnAllTheyHold(rows: String, expected: String) {
    #expect(text(rows) == expected)
  }

  @Test(arguments: [
    ("v < Alpha 100; Alpha < Xeno 50", "50 sure"),
    ("v < Alpha 90; Alpha < Xeno 50", "none"),
    ("v < Alpha 60; v < Xeno 20; Alpha < Xeno 50", "50 sure"),
    ("v < Alpha 80; Alpha < Beta 90; Beta < Xeno 80", "57.6 sure"),
    // Alpha passes on 20 to 80 % of 100.
    ("v < Alpha 100; Alpha < Xeno 20-80", "20-80 0.50"),
    // 50 to 100 % of 40 to 80 %.
    ("v < Alpha 50-100; Alpha < Xeno 40-80", "20-80 0.50"),
  ])
  func proportionalSharesMultiplyAlongTheChain(rows: String, expected: String) {
    #expect(text(rows, Case.rule(.proportional)) == expected)
  }

  @Test(arguments: [
    ("v < Xeno 20; v < Yara 20; v < Zulu 10", "50 sure"),
    ("v < Xeno 50", "50 sure"),
    ("v < Xeno ?", "0-100 0.50"),
    ("v < Xeno 40-", "40-100 0.83"),
    ("v < Xeno -75", "0-75 0.33"),
    ("v < Xeno 40-60", "40-60 0.50"),
    ("v < Xeno -49", "none"),
    // Others hold 60 % at least, so that of an unknown share 40 % are left.
    ("v < Xeno ?; v < Alpha 60", "none"),
    ("v < Xeno ?; v < Alpha 30", "0-70 0.29"),
    // Two unknown shares together hold all at most.
    ("v < Xeno ?; v < Yara ?", "0-100 0.50"),
    ("v < Xeno 30; v < Yara ?; v < Alpha 10", "30-90 0.67"),
    // Alpha may be controlled or not.
    ("v < Alpha 60; Alpha < Xeno 40-60", "0-60 0.17"),
    ("v < Alpha 60; v < Yara 20; Alpha < Xeno 40-60", "20-80 0.50"),
    // Two rows of one pair: the hull; a row without a share says nothing beside one with it.
    ("v < Xeno 30; v < Xeno 70", "30-70 0.50"),
    ("v < Xeno 55; v < Xeno ?", "55 sure"),
    ("v < Xeno 55-60; v < XENO 70", "55-70 sure"),
    // Minima that no company can have: nothing is left for the open rest.
    ("v < Xeno 60; v < Alpha 70; v < Yara ?", "60-100 sure"),
    ("v < Xeno 80; v < Yara 80", "100 sure"),
    ("v < Alpha 60; v < Beta 70; v < Yara ?", "0-100 0.50"),
    // Nobody listed is met.
    ("v < Alpha 100", "none"),
    ("Alpha < Xeno 100", "none"),
    ("v < Alpha 0; Alpha < Xeno 100", "none"),
  ])
  func sharesAreAddedAndUnknownOnesLeaveARange(rows: String, expected: String) {
    #expect(text(rows) == expected)
  }

  @Test func aShareIsEnoughWhereTheRuleSaysSo() {
    #expect(text("v < Xeno 50", Case.rule(inclusive: false)) == "none")
    #expect(text("v < Xeno 50.1", Case.rule(inclusive: false)) == "50.1 sure")
    #expect(text("v < Xeno 20-50", Case.rule(inclusive: false)) == "none")
    #expect(text("v < Xeno 33; v < Yara 33; v < Zulu 34", Case.rule(share: 100)) == "100 sure")
    // Tenths that are no sums of powers of two.
    #expect(text("v < Xeno 16.7; v < Yara 16.7; v < Zulu 16.6") == "50 sure")
    #expect(
      text("v < Xeno 16.7; v < Yara 16.7; v < Zulu 16.6", Case.rule(inclusive: false)) == "none")
  }

  @Test(arguments: [
    // Alpha and Beta own each other and nobody else does: nothing comes of nothing.
    ("v < Alpha 100; Alpha < Beta 60; Beta < Alpha 60", "none", "none"),
    // What Xeno holds of Beta goes round: b = 40 + 0.6 a, a = 0.6 b, so b = 62.5 and a = 37.5.
    ("v < Beta 100; Alpha < Beta 60; Beta < Alpha 60; Beta < Xeno 40", "none", "62.5 sure"),
    ("v < Beta 100; Alpha < Beta 60; Beta < Alpha 50; Beta < Xeno 50", "100 sure", "71.4 sure"),
    // The vendor owns a part of itself through Alpha: v = 50 + 0.3 v.
    ("v < Xeno 50; v < Alpha 30; Alpha < v 100", "80 sure", "71.4 sure"),
    ("v < Xeno 40; v < Alpha 30; Alpha < v 100", "none", "57.1 sure"),
    // A row on itself says nothing.
    ("v < v 100; v < Xeno 50", "50 sure", "50 sure"),
  ])
  func cyclesEndInTheLeastShares(rows: String, controlled: String, proportional: String) {
    #expect(text(rows) == controlled)
    #expect(text(rows, Case.rule(.proportional)) == proportional)
  }

  @Test func theVendorsOwnHitsAreNotThoseOfAnOwner() {
    let rows = "v < Alpha 100; Alpha < v 100"
    #expect(text(rows, listed: "v") == "none")
  }

  @Test func doubtsAboutOwnersGoTogether() {
    #expect(text("v < Xeno 60", listed: "Xeno 0.9") == "60 0.90")
    // Both are needed: as probable as the less probable.
    #expect(text("v < Xeno 30; v < Yara 30", listed: "Xeno 0.9, Yara 0.4") == "60 0.40")
    // Either is enough: as probable as the more probable.
    #expect(text("v < Xeno 60; v < Yara 30", listed: "Xeno 0.9, Yara 0.4") == "90 0.90")
    // One is confirmed and holds too little alone.
    #expect(text("v < Xeno 40; v < Yara 30", listed: "Xeno, Yara 0.9") == "70 0.90")
    #expect(text("v < Xeno 50; v < Yara 30", listed: "Xeno, Yara 0.9") == "80 sure")
    // Both, with 0.4: 20 to 100 %, of which 5/8 is above. Xeno alone, with 0.5: 0 to 80 %, 3/8.
    #expect(
      text("v < Xeno -80; v < Yara 20", listed: "Xeno 0.9, Yara 0.4")
        == "20-100 \(Hundredths.text(of: 0.5 * 0.375 + 0.4 * 0.625))")
  }

  @Test func onlyHitsInForceOnTheRulesListsCount() {
    typealias Case = OwnershipCase
    func text(_ hit: Hit, _ rule: Policy.OwnershipRule = Case.rule()) -> String {
      self.text(found([Case.stake("v", "Xeno", 60, 60, [hit])], rule))
    }
    let (before, after) = (
      CivilDate(daysSinceEpoch: 17_699), CivilDate(daysSinceEpoch: 17_701)
    )
    #expect(text(Case.hit(Case.entry("Xeno"))) == "60 0.98")
    #expect(text(Case.hit(Case.entry("Xeno"), verdict: .same)) == "60 sure")
    #expect(text(Case.hit(Case.entry("Xeno"), verdict: .different)) == "none")
    #expect(text(Case.hit(Case.entry("Xeno"), kind: .related)) == "none")
    #expect(text(Case.hit(Case.entry("Xeno"), kind: .related, verdict: .same)) == "60 sure")
    #expect(text(Case.hit(Case.entry("Xeno", severity: "warning"), verdict: .same)) == "none")
    #expect(
      text(
        Case.hit(Case.entry("Xeno", severity: "warning"), verdict: .same),
        Case.rule(lists: ["procurement-ban", "warning"])) == "60 sure")
    #expect(text(Case.hit(Case.entry("Xeno", listedOn: Case.date))) == "60 0.98")
    #expect(text(Case.hit(Case.entry("Xeno", listedOn: after))) == "none")
    #expect(text(Case.hit(Case.entry("Xeno", endedOn: Case.date))) == "60 0.98")
    #expect(text(Case.hit(Case.entry("Xeno", endedOn: before), verdict: .same)) == "none")
    #expect(text(Case.hit(Case.entry("Xeno", inForceOn: after))) == "60 0.98")
    #expect(
      text(Case.hit(Case.entry("Xeno", inForceOn: after, countsPending: false))) == "none")
  }

  @Test func onlySharesAndRulesOfTheDayCount() {
    let (before, after) = (
      CivilDate(daysSinceEpoch: 17_699), CivilDate(daysSinceEpoch: 17_701)
    )
    func text(
      from: CivilDate? = nil, to: CivilDate? = nil, published: CivilDate?? = nil
    ) -> String {
      var stake = OwnershipCase.stake("v", "Xeno", 60, 60, [OwnershipCase.confirmed("Xeno")])
      (stake.validFrom, stake.validTo) = (from, to)
      stake.source = published.map {
        Source(
          id: "s", title: "", publisher: "Register", publisherRole: .publicRegister,
          publishedOn: $0, reliability: .a, credibility: .one, locator: "", origin: stake.origin)
      }
      return self.text(found([stake]))
    }
    #expect(text(from: OwnershipCase.date, to: OwnershipCase.date) == "60 sure")
    #expect(text(from: after) == "none")
    #expect(text(to: before) == "none")
    #expect(text(published: OwnershipCase.date) == "60 sure")
    #expect(text(published: after) == "none")
    #expect(text(from: before, published: after) == "none")
    // A source without a day is known from the beginning of the share.
    #expect(text(from: after, published: .some(nil)) == "none")

    let stakes = OwnershipCase("v < Xeno 60", listed: "Xeno").stakes
    let day = OwnershipCase.date
    #expect(self.text(found(stakes, OwnershipCase.rule(from: day, to: day))) == "60 sure")
    #expect(self.text(found(stakes, OwnershipCase.rule(from: after))) == "none")
    #expect(self.text(found(stakes, OwnershipCase.rule(to: before))) == "none")
  }

  @Test func theWalkGoesOnAboveAListedOwner() throws {
    // Alpha is on a mild list, and Xeno above it on a severe one.
    var stakes = OwnershipCase("v < Alpha 60; Alpha < Xeno 70", listed: "Xeno").stakes
    stakes[0].hits = [OwnershipCase.confirmed("Alpha", severity: "warning")]
    let rule = OwnershipCase.rule(lists: ["warning", "blocking-sanctions"])
    let ownership = try #require(found(stakes, rule))
    #expect(ownership.severityWord == "blocking-sanctions")
    #expect(ownership.contributions.map(\.owner) == ["Alpha", "Xeno"])
    #expect(ownership.contributions[1].through == ["Alpha"])
    #expect(ownership.stakes == [0, 1])
    #expect(
      ownership.hits.map(\.hit.entry.reference)
        == ["list-blocking-sanctions/xeno", "list-warning/alpha"])
  }

  @Test func onlyRowsThatLeadToListedOwnersAreEvidence() throws {
    let ownership = try #require(
      found(
        OwnershipCase(
          "v < Alpha 60; Alpha < Xeno 70; v < Beta 40; Alpha < Beta 0; Beta < Gamma 9; v < Yara 0",
          listed: "Xeno, Yara"
        ).stakes))
    #expect(ownership.stakes == [0, 1])
    #expect(ownership.hits.map(\.hit.entry.key) == ["xeno"])
  }
}
