import RiskCore
import Testing
import _RiskTestSupport

@testable import RiskPipeline

@Suite struct PolicyComparisonTests {
  @Test func aNameIsNoDifference() throws {
    var other = Policy.standard
    other.name = "another"
    #expect(try PolicyComparison(from: .standard, to: other).sections.isEmpty)
  }

  @Test func sectionsStandInTheOrderOfThePolicyAndTelescope() throws {
    var other = Policy.standard
    other.factors["supplier-ban"]?.severity = 0.9
    other.factors["breach-or-implant"]?.halfLifeDays = nil
    other.opinion.priorWeight = 3
    other.floors = []
    other.lists["new-kind"] = 0.5
    let comparison = try PolicyComparison(from: .standard, to: other)
    #expect(comparison.sections.map(\.name) == ["opinion", "floors", "factors", "lists"])
    #expect(
      comparison.sections.flatMap { section in section.keys.map { "\(section.name).\($0.text)" } }
        == [
          "opinion.prior_weight 2 -> 3", "floors.(\(Policy.standard.floors.count)) -> (0)",
          "factors.breach-or-implant.half_life_days 1095 -> none",
          "factors.supplier-ban.severity 0.7 -> 0.9", "lists.new-kind none -> 0.5",
        ])
    var last = try #require(comparison.sections.last?.hybrid)
    last.name = other.name
    #expect(try PolicyDocument(last).json == PolicyDocument(other).json)
    #expect(comparison.sections[0].hybrid.opinion.priorWeight == 3)
    #expect(comparison.sections[0].hybrid.floors.count == Policy.standard.floors.count)
  }
}
