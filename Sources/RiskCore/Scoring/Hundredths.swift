/// Scores as people read them: two decimals, counted in hundredths.
///
/// One rounding serves ratings, vectors, files and terminals, so that a score never shows two faces.
public enum Hundredths {
  /// Returns `value` in hundredths, halves away from zero.
  public static func rounded(_ value: Double) -> Int {
    Int((value * 100).rounded(.toNearestOrAwayFromZero))
  }

  /// Returns hundredths as a decimal number with two places and a point.
  public static func text(_ hundredths: Int) -> String {
    let magnitude = hundredths.magnitude
    let cents = magnitude % 100
    return (hundredths < 0 ? "-" : "") + "\(magnitude / 100)." + (cents < 10 ? "0" : "")
      + "\(cents)"
  }

  /// Returns `value` rounded to two decimals, as text.
  public static func text(of value: Double) -> String { text(rounded(value)) }
}
