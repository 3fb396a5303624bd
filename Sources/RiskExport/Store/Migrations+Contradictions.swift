extension Migration {
  /// Facts that disagree, what findings rest on, and how hits came about.
  static let contradictions = [
    """
    CREATE TABLE contradictions (
      assessment_id INTEGER NOT NULL REFERENCES assessments,
      contradiction_no INTEGER NOT NULL,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      topic TEXT NOT NULL,
      claim TEXT NOT NULL,
      claimant TEXT NOT NULL,
      claimant_role TEXT,
      source_id TEXT,
      publisher TEXT,
      stated_on TEXT,
      file TEXT NOT NULL,
      line INTEGER NOT NULL,
      counterclaim TEXT NOT NULL,
      counter_claimant TEXT NOT NULL,
      counter_claimant_role TEXT,
      counter_source_id TEXT,
      counter_publisher TEXT,
      counter_stated_on TEXT,
      counter_file TEXT NOT NULL,
      counter_line INTEGER NOT NULL,
      PRIMARY KEY (assessment_id, contradiction_no)
    ) STRICT, WITHOUT ROWID
    """,
    "ALTER TABLE findings ADD COLUMN detail TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE hits ADD COLUMN identifier_agreement TEXT NOT NULL DEFAULT 'unknown'",
    "ALTER TABLE hits ADD COLUMN entry_name_kind TEXT NOT NULL DEFAULT 'primary'",
  ]
}
