/// The views, with a sentence for each column.
///
/// Names, order and meaning of the columns are a promise; new columns go to the end of a view, with
/// a migration that makes the views anew.
public enum Views {
  /// Every view, in the order of the reference page.
  ///
  /// A view stands after those it reads.
  public static let all = [
    runs, assessments, current, findings, mitigations, accesses, evidence, hits, notAlleged,
    changes, rejects, inputs, listParts, reviewQueue, decisions, decisionCounts, inventoryIssues,
    contradictions,
  ]

  // A version of an assessment stands for the runs of its pipeline from first_run to last_run. The
  // expression over last_run is the one that the index `assessments_in_force` holds; the plus sign
  // takes the affinity of run_id away, which would keep the index from being used. CROSS JOIN keeps
  // SQLite from turning the order of the tables around, which pays on small databases only.
  static let assessmentsOfRun = """
    FROM runs AS r
    CROSS JOIN assessments AS a ON a.pipeline_id = r.pipeline_id AND a.first_run <= r.run_id
      AND ifnull(a.last_run, 9223372036854775807) >= +r.run_id
    """

  static func ofAssessment(_ table: String, _ alias: String) -> String {
    """
    \(assessmentsOfRun)
    CROSS JOIN \(table) AS \(alias) ON \(alias).assessment_id = a.assessment_id
    """
  }

  static let runID = ViewColumn(
    "run_id", .integer, "Number of the run, in the order of commits.", expression: "r.run_id")
  static let vendorID = ViewColumn(
    "vendor_id", .text, "Vendor id in the inventory.", expression: "a.vendor_id")
  private static let findingID = ViewColumn(
    "finding_id", .text,
    "`axis/factor/subject` of the finding that it acts on, the same in every run.",
    expression: "f.finding_id")

  static let runs = View(
    name: "v_runs", summary: "One row for each complete run.",
    columns: [
      runID,
      ViewColumn("started_at", .text, "Start of the run, ISO 8601 in UTC."),
      ViewColumn("finished_at", .text, "End of scoring and storing, ISO 8601 in UTC."),
      ViewColumn("as_of", .date, "The day whose knowledge was scored, inclusive."),
      ViewColumn("pipeline", .text, "Name of the pipeline.", expression: "p.name"),
      ViewColumn("policy_sha256", .text, "The policy, as in `policies.sha256`."),
      ViewColumn("program_version", .text, "Version of the program that ran."),
      ViewColumn("vendors", .integer, "Number of vendors assessed."),
      ViewColumn("exit_status", .integer, "Exit status of the run; 0 when nothing was amiss."),
      .optional(
        "previous_run_id", .integer,
        "The run of the same pipeline before this one; NULL for its first."),
    ],
    mainTable: "r",
    origin: "FROM runs AS r JOIN pipelines AS p ON p.pipeline_id = r.pipeline_id")

  private static let assessmentColumns =
    [
      runID, vendorID,
      ViewColumn("name", .text, "Name in the inventory."),
      .optional(
        "country", .text,
        "ISO 3166-1 alpha-2 code; NULL when the inventory names none."),
    ] + assessmentFigures

  static let assessments = View(
    name: "v_assessments",
    summary: "One row for each vendor of each run: its scores and what they rest on.",
    columns: assessmentColumns, mainTable: "a", origin: assessmentsOfRun)

  static let current = View(
    name: "v_current", summary: "`v_assessments` of the latest run of each pipeline.",
    columns: assessmentColumns.map {
      ViewColumn($0.name, $0.kind, $0.description, isRequired: $0.isRequired)
    },
    mainTable: "v_assessments",
    origin: """
      FROM v_assessments
      WHERE v_assessments.run_id IN (SELECT max(run_id) FROM runs GROUP BY pipeline_id)
      """)

  static let findings = View(
    name: "v_findings",
    summary: """
      One row for each adverse finding and each unknown share of a vendor in a run. \
      `x = severity * p * mitigation` holds for every row, and for the bounds likewise.
      """,
    columns: [runID, vendorID] + findingFigures,
    mainTable: "f", origin: ofAssessment("findings", "f"))

  static let mitigations = View(
    name: "v_mitigations",
    summary: """
      One row for each mitigating factor that acts on a finding. It multiplies the risk of the \
      finding by `1 - p*(1 - mu)`.
      """,
    columns: [
      runID, vendorID, findingID,
      ViewColumn("factor", .text, "The mitigating factor."),
    ] + mitigationFigures + [
      ViewColumn("subject", .text, "The access that it was claimed of, or `vendor`.")
    ],
    mainTable: "m",
    origin: """
      \(ofAssessment("mitigations", "m"))
      CROSS JOIN findings AS f
        ON f.assessment_id = m.assessment_id AND f.finding_no = m.finding_no
      """)

  static let accesses = View(
    name: "v_accesses",
    summary: "One row for each access of a vendor known on the as-of date of a run.",
    columns: [runID, vendorID] + accessFigures,
    mainTable: "c", origin: ofAssessment("accesses", "c"))

  static let evidence = View(
    name: "v_evidence",
    summary: """
      One row for each piece of evidence for or against a finding, a mitigation of it, or a factor \
      that is not alleged (`v_not_alleged`).
      """,
    columns: [
      runID, vendorID,
      ViewColumn(
        "finding_id", .text,
        "The finding it speaks to, itself or through a mitigation; or the factor not alleged.",
        expression: "ifnull(f.finding_id, n.finding_id)"),
      ViewColumn(
        "factor", .text,
        "The factor asserted or denied: the finding's own, or the one that mitigates it.",
        expression: "coalesce(m.factor, f.factor, n.factor)"),
    ] + evidenceFigures + [
      ViewColumn(
        "subject", .text,
        "What the factor is claimed of: an access, a list entry, or `vendor`.",
        expression: "coalesce(m.subject, f.subject, n.subject)")
    ],
    mainTable: "e",
    origin: """
      \(ofAssessment("evidence", "e"))
      LEFT JOIN findings AS f ON f.assessment_id = e.assessment_id AND f.finding_no = e.finding_no
      LEFT JOIN not_alleged AS n
        ON n.assessment_id = e.assessment_id AND n.finding_no = e.finding_no
      LEFT JOIN mitigations AS m ON m.assessment_id = e.assessment_id
        AND m.finding_no = e.finding_no AND m.mitigation_no = e.mitigation_no
      """)

  static let hits = View(
    name: "v_hits",
    summary: "One row for each watchlist entry that a vendor of a run resembles.",
    columns: [runID, vendorID] + hitFigures,
    mainTable: "h", origin: ofAssessment("hits", "h"))

  static let notAlleged = View(
    name: "v_not_alleged",
    summary: """
      One row for each factor that somebody denies and nobody asserts. It never scores; the denial \
      stays on record.
      """,
    columns: [runID, vendorID] + notAllegedFigures,
    mainTable: "n", origin: ofAssessment("not_alleged", "n"))

  static let changes = View(
    name: "v_changes",
    summary: """
      One row for each cause of each vendor's difference to the run of the pipeline before. The \
      points of a vendor add up to `after - before`. The first run of a pipeline has no rows.
      """,
    columns: [
      runID,
      ViewColumn(
        "previous_run_id", .integer, "The run compared with.", expression: "r.previous_run_id"),
      ViewColumn("vendor_id", .text, "Vendor id in the inventory."),
    ] + changeFigures,
    mainTable: "c",
    origin: "FROM runs AS r JOIN changes AS c ON c.run_id = r.run_id")

  static let rejects = View(
    name: "v_rejects",
    summary: """
      One row for each row of an input that was not used: those that could not be, and those that \
      repeat an earlier one.
      """,
    columns: [
      ViewColumn("run_id", .integer, "Number of the run.", expression: "i.run_id"),
      ViewColumn("source", .text, "Source id in the pipeline file.", expression: "i.source"),
      ViewColumn(
        "file", .text, "Path of the input as the pipeline file writes it.", expression: "i.path"),
      ViewColumn("line", .integer, "Line on which the row begins, from 1."),
      ViewColumn("byte_offset", .integer, "Bytes of the input before the row."),
      .optional(
        "column_name", .text, "The column to blame; NULL when the row as a whole is."),
      ViewColumn("kind", .text, "Why the row could not be used, as a token."),
      ViewColumn("explanation", .text, "What was found, what was expected, and the remedy."),
      .optional(
        "original", .text,
        """
        The row as it was. Bytes that are no text stand as `\\xNN`; of a giant row the first 4 KiB \
        stand, with its length and SHA-256.
        """),
    ],
    mainTable: "j",
    origin: "FROM inputs AS i JOIN rejects AS j ON j.reject_set_id = i.reject_set_id")

  static let inputs = View(
    name: "v_inputs",
    summary: "One row for each file that a run read; `read = accepted + rejected + duplicates`.",
    columns: [
      ViewColumn("run_id", .integer, "Number of the run."),
      ViewColumn("source", .text, "Source id in the pipeline file."),
      ViewColumn("path", .text, "Path as the pipeline file writes it."),
      ViewColumn("sha256", .text, "SHA-256 of the file, in hexadecimal digits."),
      ViewColumn("bytes", .integer, "Size of the file."),
      ViewColumn("read", .integer, "Rows read."),
      ViewColumn("accepted", .integer, "Rows used."),
      ViewColumn("rejected", .integer, "Rows that could not be used."),
      ViewColumn("duplicates", .integer, "Rows that repeat an earlier one."),
      .optional(
        "newest_date", .date, "Latest date found in the file; NULL when it holds none."),
      .optional(
        "list_entries", .integer, "Of a watchlist: its entries.", expression: "l.entries"),
      .optional(
        "list_active", .integer,
        "Of a watchlist: the entries in force on the as-of date; NULL when not counted.",
        expression: "l.active"),
      .optional(
        "list_age_days", .integer,
        "Of a watchlist: days from its newest date to the as-of date; NULL without a date.",
        expression: "l.age_days"),
      .optional(
        "list_uses_last_good", .integer,
        "Of a watchlist: 1 when the last good copy stood in for a file beyond its limits, else 0.",
        expression: "l.uses_last_good"),
      .optional(
        "list_breaches", .text,
        "Of a watchlist: the limits that were passed, one a line; empty when healthy.",
        expression: "l.breaches"),
      .optional(
        "list_names", .integer, "Of a watchlist: the names of all its entries.",
        expression: "l.names"),
    ],
    mainTable: "i",
    origin: """
      FROM inputs AS i LEFT JOIN list_health AS l
        ON l.run_id = i.run_id AND l.source = i.source AND l.path = i.path
      """)

  static let listParts = View(
    name: "v_list_parts",
    summary: """
      One row for each part of each watchlist of a run: a sub-list, a measure, a programme. A list \
      in one piece has one row with an empty name.
      """,
    columns: [
      ViewColumn("run_id", .integer, "Number of the run."),
      ViewColumn("source", .text, "Source id in the pipeline file."),
      ViewColumn("part", .text, "Name of the part; empty for entries of none."),
      ViewColumn("entries", .integer, "Entries of the part."),
      ViewColumn(
        "active", .integer, "Of those, the entries that had not ended on the as-of date."),
    ],
    mainTable: "p", origin: "FROM list_parts AS p")

  static let decisions = View(
    name: "v_decisions",
    summary: """
      One row for each decision that the inputs of a run hold, and what became of it. The hits that it \
      is on are in `v_hits`.
      """,
    columns: [runID] + decisionFigures,
    mainTable: "d",
    origin: """
      FROM runs AS r JOIN decision_outcomes AS d ON d.decision_set_id = r.decision_set_id
      """)

  static let decisionCounts = View(
    name: "v_decision_counts",
    summary: """
      One row for each run: what became of its decisions. The counts add up to the rows of \
      `v_decisions`.
      """,
    columns: [runID] + decisionCountFigures,
    mainTable: "d",
    origin: "FROM runs AS r JOIN decision_sets AS d ON d.decision_set_id = r.decision_set_id")

  static let inventoryIssues = View(
    name: "v_inventory_issues",
    summary: "One row for each thing that is wrong with a row of the inventory of a run.",
    columns: [runID] + issueFigures,
    mainTable: "i",
    origin: """
      FROM runs AS r JOIN inventory_issues AS i ON i.issue_set_id = r.issue_set_id
      """)
}
