import RiskCore
import RiskExport

/// Score against coverage: one mark for each vendor, or a grid of counts when there are many.
struct CoverageChart {
  /// Vendors up to which each has its mark.
  static let markLimit = 2000

  /// Where marks that would cover each other fall together.
  private struct Place: Hashable {
    /// Whole percent of coverage.
    var coverage: Int
    /// The score in halves.
    var score: Int
    /// Position in ``RatingOrder``.
    var rating: Int
  }

  private var places: [Place: Int] = [:]
  private var grid = [Int](repeating: 0, count: 100)
  private var bands = [[Int]](
    repeating: [Int](repeating: 0, count: RatingOrder.all.count), count: 5)
  private var count = 0

  /// Counts a vendor.
  mutating func add(_ vendor: DistributionFigures) {
    count += 1
    let rating = RatingOrder.all.firstIndex(of: vendor.rating) ?? RatingOrder.all.count - 1
    bands[min(max(Int(vendor.coverage * 5 + 1e-9), 0), 4)][rating] += 1
    let column = min(max(Int(vendor.coverage * 10 + 1e-9), 0), 9)
    grid[min(max(Int(vendor.overall / 10), 0), 9) * 10 + column] += 1
    guard count <= Self.markLimit else {
      places.removeAll()
      return
    }
    let place = Place(
      coverage: Int((vendor.coverage * 100).rounded()), score: Int((vendor.overall * 2).rounded()),
      rating: rating)
    places[place, default: 0] += 1
  }

  /// Whether vendors are shown in a grid.
  var isGrid: Bool { count > Self.markLimit }

  /// A line of the table that goes with the chart.
  struct Band {
    let range: String
    /// In the order of ``RatingOrder``.
    let counts: [String]
    let total: String
  }

  /// The vendors by fifths of coverage and by rating.
  var table: [Band] {
    bands.enumerated().map { index, counts in
      Band(
        range: "\(index * 20)–\(index * 20 + 20) %", counts: counts.map(ReportText.count),
        total: ReportText.count(counts.reduce(0, +)))
    }
  }

  // The plot, in percent across and pixels down.
  private let left = 9.0
  private let right = 97.0
  private let top = 28
  private let bottom = 328
  private let height = 376

  private func x(_ coverage: Double) -> Double { left + coverage * (right - left) }
  private func y(_ score: Double) -> Int {
    bottom - Int((score / 100 * Double(bottom - top)).rounded())
  }

  /// Returns the chart.
  func svg(thresholds: [(name: String, score: Double)]) -> String {
    var content = ""
    for value in [0, 20, 40, 60, 80, 100] {
      let (place, level) = (x(Double(value) / 100), y(Double(value)))
      content += SVG.line(x1: left, y1: level, x2: right, y2: level, "grid")
      content += SVG.label("\(value)", x: left - 1.5, y: level + 4, anchor: "end")
      content += SVG.label("\(value) %", x: place, y: bottom + 20)
    }
    content += isGrid ? cells : marks
    content += SVG.line(x1: left, y1: bottom, x2: right, y2: bottom, "axis")
    for threshold in thresholds {
      let level = y(threshold.score)
      content += SVG.line(x1: left, y1: level, x2: right, y2: level, "threshold")
      content += SVG.label(
        threshold.name, x: right - 0.5, y: level - 4, anchor: "end", "label threshold-name")
    }
    content += SVG.label("coverage", x: (left + right) / 2, y: bottom + 42, "label axis-name")
    content += SVG.label("score", x: left - 1.5, y: top - 16, anchor: "end", "label axis-name")
    return SVG.chart(
      "coverage-chart", title: "Score against coverage",
      description: "Each vendor by the share of its expected facts that is known, and by its score."
        + " The table below counts vendors by coverage and rating.", height: height, content)
  }

  private var marks: String {
    let ordered = places.sorted { left, right in
      let (a, b) = (left.key, right.key)
      // Worse ratings are drawn later, so that they stay visible.
      return (-a.rating, a.coverage, a.score) < (-b.rating, b.coverage, b.score)
    }
    let showsCounts = ordered.count <= 60
    var content = ""
    for (place, count) in ordered {
      let (px, py) = (x(Double(place.coverage) / 100), y(Double(place.score) / 2))
      let rating = RatingOrder.all[place.rating]
      content +=
        "<use href=\"#mark-\(rating)\" class=\"mark-\(rating)\" x=\"\(SVG.percent(px))\" y=\"\(py)\"/>"
      if showsCounts, count > 1 {
        let isAtEdge = px > right - 8
        content += SVG.label(
          "×\(count)", x: isAtEdge ? px - 1.4 : px + 1.4, y: py + 4,
          anchor: isAtEdge ? "end" : "start", "label count")
      }
    }
    return content
  }

  private var cells: String {
    let largest = max(grid.max() ?? 0, 1)
    var content = ""
    for (index, count) in grid.enumerated() where count > 0 {
      let (row, column) = (index / 10, index % 10)
      let shade = Self.shade(count, of: largest)
      let (start, level) = (x(Double(column) / 10), y(Double(row * 10 + 10)))
      content += SVG.bar(
        x: start, width: (right - left) / 10, y: level, height: y(Double(row * 10)) - level,
        "cell shade-\(shade)")
      content += SVG.label(
        Histogram.abbreviated(count), x: start + (right - left) / 20, y: level + 19,
        "label on-shade-\(shade)")
    }
    return content
  }

  /// A shade from 1 to 5, by orders of magnitude: most vendors sit in few cells.
  private static func shade(_ count: Int, of largest: Int) -> Int {
    var (shade, bound) = (5, Double(largest) / 3)
    while shade > 1, Double(count) < bound {
      shade -= 1
      bound /= 3
    }
    return shade
  }
}
