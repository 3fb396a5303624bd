/// The tables as they stand after the last migration, with a sentence for each column.
///
/// Tables are storage and may change with any version; what others build on are the views. A test
/// holds these descriptions against a live database, in both directions.
enum Schema {
  /// A table with its columns in the order of the database.
  struct Table {
    let name: String
    let summary: String
    let columns: [Column]

    /// The statement that inserts one row, with a parameter for each column in order.
    var insertion: String {
      let names = columns.map(\.name).joined(separator: ", ")
      let parameters = (1...columns.count).map { "?\($0)" }.joined(separator: ", ")
      return "INSERT INTO \(name) (\(names)) VALUES (\(parameters))"
    }
  }

  /// A column of a table.
  struct Column {
    let name: String
    let description: String

    init(_ name: String, _ description: String) {
      self.name = name
      self.description = description
    }
  }

  /// Every table, in the order in which they refer to each other.
  static let tables = [
    pipelines, policies, decisionSets, decisionOutcomes, issueSets, inventoryIssues, runs,
    rejectSets, rejects, inputs, listHealth, listParts, vendors, dossiers,
    assessments, findings, mitigations, notAlleged, evidence, accesses, hits, decisions,
    contradictions, movedLines, changes,
  ]

  static let pipelines = Table(
    name: "pipelines",
    summary: "Pipelines that have run on this database.",
    columns: [
      Column("pipeline_id", "Number of the pipeline in this database."),
      Column("name", "Name of the pipeline."),
    ])

  static let policies = Table(
    name: "policies",
    summary: "Every policy that a run was scored with.",
    columns: [
      Column("sha256", "SHA-256 of the document, in hexadecimal digits."),
      Column("document", "The policy as JSON with sorted keys."),
    ])

  static let decisionSets = Table(
    name: "decision_sets",
    summary: """
      Distinct sets of decisions with what became of them; runs in which nothing about decisions \
      changed share one.
      """,
    columns: [
      Column("decision_set_id", "Number of the set."),
      Column("sha256", "Hash over the rows of the set in order."),
    ] + figures(of: Views.decisionCountFigures))

  static let decisionOutcomes = Table(
    name: "decision_outcomes",
    summary: "Decisions of the inputs, and what became of each.",
    columns: [
      Column("decision_set_id", "The set the decision belongs to."),
      Column("decision_no", "Position within the set, from 1."),
    ] + figures(of: Views.decisionFigures))

  static let issueSets = Table(
    name: "issue_sets",
    summary: "Distinct sets of issues of an inventory; runs with the same issues share one.",
    columns: [
      Column("issue_set_id", "Number of the set."),
      Column("sha256", "Hash over the rows of the set in order."),
    ])

  static let inventoryIssues = Table(
    name: "inventory_issues",
    summary: "What is wrong with rows of the inventory.",
    columns: [
      Column("issue_set_id", "The set the issue belongs to."),
      Column("issue_no", "Position within the set, from 1."),
    ] + figures(of: Views.issueFigures))

  static let runs = Table(
    name: "runs",
    summary: "Complete runs, in the order in which they were committed.",
    columns: [
      Column("run_id", "Number of the run; later runs have higher numbers."),
      Column("pipeline_id", "The pipeline that ran."),
      Column("previous_run_id", "The run of the pipeline before this one; NULL for its first."),
      Column("started_at", "Start of the run, ISO 8601 in UTC."),
      Column("finished_at", "End of scoring and storing, ISO 8601 in UTC."),
      Column("as_of", "The day whose knowledge was scored."),
      Column("policy_sha256", "The policy that was applied."),
      Column("program_version", "Version of the program that ran."),
      Column("vendors", "Number of vendors assessed."),
      Column("exit_status", "Exit status of the run: 0 when nothing was amiss."),
      Column("decision_set_id", "What became of the decisions; NULL when that was not recorded."),
      Column("issue_set_id", "What is wrong with the inventory; NULL when nothing is."),
    ])

  static let rejectSets = Table(
    name: "reject_sets",
    summary: "Distinct sets of rejected rows; an input that did not change shares the set it had.",
    columns: [
      Column("reject_set_id", "Number of the set."),
      Column("sha256", "Hash over the rows of the set in order."),
    ])

  static let rejects = Table(
    name: "rejects",
    summary: "Rows of inputs that were not used.",
    columns: [
      Column("reject_set_id", "The set the row belongs to."),
      Column("reject_no", "Position within the set, from 1."),
      Column("line", "Line of the input on which the row begins, from 1."),
      Column("byte_offset", "Bytes of the input before the row."),
      Column("column_name", "The column to blame; NULL when the row as a whole is."),
      Column("kind", "Why the row could not be used, as a token."),
      Column("explanation", "What was found, what was expected, and the remedy."),
      Column("original", "The row as it was, escaped where it was no text."),
    ])

  static let inputs = Table(
    name: "inputs",
    summary: "Files that a run read.",
    columns: [
      Column("run_id", "The run."),
      Column("source", "Source id in the pipeline file."),
      Column("path", "Path as the pipeline file writes it."),
      Column("sha256", "SHA-256 of the file, in hexadecimal digits."),
      Column("bytes", "Size of the file."),
      Column("newest_date", "Latest date found in the file; NULL when it holds none."),
      Column("read", "Rows read: accepted, rejected and duplicates together."),
      Column("accepted", "Rows used."),
      Column("rejected", "Rows that could not be used."),
      Column("duplicates", "Rows that repeat an earlier one."),
      Column("reject_set_id", "The rows not used; NULL when there are none."),
      Column("part", "Name of the part of the source; empty for its main files."),
    ])

  static let listHealth = Table(
    name: "list_health",
    summary: "How a watchlist stood in a run.",
    columns: [
      Column("run_id", "The run."),
      Column("source", "Source id of the list."),
      Column("path", "The file, as in inputs."),
      Column("entries", "Entries in the list."),
      Column("active", "Entries in force on the as-of date; NULL when not counted."),
      Column("age_days", "Days from the newest date to the as-of date; NULL without a date."),
      Column("uses_last_good", "1 when the last good copy stood in for a file beyond its limits."),
      Column("breaches", "The limits that were passed, one a line; empty when healthy."),
      Column("names", "Names of all entries; NULL when not counted."),
    ])

  static let listParts = Table(
    name: "list_parts",
    summary: "What each part of a watchlist held in a run.",
    columns: [
      Column("run_id", "The run."),
      Column("source", "Source id of the list."),
      Column("part", "Sub-list, measure or programme; empty for entries of none."),
      Column("entries", "Entries of the part."),
      Column("active", "Of those, the entries that had not ended on the as-of date."),
    ])

  static let vendors = Table(
    name: "vendors",
    summary: "Every vendor that was ever assessed.",
    columns: [
      Column("vendor_id", "Vendor id in the inventory."),
      Column("first_run", "The first run, of any pipeline, that assessed the vendor."),
    ])

  static let dossiers = Table(
    name: "dossiers",
    summary: "What was known about a vendor when it was scored, stored once however often used.",
    columns: [
      Column("dossier_id", "Number of the dossier."),
      Column("sha256", "SHA-256 of the document, in hexadecimal digits."),
      Column("document", "The dossier as canonical JSON; `v` is the version of its layout."),
    ])

  static let assessments = Table(
    name: "assessments",
    summary: """
      Versions of a vendor's assessment. A version stands for every run of its pipeline from \
      first_run to last_run; a run that changes nothing adds no row.
      """,
    columns: [
      Column("assessment_id", "Number of the version."),
      Column("pipeline_id", "The pipeline."),
      Column("first_run", "The first run with these figures."),
      Column("last_run", "The last run of the pipeline with them; NULL while they are current."),
      Column("digest", "SHA-256 over everything stored about the vendor but lines of inputs."),
      Column("dossier_id", "The dossier that was scored; NULL when dossiers are not kept."),
      Column("vendor_id", "Vendor id in the inventory."),
      Column("name", "Name in the inventory."),
      Column("country", "ISO 3166-1 alpha-2 code; NULL when the inventory names none."),
    ] + figures(of: Views.assessmentFigures) + [
      Column(
        "lines_digest",
        "64 bits of the hash of the lines it was stored with; NULL in versions of earlier programs."
      )
    ])

  static let findings = Table(
    name: "findings",
    summary: "Adverse findings and unknown shares of an assessment.",
    columns: [
      Column("assessment_id", "The assessment."),
      Column("finding_no", "Position in the order of finding ids, from 1."),
    ] + figures(of: Views.findingFigures))

  static let mitigations = Table(
    name: "mitigations",
    summary: "Mitigating factors that act on a finding.",
    columns: [
      Column("assessment_id", "The assessment."),
      Column("finding_no", "The finding."),
      Column("mitigation_no", "Position within the finding, from 1."),
      Column("factor", "The mitigating factor."),
      Column("subject", "The access it was claimed of, or `vendor`."),
    ] + figures(of: Views.mitigationFigures))

  static let notAlleged = Table(
    name: "not_alleged",
    summary: "Factors that somebody denies and nobody asserts; they never score.",
    columns: [
      Column("assessment_id", "The assessment."),
      Column("finding_no", "Position, counted on from the findings."),
    ] + figures(of: Views.notAllegedFigures))

  static let evidence = Table(
    name: "evidence",
    summary: "What findings, mitigations and denials rest on.",
    columns: [
      Column("assessment_id", "The assessment."),
      Column("finding_no", "The finding, or the factor not alleged."),
      Column("mitigation_no", "The mitigation it speaks to; 0 for the finding itself."),
      Column("evidence_no", "Position, from 1."),
    ] + figures(of: Views.evidenceFigures, withLine: [""]))

  static let accesses = Table(
    name: "accesses",
    summary: "Accesses of the vendor known on the as-of date.",
    columns: [
      Column("assessment_id", "The assessment."),
      Column("access_no", "Position in the order of access ids, from 1."),
    ] + figures(of: Views.accessFigures, withLine: [""]))

  static let hits = Table(
    name: "hits",
    summary: "Watchlist entries that the vendor resembles.",
    columns: [
      Column("assessment_id", "The assessment."),
      Column("hit_no", "Position in the order of list and entry key, from 1."),
    ] + figures(of: Views.hitFigures, withLine: [""]))

  static let decisions = Table(
    name: "decisions",
    summary: "Analysts' verdicts on a hit, whether they still apply or not.",
    columns: [
      Column("assessment_id", "The assessment."),
      Column("hit_no", "The hit."),
      Column("decision_no", "Position, oldest first, from 1."),
      Column("verdict", "`same` or `different`."),
      Column("decided_by", "Who decided."),
      Column("decided_on", "The day of the decision."),
      Column("reason", "Why."),
      Column("expires_on", "The last day on which it applies; NULL when it does not expire."),
      Column("anchor", "Hash of the fields that were compared; empty when not kept."),
      Column("file", "The input that holds the decision."),
      Column("line", "Its line there, from 1, when the version was stored."),
      Column("place_no", placeMeaning),
    ])

  static let contradictions = Table(
    name: "contradictions",
    summary: "Two facts about the vendor that disagree.",
    columns: [Column("assessment_id", "The assessment.")]
      + figures(of: Views.contradictionFigures, withLine: ["", "counter_"]))

  static let changes = Table(
    name: "changes",
    summary: "Differences of a run to the run of the pipeline before it.",
    columns: [
      Column("run_id", "The run."),
      Column("vendor_id", "The vendor."),
    ] + figures(of: Views.changeFigures))

  static let movedLines = Table(
    name: "moved_lines",
    summary: """
      Where the rows behind an assessment stand in their inputs from a run on, when that is all that \
      has changed. Until the first row for an assessment its lines are those stored with it; then \
      those of the latest row that is no later than the run. The views do this.
      """,
    columns: [
      Column("assessment_id", "The assessment."),
      Column("part_no", "`place_no` divided by \(LineList.partSize), without the rest."),
      Column("first_run", "The first run with these lines."),
      Column("digest", "64 bits of the hash of all parts, in part 0; NULL in the others."),
      Column("lines", "A JSON array: the line of each `place_no` of the part, from its first."),
    ])

  private static let placeMeaning =
    "Number of its place among those of the vendor, from 0: where `moved_lines` has its line."

  /// The figures of a view of rows with lines, and after them the number of each line's place.
  private static func figures(of columns: [ViewColumn], withLine prefixes: [String]) -> [Column] {
    columns.map { column in
      prefixes.contains { column.name == $0 + "line" }
        ? Column(column.name, "Its line there, from 1, when the version was stored.")
        : Column(column.name, column.description)
    } + prefixes.map { Column($0 + "place_no", placeMeaning) }
  }

  /// A table that stores what a view shows keeps the view's words.
  private static func figures(of columns: [ViewColumn]) -> [Column] {
    columns.map { Column($0.name, $0.description) }
  }
}
