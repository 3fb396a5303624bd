/// A question that an analyst asks often, for a program that shows the database.
///
/// Names after a colon are asked for. "Now" is the latest run of each pipeline.
public struct CannedQuery: Sendable {
  public let name: String
  public let title: String
  public let description: String
  public let sql: String

  private static let latestRuns = "(SELECT max(run_id) FROM v_runs GROUP BY pipeline)"

  /// All of them, in the order in which they are shown.
  public static let all = [
    CannedQuery(
      name: "worst_vendors_of_a_country", title: "Worst vendors of a country",
      description: """
        The hundred highest scores now. country: two letters, as CN; empty takes all countries.
        """,
      sql: """
        SELECT vendor_id, name, country, rating, round(overall, 2) AS overall,
          round(overall_lo, 2) AS overall_lo, round(overall_hi, 2) AS overall_hi,
          round(da, 2) AS da, round(cp, 2) AS cp, round(ns, 2) AS ns, round(coverage, 2) AS coverage
        FROM v_current
        WHERE :country = '' OR country = upper(trim(:country))
        ORDER BY v_current.overall DESC, vendor_id LIMIT 100
        """),
    CannedQuery(
      name: "what_changed_this_week", title: "What changed this week",
      description: """
        Vendors whose score or rating changed in runs as of the last seven days, counted back from \
        the newest as-of date, with the causes and their points.
        """,
      sql: """
        SELECT r.as_of, r.pipeline, c.vendor_id, c.rating_before, c.rating_after,
          round(c.before, 2) AS before, round(c.after, 2) AS after, c.cause,
          round(c.points, 2) AS points
        FROM v_runs AS r JOIN v_changes AS c ON c.run_id = r.run_id
        WHERE r.as_of > (SELECT date(max(as_of), '-7 days') FROM v_runs)
        ORDER BY r.run_id DESC, abs(c.after - c.before) DESC, c.vendor_id, abs(c.points) DESC
        LIMIT 1000
        """),
    CannedQuery(
      name: "everything_a_source_supports", title: "Everything a source supports",
      description: """
        What would need another footing if the source fell. source_id: as in the table of sources.
        """,
      sql: """
        SELECT c.vendor_id, c.name, c.rating, e.finding_id, e.factor, e.stance, e.standing,
          round(e.units, 3) AS units, e.claimant, e.stated_on, e.excerpt, e.file, e.line
        FROM v_current AS c
        JOIN v_evidence AS e ON e.run_id = c.run_id AND e.vendor_id = c.vendor_id
        WHERE e.source_id = trim(:source_id)
        ORDER BY e.units DESC, c.vendor_id, e.finding_id LIMIT 1000
        """),
    CannedQuery(
      name: "open_hits", title: "Open hits",
      description: "List hits that wait for a decision, the most probable first.",
      sql: """
        SELECT c.vendor_id, c.name, h.list, h.entry_key, h.entry_name, h.kind, h.status,
          round(h.probability, 2) AS probability, round(h.similarity, 2) AS similarity,
          h.country_agreement, h.identifier_agreement, h.explanation, h.anchor
        FROM v_current AS c JOIN v_hits AS h ON h.run_id = c.run_id AND h.vendor_id = c.vendor_id
        WHERE h.status IN ('open', 'reopened') AND h.entry_status <> 'ended'
        ORDER BY h.probability DESC, c.vendor_id, h.list, h.entry_key LIMIT 1000
        """),
    CannedQuery(
      name: "review_queue", title: "Review queue",
      description: "What to look at next, from the highest priority down.",
      sql: """
        SELECT round(q.priority, 1) AS priority, q.reason, c.vendor_id, c.name, c.country, c.rating,
          round(c.overall, 2) AS overall, round(c.overall_hi - c.overall_lo, 2) AS width
        FROM v_review_queue AS q
        JOIN v_current AS c ON c.run_id = q.run_id AND c.vendor_id = q.vendor_id
        WHERE q.run_id IN \(latestRuns)
        ORDER BY q.priority DESC, c.vendor_id, q.reason LIMIT 1000
        """),
    CannedQuery(
      name: "evidence_for_and_against_a_vendor", title: "Evidence for and against a vendor",
      description: """
        Both sides of each finding now, the findings with most points first. vendor: its id.
        """,
      sql: """
        SELECT e.finding_id,
          (SELECT round(f.points, 2) FROM v_findings AS f WHERE f.run_id = c.run_id
            AND f.vendor_id = c.vendor_id AND f.finding_id = e.finding_id) AS points,
          e.factor, e.stance, e.claimant, e.claimant_role, e.publisher, e.reliability,
          e.credibility, e.stated_on, round(e.units, 3) AS units, e.standing, e.excerpt, e.source_id, e.file, e.line
        FROM v_current AS c
        JOIN v_evidence AS e ON e.run_id = c.run_id AND e.vendor_id = c.vendor_id
        WHERE c.vendor_id = trim(:vendor)
        ORDER BY points DESC, e.finding_id, e.factor, e.stance, e.units DESC LIMIT 1000
        """),
    CannedQuery(
      name: "history_of_a_vendor", title: "History of a vendor",
      description: "Its score in every run, the newest first. vendor: its id.",
      sql: """
        SELECT r.run_id, r.as_of, r.pipeline, a.rating, round(a.overall, 2) AS overall,
          round(a.overall_lo, 2) AS overall_lo, round(a.overall_hi, 2) AS overall_hi,
          round(a.da, 2) AS da, round(a.cp, 2) AS cp, round(a.ns, 2) AS ns,
          round(a.coverage, 2) AS coverage, a.floor_rule
        FROM v_runs AS r JOIN v_assessments AS a ON a.run_id = r.run_id
        WHERE a.vendor_id = trim(:vendor)
        ORDER BY r.run_id DESC LIMIT 1000
        """),
    CannedQuery(
      name: "vendors_resting_on_one_source", title: "Vendors that rest on a single source",
      description: """
        Vendors all of whose counted findings are asserted by one source, or by one list or file \
        where no source is named.
        """,
      sql: """
        SELECT c.vendor_id, c.name, c.rating, round(c.overall, 2) AS overall,
          min(coalesce(e.source_id, e.file)) AS rests_on, count(*) AS pieces_of_evidence,
          count(DISTINCT e.finding_id) AS findings
        FROM v_current AS c
        JOIN v_findings AS f ON f.run_id = c.run_id AND f.vendor_id = c.vendor_id AND f.counted = 1
        JOIN v_evidence AS e ON e.run_id = c.run_id AND e.vendor_id = c.vendor_id
          AND e.finding_id = f.finding_id AND e.factor = f.factor
        WHERE e.stance = 'asserts' AND e.standing = 'counted'
        GROUP BY c.run_id, c.vendor_id
        HAVING count(DISTINCT coalesce(e.source_id, e.file)) = 1
        ORDER BY c.overall DESC, c.vendor_id LIMIT 1000
        """),
    CannedQuery(
      name: "list_health", title: "List health",
      description: "Every list of the latest runs: how old, how large, which limits it passed.",
      sql: """
        SELECT r.pipeline, i.source, i.path, i.newest_date, i.list_age_days, i.list_entries,
          i.list_active, i.list_names, i.rejected, i.list_uses_last_good, i.list_breaches, r.as_of
        FROM v_runs AS r JOIN v_inputs AS i ON i.run_id = r.run_id
        WHERE r.run_id IN \(latestRuns) AND i.list_entries IS NOT NULL
        ORDER BY i.list_breaches = '', i.list_age_days DESC, r.pipeline, i.source
        """),
    CannedQuery(
      name: "rejects_by_kind", title: "Rejects by kind",
      description: "Rows of the latest runs that were not used: how many, why, and one of them.",
      sql: """
        SELECT j.source, j.kind, j.column_name, count(*) AS rows, min(j.line) AS first_line,
          j.explanation AS explanation_of_first
        FROM v_rejects AS j
        WHERE j.run_id IN \(latestRuns)
        GROUP BY j.run_id, j.source, j.kind, j.column_name
        ORDER BY rows DESC, j.source, j.kind LIMIT 1000
        """),
  ]
}
