import Foundation
import Testing
import _TestSupport

/// Every number of the database, recomputed from the views by a script that shares no code.
@Suite(.enabled(if: Workspace.find("python3") != nil, "python3 is not installed"))
struct RecomputationTests {
  private func recompute(_ workspace: Workspace) throws -> Workspace.Result {
    let python = try #require(Workspace.find("python3"))
    return try Workspace.execute(
      python, [Repository.path("Tests/EndToEndTests/recompute.py"), workspace.database],
      in: workspace.folder)
  }

  @Test func theScriptNoticesCorruptFigures() throws {
    let python = try #require(Workspace.find("python3"))
    let result = try Workspace.execute(
      python, [Repository.path("Tests/EndToEndTests/recompute.py"), "--self-test"],
      in: ScratchFolder())
    #expect(result.status == 0, "\(result.output.suffix(2000)) \(result.errors)")
  }

  @Test func theModelCaseAgreesOnAllFourDays() throws {
    let workspace = try Workspace()
    for date in ["2017-08-10", "2018-06-06", "2018-06-20", "2019-06-01"] {
      try workspace.runPipeline(asOf: date)
    }
    let result = try recompute(workspace)
    #expect(result.status == 0, "\(result.output.suffix(4000)) \(result.errors)")
  }

  @Test func generatedInventoriesAgree() throws {
    let workspace = try Workspace()
    try workspace.generate(vendors: 1_000, seed: 5)
    let run = try workspace.runPipeline(asOf: "2019-03-01")
    #expect(run.status == 0, "\(run.errors)")
    let result = try recompute(workspace)
    #expect(result.status == 0, "\(result.output.suffix(4000)) \(result.errors)")
  }
}
