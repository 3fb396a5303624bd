import RiskCore
import RiskPipeline

/// Numbers of things, as sentences hold them.
enum Counting {
  /// Returns `1,234` for 1234.
  static func grouped(_ count: Int) -> String {
    var digits = String(count)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: ",")
  }

  /// Returns `1 vendor` or `2 vendors`.
  static func text(_ count: Int, _ thing: String) -> String {
    "\(grouped(count)) \(thing)\(count == 1 ? "" : "s")"
  }

  /// Returns points with their sign.
  static func points(_ value: Double) -> String {
    (Hundredths.rounded(value) < 0 ? "" : "+") + Hundredths.text(of: value)
  }

  /// Returns a table of ratings before and after.
  static func table(_ matrix: RatingMatrix) -> [String] {
    TextTable.lines(
      [["before \\ after"] + Rating.allCases.map(\.rawValue)]
        + Rating.allCases.map { before in
          [before.rawValue] + Rating.allCases.map { grouped(matrix[before, $0]) }
        }, rightAligned: [1, 2, 3, 4])
  }

  /// Returns the same table for programs: rating before, rating after, number.
  static func json(_ matrix: RatingMatrix) -> [String: [String: Int]] {
    Dictionary(
      uniqueKeysWithValues: Rating.allCases.map { before in
        (
          before.rawValue,
          Dictionary(
            uniqueKeysWithValues: Rating.allCases.map { ($0.rawValue, matrix[before, $0]) })
        )
      })
  }
}
