import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

@Suite struct OFACXMLTests {
  private static func fixture() throws -> LoadedSource {
    try FormatLoader.load(
      .ofacXML, [("", Repository.path("Tests/Fixtures/formats/ofac-xml/sdn.xml"))])
  }

  @Test func `aliases have the category that only this layout tells`() throws {
    #expect(
      try Self.fixture().text(of: "306") == """
        306 organisation
        primary: BANCO NACIONAL DE CUBA
        strong: NATIONAL BANK OF CUBA
        former: OLD BANK
        weak: BNC
        countries: CH
        id swift-bic: BNACCUHH
        id tax-id: 7734202860 (RU)
        programme: CUBA
        part: SDN
        locator: https://sanctionssearch.ofac.treas.gov/Details.aspx?id=306
        """)
  }

  @Test func `a person is written as in the classic files`() throws {
    #expect(
      try Self.fixture().text(of: "2674") == """
        2674 person
        primary: DOE, John
        countries: KP
        linked: MAHAN AIR
        programme: SDGT; IFSR
        part: SDN
        locator: https://sanctionssearch.ofac.treas.gov/Details.aspx?id=2674
        """)
  }

  @Test func `a vessel has its flag and IMO number`() throws {
    let entry = try #require(try Self.fixture().entry("9105"))
    #expect(entry.party == .vessel)
    #expect(entry.countries == ["MT"])
    #expect(entry.identifiers == [ListedIdentifier(kind: "imo", value: "9187629")])
  }

  @Test func `dates of the CMIC list stand among the ids`() throws {
    let entry = try #require(try Self.fixture().entry("31001"))
    #expect(entry.part == "CMIC-EO13959")
    #expect(entry.listedOn == CivilDate("2021-06-03"))
    #expect(entry.inForceOn == CivilDate("2021-08-02"))
  }

  @Test func `the publication date is that of the edition, and no row`() throws {
    let loaded = try Self.fixture()
    #expect(loaded.editionDate == CivilDate("2023-06-19"))
    #expect(loaded.accepted == [4])
    #expect(loaded.rejects.map(\.kind) == [.unknownName])
    #expect(loaded.isBalanced)
  }

  @Test func `the advanced layout is refused by its root`() throws {
    #expect(throws: InputError.self) {
      try FormatLoader.load(.ofacXML, texts: [("", "<Sanctions></Sanctions>")])
    }
  }
}
