import Foundation
import Testing
import _TestSupport

/// Every list, disclosure and inventory of the real data beside the checkout, in one run.
@Suite struct RealDataTests {
  private struct Summary: Decodable {
    struct Source: Decodable {
      struct List: Decodable {
        let entries, names: Int
      }
      let source, table: String
      let read, accepted, rejected, duplicates: Int
      let list: List?
    }
    let sources: [Source]
  }

  /// Entries of lists, which the documentation of the data states or which follow from it.
  private static let entries = [
    "ofac-2021": 8976, "ofac-2019": 7379, "ofac-2023-header": 11_443, "ofac-consolidated": 442,
    "ofac-2022-glued": 11_509, "un": 1003, "uk": 2106, "opensanctions": 5600, "eu": 8015,
    "dod-1260h": 223, "fcc": 13, "csl-part": 4186, "ndaa-section-889": 5,
  ]

  @Test(.enabled(if: Repository.sharedData("NOTES.md") != nil))
  func everyRowOfEveryFileIsAccountedForInOneRun() throws {
    let data = URL(fileURLWithPath: try #require(Repository.sharedData("NOTES.md")))
      .deletingLastPathComponent().path
    let workspace = try Workspace()
    let text = try String(
      contentsOfFile: Repository.path("Tests/EndToEndTests/real-data.yaml"), encoding: .utf8)
    try workspace.folder.write(
      text.replacingOccurrences(of: "../../../shared/data", with: data)
        .replacingOccurrences(of: "../../", with: ""), to: "real-data.yaml")
    let result = try workspace.run("run", "real-data.yaml", "--until", "ingest", "--json")
    try #require(result.status == 0, "\(result.errors)")
    let summary = try JSONDecoder().decode(Summary.self, from: Data(result.output.utf8))
    #expect(summary.sources.count == 50)
    for source in summary.sources {
      #expect(source.read == source.accepted + source.rejected + source.duplicates)
      #expect(source.read > 0, "\(source.source)")
    }
    let lists = Dictionary(
      uniqueKeysWithValues: summary.sources.compactMap { source in
        source.list.map { (source.source, $0.entries) }
      })
    for (list, entries) in Self.entries { #expect(lists[list] == entries, "\(list)") }
  }
}
