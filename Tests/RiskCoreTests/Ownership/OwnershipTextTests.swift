import Testing
import _RiskTestSupport

@testable import RiskCore

@Suite struct OwnershipTextTests {
  private func sentence(
    _ rows: String, listed: String, _ rule: Policy.OwnershipRule = OwnershipCase.rule()
  ) -> String? {
    var policy = Policy.withoutDraws
    policy.ownership.rules = [rule]
    return ListedOwnership.all(
      stakes: OwnershipCase(rows, listed: listed).stakes, of: "v", under: policy,
      asOf: OwnershipCase.date
    ).first?.sentence
  }

  @Test func aSureShareIsSaidWithItsOwners() {
    #expect(
      sentence("v < Alpha 30; v < Beta 25.5", listed: "Alpha, Beta")
        == "55.5 % listed: Alpha 30 %, Beta 25.5 %; half asks for 50 % or more: surely reached")
  }

  @Test func aRangeIsSaidWithTheWayToTheOwner() {
    #expect(
      sentence("v < Alpha 30; v < Gamma 7-31; Gamma < Beta 60", listed: "Alpha, Beta")
        == "between 37 and 61 % listed: Alpha 30 %, Beta 7 to 31 % through Gamma; half asks for 50 % "
        + "or more: possibly reached (an owner held over that share passes on its whole holding)")
  }

  @Test func doubtAboutAnOwnerIsSaid() {
    #expect(
      sentence(
        "v < Alpha 66.66", listed: "Alpha 0.9",
        OwnershipCase.rule(.proportional, inclusive: false))
        == "66.7 % listed: Alpha (listed with probability 0.90) 66.7 %; half asks for more than 50 %: "
        + "reached if the owners are the listed parties")
  }

  @Test func anOwnerWhoCountsOnlyWithOthersHasNoShareOfItsOwn() {
    #expect(
      sentence("v < Gamma 60; Gamma < Alpha 25; Gamma < Beta 25", listed: "Alpha, Beta")
        == "60 % listed: Alpha with others through Gamma, Beta with others through Gamma; half asks "
        + "for 50 % or more: surely reached (an owner held over that share passes on its whole holding)"
    )
  }

  @Test func manyOwnersAreCounted() {
    let names = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta"]
    let rows = names.map { "v < \($0) 10" }.joined(separator: ";")
    let text = sentence(rows, listed: names.joined(separator: ","))
    #expect(text?.contains("70 % listed: ") == true)
    #expect(text?.contains(" 10 %, 2 more; ") == true)
  }

  @Test(arguments: [
    (0, "0"), (50, "50"), (33.33, "33.3"), (33.35, "33.4"), (99.96, "100"), (0.04, "0"),
    (0.06, "0.1"),
  ])
  func percentHasOneDecimal(value: Double, text: String) {
    #expect(OwnershipText.percent(value) == text)
  }
}
