import Foundation
import Testing
import _TestSupport

/// What the process tells its caller.
@Suite struct ExitStatusTests {
  @Test func aRunIsDone() throws {
    let workspace = try Workspace()
    let run = try workspace.run("run", workspace.pipeline, "--as-of", "2018-06-06")
    #expect(run.status == 0)
    #expect(run.output.contains("critical  80.33  64.86-90.65  Huawei Technologies Co., Ltd."))
  }

  @Test func aNewCriticalVendorTripsTheGate() throws {
    let workspace = try Workspace()
    #expect(try workspace.runPipeline(asOf: "2017-08-10").status == 0)
    #expect(try workspace.runPipeline(asOf: "2018-06-06").status == 1)
    #expect(try workspace.query("SELECT exit_status FROM v_runs ORDER BY run_id") == ["0", "1"])
  }

  @Test(arguments: [
    ["run"], ["run", "p.yaml", "--as-of", "yesterday"], ["run", "p.yaml", "--workers", "0"],
    ["frobnicate"], ["run", "p.yaml", "--until", "lunch"],
  ])
  func wrongArgumentsAreUsageErrors(arguments: [String]) throws {
    let workspace = try Workspace()
    let result = try Workspace.execute(Workspace.program, arguments, in: workspace.folder)
    #expect(result.status == 64)
  }

  @Test func aMissingInputIsNamed() throws {
    let workspace = try Workspace()
    for name in ["sources", "accesses"] {
      try FileManager.default.removeItem(
        atPath: workspace.folder.path("datasets/device-makers/\(name).csv"))
    }
    let run = try workspace.runPipeline(asOf: "2018-06-06")
    #expect(run.status == 66)
    #expect(run.errors.contains("sources.csv: no such file"))
    #expect(run.errors.contains("accesses.csv: no such file"))
    #expect(!FileManager.default.fileExists(atPath: workspace.folder.path("output")))
    #expect(try workspace.run("explain", "huawei").status == 66)
    #expect(try workspace.run("check", workspace.pipeline).status == 66)
  }

  @Test func aMissingPipelineFileOrPolicyIsAMissingInput() throws {
    let workspace = try Workspace()
    for arguments in [
      ["run", "pipelines/none.yaml"], ["check", "pipelines/none.yaml"],
      ["export", "pipelines/none.yaml"],
      ["what-if", workspace.pipeline, "--policy", "none.yaml"],
    ] {
      let result = try Workspace.execute(Workspace.program, arguments, in: workspace.folder)
      #expect(result.status == 66, "\(arguments): \(result.errors)")
      #expect(result.errors.contains("none.yaml: there is no such file"))
    }
    // A policy that the pipeline file names is a mistake in that file.
    let text = try workspace.folder.text(workspace.pipeline)
    try workspace.folder.write(
      text.replacingOccurrences(of: "policies/default.yaml", with: "policies/none.yaml"),
      to: workspace.pipeline)
    #expect(try workspace.runPipeline(asOf: "2018-06-06").status == 78)
  }

  @Test func aMissingColumnIsNamedWithTheNearest() throws {
    let workspace = try Workspace()
    let file = "datasets/device-makers/vendors.csv"
    let text = try workspace.folder.text(file)
    try workspace.folder.write(
      text.replacingOccurrences(of: "vendor_id,name", with: "vendr_id,name"), to: file)
    let check = try workspace.run("check", workspace.pipeline)
    #expect(check.status == 65)
    #expect(check.errors.contains("did you mean 'vendr_id'?"))
  }

  @Test func configurationErrorsComeAllAtOnce() throws {
    let workspace = try Workspace()
    let text = try workspace.folder.text(workspace.pipeline)
    try workspace.folder.write(
      text.replacingOccurrences(of: "table: statements", with: "table: statments")
        .replacingOccurrences(of: "new-critical", with: "new-critcal"), to: workspace.pipeline)
    let run = try workspace.runPipeline(asOf: "2018-06-06")
    #expect(run.status == 78)
    #expect(run.errors.contains("did you mean 'statements'?"))
    #expect(run.errors.contains("did you mean 'new-critical'?"))
    #expect(!FileManager.default.fileExists(atPath: workspace.folder.path("output")))
  }

  @Test func aSecondRunMeetsTheLock() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2018-06-06")
    let descriptor = open(workspace.database + ".lock", O_RDWR)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    let run = try workspace.runPipeline(asOf: "2018-06-07")
    #expect(run.status == 75)
    #expect(run.errors.contains("another run holds the lock"))
    #expect(try workspace.query("SELECT count(*) FROM v_runs") == ["1"])
  }

  @Test func anOutputThatCannotBeWrittenIsNamed() throws {
    let workspace = try Workspace()
    try workspace.folder.write("not a folder", to: "output")
    let run = try workspace.runPipeline(asOf: "2018-06-06")
    #expect(run.status == 73)
  }

  @Test func somebodyElsesDatabaseIsRefused() throws {
    let workspace = try Workspace()
    try workspace.folder.write(
      "not a database, but long enough to be looked at\n", to: "output/results.sqlite")
    let run = try workspace.runPipeline(asOf: "2018-06-06")
    #expect(run.status == 73)
    #expect(
      try workspace.folder.text("output/results.sqlite")
        == "not a database, but long enough to be looked at\n")
  }

  @Test func theFilesOfAnotherPipelineAreNotReplaced() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2018-06-06")
    let text = try workspace.folder.text(workspace.pipeline)
    try workspace.folder.write(
      text.replacingOccurrences(of: "name: device-makers", with: "name: others"),
      to: "pipelines/others.yaml")
    let run = try workspace.run("run", "pipelines/others.yaml", "--as-of", "2018-06-06")
    #expect(run.status == 73)
    #expect(run.errors.contains("holds the files of the pipeline 'device-makers'"))
  }

  @Test func aListWithoutEntriesIsUnhealthyAndScreensNobody() throws {
    let workspace = try Workspace()
    for name in ["fcc-covered-list", "section-889"] {
      let file = "datasets/device-makers/\(name).csv"
      let header = try workspace.folder.text(file).split(separator: "\n")[0]
      try workspace.folder.write(header + "\n", to: file)
    }
    #expect(try workspace.runPipeline(asOf: "2019-06-01").status == 69)
    #expect(
      try workspace.query("SELECT DISTINCT subject FROM v_findings WHERE axis = 'NS' AND p = 0.25")
        == ["screened"])
  }

  @Test func anInventoryWithoutVendorsIsUnusable() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2018-06-06")
    let scores = try workspace.export("canonical/scores.csv")
    let file = "datasets/device-makers/vendors.csv"
    let header = try workspace.folder.text(file).split(separator: "\n")[0]
    try workspace.folder.write(header + "\n", to: file)
    let run = try workspace.runPipeline(asOf: "2018-06-06")
    #expect(run.status == 65)
    #expect(run.errors.contains("vendors.csv: holds no usable vendor"))
    #expect(try workspace.export("canonical/scores.csv") == scores)
  }

  @Test func aFullOutputIsNoSuccess() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2018-06-06")
    let shell = try #require(Workspace.find("sh"))
    let result = try Workspace.execute(
      shell, ["-c", "'\(Workspace.program)' explain huawei >/dev/full"], in: workspace.folder)
    #expect(result.status == 73)
    let early = try Workspace.execute(
      shell, ["-c", "'\(Workspace.program)' explain huawei | true"], in: workspace.folder)
    #expect(early.status == 0)
  }

  @Test func textOfInputsDoesNotSteerTheTerminal() throws {
    let workspace = try Workspace()
    let file = "datasets/device-makers/vendors.csv"
    let text = try workspace.folder.text(file)
    try workspace.folder.write(
      text + "x,\"E\u{1B}[31mvil\u{7}\u{202E}\",,DE,,,,,,,,\n", to: file)
    try workspace.runPipeline(asOf: "2018-06-06")
    let explained = try workspace.run("explain", "x")
    #expect(explained.status == 0)
    #expect(explained.output.contains("E\u{FFFD}[31mvil\u{FFFD}\u{FFFD} (x, DE)"))
  }

  @Test func untilRecordsNothing() throws {
    let workspace = try Workspace()
    for stage in ["ingest", "normalize", "score"] {
      let run = try workspace.run(
        "run", workspace.pipeline, "--until", stage, "--as-of", "2018-06-06")
      #expect(run.status == 0)
      #expect(run.output.contains("not recorded"))
      #expect(run.output.contains("80.33") == (stage == "score"))
    }
    #expect(!FileManager.default.fileExists(atPath: workspace.folder.path("output")))
  }

  @Test func vendorsThatCannotBeToldApartAreListed() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2018-06-06")
    let several = try workspace.run("explain", "te")
    #expect(several.status == 64)
    #expect(several.errors.contains("tencent") && several.errors.contains("zte"))
    #expect(try workspace.run("explain", "nobody").status == 64)
  }
}
