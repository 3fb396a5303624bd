import Foundation
import RiskCore
import Testing
import _RiskTestSupport
import _TestSupport

/// The page on data categories holds the values of the default policy.
@Suite struct DataCategoriesPageTests {
  /// The cells of each table row of the page, without code marks.
  private func rows() throws -> [[String]] {
    let text = try String(
      contentsOfFile: Repository.path("Documentation/DataCategories.md"), encoding: .utf8)
    return text.split(separator: "\n").filter { $0.hasPrefix("| `") }.map { line in
      line.split(separator: "|").map {
        $0.trimmingCharacters(in: .whitespaces).replacing("`", with: "")
      }
    }
  }

  @Test func everyWordOfThePolicyStandsThereWithItsValue() throws {
    let policy = Policy.standard
    let rows = try rows()
    func expect(_ key: String, _ value: Double, in table: String) {
      let found = rows.contains { $0.count > 1 && $0[0] == key && Double($0[1]) == value }
      #expect(found, "\(table).\(key) \(value) is not on the page")
    }
    for (key, value) in policy.sensitivity { expect(key, value, in: "sensitivity") }
    for (key, value) in policy.reach { expect(key, value, in: "reach") }
    for (key, value) in policy.endedAccessHalfLifeDays { expect(key, value, in: "half-life") }
    let columns = policy.accessColumns
    for (column, table) in [
      ("storage", columns.storage), ("control", columns.control),
      ("consent_basis", columns.consentBasis),
    ] {
      for (value, factor) in table {
        #expect(
          rows.contains { $0.count > 2 && Array($0.prefix(3)) == [column, value, factor] },
          "\(column) \(value) is not on the page")
      }
    }
    let words =
      policy.sensitivity.count + policy.reach.count + policy.endedAccessHalfLifeDays.count
      + columns.storage.count + columns.control.count + columns.consentBasis.count
    #expect(rows.count == words, "the page has a word that the policy lacks")
  }
}
