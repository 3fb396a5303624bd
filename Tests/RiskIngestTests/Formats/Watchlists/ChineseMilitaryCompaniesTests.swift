import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

struct ChineseMilitaryCompaniesTests {
  private func fixture() throws -> LoadedSource {
    try FormatLoader.load(
      .chineseMilitaryCompanies,
      [("", Repository.path("Tests/Fixtures/formats/dod-1260h/companies.csv"))])
  }

  @Test func periodsAreOneEntryFromTheFirstDay() throws {
    #expect(
      try fixture().text(of: "seven-security-technology-inc") == """
        seven-security-technology-inc organisation
        primary: Seven Security Technology Inc.
        strong: Seven
        strong: Seven Sec
        countries: CN
        listed: 2022-10-05
        locator: https://example.org/2025.pdf
        """)
  }

  @Test func spellingsOfTwoEditionsAreOneCompanyThatEndsWithItsLastPeriod() throws {
    #expect(
      try fixture().text(of: "wing-aircraft-co-ltd") == """
        wing-aircraft-co-ltd organisation
        primary: Wing Aircraft Co., Ltd
        strong: Wing
        strong: Wing Aircraft Co., Ltd.
        former: East Aircraft Co., Ltd.
        former: EAC
        countries: CN
        parent: Sky Group (Limited)[sky-group-limited]
        listed: 2021-06-03
        ended: 2026-02-17
        locator: https://example.org/2025.pdf
        """)
  }

  @Test func bracketsHoldAliasesUnlessTheyArePartOfTheName() throws {
    let loaded = try fixture()
    let names = loaded.entries.map { $0.names.map(\.text) }
    #expect(
      names.contains([
        "Chip Making International (Tianjin) Corporation", "CMI Tianjin", "Tianjin CMI",
      ]))
    #expect(names.contains(["Sky Group (Limited)", "SKYG"]))
    #expect(names.contains(["Bright Tech Co., Ltd.", "Bright"]))
  }

  @Test func aPlaceInBracketsIsPartOfTheName() throws {
    let loaded = try FormatLoader.load(
      .chineseMilitaryCompanies,
      texts: [
        ("", "Name,Start date,End date\nA Limited (Hong Kong)*,2021-06-03,\nB (C (D))*,,\n")
      ])
    #expect(
      loaded.entries.map { $0.names.map(\.text) } == [["A Limited (Hong Kong)"], ["B", "C (D)"]])
  }

  @Test func anUnreadableEndIsNotedAndLeavesThePeriodOpen() throws {
    let loaded = try fixture()
    #expect(loaded.isBalanced)
    #expect(loaded.entry("sky-group-limited")?.endedOn == nil)
    #expect(loaded.notes.map(\.note.kind) == [.unreadableDate, .unreadableDate])
    #expect(loaded.rejects.map(\.kind) == [.shiftedColumns])
    #expect(loaded.duplicates.count == 1)
  }

  @Test(.enabled(if: Repository.sharedData("us_national_security/dod_section_1260h.csv") != nil))
  func theRealTable() throws {
    let path = try #require(
      Repository.sharedData("us_national_security/dod_section_1260h.csv"))
    let loaded = try FormatLoader.load(.chineseMilitaryCompanies, [("", path)])
    #expect(loaded.isBalanced)
    #expect(loaded.accepted == [397])
    #expect(loaded.notes.isEmpty)
    // Of 234 clean names, seven differ from another in punctuation or case alone, and four still
    // carry the abbreviation that others have without.
    #expect(loaded.entries.count == 223)
    // Of 21 ended rows, three are of companies with an open one: ChangXin and Yangtze Memory were
    // listed again, and Costar has an older period that the table does not close.
    #expect(loaded.entries.count { $0.endedOn != nil } == 18)
    #expect(loaded.entry("changxin-memory-technologies-inc")?.endedOn == nil)
    #expect(
      loaded.entry("taiji-computer-co-ltd")?.endedOn == CivilDate(year: 2026, month: 2, day: 17))
    #expect(loaded.entries.allSatisfy { $0.listedOn != nil && $0.countries == ["CN"] })
  }
}
