/// Reads one version of an assessment out of the tables.
struct AssessmentReader {
  private let connection: SQLiteConnection
  private let assessmentID: Int64
  private let runID: Int64

  init(_ connection: SQLiteConnection, assessmentID: Int64, run runID: Int64) {
    self.connection = connection
    self.assessmentID = assessmentID
    self.runID = runID
  }

  func read() throws -> StoredAssessment? {
    let row = try rows(
      """
      SELECT vendor_id, name, country, overall, overall_lo, overall_hi, inherent, rating,
        floor_rule, da, da_lo, da_hi, cp, cp_lo, cp_hi, ns, ns_lo, ns_hi, coverage, conflict,
        stability, vector
      FROM assessments WHERE assessment_id = ?1
      """)
    guard try row.step() else { return nil }
    var assessment = StoredAssessment(
      runID: runID, vendorID: row.text(0), name: row.text(1), country: row.optionalText(2),
      overall: row.bounds(3), inherent: row.real(6), rating: row.text(7),
      floorRule: row.optionalText(8), dataAccess: row.bounds(9), consentPractice: row.bounds(12),
      nationalSecurity: row.bounds(15), coverage: row.real(18), conflict: row.real(19),
      stability: row.real(20), vector: row.text(21))
    let evidence = try evidence()
    assessment.findings = try findings(evidence)
    assessment.notAlleged = try notAlleged(evidence)
    assessment.hits = try hits()
    assessment.accesses = try accesses()
    assessment.contradictions = try contradictions()
    return assessment
  }

  /// The number of a finding, and of a mitigation of it or 0.
  private struct Place: Hashable {
    var finding: Int
    var mitigation: Int
  }

  private func rows(_ sql: String) throws -> SQLiteStatement {
    let statement = try connection.prepare(sql)
    statement.bind(assessmentID, at: 1)
    return statement
  }

  /// Prepares a query of rows that stand on lines of inputs, which depend on the run.
  private func placedRows(_ sql: String) throws -> SQLiteStatement {
    let statement = try rows(sql)
    statement.bind(runID, at: 2)
    return statement
  }

  /// The line of a row in the run.
  private static func line(of table: String, prefix: String = "") -> String {
    LineList.line(of: table, prefix: prefix, assessment: "?1", run: "?2")
  }

  private func evidence() throws -> [Place: [StoredEvidence]] {
    let row = try placedRows(
      """
      SELECT finding_no, mitigation_no, kind, ref_id, stance, claimant, claimant_role, source_id,
        publisher, reliability, credibility, stated_on, units, standing, file,
        \(Self.line(of: "evidence")), excerpt
      FROM evidence WHERE assessment_id = ?1 ORDER BY finding_no, mitigation_no, evidence_no
      """)
    var evidence: [Place: [StoredEvidence]] = [:]
    while try row.step() {
      evidence[Place(finding: row.int(0), mitigation: row.int(1)), default: []].append(
        StoredEvidence(
          kind: row.text(2), refID: row.text(3), stance: row.text(4), claimant: row.text(5),
          claimantRole: row.optionalText(6), sourceID: row.optionalText(7),
          publisher: row.optionalText(8), reliability: row.optionalText(9),
          credibility: row.optionalInt(10), statedOn: row.optionalText(11), units: row.real(12),
          standing: row.text(13), file: row.text(14), line: row.int(15), excerpt: row.text(16)))
    }
    return evidence
  }

  private func findings(_ evidence: [Place: [StoredEvidence]]) throws -> [StoredFinding] {
    let mitigations = try mitigations(evidence)
    let row = try rows(
      """
      SELECT finding_no, finding_id, axis, factor, subject, group_id, severity, asserted, denied,
        base_rate, p, lo, hi, conflict, mitigation, mitigation_lo, mitigation_hi, x, x_lo, x_hi,
        counted, points, detail
      FROM findings WHERE assessment_id = ?1 ORDER BY finding_no
      """)
    var findings: [StoredFinding] = []
    while try row.step() {
      let number = row.int(0)
      findings.append(
        StoredFinding(
          id: row.text(1), axis: row.text(2), factor: row.text(3), subject: row.text(4),
          groupID: row.text(5), severity: row.real(6), opinion: row.opinion(7),
          conflict: row.real(13), mitigation: row.bounds(14), risk: row.bounds(17),
          isCounted: row.integer(20) == 1, points: row.real(21), detail: row.text(22),
          mitigations: mitigations[number] ?? [],
          evidence: evidence[Place(finding: number, mitigation: 0)] ?? []))
    }
    return findings
  }

  private func mitigations(
    _ evidence: [Place: [StoredEvidence]]
  ) throws -> [Int: [StoredMitigation]] {
    let row = try rows(
      """
      SELECT finding_no, mitigation_no, factor, subject, mu, asserted, denied, base_rate, p, lo, hi
      FROM mitigations WHERE assessment_id = ?1 ORDER BY finding_no, mitigation_no
      """)
    var mitigations: [Int: [StoredMitigation]] = [:]
    while try row.step() {
      let place = Place(finding: row.int(0), mitigation: row.int(1))
      mitigations[place.finding, default: []].append(
        StoredMitigation(
          factor: row.text(2), subject: row.text(3), mu: row.real(4), opinion: row.opinion(5),
          evidence: evidence[place] ?? []))
    }
    return mitigations
  }

  private func notAlleged(_ evidence: [Place: [StoredEvidence]]) throws -> [StoredNotAlleged] {
    let row = try rows(
      """
      SELECT finding_no, finding_id, axis, factor, subject, denied
      FROM not_alleged WHERE assessment_id = ?1 ORDER BY finding_no
      """)
    var result: [StoredNotAlleged] = []
    while try row.step() {
      result.append(
        StoredNotAlleged(
          id: row.text(1), axis: row.text(2), factor: row.text(3), subject: row.text(4),
          denied: row.real(5),
          evidence: evidence[Place(finding: row.int(0), mitigation: 0)] ?? []))
    }
    return result
  }

  private func accesses() throws -> [StoredAccess] {
    let row = try placedRows(
      """
      SELECT access_id, data_category, data_subject, holder, storage, control, consent_basis,
        valid_from, valid_to, source_id, severity, purpose, retention_days, file,
        \(Self.line(of: "accesses"))
      FROM accesses WHERE assessment_id = ?1 ORDER BY access_no
      """)
    var accesses: [StoredAccess] = []
    while try row.step() {
      accesses.append(
        StoredAccess(
          id: row.text(0), dataCategory: row.text(1), dataSubject: row.text(2),
          holder: row.text(3), storage: row.optionalText(4), control: row.optionalText(5),
          consentBasis: row.optionalText(6), validFrom: row.optionalText(7),
          validTo: row.optionalText(8), sourceID: row.optionalText(9), severity: row.real(10),
          purpose: row.text(11), retentionDays: row.optionalInt(12), file: row.text(13),
          line: row.int(14)))
    }
    return accesses
  }

  private func hits() throws -> [StoredHit] {
    let decisions = try decisions()
    let row = try placedRows(
      """
      SELECT hit_no, list, entry_key, entry_name, query_name, kind, similarity, probability, status,
        entry_status, explanation, authority, programme, country_agreement, anchor, locator, file,
        \(Self.line(of: "hits")), identifier_agreement, entry_name_kind
      FROM hits WHERE assessment_id = ?1 ORDER BY hit_no
      """)
    var hits: [StoredHit] = []
    while try row.step() {
      hits.append(
        StoredHit(
          list: row.text(1), entryKey: row.text(2), entryName: row.text(3),
          queryName: row.text(4), kind: row.text(5), similarity: row.real(6),
          probability: row.real(7), status: row.text(8), entryStatus: row.text(9),
          explanation: row.text(10), authority: row.text(11), programme: row.text(12),
          countryAgreement: row.text(13), anchor: row.text(14), locator: row.text(15),
          file: row.text(16), line: row.int(17),
          identifierAgreement: row.text(18), entryNameKind: row.text(19),
          decisions: decisions[row.int(0)] ?? []))
    }
    return hits
  }

  private func contradictions() throws -> [StoredContradiction] {
    let row = try placedRows(
      """
      SELECT \(StoredContradiction.columns { Self.line(of: "contradictions", prefix: $0) })
      FROM contradictions WHERE assessment_id = ?1 ORDER BY contradiction_no
      """)
    var contradictions: [StoredContradiction] = []
    while try row.step() { contradictions.append(StoredContradiction(row)) }
    return contradictions
  }

  private func decisions() throws -> [Int: [StoredDecision]] {
    let row = try placedRows(
      """
      SELECT hit_no, verdict, decided_by, decided_on, reason, expires_on, anchor, file,
        \(Self.line(of: "decisions"))
      FROM decisions WHERE assessment_id = ?1 ORDER BY hit_no, decision_no
      """)
    var decisions: [Int: [StoredDecision]] = [:]
    while try row.step() {
      decisions[row.int(0), default: []].append(
        StoredDecision(
          verdict: row.text(1), decidedBy: row.text(2), decidedOn: row.text(3),
          reason: row.text(4), expiresOn: row.optionalText(5), anchor: row.text(6),
          file: row.text(7), line: row.int(8)))
    }
    return decisions
  }
}

extension SQLiteStatement {
  /// Reads a value and its bounds from three columns.
  fileprivate func bounds(_ column: Int) -> StoredAssessment.Bounds {
    StoredAssessment.Bounds(value: real(column), low: real(column + 1), high: real(column + 2))
  }

  /// Reads asserted, denied, base rate and the belief from six columns.
  fileprivate func opinion(_ column: Int) -> StoredOpinion {
    StoredOpinion(
      asserted: real(column), denied: real(column + 1), baseRate: real(column + 2),
      belief: bounds(column + 3))
  }
}
