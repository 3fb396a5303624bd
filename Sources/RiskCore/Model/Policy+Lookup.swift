extension Policy.AxisWeights {
  /// The weight of each axis at ``Axis/index``.
  public var inOrder: [Double] {
    [dataAccess.weight, consentPractice.weight, nationalSecurity.weight]
  }
}

extension Policy.RatingThresholds {
  /// Returns the score from which a rating applies, 0 to 100; nil for the lowest one.
  public func threshold(of rating: Rating) -> Double? {
    switch rating {
    case .low: nil
    case .moderate: moderate
    case .high: high
    case .critical: critical
    }
  }
}
