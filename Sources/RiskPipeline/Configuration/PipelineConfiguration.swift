import RiskCore
import RiskIngest

/// What one pipeline file asks for, checked and with its paths resolved.
public struct PipelineConfiguration: Sendable {
  /// The name under which runs are recorded.
  public var name: String
  /// The pipeline file itself.
  public var path: String
  /// The policy file, resolved.
  public var policyPath: String
  /// The SQLite database, resolved; several pipelines may share one.
  public var databasePath: String
  /// The folder of the CSV files, resolved; it belongs to this pipeline alone.
  public var exportsPath: String
  /// The page of HTML that each run writes, resolved; nil when it writes none.
  public var reportPath: String?
  /// In the order of the file; they are read in ``TableKind/readingOrder``.
  public var sources: [SourceConfiguration]
  /// How much of a source may be unusable.
  public var rejectLimit: RejectLimit
  /// What makes a finished run exit with status 1.
  public var gates: Set<Gate>
  /// The names of the analyst's own company, whose row of the inventory is not screened.
  public var ownCompany: [String] = []

  /// How many rows of a source may be rejected before the run stops.
  public struct RejectLimit: Sendable {
    /// The largest share of the rows read, 0 to 1.
    public var share: Double
    /// Rejected rows that are always tolerated, so that a small file does not stop on one.
    public var rows: Int

    /// Creates a limit.
    public init(share: Double, rows: Int) {
      self.share = share
      self.rows = rows
    }
  }

  /// A condition for a human to look at.
  public enum Gate: String, CaseIterable, Sendable {
    /// A vendor is critical and was not in the run before, or was not there. The first run of a
    /// pipeline has nothing to compare with and trips neither this nor `rating-rise`.
    case newCritical = "new-critical"
    /// A vendor's rating rose.
    case ratingRise = "rating-rise"
    /// An input row was rejected.
    case reject = "reject"
  }

  /// Creates a configuration.
  public init(
    name: String, path: String, policyPath: String, databasePath: String, exportsPath: String,
    sources: [SourceConfiguration], rejectLimit: RejectLimit, gates: Set<Gate>
  ) {
    self.name = name
    self.path = path
    self.policyPath = policyPath
    self.databasePath = databasePath
    self.exportsPath = exportsPath
    self.sources = sources
    self.rejectLimit = rejectLimit
    self.gates = gates
  }
}
