import Foundation
import Testing
import _TestSupport

/// Killed at any moment, the last complete run stands and the next one works without help.
@Suite struct InterruptionTests {
  private static let kills = 10

  @Test func aKilledRunLeavesTheOneBefore() throws {
    let workspace = try Workspace()
    try workspace.generate(vendors: 1_000, seed: 21)
    let clock = ContinuousClock()
    let duration = try clock.measure { _ = try workspace.runPipeline(asOf: "2019-03-01") }
    var random = SeededGenerator(seed: 6)
    var runs = 1
    var killed = 0
    for kill in 0..<Self.kills {
      let process = try workspace.start(asOf: "2019-03-0\(2 + kill % 7)")
      // Over the whole run and a little beyond, so that each step is met by some kill.
      let share = Double.random(in: 0.02...1.1, using: &random)
      Thread.sleep(
        forTimeInterval: share * Double(duration.components.attoseconds) / 1e18
          + share * Double(duration.components.seconds))
      kill_(process)
      process.waitUntilExit()
      let count = Int(try workspace.query("SELECT count(*) FROM v_runs")[0]) ?? -1
      #expect(count == runs || count == runs + 1, "a run lands whole or not at all")
      if process.terminationReason == .uncaughtSignal { killed += 1 }
      runs = count
      #expect(
        try workspace.query("SELECT count(*) FROM v_current") == ["1000"])
      #expect(try workspace.query("PRAGMA integrity_check") == ["ok"])
      try expectCompleteExports(workspace)
    }
    #expect(killed > 0, "no run was killed; the test proves nothing")
    #expect(try workspace.runPipeline(asOf: "2019-03-01").status == 0)
    #expect(try workspace.query("SELECT count(*) FROM v_runs") == ["\(runs + 1)"])
    let leftovers = try FileManager.default.contentsOfDirectory(
      atPath: workspace.folder.path("output")
    ).filter { $0.hasPrefix(".") }
    #expect(leftovers.isEmpty, "the next run cleans up")
  }

  @Test func aKilledFirstRunLeavesNothingHalfMade() throws {
    for milliseconds in [5.0, 20, 60, 120, 250] {
      let workspace = try Workspace()
      try workspace.generate(vendors: 2_000, seed: 22)
      let process = try workspace.start(asOf: "2019-03-01")
      Thread.sleep(forTimeInterval: milliseconds / 1000)
      kill_(process)
      process.waitUntilExit()
      if FileManager.default.fileExists(atPath: workspace.folder.path("output/device-makers")) {
        try expectCompleteExports(workspace)
      }
      #expect(try workspace.runPipeline(asOf: "2019-03-01").status == 0)
      #expect(try workspace.query("SELECT count(*) FROM v_current") == ["2000"])
    }
  }

  private func kill_(_ process: Process) { kill(process.processIdentifier, SIGKILL) }

  /// Every file that `datapackage.json` names is there with the bytes it states.
  private func expectCompleteExports(_ workspace: Workspace) throws {
    let package = try JSONSerialization.jsonObject(
      with: Data(workspace.export("datapackage.json").utf8))
    let resources = try #require((package as? [String: Any])?["resources"] as? [[String: Any]])
    #expect(!resources.isEmpty)
    for resource in resources {
      let path = try #require(resource["path"] as? String)
      let bytes = try #require(resource["bytes"] as? Int)
      #expect(try workspace.export(path).utf8.count == bytes, "\(path)")
    }
  }
}
