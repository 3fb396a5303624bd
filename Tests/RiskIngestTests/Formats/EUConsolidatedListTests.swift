import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

@Suite struct EUConsolidatedListTests {
  private func load(_ name: String) throws -> LoadedSource {
    try FormatLoader.load(
      .euConsolidatedList, [("", Repository.path("Tests/Fixtures/formats/eu-fsf/" + name))])
  }

  @Test func `blocks of a logical id are one entry, quotes in names are kept`() throws {
    let loaded = try load("fsf-csv-1.1.csv")
    #expect(loaded.isBalanced)
    #expect(loaded.lost.isEmpty)
    #expect(loaded.notes.isEmpty)
    #expect(loaded.editionDate == CivilDate("2026-08-05"))
    #expect(
      loaded.text(of: "90042") == """
        90042 organisation
        primary: "Vega" Trading Ltd
        strong: ООО "Вега"
        weak: VTL
        countries: RU
        id eu-ref: EU.9042.11
        id registration-number: 1027700000002 (RU)
        programme: UKR
        listed: 2014-07-31
        """)
  }

  @Test func `names may be in parts, and a document known to be false is none`() throws {
    #expect(
      try load("fsf-csv-1.1.csv").text(of: "90013") == """
        90013 person
        primary: Omar Al-Example
        strong: Abu Ali Example
        countries: IQ
        id eu-ref: EU.9013.28
        id un-ref: QDi.901
        programme: IRQ
        listed: 2003-07-08
        """)
  }

  @Test func `the layout of 59 columns is read although its header repeats names`() throws {
    let loaded = try load("old-layout.csv")
    #expect(loaded.isBalanced)
    #expect(loaded.lost.isEmpty)
    #expect(loaded.editionDate == CivilDate("2018-07-04"))
    #expect(
      loaded.text(of: "90201") == """
        90201 organisation
        primary: Example Relief Society
        strong: Société "Exemple"
        countries: PK
        id eu-ref: EU.9201.96
        id registration-number: AD001095
        programme: TERR
        listed: 2003-12-22
        """)
  }

  @Test func `a shifted row is rejected, a bad date is noted`() throws {
    let loaded = try FormatLoader.load(
      .euConsolidatedList,
      texts: [
        (
          "",
          """
          Entity_LogicalId;Entity_SubjectType;Entity_Regulation_PublicationDate;\
          Entity_Regulation_Programme;NameAlias_LastName;NameAlias_FirstName;\
          NameAlias_MiddleName;NameAlias_WholeName
          7;E;soon;UKR;;;;ACME
          E;2022-02-25;UKR;;;;ACME;8
          X9;E;2022-02-25;UKR;;;;ACME
          """
        )
      ])
    #expect(loaded.isBalanced)
    #expect(loaded.accepted == [1])
    #expect(
      loaded.notes.map(\.note)
        == [RowNote(kind: .unreadableDate, column: "Entity_Regulation_PublicationDate")])
    #expect(loaded.rejects.map(\.kind) == [.shiftedColumns, .badValue])
  }

  @Test(.enabled(if: Repository.sharedData("eu/eu_fsf_old_layout_2018-07_mangled.csv") != nil))
  func `a file that a spreadsheet ruined is refused with the reason`() throws {
    let path = try #require(
      Repository.sharedData("eu/eu_fsf_old_layout_2018-07_mangled.csv"))
    let error = #expect(throws: InputError.self) {
      try FormatLoader.load(.euConsolidatedList, [("", path)])
    }
    #expect(error?.description.contains("spreadsheet") == true)
  }
}
