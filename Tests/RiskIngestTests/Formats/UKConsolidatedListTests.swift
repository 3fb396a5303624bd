import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

@Suite struct UKConsolidatedListTests {
  private static let old = Repository.path("Tests/Fixtures/formats/uk-conlist/ConList-2018.csv")
  private static let new = Repository.path("Tests/Fixtures/formats/uk-conlist/ConList-2022.csv")
  private static let header = """
    Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Country,Other Information,Group Type,Alias Type,\
    Regime,Listed On,Group ID
    """

  private func loadOld() throws -> LoadedSource {
    try FormatLoader.load(.ukConsolidatedList, [("", Self.old)], encoding: .windows1252)
  }

  @Test func `rows of a group are one entry, without doubled quotes and blanks around names`()
    throws
  {
    let loaded = try loadOld()
    #expect(loaded.isBalanced)
    #expect(
      loaded.text(of: "90001") == """
        90001 organisation
        primary: JOINT-STOCK COMPANY NORDWIND
        strong: OOO "NORDWIND TEPLO"
        former: NORDWIND ZAVOD
        countries: RU
        id registration-number: 1037700000001
        id tax-id: 7700000012
        id website: www.nordwind.example
        id email: post@nordwind.example
        programme: Ukraine (Sovereignty)
        listed: 2014-07-31
        """)
  }

  @Test func `given names stand before the family name, and a group counts from its first day`()
    throws
  {
    #expect(
      try loadOld().text(of: "90003") == """
        90003 person
        primary: Sheikh Omar AL-EXAMPLE
        countries: AF SA QA
        id passport: 592001
        id un-ref: QDe.904
        programme: The ISIL (Da’esh) and Al-Qaida organisations; Somalia
        listed: 2010-04-28
        """)
  }

  @Test func `numbers of ships are read where they are labelled`() throws {
    #expect(
      try loadOld().text(of: "90002") == """
        90002 organisation
        primary: CHOLLIMA 3
        countries: KP
        id imo: 8900001
        id mmsi: 445000001
        id un-ref: KPe.901
        programme: North Korea (Democratic People's Republic of Korea)
        listed: 2017-10-19
        """)
  }

  @Test func `the line before the header dates the edition, and its absence is no fault`() throws {
    #expect(try loadOld().editionDate == CivilDate("2018-04-13"))
    let loaded = try FormatLoader.load(
      .ukConsolidatedList,
      texts: [
        ("", "\u{FEFF}\(Self.header)\nACME,,,,,,,,Entity,Prime Alias,Syria,01/01/2011,7\n")
      ])
    #expect(loaded.editionDate == nil)
    #expect(loaded.entry("7")?.names.map(\.text) == ["ACME"])
  }

  @Test func `an exact copy is a duplicate, a shifted row is rejected`() throws {
    let loaded = try loadOld()
    #expect(loaded.accepted == [6])
    #expect(loaded.duplicates.count == 1)
    #expect(loaded.rejects.map(\.kind) == [.shiftedColumns])
  }

  @Test func `the layout of 36 columns has names in other scripts, weak names and ships`() throws {
    let loaded = try FormatLoader.load(.ukConsolidatedList, [("", Self.new)])
    #expect(loaded.isBalanced)
    #expect(loaded.rejects.isEmpty)
    #expect(loaded.editionDate == CivilDate("2022-05-20"))
    #expect(
      loaded.text(of: "91001") == """
        91001 organisation
        primary: NORDBANK PJSC
        primary: ПАО «НОРДБАНК»
        strong: PUBLIC JOINT STOCK COMPANY NORDBANK
        weak: NB
        countries: RU
        id uk-sanctions-list-ref: RUS9001
        id website: https://nordbank.example/en
        id ogrn: 1027700000002
        id inn: 7700000013
        subsidiary: Nordlease LLC
        subsidiary: Nord Factoring
        parent: Nord Holding
        programme: Russia
        listed: 2022-02-24
        """)
    #expect(
      loaded.text(of: "91002") == """
        91002 vessel
        primary: NORD STAR
        id uk-sanctions-list-ref: RUS9002
        id imo: 9900012
        owner: Nord Shipping Ltd
        programme: Russia
        listed: 2022-05-04
        """)
    #expect(
      loaded.text(of: "91003") == """
        91003 person
        primary: Ivan Ivanovich IVANOV
        primary: Иван Иванович ИВАНОВ
        countries: RU
        id passport: 720000001
        id passport: 510000002
        programme: Russia
        listed: 2022-02-24
        """)
  }

  @Test func `a bad date or an unknown word alone is noted and costs no entry`() throws {
    let loaded = try FormatLoader.load(
      .ukConsolidatedList,
      texts: [
        (
          "",
          """
          Last Updated,01/02/2020
          \(Self.header)
          ACME,,,,,,Atlantis,,Entity,Prime Alias,Syria,31/02/2011,7
          BETA,,,,,,,,Flotilla,Prime Alias,Syria,01/02/2011,8
          GAMMA,,,,,,,,Entity,Prime Alias,Syria,01/02/2011,
          ,,,,,,,,Entity,Prime Alias,Syria,01/02/2011,9

          """
        )
      ])
    #expect(loaded.isBalanced)
    #expect(loaded.entry("7")?.listedOn == nil)
    #expect(loaded.entry("8")?.party == .unknown)
    #expect(
      loaded.notes.map(\.note) == [
        RowNote(kind: .unreadableDate, column: "Listed On"),
        RowNote(kind: .unknownCountry, column: "Country"),
        RowNote(kind: .unmappedWord, column: "Group Type"),
      ])
    #expect(loaded.rejects.map(\.kind) == [.missingValue, .missingValue])
  }

  @Test func `a file without the columns is refused`() {
    #expect(throws: InputError.self) {
      try FormatLoader.load(
        .ukConsolidatedList, texts: [("", "Last Updated,01/02/2020\nName,Group ID\nA,1\n")])
    }
  }

  @Test(.enabled(if: Repository.sharedData("uk/hmt_conlist_2018-04-13.csv") != nil))
  func `the edition of April 2018 has 2,106 groups in 9,487 rows`() throws {
    let path = try #require(Repository.sharedData("uk/hmt_conlist_2018-04-13.csv"))
    let loaded = try FormatLoader.load(
      .ukConsolidatedList, [("", path)], encoding: .windows1252)
    #expect(loaded.isBalanced)
    #expect(loaded.accepted == [9487])
    #expect(loaded.lost.isEmpty)
    #expect(loaded.entries.count == 2106)
    #expect(loaded.entries.count { $0.party == .organisation } == 680)
    #expect(loaded.editionDate == CivilDate("2018-04-13"))
    #expect(loaded.notes.allSatisfy { $0.note.kind == .unknownCountry })
    #expect(loaded.entries.allSatisfy { $0.listedOn != nil })
  }
}
