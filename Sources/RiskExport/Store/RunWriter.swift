import RecordIO
import RiskCore

/// Writes one run within one transaction: either all of it lands, or nothing.
///
/// Used by one thread at a time, together with the store it came from. The order of calls: rejects
/// and inputs, vendors, decisions and issues, in any mixture; then ``finish(finishedAt:exitStatus:)``; then
/// ``commit()``. A writer that is released before it is committed takes everything back.
public final class RunWriter {
  /// The number of the run, one above the highest so far.
  public let runID: Int64
  /// The run of the same pipeline before; nil for its first.
  public let previousRunID: Int64?

  private let connection: SQLiteConnection
  private let pipelineID: Int64
  /// Whether the run is written in place, behind a rollback journal.
  private var isWithoutLog = false
  private let statements: Statements
  private var rejectSets: RejectSets
  private var previous: PreviousRun
  private var nextAssessmentID: Int64
  private var nextDossierID: Int64
  private var outcome: RunOutcome
  private var state = State.open
  private var splitter: ChangeJob.Splitter?
  private var pending: [PendingChange] = []

  /// Differences that wait to be split together: enough to keep all processors busy, and few enough
  /// to keep memory flat.
  private static let pendingLimit = 1024

  /// A difference that waits to be split.
  private struct PendingChange {
    let vendorID: String
    let job: ChangeJob
  }

  private enum State {
    case open
    case finished
    case ended
  }

  private struct Statements {
    let rows: [SQLiteStatement]
    let closeVersion: SQLiteStatement
    let insertVendor: SQLiteStatement
    let findDossier: SQLiteStatement
    let oldDossier: SQLiteStatement
    let insertDossier: SQLiteStatement
    let insertLines: SQLiteStatement
    let insertChange: SQLiteStatement
    let insertInput: SQLiteStatement
    let insertListHealth: SQLiteStatement
    let insertListPart: SQLiteStatement

    init(_ connection: SQLiteConnection) throws {
      rows = try RowTable.allCases.map { try connection.prepare($0.schema.insertion) }
      closeVersion = try connection.prepare(
        "UPDATE assessments SET last_run = ?2 WHERE assessment_id = ?1")
      insertVendor = try connection.prepare(
        "\(Schema.vendors.insertion) ON CONFLICT DO NOTHING")
      findDossier = try connection.prepare("SELECT dossier_id FROM dossiers WHERE sha256 = ?1")
      oldDossier = try connection.prepare(
        """
        SELECT d.sha256, d.document FROM assessments AS a
        JOIN dossiers AS d ON d.dossier_id = a.dossier_id WHERE a.assessment_id = ?1
        """)
      insertDossier = try connection.prepare(
        "\(Schema.dossiers.insertion) ON CONFLICT DO NOTHING")
      insertLines = try connection.prepare(Schema.movedLines.insertion)
      insertChange = try connection.prepare(Schema.changes.insertion)
      insertInput = try connection.prepare(Schema.inputs.insertion)
      insertListHealth = try connection.prepare(Schema.listHealth.insertion)
      insertListPart = try connection.prepare(Schema.listParts.insertion)
    }
  }

  init(_ connection: SQLiteConnection, header: RunHeader) throws {
    precondition(
      ContentHash.sha256(header.policyDocument) == header.policySHA256,
      "a policy is stored under its own hash")
    self.connection = connection
    // The first run has no record to protect and no readers to spare: without a log its pages are
    // written once and not twice. A process that has the database open keeps it from changing; then
    // there is a log.
    if try connection.integer("SELECT max(run_id) FROM runs") == nil {
      isWithoutLog = (try? connection.execute("PRAGMA journal_mode = DELETE")) != nil
    }
    try connection.execute("BEGIN IMMEDIATE")
    do {
      runID = (try connection.integer("SELECT max(run_id) FROM runs") ?? 0) + 1
      pipelineID = try Self.pipelineID(of: header.pipeline, in: connection)
      previousRunID = try connection.integer(
        "SELECT max(run_id) FROM runs WHERE pipeline_id = \(pipelineID)")
      try Self.insert(
        header, runID: runID, pipelineID: pipelineID, previousRunID: previousRunID,
        into: connection)
      statements = try Statements(connection)
      rejectSets = try RejectSets(connection)
      previous =
        previousRunID == nil
        ? PreviousRun() : try PreviousRun(connection, pipelineID: pipelineID)
      nextAssessmentID =
        (try connection.integer("SELECT max(assessment_id) FROM assessments") ?? 0) + 1
      nextDossierID = (try connection.integer("SELECT max(dossier_id) FROM dossiers") ?? 0) + 1
      outcome = RunOutcome(previousRunID: previousRunID)
    } catch {
      if connection.isInTransaction { try? connection.execute("ROLLBACK") }
      throw error
    }
  }

  deinit { rollback() }

  // MARK: Adding

  /// Adds a row that was not used, in the order of the input: a reject, or a duplicate.
  public func add(_ reject: Reject, source: String, path: String) throws {
    precondition(state == .open, "the run is finished")
    try rejectSets.add(reject, source: source, path: path)
  }

  /// Adds an input, after its rejects.
  public func add(_ input: InputRow) throws {
    precondition(state == .open, "the run is finished")
    precondition(
      input.read == input.accepted + input.rejected + input.duplicates,
      "every row read is accounted for")
    let set = try rejectSets.close(source: input.source, path: input.path)
    precondition(
      set?.count ?? 0 == input.rejected + input.duplicates, "every row not used is stored")
    let statement = statements.insertInput
    statement.bind(runID, at: 1)
    statement.bind(input.source, at: 2)
    statement.bind(input.path, at: 3)
    statement.bind(input.sha256, at: 4)
    statement.bind(input.bytes, at: 5)
    statement.bind(input.newestDate?.description, at: 6)
    statement.bind(input.read, at: 7)
    statement.bind(input.accepted, at: 8)
    statement.bind(input.rejected, at: 9)
    statement.bind(input.duplicates, at: 10)
    statement.bind(set?.id, at: 11)
    statement.bind(input.part, at: 12)
    try statement.run()
    if let list = input.list { try add(list, of: input) }
  }

  private func add(_ list: ListHealth, of input: InputRow) throws {
    let statement = statements.insertListHealth
    statement.bind(runID, at: 1)
    statement.bind(input.source, at: 2)
    statement.bind(input.path, at: 3)
    statement.bind(list.entries, at: 4)
    statement.bind(list.active.map(Int64.init), at: 5)
    statement.bind(list.ageDays.map(Int64.init), at: 6)
    statement.bind(list.usesLastGood ? 1 : 0, at: 7)
    statement.bind(list.breaches.joined(separator: "\n"), at: 8)
    statement.bind(list.names.map(Int64.init), at: 9)
    try statement.run()
    for part in list.parts {
      let statement = statements.insertListPart
      statement.bind(runID, at: 1)
      statement.bind(input.source, at: 2)
      statement.bind(part.name, at: 3)
      statement.bind(part.entries, at: 4)
      statement.bind(part.active, at: 5)
      try statement.run()
    }
  }

  /// Adds a vendor, each once.
  ///
  /// Vendors in the byte order of their ids are written fastest. One that is stored as it was in
  /// the run before costs a comparison and no write; one of which rows have moved within their
  /// inputs, and nothing else has changed, a list of lines.
  public func add(_ rows: AssessmentRows) throws {
    precondition(state == .open, "the run is finished")
    outcome.vendors += 1
    outcome.ratings[rows.rating, default: 0] += 1
    guard let (before, isUnchanged) = previous.find(rows.vendorID, digest: rows.digest) else {
      outcome.new += 1
      try insert(rows)
      if previousRunID != nil {
        noteCritical(rows, before: nil)
        try insertChange(
          of: rows.vendorID, before: 0, after: rows.overall, ratings: "", rows.rating.rawValue,
          cause: Self.arrivalCause)
      }
      return
    }
    if isUnchanged {
      outcome.unchanged += 1
      if rows.linesDigest != before.linesDigest {
        try insertLines(of: rows, for: before.assessmentID)
      }
      return
    }
    outcome.changed += 1
    try closeVersion(before.assessmentID)
    try insert(rows)
    noteCritical(rows, before: before.rating)
    if rows.rating > before.rating { outcome.risen += 1 }
    guard rows.overall != before.overall || rows.rating != before.rating else { return }
    outcome.rescored += 1
    try noteChange(rows, since: before)
  }

  // MARK: Changes

  /// Sets what splits differences to the run before by their causes; before any vendor is added.
  ///
  /// Without it, and for vendors of which no dossier was kept or given, the cause is
  /// `unattributed`. It is called with many vendors at a time, on the thread of the writer.
  public func splitChanges(by splitter: @escaping ChangeJob.Splitter) {
    precondition(outcome.vendors == 0, "differences are split from the first vendor on")
    self.splitter = splitter
  }

  private func noteChange(_ rows: AssessmentRows, since before: PreviousRun.Entry) throws {
    let scores = (
      before: ChangeAttribution.Score(overall: before.overall, rating: before.rating),
      after: ChangeAttribution.Score(overall: rows.overall, rating: rows.rating)
    )
    guard splitter != nil, let scored = rows.scored, let dossier = rows.dossier,
      let old = try oldDossier(of: before.assessmentID, unless: dossier.sha256)
    else {
      try insertChange(
        of: rows.vendorID, before: before.overall, after: rows.overall,
        ratings: before.rating.rawValue, rows.rating.rawValue, cause: Self.unknownCause)
      return
    }
    pending.append(
      PendingChange(
        vendorID: rows.vendorID,
        job: ChangeJob(
          before: scores.before, after: scores.after, oldDocument: old.document,
          newDossier: scored)))
    if pending.count >= Self.pendingLimit { try writePendingChanges() }
  }

  /// A dossier of the run before; without its document when it is the new one.
  private struct OldDossier {
    let document: [UInt8]?
  }

  /// Returns the dossier of an assessment without its document where it has the hash `sha256`; nil
  /// when none was kept.
  private func oldDossier(
    of assessmentID: Int64, unless sha256: String
  ) throws -> OldDossier? {
    let statement = statements.oldDossier
    statement.bind(assessmentID, at: 1)
    defer { statement.reset() }
    guard try statement.step() else { return nil }
    return OldDossier(
      document: statement.text(0) == sha256 ? nil : statement.withText(1) { Array($0) })
  }

  private func writePendingChanges() throws {
    guard let splitter, !pending.isEmpty else { return }
    let split = try splitter(pending.map(\.job))
    precondition(split.count == pending.count, "each difference is split once")
    for (change, parts) in zip(pending, split) {
      let job = change.job
      func insert(_ cause: String, points: Double) throws {
        try insertChange(
          of: change.vendorID, before: job.before.overall, after: job.after.overall,
          ratings: job.before.rating.rawValue, job.after.rating.rawValue, cause: cause,
          points: points)
      }
      if let parts {
        for part in parts { try insert(part.cause.rawValue, points: part.points) }
      } else {
        try insert(Self.unknownCause, points: job.after.overall - job.before.overall)
      }
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// Adds what became of all decisions, once.
  public func add(_ decisions: [JudgedDecision]) throws {
    precondition(state == .open, "the run is finished")
    let id = try SharedRowSet.decisions(decisions).store(in: connection)
    try connection.execute("UPDATE runs SET decision_set_id = \(id) WHERE run_id = \(runID)")
  }

  /// Adds what is wrong with the inventory, once.
  public func add(_ issues: [InventoryIssue]) throws {
    precondition(state == .open, "the run is finished")
    guard !issues.isEmpty else { return }
    let id = try SharedRowSet.issues(issues).store(in: connection)
    try connection.execute("UPDATE runs SET issue_set_id = \(id) WHERE run_id = \(runID)")
  }

  /// The cause of a vendor's coming and going.
  private static let arrivalCause = "vendor-row"
  /// The cause of a difference that was not split.
  private static let unknownCause = "unattributed"

  private func noteCritical(_ rows: AssessmentRows, before: Rating?) {
    guard rows.rating == .critical, before != .critical else { return }
    outcome.newlyCritical.append(VendorName(id: rows.vendorID, name: rows.name))
  }

  // MARK: Ending

  /// Closes what vanished, completes the run, and returns what it amounts to.
  ///
  /// Everything stays in the transaction: exports can be written from it before ``commit()``.
  ///
  /// - Parameters:
  ///   - finishedAt: ISO 8601 in UTC.
  ///   - exitStatus: What the run will exit with; ``setExitStatus(_:)`` may still change it.
  public func finish(finishedAt: String, exitStatus: Int32) throws -> RunOutcome {
    precondition(state == .open, "the run is finished")
    precondition(rejectSets.openInputs.isEmpty, "rejects are followed by their input")
    try writePendingChanges()
    try previous.forEachVanished { vendorID, before in
      outcome.vanished += 1
      try closeVersion(before.assessmentID)
      try insertChange(
        of: vendorID, before: before.overall, after: 0, ratings: before.rating.rawValue, "",
        cause: Self.arrivalCause)
    }
    let statement = try connection.prepare(
      "UPDATE runs SET finished_at = ?2, vendors = ?3, exit_status = ?4 WHERE run_id = ?1")
    statement.bind(runID, at: 1)
    statement.bind(finishedAt, at: 2)
    statement.bind(outcome.vendors, at: 3)
    statement.bind(Int64(exitStatus), at: 4)
    try statement.run()
    state = .finished
    return outcome
  }

  /// Replaces the exit status, which may depend on the outcome.
  public func setExitStatus(_ exitStatus: Int32) throws {
    precondition(state == .finished, "the run is not finished, or ended")
    try connection.execute(
      "UPDATE runs SET exit_status = \(exitStatus) WHERE run_id = \(runID)")
  }

  /// Makes the run part of the record; on return it is on disk.
  ///
  /// - Throws: `StoreError`; the run is then taken back.
  public func commit() throws {
    precondition(state == .finished, "the run is not finished, or ended")
    do {
      try connection.execute("COMMIT")
    } catch {
      rollback()
      throw error
    }
    state = .ended
    // So that a copy of the one file holds everything. A reader may be in the way; then the next
    // run does it, and the exports, which wait for their place, come first.
    connection.setBusyTimeout(milliseconds: Self.checkpointTimeoutMilliseconds)
    if isWithoutLog { try? connection.execute("PRAGMA journal_mode = WAL") }
    try? connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
  }

  private static let checkpointTimeoutMilliseconds: Int32 = 200

  /// Takes everything back; does nothing after a commit.
  public func rollback() {
    guard state != .ended else { return }
    state = .ended
    // After a full disk or a failed one, SQLite has rolled back already.
    if connection.isInTransaction { try? connection.execute("ROLLBACK") }
  }

  // MARK: Rows

  private func insert(_ rows: AssessmentRows) throws {
    statements.insertVendor.bind(rows.vendorID, at: 1)
    statements.insertVendor.bind(runID, at: 2)
    try statements.insertVendor.run()
    let dossierID = try rows.dossier.map(store)
    let assessmentID = nextAssessmentID
    nextAssessmentID += 1
    try rows.bytes.withUnsafeBytes { bytes in
      try rows.digest.withUnsafeBytes { digest in
        var cursor = RowCursor(bytes)
        while let table = cursor.nextTable() {
          let statement = statements.rows[Int(table.rawValue)]
          statement.bind(assessmentID, at: 1)
          if table == .assessments {
            statement.bind(pipelineID, at: 2)
            statement.bind(runID, at: 3)
            statement.bindNull(at: 4)
            statement.bind(staticBlob: digest, at: 5)
            statement.bind(dossierID, at: 6)
            statement.bind(rows.linesDigest, at: table.schema.columns.count)
          }
          cursor.bind(
            to: statement, from: table.firstParameter, through: table.lastParameter)
          try statement.run()
        }
      }
    }
  }

  private func insertLines(of rows: AssessmentRows, for assessmentID: Int64) throws {
    let statement = statements.insertLines
    for (number, part) in rows.lines.enumerated() {
      statement.bind(assessmentID, at: 1)
      statement.bind(number, at: 2)
      statement.bind(runID, at: 3)
      statement.bind(number == 0 ? rows.linesDigest : nil, at: 4)
      statement.bind(part, at: 5)
      try statement.run()
    }
  }

  private func store(_ dossier: (sha256: String, document: [UInt8])) throws -> Int64 {
    let insertion = statements.insertDossier
    insertion.bind(nextDossierID, at: 1)
    insertion.bind(dossier.sha256, at: 2)
    try dossier.document.withUnsafeBytes { document in
      if let base = document.baseAddress {
        insertion.bind(staticText: base, count: document.count, at: 3)
      } else {
        insertion.bind("", at: 3)
      }
      // RETURNING would tell the number as well, but made writing a vendor 40 % slower.
      try insertion.run()
    }
    if connection.changedRows > 0 {
      defer { nextDossierID += 1 }
      return nextDossierID
    }
    statements.findDossier.bind(dossier.sha256, at: 1)
    defer { statements.findDossier.reset() }
    _ = try statements.findDossier.step()
    return statements.findDossier.integer(0)
  }

  private func closeVersion(_ assessmentID: Int64) throws {
    statements.closeVersion.bind(assessmentID, at: 1)
    statements.closeVersion.bind(previousRunID, at: 2)
    try statements.closeVersion.run()
  }

  private func insertChange(
    of vendorID: String, before: Double, after: Double, ratings: String, _ ratingAfter: String,
    cause: String, points: Double? = nil
  ) throws {
    let statement = statements.insertChange
    statement.bind(runID, at: 1)
    statement.bind(vendorID, at: 2)
    statement.bind(before, at: 3)
    statement.bind(after, at: 4)
    statement.bind(ratings, at: 5)
    statement.bind(ratingAfter, at: 6)
    statement.bind(cause, at: 7)
    statement.bind(points ?? after - before, at: 8)
    try statement.run()
  }

  // MARK: Header

  private static func pipelineID(
    of name: String, in connection: SQLiteConnection
  ) throws -> Int64 {
    let insertion = try connection.prepare(
      "INSERT INTO pipelines (name) VALUES (?1) ON CONFLICT DO NOTHING")
    insertion.bind(name, at: 1)
    try insertion.run()
    let selection = try connection.prepare("SELECT pipeline_id FROM pipelines WHERE name = ?1")
    selection.bind(name, at: 1)
    _ = try selection.step()
    return selection.integer(0)
  }

  private static func insert(
    _ header: RunHeader, runID: Int64, pipelineID: Int64, previousRunID: Int64?,
    into connection: SQLiteConnection
  ) throws {
    let policy = try connection.prepare("\(Schema.policies.insertion) ON CONFLICT DO NOTHING")
    policy.bind(header.policySHA256, at: 1)
    policy.bind(header.policyDocument, at: 2)
    try policy.run()
    let run = try connection.prepare(Schema.runs.insertion)
    run.bind(runID, at: 1)
    run.bind(pipelineID, at: 2)
    run.bind(previousRunID, at: 3)
    run.bind(header.startedAt, at: 4)
    run.bind(header.startedAt, at: 5)
    run.bind(header.asOf.description, at: 6)
    run.bind(header.policySHA256, at: 7)
    run.bind(header.programVersion, at: 8)
    run.bind(0, at: 9)
    run.bind(0, at: 10)
    try run.run()
  }
}
