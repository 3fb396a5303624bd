import RiskCore
import Testing

@Suite struct SuggestionTests {
  @Test(
    arguments: [
      ("no-consent", ["no-consent", "no-content"], "no-consent"),
      ("NO-Consent", ["no-consent"], "no-consent"),
      ("no_consent", ["no-consent", "state-owned"], "no-consent"),
      ("state-wned", ["state-owned", "supplier-ban"], "state-owned"),
      ("state-ownned", ["state-owned", "supplier-ban"], "state-owned"),
      ("sate", ["state", "slate"], "slate"),
      ("naem", ["name"], "name"),
      ("abcdef", ["abxyef"], "abxyef"),
      ("née", ["nee"], "nee"),
      ("a", ["b", "A"], "A"),
    ] as [(String, [String], String)])
  func closeNameIsFound(word: String, candidates: [String], expected: String) {
    #expect(Suggestion.nearest(to: word, among: candidates) == expected)
    #expect(Suggestion.nearest(to: word, among: candidates.reversed()) == expected)
  }

  @Test(
    arguments: [
      ("abcde", ["abxye"]),
      ("vendor", ["watchlist", "policy"]),
      ("a", ["b", "c", "ab"]),
      ("ab", ["cd"]),
      ("", ["a", ""]),
      ("name", []),
    ] as [(String, [String])])
  func distantNameIsNone(word: String, candidates: [String]) {
    #expect(Suggestion.nearest(to: word, among: candidates) == nil)
  }

  @Test func swapCountsAsOneEdit() {
    #expect(Suggestion.nearest(to: "abc", among: ["acb"]) == "acb")
    #expect(Suggestion.nearest(to: "abc", among: ["bca"]) == nil)
    // Two swaps in six letters are two edits; four substitutions would be too many.
    #expect(Suggestion.nearest(to: "abcdef", among: ["badcef"]) == "badcef")
  }

  @Test func tiesGoToTheAlphabeticallyFirst() {
    #expect(Suggestion.nearest(to: "cat", among: ["hat", "bat", "rat"]) == "bat")
  }

  /// The early exits agree with the textbook recurrence on every pair of short words.
  @Test func agreesWithReferenceOnShortWords() {
    var texts: [[Character]] = [["a"], ["b"]]
    while (texts.last?.count ?? 0) < 6 {
      let longest = texts.last?.count
      texts += texts.filter { $0.count == longest }.flatMap { [$0 + ["a"], $0 + ["b"]] }
    }
    #expect(texts.count == 126)
    for left in texts where left.count >= 3 {
      for right in texts {
        let isClose = Self.distance(left, right) <= max(1, left.count / 3)
        let found = Suggestion.nearest(to: String(left), among: [String(right)]) != nil
        if found != isClose { Issue.record("\(String(left)) and \(String(right)): \(found)") }
      }
    }
  }

  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var table = Array(
      repeating: Array(repeating: 0, count: right.count + 1), count: left.count + 1)
    for row in 0...left.count {
      for column in 0...right.count {
        guard row > 0, column > 0 else {
          table[row][column] = row + column
          continue
        }
        let isSame = left[row - 1] == right[column - 1]
        var cost = min(
          table[row - 1][column] + 1, table[row][column - 1] + 1,
          table[row - 1][column - 1] + (isSame ? 0 : 1))
        if row > 1, column > 1, left[row - 1] == right[column - 2],
          left[row - 2] == right[column - 1]
        {
          cost = min(cost, table[row - 2][column - 2] + 1)
        }
        table[row][column] = cost
      }
    }
    return table[left.count][right.count]
  }
}
