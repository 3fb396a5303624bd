import Testing
import _TestSupport

@testable import RiskIngest

/// Google's ad technology providers.
@Suite struct GoogleAdTechProvidersTests {
  @Test func `a provider has a policy and a number of domains`() throws {
    let loaded = try FormatLoader.load(.googleATP, [("", fixture("google-atp/providers.csv"))])
    #expect(
      loaded.disclosureText(of: "46") == """
        46: 广告易 – AdEasy
        website: adeasy.example
        provider = yes
        policy-url = present
        domains = 3
        """)
    #expect(
      loaded.disclosureText(of: "51") == """
        51: Quiet Pixel
        provider = yes
        policy-url = missing
        """)
    #expect(loaded.disclosure("39")?.name == "Digistreet®")
  }

  @Test func `an id twice, no number, and a shifted row are not used`() throws {
    let loaded = try FormatLoader.load(.googleATP, [("", fixture("google-atp/providers.csv"))])
    #expect(loaded.isBalanced)
    #expect(loaded.disclosures.count == 3)
    #expect(loaded.duplicates.map(\.position.line) == [5])
    #expect(
      loaded.rejectKinds == ["6 bad-number provider_id", "7 shifted-columns provider_id"])
  }

  @Test func `a header without names is refused`() throws {
    #expect(throws: (any Error).self) {
      try FormatLoader.load(.googleATP, texts: [("", "id,name\n1,A\n")])
    }
  }

  private static let real = Repository.sharedData(
    "consent/google_additional_consent_providers.csv")

  @Test(.enabled(if: real != nil)) func `the list of October 2022 has 632 providers`() throws {
    let loaded = try FormatLoader.load(.googleATP, [("", try #require(Self.real))])
    #expect(loaded.isBalanced)
    #expect(loaded.disclosures.count == 632)
    #expect(loaded.lost.isEmpty)
    #expect(loaded.signalCounts["policy-url = present"] == 632)
    #expect(loaded.signalCounts["domains = 205"] == 1)
  }
}
