import RiskCore

/// How many vendors have one rating on one side and another on the other.
public struct RatingMatrix: Sendable, Equatable {
  private var counts = Array(
    repeating: Array(repeating: 0, count: Rating.allCases.count), count: Rating.allCases.count)

  /// The number of vendors with these two ratings.
  public subscript(before: Rating, after: Rating) -> Int {
    counts[before.index][after.index]
  }

  /// Vendors that keep their rating.
  public var kept: Int { Rating.allCases.reduce(0) { $0 + self[$1, $1] } }
  /// Vendors whose rating rises.
  public var raised: Int { count { $0 < $1 } }
  /// Vendors whose rating falls.
  public var lowered: Int { count { $0 > $1 } }

  mutating func add(from before: Rating, to after: Rating) {
    counts[before.index][after.index] += 1
  }

  private func count(_ holds: (Rating, Rating) -> Bool) -> Int {
    Rating.allCases.reduce(0) { sum, before in
      sum + Rating.allCases.reduce(0) { $0 + (holds(before, $1) ? self[before, $1] : 0) }
    }
  }
}
