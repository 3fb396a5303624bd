import RiskCore
import Testing
import _RiskTestSupport

@Suite struct FactorReferenceTests {
  @Test func thePageInTheDocumentationIsTheGeneratedOne() throws {
    try Golden.expect(
      FactorReference(policy: .standard).markdown(), equalsFile: "Documentation/Factors.md")
  }

  @Test func everyFactorHasALineAndAText() {
    let reference = FactorReference()
    #expect(reference.lines().map(\.id).sorted() == FactorCatalogue.all.map(\.id))
    for factor in FactorCatalogue.all {
      let text = reference.text(of: factor)
      for part in [factor.claim, factor.observedWhen, factor.motivation, factor.remedy] {
        #expect(text.contains(part), "\(factor.id)")
      }
    }
  }

  @Test func aFactorSaysWhatMitigatesItAndWhatItIsCountedWith() {
    let text = FactorReference(policy: .standard).text(of: .childrenWithoutParentalConsent)
    #expect(
      text.contains(
        "mitigated by              consent-practice-audited, consent-records-kept, "
          + "tested-by-regulator\n"))
    #expect(text.contains("counted once with         no-consent, shared-without-consent\n"))
    #expect(text.contains("weight                    severity 0.7\n"))
    #expect(FactorReference().text(of: .supplierBan).contains("mitigated by       nothing\n"))
  }
}
