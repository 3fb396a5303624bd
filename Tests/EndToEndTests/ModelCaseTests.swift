import Foundation
import Testing
import _TestSupport

/// The device makers on the four days that matter, from the files to the files.
@Suite struct ModelCaseTests {
  @Test(arguments: ["2017-08-10", "2018-06-06", "2018-06-20", "2019-06-01"])
  func resultsAreThoseLookedAt(date: String) throws {
    let workspace = try Workspace()
    #expect(try workspace.runPipeline(asOf: date).status == 0)
    for name in [
      "scores", "findings", "mitigations", "evidence", "hits", "accesses", "review_queue",
      "contradictions",
    ] {
      try Golden.expect(
        workspace.export("canonical/\(name).csv"), equals: "device-makers/\(date)/\(name).csv")
    }
  }

  @Test func explanationIsTheOneLookedAt() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2018-06-06")
    let explained = try workspace.run("explain", "Huawei")
    #expect(explained.status == 0)
    try Golden.expect(explained.output, equals: "device-makers/2018-06-06/explain-huawei.txt")
  }

  private struct Scores {
    let values: [String: [String: Double]]

    init(_ workspace: Workspace) throws {
      var values: [String: [String: Double]] = [:]
      for row in try workspace.query(
        "SELECT vendor_id, overall, da, cp, ns, conflict FROM v_current")
      {
        let cells = row.split(separator: "|").map(String.init)
        values[cells[0]] = Dictionary(
          uniqueKeysWithValues: zip(
            ["overall", "da", "cp", "ns", "conflict"], cells.dropFirst().compactMap(Double.init)))
      }
      self.values = values
    }

    subscript(vendor: String, column: String) -> Double { values[vendor]?[column] ?? .nan }
  }

  @Test func vendorsRankAsTheArticlesSay() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2018-06-06")
    let scores = try Scores(workspace)
    #expect(scores["huawei", "overall"] > scores["zte", "overall"])
    #expect(scores["zte", "overall"] > scores["lenovo", "overall"])
    #expect(scores["lenovo", "overall"] == scores["oppo", "overall"])
    #expect(scores["lenovo", "overall"] == scores["tcl", "overall"])
    #expect(scores["lenovo", "overall"] > scores["facebook", "overall"])
    #expect(scores["facebook", "overall"] > scores["tencent", "overall"])
    for maker in ["lenovo", "oppo", "tcl", "zte"] {
      #expect(scores["huawei", "conflict"] > scores[maker, "conflict"])
    }
    let unknown = try workspace.query(
      "SELECT DISTINCT factor FROM v_findings WHERE vendor_id = 'zte' AND axis IN ('DA', 'CP')")
    #expect(Set(unknown) == ["unknown.data_access", "unknown.consent_practice"])
    #expect(
      try workspace.query("SELECT count(*) FROM v_accesses WHERE vendor_id = 'tencent'") == ["0"])
  }

  @Test func anEndedPartnershipFades() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2018-06-06")
    let before = try Scores(workspace)["huawei", "da"]
    try workspace.runPipeline(asOf: "2018-06-20")
    #expect(try Scores(workspace)["huawei", "da"] < before)
  }

  @Test func nothingOfLaterYearsIsKnownIn2017() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2017-08-10")
    #expect(
      try workspace.query("SELECT count(*) FROM v_evidence WHERE stated_on > '2017-08-10'") == ["0"]
    )
    let factors = try workspace.query(
      """
      SELECT factor FROM v_findings WHERE vendor_id = 'huawei' AND points > 0 AND factor NOT LIKE
      'unknown%' ORDER BY factor
      """)
    #expect(factors == ["data-access", "under-investigation"])
  }

  @Test func listsCountFromTheirDays() throws {
    let workspace = try Workspace()
    for date in ["2017-08-10", "2018-06-06", "2018-06-20"] {
      try workspace.runPipeline(asOf: date)
      #expect(try workspace.query("SELECT count(*) FROM v_hits").first == "0")
    }
    try workspace.runPipeline(asOf: "2019-06-01")
    #expect(
      try workspace.query(
        "SELECT vendor_id, list, entry_status FROM v_hits WHERE run_id = 4 ORDER BY vendor_id")
        == ["huawei|section-889|pending", "zte|section-889|pending"])
    #expect(
      try workspace.query(
        "SELECT count(*) FROM v_findings WHERE run_id = 4 AND factor = 'watchlist-hit' AND x > 0")
        == ["2"])
  }
}
