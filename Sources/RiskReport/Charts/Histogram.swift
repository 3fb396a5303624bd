/// How often scores fall into each tenth of the scale.
struct Histogram {
  /// From 0 up; a score of 100 is in the last one.
  private(set) var bins = [Int](repeating: 0, count: 10)

  /// Counts a score from 0 to 100.
  mutating func add(_ score: Double) {
    bins[min(max(Int(score / 10), 0), 9)] += 1
  }

  /// The scores that bin `index` holds, in words.
  static func range(of index: Int) -> String { "\(index * 10)–\(index * 10 + 10)" }

  /// Returns the chart, with the number of vendors above each bar.
  func svg(id: String, title: String) -> String {
    let (top, bottom, height) = (18, 118, 140)
    let largest = max(bins.max() ?? 0, 1)
    var content = ""
    for (index, count) in bins.enumerated() {
      let x = Double(index) * 10
      // What is there is never drawn as nothing.
      let size =
        count == 0
        ? 0 : max(2, Int(Double(count) / Double(largest) * Double(bottom - top)))
      if size > 0 {
        content += SVG.bar(x: x + 0.8, width: 8.4, y: bottom - size, height: size, "bin")
        content += SVG.label(
          Self.abbreviated(count), x: x + 5, y: bottom - size - 5, "label count")
      }
    }
    content += SVG.line(x1: 0, y1: bottom, x2: 100, y2: bottom, "axis")
    for (value, anchor) in [
      (0, "start"), (25, "middle"), (50, "middle"), (75, "middle"), (100, "end"),
    ] {
      content += SVG.line(
        x1: Double(value), y1: bottom, x2: Double(value), y2: bottom + 4, "axis")
      content += SVG.label("\(value)", x: Double(value), y: bottom + 17, anchor: anchor)
    }
    let description = bins.enumerated().filter { $0.element > 0 }
      .map { "\(Self.range(of: $0.offset)): \($0.element)" }.joined(separator: ", ")
    return SVG.chart(
      "histogram-\(id)", title: title, description: "Vendors by score. \(description).",
      height: height, content)
  }

  /// A count in four characters at most.
  static func abbreviated(_ count: Int) -> String {
    switch count {
    case ..<10_000: "\(count)"
    case ..<1_000_000: "\((count + 500) / 1_000)k"
    default: "\(count / 1_000_000).\(count % 1_000_000 / 100_000)M"
    }
  }
}
