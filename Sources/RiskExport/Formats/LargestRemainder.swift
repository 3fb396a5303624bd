/// Splits a printed total into printed parts, so that the parts add up to the last digit.
public enum LargestRemainder {
  /// Returns whole numbers that stand in the proportions of `parts` and add up to `total`.
  ///
  /// Each part gets the whole number below its exact share; what is then missing goes, one each, to
  /// the shares that lost most; of equal losses to the earlier part:
  ///
  ///     LargestRemainder.distribute(total: 100, parts: [1, 1, 1])  // [34, 33, 33]
  ///
  /// Parts of 0 get 0. When all parts are 0 there is nobody to give the total to, and all get 0. What is
  /// below 0 comes from a damaged record alone, and counts as 0.
  ///
  /// - Parameters:
  ///   - total: The number to split, 0 or more.
  ///   - parts: The exact parts, 0 or more, in the order that settles ties.
  /// - Complexity: O(*n* log *n*).
  public static func distribute(total: Int, parts: [Double]) -> [Int] {
    let parts = parts.map { max(0, $0) }
    let sum = parts.reduce(0, +)
    guard sum > 0, total > 0 else { return parts.map { _ in 0 } }
    let shares = parts.map { $0 / sum * Double(total) }
    var result = shares.map { Int($0.rounded(.down)) }
    // Rounding may push the sum of whole shares past the total by one, when a share that is a whole
    // number comes out a little above it; then the smallest loss gives one back.
    let missing = total - result.reduce(0, +)
    func loss(_ index: Int) -> Double { shares[index] - Double(result[index]) }
    let order = parts.indices.filter { parts[$0] > 0 }.sorted { left, right in
      let losses = (loss(left), loss(right))
      return losses.0 == losses.1 ? left < right : losses.0 > losses.1
    }
    if missing >= 0 {
      for index in order.prefix(missing) { result[index] += 1 }
    } else {
      for index in order.reversed().filter({ result[$0] > 0 }).prefix(-missing) {
        result[index] -= 1
      }
    }
    return result
  }
}
