/// What a difference between two assessments of a vendor comes from.
///
/// The cases stand in the order in which causes are exchanged; the raw values are those of the
/// database.
public enum ChangeCause: String, CaseIterable, Sendable {
  /// Time passed: evidence aged, something became known, began or ended.
  case asOfDate = "as-of-date"
  /// The vendor's own row.
  case vendorRow = "vendor-row"
  /// Grades, dates and publishers of sources that both sides have.
  case sources
  case accesses
  case statements
  /// Watchlists, names and matcher together, of owners too, and whether there was screening at all.
  case hits
  /// Who owns what share.
  case ownership
  /// Analysts' verdicts on hits.
  case decisions
  case policy
  /// What remains: another program, or one that scores the same inputs differently.
  case programVersion = "program-version"
}

/// The part of a vendor's difference that one cause accounts for.
public struct ChangePart: Sendable, Equatable {
  public var cause: ChangeCause
  /// Points of the overall score, -100 to 100; 0 where only the rating moved.
  public var points: Double

  /// Creates a part.
  public init(cause: ChangeCause, points: Double) {
    self.cause = cause
    self.points = points
  }
}
