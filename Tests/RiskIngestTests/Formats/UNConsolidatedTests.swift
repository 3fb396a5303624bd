import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

@Suite struct UNConsolidatedTests {
  private static func fixture() throws -> LoadedSource {
    try FormatLoader.load(
      .unXML, [("", Repository.path("Tests/Fixtures/formats/un-xml/consolidated.xml"))])
  }

  @Test func `a person has names by quality, nationalities and documents`() throws {
    #expect(
      try Self.fixture().text(of: "CDi.901") == """
        CDi.901 person
        primary: JOHN DOE
        primary: جون دو
        strong: Johnny Doe
        weak: The Doe
        countries: CD RW UG
        id passport: OB0000001 (RW)
        programme: DRC
        listed: 2015-04-07
        """)
  }

  @Test func `an entity has one name, and former ones`() throws {
    #expect(
      try Self.fixture().text(of: "KPe.901") == """
        KPe.901 organisation
        primary: NORTH LIGHT & SONS
        strong: North Light
        former: Old Light
        countries: KP
        programme: DPRK
        listed: 2014-06-30
        """)
  }

  @Test func `the list says of which day it is, and an entry without a name is rejected`() throws {
    let loaded = try Self.fixture()
    #expect(loaded.editionDate == CivilDate("2026-02-27"))
    #expect(loaded.rejects.map(\.kind) == [.missingValue])
    #expect(loaded.isBalanced)
  }

  @Test func `another document is refused`() throws {
    #expect(throws: InputError.self) {
      try FormatLoader.load(.unXML, texts: [("", "<sdnList></sdnList>")])
    }
  }

  @Test func `a listing date that is none is noted`() throws {
    let text = """
      <CONSOLIDATED_LIST><ENTITIES><ENTITY><DATAID>1</DATAID><FIRST_NAME>A</FIRST_NAME>
      <LISTED_ON>unknown</LISTED_ON></ENTITY></ENTITIES></CONSOLIDATED_LIST>
      """
    let loaded = try FormatLoader.load(.unXML, texts: [("", text)])
    #expect(loaded.entry("1") != nil)
    #expect(loaded.notes.map(\.note.kind) == [.unreadableDate])
  }

  @Test(.enabled(if: Repository.sharedData("un") != nil))
  func `the list of February 2026 holds 730 persons and 273 entities`() throws {
    let loaded = try FormatLoader.load(
      .unXML, [("", try #require(Repository.sharedData("un/un_consolidated.xml")))])
    #expect(loaded.isBalanced)
    #expect(loaded.entries.count { $0.party == .person } == 730)
    #expect(loaded.entries.count { $0.party == .organisation } == 273)
    #expect(loaded.entries.allSatisfy { $0.listedOn != nil })
    #expect(loaded.editionDate == CivilDate("2026-02-27"))
    #expect(loaded.notes.isEmpty)
  }
}
