import Foundation
import Testing
import _TestSupport

/// Verdicts on hits, from the command that records them to the runs that apply them.
@Suite struct DecisionTests {
  private static let file = "datasets/device-makers/decisions.csv"
  private let workspace: Workspace

  init() throws { workspace = try Workspace() }

  @discardableResult
  private func decide(_ vendor: String, _ entry: String, _ more: String...) throws
    -> Workspace.Result
  {
    try Workspace.execute(
      Workspace.program,
      [
        "decide", workspace.pipeline, vendor, entry, "--by", "Ana", "--reason", "a namesake",
        "--on", "2018-09-01",
      ] + (more.contains("--verdict") ? more : ["--verdict", "different"] + more),
      in: workspace.folder)
  }

  private func status(of entry: String) throws -> [String] {
    try workspace.query(
      "SELECT status FROM v_current JOIN v_hits USING (run_id, vendor_id) "
        + "WHERE entry_key = '\(entry)'")
  }

  /// The counts of the latest run, in the order of the view.
  private func counts() throws -> [String] {
    try workspace.query("SELECT * FROM v_decision_counts ORDER BY run_id DESC LIMIT 1")
      .map { $0.split(separator: "|").dropFirst().joined(separator: " ") }
  }

  @Test func aVerdictDismissesTheHitUntilTheVendorChanges() throws {
    try workspace.runPipeline(asOf: "2018-09-02")
    #expect(try status(of: "s889-zte") == ["open"])

    let anchor = try workspace.query("SELECT anchor FROM v_hits WHERE entry_key = 's889-zte'")[0]
    let decided = try decide("ZTE", "s889-zte", "--expires", "2019-06-30")
    #expect(decided.status == 0, "\(decided.errors)")
    #expect(
      decided.output == """
        datasets/device-makers/decisions.csv:2: written
          zte (ZTE Corporation) and section-889/s889-zte (ZTE Corporation): different
          decided by Ana on 2018-09-01: a namesake
          anchor \(anchor), as in run 1
        The next run reopens the hit: the decision expired on 2019-06-30.

        """)
    #expect(
      try workspace.folder.text(Self.file) == """
        vendor_id,entry_key,verdict,decided_by,decided_on,reason,expires_on,anchor
        zte,s889-zte,different,Ana,2018-09-01,a namesake,2019-06-30,\(anchor)

        """)

    let run = try workspace.run("run", workspace.pipeline, "--as-of", "2018-09-02")
    #expect(run.status == 0)
    #expect(
      run.output.contains(
        "decisions: 1 applied, 0 reopened, 0 expired, 0 without a counterpart\n"))
    #expect(try status(of: "s889-zte") == ["dismissed"])
    #expect(try counts() == ["1 0 0 0 0 0"])

    let vendors = "datasets/device-makers/vendors.csv"
    let text = try workspace.folder.text(vendors)
    try workspace.folder.write(
      text.replacingOccurrences(of: "zte,ZTE Corporation,ZTE;", with: "zte,ZTE Corporation,"),
      to: vendors)
    let changed = try workspace.run("run", workspace.pipeline, "--as-of", "2018-09-02")
    #expect(changed.output.contains("decisions: 0 applied, 1 reopened, 0 expired"))
    #expect(try status(of: "s889-zte") == ["reopened"])
    #expect(
      try workspace.query(
        "SELECT explanation FROM v_current JOIN v_hits USING (run_id, vendor_id) "
          + "WHERE entry_key = 's889-zte'")[0]
        .hasSuffix(
          " The decision of 2018-09-01 no longer applies: the vendor or the entry changed."))
    #expect(
      try workspace.query("SELECT outcome, detail FROM v_decisions ORDER BY run_id DESC LIMIT 1")
        == ["reopened|section-889/s889-zte: the vendor or the entry changed"])

    // Judged again on the day of the first decision, with the anchor of now.
    #expect(try decide("zte", "s889-zte").status == 0)
    try workspace.runPipeline(asOf: "2018-09-02")
    #expect(try status(of: "s889-zte") == ["dismissed"])
    #expect(try counts() == ["1 0 0 1 0 0"])
  }

  @Test func aVerdictEndsWithItsLastDay() throws {
    try workspace.runPipeline(asOf: "2018-09-02")
    try decide("zte", "s889-zte", "--expires", "2018-09-30")
    for (day, status, count) in [
      ("2018-08-31", "open", "0 0 0 0 0 1"), ("2018-09-30", "dismissed", "1 0 0 0 0 0"),
      ("2018-10-01", "reopened", "0 0 1 0 0 0"),
    ] {
      try workspace.runPipeline(asOf: day)
      #expect(try self.status(of: "s889-zte") == [status], "\(day)")
      #expect(try counts() == [count], "\(day)")
    }
  }

  @Test func aVerdictSameConfirmsTheHit() throws {
    try workspace.runPipeline(asOf: "2018-09-02")
    let decided = try decide("zte", "section-889/s889-zte", "--verdict", "same")
    #expect(decided.status == 0)
    #expect(decided.output.contains("The next run confirms the hit: it counts as certain.\n"))
    #expect(try workspace.folder.text(Self.file).contains("\nzte,section-889/s889-zte,same,Ana,"))
    try workspace.runPipeline(asOf: "2018-09-02")
    #expect(try status(of: "s889-zte") == ["confirmed"])
  }

  @Test func everyDecisionOfTheInputsIsInOneCount() throws {
    let header = try workspace.folder.text(Self.file)
    let rows = [
      "zte,s889-zte,different,A,2018-08-20,r,,", "zte,s889-zte,same,A,2018-08-21,r,,",
      "huawei,s889-huawei,same,A,2018-08-20,r,2018-08-25,", "lenovo,s889-zte,same,A,2018-08-20,r,,",
      "gone,s889-zte,same,A,2018-08-20,r,,", "zte,no-such-key,same,A,2018-08-20,r,,",
      "zte,s889-zte,same,A,2018-12-01,r,,", "zte,s889-zte,same,A,bad,r,,",
    ]
    try workspace.folder.write(header + rows.joined(separator: "\n") + "\n", to: Self.file)
    let run = try workspace.run("run", workspace.pipeline, "--as-of", "2018-09-02", "--json")
    #expect(run.status == 0)
    #expect(try counts() == ["1 0 1 1 3 1"])
    #expect(
      try workspace.query("SELECT accepted FROM v_inputs WHERE source = 'decisions'")
        == workspace.query("SELECT count(*) FROM v_decisions"))
    #expect(
      try workspace.query(
        "SELECT vendor_id, entry_key, detail FROM v_decisions "
          + "WHERE outcome = 'without-counterpart'") == [
          "gone|s889-zte|the inventory holds no such vendor",
          "lenovo|s889-zte|the vendor has no hit on this entry",
          "zte|no-such-key|no list holds an entry with this key",
        ])
    let summary = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(
      summary["decisions"] as? [String: Int] == [
        "applied": 1, "reopened": 0, "expired": 1, "superseded": 1, "without_counterpart": 3,
        "later": 1,
      ])
    let shown = try workspace.run(
      "run", workspace.pipeline, "--as-of", "2018-09-02", "--until", "normalize")
    #expect(
      shown.output.contains(
        "decisions: 1 applied, 0 reopened, 1 expired, 3 without a counterpart, 1 superseded, "
          + "1 later than the as-of date\n"))
    #expect(
      try workspace.export("canonical/decisions.csv").split(separator: "\r\n").count == 8)
  }

  @Test func whatCannotBeDecidedIsRefused() throws {
    let early = try decide("zte", "s889-zte")
    #expect(early.status == 66)
    #expect(early.errors.contains("output/results.sqlite: there is no such database"))

    try workspace.runPipeline(asOf: "2018-09-02")
    let before = try workspace.folder.text(Self.file)
    typealias Case = (result: Workspace.Result, status: Int32, errors: [String])
    let cases: [Case] = [
      (try decide("te", "s889-zte"), 64, ["may mean several vendors", "tencent", "zte"]),
      (try decide("nokia", "s889-zte"), 64, ["is called 'nokia'"]),
      (
        try decide("zte", "s889-huawei"), 64,
        [
          "vendor 'zte' has no hit on 's889-huawei' in run 1; its hits are:",
          "  section-889/s889-zte  ZTE Corporation (open)",
        ]
      ),
      (try decide("lenovo", "s889-zte"), 64, ["has no hit in run 1"]),
      (try decide("zte", "s889-zte", "--reason", " \n"), 64, ["--reason is empty"]),
      (
        try decide("zte", "s889-zte", "--expires", "2018-08-31"), 64,
        ["--expires 2018-08-31 lies before the day of the decision, 2018-09-01"]
      ),
      (try decide("zte", "s889-zte", "--verdict", "maybe"), 64, ["maybe"]),
      (
        try decide("zte", "s889-zte", "--source", "x"), 64,
        ["--source 'x'", "there are: decisions"]
      ),
    ]
    for (result, status, errors) in cases {
      #expect(result.status == status, "\(result.errors)")
      for error in errors { #expect(result.errors.contains(error), "\(result.errors)") }
      #expect(try workspace.folder.text(Self.file) == before)
    }

    try decide("zte", "s889-zte")
    let once = try workspace.folder.text(Self.file)
    let again = try decide("zte", "s889-zte")
    #expect(again.status == 64)
    #expect(again.errors == "\(Self.file):2 says the same already; nothing was written\n")
    let opposite = try decide("zte", "s889-zte", "--verdict", "same")
    #expect(opposite.status == 64)
    #expect(opposite.errors.contains("two verdicts of one day decide nothing"))
    #expect(try workspace.folder.text(Self.file) == once)
  }

  @Test func aPipelineWithoutDecisionsSaysWhatToAdd() throws {
    try workspace.runPipeline(asOf: "2018-09-02")
    let text = try workspace.folder.text(workspace.pipeline)
    let entry = """
        - id: decisions
          table: decisions
          format: csv
          path: ../datasets/device-makers/decisions.csv

      """
    try #require(text.contains(entry))
    try workspace.folder.write(
      text.replacingOccurrences(of: entry, with: ""), to: workspace.pipeline)
    let none = try decide("zte", "s889-zte")
    #expect(none.status == 78)
    #expect(
      none.errors.contains(
        """
        there is no source with the table 'decisions'; add one under 'sources':
            - id: decisions
              table: decisions
        """))

    let second = entry.replacingOccurrences(of: "id: decisions", with: "id: more")
      .replacingOccurrences(of: "decisions.csv", with: "more.csv")
    try workspace.folder.write(
      text.replacingOccurrences(of: entry, with: entry + second), to: workspace.pipeline)
    let several = try decide("zte", "s889-zte")
    #expect(several.status == 64)
    #expect(several.errors.contains("name one with --source: decisions, more"))
    // A file that is not there yet is made.
    #expect(try decide("zte", "s889-zte", "--source", "more").status == 0)
    #expect(
      try workspace.folder.text("datasets/device-makers/more.csv")
        .hasPrefix(
          "vendor_id,entry_key,verdict,decided_by,decided_on,reason,expires_on,anchor\nzte,"))
  }

  @Test func aKeyOfTwoListsIsGivenWithItsList() throws {
    let file = "datasets/device-makers/fcc-covered-list.csv"
    let text = try workspace.folder.text(file)
    try workspace.folder.write(
      text.replacingOccurrences(of: "fcc-zte", with: "s889-zte"), to: file)
    try workspace.runPipeline(asOf: "2026-01-31")
    let bare = try decide("zte", "s889-zte")
    #expect(bare.status == 64)
    #expect(
      bare.errors.contains(
        "name the list too, one of fcc-covered-list/s889-zte, section-889/s889-zte"))
    #expect(try decide("zte", "section-889/s889-zte").status == 0)
    try workspace.runPipeline(asOf: "2026-01-31")
    #expect(
      try workspace.query(
        "SELECT list, status FROM v_current JOIN v_hits USING (run_id, vendor_id) "
          + "WHERE entry_key = 's889-zte' ORDER BY list")
        == ["fcc-covered-list|open", "section-889|dismissed"])
  }

  @Test func aRunUnderWayKeepsTheFileAsItIs() throws {
    try workspace.runPipeline(asOf: "2018-09-02")
    let before = try workspace.folder.text(Self.file)
    let descriptor = open(workspace.database + ".lock", O_RDWR)
    try #require(descriptor >= 0)
    defer { close(descriptor) }
    try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
    #expect(try decide("zte", "s889-zte").status == 75)
    #expect(try workspace.folder.text(Self.file) == before)
  }
}
