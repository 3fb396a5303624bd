import Foundation
import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

/// Real lists beside the checkout; skipped where there are none.
@Suite struct RealListsTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let format: String
    let files: [(part: String, name: String)]
    let read: Int
    let entries: Int
    var names: Int?
    var lost = 0
    var encoding = TextEncoding.utf8

    init(
      _ format: String, _ name: String, read: Int, entries: Int, names: Int? = nil, lost: Int = 0,
      parts: [(String, String)] = [], encoding: TextEncoding = .utf8
    ) {
      self.format = format
      files = [("", name)] + parts
      self.read = read
      self.entries = entries
      self.names = names
      self.lost = lost
      self.encoding = encoding
    }

    var testDescription: String { "\(format) \(files[0].name)" }
  }

  static let cases = [
    Case(
      "ofac-sdn", "ofac/2021-07/sdn.csv", read: 8976 + 11_910 + 13_837 + 5, entries: 8976,
      parts: [
        ("comments", "ofac/2021-07/sdn_comments.csv"), ("aliases", "ofac/2021-07/alt.csv"),
        ("addresses", "ofac/2021-07/add.csv"),
      ]),
    Case(
      "ofac-sdn", "ofac/2019-01/sdn.csv.gz", read: 7379 + 9682 + 11_696 + 13, entries: 7379,
      // The comments are of a later day than the rest: ten of the thirteen have no entity.
      lost: 10,
      parts: [
        ("comments", "ofac/2019-01/sdn_comments.csv.gz"), ("aliases", "ofac/2019-01/alt.csv.gz"),
        ("addresses", "ofac/2019-01/add.csv.gz"),
      ]),
    Case(
      "ofac-sdn", "ofac/2022-11/sdn_and_cons_concatenated.csv", read: 11_567, entries: 11_509,
      lost: 58),
    Case(
      "ofac-sdn", "ofac/2023-01/sdn_with_header.csv", read: 11_443 + 16_357, entries: 11_443,
      parts: [("addresses", "ofac/2023-01/add_with_header.csv")]),
    Case(
      "ofac-sdn", "ofac/2025-12/cons_prim.csv", read: 442 + 1073 + 574 + 10, entries: 442,
      parts: [
        ("comments", "ofac/2025-12/cons_comments.csv"), ("aliases", "ofac/2025-12/cons_alt.csv"),
        ("addresses", "ofac/2025-12/cons_add.csv"),
      ]),
    Case("us-csl", "csl/csl_2023-11_part.csv", read: 4228, entries: 4186, lost: 2),
    Case("us-csl", "csl/csl_2019-12_sample.csv", read: 115, entries: 110),
    Case("us-csl", "csl/csl_2025-06_sample.csv", read: 13, entries: 13),
    Case("opensanctions-ftm", "opensanctions/ftm_zala_entities.ftm.json", read: 91, entries: 17),
    Case(
      "opensanctions-ftm", "opensanctions/ftm_parteispenden_entities.ftm.json", read: 475,
      entries: 96),
    Case(
      "uk-conlist", "uk/hmt_conlist_2018-04-13.csv", read: 9487, entries: 2106,
      encoding: .windows1252),
    Case("un-xml", "un/un_consolidated.xml", read: 1003, entries: 1003),
    Case(
      "opensanctions-simple", "opensanctions/targets_simple_ua_war_sanctions_2026-03.csv",
      read: 5600, entries: 5600),
    Case("dod-1260h", "us_national_security/dod_section_1260h.csv", read: 397, entries: 223),
    Case("fcc-covered-list", "us_national_security/fcc_covered_list.csv", read: 16, entries: 13),
    Case("bis-dpl", "bis/denied_persons_2022.txt", read: 581, entries: 460, lost: 2),
    Case("bis-dpl", "bis/denied_persons_2019.txt", read: 546, entries: 416, lost: 3),
  ]

  @Test(.enabled(if: Repository.sharedData("un") != nil), arguments: cases)
  func everyRowIsAccountedFor(of one: Case) throws {
    let format = try #require(SourceFormats.format(named: one.format))
    let files = try one.files.map {
      (part: $0.part, path: try #require(Repository.sharedData($0.name)))
    }
    let loaded = try FormatLoader.load(format, files, encoding: one.encoding)
    #expect(loaded.isBalanced)
    #expect(loaded.summaries.reduce(0) { $0 + ($1?.rowsRead ?? 0) } == one.read)
    #expect(loaded.entries.count == one.entries)
    #expect(loaded.lost.count == one.lost, "\(loaded.lost.prefix(3).map(\.reject))")
    if let names = one.names {
      #expect(loaded.entries.reduce(0) { $0 + $1.names.count } == names)
    }
    #expect(Set(loaded.entries.map(\.key)).count == loaded.entries.count)
  }

  @Test(.enabled(if: Repository.sharedData("eu/regulations_consolidated") != nil))
  func theAnnexesOfTheUnionAreOneListOfManyFiles() throws {
    let folder = try #require(Repository.sharedData("eu/regulations_consolidated"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    let format = try #require(SourceFormats.format(named: "eu-regulation-annex"))
    let loaded = try FormatLoader.load(format, names.map { ("", "\(folder)/\($0)") })
    #expect(names.count == 45)
    #expect(loaded.isBalanced)
    #expect(loaded.summaries.reduce(0) { $0 + ($1?.rowsRead ?? 0) } == 8017)
    #expect(loaded.rejects.isEmpty)
    // One party stands twice in one annex under other numbers.
    #expect(loaded.entries.count == 8015)
    #expect(loaded.duplicates.isEmpty)
  }

  @Test(.enabled(if: Repository.sharedData("eu/eu_fsf_old_layout_2018-07_mangled.csv") != nil))
  func aListRuinedByASpreadsheetIsRefusedInWords() throws {
    let path = try #require(Repository.sharedData("eu/eu_fsf_old_layout_2018-07_mangled.csv"))
    let format = try #require(SourceFormats.format(named: "eu-fsf"))
    let error = #expect(throws: InputError.self) {
      _ = try FormatLoader.load(format, [("", path)], encoding: .latin1)
    }
    #expect("\(error.map(String.init(describing:)) ?? "")".contains("spreadsheet"))
  }

  @Test(.enabled(if: Repository.sharedData("csl/broken_header_sample.csv") != nil))
  func aDamagedScreeningListIsRefusedOrRejected() throws {
    let path = try #require(Repository.sharedData("csl/broken_header_sample.csv"))
    let format = try #require(SourceFormats.format(named: "us-csl"))
    let loaded = try FormatLoader.load(format, [("", path)])
    #expect(loaded.isBalanced)
    #expect(!loaded.rejects.isEmpty)
  }
}
