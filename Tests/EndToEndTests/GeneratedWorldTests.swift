import Foundation
import Testing
import _TestSupport

/// Ten thousand vendors with everything in play, recomputed by a script that shares no code.
@Suite(.enabled(if: Workspace.find("python3") != nil, "python3 is not installed"))
struct GeneratedWorldTests {
  /// What has to occur, and the rows of the database that show it: counts above 0, or the test has
  /// shown nothing.
  static let features = """
    four ratings | SELECT count(*) = 4 FROM (SELECT DISTINCT rating FROM v_current)
    each floor rule | SELECT count(DISTINCT floor_rule) = 2 FROM v_current
    a score that is fragile | SELECT count(*) FROM v_current WHERE stability < 0.75
    a conflict | SELECT count(*) FROM v_current WHERE conflict > 0.3
    full coverage and next to none | SELECT min(coverage) < 0.2 AND max(coverage) = 1 FROM v_current
    accesses only announced | SELECT count(*) FROM v_accesses WHERE severity = 0 AND valid_from > '2025-06-30'
    accesses that ended | SELECT count(*) FROM v_accesses WHERE valid_to < '2025-06-30' AND severity > 0
    categories not mapped | SELECT count(*) FROM v_accesses WHERE data_category = 'something-else'
    unknown shares | SELECT count(DISTINCT factor || '/' || CASE axis WHEN 'NS' THEN subject ELSE '' END) = 5 FROM v_findings WHERE factor GLOB 'unknown.*'
    claims of access without an access | SELECT count(*) FROM v_findings WHERE factor = 'data-access' AND subject = 'vendor'
    findings subsumed in each way | SELECT count(DISTINCT group_id) > 10 FROM v_findings WHERE counted = 0 AND x > 0
    equal risks in a group | SELECT count(*) FROM v_findings AS a JOIN v_findings AS b USING (run_id, vendor_id, axis, group_id, x) WHERE a.run_id = 3 AND a.counted = 1 AND b.counted = 0 AND x > 0
    bounds from another finding than the score | SELECT count(*) FROM v_findings AS a JOIN v_findings AS b USING (run_id, vendor_id, axis, group_id) WHERE a.run_id = 3 AND a.counted = 1 AND b.x_hi > a.x_hi
    mitigations of the vendor and of the access | SELECT count(DISTINCT subject = 'vendor') = 2 FROM v_mitigations
    several mitigations on a finding | SELECT count(*) FROM (SELECT 1 FROM v_mitigations GROUP BY run_id, vendor_id, finding_id HAVING count(*) > 2)
    disputed mitigations | SELECT count(*) FROM v_mitigations WHERE asserted > 0 AND denied > 0
    factors not alleged | SELECT count(*) FROM v_not_alleged WHERE denied > 0
    kinds of evidence | SELECT count(DISTINCT kind) = 4 FROM v_evidence
    standings of statements | SELECT count(DISTINCT standing) = 3 FROM v_evidence WHERE kind = 'statement'
    standings of accesses | SELECT count(DISTINCT standing) = 3 FROM v_evidence WHERE kind = 'access'
    roles | SELECT count(DISTINCT claimant_role) = 10 FROM v_evidence WHERE kind = 'statement'
    the vendor against itself, and for itself | SELECT count(DISTINCT units) > 10 FROM v_evidence WHERE claimant_role = 'self'
    grades | SELECT count(DISTINCT reliability) = 6 AND count(DISTINCT credibility) = 6 FROM v_evidence WHERE kind = 'statement'
    evidence that decays | SELECT count(*) FROM v_evidence WHERE factor = 'under-investigation' AND units < 0.1
    both stances of one claimant on one day | SELECT count(*) FROM v_evidence AS a JOIN v_evidence AS b USING (run_id, vendor_id, finding_id, factor, subject, claimant, stated_on) WHERE a.run_id = 3 AND a.stance = 'asserts' AND b.stance = 'denies' AND a.standing = 'counted' AND b.standing = 'counted' AND a.kind = 'statement'
    a changed mind | SELECT count(*) FROM v_evidence AS a JOIN v_evidence AS b USING (run_id, vendor_id, finding_id, factor, subject, claimant) WHERE a.run_id = 3 AND a.stance = 'asserts' AND b.stance = 'denies' AND a.standing = 'superseded' AND b.standing = 'counted' AND a.stated_on < b.stated_on
    standing and status of hits | SELECT count(DISTINCT status || entry_status) = 12 FROM v_hits
    kinds of hits | SELECT count(DISTINCT kind || status) = 8 FROM v_hits
    countries of hits | SELECT count(DISTINCT kind || country_agreement) = 6 FROM v_hits
    identifiers of hits | SELECT count(DISTINCT identifier_agreement) = 3 FROM v_hits
    pending entries that count, and that do not | SELECT count(DISTINCT f.finding_id IS NULL) = 2 FROM v_hits AS h LEFT JOIN v_findings AS f ON f.run_id = h.run_id AND f.vendor_id = h.vendor_id AND f.subject = h.list || '/' || h.entry_key WHERE h.entry_status = 'pending' AND h.status = 'open'
    confirmed copies of one listing | SELECT count(*) FROM v_findings WHERE group_id GLOB 'confirmed:*' AND counted = 0
    owners on lists, by rule | SELECT count(DISTINCT subject) = 3 FROM v_findings WHERE factor = 'listed-ownership'
    owners for sure, and in doubt | SELECT count(DISTINCT asserted = 20) = 2 FROM v_findings WHERE factor = 'listed-ownership'
    several owners in a circle | SELECT count(*) FROM v_evidence WHERE kind = 'ownership' AND ref_id = vendor_id
    outcomes of decisions | SELECT count(DISTINCT outcome) = 6 FROM v_decisions
    contradictions | SELECT count(DISTINCT kind) = 10 FROM v_contradictions
    issues of the inventory | SELECT count(DISTINCT issue) >= 4 FROM v_inventory_issues
    kinds of rejects | SELECT count(DISTINCT kind) >= 6 FROM v_rejects
    duplicates | SELECT count(*) FROM v_inputs WHERE duplicates > 0
    reasons to look | SELECT count(DISTINCT reason) = 8 FROM v_review_queue WHERE run_id > 1
    causes of changes | SELECT count(DISTINCT cause) = 11 FROM v_changes
    vendors that came and went | SELECT count(DISTINCT (rating_before = '') || (rating_after = '')) = 3 FROM v_changes
    rows that only moved | SELECT count(*) FROM moved_lines
    ratings that changed without points | SELECT count(*) FROM v_changes WHERE points = 0
    """

  private func recompute(_ workspace: Workspace, _ more: String...) throws -> Workspace.Result {
    let python = try #require(Workspace.find("python3"))
    return try Workspace.execute(
      python,
      [Repository.path("Tests/EndToEndTests/recompute.py"), workspace.database] + more,
      in: workspace.folder)
  }

  /// The factors of a policy file, and whether each mitigates.
  private func factors(_ policy: String) -> [(name: String, mitigates: Bool)] {
    policy.split(separator: "\n").drop { $0 != "factors:" }.dropFirst().prefix { $0 != "lists:" }
      .filter { $0.hasPrefix("  ") && $0.contains(": {") }
      .map { (String($0.dropFirst(2).prefix { $0 != ":" }), $0.contains("mu:")) }
  }

  private func replace(_ old: String, _ new: String, in text: inout String) throws {
    try #require(text.contains(old), "\(old) is in the policy")
    text = text.replacing(old, with: new)
  }

  /// Runs the world on three days: as it is, with rows changed, and with another policy.
  private func threeRuns(_ world: inout GeneratedWorld, _ policy: String) throws -> Workspace {
    let workspace = try Workspace()
    var policy = policy
    try replace("draws: 64", "draws: 8", in: &policy)
    try replace(
      "floors:\n",
      "floors:\n  - {name: sold, when: finding-at-least, factor: data-sold-onward, minimum: 0.2, "
        + "rating: critical}\n", in: &policy)
    func run(_ day: String) throws {
      try world.write(to: workspace.folder, policy: policy)
      let result = try workspace.run(
        "run", GeneratedWorld.pipeline, "--as-of", day, "--quiet")
      try #require(result.status == 0, "\(result.errors)")
    }
    try run("2025-06-30")
    world.edit()
    try run("2025-10-15")
    let ban = #""factor":"supplier-ban","stance":"#
    // A dossier that no longer reads, and one from which this program does not get the score.
    try tamper(workspace, with: "'{}'", where: "1")
    try tamper(
      workspace, with: "replace(document, '\(ban)\"asserts\"', '\(ban)\"denies\"')",
      where: "document LIKE '%\(ban)\"asserts\"%'")
    _ = try workspace.query("UPDATE runs SET program_version = '0.0.1' WHERE run_id = 2")
    try replace("critical: 75", "critical: 85", in: &policy)
    try replace("supplier-ban: {severity: 0.7}", "supplier-ban: {severity: 0.8}", in: &policy)
    try run("2025-10-15")
    return workspace
  }

  /// Changes the dossier of one vendor of the latest run, so that it is not the next one's.
  private func tamper(
    _ workspace: Workspace, with document: String, where condition: String
  ) throws {
    _ = try workspace.query(
      """
      UPDATE dossiers SET document = \(document), sha256 = 'changed ' || dossier_id
      WHERE dossier_id = (SELECT min(dossier_id) FROM dossiers WHERE \(condition)
        AND sha256 NOT LIKE 'changed %'
        AND dossier_id IN (SELECT dossier_id FROM assessments JOIN findings USING (assessment_id)
          WHERE last_run IS NULL AND factor = 'supplier-ban' AND points > 1))
      """)
  }

  /// Looks up every place that a run names of a row with an id, in the inputs as the run read them.
  private func expectLinesHoldTheirRows(_ workspace: Workspace, run: Int) throws {
    let folder = URL(fileURLWithPath: workspace.folder.path(GeneratedWorld.pipeline))
      .deletingLastPathComponent().path
    var files: [Substring: [Substring]] = [:]
    var wrong: [String] = []
    let places = try workspace.query(
      """
      SELECT file, line, ref_id FROM v_evidence WHERE run_id = \(run) AND kind <> 'ownership'
      UNION SELECT file, line, access_id FROM v_accesses WHERE run_id = \(run)
      UNION SELECT file, line, entry_key FROM v_hits WHERE run_id = \(run)
      """)
    for place in places {
      let cells = place.split(separator: "|", maxSplits: 2)
      if files[cells[0]] == nil {
        files[cells[0]] = try String(contentsOfFile: "\(folder)/\(cells[0])", encoding: .utf8)
          .split(separator: "\n", omittingEmptySubsequences: false)
      }
      let (lines, line) = (files[cells[0]] ?? [], try #require(Int(cells[1])))
      if line > lines.count || !Self.holds(lines[line - 1], cells[2]) { wrong.append(place) }
    }
    #expect(places.count > 10_000 && files.count > 5, "\(places.count) in \(files.count) files")
    #expect(wrong == [])
  }

  /// Whether a line of a table or of JSON has an id as one of its values.
  private static func holds(_ line: Substring, _ id: Substring) -> Bool {
    line.split { "\",:{}[] \r\t".contains($0) }.contains(id)
  }

  @Test func everyFigureOfTenThousandVendorsAgrees() throws {
    let policy = try String(
      contentsOfFile: Repository.path("pipelines/policies/default.yaml"), encoding: .utf8)
    let factors = factors(policy)
    var world = GeneratedWorld(vendors: 10_000, seed: 17, factors: factors.map(\.name))
    let workspace = try threeRuns(&world, policy)

    for line in Self.features.split(separator: "\n") {
      let parts = line.components(separatedBy: " | ")
      let sql = parts.dropFirst().joined(separator: " | ")
      #expect(try workspace.query(sql) != ["0"], "\(parts[0])")
    }
    #expect(try workspace.query("SELECT vendors FROM v_runs") == ["10000", "9950", "9950"])
    let found = try workspace.query(
      "SELECT DISTINCT factor FROM v_findings WHERE counted = 1 "
        + "UNION SELECT DISTINCT factor FROM v_mitigations WHERE p > 0")
    #expect(
      factors.map(\.name).filter { !found.contains($0) } == [], "every factor scores somewhere")

    try expectLinesHoldTheirRows(workspace, run: 3)

    let result = try recompute(workspace, "--processes", "2")
    #expect(result.status == 0, "\(result.output.suffix(4000)) \(result.errors)")
    #expect(!result.output.contains("not recomputed"), "\(result.output.suffix(2000))")
    // That all agree says something only if a figure that is wrong does not.
    let corrupted = try recompute(workspace, "--corrupt", "500")
    #expect(corrupted.status == 0, "\(corrupted.output.suffix(4000)) \(corrupted.errors)")
  }
}
