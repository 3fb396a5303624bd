extension Assessment {
  /// The assessment in one line: score, rating, floor rule, axes, coverage (K) and conflict (D).
  ///
  ///     VR:1/S:57.12(31.40-80.30)/R:high/F:-/DA:61.30(48.02-74.11)/CP:…/NS:…/K:0.83/D:0.41
  ///
  /// Axes and the policy's axis weights give the score within 0.01.
  public var vector: String {
    func text(_ interval: Interval) -> String {
      "\(Hundredths.text(of: interval.value))(\(Hundredths.text(of: interval.low))"
        + "-\(Hundredths.text(of: interval.high)))"
    }
    var parts = ["VR:1", "S:\(text(overall))", "R:\(rating.rawValue)", "F:\(floorRule ?? "-")"]
    for axis in Axis.allCases { parts.append("\(axis.rawValue):\(text(axes[axis.index]))") }
    parts.append("K:\(Hundredths.text(of: coverage))")
    parts.append("D:\(Hundredths.text(of: conflict))")
    return parts.joined(separator: "/")
  }
}
