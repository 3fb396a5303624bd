/// Finds the name that a misspelt one probably stands for.
public enum Suggestion {
  /// Returns the candidate nearest to `word`, or nil when none is close.
  ///
  /// Distance is the number of inserted, dropped, changed and swapped neighbouring characters; case
  /// does not matter. Close is one edit for each three characters of `word`, and at least one. Of
  /// candidates equally near the alphabetically first is returned; a candidate that shares no
  /// character with `word` never is.
  ///
  ///     Suggestion.nearest(to: "no-consnet", among: ["no-consent", "state-owned"])  // "no-consent"
  ///
  /// - Complexity: O(*c* · *n* · *m*) for *c* candidates about as long as `word`.
  public static func nearest(to word: String, among candidates: some Sequence<String>) -> String? {
    let query = Array(word.lowercased())
    let limit = min(max(1, query.count / 3), query.count - 1)
    guard limit >= 0 else { return nil }

    var best: (distance: Int, candidate: String)?
    for candidate in candidates {
      let bound = best?.distance ?? limit
      let letters = Array(candidate.lowercased())
      guard abs(letters.count - query.count) <= bound,
        let distance = distance(from: query, to: letters, atMost: bound)
      else { continue }
      if let best, (best.distance, best.candidate) <= (distance, candidate) { continue }
      best = (distance, candidate)
    }
    return best?.candidate
  }

  /// Returns the optimal string alignment distance, or nil when it is above `limit`.
  private static func distance(
    from left: [Character], to right: [Character], atMost limit: Int
  ) -> Int? {
    if left.isEmpty || right.isEmpty {
      let length = max(left.count, right.count)
      return length <= limit ? length : nil
    }
    var beforeLast = [Int](repeating: 0, count: right.count + 1)
    var last = Array(0...right.count)
    var current = last
    for row in 1...left.count {
      current[0] = row
      for column in 1...right.count {
        let change = left[row - 1] == right[column - 1] ? 0 : 1
        var cost = min(
          last[column] + 1, current[column - 1] + 1, last[column - 1] + change)
        if row > 1, column > 1, left[row - 1] == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          cost = min(cost, beforeLast[column - 2] + 1)
        }
        current[column] = cost
      }
      // A swap reaches back two rows, so both have to be beyond the limit before it is hopeless.
      if row > 1, (current.min() ?? 0) > limit, (last.min() ?? 0) > limit { return nil }
      (beforeLast, last, current) = (last, current, beforeLast)
    }
    return last[right.count] <= limit ? last[right.count] : nil
  }
}
