extension ResultStore {
  /// Returns the vendors of a run that `text` may mean, by id.
  ///
  /// That is the vendor of exactly that id; else those of that name, in whatever case; else those
  /// whose id or name contains the text, in whatever case. Two vendors of one name are both
  /// returned, and no more than `limit`.
  ///
  /// - Complexity: O(1) for an id, else O(*n*) in the number of vendors.
  public func vendors(
    matching text: String, run runID: Int64, limit: Int = 100
  ) throws -> [VendorName] {
    let exact = try connection.prepare(
      "SELECT vendor_id, name FROM v_assessments WHERE run_id = ?1 AND vendor_id = ?2")
    exact.bind(runID, at: 1)
    exact.bind(text, at: 2)
    if try exact.step() { return [VendorName(id: exact.text(0), name: exact.text(1))] }

    let wanted = text.lowercased()
    var named: [VendorName] = []
    var containing: [VendorName] = []
    let all = try connection.prepare(
      "SELECT vendor_id, name FROM v_assessments WHERE run_id = ?1 ORDER BY vendor_id")
    all.bind(runID, at: 1)
    while try all.step() {
      let vendor = VendorName(id: all.text(0), name: all.text(1))
      let name = vendor.name.lowercased()
      if name == wanted {
        named.append(vendor)
      } else if named.isEmpty && containing.count < limit,
        name.contains(wanted) || vendor.id.lowercased().contains(wanted)
      {
        containing.append(vendor)
      }
    }
    return named.isEmpty ? containing : Array(named.prefix(limit))
  }

  /// Returns the lists of which some vendor of a run has a hit on the entry `key`, by id.
  public func lists(withHitsOn key: String, run runID: Int64) throws -> [String] {
    let statement = try connection.prepare(
      "SELECT DISTINCT list FROM v_hits WHERE run_id = ?1 AND entry_key = ?2 ORDER BY list")
    statement.bind(runID, at: 1)
    statement.bind(key, at: 2)
    var lists: [String] = []
    while try statement.step() { lists.append(statement.text(0)) }
    return lists
  }

  /// Returns the vendors of a run from the highest score down, equal ones by id.
  public func scores(run runID: Int64, limit: Int) throws -> [ScoreRow] {
    let statement = try connection.prepare(
      """
      SELECT vendor_id, name, country, overall, overall_lo, overall_hi, rating, floor_rule,
        coverage, conflict, stability
      FROM v_assessments WHERE run_id = ?1 ORDER BY overall DESC, vendor_id LIMIT ?2
      """)
    statement.bind(runID, at: 1)
    statement.bind(limit, at: 2)
    let reason = try connection.prepare(
      """
      SELECT finding_id, factor, subject, points FROM v_findings
      WHERE run_id = ?1 AND vendor_id = ?2 AND counted = 1
      ORDER BY points DESC, finding_id LIMIT 1
      """)
    var rows: [ScoreRow] = []
    while try statement.step() {
      let vendorID = statement.text(0)
      reason.bind(runID, at: 1)
      reason.bind(vendorID, at: 2)
      let mainReason =
        try reason.step()
        ? ScoreRow.MainReason(
          findingID: reason.text(0), factor: reason.text(1), subject: reason.text(2),
          points: reason.real(3)) : nil
      reason.reset()
      rows.append(
        ScoreRow(
          vendorID: vendorID, name: statement.text(1), country: statement.optionalText(2),
          overall: statement.real(3), overallLow: statement.real(4),
          overallHigh: statement.real(5), rating: statement.text(6),
          floorRule: statement.optionalText(7), coverage: statement.real(8),
          conflict: statement.real(9), stability: statement.real(10), mainReason: mainReason))
    }
    return rows
  }

  /// Returns a vendor's assessment in a run with everything behind it, or nil when the run does not
  /// have the vendor.
  public func assessment(ofVendor vendorID: String, run runID: Int64) throws -> StoredAssessment? {
    guard let assessmentID = try assessmentID(ofVendor: vendorID, run: runID) else { return nil }
    return try AssessmentReader(connection, assessmentID: assessmentID, run: runID).read()
  }

  func assessmentID(ofVendor vendorID: String, run runID: Int64) throws -> Int64? {
    let statement = try connection.prepare(
      """
      SELECT a.assessment_id FROM runs AS r JOIN assessments AS a
        ON a.pipeline_id = r.pipeline_id AND a.first_run <= r.run_id
          AND ifnull(a.last_run, 9223372036854775807) >= +r.run_id
      WHERE r.run_id = ?1 AND a.vendor_id = ?2
      """)
    statement.bind(runID, at: 1)
    statement.bind(vendorID, at: 2)
    return try statement.step() ? statement.integer(0) : nil
  }
}
