import Foundation
import RiskCore
import Testing
import _RiskTestSupport

@testable import RiskPipeline

@Suite struct PolicyDocumentTests {
  @Test func aStoredPolicyIsReadBackWhole() throws {
    let document = try PolicyDocument(.standard)
    let back = try PolicyDocument(Policy(storedJSON: document.json))
    #expect(back.json == document.json)
    #expect(back.sha256 == document.sha256)
  }

  @Test func whatExplanationsNeedIsReadAsItWas() throws {
    let standard = Policy.standard
    let policy = try Policy(storedJSON: PolicyDocument(standard).json)
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
    #expect((try? Policy(storedJSON: document)) == nil)
  }

  @Test func whatAnOlderDocumentLacksIsNeutral() throws {
    let json = try PolicyDocument(.standard).json
    var tree = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
    for section in ["floors", "access_columns", "conflict", "stability"] { tree[section] = nil }
    var hits = try #require(tree["hits"] as? [String: Any])
    for (key, _) in hits where !key.hasPrefix("exact") && !key.hasSuffix("units") {
      if key != "related_severity" { hits[key] = nil }
    }
    tree["hits"] = hits
    let older = try JSONSerialization.data(withJSONObject: tree)
    let policy = try Policy(storedJSON: String(decoding: older, as: UTF8.self))
    #expect(policy.floors.isEmpty && policy.stability.draws == 0)
    #expect(policy.accessColumns.storage.isEmpty && policy.conflict.minimumShare == 0)
    #expect(policy.hits.close == policy.hits.exact && policy.hits.related == policy.hits.exact)
    #expect(policy.hits.identifierContradicts == policy.hits.exact.contradicts)
  }

  @Test func aFactorWithoutAWeightScoresNothing() throws {
    var policy = Policy.withoutDraws
    policy.factors = [:]
    var generator = DossierGenerator(seed: 12)
    let scorer = Scorer(policy: policy, asOf: DossierGenerator.date)
    for _ in 0..<50 {
      let assessment = scorer.score(generator.dossier())
      for finding in assessment.findings
      where FactorCatalogue.factor(named: finding.factor) != nil
        && finding.factor != "data-access"
      {
        #expect(finding.points == 0)
      }
    }
  }

  @Test func whatIsNoPolicyIsRefused() {
    #expect(throws: DecodingError.self) { try Policy(storedJSON: "{\"name\":\"x\"}") }
  }
}
