import Foundation
import Testing
import _TestSupport

/// The program on databases that earlier versions of it wrote.
@Suite struct StoredVersionRunTests {
  /// Those for which a database is stored; that none is missing is tested beside the store.
  static let versions = (1...99).prefix { version in
    FileManager.default.fileExists(atPath: fixture(version))
  }

  private static func fixture(_ version: Int) -> String {
    Repository.path("Tests/Fixtures/stores/version-\(version).sqlite")
  }

  private func workspace(_ version: Int) throws -> Workspace {
    let workspace = try Workspace()
    try FileManager.default.createDirectory(
      atPath: workspace.folder.path("output"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: Self.fixture(version), toPath: workspace.database)
    return workspace
  }

  private static let views = [
    "v_runs", "v_assessments", "v_findings", "v_mitigations", "v_accesses", "v_evidence", "v_hits",
    "v_changes", "v_rejects", "v_inputs", "v_not_alleged",
  ]

  private func oldRuns(_ workspace: Workspace) throws -> [String] {
    try Self.views.flatMap { view in
      try workspace.query("SELECT * FROM \(view) WHERE run_id <= 3 ORDER BY 1, 2, 3, 4, 5")
    }
  }

  @Test(arguments: versions) func aRunLandsAndChangesOnlyWhatDiffers(version: Int) throws {
    let workspace = try workspace(version)
    // Brings it up to date; what an analyst would do, too.
    let first = try workspace.runPipeline(asOf: "2019-10-01")
    #expect([0, 1].contains(first.status), "\(first.errors)")
    #expect(
      try workspace.query("SELECT run_id, previous_run_id, as_of FROM v_runs WHERE run_id > 2")
        == ["3|2|2019-09-30", "4|3|2019-10-01"])
    let old = try oldRuns(workspace)
    let stored = "SELECT count(*), max(assessment_id) FROM assessments"
    let before = try workspace.query(stored)
    let second = try workspace.runPipeline(asOf: "2019-10-01")
    #expect(second.status == 0, "\(second.errors)")
    #expect(try workspace.query(stored) == before, "equal inputs store no assessment")
    #expect(try workspace.query("SELECT * FROM v_changes WHERE run_id = 5") == [])
    #expect(try oldRuns(workspace) == old)
    #expect(
      try workspace.query(
        "SELECT run_id, vendor_id FROM v_changes GROUP BY 1, 2 "
          + "HAVING abs(sum(points) - (max(after) - max(before))) > 1e-9") == [])
    #expect(try workspace.query("PRAGMA integrity_check; PRAGMA foreign_key_check") == ["ok"])
  }

  @Test(arguments: versions) func oldRunsAreExplainedComparedAndExported(version: Int) throws {
    let workspace = try workspace(version)
    let reading = try workspace.run("explain", "huawei")
    #expect(reading.status == 65, "\(reading.output)")
    #expect(
      reading.errors.contains("earlier version\n  run a pipeline that writes to it first"),
      "\(reading.errors)")
    try workspace.runPipeline(asOf: "2019-10-01")
    let explained = try workspace.run("explain", "huawei", "--run", "1")
    #expect(explained.status == 0, "\(explained.errors)")
    #expect(explained.output.contains("Huawei Technologies"))
    let score = try workspace.query(
      "SELECT printf('%.2f', overall) FROM v_assessments WHERE run_id = 1 AND vendor_id = 'huawei'")
    #expect(explained.output.contains(score[0]), "\(explained.output.prefix(400))")
    for runs in [("1", "2"), ("1", "3"), ("3", "4")] {
      let difference = try workspace.run("diff", runs.0, runs.1)
      #expect(difference.status == 0, "\(difference.errors)")
      #expect(difference.output.contains("run \(runs.0) as of"))
    }
    for run in ["1", "2", "3"] {
      let export = try workspace.run(
        "export", workspace.pipeline, "--run", run, "--folder", "old-\(run)")
      #expect(export.status == 0, "\(export.errors)")
      let scores = try workspace.folder.text("old-\(run)/canonical/scores.csv")
      #expect(scores.split(whereSeparator: \.isNewline).count == 9, "\(scores)")
    }
  }

  @Test(
    .enabled(if: Workspace.find("python3") != nil, "python3 is not installed"), arguments: versions)
  func oldRunsAreRecomputed(version: Int) throws {
    let workspace = try workspace(version)
    try workspace.runPipeline(asOf: "2019-10-01")
    let python = try #require(Workspace.find("python3"))
    let result = try Workspace.execute(
      python, [Repository.path("Tests/EndToEndTests/recompute.py"), workspace.database],
      in: workspace.folder)
    #expect(result.status == 0, "\(result.output.suffix(4000)) \(result.errors)")
  }
}
