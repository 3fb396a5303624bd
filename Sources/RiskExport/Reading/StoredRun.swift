/// A run as the database has it: the columns of `v_runs`.
public struct StoredRun: Sendable, Equatable {
  public var runID: Int64
  /// ISO 8601 in UTC.
  public var startedAt: String
  /// ISO 8601 in UTC.
  public var finishedAt: String
  /// The as-of date, `YYYY-MM-DD`.
  public var asOf: String
  public var pipeline: String
  public var policySHA256: String
  public var programVersion: String
  /// The number of vendors assessed.
  public var vendors: Int
  public var exitStatus: Int32
  /// The run of the same pipeline before; nil for its first.
  public var previousRunID: Int64?

  static let query = """
    SELECT run_id, started_at, finished_at, as_of, pipeline, policy_sha256, program_version,
      vendors, exit_status, previous_run_id FROM v_runs
    """

  init(_ row: SQLiteStatement) {
    runID = row.integer(0)
    startedAt = row.text(1)
    finishedAt = row.text(2)
    asOf = row.text(3)
    pipeline = row.text(4)
    policySHA256 = row.text(5)
    programVersion = row.text(6)
    vendors = row.int(7)
    exitStatus = Int32(truncatingIfNeeded: row.integer(8))
    previousRunID = row.isNull(9) ? nil : row.integer(9)
  }
}

/// An input of a run: the columns of `v_inputs`.
public struct StoredInput: Sendable, Equatable {
  public var source: String
  public var path: String
  public var sha256: String
  public var bytes: Int
  public var read: Int
  public var accepted: Int
  public var rejected: Int
  public var duplicates: Int
  /// The latest date in the file, `YYYY-MM-DD`; nil when it holds none.
  public var newestDate: String?
  /// Of a watchlist, how it stood.
  public var list: ListHealth?

  static let query = """
    SELECT source, path, sha256, bytes, read, accepted, rejected, duplicates, newest_date,
      list_entries, list_active, list_age_days, list_uses_last_good, list_breaches, list_names
    FROM v_inputs
    """

  init(_ row: SQLiteStatement) {
    source = row.text(0)
    path = row.text(1)
    sha256 = row.text(2)
    bytes = row.int(3)
    read = row.int(4)
    accepted = row.int(5)
    rejected = row.int(6)
    duplicates = row.int(7)
    newestDate = row.optionalText(8)
    list = row.optionalInt(9).map { entries in
      ListHealth(
        entries: entries, active: row.optionalInt(10), names: row.optionalInt(14),
        ageDays: row.optionalInt(11),
        usesLastGood: row.integer(12) == 1,
        breaches: row.text(13).split(separator: "\n").map(String.init))
    }
  }
}

/// A line of a ranking: a vendor with what contributes most to its score.
public struct ScoreRow: Sendable, Equatable {
  public var vendorID: String
  public var name: String
  public var country: String?
  /// The residual score with its bounds, 0 to 100.
  public var overall: Double
  public var overallLow: Double
  public var overallHigh: Double
  public var rating: String
  public var floorRule: String?
  /// Share of the expected facts that is known, 0 to 1.
  public var coverage: Double
  /// How much is disputed, 0 to 1.
  public var conflict: Double
  /// How often the rating survives shaken weights, 0 to 1.
  public var stability: Double
  /// The counted finding with the most points; nil when there is none.
  public var mainReason: MainReason?

  /// The counted finding with the most points; of equal ones the smallest id.
  public struct MainReason: Sendable, Equatable {
    public var findingID: String
    public var factor: String
    public var subject: String
    /// Its part of the overall score, 0 to 100.
    public var points: Double
  }
}
