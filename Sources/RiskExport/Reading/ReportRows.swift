/// How many vendors of a run have each rating.
public struct RatingTally: Sendable, Equatable {
  public var runID: Int64
  /// The as-of date of the run, `YYYY-MM-DD`.
  public var asOf: String
  /// Whether the run before was scored under another policy.
  public var isUnderNewPolicy: Bool
  /// Whether the run before was made by another version of the program.
  public var isByNewProgram: Bool
  /// By rating; a rating that no vendor has may be missing.
  public var counts: [String: Int]
}

/// The figures of one vendor that distributions are counted from.
public struct DistributionFigures: Sendable, Equatable {
  /// 0 to 100.
  public var overall: Double
  /// 0 to 100.
  public var dataAccess: Double
  /// 0 to 100.
  public var consentPractice: Double
  /// 0 to 100.
  public var nationalSecurity: Double
  /// 0 to 1.
  public var coverage: Double
  public var rating: String
}

/// How the vendors of a run differ from the run before, counted.
public struct ChangeTally: Sendable, Equatable {
  /// Vendors of both runs whose score rose.
  public var rose = 0
  /// Vendors of both runs whose score fell.
  public var fell = 0
  /// Vendors that the run before did not have.
  public var new = 0
  /// Vendors that only the run before had.
  public var gone = 0
  /// Vendors that are critical and were not, or were not there.
  public var newlyCritical = 0
}

/// A vendor whose score differs from the run before.
public struct Mover: Sendable, Equatable {
  /// One cause with the points that it accounts for.
  public struct Cause: Sendable, Equatable {
    public var cause: String
    public var points: Double
  }

  public var vendorID: String
  public var name: String
  /// 0 to 100.
  public var before: Double
  /// 0 to 100.
  public var after: Double
  public var ratingBefore: String
  public var ratingAfter: String
  /// The largest first.
  public var causes: [Cause] = []
}

/// A row of `v_review_queue` with its vendor.
public struct ReviewItem: Sendable, Equatable {
  public var vendorID: String
  public var name: String
  public var rating: String
  /// 0 to 100.
  public var overall: Double
  public var reason: String
  /// 0 to 100.
  public var priority: Double
  /// What to look at, in a sentence.
  public var detail: String
}

/// A line of the table of vendors.
public struct VendorLine: Sendable, Equatable {
  public var vendorID: String
  public var name: String
  public var country: String?
  public var rating: String
  public var floorRule: String?
  public var overall: StoredAssessment.Bounds
  /// 0 to 100, as the other axes.
  public var dataAccess: Double
  public var consentPractice: Double
  public var nationalSecurity: Double
  /// 0 to 1, as dispute and stability.
  public var coverage: Double
  public var conflict: Double
  public var stability: Double
  /// The counted finding with the most points, in a few words; empty when there is none.
  public var mainReason: String
}
