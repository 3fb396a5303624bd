import RecordIO
import Testing
import _TestSupport

@testable import RiskIngest

/// California's data brokers, whose headers are sentences.
@Suite struct CaliforniaDataBrokerRegistryTests {
  private func load() throws -> LoadedSource {
    try FormatLoader.load(
      .caDataBrokerRegistry, [("", fixture("ca-data-broker-registry/registry.csv"))])
  }

  @Test func `a broker says what it collects and under which laws it falls`() throws {
    #expect(
      try load().disclosureText(of: "mapleleaf-inc") == """
        mapleleaf-inc: Mapleleaf, Inc.
        alias: Maple Lists
        alias: Leafmail
        alias: Syrup Data, LLC
        country: CA
        website: mapleleaf.example
        broker = yes
        collects = minors, precise-geolocation
        regulated-under = fcra, glba
        policy-url = present
        """)
  }

  @Test func `rows of one name are one broker`() throws {
    #expect(
      try load().disclosureText(of: "harvest-holdings") == """
        harvest-holdings: Harvest Holdings
        alias: Field & Barn, Inc.
        alias: Barnyard
        country: GB
        website: harvest.example
        broker = yes
        collects = reproductive-health, precise-geolocation
        policy-url = missing
        """)
  }

  @Test func `a strange answer is noted and several are a shifted row`() throws {
    let loaded = try load()
    #expect(loaded.isBalanced)
    #expect(loaded.noteKinds == ["9 unmapped-word minors", "9 unknown-country country"])
    #expect(
      loaded.rejectKinds == [
        "10 shifted-columns precise geolocation", "11 missing-value data broker name",
      ])
  }

  @Test func `a file without the line of groups is refused with a remedy`() throws {
    #expect {
      try FormatLoader.load(
        .caDataBrokerRegistry, texts: [("", "Data broker name:,x\nLantern Data,y\n")])
    } throws: { error in
      (error as? InputError)?.description.contains("line of groups on top") == true
    }
  }

  private static let real = Repository.sharedData("consent/ca_data_broker_registry_2025.csv")

  /// 535 rows are 532 brokers: one name stands there four times, with other brands.
  @Test(.enabled(if: real != nil)) func `the registry of 2025 has 535 rows`() throws {
    let loaded = try FormatLoader.load(.caDataBrokerRegistry, [("", try #require(Self.real))])
    #expect(loaded.isBalanced)
    #expect(loaded.accepted == [535])
    #expect(loaded.disclosures.count == 532)
    let counts = loaded.signalCounts
    #expect(counts["collects = minors"] == 19)
    #expect(counts["collects = precise-geolocation"] == 84)
    #expect(counts["collects = reproductive-health"] == 10)
    #expect(counts["regulated-under = fcra"] == 19)
    #expect(counts["regulated-under = hipaa"] == 29)
    #expect(loaded.disclosures.count { $0.country == "US" } == 505)
    #expect(loaded.disclosures.count { $0.country == nil } == 3)
    #expect(loaded.noteKinds.isEmpty)
  }
}
