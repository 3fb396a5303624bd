import Foundation
import Testing
import _TestSupport

/// A row that is inserted into an input and moves all below it.
@Suite struct MovedRowsTests {
  private static let files = [
    "accesses.csv", "decisions.csv", "fcc-covered-list.csv", "ownership.csv", "section-889.csv",
    "sources.csv", "statements.csv", "vendors.csv",
  ]

  /// Puts blank lines in front of the first row of every input.
  private func insertBlankLines(_ count: Int, _ workspace: Workspace) throws {
    for file in Self.files {
      let path = "datasets/device-makers/" + file
      let text = try workspace.folder.text(path)
      let end = try #require(text.utf8.firstIndex(of: 0x0A))
      let rest = text.utf8[text.utf8.index(after: end)...]
      try workspace.folder.write(
        Array(text.utf8[...end]) + Array(repeating: 0x0A, count: count) + Array(rest), to: path)
    }
  }

  private static let lines = """
    SELECT 'evidence', vendor_id, finding_id, factor, subject, ref_id, stance, file, line
      FROM v_evidence WHERE run_id = %
    UNION ALL SELECT 'access', vendor_id, access_id, '', '', '', '', file, line
      FROM v_accesses WHERE run_id = %
    UNION ALL SELECT 'hit', vendor_id, list, entry_key, '', '', '', file, line
      FROM v_hits WHERE run_id = %
    UNION ALL SELECT 'claim', vendor_id, contradiction_no, '', '', '', '', file, line
      FROM v_contradictions WHERE run_id = %
    UNION ALL SELECT 'counterclaim', vendor_id, contradiction_no, '', '', '', '', counter_file,
      counter_line FROM v_contradictions WHERE run_id = %
    """

  private func lines(_ workspace: Workspace, run: Int) throws -> [String] {
    try workspace.query(Self.lines.replacing("%", with: "\(run)")).sorted()
  }

  private func stored(_ workspace: Workspace) throws -> [String] {
    try workspace.query("SELECT count(*), max(assessment_id) FROM assessments")
  }

  @Test func nothingIsStoredAnewAndEveryLineIsRight() throws {
    let workspace = try Workspace()
    let decisions = "datasets/device-makers/decisions.csv"
    try workspace.folder.write(
      try workspace.folder.text(decisions)
        + "zte,s889-zte,same,ana,2019-08-01,\"name, country and products agree\",,\n", to: decisions
    )
    try workspace.runPipeline(asOf: "2019-09-30")
    let before = try stored(workspace)
    let first = try lines(workspace, run: 1)
    let firstExport = try workspace.export("canonical/evidence.csv")

    try insertBlankLines(2, workspace)
    let run = try workspace.runPipeline(asOf: "2019-09-30")
    #expect(run.status == 0, "\(run.errors)")
    #expect(try stored(workspace) == before, "no version is stored for rows that only moved")
    #expect(try workspace.query("SELECT count(*) FROM v_changes") == ["0"])
    #expect(try lines(workspace, run: 1) == first, "the run before stays as it was")
    let moved = first.map { row in
      var cells = row.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      cells[cells.count - 1] = Int(cells[cells.count - 1]).map { "\($0 + 2)" } ?? "no line"
      return cells.joined(separator: "|")
    }
    #expect(try lines(workspace, run: 2) == moved.sorted())

    // The files of both runs, written later, are those that the runs wrote.
    #expect(try workspace.export("canonical/evidence.csv") != firstExport)
    for (run, text) in [("1", firstExport), ("2", try workspace.export("canonical/evidence.csv"))] {
      let export = try workspace.run(
        "export", workspace.pipeline, "--run", run, "--folder", "again-" + run)
      #expect(export.status == 0, "\(export.errors)")
      #expect(try workspace.folder.text("again-\(run)/canonical/evidence.csv") == text)
    }
    for run in ["1", "2"] {
      let replay = try workspace.run("replay", run)
      #expect(replay.status == 0, "\(replay.output)")
      #expect(replay.output.contains("all bytes the same"))
      let explained = try workspace.run("explain", "zte", "--run", run)
      #expect(explained.output.contains("section-889.csv:\(run == "1" ? 3 : 5)"))
    }
  }

  @Test func aRowInsertedForOneVendorStoresThatVendorAlone() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2019-09-30")
    let path = "datasets/device-makers/statements.csv"
    let text = try workspace.folder.text(path)
    let header = try #require(text.split(separator: "\n").first)
    let row = "new-01,tcl,,state-owned,denies,TCL,self,2019-09-01,,,hill-2018-06-06,not at all"
    try workspace.folder.write(
      header + "\n" + row + "\n" + text.dropFirst(header.count + 1), to: path)
    let run = try workspace.runPipeline(asOf: "2019-09-30")
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      try workspace.query("SELECT vendor_id FROM assessments WHERE first_run = 2") == ["tcl"])
    #expect(
      try workspace.query(
        """
        SELECT DISTINCT a.line - b.line FROM v_evidence AS a JOIN v_evidence AS b
        USING (vendor_id, finding_id, factor, subject, ref_id, stance, file)
        WHERE a.run_id = 2 AND b.run_id = 1 AND file LIKE '%statements.csv'
        """) == ["1"])
  }

  // MARK: Whatever happens to rows

  /// Rows of the inputs are inserted, deleted, put in another order, and come back, while two pipelines
  /// share a database; in the end every line of every run is that of the inputs as they were then.
  @Test func everyRunKeepsTheLinesOfItsInputs() throws {
    let workspace = try Workspace()
    let other = "pipelines/second.yaml"
    try workspace.folder.write(
      try workspace.folder.text(workspace.pipeline)
        .replacing("name: device-makers", with: "name: second")
        .replacing("output/device-makers", with: "output/second"), to: other)
    var inputs: [[String: [Substring]]] = []
    func run(_ pipeline: String) throws {
      let run = try workspace.run("run", pipeline, "--as-of", "2019-09-30", "--quiet")
      #expect([0, 1].contains(run.status), "\(run.errors)")
      inputs.append(
        try Dictionary(
          uniqueKeysWithValues: Self.files.map { file in
            let text = try workspace.folder.text("datasets/device-makers/" + file)
            return (file, text.split(separator: "\n", omittingEmptySubsequences: false))
          }))
    }
    func edit(_ change: (String, inout [Substring]) -> Void) throws {
      for file in Self.files {
        let path = "datasets/device-makers/" + file
        var rows = try workspace.folder.text(path).split(separator: "\n")
        let header = rows.removeFirst()
        change(file, &rows)
        try workspace.folder.write(
          ([header] + rows).joined(separator: "\n") + "\n", to: path)
      }
    }
    let original = try Dictionary(
      uniqueKeysWithValues: Self.files.map {
        ($0, try workspace.folder.text("datasets/device-makers/" + $0))
      })

    try run(workspace.pipeline)
    try run(other)
    try insertBlankLines(3, workspace)
    try run(workspace.pipeline)
    try edit { _, rows in rows.reverse() }
    try run(workspace.pipeline)
    try run(other)
    try edit { _, rows in rows.removeAll { $0.contains("zte") } }
    try run(workspace.pipeline)
    for (file, text) in original {
      try workspace.folder.write(text, to: "datasets/device-makers/" + file)
    }
    try insertBlankLines(1, workspace)
    try run(workspace.pipeline)
    try run(other)

    var checked = 0
    for (index, files) in inputs.enumerated() {
      let places = try workspace.query(
        """
        SELECT file, line, ref_id FROM v_evidence WHERE run_id = \(index + 1)
        UNION SELECT file, line, access_id FROM v_accesses WHERE run_id = \(index + 1)
        UNION SELECT file, line, entry_key FROM v_hits WHERE run_id = \(index + 1)
        """)
      for place in places {
        let cells = place.split(separator: "|").map(String.init)
        let file = URL(fileURLWithPath: cells[0]).lastPathComponent
        let (lines, line) = (files[file] ?? [], try #require(Int(cells[1])))
        #expect(
          (1...lines.count).contains(line) && lines[line - 1].hasPrefix(cells[2] + ","),
          "run \(index + 1): \(place)")
        checked += 1
      }
    }
    #expect(checked > 8 * 30)
    let (first, last) = (inputs.indices.first ?? 0, inputs.count)
    for run in [first + 1, 3, 4, 7, last] {
      let replay = try workspace.run("replay", "\(run)")
      #expect(replay.status == 0, "\(replay.output)")
    }
  }
}
