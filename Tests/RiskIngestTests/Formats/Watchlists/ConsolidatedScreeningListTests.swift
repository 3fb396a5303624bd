import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

struct ConsolidatedScreeningListTests {
  private static let folder = Repository.path("Tests/Fixtures/formats/us-csl/")
  private static let header =
    "source,entity_number,type,programs,name,addresses,federal_register_notice,start_date,end_date,"
    + "alt_names,ids\n"

  private func fixture(_ name: String) throws -> LoadedSource {
    try FormatLoader.load(.consolidatedScreeningList, [("", Self.folder + name)])
  }

  private func load(_ rows: String) throws -> LoadedSource {
    try FormatLoader.load(.consolidatedScreeningList, texts: [("", Self.header + rows)])
  }

  @Test func aNumberedPartyIsReadWithNamesAndNumbers() throws {
    let loaded = try fixture("consolidated.csv")
    #expect(loaded.isBalanced)
    #expect(
      loaded.text(of: "SSI-17254") == """
        SSI-17254 organisation
        primary: NORTHERN PIPES, PJSC
        strong: NORTHERN PIPES, OAO
        weak: NORPIPE
        countries: RU CY
        id tax-id: 7700000001 (RU)
        id website: www.example.org
        id passport: AB 1, 2 (IR)
        linked: Pipes Holding, Ltd.
        programme: UKRAINE-EO13662; RUSSIA-EO14024
        authority: Treasury Department
        part: SSI
        locator: https://example.org/ssi
        """)
  }

  @Test func oneNumberInTwoListsIsTwoEntries() throws {
    #expect(
      try fixture("consolidated.csv").text(of: "MBS-17254") == """
        MBS-17254 organisation
        primary: Northern Pipes, PJSC
        countries: RU
        programme: RUSSIA-EO14024
        authority: Treasury Department
        part: MBS
        listed: 2022-02-24
        in force: 2022-03-26
        locator: https://example.org/mbs
        """)
  }

  @Test func daysOfALaterMeasureDoNotMoveTheListing() throws {
    let loaded = try load(
      "Sectoral List (SSI),1,Entity,,A,,,,,,\"Listing Date (EO 14024 Directive 3):, 2022-02-24\"\n")
    #expect(loaded.entry("SSI-1")?.listedOn == nil)
  }

  @Test func rowsForTheAddressesOfOnePartyAreOneEntry() throws {
    // Both orders of the party must have ended before it counts as ended; the later day counts.
    #expect(
      try fixture("consolidated.csv").text(of: "DPL-i-oaktree-67-fr-10890") == """
        DPL-i-oaktree-67-fr-10890 unknown
        primary: I. OAKTREE
        countries: US AE
        authority: Bureau of Industry and Security
        part: DPL
        listed: 2002-03-04
        ended: 2026-06-29
        locator: 67 F.R. 10890 3/11/02 71 F.R. 38843 7/10/06
        """)
  }

  @Test func phrasesAroundNamesAreTakenAway() throws {
    #expect(
      try fixture("consolidated.csv").text(
        of: "ISN-bright-import-and-export-company-vol-88-no-151") == """
          ISN-bright-import-and-export-company-vol-88-no-151 unknown
          primary: Bright Import and Export Company
          strong: Bright Trading
          strong: BIEC
          strong: Bright Co., Ltd.
          former: Old Bright
          programme: INKSNA
          authority: State Department
          part: ISN
          listed: 2023-07-19
          locator: Vol. 88, No. 151, 08/08/2023
          """)
  }

  @Test func anAffiliateIsAnEntryLinkedToItsParent() throws {
    let loaded = try fixture("consolidated.csv")
    #expect(
      loaded.text(of: "EL-far-telecom-co-ltd-far-84-fr-22961") == """
        EL-far-telecom-co-ltd-far-84-fr-22961 unknown
        primary: Far Telecom Co., Ltd. (Far)
        strong: Far Net
        strong: Far Phone
        former: Far Radio
        countries: CN
        linked: Beijing Far Software Co., Ltd.[EL-beijing-far-software-co-ltd-84-fr-22961]
        authority: Bureau of Industry and Security
        part: EL
        listed: 2019-05-21
        locator: 84 FR 22961
        """)
    let affiliate = loaded.entry("EL-beijing-far-software-co-ltd-84-fr-22961")
    #expect(affiliate?.links.map(\.key) == ["EL-far-telecom-co-ltd-far-84-fr-22961"])
  }

  @Test func aVesselHasItsFlagAndNumber() throws {
    let entry = try #require(try fixture("consolidated.csv").entry("SDN-9123"))
    #expect(entry.party == .vessel)
    #expect(entry.countries == ["CU"])
    #expect(entry.identifiers == [ListedIdentifier(kind: "imo", value: "7406784")])
  }

  @Test func aRepeatedHeaderAShiftedRowAndACutOneAreRejected() throws {
    let loaded = try fixture("consolidated.csv")
    #expect(loaded.accepted == [8])
    #expect(Set(loaded.rejects.map(\.position.line)) == [2, 11, 12])
    #expect(loaded.rejects.first { $0.position.line == 11 }?.kind == .shiftedColumns)
  }

  @Test func theJSONEditionIsRecognisedByItsFirstByte() throws {
    let loaded = try fixture("consolidated.json")
    #expect(loaded.isBalanced)
    #expect(loaded.accepted == [2])
    #expect(loaded.rejects.map(\.kind) == [.shiftedColumns])
    #expect(
      loaded.text(of: "SSI-17254") == """
        SSI-17254 organisation
        primary: NORTHERN PIPES, PJSC
        strong: NORTHERN PIPES, OAO
        weak: NORPIPE
        countries: RU CY
        id tax-id: 7700000001 (RU)
        programme: UKRAINE-EO13662; RUSSIA-EO14024
        authority: Treasury Department
        part: SSI
        locator: https://example.org/ssi
        """)
    let array = try FormatLoader.load(
      .consolidatedScreeningList,
      texts: [("", " \n[{\"source\": \"Unverified List (UVL)\", \"name\": \"A\"}, 7]")])
    #expect(array.entries.map(\.key) == ["UVL-a"])
    #expect(array.rejects.map(\.kind) == [.badValue])
  }

  @Test func aJSONFileWithoutRecordsIsNoEmptyList() {
    #expect(throws: InputError.self) {
      try FormatLoader.load(.consolidatedScreeningList, texts: [("", "{\"result\": []}")])
    }
  }

  @Test func olderEditionsWriteTheTypeOfANumberBehindIt() throws {
    let loaded = try load(
      "Specially Designated Nationals (SDN) - Treasury Department,9,Entity,,A,,,,,,"
        + "\"US, 80-0890696, Tax ID No.; IMO 8898831, Vessel Registration Identification; "
        + "Subject to Directive 3, Executive Order 13662 Directive Determination -\"\n")
    #expect(
      loaded.entry("SDN-9")?.identifiers == [
        ListedIdentifier(kind: "tax-id", value: "80-0890696", country: "US"),
        ListedIdentifier(kind: "imo", value: "8898831"),
      ])
  }

  @Test(arguments: [
    ("Military End User (MEU) List - Bureau of Industry and Security", "MEU"),
    ("Non-SDN Menu-Based Sanctions List (NS-MBS List) - Treasury Department", "MBS"),
    ("Nonproliferation Sanctions (ISN) - State Department", "ISN"),
    ("Capta List (CAP)", "CAP"),
  ])
  func thePartIsTheAbbreviationInBrackets(source: String, part: String) {
    #expect(ScreeningLists().list(of: source)?.part == part)
  }

  @Test(arguments: ["", "Entity List", "Entity List ()", "List (of things)", "List (E"])
  func aSourceWithoutAbbreviationNamesNoList(_ source: String) {
    #expect(ScreeningLists().list(of: source) == nil)
  }

  @Test func oneUnreadableDateIsNotedAndTwoAreAShiftedRow() throws {
    let loaded = try load(
      "List (EL),,,,A,,,soon,,,\nList (EL),,,,B,,,soon,later,,\nList,,,,C,,,,,,\n"
        + "List (EL),x1,,,D,,,,,,\nList (EL),,Robot,,E,,,,,,\n")
    #expect(loaded.entries.map(\.key) == ["EL-a", "EL-e"])
    #expect(loaded.notes.map(\.note.kind) == [.unreadableDate, .unmappedWord])
    #expect(loaded.rejects.map(\.kind) == [.shiftedColumns, .badValue, .badNumber])
  }

  @Test func aNumberMetTwiceIsADuplicate() throws {
    let loaded = try load("List (SDN),7,Entity,,A,,,,,,\nList (SDN),7,Entity,,B,,,,,,\n")
    #expect(loaded.entries.map { $0.names[0].text } == ["A"])
    #expect(loaded.duplicates.count == 1)
    #expect(loaded.isBalanced)
  }

  @Test func namesAreNotSplitAtCommasUnlessClearlyAList() {
    #expect(
      ScreenedName.listedWithCommas("Arfa Co, Arfeh Co., Ltd., Shetab G, Y.A.S. Co Ltd.")
        == ["Arfa Co", "Arfeh Co., Ltd.", "Shetab G", "Y.A.S. Co Ltd."])
    let text = "W&M Engineering, the Wintrade Company, and the Winman Company"
    #expect(ScreenedName.listedWithCommas(text) == [text])
  }

  @Test(arguments: [
    ("A Co., Ltd. (A).  Affiliated Entities:  B; and C.", "A Co., Ltd. (A)", ["B", "C."]),
    ("Affiliated Entity: B", "B", []), ("Affiliated Entity:", "Affiliated Entity:", []),
    ("and any successor", "and any successor", []), (";", ";", []),
  ])
  func phrasesNeverLeaveAPartyWithoutName(text: String, name: String, affiliates: [String]) {
    let written = ScreenedName(text)
    #expect(written.name == name)
    #expect(written.affiliates == affiliates)
  }

  @Test func aMissingColumnIsNamed() {
    do {
      _ = try FormatLoader.load(
        .consolidatedScreeningList, texts: [("", "source,name,alt_name\n")])
      Issue.record("the file was read")
    } catch {
      #expect("\(error)".contains("'alt_names' (the nearest is 'alt_name')"))
    }
  }
}

@Suite(.enabled(if: Repository.sharedData("csl/csl_2023-11_part.csv") != nil))
struct RealScreeningListTests {
  private func load(_ name: String) throws -> LoadedSource {
    let path = try #require(Repository.sharedData("csl/\(name).csv"))
    return try FormatLoader.load(.consolidatedScreeningList, [("", path)])
  }

  private func parts(_ loaded: LoadedSource) -> [String: Int] {
    loaded.entries.reduce(into: [:]) { $0[$1.part, default: 0] += 1 }
  }

  @Test func theEditionOf2023() throws {
    let loaded = try load("csl_2023-11_part")
    #expect(loaded.isBalanced)
    // The header a second time, and the record that is cut off.
    #expect(loaded.accepted == [4226])
    #expect(loaded.rejects.count == 2)
    #expect(loaded.duplicates.isEmpty)
    // 577 rows of DPL and 919 of EL are fewer parties, which have rows for several addresses. The
    // cut record is one of SDN.
    #expect(
      parts(loaded) == [
        "SDN": 1737, "EL": 910, "DPL": 546, "SSI": 288, "UVL": 186, "ISN": 144, "DTC": 142,
        "PLC": 78, "MEU": 71, "CMIC": 68, "MBS": 14, "CAP": 1, "FSE": 1,
      ])
    #expect(loaded.notes.count { $0.note.kind == .unknownCountry } == 38)
    let migeotte = loaded.entry("EL-gunther-migeotte-75-fr-36516")
    #expect(migeotte?.countries == ["NO", "ZA"])
  }

  @Test func theSampleOf2019() throws {
    let loaded = try load("csl_2019-12_sample")
    #expect(loaded.isBalanced)
    #expect(loaded.accepted == [115])
    #expect(loaded.entries.count == 110)
    #expect(parts(loaded)["EL"] == 18)
  }

  @Test func theSampleOf2025() throws {
    let loaded = try load("csl_2025-06_sample")
    #expect(loaded.isBalanced)
    #expect(loaded.entries.count == 13)
    #expect(loaded.entry("PLC-9673")?.party == .person)
  }

  @Test func theBrokenSampleGivesRejects() throws {
    let loaded = try load("broken_header_sample")
    #expect(loaded.isBalanced)
    #expect(loaded.accepted == [2])
    #expect(loaded.rejects.map(\.kind) == Array(repeating: .tooFewFields, count: 4))
  }

  @Test func keysStayFromEditionToEdition() throws {
    let editions = try ["csl_2019-12_sample", "csl_2023-11_part"].map {
      Set(try load($0).entries.map(\.key))
    }
    // The others are parties that the copy of 2023, a part of the list, does not hold.
    #expect(editions[0].count == 110)
    #expect(editions[0].intersection(editions[1]).count == 73)
  }
}
