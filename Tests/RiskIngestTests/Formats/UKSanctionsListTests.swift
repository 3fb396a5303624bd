import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

@Suite struct UKSanctionsListTests {
  private func load() throws -> LoadedSource {
    try FormatLoader.load(
      .ukSanctionsList,
      [
        (
          "", Repository.path("Tests/Fixtures/formats/uk-sanctions-list/UK-Sanctions-List.csv")
        )
      ])
  }

  @Test func `rows of a Unique ID are one entry with its numbers and links`() throws {
    let loaded = try load()
    #expect(loaded.isBalanced)
    #expect(loaded.lost.isEmpty)
    #expect(loaded.editionDate == CivilDate("2026-06-24"))
    #expect(
      loaded.text(of: "RUS9001") == """
        RUS9001 organisation
        primary: NORDBANK PJSC
        primary: ПАО «НОРДБАНК»
        strong: PUBLIC JOINT STOCK COMPANY NORDBANK
        strong: NORD TRUST
        weak: NB
        countries: RU
        id ofsi-group-id: 91001
        id inn: 7700000013
        id ogrn: 1027700000002
        id kpp: 770001001
        id swift-bic: NORDRUMM
        id website: https://nordbank.example/en
        parent: Nord Holding
        subsidiary: Nordlease LLC
        subsidiary: Nord Factoring
        programme: The Russia (Sanctions) (EU Exit) Regulations 2019 \
        (Trust Services Sanctions, Asset freeze)
        part: asset-freeze
        listed: 2022-02-24
        """)
  }

  @Test func `a ship without an asset freeze stands in a part of its own`() throws {
    #expect(
      try load().text(of: "RUS9002") == """
        RUS9002 vessel
        primary: NORD STAR
        countries: PA
        id imo: 9900012
        owner: Nord Shipping Ltd
        programme: The Russia (Sanctions) (EU Exit) Regulations 2019 \
        (Prohibition of port entry, Prohibition of registration)
        part: prohibition-of-port-entry
        listed: 2022-05-04
        """)
  }

  @Test func `a person has given names first and every nationality`() throws {
    let entry = try #require(try load().entry("RUS9003"))
    #expect(entry.names.map(\.text) == ["Ivan Ivanovich IVANOV"])
    #expect(entry.countries == ["RU", "UA"])
    #expect(entry.identifiers == [ListedIdentifier(kind: "passport", value: "720000001")])
  }

  @Test func `column names of other editions are recognised without case and punctuation`() throws {
    let loaded = try FormatLoader.load(
      .ukSanctionsList,
      texts: [
        (
          "",
          """
          UNIQUE ID,Name_6,name 1,Name 2,Name 3,Name 4,Name 5,Name Type,"Individual, Entity, Ship",\
          Regime name,Parent Company,Business Registration Number(s)
          RUS0001,ACME,,,,,,Primary name,Entity,Russia,ACME Holding,12345678
          """
        )
      ])
    #expect(
      loaded.text(of: "RUS0001") == """
        RUS0001 organisation
        primary: ACME
        id registration-number: 12345678
        parent: ACME Holding
        programme: Russia
        """)
  }

  @Test func `the missing columns are named`() throws {
    let error = #expect(throws: InputError.self) {
      try FormatLoader.load(
        .ukSanctionsList, texts: [("", "Report Date: 24-Jun-2026\nUnique ID,Name 6\nRUS1,A\n")])
    }
    #expect(error?.description.contains("'Name type'") == true)
  }

  @Test func `a shifted row is rejected, an exact copy is a duplicate`() throws {
    let header = "Unique ID,Name 6,Name 1,Name 2,Name 3,Name 4,Name 5,Name type,Regime Name,"
    let loaded = try FormatLoader.load(
      .ukSanctionsList,
      texts: [
        (
          "",
          """
          Report Date: 24-Jun-2026
          \(header)Designation Type,Date Designated
          RUS0001,ACME,,,,,,Primary Name,Russia,Entity,01/02/2022
          RUS0001,ACME,,,,,,Primary Name,Russia,Entity,01/02/2022
          ACME,,,,,,Primary Name,Russia,Entity,01/02/2022,RUS0002
          """
        )
      ])
    #expect(loaded.isBalanced)
    #expect(loaded.accepted == [1])
    #expect(loaded.duplicates.count == 1)
    #expect(loaded.rejects.map(\.kind) == [.shiftedColumns])
  }
}
