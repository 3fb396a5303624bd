import RiskCore
import Testing
import _RiskTestSupport

/// What ownership by listed parties makes of a score.
@Suite struct OwnershipFindingTests {
  private let vendor = Vendor(
    id: "v", name: "Vendor", country: "DE", origin: RecordOrigin(file: InputName("v.csv"), line: 2))

  private func policy(_ rules: [Policy.OwnershipRule] = [OwnershipCase.rule()]) -> Policy {
    var policy = Policy.withoutDraws
    policy.ownership.rules = rules
    return policy
  }

  private func findings(
    _ rows: String, listed: String, _ rules: [Policy.OwnershipRule] = [OwnershipCase.rule()]
  ) -> [Finding] {
    let dossier = Dossier(
      vendor: vendor, ownership: OwnershipCase(rows, listed: listed).stakes, isScreened: true)
    return Scorer(policy: policy(rules), asOf: OwnershipCase.date).score(dossier).findings
      .filter { $0.factor == ListedOwnership.factor }
  }

  @Test func aSureShareHasTheUnitsOfAConfirmedHit() throws {
    let finding = try #require(findings("v < Xeno 30; v < Yara 30", listed: "Xeno, Yara").first)
    #expect(finding.id == "NS/listed-ownership/half")
    #expect(finding.axis == .nationalSecurity)
    #expect(finding.subject == "half")
    #expect(finding.groupID == "ownership:half")
    #expect(finding.severity == 1)
    #expect(finding.opinion.asserted == 20 && finding.opinion.denied == 0)
    #expect(finding.conflict == 0)
    #expect(finding.isCounted && finding.points > 0)
    #expect(
      finding.detail
        == "60 % listed: Xeno 30 %, Yara 30 %; half asks for 50 % or more: surely reached")
    #expect(
      finding.evidence.map { "\($0.kind) \($0.refID) \($0.stance) \($0.units) \($0.excerpt)" } == [
        "ownership Xeno asserts 5.0 30 % of v", "ownership Yara asserts 5.0 30 % of v",
        "hit xeno asserts 5.0 Xeno", "hit yara asserts 5.0 Yara",
      ])
    #expect(finding.evidence.map(\.origin.line) == [2, 3, 7, 7])
    #expect(finding.evidence[0].claimantRole == .ownRecord)
  }

  @Test func anOpenShareHasTheUnitsOfThePolicyByItsPartAboveTheShare() throws {
    let finding = try #require(findings("v < Xeno 25-75; v < Alpha ?", listed: "Xeno").first)
    #expect(finding.opinion.asserted == 1 && finding.opinion.denied == 1)
    #expect(finding.conflict == 0)
    #expect(
      finding.evidence.map { "\($0.kind) \($0.refID) \($0.stance) \($0.units)" } == [
        "ownership Xeno asserts 0.5", "hit xeno asserts 0.5", "ownership Xeno denies 1.0",
      ])
    let doubtful = try #require(findings("v < Xeno 60", listed: "Xeno 0.4").first)
    #expect(doubtful.opinion.asserted == 0.8 && doubtful.opinion.denied == 1.2)
  }

  @Test func aShareThatCannotBeReachedIsNoFinding() {
    #expect(findings("v < Xeno 49", listed: "Xeno").isEmpty)
    #expect(findings("v < Xeno 60", listed: "").isEmpty)
    #expect(findings("v < Xeno 60", listed: "Xeno", []).isEmpty)
  }

  @Test func eachRuleIsAFindingOfItsOwn() {
    var other = OwnershipCase.rule(share: 25)
    other.name = "a-quarter"
    let found = findings("v < Xeno 60", listed: "Xeno", [OwnershipCase.rule(), other])
    #expect(found.map(\.subject).sorted() == ["a-quarter", "half"])
    #expect(found.allSatisfy { $0.isCounted && $0.groupID == "ownership:\($0.subject)" })
  }

  @Test func unitsOfEvidenceAreThoseOfTheOpinion() {
    forEachDossier(seed: 51) { _, dossier in
      for finding in score(dossier).findings where finding.factor == ListedOwnership.factor {
        func units(_ stance: Stance) -> Double {
          finding.evidence.filter { $0.stance == stance }.map(\.units).reduce(0, +)
        }
        let holds =
          abs(units(.asserts) - finding.opinion.asserted) < 1e-9
          && abs(units(.denies) - finding.opinion.denied) < 1e-9 && !finding.detail.isEmpty
        if !holds { Issue.record("\(finding)") }
      }
    }
  }

  @Test func ownersMoveNationalSecurityAloneAndNeverDownwards() {
    forEachDossier(seed: 52) { _, dossier in
      var without = dossier
      without.ownership = []
      expectNotLower(score(dossier), than: score(without), "owners")
    }
  }

  @Test func aFurtherHitOfAnOwnerNeverLowersAScore() {
    var moved = 0
    forEachDossier(seed: 53) { generator, dossier in
      let hit = generator.hit(of: dossier.vendor)
      let owner = generator.random.pick(dossier.ownership).owner
      var after = dossier
      for index in after.ownership.indices where after.ownership[index].owner == owner {
        after.ownership[index].hits.append(hit)
      }
      let (new, old) = (score(after), score(dossier))
      expectNotLower(new, than: old, "a hit of \(owner)")
      if new.overall.value > old.overall.value { moved += 1 }
    }
    #expect(moved > 100)
  }

  @Test func orderOfOwnersChangesNothing() {
    forEachDossier(seed: 54) { generator, dossier in
      var shuffled = dossier
      shuffled.ownership.shuffle(using: &generator.random)
      let (one, other) = (score(dossier), score(shuffled))
      if one.figures != other.figures { Issue.record("\(one.figures)\n\(other.figures)") }
    }
  }

  // MARK: Generated dossiers

  private func score(_ dossier: Dossier) -> Assessment {
    var quarter = OwnershipCase.rule(
      .proportional, share: 25, inclusive: false, lists: ["blocking-sanctions", "warning"])
    quarter.name = "quarter"
    let half = OwnershipCase.rule(lists: ["blocking-sanctions", "procurement-ban", "warning"])
    return Scorer(policy: policy([half, quarter]), asOf: DossierGenerator.date).score(dossier)
  }

  private func forEachDossier(seed: UInt64, _ body: (inout DossierGenerator, Dossier) -> Void) {
    var generator = DossierGenerator(seed: seed)
    for _ in 0..<1_000 {
      let dossier = generator.dossierWithOwners()
      body(&generator, dossier)
    }
  }

  private func expectNotLower(
    _ after: Assessment, than before: Assessment, _ comment: String
  ) {
    let (new, old) = ([after.overall] + after.axes, [before.overall] + before.axes)
    let rises = zip(new, old).allSatisfy { new, old in
      new.value >= old.value - 1e-9 && new.low >= old.low - 1e-9 && new.high >= old.high - 1e-9
    }
    if !rises { Issue.record("\(comment): \(before.figures)\n\nfell to \(after.figures)") }
    for axis in Axis.allCases where axis != .nationalSecurity {
      let index = Axis.allCases.firstIndex(of: axis) ?? 0
      if after.axes[index] != before.axes[index] { Issue.record("\(comment) moved \(axis)") }
    }
  }
}
