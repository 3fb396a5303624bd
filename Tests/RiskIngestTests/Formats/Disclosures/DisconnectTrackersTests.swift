import RecordIO
import Testing
import _TestSupport

@testable import RiskIngest

/// Disconnect's lists, whose companies stand there several times.
@Suite struct DisconnectTrackersTests {
  private let services = fixture("disconnect/services.json")
  private let entities = fixture("disconnect/entities.json")

  @Test func `a company is one party over all categories`() throws {
    let loaded = try FormatLoader.load(.disconnect, [("", services), ("entities", entities)])
    #expect(
      loaded.disclosureText(of: "northlight") == """
        northlight: Northlight
        website: northlight.example
        tracker-category = Advertising, FingerprintingInvasive
        domains = 4
        """)
    #expect(loaded.disclosures.count == 4)
  }

  @Test func `flags are no domains`() throws {
    let loaded = try FormatLoader.load(.disconnect, [("", services)])
    #expect(
      loaded.disclosureText(of: "replay-labs") == """
        replay-labs: Replay Labs
        website: replay.example
        tracker-category = FingerprintingInvasive
        flag = session-replay
        domains = 1
        """)
    #expect(loaded.disclosure("pixelworks")?.signals.contains(.init("flag", "dnt=eff")) == true)
  }

  @Test func `either file may be at the path`() throws {
    let loaded = try FormatLoader.load(.disconnect, [("", entities)])
    #expect(
      loaded.disclosureText(of: "northlight") == """
        northlight: Northlight
        website: northlight.example
        domains = 2
        """)
    #expect(loaded.rejectKinds == ["6 bad-value -"])
  }

  @Test func `rows without a company or its sites are rejected`() throws {
    let loaded = try FormatLoader.load(.disconnect, [("", services)])
    #expect(loaded.isBalanced)
    #expect(
      loaded.rejectKinds == ["11 bad-value -", "14 missing-value company", "15 bad-value -"])
    #expect(loaded.disclosures.map(\.partyID) == ["northlight", "pixelworks", "replay-labs"])
  }

  @Test func `a document without companies is refused`() throws {
    #expect(throws: InputError.self) {
      try FormatLoader.load(.disconnect, texts: [("", #"{"licence": "none"}"#)])
    }
  }

  private static let realServices = Repository.sharedData("trackers/disconnect_services.json")
  private static let realEntities = Repository.sharedData("trackers/disconnect_entities.json")

  /// Six services record sessions, of five companies.
  @Test(.enabled(if: realServices != nil && realEntities != nil))
  func `the lists of August 2026 have 2,339 services of 1,887 entities`() throws {
    let loaded = try FormatLoader.load(
      .disconnect,
      [("", try #require(Self.realServices)), ("entities", try #require(Self.realEntities))])
    #expect(loaded.isBalanced)
    #expect(loaded.accepted == [2339, 1887])
    #expect(loaded.disclosures.count == 1887)
    let classes = Set(
      loaded.disclosures.flatMap(\.signals).filter { $0.name == "tracker-category" })
    #expect(classes.count == 11)
    #expect(loaded.signalCounts["flag = session-replay"] == 5)
  }
}
