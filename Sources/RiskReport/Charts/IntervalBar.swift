import RiskCore
import RiskExport

/// A score on its scale from 0 to 100, with the interval around it and the thresholds of ratings.
enum IntervalBar {
  /// Returns the bar; the figures stand beside it as text.
  static func svg(_ bounds: StoredAssessment.Bounds) -> String {
    SVG.ornament("range", height: 14, drawing(bounds, middle: 7))
  }

  /// Returns the bar with the names of the ratings where each begins.
  static func labelled(
    _ bounds: StoredAssessment.Bounds, thresholds: [(name: String, score: Double)]
  ) -> String {
    var content = ""
    for threshold in thresholds {
      content += SVG.line(x1: threshold.score, y1: 0, x2: threshold.score, y2: 34, "tick")
      content += SVG.label(threshold.name, x: threshold.score + 0.8, y: 33, anchor: "start")
    }
    content += SVG.label("0", x: 0, y: 33, anchor: "start")
    content += SVG.label("100", x: 100, y: 33, anchor: "end")
    return SVG.ornament("range", height: 36, content + drawing(bounds, middle: 9))
  }

  private static func drawing(_ bounds: StoredAssessment.Bounds, middle: Int) -> String {
    var content = SVG.bar(x: 0, width: 100, y: middle - 1, height: 2, "track")
    let (low, high) = (min(bounds.low, bounds.value), max(bounds.high, bounds.value))
    content += SVG.bar(
      x: low, width: max(high - low, 0.5), y: middle - 3, height: 6, "interval")
    content +=
      "<circle class=\"dot\" cx=\"\(SVG.percent(bounds.value))\" cy=\"\(middle)\" r=\"4\"/>"
    return content
  }
}
