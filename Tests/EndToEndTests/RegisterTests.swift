import Foundation
import Testing
import _TestSupport

/// The whole Global Vendor List against every list of the real data beside the checkout.
///
/// What is held here is what makes scores useful as a whole: they spread, and no axis is at its end.
@Suite struct RegisterTests {
  private struct Summary: Decodable {
    struct Source: Decodable {
      let source: String
      let read, accepted, rejected, duplicates: Int
    }
    let sources: [Source]
  }

  @Test(.enabled(if: Repository.sharedData("NOTES.md") != nil))
  func scoresOfTheRealRegisterSpread() throws {
    let data = URL(fileURLWithPath: try #require(Repository.sharedData("NOTES.md")))
      .deletingLastPathComponent().path
    let workspace = try Workspace()
    let text = try String(
      contentsOfFile: Repository.path("Tests/EndToEndTests/judgement-data.yaml"), encoding: .utf8)
    try workspace.folder.write(
      text.replacingOccurrences(of: "../../../shared/data", with: data)
        .replacingOccurrences(of: "../../output/judgement/", with: "output/")
        .replacingOccurrences(of: "../../", with: ""), to: "judgement-data.yaml")
    let result = try workspace.run(
      "run", "judgement-data.yaml", "--as-of", "2025-06-01", "--json")
    try #require(result.status == 0, "\(result.errors)")
    let summary = try JSONDecoder().decode(Summary.self, from: Data(result.output.utf8))
    for source in summary.sources {
      #expect(source.read == source.accepted + source.rejected + source.duplicates)
      #expect(source.read > 0, "\(source.source)")
    }
    #expect(try workspace.query("SELECT count(*) FROM v_current") == ["987"])
    #expect(
      try workspace.query(
        """
        SELECT rating, count(*) FROM v_current GROUP BY rating HAVING count(*) > 0.6 * 987
        """) == [])
    for axis in ["da", "cp", "ns"] {
      let atTheEnd = try workspace.query("SELECT count(*) FROM v_current WHERE \(axis) >= 99")
      #expect(try #require(Int(atTheEnd[0])) < 20, "\(axis)")
    }
  }
}
