import RiskCore
import RiskExport

/// A score on its scale from 0 to 100, with the interval around it and the thresholds of ratings.
enum IntervalBar {
  /// Returns the bar; the figures stand beside it as text.
  static func svg(
    _ bounds: StoredAssessment.Bounds, thresholds: [Double] = [], height: Int = 14
  ) -> String {
    let middle = height / 2
    var content = SVG.bar(x: 0, width: 100, y: middle - 1, height: 2, "track")
    for threshold in thresholds {
      content += SVG.line(x1: threshold, y1: 1, x2: threshold, y2: height - 1, "tick")
    }
    let (low, high) = (min(bounds.low, bounds.value), max(bounds.high, bounds.value))
    content += SVG.bar(
      x: low, width: max(high - low, 0.5), y: middle - 3, height: 6, "interval")
    content +=
      "<circle class=\"dot\" cx=\"\(SVG.percent(bounds.value))\" cy=\"\(middle)\" r=\"4\"/>"
    return SVG.ornament("range", height: height, content)
  }
}
