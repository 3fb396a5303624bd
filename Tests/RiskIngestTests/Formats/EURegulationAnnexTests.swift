import Foundation
import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

@Suite struct EURegulationAnnexTests {
  private func load() throws -> LoadedSource {
    let folder = Repository.path("Tests/Fixtures/formats/eu-regulation-annex/")
    return try FormatLoader.load(
      .euRegulationAnnex, [("", folder + "32010D0573.csv"), ("", folder + "32014R0833.csv")])
  }

  @Test func `a file without rows is a regulation that lists nobody`() throws {
    let loaded = try load()
    #expect(loaded.isBalanced)
    #expect(loaded.lost.isEmpty)
    #expect(loaded.accepted == [0, 7])
    #expect(loaded.notes.isEmpty)
  }

  @Test func `a bracket in another script is a name, a note in one is not`() throws {
    #expect(
      try load().text(of: "32014R0269/I.PERSONS/1") == """
        32014R0269/I.PERSONS/1 person
        primary: Omar Valerievich EXAMPLOV
        strong: Oleg EXAMPLOV
        strong: Олег ЭКЗАМПЛОВ
        strong: Omar E.
        strong: Omar Barkov
        countries: RU UA
        id passport: AB123456
        programme: EU-UKR
        part: asset-freeze
        listed: 2014-03-17
        locator: CELEX 32014R0269, annex I.PERSONS, 1
        """)
  }

  @Test func `previous names, numbers and the country of an address are read`() throws {
    #expect(
      try load().text(of: "32014R0269/I.ENTITIES/2") == """
        32014R0269/I.ENTITIES/2 organisation
        primary: VTB Example Bank (Belarus)
        strong: АО ‘Пример’
        former: Beta Bank
        former: Gamma Bank
        countries: BY
        id kpp: 770101001
        id tax-id: 7702165310
        id swift-bic: KHJBSDKH
        id website: https://example.by/
        id website: www.example.com
        programme: EU-UKR
        part: asset-freeze
        listed: 2014-03-09
        locator: CELEX 32014R0269, annex I.ENTITIES, 2
        """)
    #expect(
      try load().text(of: "32014R0833/IV/100") == """
        32014R0833/IV/100 organisation
        primary: Avant Example LLC
        strong: Общество с Ограниченной Ответственностью «Пример»
        strong: ООО «Пример»
        strong: Avant Ex., Ltd
        countries: AE
        id inn: 5013044999
        id kpp: 504001001
        id ogrn: 1025001627012
        programme: EU-RUS
        part: export-control
        locator: CELEX 32014R0833, annex IV, 100
        """)
  }

  @Test func `the measure is the part of the list`() throws {
    let loaded = try load()
    #expect(loaded.entry("32014R0833/XLII/10")?.part == "transportation-restrictions")
    #expect(loaded.entry("32014R0833/XLII/10")?.party == .vessel)
    #expect(loaded.entry("32014R0833/IV/101")?.listedOn == CivilDate("2023-10-21"))
    #expect(
      loaded.entry("32014R0833/IV/101")?.identifiers.map { "\($0.kind) \($0.value)" }
        == ["registration-number 69987857", "inn 7728044373"])
  }

  @Test func `records without an id are joined by name`() throws {
    let entry = try #require(try load().entry("32014R0833/XIV/bank-primer"))
    #expect(entry.names.map(\.text) == ["Bank Primer", "Primer Bank PJSC"])
    #expect(entry.listedOn == CivilDate("2022-03-12"))
  }

  @Test func `a repeated record id is a duplicate, a shifted row is rejected`() throws {
    let loaded = try FormatLoader.load(
      .euRegulationAnnex,
      texts: [
        (
          "",
          """
          celex,recordId,programKey,annex,measure,startDate,schema,name,alias
          32014R0269,1,EU-UKR,I,Asset freeze,17.3.2014,Company,ACME,
          32014R0269,1,EU-UKR,I,Asset freeze,17.3.2014,Company,ACME Ltd,
          1,EU-UKR,I,Asset freeze,17.3.2014,Company,ACME,,32014R0269
          32014R0269,2,EU-UKR,I,Asset freeze,spring 2014,Company,Beta,
          """
        )
      ])
    #expect(loaded.isBalanced)
    #expect(loaded.accepted == [2])
    #expect(loaded.duplicates.map(\.kind) == [.duplicateID])
    #expect(loaded.rejects.map(\.kind) == [.shiftedColumns])
    #expect(
      loaded.notes.map(\.note) == [RowNote(kind: .unreadableDate, column: "startDate")])
  }

  @Test(.enabled(if: Repository.sharedData("eu/regulations_consolidated") != nil))
  func `the tables of August 2026 have 8,017 rows in 45 files`() throws {
    let folder = try #require(Repository.sharedData("eu/regulations_consolidated"))
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let loaded = try FormatLoader.load(
      .euRegulationAnnex, files.map { ("", folder + "/" + $0) })
    #expect(files.count == 45)
    #expect(loaded.isBalanced)
    #expect(loaded.accepted.reduce(0, +) == 8017)
    #expect(loaded.accepted.count { $0 == 0 } == 8)
    #expect(loaded.lost.isEmpty)
    // Annex I of 881/2002 names two persons twice, without record ids.
    #expect(loaded.entries.count == 8015)
    #expect(loaded.entries.count { $0.party != .person } == 3517)
    #expect(loaded.entries.count { $0.part == "export-control" } == 947)
    // 302 rows without a start date, four of which are those two persons.
    #expect(loaded.entries.count { $0.listedOn == nil } == 300)
    #expect(loaded.notes.allSatisfy { $0.note.kind == .unknownCountry })
  }
}
