import Foundation
import RiskPipeline
import Testing
import _TestSupport

/// How the comparer does on labelled pairs, frozen: whoever changes a rule sees what it costs.
@Suite struct FrozenAccuracyTests {
  @Test func ownPairsAreJudgedAsFrozen() throws {
    let pairs = try LabelledPairs(path: Repository.path("Tests/Fixtures/names/labelled.csv"))
    #expect(pairs.pairs.count > 600)
    let report = AccuracyReport(pairs)
    try Golden.expect(json(report), equals: "accuracy/labelled.json")
  }

  /// Figures alone: the pairs are somebody else's.
  @Test(
    .enabled(
      if: Repository.sharedData("pairs/organisations_dev.csv") != nil,
      "the labelled pairs are not beside the checkout"))
  func pairsOfOthersAreJudgedAsFrozen() throws {
    let path = try #require(Repository.sharedData("pairs/organisations_dev.csv"))
    let report = AccuracyReport(try LabelledPairs(path: path))
    #expect(report.matrix.f1 >= 0.95)
    try Golden.expect(json(report.matrix), equals: "accuracy/organisations-dev.json")
  }

  private func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}
