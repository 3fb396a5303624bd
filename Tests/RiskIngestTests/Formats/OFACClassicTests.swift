import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

@Suite struct OFACClassicTests {
  private static func fixture() throws -> LoadedSource {
    let folder = Repository.path("Tests/Fixtures/formats/ofac-sdn/")
    return try FormatLoader.load(
      .ofacSDN,
      [
        ("", folder + "sdn.csv"), ("aliases", folder + "alt.csv"),
        ("addresses", folder + "add.csv"), ("comments", folder + "sdn_comments.csv"),
      ])
  }

  // MARK: Entries

  @Test func `names come from the list, from alt and from remarks, each with its kind`() throws {
    let loaded = try Self.fixture()
    #expect(
      loaded.text(of: "306") == """
        306 organisation
        primary: BANCO NACIONAL DE CUBA
        strong: NATIONAL BANK OF CUBA
        weak: BNC
        countries: CH
        programme: CUBA
        part: SDN
        locator: https://sanctionssearch.ofac.treas.gov/Details.aspx?id=306
        """)
    #expect(
      loaded.text(of: "9105") == """
        9105 vessel
        primary: ARTAVIL
        strong: AMIN 2
        former: SHONA
        countries: MT
        id imo: 9187629
        id mmsi: 572469210
        programme: IRAN
        part: SDN
        locator: https://sanctionssearch.ofac.treas.gov/Details.aspx?id=9105
        """)
  }

  @Test func `a person has nationalities, documents, links, and programmes without brackets`()
    throws
  {
    #expect(
      try Self.fixture().text(of: "2674") == """
        2674 person
        primary: ABBAS, Abu
        countries: KP LB PS
        id passport: 1084010 (EG)
        linked: KPD S.A.
        programme: SDGT; NPWMD
        part: SDN
        locator: https://sanctionssearch.ofac.treas.gov/Details.aspx?id=2674
        """)
  }

  @Test func `a company of the CMIC list has its own part and the dates of that list`() throws {
    #expect(
      try Self.fixture().text(of: "31001") == """
        31001 organisation
        primary: NORTH LIGHT TRADING LIMITED
        former: OLD LIGHT
        id isin: CND100000001
        id isin: CND100000002
        id ticker: 601800 CN
        id uscc: 91222401MA0Y31E659 (CN)
        programme: CMIC-EO13959
        part: CMIC-EO13959
        listed: 2021-06-03
        in force: 2021-08-02
        locator: https://sanctionssearch.ofac.treas.gov/Details.aspx?id=31001
        """)
  }

  @Test func `remarks cut in the middle of a word go on in the comments without a blank`() throws {
    let entry = try #require(try Self.fixture().entry("12300"))
    #expect(entry.links.map(\.name) == ["PROMO RAIZ S.A.S.", "RED MUNDIAL"])
    #expect(entry.identifiers.last?.value == "26740")
  }

  @Test func `of cut remarks without comments the last statement is not believed`() throws {
    let path = Repository.path("Tests/Fixtures/formats/ofac-sdn/sdn.csv")
    let entry = try #require(try FormatLoader.load(.ofacSDN, [("", path)]).entry("12300"))
    #expect(entry.links.isEmpty)
    #expect(entry.names.contains(ListedName("NL", .weak)))
  }

  @Test(arguments: ["Website a.example; Passport 12 ", "Website a.example; Passport 12"])
  func `blanks beside the cut are kept`(end: String) throws {
    let remarks = String(repeating: "x", count: 1_000 - 2 - end.utf8.count) + "; " + end
    let rest = end.hasSuffix(" ") ? "(Iran)." : " (Iran)."
    let loaded = try FormatLoader.load(
      .ofacSDN,
      texts: [("", Self.row("1", remarks: remarks)), ("comments", "1,\"\(rest)\"\r\n")])
    #expect(
      loaded.entry("1")?.identifiers == [
        ListedIdentifier(kind: "website", value: "a.example"),
        ListedIdentifier(kind: "passport", value: "12", country: "IR"),
      ])
  }

  @Test(arguments: [
    ("CUBA", "-0- ", "SDN"),
    ("UKRAINE-EO13661] [UKRAINE-EO13662", "Gender Male.", "SDN"),
    ("SDGT] [NS-PLC", "-0- ", "SDN"),
    ("NS-PLC", "-0- ", "NS-PLC"),
    ("UKRAINE-EO13662", "Executive Order 13662 Directive Determination.", "UKRAINE-EO13662"),
    ("UKRAINE-EO13662] [RUSSIA-EO14024", "Executive Order 13662 Directive Determination.", ""),
  ])
  func `the part is SDN unless programmes and directives say otherwise`(
    programmes: String, remarks: String, part: String
  ) throws {
    let loaded = try FormatLoader.load(
      .ofacSDN, texts: [("", Self.row("1", programme: programmes, remarks: remarks))])
    #expect(loaded.entry("1")?.part == part)
  }

  @Test(arguments: [
    ("Legal Entity Number 485100GBI2SE0KIX8T70.", "lei 485100GBI2SE0KIX8T70"),
    ("Legal Entity Number 851683897 (Netherlands).", "registration-number 851683897 NL"),
    ("Identification Number IMO 5342883.", "imo 5342883"),
    ("V.A.T. Number BG 121024920 (Bulgaria).", "vat-number BG 121024920 BG"),
    ("Folio Mercantil No. 22839 (Jalisco) (Mexico).", "registration-number 22839 MX"),
    ("Passport 12 expires 01 Jan 2020.", "passport 12"),
    ("Digital Currency Address - XBT 1abc.", "digital-currency-address 1abc"),
    ("Website suex.io.", "website suex.io"),
    ("BIK (RU) 044525607.", "bik 044525607 RU"),
    ("Registration Number.", ""),
  ])
  func `an identifier in remarks has its kind and country`(
    remarks: String, identifier: String
  ) throws {
    let loaded = try FormatLoader.load(.ofacSDN, texts: [("", Self.row("1", remarks: remarks))])
    let texts = try #require(loaded.entry("1")).identifiers.map {
      ([$0.kind, $0.value] + [$0.country].compactMap(\.self)).joined(separator: " ")
    }
    #expect(texts.joined(separator: "; ") == identifier)
  }

  @Test func `a date of the CMIC list that is none is noted, and the entry stays`() throws {
    let loaded = try FormatLoader.load(
      .ofacSDN, texts: [("", Self.row("1", remarks: "Listing Date (CMIC) 33 Jun 2021."))])
    #expect(loaded.entry("1")?.listedOn == nil)
    #expect(loaded.notes.map(\.note.kind) == [.unreadableDate])
  }

  // MARK: Rows

  @Test func `every row is accepted, rejected or a duplicate`() throws {
    let loaded = try Self.fixture()
    #expect(loaded.isBalanced)
    #expect(loaded.accepted == [6, 3, 5, 1])
    #expect(loaded.duplicates.map(\.position.line) == [7])
    #expect(
      loaded.rejects.map(\.kind) == [
        .shiftedColumns, .unknownReference, .unknownName, .unknownReference,
      ])
  }

  @Test func `an address or alias without a primary name says how to get one`() throws {
    let reject = try #require(
      try Self.fixture().rejects.first { $0.kind == .unknownReference })
    #expect(
      reject.explanation == "there is no entity 99999 in the list of primary names; "
        + "fetch all files of the list on the same day")
  }

  @Test func `country words that are none are noted, and undetermined ones are not`() throws {
    let notes = try Self.fixture().notes
    #expect(notes.map(\.note) == [RowNote(kind: .unknownCountry, column: "country")])
    #expect(notes.map(\.line) == [5])
  }

  @Test func `a header and an end mark with commas are no rows`() throws {
    let loaded = try FormatLoader.load(
      .ofacSDN,
      [("", Repository.path("Tests/Fixtures/formats/ofac-sdn/sdn_with_header.csv"))])
    #expect(loaded.accepted == [2])
    #expect(loaded.isBalanced)
    #expect(loaded.lost.isEmpty)
  }

  @Test func `a first row without a number is a damaged row when it holds null marks`() throws {
    let loaded = try FormatLoader.load(
      .ofacSDN, texts: [("", Self.row("x1") + Self.row("2"))])
    #expect(loaded.rejects.map(\.kind) == [.badNumber])
    #expect(loaded.isBalanced)
  }

  private static func row(
    _ number: String, programme: String = "CUBA", remarks: String = "-0- "
  ) -> String {
    let null = Array(repeating: "-0- ", count: 7).joined(separator: ",")
    return "\(number),\"NAME\",-0- ,\"\(programme)\",\(null),\"\(remarks)\"\r\n"
  }
}

// MARK: Real files

extension OFACClassicTests {
  struct Edition: Sendable, CustomTestStringConvertible {
    let folder: String
    let files: [String]
    let accepted: [Int]
    var rejected = 0
    var duplicates = 0
    var testDescription: String { folder }
  }

  private static let parts = ["", "aliases", "addresses", "comments"]

  /// Counts agree with what is known of the files, except that two samples do not belong together:
  /// ten comments of 2019 and nine rows of 2025 have no primary name beside them.
  private static let editions = [
    Edition(
      folder: "2021-07", files: ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"],
      accepted: [8_976, 11_910, 13_837, 5]),
    Edition(
      folder: "2019-01",
      files: ["sdn.csv.gz", "alt.csv.gz", "add.csv.gz", "sdn_comments.csv.gz"],
      accepted: [7_379, 9_682, 11_696, 3], rejected: 10),
    Edition(
      folder: "2022-11", files: ["sdn_and_cons_concatenated.csv"], accepted: [11_509],
      duplicates: 58),
    Edition(
      folder: "2023-01", files: ["sdn_with_header.csv", "", "add_with_header.csv"],
      accepted: [11_443, 16_357]),
    Edition(
      folder: "2025-05_sample", files: ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"],
      accepted: [17, 13, 24, 1], rejected: 9),
    Edition(
      folder: "2025-12",
      files: ["cons_prim.csv", "cons_alt.csv", "cons_add.csv", "cons_comments.csv"],
      accepted: [442, 1_073, 574, 10]),
  ]

  @Test(.enabled(if: Repository.sharedData("ofac") != nil), arguments: editions)
  func `an edition loads balanced`(edition: Edition) throws {
    let files = try zip(Self.parts, edition.files).filter { !$0.1.isEmpty }.map { part, file in
      (part: part, path: try #require(Repository.sharedData("ofac/\(edition.folder)/\(file)")))
    }
    let loaded = try FormatLoader.load(.ofacSDN, files)
    #expect(loaded.isBalanced)
    #expect(loaded.accepted == edition.accepted)
    #expect(loaded.rejects.count == edition.rejected)
    #expect(loaded.rejects.allSatisfy { $0.kind == .unknownReference })
    #expect(loaded.duplicates.count == edition.duplicates)
    #expect(loaded.entries.count == edition.accepted[0])
  }

  @Test(.enabled(if: Repository.sharedData("ofac") != nil))
  func `aliases and addresses newer than the primary names are rejected one by one`() throws {
    let loaded = try FormatLoader.load(
      .ofacSDN,
      [
        ("", try #require(Repository.sharedData("ofac/2023-01/sdn_with_header.csv"))),
        ("aliases", try #require(Repository.sharedData("ofac/2024-01/alt.csv"))),
        ("addresses", try #require(Repository.sharedData("ofac/2024-01/add.csv"))),
      ])
    #expect(loaded.isBalanced)
    // 1,297 entities of alt.csv and 2,668 of add.csv.
    #expect(loaded.lost.count { $0.file == 1 } == 2_332)
    #expect(loaded.lost.count { $0.file == 2 } == 3_216)
  }

  @Test(.enabled(if: Repository.sharedData("ofac") != nil))
  func `the 68 companies of the CMIC list have listing and effective dates`() throws {
    let loaded = try FormatLoader.load(
      .ofacSDN, [("", try #require(Repository.sharedData("ofac/2025-12/cons_prim.csv")))])
    let companies = loaded.entries.filter { $0.part == "CMIC-EO13959" }
    #expect(companies.count == 68)
    #expect(companies.allSatisfy { $0.listedOn != nil && $0.inForceOn != nil })
    #expect(companies.count { $0.listedOn == CivilDate("2021-06-03") } == 59)
  }
}
