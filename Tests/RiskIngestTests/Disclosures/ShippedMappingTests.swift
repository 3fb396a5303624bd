import Foundation
import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

/// The mapping tables that ship, against the policy that ships and what the formats report.
@Suite struct ShippedMappingTests {
  static let tables: [(table: String, format: SourceFormat, files: [(String, String)])] = [
    (
      "iab-gvl", .iabGVL,
      [("", "iab-gvl/vendor-list-v3.json"), ("", "iab-gvl/vendor-list-v2.json")]
    ),
    ("google-atp", .googleATP, [("", "google-atp/providers.csv")]),
    (
      "ca-data-broker-registry", .caDataBrokerRegistry,
      [("", "ca-data-broker-registry/registry.csv")]
    ),
    (
      "disconnect", .disconnect,
      [("", "disconnect/services.json"), ("entities", "disconnect/entities.json")]
    ),
    (
      "ghostery", .ghostery,
      [("", "ghostery/organizations.jsonl"), ("patterns", "ghostery/patterns.jsonl")]
    ),
  ]

  private static let realFiles: [String: [(String, String)]] = [
    "iab-gvl": [
      ("", "consent/iab_gvl_v3_106_2025-05-08.json"),
      ("", "consent/iab_gvl_v2_224_2023-11-16.json"),
    ],
    "google-atp": [("", "consent/google_additional_consent_providers.csv")],
    "ca-data-broker-registry": [("", "consent/ca_data_broker_registry_2025.csv")],
    "disconnect": [
      ("", "trackers/disconnect_services.json"), ("entities", "trackers/disconnect_entities.json"),
    ],
    "ghostery": [
      ("", "trackers/ghostery_organizations.jsonl"),
      ("patterns", "trackers/ghostery_patterns.jsonl"),
    ],
  ]

  private func mapping(_ table: String) throws -> DisclosureMapping {
    let relative = "datasets/disclosures/\(table).csv"
    let result = try DisclosureMapping.read(
      Repository.path(relative), name: InputName(relative), words: try words())
    if case .failure(let bad) = result { Issue.record("\(bad)") }
    return try result.get()
  }

  /// The words of the shipped policy, by the keys of the top-level blocks of its file.
  private func words() throws -> DisclosureMapping.Words {
    let text = try String(
      contentsOfFile: Repository.path("pipelines/policies/default.yaml"), encoding: .utf8)
    var keys: [Substring: Set<String>] = [:]
    var block: Substring = ""
    for line in text.split(separator: "\n") {
      guard let colon = line.firstIndex(of: ":"), line.first != "#" else { continue }
      let key = line[..<colon]
      if key.first?.isLetter == true {
        block = key
      } else if key.hasPrefix("  "), !key.hasPrefix("   ") {
        keys[block, default: []].insert(String(key.dropFirst(2)))
      }
    }
    return DisclosureMapping.Words(
      categories: try #require(keys["sensitivity"]), subjects: try #require(keys["reach"]),
      storages: try #require(keys["ended_access_half_life_days"]),
      consentBases: ["consent", "legitimate-interest"])
  }

  @Test(arguments: tables.map(\.table))
  func `every factor and word of a shipped table exists`(table: String) throws {
    let mapping = try mapping(table)
    #expect(!mapping.rows.isEmpty)
    for row in mapping.rows {
      #expect(!row.note.isEmpty, "\(table) line \(row.line)")
      #expect(row.factors.map(\.id) == row.names.filter { _ in !row.factors.isEmpty })
      #expect(row.factors.allSatisfy { $0.polarity == .adverse }, "\(table) line \(row.line)")
    }
  }

  @Test func `every table of the folder belongs to a format and is tested`() throws {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: Repository.path("datasets/disclosures")
    ).filter { $0.hasSuffix(".csv") }.sorted()
    #expect(names == Self.tables.map { "\($0.table).csv" }.sorted())
    #expect(Self.tables.allSatisfy { $0.table == $0.format.id })
    #expect(Self.tables.allSatisfy { $0.format.tables == [.disclosures] })
  }

  @Test(arguments: tables.indices)
  func `a shipped table knows every signal of its fixtures`(index: Int) throws {
    let (table, format, files) = Self.tables[index]
    let loaded = try FormatLoader.load(format, files.map { ($0.0, fixture($0.1)) })
    try expectMapped(loaded, table)
  }

  @Test(.enabled(if: Repository.sharedData("consent") != nil), arguments: tables.indices)
  func `a shipped table knows every signal of the real files`(index: Int) throws {
    let (table, format, _) = Self.tables[index]
    let files = try #require(Self.realFiles[table]).map { part, path in
      (part: part, path: try #require(Repository.sharedData(path)))
    }
    try expectMapped(try FormatLoader.load(format, files), table)
  }

  private static let v3 = Repository.sharedData("consent/iab_gvl_v3_106_2025-05-08.json")

  @Test(.enabled(if: v3 != nil))
  func `the real vendor list makes an access of every category declared or needed`() throws {
    let loaded = try FormatLoader.load(.iabGVL, [("", try #require(Self.v3))])
    let day = try #require(loaded.editionDate)
    let source = Source(
      id: "gvl", title: "", publisher: "IAB Europe", publisherRole: .publicRegister,
      publishedOn: day, reliability: .a, credibility: .one, locator: "",
      origin: RecordOrigin(file: InputName("pipeline.yaml"), line: 1))
    let rows = DisclosureRows(try mapping("iab-gvl"), source: source, statedOn: day)
    var ids: Set<String> = []
    var (accessCount, factors): (Int, [String: Int]) = (0, [:])
    for disclosure in loaded.disclosures {
      let result = rows.rows(of: disclosure, vendorID: disclosure.partyID)
      #expect(result.unmapped.isEmpty)
      accessCount += result.accesses.count
      ids.formUnion(result.accesses.map(\.id) + result.statements.map(\.id))
      for statement in result.statements { factors[statement.factor.id, default: 0] += 1 }
    }
    #expect(accessCount == 5962)
    #expect(ids.count == accessCount + factors.values.reduce(0, +))
    #expect(
      factors == [
        "cookie-over-13-months": 136,
        "deleted-from-register": 85,
        "legitimate-interest": 360,
        "no-consent-based-purpose": 49,
        "retention-over-13-months": 280,
        "retention-undisclosed": 10,
        "special-feature-used": 377,
      ])
  }

  private func expectMapped(_ loaded: LoadedSource, _ table: String) throws {
    let mapping = try mapping(table)
    let signals = Set(loaded.disclosures.flatMap(\.signals))
    #expect(!signals.isEmpty)
    for signal in signals where mapping.rowsCounting(for: signal) == nil {
      Issue.record("\(table) says nothing of \(signal.name) = \(signal.value)")
    }
  }
}
