import Foundation
import Testing
import _TestSupport

/// The report of facts that disagree, and explanations for programs.
@Suite struct ContradictionCommandTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.runPipeline(asOf: "2018-06-06")
  }

  @Test func allVendorsOrOneAreReported() throws {
    let all = try workspace.run("contradictions")
    #expect(all.status == 0 && all.errors.isEmpty)
    try Golden.expect(all.output, equals: "device-makers/2018-06-06/contradictions.txt")
    #expect(try workspace.run("contradictions", "Huawei").output == all.output)
    #expect(try workspace.run("contradictions", "zte").output == "no contradictions\n")
    #expect(try workspace.run("contradictions", "nobody").status != 0)
  }

  @Test func programsReadJSON() throws {
    for command in [["contradictions", "--json"], ["explain", "huawei", "--json"]] {
      let result = try Workspace.execute(Workspace.program, command, in: workspace.folder)
      #expect(result.status == 0)
      _ = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    }
  }
}
