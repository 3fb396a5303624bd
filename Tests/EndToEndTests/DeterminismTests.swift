import Foundation
import Testing
import _TestSupport

/// Same inputs and policy, same bytes.
@Suite struct DeterminismTests {
  /// `datapackage.json` holds the hash of every exported file.
  private let package = "datapackage.json"

  @Test func theNumberOfWorkersChangesNoByte() throws {
    var packages: [String] = []
    for workers in ["1", "2", "8"] {
      let workspace = try Workspace()
      try workspace.generate(vendors: 1_500, seed: 9)
      let run = try workspace.runPipeline(asOf: "2019-03-01", "--workers", workers)
      #expect(run.status == 0, "\(run.errors)")
      packages.append(try workspace.export(package))
    }
    #expect(packages[0] == packages[1])
    #expect(packages[0] == packages[2])
  }

  @Test func historyChangesNoByteButThoseOfChanges() throws {
    let fresh = try Workspace()
    try fresh.runPipeline(asOf: "2018-06-20")
    let old = try Workspace()
    for date in ["2019-06-01", "2017-08-10", "2018-06-20"] { try old.runPipeline(asOf: date) }
    for name in ["scores", "findings", "evidence", "mitigations", "hits", "accesses", "rejects"] {
      #expect(try fresh.export("canonical/\(name).csv") == old.export("canonical/\(name).csv"))
    }
  }

  @Test func exportWritesTheSameBytesAgain() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2018-06-06")
    let first = try workspace.export(package)
    try workspace.runPipeline(asOf: "2019-06-01")
    #expect(try workspace.export(package) != first)
    let result = try workspace.run("export", workspace.pipeline, "--run", "1")
    #expect(result.status == 0, "\(result.errors)")
    #expect(try workspace.export(package) == first)
  }

  @Test func theOrderOfRowsChangesNoScore() throws {
    let first = try Workspace()
    try first.generate(vendors: 300, seed: 3)
    let second = try Workspace()
    try second.generate(vendors: 300, seed: 3)
    var random = SeededGenerator(seed: 4)
    for name in ["vendors", "accesses", "statements", "sources"] {
      let file = "datasets/device-makers/\(name).csv"
      var lines = try second.folder.text(file).split(separator: "\n").map(String.init)
      let header = lines.removeFirst()
      lines.shuffle(using: &random)
      try second.folder.write(([header] + lines).joined(separator: "\n") + "\n", to: file)
    }
    for workspace in [first, second] {
      let run = try workspace.runPipeline(asOf: "2019-03-01")
      #expect(run.status == 0, "\(run.errors)")
    }
    for name in [
      "scores", "findings", "mitigations", "hits", "review_queue", "evidence", "accesses",
      "contradictions", "not_alleged",
    ] {
      let file = "canonical/\(name).csv"
      #expect(
        try withoutLines(first.export(file)) == withoutLines(second.export(file)), "\(name)")
    }
  }

  /// Evidence and accesses name the lines they were read from, which a shuffle moves.
  private func withoutLines(_ text: String) -> String {
    text.replacing(/\.csv,\d+/, with: ".csv,")
  }

  @Test func aRunWithoutNewsStoresNoVendorAgain() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2018-06-06")
    let before = try workspace.query("SELECT count(*) FROM findings")
    try workspace.runPipeline(asOf: "2018-06-06")
    #expect(try workspace.query("SELECT count(*) FROM findings") == before)
    #expect(try workspace.query("SELECT count(*) FROM v_assessments") == ["14"])
  }
}
