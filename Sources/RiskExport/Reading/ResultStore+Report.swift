import RiskCore

// What a report shows beside the dossiers of single vendors. Each query is bounded in its answer, and
// none looks at a later run: a report of an old run stays what it was.

extension ResultStore {
  /// Returns how many vendors had each rating in the last runs of a run's pipeline up to that run,
  /// oldest first.
  ///
  /// - Parameter limit: The number of runs at most.
  public func ratingTallies(upTo run: StoredRun, limit: Int) throws -> [RatingTally] {
    let runs = try connection.prepare(
      """
      SELECT r.run_id, r.as_of, ifnull(r.policy_sha256 <> b.policy_sha256, 0),
        ifnull(r.program_version <> b.program_version, 0)
      FROM v_runs AS r LEFT JOIN v_runs AS b ON b.run_id = r.previous_run_id
      WHERE r.pipeline = ?1 AND r.run_id <= ?2 ORDER BY r.run_id DESC LIMIT ?3
      """)
    runs.bind(run.pipeline, at: 1)
    runs.bind(run.runID, at: 2)
    runs.bind(limit, at: 3)
    var tallies: [RatingTally] = []
    while try runs.step() {
      tallies.append(
        RatingTally(
          runID: runs.integer(0), asOf: runs.text(1), isUnderNewPolicy: runs.integer(2) == 1,
          isByNewProgram: runs.integer(3) == 1, counts: [:]))
    }
    tallies.reverse()
    guard let oldest = tallies.first?.runID else { return [] }
    // One walk over the versions, however many runs each of them stands for.
    let versions = try connection.prepare(
      """
      SELECT a.first_run, ifnull(a.last_run, 9223372036854775807), a.rating, count(*)
      FROM assessments AS a
      WHERE a.pipeline_id = (SELECT pipeline_id FROM runs WHERE run_id = ?1)
        AND ifnull(a.last_run, 9223372036854775807) >= ?2 AND a.first_run <= ?1
      GROUP BY 1, 2, 3
      """)
    versions.bind(run.runID, at: 1)
    versions.bind(oldest, at: 2)
    while try versions.step() {
      let (first, last) = (versions.integer(0), versions.integer(1))
      for index in tallies.indices where (first...last).contains(tallies[index].runID) {
        tallies[index].counts[versions.text(2), default: 0] += versions.int(3)
      }
    }
    return tallies
  }

  /// Calls `body` with the figures of every vendor of a run, in no order that matters.
  public func forEachScore(
    run runID: Int64, _ body: (DistributionFigures) throws -> Void
  ) throws {
    let row = try connection.prepare(
      "SELECT overall, da, cp, ns, coverage, rating FROM v_assessments WHERE run_id = ?1")
    row.bind(runID, at: 1)
    while try row.step() {
      try body(
        DistributionFigures(
          overall: row.real(0), dataAccess: row.real(1), consentPractice: row.real(2),
          nationalSecurity: row.real(3), coverage: row.real(4), rating: row.text(5)))
    }
  }

  /// The vendors that differ from the run before: one row for each, whatever its causes.
  private static let changedVendors = """
    SELECT vendor_id, max(before) AS before, max(after) AS after,
      max(rating_before) AS rating_before, max(rating_after) AS rating_after
    FROM changes WHERE run_id = ?1 GROUP BY vendor_id
    """

  /// Returns how the vendors of a run differ from the run before, counted.
  ///
  /// A score rose or fell when its two decimals say so.
  public func changeTally(run runID: Int64) throws -> ChangeTally {
    let row = try connection.prepare(
      """
      SELECT
        sum(rating_before <> '' AND rating_after <> '' AND round(after, 2) > round(before, 2)),
        sum(rating_before <> '' AND rating_after <> '' AND round(after, 2) < round(before, 2)),
        sum(rating_before = ''), sum(rating_after = ''),
        sum(rating_after = 'critical' AND rating_before <> 'critical')
      FROM (\(Self.changedVendors))
      """)
    row.bind(runID, at: 1)
    guard try row.step() else { return ChangeTally() }
    return ChangeTally(
      rose: row.int(0), fell: row.int(1), new: row.int(2), gone: row.int(3),
      newlyCritical: row.int(4))
  }

  /// Returns the vendors of a run whose score rose, or fell, most since the run before.
  ///
  /// Vendors that came or went are left out; equal differences are ordered by id.
  public func movers(run runID: Int64, rising: Bool, limit: Int) throws -> [Mover] {
    let row = try connection.prepare(
      """
      SELECT c.vendor_id, a.name, c.before, c.after, c.rating_before, c.rating_after
      FROM (\(Self.changedVendors)) AS c
      JOIN v_assessments AS a ON a.run_id = ?1 AND a.vendor_id = c.vendor_id
      WHERE c.rating_before <> '' AND c.rating_after <> ''
        AND CASE ?2 WHEN 1 THEN round(c.after, 2) > round(c.before, 2)
          ELSE round(c.after, 2) < round(c.before, 2) END
      ORDER BY abs(c.after - c.before) DESC, c.vendor_id LIMIT ?3
      """)
    row.bind(runID, at: 1)
    row.bind(rising ? 1 : 0, at: 2)
    row.bind(limit, at: 3)
    var movers: [Mover] = []
    while try row.step() {
      movers.append(
        Mover(
          vendorID: row.text(0), name: row.text(1), before: row.real(2), after: row.real(3),
          ratingBefore: row.text(4), ratingAfter: row.text(5)))
    }
    for index in movers.indices {
      movers[index].causes = try change(ofVendor: movers[index].vendorID, run: runID)?.causes ?? []
    }
    return movers
  }

  /// Returns what a vendor's difference to the run before comes from; nil when there is none.
  public func change(ofVendor vendorID: String, run runID: Int64) throws -> Mover? {
    let row = try connection.prepare(
      """
      SELECT before, after, rating_before, rating_after, cause, points FROM v_changes
      WHERE run_id = ?1 AND vendor_id = ?2 ORDER BY abs(points) DESC, cause
      """)
    row.bind(runID, at: 1)
    row.bind(vendorID, at: 2)
    var change: Mover?
    while try row.step() {
      if change == nil {
        change = Mover(
          vendorID: vendorID, name: "", before: row.real(0), after: row.real(1),
          ratingBefore: row.text(2), ratingAfter: row.text(3))
      }
      change?.causes.append(Mover.Cause(cause: row.text(4), points: row.real(5)))
    }
    return change
  }

  /// Returns the top of the review queue of a run, and how many rows it has in all.
  public func reviewQueue(
    run runID: Int64, limit: Int
  ) throws -> (items: [ReviewItem], count: Int) {
    let row = try connection.prepare(
      """
      SELECT vendor_id, name, rating, overall, reason, priority, detail FROM v_review_queue
      WHERE run_id = ?1 ORDER BY priority DESC, vendor_id, reason LIMIT ?2
      """)
    row.bind(runID, at: 1)
    row.bind(limit, at: 2)
    var items: [ReviewItem] = []
    while try row.step() {
      items.append(
        ReviewItem(
          vendorID: row.text(0), name: row.text(1), rating: row.text(2), overall: row.real(3),
          reason: row.text(4), priority: row.real(5), detail: row.text(6)))
    }
    guard items.count == limit else { return (items, items.count) }
    let count = try connection.prepare("SELECT count(*) FROM v_review_queue WHERE run_id = ?1")
    count.bind(runID, at: 1)
    return (items, try count.step() ? count.int(0) : items.count)
  }

  /// Returns how many vendors of a run have a hit that waits for a decision.
  public func vendorsWithOpenHits(run runID: Int64) throws -> Int {
    let row = try connection.prepare(
      """
      SELECT count(DISTINCT a.vendor_id) \(Views.ofAssessment("hits", "h"))
      WHERE r.run_id = ?1 AND h.status IN ('open', 'reopened') AND h.entry_status <> 'ended'
      """)
    row.bind(runID, at: 1)
    return try row.step() ? row.int(0) : 0
  }

  /// Returns the vendors of a run from the highest score down, equal ones by id.
  public func vendorLines(run runID: Int64, limit: Int) throws -> [VendorLine] {
    let row = try connection.prepare(
      """
      SELECT a.assessment_id, a.vendor_id, a.name, a.country, a.rating, a.floor_rule, a.overall,
        a.overall_lo, a.overall_hi, a.da, a.cp, a.ns, a.coverage, a.conflict, a.stability
      \(Views.assessmentsOfRun)
      WHERE r.run_id = ?1 ORDER BY a.overall DESC, a.vendor_id LIMIT ?2
      """)
    row.bind(runID, at: 1)
    row.bind(limit, at: 2)
    let reason = try connection.prepare(
      """
      SELECT f.factor, f.subject, c.data_category, c.data_subject, c.holder
      FROM findings AS f LEFT JOIN accesses AS c
        ON c.assessment_id = f.assessment_id AND c.access_id = f.subject
      WHERE f.assessment_id = ?1 AND f.counted = 1 AND f.points > 0
      ORDER BY f.points DESC, f.finding_no LIMIT 1
      """)
    var lines: [VendorLine] = []
    while try row.step() {
      reason.bind(row.integer(0), at: 1)
      let mainReason =
        try reason.step()
        ? ReasonText.phrase(
          factor: reason.text(0), subject: reason.text(1),
          access: reason.isNull(2)
            ? nil
            : ReasonText.access(
              category: reason.text(2), of: reason.text(3), heldBy: reason.text(4))) : ""
      reason.reset()
      lines.append(
        VendorLine(
          vendorID: row.text(1), name: row.text(2), country: row.optionalText(3),
          rating: row.text(4), floorRule: row.optionalText(5),
          overall: StoredAssessment.Bounds(
            value: row.real(6), low: row.real(7), high: row.real(8)),
          dataAccess: row.real(9), consentPractice: row.real(10), nationalSecurity: row.real(11),
          coverage: row.real(12), conflict: row.real(13), stability: row.real(14),
          mainReason: mainReason))
    }
    return lines
  }

  /// Returns the critical vendors of a run and then the high ones, each from the highest score down.
  public func severeVendorIDs(run runID: Int64, limit: Int) throws -> [String] {
    let row = try connection.prepare(
      """
      SELECT a.vendor_id \(Views.assessmentsOfRun)
      WHERE r.run_id = ?1 AND a.rating IN ('critical', 'high')
      ORDER BY a.rating = 'critical' DESC, a.overall DESC, a.vendor_id LIMIT ?2
      """)
    row.bind(runID, at: 1)
    row.bind(limit, at: 2)
    var ids: [String] = []
    while try row.step() { ids.append(row.text(0)) }
    return ids
  }
}
