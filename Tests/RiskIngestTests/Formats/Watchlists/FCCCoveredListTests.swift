import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

struct FCCCoveredListTests {
  private func fixture() throws -> LoadedSource {
    try FormatLoader.load(
      .fccCoveredList,
      [("", Repository.path("Tests/Fixtures/formats/fcc-covered-list/covered.csv"))])
  }

  @Test func companiesAreTakenOutOfSentences() throws {
    let loaded = try fixture()
    #expect(loaded.isBalanced)
    #expect(
      loaded.entries.map { $0.names[0].text } == [
        "Far Technologies Company", "Lens Digital Technology Company", "AO Guard Lab",
        "Ocean Networks Corp", "OceanNet (USA) LLC", "Guard Lab, Inc.", "Signal Technology Inc.",
      ])
    #expect(
      loaded.entries.map(\.programme) == [
        "equipment; services", "equipment; stated-uses", "products; services", "services",
        "services", "software", "services",
      ])
  }

  @Test func aSubsidiaryIsAnEntryLinkedToItsParent() throws {
    #expect(
      try fixture().text(of: "oceannet-usa-llc") == """
        oceannet-usa-llc organisation
        primary: OceanNet (USA) LLC
        parent: Ocean Networks Corp[ocean-networks-corp]
        programme: services
        listed: 2022-09-20
        """)
  }

  @Test func rowsWithoutCompanyAreAcceptedAndNoted() throws {
    let loaded = try fixture()
    #expect(loaded.accepted == [8])
    #expect(loaded.notes.map(\.note.kind) == [.namesNoCompany, .unreadableDate])
  }

  @Test func theFirstOfSeveralDatesCounts() {
    #expect(
      CoveredSentence.firstDate(of: "December 22, 2025Updated:January 7, 2026")
        == "December 22, 2025")
    #expect(CoveredSentence.firstDate(of: "2021-03-12") == "2021-03-12")
    #expect(CoveredSentence.firstDate(of: "soon") == "soon")
  }

  @Test(arguments: [
    "Equipment produced by any entity of a country.", "Routers produced in a foreign country.",
    "Services provided by ", "", "Services provided by Any company, including others.",
  ])
  func sentencesAboutCompaniesInGeneralNameNone(_ text: String) {
    #expect(CoveredSentence(text).companies.isEmpty)
  }

  @Test func theTitlesOfThePageAreUnderstood() throws {
    let loaded = try FormatLoader.load(
      .fccCoveredList,
      texts: [
        (
          "",
          "Covered Equipment or Services*,Date of Inclusion on Covered List\n"
            + "Services provided by A Corp.,\"March 1, 2021\"\n"
        )
      ])
    #expect(loaded.entry("a-corp")?.listedOn == CivilDate(year: 2021, month: 3, day: 1))
  }

  @Test(.enabled(if: Repository.sharedData("us_national_security/fcc_covered_list.csv") != nil))
  func theRealList() throws {
    let path = try #require(Repository.sharedData("us_national_security/fcc_covered_list.csv"))
    let loaded = try FormatLoader.load(.fccCoveredList, [("", path)])
    #expect(loaded.isBalanced)
    #expect(loaded.accepted == [16])
    #expect(loaded.notes.map(\.note.kind) == Array(repeating: .namesNoCompany, count: 4))
    #expect(
      loaded.entries.map { "\($0.listedOn?.description ?? "-") \($0.names[0].text)" } == [
        "2021-03-12 Huawei Technologies Company", "2021-03-12 ZTE Corporation",
        "2021-03-12 Hytera Communications Corporation",
        "2021-03-12 Hangzhou Hikvision Digital Technology Company",
        "2021-03-12 Dahua Technology Company", "2022-03-25 AO Kaspersky Lab",
        "2022-03-25 China Mobile International USA Inc.",
        "2022-03-25 China Telecom (Americas) Corp.", "2022-09-20 Pacific Networks Corp",
        "2022-09-20 ComNet (USA) LLC", "2022-09-20 China Unicom (Americas) Operations Limited",
        "2024-07-23 Kaspersky Lab, Inc.", "2026-07-07 Digitalsystem Technology Inc.",
      ])
  }
}
