import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

@Suite struct OpenSanctionsSimpleTests {
  private static func fixture() throws -> LoadedSource {
    try FormatLoader.load(
      .openSanctionsSimple,
      [("", Repository.path("Tests/Fixtures/formats/opensanctions-simple/targets.simple.csv"))])
  }

  @Test func `cells are lines of CSV of their own`() throws {
    #expect(
      try Self.fixture().text(of: "NK-1") == """
        NK-1 organisation
        primary: JOINT-STOCK COMPANY "NORTH LIGHT"
        strong: NORTH LIGHT JSC
        strong: COMPANY "NORTH; LIGHT"
        strong: Северный свет
        countries: RU UA
        id imo: 6495856
        id other: 5042126251
        id email: post@example.org
        programme: UA-WS-A; UA-WS-B
        locator: https://www.opensanctions.org/entities/NK-1/
        """)
  }

  @Test(arguments: [
    ("", []), ("\"\"", []), ("A", ["A"]), ("A;B", ["A", "B"]), (" A ;;", ["A"]),
    ("\"A;B\";C", ["A;B", "C"]), ("\"A \"\"B\"\"\"", ["A \"B\""]), ("A \"B\"", ["A \"B\""]),
    ("\"A;B", ["A;B"]),
  ])
  func `values of a cell`(cell: String, values: [String]) {
    #expect(OpenSanctionsSimple.values(cell) == values)
  }

  @Test func `a repeated id is a duplicate, and shifted columns are told`() throws {
    let loaded = try Self.fixture()
    #expect(loaded.accepted == [3])
    #expect(loaded.duplicates.map(\.position.line) == [6])
    #expect(loaded.rejects.map(\.kind) == [.shiftedColumns])
    #expect(loaded.isBalanced)
  }

  @Test func `the newest day seen is that of the edition, and none is the day of listing`() throws {
    let loaded = try Self.fixture()
    #expect(loaded.editionDate == CivilDate("2026-03-13"))
    #expect(loaded.entries.allSatisfy { $0.listedOn == nil })
  }

  @Test(.enabled(if: Repository.sharedData("opensanctions") != nil))
  func `the war and sanctions export loads whole`() throws {
    let file = "opensanctions/targets_simple_ua_war_sanctions_2026-03.csv"
    let loaded = try FormatLoader.load(
      .openSanctionsSimple, [("", try #require(Repository.sharedData(file)))])
    #expect(loaded.isBalanced)
    #expect(loaded.entries.count == 5_600)
    #expect(loaded.entries.count { $0.party == .organisation } == 1_524)
    #expect(loaded.entries.count { $0.party == .unknown } == 1_193)
    #expect(loaded.entries.count { $0.party == .vessel } == 1_340)
    #expect(loaded.entries.count { $0.party == .person } == 1_543)
    #expect(loaded.notes.isEmpty)
  }
}

@Suite struct OpenSanctionsFTMTests {
  private static let folder = Repository.path("Tests/Fixtures/formats/opensanctions-ftm/")

  private static func fixture(with deltas: String...) throws -> LoadedSource {
    try FormatLoader.load(
      .openSanctionsFTM,
      (["entities.ftm.json"] + deltas).map { (part: "", path: folder + $0) })
  }

  @Test func `an entry has what sanctions and ownerships around it say`() throws {
    #expect(
      try Self.fixture().text(of: "NK-1") == """
        NK-1 organisation
        primary: North Light JSC
        strong: ООО Северный свет
        strong: North Light
        former: Old Light
        weak: NL
        countries: RU
        id ogrn: 1125042006462
        id inn: 5042126251
        owner: John Doe[NK-2] 51.0 %
        linked: John Doe[NK-2]
        programme: XX-A; Program B
        authority: Office A; Office B
        part: sanction
        listed: 2022-03-31
        in force: 2022-04-02
        locator: https://www.opensanctions.org/entities/NK-1/
        """)
  }

  @Test func `an entry has ended when all its sanctions have`() throws {
    #expect(
      try Self.fixture().text(of: "NK-2") == """
        NK-2 person
        primary: John Doe
        strong: DOE, John
        countries: RU
        subsidiary: North Light JSC[NK-1] 51.0 %
        linked: North Light JSC[NK-1]
        authority: Office B
        part: role.oligarch
        listed: 2014-01-01
        ended: 2016-12-31
        locator: https://www.opensanctions.org/entities/NK-2/
        """)
  }

  @Test func `deltas change, add and delete what stands before them`() throws {
    let loaded = try Self.fixture(with: "1.delta.json")
    #expect(loaded.isBalanced)
    #expect(loaded.accepted == [8, 4])
    #expect(loaded.entries.map(\.key) == ["NK-1", "NK-5"])
    #expect(
      loaded.text(of: "NK-1") == """
        NK-1 organisation
        primary: North Light JSC
        countries: KZ
        programme: XX-A
        authority: Office A
        listed: 2022-03-31
        in force: 2022-04-02
        locator: https://www.opensanctions.org/entities/NK-1/
        """)
  }

  @Test(arguments: [
    (#"{"schema":"Company","caption":"A"}"#, Reject.Kind.missingValue),
    (#"{"id":"1","caption":"A"}"#, .missingValue),
    (#"{"id":"1","schema":"two words","caption":"A"}"#, .badValue),
    (#"{"id":"1","schema":"Company"}"#, .missingValue),
    (#"{"op":"PUT","entity":{"id":"1"}}"#, .unknownName),
    (#"{"op":"ADD"}"#, .missingValue),
    (#"[1]"#, .missingValue),
  ])
  func `what is no entity is rejected`(line: String, kind: Reject.Kind) throws {
    let loaded = try FormatLoader.load(.openSanctionsFTM, texts: [("", line + "\n")])
    #expect(loaded.rejects.map(\.kind) == [kind])
    #expect(loaded.isBalanced)
  }

  @Test func `an entity twice in one file is a duplicate`() throws {
    let line = #"{"id":"1","schema":"Company","caption":"A","properties":{}}"# + "\n"
    let loaded = try FormatLoader.load(.openSanctionsFTM, texts: [("", line + line)])
    #expect(loaded.duplicates.count == 1)
    #expect(loaded.isBalanced)
  }

  @Test func `an ownership that ended leaves a link without a share`() throws {
    let lines = #"""
      {"id":"a","schema":"Company","caption":"A"}
      {"id":"b","schema":"Company","caption":"B"}
      {"id":"o","schema":"Ownership","properties":{"owner":["a"],"asset":["b"],\#
      "percentage":["90%"],"endDate":["2020"]}}
      """#
    let loaded = try FormatLoader.load(.openSanctionsFTM, texts: [("", lines)])
    #expect(loaded.entry("b")?.links == [ListedLink(relation: .linked, name: "A", key: "a")])
  }

  @Test(arguments: [
    ("1962", "1962-12-31"), ("1964-02", "1964-02-29"), ("1962-04-13", "1962-04-13"),
    ("1962-04-13T10:00:00", "1962-04-13"), ("62", nil), ("1962-13", nil), ("1962-4", nil),
    ("circa", nil),
  ])
  func `a partial date is the last day it may mean`(text: String, day: String?) {
    #expect(FTMProperties.lastDay(text) == day.flatMap { CivilDate($0) })
  }

  @Test(
    .enabled(if: Repository.sharedData("opensanctions") != nil),
    arguments: [("zala", 91, 17), ("parteispenden", 475, 96), ("t1", 7, 6)])
  func `an export loads whole`(name: String, rows: Int, entries: Int) throws {
    let file = "opensanctions/ftm_\(name)_entities.ftm.json"
    let loaded = try FormatLoader.load(
      .openSanctionsFTM, [("", try #require(Repository.sharedData(file)))])
    #expect(loaded.isBalanced)
    #expect(loaded.accepted == [rows])
    #expect(loaded.entries.count == entries)
  }

  @Test(.enabled(if: Repository.sharedData("opensanctions") != nil))
  func `four deltas make three entities`() throws {
    let files = try [
      "20240527194702-wnk", "20240528014702-pfh", "20240528074703-npf", "20240528134729-3iv",
    ].map { name in
      let file = "opensanctions/delta_t2/\(name).delta.json"
      return (part: "", path: try #require(Repository.sharedData(file)))
    }
    let loaded = try FormatLoader.load(.openSanctionsFTM, files)
    #expect(loaded.isBalanced)
    #expect(loaded.accepted == [2, 2, 1, 1])
    #expect(loaded.entries.count == 3)
  }
}
