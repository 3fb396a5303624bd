import Foundation
import Testing
import _TestSupport

/// The advertising vendors, from the files to the page that reads them.
@Suite struct AdTechCaseTests {
  private func run(asOf date: String) throws -> Workspace {
    let workspace = try Workspace()
    let result = try workspace.run(
      "run", "pipelines/ad-tech.yaml", "--as-of", date, "--quiet")
    try #require(result.status == 0, "\(result.errors)")
    return workspace
  }

  /// Returns whether the page holds the figures of the workspace, by the script that writes them.
  private func check(_ page: String, in workspace: Workspace) throws -> Workspace.Result {
    try Workspace.execute(
      "/usr/bin/env",
      [
        "VENDOR_RISK=\(Workspace.program)", "python3", Repository.path("Scripts/page-figures"),
        "--check", page, workspace.database,
      ], in: workspace.folder)
  }

  @Test(.enabled(if: Workspace.find("python3") != nil))
  func pageHoldsTheFiguresOfTheRun() throws {
    let workspace = try run(asOf: "2025-05-20")
    let page = Repository.path("Documentation/AdTechExample.md")
    let result = try check(page, in: workspace)
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test(.enabled(if: Workspace.find("python3") != nil))
  func aPageWithAnotherFigureFailsTheCheck() throws {
    let workspace = try run(asOf: "2025-05-20")
    let text = try String(
      contentsOfFile: Repository.path("Documentation/AdTechExample.md"), encoding: .utf8)
    try workspace.folder.write(
      text.replacingOccurrences(of: "| high |", with: "| low |"), to: "page.md")
    let result = try check(workspace.folder.path("page.md"), in: workspace)
    #expect(result.status == 1)
    #expect(result.errors.contains("figures differ"))
  }

  /// Contradictions of this case rest on rows of the inventory and on countries of entries.
  @Test func theRunReplaysToTheSameBytes() throws {
    let result = try run(asOf: "2025-05-20").run("replay")
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("all bytes the same"))
  }

  @Test func everyPartyOfTheRegisterMeetsItsVendor() throws {
    let workspace = try run(asOf: "2025-05-20")
    #expect(try workspace.query("SELECT count(*) FROM v_assessments") == ["12"])
    #expect(
      try workspace.query(
        "SELECT count(DISTINCT vendor_id) FROM v_accesses WHERE source_id = 'gvl'") == ["12"])
    let rejected = try workspace.query("SELECT count(*) FROM v_rejects")
    #expect(rejected == ["0"])
  }

  @Test func aVendorSaidToReachNothingIsScoredByWhatItDeclares() throws {
    let workspace = try run(asOf: "2025-05-20")
    #expect(
      try workspace.query(
        """
        SELECT count(*) > 0 FROM v_accesses WHERE vendor_id = 'P-1006' AND data_category =
        'precise-location'
        """) == ["1"])
    #expect(
      try workspace.query("SELECT rating, da > 80 FROM v_current WHERE vendor_id = 'P-1006'")
        == ["high|1"])
  }

  @Test func aDenialShowsAsDispute() throws {
    let workspace = try run(asOf: "2025-05-20")
    #expect(
      try workspace.query("SELECT vendor_id FROM v_current WHERE conflict > 0.05")
        .contains("P-1010"))
  }

  @Test func ratingsAreThoseLookedAt() throws {
    let workspace = try run(asOf: "2025-05-20")
    #expect(
      try workspace.query(
        "SELECT vendor_id FROM v_current WHERE rating = 'moderate' ORDER BY vendor_id")
        == ["P-1008", "P-1009"])
    #expect(
      try workspace.query("SELECT vendor_id FROM v_current ORDER BY overall DESC LIMIT 1")
        == ["P-1005"])
  }

  @Test func aNoticeCountsUntilItsClosure() throws {
    let points = """
      SELECT count(*) FROM v_findings WHERE vendor_id = 'P-1008' AND factor = 'no-consent' AND x > 0
      """
    #expect(try run(asOf: "2018-12-01").query(points) == ["1"])
    #expect(try run(asOf: "2025-05-20").query(points) == ["0"])
  }
}
