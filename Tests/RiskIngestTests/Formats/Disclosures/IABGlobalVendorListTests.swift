import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

/// The Global Vendor List, from fixtures and from three real editions.
@Suite struct IABGlobalVendorListTests {
  private func load(_ name: String) throws -> LoadedSource {
    try FormatLoader.load(.iabGVL, [("", fixture("iab-gvl/" + name))])
  }

  @Test func `a vendor of version 3 declares purposes, data and periods`() throws {
    let loaded = try load("vendor-list-v3.json")
    #expect(
      loaded.disclosureText(of: "7") == """
        7: Northlight Ads Inc.
        website: northlight.example
        policy-url = present
        purpose.consent = 1, 3, 4
        purpose.legitimate-interest = 2, 7
        purpose.flexible = 2
        legal-basis = both
        special-purpose = 1, 2
        feature = 3
        special-feature = 1
        data-category = 1, 3, 9
        retention-days = 548
        uses-cookies = yes
        cookie-max-age-days = 396
        """)
    #expect(loaded.editionDate == CivilDate("2025-05-08"))
    #expect(loaded.disclosure("7")?.origin.line == 6)
  }

  @Test func `a brand in brackets, a trading name and slash twins are further names`() throws {
    let loaded = try load("vendor-list-v3.json")
    #expect(loaded.disclosure("9")?.aliases == ["Fjordline", "Midgard Media GmbH"])
    #expect(loaded.disclosure("12")?.aliases == ["Oldtown Ltd", "Clickwell"])
    #expect(loaded.disclosure("20")?.name == "Contact SAS/Spring Ad GmbH")
    #expect(loaded.disclosure("20")?.aliases == ["Contact SAS", "Spring Ad GmbH"])
    #expect(loaded.disclosure("13")?.aliases == [])
  }

  @Test func `a deleted vendor has ended`() throws {
    let loaded = try load("vendor-list-v3.json")
    #expect(
      loaded.disclosureText(of: "12") == """
        12: Oldtown Ltd d/b/a Clickwell
        alias: Oldtown Ltd
        alias: Clickwell
        policy-url = missing
        purpose.legitimate-interest = 2, 7, 9
        purpose.flexible = 2
        legal-basis = legitimate-interest
        data-category = 1
        retention-days = 90
        uses-cookies = no
        deleted-on = 2024-06-11
        ended: 2024-06-11
        """)
  }

  @Test func `one word sums up the legal bases`() throws {
    let loaded = try load("vendor-list-v3.json")
    let words = ["7", "9", "12", "13", "20"].map { id in
      loaded.disclosure(id)?.signals.first { $0.name == "legal-basis" }?.value
    }
    #expect(words == ["both", "consent", "legitimate-interest", "none", "flexible"])
  }

  @Test func `periods are rounded up, undisclosed, or kept as they are and noted`() throws {
    let loaded = try load("vendor-list-v3.json")
    func value(_ id: String, _ name: String) -> String? {
      loaded.disclosure(id)?.signals.first { $0.name == name }?.value
    }
    #expect(value("9", "retention-days") == "undisclosed")
    #expect(value("9", "cookie-max-age-days") == "session")
    #expect(value("12", "cookie-max-age-days") == nil)
    #expect(value("13", "cookie-max-age-days") == "730000")
    #expect(value("20", "cookie-max-age-days") == "2")
    #expect(
      loaded.noteKinds == [
        "9 implausible-value cookieMaxAgeSeconds", "13 implausible-value dataDeclaration",
      ])
  }

  @Test func `vendors that cannot be used are rejected and the rest is read`() throws {
    let loaded = try load("vendor-list-v3.json")
    #expect(loaded.isBalanced)
    #expect(
      loaded.rejectKinds == [
        "10 missing-value name", "11 bad-date deletedDate", "12 bad-value -",
      ])
    #expect(loaded.disclosures.map(\.partyID) == ["7", "9", "12", "13", "20"])
  }

  @Test func `version 2 declares no data and no retention`() throws {
    let loaded = try load("vendor-list-v2.json")
    #expect(
      loaded.disclosureText(of: "8") == """
        8: Bridge & Tower AB
        website: bridge-tower.example
        policy-url = present
        purpose.consent = 1
        purpose.legitimate-interest = 2, 3
        purpose.flexible = 2
        legal-basis = both
        special-purpose = 1, 2
        feature = 1
        """)
    #expect(
      loaded.disclosureText(of: "3") == """
        3: Harbour Data
        policy-url = missing
        purpose.consent = 1, 2
        legal-basis = consent
        special-feature = 2
        uses-cookies = yes
        cookie-max-age-days = 30
        """)
    #expect(loaded.editionDate == CivilDate("2020-02-06"))
    #expect(loaded.noteKinds == ["6 decoded-entity name"])
  }

  @Test func `a vendor that stands twice counts once`() throws {
    let vendor = #"{"id": 1, "name": "Twice"}"#
    let loaded = try FormatLoader.load(
      .iabGVL, texts: [("", #"{"vendors": {"1": \#(vendor), "01": \#(vendor)}}"#)])
    #expect(loaded.isBalanced)
    #expect(loaded.disclosures.count == 1)
    #expect(loaded.duplicates.count == 1)
  }

  @Test func `a document without vendors is refused`() throws {
    #expect {
      try FormatLoader.load(.iabGVL, texts: [("", #"{"lastUpdated": "2025-05-08", "cmps": {}}"#)])
    } throws: { error in
      (error as? InputError)?.description.contains("holds no vendor") == true
    }
  }

  @Test func `a record of very many ids is read quickly and noted`() throws {
    let ids = (1...50_000).map { String($0) }.joined(separator: ",")
    let loaded = try FormatLoader.load(
      .iabGVL, texts: [("", #"{"vendors": {"1": {"id": 1, "name": "A", "purposes": [\#(ids)]}}}"#)])
    #expect(loaded.disclosure("1")?.signals.count { $0.name == "purpose.consent" } == 99)
    #expect(loaded.noteKinds == ["1 implausible-value purposes"])
  }

  // MARK: Real editions

  private static let v3 = Repository.sharedData("consent/iab_gvl_v3_106_2025-05-08.json")
  private static let v2 = Repository.sharedData("consent/iab_gvl_v2_224_2023-11-16.json")
  private static let early = Repository.sharedData("consent/iab_gvl_v2_23_2020-02-06.json")

  @Test(.enabled(if: v3 != nil)) func `the list of May 2025 has 987 vendors`() throws {
    let loaded = try FormatLoader.load(.iabGVL, [("", try #require(Self.v3))])
    #expect(loaded.isBalanced)
    #expect(loaded.disclosures.count == 987)
    #expect(loaded.lost.isEmpty)
    #expect(loaded.disclosures.count { $0.endedOn != nil } == 85)
    #expect(loaded.editionDate == CivilDate("2025-05-08"))
    let counts = loaded.signalCounts
    #expect(counts["legal-basis = none"] == 24)
    #expect(counts["legal-basis = consent"] == 603)
    #expect(counts["legal-basis = both"] == 272)
    #expect(counts["legal-basis = legitimate-interest"] == 49)
    #expect(counts["legal-basis = flexible"] == 39)
    #expect(counts["retention-days = undisclosed"] == 10)
    #expect(counts["cookie-max-age-days = session"] == 12)
    #expect(counts["policy-url = missing"] == nil)
  }

  @Test(.enabled(if: v2 != nil)) func `the last list of version 2 has 1,007 vendors`() throws {
    let loaded = try FormatLoader.load(.iabGVL, [("", try #require(Self.v2))])
    #expect(loaded.isBalanced)
    #expect(loaded.disclosures.count == 1007)
    #expect(loaded.disclosures.count { $0.endedOn != nil } == 183)
    let profiling: Set = ["3", "4", "5", "6"]
    let profilers = loaded.disclosures.count { disclosure in
      disclosure.signals.contains {
        $0.name == "purpose.legitimate-interest" && profiling.contains($0.value)
      }
    }
    #expect(profilers == 27)
  }

  @Test(.enabled(if: early != nil)) func `the list of February 2020 has 115 vendors`() throws {
    let loaded = try FormatLoader.load(.iabGVL, [("", try #require(Self.early))])
    #expect(loaded.isBalanced)
    #expect(loaded.disclosures.count == 115)
    #expect(loaded.disclosures.first?.partyID == "8")
    #expect(!loaded.signalCounts.keys.contains { $0.hasPrefix("retention-days") })
  }
}
