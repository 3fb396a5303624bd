import Testing
import _TestSupport

@testable import RiskIngest

/// Ghostery's database: organisations, and the trackers they run.
@Suite struct GhosteryTrackersTests {
  private let organisations = fixture("ghostery/organizations.jsonl")
  private let patterns = fixture("ghostery/patterns.jsonl")

  @Test func `an organisation has the categories of its trackers`() throws {
    let loaded = try FormatLoader.load(
      .ghostery, [("", organisations), ("patterns", patterns)])
    #expect(
      loaded.disclosureText(of: "northlight") == """
        northlight: Northlight AG
        country: CH
        website: northlight.example
        privacy-policy = present
        tracker-category = advertising, site_analytics
        domains = 2
        """)
    #expect(
      loaded.disclosureText(of: "quiet") == """
        quiet: Quiet & Co
        website: quiet.example
        privacy-policy = missing
        """)
  }

  @Test func `a tracker of nobody is a party of its own`() throws {
    let loaded = try FormatLoader.load(
      .ghostery, [("", organisations), ("patterns", patterns)])
    #expect(
      loaded.disclosureText(of: "tracker/lonely.example") == """
        tracker/lonely.example: lonely.example
        website: lonely.example
        tracker-category = misc
        domains = 1
        """)
  }

  @Test func `lines that repeat, lack a key or are cut off are not used`() throws {
    let loaded = try FormatLoader.load(
      .ghostery, [("", organisations), ("patterns", patterns)])
    #expect(loaded.isBalanced)
    #expect(loaded.accepted == [3, 3])
    #expect(loaded.rejectKinds.sorted() == ["5 missing-value key", "6 malformed-json -"])
    #expect(loaded.duplicates.map(\.position.line) == [3, 4])
    #expect(loaded.noteKinds == ["2 decoded-entity name", "4 unknown-country country"])
  }

  private static let realOrganisations = Repository.sharedData(
    "trackers/ghostery_organizations.jsonl")
  private static let realPatterns = Repository.sharedData("trackers/ghostery_patterns.jsonl")

  /// 437 of the trackers have no organisation.
  @Test(.enabled(if: realOrganisations != nil && realPatterns != nil))
  func `the database of August 2026 has 2,602 organisations and 3,529 trackers`() throws {
    let loaded = try FormatLoader.load(
      .ghostery,
      [("", try #require(Self.realOrganisations)), ("patterns", try #require(Self.realPatterns))])
    #expect(loaded.isBalanced)
    #expect(loaded.accepted == [2602, 3529])
    #expect(loaded.disclosures.count == 2602 + 437)
    #expect(loaded.disclosures.count { $0.country == "RU" } == 32)
    #expect(loaded.signalCounts["privacy-policy = missing"] == 355)
    #expect(loaded.noteKinds.isEmpty)
  }
}
