import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

struct DeniedPersonsTests {
  private func fixture() throws -> LoadedSource {
    try FormatLoader.load(
      .deniedPersons, [("", Repository.path("Tests/Fixtures/formats/bis-dpl/dpl.txt"))])
  }

  @Test func addressesOfOneOrderAreOneEntry() throws {
    let loaded = try fixture()
    #expect(loaded.isBalanced)
    #expect(
      loaded.text(of: "i-oaktree-68-fr-38290") == """
        i-oaktree-68-fr-38290 unknown
        primary: I. OAKTREE
        countries: US AE
        listed: 2003-06-19
        ended: 2056-06-29
        locator: 68 F.R. 38290 6/27/03 71 F.R. 38843 7/10/06
        """)
  }

  @Test func anotherOrderOnTheSameNameIsAnotherEntryAndKeepsItsEnd() throws {
    let entry = try #require(try fixture().entry("i-oaktree-67-fr-56530"))
    #expect(entry.endedOn == CivilDate(year: 2022, month: 6, day: 29))
  }

  @Test func aliasWordsAndCountriesAreRead() throws {
    let loaded = try fixture()
    #expect(
      loaded.text(of: "fu-yi-81-fr-22576") == """
        fu-yi-81-fr-22576 unknown
        primary: FU YI
        strong: FRANK MOON
        countries: CN
        listed: 2016-03-04
        locator: 81.F.R. 22576 4/18/2016
        """)
    #expect(
      loaded.entry("siberian-jets-2022-06-24")?.names.map(\.text)
        == ["SIBERIAN JETS", "S8 AIRLINES"])
    let pearl = loaded.entry("pearl-lee-85-fr-1")
    #expect(pearl?.names.map(\.text) == ["PEARL LEE", "NEI CHU"])
    #expect(pearl?.countries == ["US"])
  }

  @Test func oneUnreadableDateIsNotedAndAShiftedRowRejected() throws {
    let loaded = try fixture()
    #expect(loaded.notes.map(\.note.kind) == [.unreadableDate])
    #expect(loaded.rejects.map(\.kind) == [.shiftedColumns])
    #expect(loaded.duplicates.count == 1)
  }

  @Test(
    .enabled(if: Repository.sharedData("bis/denied_persons_2022.txt") != nil),
    arguments: [
      // Rows, those that stand there twice, parties.
      ("denied_persons_2022", 581, 2, 460), ("denied_persons_2019", 546, 3, 416),
    ])
  func theRealEditions(name: String, rows: Int, copies: Int, parties: Int) throws {
    let path = try #require(Repository.sharedData("bis/\(name).txt"))
    let loaded = try FormatLoader.load(.deniedPersons, [("", path)])
    #expect(loaded.isBalanced)
    #expect(loaded.summaries[0]?.rowsRead == rows)
    #expect(loaded.rejects.isEmpty)
    #expect(loaded.duplicates.count == copies)
    #expect(loaded.entries.count == parties)
    #expect(loaded.notes.isEmpty)
  }

  @Test(.enabled(if: Repository.sharedData("bis/denied_persons_2022.txt") != nil))
  func keysStayFromEditionToEdition() throws {
    let editions = try ["2019", "2022"].map { year in
      let path = try #require(Repository.sharedData("bis/denied_persons_\(year).txt"))
      return try FormatLoader.load(.deniedPersons, [("", path)]).entries
    }
    let keys = editions.map { Set($0.map(\.key)) }
    // Orders renewed every half year have new dates each time; 24 more would have new keys by date.
    #expect(keys[0].intersection(keys[1]).count == 312)
  }
}
