import Foundation
import RiskCore
import Testing
import _RiskTestSupport

/// The cases of Tests/Fixtures/factors, whose numbers Scripts/factor-cases computes.
@Suite struct FactorCasesTests {
  private static let folder = Repository.path("Tests/Fixtures/factors")

  private func cases(of factor: String) throws -> [FactorCase] {
    let name = "\(factor).cases"
    let path = Self.folder + "/" + name
    let text = try #require(
      try? String(contentsOfFile: path, encoding: .utf8),
      "there is no \(path); Scripts/factor-cases --draft \(factor) prints one to begin with")
    return try FactorCase.read(text, of: name)
  }

  @Test(arguments: FactorCatalogue.all.map(\.id))
  func everyCaseHasTheFiguresOfItsFile(factor: String) throws {
    for one in try cases(of: factor) {
      let assessment = Scorer(policy: .withoutDraws, asOf: one.date).score(one.dossier)
      #expect(!one.expected.isEmpty, "\(one)")
      for (id, outcome) in one.expected { check(outcome, of: id, in: assessment, one) }
    }
  }

  @Test(arguments: FactorCatalogue.all.map(\.id))
  func everyFactorHasAllFiveKinds(factor: String) throws {
    let cases = try cases(of: factor)
    for kind in FactorCase.kinds {
      #expect(cases.contains { $0.kind == kind }, "\(factor).cases has no [\(kind)] case")
    }
    for one in cases {
      #expect(FactorCase.kinds.contains(one.kind), "\(one): '\(one.kind)' is no kind of case")
      #expect(one.expected.contains { $0.factor == factor } || one.kind == "mitigated", "\(one)")
      #expect(one.mitigated.isEmpty == (one.kind != "mitigated"), "\(one)")
    }
  }

  /// An adverse factor has a case for everything that acts on it, a mitigating one for everything it
  /// acts on.
  @Test func mitigationsAreThoseOfTheCatalogue() throws {
    for factor in FactorCatalogue.all {
      let partners =
        factor.polarity == .mitigating
        ? factor.mitigates
        : FactorCatalogue.all.filter { $0.mitigates.contains(factor.id) }.map(\.id)
      let named = try cases(of: factor.id).flatMap(\.mitigated)
      #expect(Set(named) == (partners.isEmpty ? ["none"] : Set(partners)), "\(factor.id).cases")
      #expect(named.count == Set(named).count, "\(factor.id).cases")
    }
  }

  @Test func aMitigationLowersWhatItActsOn() throws {
    for factor in FactorCatalogue.all {
      for one in try cases(of: factor.id) where one.kind == "mitigated" {
        let adverse = factor.polarity == .adverse ? factor.id : one.mitigated[0]
        let finding = try #require(
          Scorer(policy: .withoutDraws, asOf: one.date).score(one.dossier).findings
            .first { $0.factor == adverse }, "\(one)")
        let isMitigated = finding.risk.value < finding.inherentRisk
        #expect(isMitigated == (one.mitigated != ["none"]), "\(one)")
      }
    }
  }

  @Test func everyFileBelongsToAFactor() throws {
    for file in try FileManager.default.contentsOfDirectory(atPath: Self.folder).sorted()
    where file.hasSuffix(".cases") {
      #expect(
        FactorCatalogue.factor(named: String(file.dropLast(6))) != nil, "\(file) has no factor")
    }
  }

  private func check(
    _ outcome: String, of id: String, in assessment: Assessment, _ one: FactorCase
  ) {
    let finding = assessment.findings.first { $0.factor == id }
    let mitigation = assessment.findings.flatMap(\.mitigations).first { $0.factor.id == id }
    let isNotAlleged = assessment.notAlleged.contains { $0.factor == id }
    guard let opinion = finding?.opinion ?? mitigation?.opinion else {
      #expect(outcome == (isNotAlleged ? "not alleged" : "no finding"), "\(one): \(id)")
      return
    }
    let remedy: Comment = "\(one): \(id); see Scripts/factor-cases"
    var figures = [
      "p": opinion.belief.value, "lo": opinion.belief.low, "hi": opinion.belief.high,
    ]
    if let finding {
      figures["x"] = finding.risk.value
      figures["bare"] = finding.inherentRisk
    }
    let words = outcome.split { $0 == " " || $0 == "," }
    #expect(words.count == 2 * figures.count, remedy)
    for index in stride(from: 0, to: words.count - 1, by: 2) {
      guard let expected = Double(words[index + 1]), let figure = figures[String(words[index])]
      else {
        Issue.record("\(one): '\(outcome)' holds no figure of \(id)")
        return
      }
      #expect(abs(expected - figure) <= 1e-9, remedy)
    }
  }
}
