import Foundation
import Testing
import _TestSupport

/// Replay, what-if, diff and the causes of changes, on the model case.
@Suite struct ChangeTests {
  private let policy = "pipelines/policies/default.yaml"

  private func edit(
    _ workspace: Workspace, _ path: String, _ change: (String) -> String
  ) throws {
    let text = try workspace.folder.text(path)
    let changed = change(text)
    try #require(changed != text, "\(path) is changed")
    try workspace.folder.write(changed, to: path)
  }

  private func causes(_ workspace: Workspace, run: Int) throws -> [String] {
    try workspace.query(
      "SELECT DISTINCT cause FROM v_changes WHERE run_id = \(run) ORDER BY cause")
  }

  private func expectSums(_ workspace: Workspace) throws {
    #expect(
      try workspace.query(
        "SELECT vendor_id FROM v_changes GROUP BY run_id, vendor_id "
          + "HAVING abs(sum(points) - (max(after) - max(before))) > 1e-9") == [])
  }

  @Test func aStoredRunScoresTheSameAgain() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2018-06-06")
    try workspace.runPipeline(asOf: "2019-08-13")
    let count = try workspace.query("SELECT vendors FROM v_runs WHERE run_id = 1")[0]
    for arguments in [["1"], ["2"], ["--pipeline", "device-makers"]] {
      let result = try Workspace.execute(
        Workspace.program, ["replay"] + arguments, in: workspace.folder)
      #expect(result.status == 0, "\(result.errors)")
      let run = arguments == ["1"] ? 1 : 2
      #expect(
        result.output == "run \(run): \(count) vendors scored again, all bytes the same\n")
    }
  }

  @Test func aChangedFigureIsFoundByReplay() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2018-06-06")
    _ = try workspace.query(
      "UPDATE assessments SET digest = zeroblob(32), overall = 1 WHERE vendor_id = 'huawei'")
    let result = try workspace.run("replay")
    #expect(result.status == 1)
    #expect(result.output.contains("1 not the same"))
    #expect(result.output.contains("huawei"))
  }

  @Test func aDamagedDossierIsNamed() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2018-06-06")
    _ = try workspace.query("UPDATE dossiers SET document = '{\"v\":2}' WHERE dossier_id = 1")
    let result = try workspace.run("replay")
    #expect(result.status == 65)
    #expect(result.errors.contains("dossier 1 cannot be read: vendor: there is no such member"))
  }

  @Test func theSamePolicyChangesNothing() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2018-06-06")
    let count = try workspace.query("SELECT vendors FROM v_runs")[0]
    let result = try workspace.run("what-if", workspace.pipeline, "--policy", policy)
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.output == """
        run 1 of 'device-makers' as of 2018-06-06, policy 'default' -> 'default'
        the policies have the same values: nothing changes for \(count) vendors

        """)
  }

  @Test func anotherPolicyIsTriedAndNotRecorded() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2018-06-06")
    try edit(workspace, policy) {
      $0.replacing("name: default", with: "name: strict")
        .replacing("NS: {weight: 0.8}", with: "NS: {weight: 0.95}")
        .replacing("  high: 50\n", with: "  high: 30\n")
    }
    let result = try workspace.run("what-if", workspace.pipeline, "--policy", policy)
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.contains("policy 'default' -> 'strict'"))
    #expect(result.output.contains("\n  rating "))
    #expect(result.output.contains("high 50 -> 30"))
    #expect(try workspace.query("SELECT count(*) FROM v_runs") == ["1"])
    let json = try workspace.run("what-if", workspace.pipeline, "--policy", policy, "--json")
    let tree = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect((tree["raised"] as? Int ?? 0) > 0 && tree["lowered"] as? Int == 0)
  }

  @Test func withoutARunThereIsNothingToTry() throws {
    let workspace = try Workspace()
    let result = try workspace.run("what-if", workspace.pipeline, "--policy", policy)
    #expect(result.status == 66)
    #expect(result.errors.contains("there is no such database\n  run a pipeline first"))
  }

  @Test func eachCauseIsNamedAndDiffSaysTheSame() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2018-06-06")
    try workspace.runPipeline(asOf: "2019-08-13")
    #expect(try !causes(workspace, run: 2).contains("unattributed"))
    #expect(try causes(workspace, run: 2).contains("as-of-date"))
    try edit(workspace, policy) {
      $0.replacing("NS: {weight: 0.8}", with: "NS: {weight: 0.7}")
    }
    try workspace.runPipeline(asOf: "2019-08-13")
    #expect(try causes(workspace, run: 3) == ["policy"])
    try edit(workspace, "datasets/device-makers/accesses.csv") { text in
      var rows = text.split(separator: "\n", omittingEmptySubsequences: false)
      rows.remove(at: 1)
      return rows.joined(separator: "\n")
    }
    try workspace.runPipeline(asOf: "2019-08-13")
    #expect(try causes(workspace, run: 4).contains("accesses"))
    try expectSums(workspace)

    let result = try workspace.run("diff", "--json")
    #expect(result.status == 0, "\(result.errors)")
    let tree = try #require(
      try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let movers = try #require(tree["movers"] as? [[String: Any]])
    var told: [String] = []
    for mover in movers {
      for cause in mover["causes"] as? [[String: Any]] ?? [] {
        told.append(
          "\(mover["vendor_id"] ?? "")|\(cause["cause"] ?? "")|"
            + String(format: "%.9f", cause["points"] as? Double ?? .nan))
      }
    }
    let stored = try workspace.query(
      "SELECT vendor_id, cause, printf('%.9f', points) FROM v_changes WHERE run_id = 4")
    #expect(told.sorted() == stored.sorted())
    let text = try workspace.run("diff", "1", "3", "--limit", "1")
    #expect(text.output.contains("run 1 as of 2018-06-06 -> run 3 as of 2019-08-13"))
    #expect(text.output.contains("  together"))
  }

  @Test func theFirstRunHasNothingToCompareWith() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2018-06-06")
    let result = try workspace.run("diff")
    #expect(result.status == 64)
    #expect(result.errors.contains("run 1 is the first of 'device-makers'"))
  }
}
