import RiskCore

/// Pieces of SVG.
///
/// Charts have no viewBox: what runs sideways is in percent and everything else in pixels, so that a
/// chart is as wide as its place while its text keeps its size.
enum SVG {
  /// Returns a chart with what it shows in words, for those who cannot see it.
  static func chart(
    _ name: String, title: String, description: String, height: Int, _ content: String
  ) -> String {
    "<svg class=\"chart \(name)\" width=\"100%\" height=\"\(height)\" role=\"img\""
      + " aria-labelledby=\"\(name)-title \(name)-desc\">"
      + "<title id=\"\(name)-title\">\(Markup.escaped(title))</title>"
      + "<desc id=\"\(name)-desc\">\(Markup.escaped(description))</desc>\(content)</svg>"
  }

  /// Returns a figure that repeats what stands beside it as text, and is passed over by readers.
  static func ornament(_ classes: String, height: Int, _ content: String) -> String {
    "<svg class=\"\(classes)\" width=\"100%\" height=\"\(height)\" aria-hidden=\"true\" "
      + "focusable=\"false\">\(content)</svg>"
  }

  /// Returns a rectangle; `x` and `width` are in percent.
  static func bar(x: Double, width: Double, y: Int, height: Int, _ classes: String) -> String {
    "<rect class=\"\(classes)\" x=\"\(percent(x))\" y=\"\(y)\" width=\"\(percent(width))\" "
      + "height=\"\(height)\"/>"
  }

  /// Returns a line across; `x` values are in percent.
  static func line(x1: Double, y1: Int, x2: Double, y2: Int, _ classes: String) -> String {
    "<line class=\"\(classes)\" x1=\"\(percent(x1))\" y1=\"\(y1)\" x2=\"\(percent(x2))\" "
      + "y2=\"\(y2)\"/>"
  }

  /// Returns a label; `anchor` is `start`, `middle` or `end`.
  static func label(
    _ text: String, x: Double, y: Int, anchor: String = "middle", _ classes: String = "label"
  ) -> String {
    "<text class=\"\(classes)\" x=\"\(percent(x))\" y=\"\(y)\" text-anchor=\"\(anchor)\">"
      + "\(Markup.escaped(text))</text>"
  }

  /// A number in percent with two decimals.
  static func percent(_ value: Double) -> String { Hundredths.text(of: value) + "%" }
}
