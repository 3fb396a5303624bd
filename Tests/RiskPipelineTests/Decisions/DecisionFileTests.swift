import Foundation
import RecordIO
import RiskCore
import RiskIngest
import Testing
import _TestSupport

@testable import RiskPipeline

/// Adding a row to a file of decisions, and leaving the rest of it alone.
@Suite struct DecisionFileTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private static let header =
    "vendor_id,entry_key,verdict,decided_by,decided_on,reason,expires_on,anchor"
  private static let row = "v1,e1,different,Ana,2026-01-30,a namesake,2027-01-31,abc"

  private func source(
    _ format: String = "csv", path: String = "decisions.csv",
    _ change: (inout SourceConfiguration) -> Void = { _ in }
  ) throws -> SourceConfiguration {
    var source = SourceConfiguration(
      id: "decisions", table: .decisions, format: try #require(SourceFormats.format(named: format)),
      files: [.init(part: "", writtenPath: path, path: folder.path(path))], line: 7)
    change(&source)
    return source
  }

  private func pipeline(_ source: SourceConfiguration) -> PipelineConfiguration {
    PipelineConfiguration(
      name: "p", path: "p.yaml", policyPath: "", databasePath: "", exportsPath: "",
      sources: [source], rejectLimit: .init(share: 0, rows: 0), gates: [])
  }

  private func decision(_ reason: String = "a namesake") -> Decision {
    Decision(
      vendorID: "v1", entryKey: "e1", verdict: .different, decidedBy: "Ana",
      decidedOn: CivilDate(daysSinceEpoch: 20_483), reason: reason,
      expiresOn: CivilDate("2027-01-31"),
      anchor: "abc", origin: RecordOrigin(file: InputName("decisions.csv"), line: 0))
  }

  @discardableResult
  private func append(
    _ source: SourceConfiguration, _ reason: String = "a namesake"
  ) throws -> (line: Int, keepsAnchor: Bool) {
    try DecisionFile(source, of: pipeline(source)).append(decision(reason))
  }

  /// What stands in the folder but the file itself.
  private func others(than name: String = "decisions.csv") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0 != name }
  }

  @Test func theFileGetsOneRowMoreAndNothingElseChanges() throws {
    let (header, row) = (Self.header, Self.row)
    let cases: [(before: String, after: String, line: Int)] = [
      ("\(header)\n", "\(header)\n\(row)\n", 2),
      // A last line without its end gets one.
      ("\(header)", "\(header)\n\(row)\n", 2),
      (
        "\(header)\nv9,e9,same,B,2020-01-01,r,,",
        "\(header)\nv9,e9,same,B,2020-01-01,r,,\n\(row)\n", 3
      ),
      // Line ends and a byte order mark are those of the file.
      ("\u{FEFF}\(header)\r\n", "\u{FEFF}\(header)\r\n\(row)\r\n", 2),
      (
        "\(header)\r\nv9,e9,same,B,2020-01-01,r,,",
        "\(header)\r\nv9,e9,same,B,2020-01-01,r,,\r\n\(row)\r\n", 3
      ),
      // Columns stand in any order, and between others.
      (
        "reason,note,verdict,entry_key,vendor_id,anchor,decided_on,decided_by,expires_on\n",
        "reason,note,verdict,entry_key,vendor_id,anchor,decided_on,decided_by,expires_on\n"
          + "a namesake,,different,e1,v1,abc,2026-01-30,Ana,2027-01-31\n", 2
      ),
      // What cannot be used stays as well.
      ("\(header)\nbroken\n", "\(header)\nbroken\n\(row)\n", 3),
      ("\(header)\nv,e,same,\"B\n", "\(header)\nv,e,same,\"B\n\(row)\n", 3),
      // An empty file and a missing one begin with a header.
      ("", "\(header)\n\(row)\n", 2),
    ]
    for (before, after, line) in cases {
      try folder.write(before, to: "decisions.csv")
      #expect(try append(source()).line == line)
      #expect(try folder.text("decisions.csv") == after)
      #expect(try others().isEmpty)
    }
    try FileManager.default.removeItem(atPath: folder.path("decisions.csv"))
    try append(source())
    #expect(try folder.text("decisions.csv") == "\(header)\n\(row)\n")
  }

  @Test func theWordsOfTheFileStandForOurs() throws {
    try folder.write("Lieferant;Eintrag;Urteil;Wer;Wann;Grund;Bis;Anker\n", to: "decisions.csv")
    let source = try source { source in
      source.layout.delimiter = UInt8(ascii: ";")
      source.layout.dateForm = .dayMonthYear
      source.layout.columns = [
        "vendor_id": "Lieferant", "entry_key": "Eintrag", "verdict": "Urteil", "decided_by": "Wer",
        "decided_on": "Wann", "reason": "Grund", "expires_on": "Bis", "anchor": "Anker",
      ]
      source.layout.values = ["verdict": ["gleich": "same", "anders": "different"]]
    }
    try append(source, "a; b")
    #expect(
      try folder.text("decisions.csv")
        == "Lieferant;Eintrag;Urteil;Wer;Wann;Grund;Bis;Anker\n"
        + "v1;e1;anders;Ana;30/01/2026;\"a; b\";31/01/2027;abc\n")
  }

  @Test(arguments: DateForm.allCases)
  func everyWayToWriteDatesIsReadBack(form: DateForm) throws {
    try folder.write("\(Self.header)\n", to: "decisions.csv")
    #expect(try append(source { $0.layout.dateForm = form }).line == 2)
  }

  @Test func tabsAndFilesWithoutAHeaderAreWrittenAsTheyAreRead() throws {
    try append(source("tsv", path: "decisions.tsv"))
    #expect(
      try folder.text("decisions.tsv")
        == (Self.header + "\n" + Self.row + "\n").replacing(",", with: "\t"))
    let names = Self.header.split(separator: ",").map(String.init)
    try append(source(path: "bare.csv") { $0.layout.header = names })
    #expect(try folder.text("bare.csv") == Self.row + "\n")
  }

  @Test func aMissingColumnForTheAnchorIsSaid() throws {
    try folder.write(
      "vendor_id,entry_key,verdict,decided_by,decided_on,reason,expires_on\n", to: "decisions.csv")
    #expect(try !append(source()).keepsAnchor)
  }

  @Test func permissionsAndLinksStay() throws {
    let path = try folder.write("\(Self.header)\n", to: "kept/real.csv")
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("decisions.csv"), withDestinationPath: path)
    try append(source())
    #expect(try folder.text("kept/real.csv") == "\(Self.header)\n\(Self.row)\n")
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    let link = try FileManager.default.attributesOfItem(atPath: folder.path("decisions.csv"))
    #expect(link[.type] as? FileAttributeType == .typeSymbolicLink)
  }

  @Test func aRowThatWouldNotBeReadBackIsNotWritten() throws {
    let cases: [(text: String, change: (inout SourceConfiguration) -> Void)] = [
      // The pipeline file would read the row as another verdict.
      ("\(Self.header)\n", { $0.layout.values = ["verdict": ["different": "same"]] }),
      // There is nowhere to put the last day.
      ("vendor_id,entry_key,verdict,decided_by,decided_on,reason,anchor\n", { _ in }),
    ]
    for (number, (text, change)) in cases.enumerated() {
      try folder.write(text, to: "decisions.csv")
      #expect(throws: RunError.self, "case \(number)") { try append(source("csv", change)) }
      #expect(try folder.text("decisions.csv") == text)
      #expect(try others().isEmpty)
    }
  }

  @Test func filesThatCannotTakeARowAreRefusedWithTheRemedy() throws {
    func problem(_ source: SourceConfiguration) throws -> String {
      do {
        try append(source)
        return ""
      } catch { return "\(error)".replacing(folder.path + "/", with: "") }
    }
    #expect(
      try problem(source { $0.encoding = .windows1252 }).hasPrefix(
        """
        p.yaml:7: the source 'decisions' is in windows-1252; decisions are added to utf-8 only
          convert the file to UTF-8 and take 'encoding' away, or add the row by hand
        """))
    #expect(
      try problem(source("ndjson")).contains("is 'ndjson'; decisions are added to csv and tsv"))
    #expect(try problem(source(path: "*.csv")).contains("reads every file that fits '*.csv'"))
    #expect(
      try problem(source { $0.layout.skipLines = 2 }).contains("2 lines come before its header"))
    try folder.write([0x1F, 0x8B, 8, 0], to: "decisions.csv")
    #expect(try problem(source()).contains("decisions.csv: the file is packed with gzip"))
    try folder.write("vendor,entry_key\n", to: "decisions.csv")
    #expect(try problem(source()).contains("there is no column 'vendor_id'"))
    #expect(try folder.text("decisions.csv") == "vendor,entry_key\n")
    #expect(try problem(source(path: "none/decisions.csv")).contains("cannot be created"))
  }
}
