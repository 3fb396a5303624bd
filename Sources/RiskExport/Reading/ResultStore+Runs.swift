extension ResultStore {
  /// Returns the highest run number of a pipeline, or of all when `pipeline` is nil.
  public func latestRunID(pipeline: String? = nil) throws -> Int64? {
    guard let pipeline else { return try connection.integer("SELECT max(run_id) FROM runs") }
    let statement = try connection.prepare(
      """
      SELECT max(r.run_id) FROM runs AS r JOIN pipelines AS p ON p.pipeline_id = r.pipeline_id
      WHERE p.name = ?1
      """)
    statement.bind(pipeline, at: 1)
    guard try statement.step(), !statement.isNull(0) else { return nil }
    return statement.integer(0)
  }

  /// Returns whether the database holds a run.
  public func isCommitted(_ runID: Int64) throws -> Bool { try run(runID) != nil }

  /// Returns a run, or nil when there is none of that number.
  public func run(_ runID: Int64) throws -> StoredRun? {
    let statement = try connection.prepare("\(StoredRun.query) WHERE run_id = ?1")
    statement.bind(runID, at: 1)
    return try statement.step() ? StoredRun(statement) : nil
  }

  /// Returns all runs, or those of one pipeline, oldest first.
  public func runs(pipeline: String? = nil) throws -> [StoredRun] {
    let statement = try connection.prepare(
      "\(StoredRun.query) WHERE ?1 IS NULL OR pipeline = ?1 ORDER BY run_id")
    statement.bind(pipeline, at: 1)
    var runs: [StoredRun] = []
    while try statement.step() { runs.append(StoredRun(statement)) }
    return runs
  }

  /// Returns the inputs of a run, by source and path.
  public func inputs(run runID: Int64) throws -> [StoredInput] {
    let statement = try connection.prepare(
      "\(StoredInput.query) WHERE run_id = ?1 ORDER BY source, path")
    statement.bind(runID, at: 1)
    var inputs: [StoredInput] = []
    while try statement.step() { inputs.append(StoredInput(statement)) }
    return inputs
  }

  /// Returns what a list held in the latest run of a pipeline in which it passed no limit, or nil
  /// when there is none: what a shrink is measured against.
  public func lastGoodList(source: String, pipeline: String) throws -> StoredList? {
    let health = try connection.prepare(
      """
      SELECT h.run_id, h.entries FROM list_health AS h JOIN v_runs AS r ON r.run_id = h.run_id
      WHERE h.source = ?1 AND r.pipeline = ?2 AND h.breaches = '' AND h.uses_last_good = 0
      ORDER BY h.run_id DESC LIMIT 1
      """)
    health.bind(source, at: 1)
    health.bind(pipeline, at: 2)
    guard try health.step() else { return nil }
    var list = StoredList(
      runID: health.integer(0), entries: Int(health.integer(1)), parts: [:], files: [])
    let parts = try connection.prepare(
      "SELECT part, entries FROM list_parts WHERE run_id = ?1 AND source = ?2")
    parts.bind(list.runID, at: 1)
    parts.bind(source, at: 2)
    while try parts.step() { list.parts[parts.text(0)] = Int(parts.integer(1)) }
    let files = try connection.prepare(
      "SELECT part, path, sha256 FROM inputs WHERE run_id = ?1 AND source = ?2 ORDER BY path")
    files.bind(list.runID, at: 1)
    files.bind(source, at: 2)
    while try files.step() {
      list.files.append(
        StoredList.File(part: files.text(0), path: files.text(1), sha256: files.text(2)))
    }
    return list
  }

  /// Returns the hashes of the files of every list's last good load, of all pipelines.
  public func lastGoodHashes() throws -> Set<String> {
    let statement = try connection.prepare(
      """
      SELECT DISTINCT i.sha256 FROM inputs AS i JOIN (
        SELECT h.source, max(h.run_id) AS run_id
        FROM list_health AS h JOIN runs AS r ON r.run_id = h.run_id
        WHERE h.breaches = '' AND h.uses_last_good = 0
        GROUP BY r.pipeline_id, h.source
      ) AS good ON good.run_id = i.run_id AND good.source = i.source
      """)
    var hashes: Set<String> = []
    while try statement.step() { hashes.insert(statement.text(0)) }
    return hashes
  }

  /// Returns how many rows of each source were rejected for each kind of reason, by source and
  /// kind.
  public func rejectCounts(
    run runID: Int64
  ) throws -> [(source: String, kind: String, count: Int)] {
    let statement = try connection.prepare(
      """
      SELECT source, kind, count(*) FROM v_rejects WHERE run_id = ?1
      GROUP BY source, kind ORDER BY source, kind
      """)
    statement.bind(runID, at: 1)
    var counts: [(source: String, kind: String, count: Int)] = []
    while try statement.step() {
      counts.append((statement.text(0), statement.text(1), statement.int(2)))
    }
    return counts
  }

  /// Returns the policy that is stored under a hash, as JSON.
  public func policyDocument(sha256: String) throws -> String? {
    let statement = try connection.prepare("SELECT document FROM policies WHERE sha256 = ?1")
    statement.bind(sha256, at: 1)
    return try statement.step() ? statement.text(0) : nil
  }

  /// Returns the dossier that a vendor's assessment in a run was scored from, as
  /// ``DossierDocument`` encodes it, or nil when there is none.
  public func dossierDocument(ofVendor vendorID: String, run runID: Int64) throws -> [UInt8]? {
    guard let assessmentID = try assessmentID(ofVendor: vendorID, run: runID) else { return nil }
    let statement = try connection.prepare(
      """
      SELECT d.document FROM assessments AS a JOIN dossiers AS d ON d.dossier_id = a.dossier_id
      WHERE a.assessment_id = ?1
      """)
    statement.bind(assessmentID, at: 1)
    return try statement.step() ? statement.withText(0) { Array($0) } : nil
  }

  /// Returns the number of rows in each rating of a run.
  public func ratingCounts(run runID: Int64) throws -> [String: Int] {
    let statement = try connection.prepare(
      "SELECT rating, count(*) FROM v_assessments WHERE run_id = ?1 GROUP BY rating")
    statement.bind(runID, at: 1)
    var counts: [String: Int] = [:]
    while try statement.step() { counts[statement.text(0)] = statement.int(1) }
    return counts
  }
}
