/// A bar of a run's ratings, worst first, as long as the whole row.
enum RatingBar {
  /// Returns the bar; the counts stand beside it as text.
  static func svg(_ counts: [String: Int], height: Int = 20) -> String {
    let total = counts.values.reduce(0, +)
    guard total > 0 else {
      return SVG.ornament("ratings", height: height, "")
    }
    var content = ""
    var start = 0.0
    for rating in RatingOrder.all {
      let count = counts[rating] ?? 0
      guard count > 0 else { continue }
      let width = Double(count) / Double(total) * 100
      content += SVG.bar(x: start, width: width, y: 0, height: height, "fill-\(rating)")
      // A gap in the colour of the page keeps neighbours apart without colour.
      if start > 0 {
        content += SVG.line(x1: start, y1: 0, x2: start, y2: height, "gap")
      }
      start += width
    }
    return SVG.ornament("ratings", height: height, content)
  }
}
