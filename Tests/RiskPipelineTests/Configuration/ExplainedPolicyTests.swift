import RiskCore
import RiskExport
import Testing
import _RiskTestSupport

@testable import RiskPipeline

@Suite struct ExplainedPolicyTests {
  @Test func aStoredPolicyIsReadAsItWas() throws {
    let standard = Policy.standard
    let policy = try #require(ExplainedPolicy(document: PolicyDocument(standard).json))
    #expect(policy.axes.consentPractice.weight == standard.axes.consentPractice.weight)
    #expect(policy.rating.high == standard.rating.high)
    #expect(policy.floors.map(\.name) == standard.floors.map(\.name))
    #expect(policy.floors.map(\.rating) == standard.floors.map(\.rating))
    #expect(policy.lists == standard.lists)
    #expect(policy.stability.draws == standard.stability.draws)
    #expect(policy.stability.seed == standard.stability.seed)
  }

  @Test(arguments: ["", "{}", #"{"name":"test"}"#])
  func aDocumentThatLacksAValueIsNotRead(document: String) {
    #expect((ExplainedPolicy(document: document) as ExplainedPolicy?) == nil)
  }
}
