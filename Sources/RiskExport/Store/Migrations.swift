// The history of the schema. A migration that has been released is never edited: it is what stands
// in the databases out there. A change of tables is a new migration at the end, together with
// `Schema.swift`, which documents the result; a change of views is a new, possibly empty, migration
// together with `Views.swift`, since views are made anew with every migration.

/// One step from a version of the schema to the next.
struct Migration {
  /// The value of `user_version` afterwards.
  let version: Int
  let statements: [String]

  /// Every step, oldest first.
  static let all = [
    Migration(version: 1, statements: firstTables),
    Migration(version: 2, statements: listParts),
    Migration(version: 3, statements: decisionsAndIssues),
    Migration(version: 4, statements: contradictions),
    Migration(version: 5, statements: vendorHistory),
    Migration(version: 6, statements: movedLines),
  ]

  /// The version that this program writes.
  static let latestVersion = all.last?.version ?? 0

  /// `application_id` of a result store: "VRSK".
  static let applicationID: Int64 = 0x5652_534B

  /// Lines that move without anything else: kept beside versions, of which they are no part.
  ///
  /// Versions of earlier programs never get moved lines, so that the number of their places does
  /// not matter.
  private static let movedLines =
    [
      ("evidence", ""), ("accesses", ""), ("hits", ""), ("decisions", ""), ("contradictions", ""),
      ("contradictions", "counter_"),
    ].map { table, prefix in
      "ALTER TABLE \(table) ADD COLUMN \(prefix)place_no INTEGER NOT NULL DEFAULT 0"
    } + [
      "ALTER TABLE assessments ADD COLUMN lines_digest INTEGER",
      """
      CREATE TABLE moved_lines (
        assessment_id INTEGER NOT NULL REFERENCES assessments,
        part_no INTEGER NOT NULL,
        first_run INTEGER NOT NULL REFERENCES runs,
        digest INTEGER,
        lines TEXT NOT NULL CHECK (json_valid(lines) AND json_type(lines) = 'array'),
        PRIMARY KEY (assessment_id, part_no, first_run)
      ) STRICT, WITHOUT ROWID
      """,
    ]

  /// The changes of one vendor over all runs; views, the review queue among them, are made anew.
  private static let vendorHistory = [
    "CREATE INDEX changes_of_vendor ON changes (vendor_id, run_id)"
  ]

  /// What became of decisions, and what is wrong with the inventory.
  private static let decisionsAndIssues = [
    """
    CREATE TABLE decision_sets (
      decision_set_id INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL UNIQUE,
      applied INTEGER NOT NULL,
      reopened INTEGER NOT NULL,
      expired INTEGER NOT NULL,
      superseded INTEGER NOT NULL,
      without_counterpart INTEGER NOT NULL,
      later INTEGER NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE decision_outcomes (
      decision_set_id INTEGER NOT NULL REFERENCES decision_sets,
      decision_no INTEGER NOT NULL,
      vendor_id TEXT NOT NULL,
      entry_key TEXT NOT NULL,
      verdict TEXT NOT NULL,
      decided_by TEXT NOT NULL,
      decided_on TEXT NOT NULL,
      reason TEXT NOT NULL,
      expires_on TEXT,
      anchor TEXT NOT NULL,
      outcome TEXT NOT NULL,
      detail TEXT NOT NULL,
      file TEXT NOT NULL,
      line INTEGER NOT NULL,
      PRIMARY KEY (decision_set_id, decision_no)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE issue_sets (
      issue_set_id INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL UNIQUE
    ) STRICT
    """,
    """
    CREATE TABLE inventory_issues (
      issue_set_id INTEGER NOT NULL REFERENCES issue_sets,
      issue_no INTEGER NOT NULL,
      vendor_id TEXT NOT NULL,
      issue TEXT NOT NULL,
      other_vendor_id TEXT,
      detail TEXT NOT NULL,
      PRIMARY KEY (issue_set_id, issue_no)
    ) STRICT, WITHOUT ROWID
    """,
    "ALTER TABLE runs ADD COLUMN decision_set_id INTEGER REFERENCES decision_sets",
    "ALTER TABLE runs ADD COLUMN issue_set_id INTEGER REFERENCES issue_sets",
  ]

  /// Lists made of several, and the names that entries carry.
  private static let listParts = [
    "ALTER TABLE list_health ADD COLUMN names INTEGER",
    "ALTER TABLE inputs ADD COLUMN part TEXT NOT NULL DEFAULT ''",
    """
    CREATE TABLE list_parts (
      run_id INTEGER NOT NULL REFERENCES runs,
      source TEXT NOT NULL,
      part TEXT NOT NULL,
      entries INTEGER NOT NULL,
      active INTEGER NOT NULL,
      PRIMARY KEY (run_id, source, part)
    ) STRICT, WITHOUT ROWID
    """,
  ]

  private static let firstTables = [
    """
    CREATE TABLE pipelines (
      pipeline_id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT
    """,
    """
    CREATE TABLE policies (
      sha256 TEXT NOT NULL PRIMARY KEY,
      document TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE runs (
      run_id INTEGER PRIMARY KEY,
      pipeline_id INTEGER NOT NULL REFERENCES pipelines,
      previous_run_id INTEGER REFERENCES runs,
      started_at TEXT NOT NULL,
      finished_at TEXT NOT NULL,
      as_of TEXT NOT NULL,
      policy_sha256 TEXT NOT NULL REFERENCES policies,
      program_version TEXT NOT NULL,
      vendors INTEGER NOT NULL,
      exit_status INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE UNIQUE INDEX runs_of_pipeline ON runs (pipeline_id, run_id)",
    """
    CREATE TABLE reject_sets (
      reject_set_id INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL UNIQUE
    ) STRICT
    """,
    // Rows arrive before the hash of their set is known, hence the deferred reference.
    """
    CREATE TABLE rejects (
      reject_set_id INTEGER NOT NULL REFERENCES reject_sets DEFERRABLE INITIALLY DEFERRED,
      reject_no INTEGER NOT NULL,
      line INTEGER NOT NULL,
      byte_offset INTEGER NOT NULL,
      column_name TEXT,
      kind TEXT NOT NULL,
      explanation TEXT NOT NULL,
      original TEXT NOT NULL,
      PRIMARY KEY (reject_set_id, reject_no)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE inputs (
      run_id INTEGER NOT NULL REFERENCES runs,
      source TEXT NOT NULL,
      path TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      bytes INTEGER NOT NULL,
      newest_date TEXT,
      read INTEGER NOT NULL,
      accepted INTEGER NOT NULL,
      rejected INTEGER NOT NULL,
      duplicates INTEGER NOT NULL,
      reject_set_id INTEGER REFERENCES reject_sets,
      PRIMARY KEY (run_id, source, path)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE list_health (
      run_id INTEGER NOT NULL,
      source TEXT NOT NULL,
      path TEXT NOT NULL,
      entries INTEGER NOT NULL,
      active INTEGER,
      age_days INTEGER,
      uses_last_good INTEGER NOT NULL,
      breaches TEXT NOT NULL,
      PRIMARY KEY (run_id, source, path),
      FOREIGN KEY (run_id, source, path) REFERENCES inputs
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE vendors (
      vendor_id TEXT NOT NULL PRIMARY KEY,
      first_run INTEGER NOT NULL REFERENCES runs
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE dossiers (
      dossier_id INTEGER PRIMARY KEY,
      sha256 TEXT NOT NULL UNIQUE,
      document TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE assessments (
      assessment_id INTEGER PRIMARY KEY,
      pipeline_id INTEGER NOT NULL REFERENCES pipelines,
      first_run INTEGER NOT NULL REFERENCES runs,
      last_run INTEGER REFERENCES runs,
      digest BLOB NOT NULL,
      dossier_id INTEGER REFERENCES dossiers,
      vendor_id TEXT NOT NULL REFERENCES vendors,
      name TEXT NOT NULL,
      country TEXT,
      overall REAL NOT NULL,
      overall_lo REAL NOT NULL,
      overall_hi REAL NOT NULL,
      inherent REAL NOT NULL,
      rating TEXT NOT NULL,
      floor_rule TEXT,
      da REAL NOT NULL,
      da_lo REAL NOT NULL,
      da_hi REAL NOT NULL,
      cp REAL NOT NULL,
      cp_lo REAL NOT NULL,
      cp_hi REAL NOT NULL,
      ns REAL NOT NULL,
      ns_lo REAL NOT NULL,
      ns_hi REAL NOT NULL,
      coverage REAL NOT NULL,
      conflict REAL NOT NULL,
      stability REAL NOT NULL,
      vector TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE UNIQUE INDEX assessments_of_vendor
    ON assessments (pipeline_id, vendor_id, first_run)
    """,
    // All versions that were current in a run, without a walk through those closed before it.
    """
    CREATE INDEX assessments_in_force
    ON assessments (pipeline_id, ifnull(last_run, 9223372036854775807), first_run)
    """,
    // What the planner would take for granted is a table of a few rows, where every index serves.
    // These figures stand for a large one: a pipeline has a million versions, a vendor has two.
    "ANALYZE",
    """
    INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
      ('assessments', 'assessments_of_vendor', '1000000 1000000 2 1'),
      ('assessments', 'assessments_in_force', '1000000 1000000 1000 100')
    """,
    "ANALYZE sqlite_schema",
    """
    CREATE TABLE findings (
      assessment_id INTEGER NOT NULL REFERENCES assessments,
      finding_no INTEGER NOT NULL,
      finding_id TEXT NOT NULL,
      axis TEXT NOT NULL,
      factor TEXT NOT NULL,
      subject TEXT NOT NULL,
      group_id TEXT NOT NULL,
      severity REAL NOT NULL,
      asserted REAL NOT NULL,
      denied REAL NOT NULL,
      base_rate REAL NOT NULL,
      p REAL NOT NULL,
      lo REAL NOT NULL,
      hi REAL NOT NULL,
      conflict REAL NOT NULL,
      mitigation REAL NOT NULL,
      mitigation_lo REAL NOT NULL,
      mitigation_hi REAL NOT NULL,
      x REAL NOT NULL,
      x_lo REAL NOT NULL,
      x_hi REAL NOT NULL,
      counted INTEGER NOT NULL,
      points REAL NOT NULL,
      PRIMARY KEY (assessment_id, finding_no)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE mitigations (
      assessment_id INTEGER NOT NULL,
      finding_no INTEGER NOT NULL,
      mitigation_no INTEGER NOT NULL,
      factor TEXT NOT NULL,
      subject TEXT NOT NULL,
      mu REAL NOT NULL,
      asserted REAL NOT NULL,
      denied REAL NOT NULL,
      base_rate REAL NOT NULL,
      p REAL NOT NULL,
      lo REAL NOT NULL,
      hi REAL NOT NULL,
      PRIMARY KEY (assessment_id, finding_no, mitigation_no),
      FOREIGN KEY (assessment_id, finding_no) REFERENCES findings
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE not_alleged (
      assessment_id INTEGER NOT NULL REFERENCES assessments,
      finding_no INTEGER NOT NULL,
      finding_id TEXT NOT NULL,
      axis TEXT NOT NULL,
      factor TEXT NOT NULL,
      subject TEXT NOT NULL,
      denied REAL NOT NULL,
      PRIMARY KEY (assessment_id, finding_no)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE evidence (
      assessment_id INTEGER NOT NULL REFERENCES assessments,
      finding_no INTEGER NOT NULL,
      mitigation_no INTEGER NOT NULL,
      evidence_no INTEGER NOT NULL,
      kind TEXT NOT NULL,
      ref_id TEXT NOT NULL,
      stance TEXT NOT NULL,
      claimant TEXT NOT NULL,
      claimant_role TEXT,
      source_id TEXT,
      publisher TEXT,
      reliability TEXT,
      credibility INTEGER,
      stated_on TEXT,
      units REAL NOT NULL,
      standing TEXT NOT NULL,
      file TEXT NOT NULL,
      line INTEGER NOT NULL,
      excerpt TEXT NOT NULL,
      PRIMARY KEY (assessment_id, finding_no, mitigation_no, evidence_no)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE accesses (
      assessment_id INTEGER NOT NULL REFERENCES assessments,
      access_no INTEGER NOT NULL,
      access_id TEXT NOT NULL,
      data_category TEXT NOT NULL,
      data_subject TEXT NOT NULL,
      holder TEXT NOT NULL,
      storage TEXT,
      control TEXT,
      consent_basis TEXT,
      valid_from TEXT,
      valid_to TEXT,
      source_id TEXT,
      severity REAL NOT NULL,
      purpose TEXT NOT NULL,
      retention_days INTEGER,
      file TEXT NOT NULL,
      line INTEGER NOT NULL,
      PRIMARY KEY (assessment_id, access_no)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE hits (
      assessment_id INTEGER NOT NULL REFERENCES assessments,
      hit_no INTEGER NOT NULL,
      list TEXT NOT NULL,
      entry_key TEXT NOT NULL,
      entry_name TEXT NOT NULL,
      query_name TEXT NOT NULL,
      kind TEXT NOT NULL,
      similarity REAL NOT NULL,
      probability REAL NOT NULL,
      status TEXT NOT NULL,
      entry_status TEXT NOT NULL,
      explanation TEXT NOT NULL,
      authority TEXT NOT NULL,
      programme TEXT NOT NULL,
      country_agreement TEXT NOT NULL,
      anchor TEXT NOT NULL,
      locator TEXT NOT NULL,
      file TEXT NOT NULL,
      line INTEGER NOT NULL,
      PRIMARY KEY (assessment_id, hit_no)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE decisions (
      assessment_id INTEGER NOT NULL,
      hit_no INTEGER NOT NULL,
      decision_no INTEGER NOT NULL,
      verdict TEXT NOT NULL,
      decided_by TEXT NOT NULL,
      decided_on TEXT NOT NULL,
      reason TEXT NOT NULL,
      expires_on TEXT,
      anchor TEXT NOT NULL,
      file TEXT NOT NULL,
      line INTEGER NOT NULL,
      PRIMARY KEY (assessment_id, hit_no, decision_no),
      FOREIGN KEY (assessment_id, hit_no) REFERENCES hits
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE changes (
      run_id INTEGER NOT NULL REFERENCES runs,
      vendor_id TEXT NOT NULL REFERENCES vendors,
      before REAL NOT NULL,
      after REAL NOT NULL,
      rating_before TEXT NOT NULL,
      rating_after TEXT NOT NULL,
      cause TEXT NOT NULL,
      points REAL NOT NULL,
      PRIMARY KEY (run_id, vendor_id, cause)
    ) STRICT, WITHOUT ROWID
    """,
  ]
}
