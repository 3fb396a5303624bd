import RiskCore
import Testing
import _RiskTestSupport

/// What `compare` prints without a policy is what the default policy says.
@Suite struct StandardHitRulesTests {
  @Test func theStandardRulesAreThoseOfTheDefaultPolicy() throws {
    #expect(Policy.HitRules.standard == Policy.standard.hits)
  }
}
