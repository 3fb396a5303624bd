import RiskCore

/// What an explanation needs of the policy that a run was scored with.
public struct ExplainedPolicy: Sendable {
  public var axes: Policy.AxisWeights
  public var rating: Policy.RatingThresholds
  public var floors: [Policy.FloorRule]
  /// Severity of a hit, by the list's `severity`.
  public var lists: [String: Double]
  public var stability: Policy.StabilityRule

  /// Creates the part of a policy.
  public init(
    axes: Policy.AxisWeights, rating: Policy.RatingThresholds, floors: [Policy.FloorRule],
    lists: [String: Double], stability: Policy.StabilityRule
  ) {
    self.axes = axes
    self.rating = rating
    self.floors = floors
    self.lists = lists
    self.stability = stability
  }

  /// The weight of each axis at ``Axis/index``.
  var weights: [Double] {
    [axes.dataAccess.weight, axes.consentPractice.weight, axes.nationalSecurity.weight]
  }

  /// The score from which a rating applies; nil for the lowest one.
  func threshold(of rating: Rating) -> Double? {
    switch rating {
    case .low: nil
    case .moderate: self.rating.moderate
    case .high: self.rating.high
    case .critical: self.rating.critical
    }
  }
}
