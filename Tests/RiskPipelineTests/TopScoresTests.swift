import RiskCore
import Testing
import _RiskTestSupport

@testable import RiskPipeline

@Suite struct TopScoresTests {
  @Test func theHighestScoresAreKeptWhateverTheirOrder() {
    let scorer = Scorer(policy: .withoutDraws, asOf: DossierGenerator.date)
    for (seed, count) in [(UInt64(1), 30), (2, 400), (3, 900)] {
      var generator = DossierGenerator(seed: seed)
      var top = TopScores()
      var all: [(score: Double, id: String)] = []
      for _ in 0..<count {
        let dossier = generator.dossier()
        let assessment = scorer.score(dossier)
        top.add(assessment, vendor: dossier.vendor)
        all.append((assessment.overall.value, dossier.vendor.id))
      }
      all.sort { left, right in
        left.score == right.score ? left.id < right.id : left.score > right.score
      }
      #expect(top.lines.map(\.vendorID) == all.prefix(TopScores.limit).map(\.id))
    }
  }
}
