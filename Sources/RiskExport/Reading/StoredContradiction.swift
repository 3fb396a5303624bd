/// A row of `v_contradictions`.
public struct StoredContradiction: Sendable, Equatable {
  /// One of the two facts, and who says so.
  public struct Side: Sendable, Equatable {
    public var text: String
    /// Empty for the inventory.
    public var claimant: String
    public var claimantRole: String?
    public var sourceID: String?
    public var publisher: String?
    /// `YYYY-MM-DD`.
    public var statedOn: String?
    public var file: String
    public var line: Int

    /// Reads a side from eight columns.
    init(_ row: SQLiteStatement, from column: Int) {
      text = row.text(column)
      claimant = row.text(column + 1)
      claimantRole = row.optionalText(column + 2)
      sourceID = row.optionalText(column + 3)
      publisher = row.optionalText(column + 4)
      statedOn = row.optionalText(column + 5)
      file = row.text(column + 6)
      line = row.int(column + 7)
    }
  }

  public var kind: String
  public var subject: String
  public var topic: String
  public var claim: Side
  public var counterclaim: Side

  /// The columns that ``init(_:from:)`` reads, in their order.
  ///
  /// - Parameter line: The SQL of a line, by what the names of its side's columns begin with.
  static func columns(_ line: (String) -> String = { $0 + "line" }) -> String {
    """
    kind, subject, topic, claim, claimant, claimant_role, source_id, publisher, stated_on, file,
    \(line("")), counterclaim, counter_claimant, counter_claimant_role, counter_source_id,
    counter_publisher, counter_stated_on, counter_file, \(line("counter_"))
    """
  }

  /// Reads a row from nineteen columns.
  init(_ row: SQLiteStatement, from column: Int = 0) {
    kind = row.text(column)
    subject = row.text(column + 1)
    topic = row.text(column + 2)
    claim = Side(row, from: column + 3)
    counterclaim = Side(row, from: column + 11)
  }
}

/// A vendor of a run with the facts about it that disagree.
public struct VendorContradictions: Sendable, Equatable {
  public var vendorID: String
  public var name: String
  /// 0 to 100.
  public var overall: Double
  public var rating: String
  public var contradictions: [StoredContradiction]
}

extension ResultStore {
  /// Returns the contradictions of a run, or of one vendor of it, from the vendor with the highest
  /// score down, equal ones by id.
  ///
  /// A vendor without any is left out.
  public func contradictions(
    run runID: Int64, vendorID: String? = nil
  ) throws -> [VendorContradictions] {
    let row = try connection.prepare(
      """
      SELECT a.vendor_id, a.name, a.overall, a.rating, \(StoredContradiction.columns())
      FROM v_assessments AS a JOIN v_contradictions AS c USING (run_id, vendor_id)
      WHERE run_id = ?1 AND (?2 IS NULL OR vendor_id = ?2)
      ORDER BY a.overall DESC, a.vendor_id, c.contradiction_no
      """)
    row.bind(runID, at: 1)
    row.bind(vendorID, at: 2)
    var vendors: [VendorContradictions] = []
    while try row.step() {
      let contradiction = StoredContradiction(row, from: 4)
      if vendors.last?.vendorID == row.text(0) {
        vendors[vendors.count - 1].contradictions.append(contradiction)
      } else {
        vendors.append(
          VendorContradictions(
            vendorID: row.text(0), name: row.text(1), overall: row.real(2), rating: row.text(3),
            contradictions: [contradiction]))
      }
    }
    return vendors
  }
}
