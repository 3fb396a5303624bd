import RiskCore
import Testing
import _RiskTestSupport

@Suite struct ChangeAttributionTests {
  private func frame(
    _ policy: Policy = .withoutDraws, days: Int32 = 0, sha: String = "1", version: String = "1"
  ) -> ChangeAttribution.Frame {
    ChangeAttribution.Frame(
      policy: policy, policySHA256: sha,
      asOf: CivilDate(daysSinceEpoch: DossierGenerator.date.daysSinceEpoch + days),
      programVersion: version)
  }

  private func score(
    _ dossier: Dossier, _ frame: ChangeAttribution.Frame
  ) -> ChangeAttribution.Score {
    let assessment = Scorer(policy: frame.policy, asOf: frame.asOf).score(dossier)
    return ChangeAttribution.Score(
      overall: assessment.overall.value, rating: assessment.rating)
  }

  private static var harsher: Policy {
    var policy = Policy.withoutDraws
    policy.axes.nationalSecurity.weight = 0.9
    policy.unknown.prior = 0.3
    return policy
  }

  private static let inner: [ChangeCause] = [
    .vendorRow, .sources, .accesses, .statements, .hits, .decisions,
  ]

  /// Changes one component of `dossier` in a way that may show.
  private func mutate(
    _ dossier: inout Dossier, _ cause: ChangeCause, _ generator: inout DossierGenerator
  ) {
    switch cause {
    case .vendorRow:
      dossier.vendor.country = dossier.vendor.country == nil ? "CN" : nil
      dossier.vendor.hasNoDataAccess.toggle()
    case .sources:
      for index in dossier.statements.indices {
        let old = dossier.statements[index].source
        dossier.statements[index].source = Source(
          id: old.id, title: old.title, publisher: old.publisher, publisherRole: .press,
          publishedOn: old.publishedOn, reliability: old.reliability == .a ? .e : .a,
          credibility: .one, locator: "", origin: old.origin)
      }
    case .accesses:
      if dossier.accesses.count > 1 { dossier.accesses.removeFirst() }
      dossier.accesses.append(generator.access(of: dossier.vendor))
    case .statements:
      dossier.statements.append(generator.statement(on: dossier))
    case .hits:
      dossier.hits.append(generator.hit(of: dossier.vendor))
      dossier.hits[dossier.hits.count - 1].decisions = []
      dossier.isScreened.toggle()
    case .decisions:
      for index in dossier.hits.indices {
        dossier.hits[index].decisions = [
          Decision(
            vendorID: dossier.vendor.id, entryKey: dossier.hits[index].entry.key,
            verdict: generator.random.happens(0.5) ? .same : .different, decidedBy: "analyst",
            decidedOn: CivilDate(daysSinceEpoch: DossierGenerator.date.daysSinceEpoch - 1),
            reason: "looked again", origin: dossier.vendor.origin)
        ]
      }
    default: break
    }
  }

  @Test(arguments: 0..<4)
  func partsAddUpToTheDifferenceInTheOrderOfCauses(combination: Int) {
    let before = frame()
    let after =
      combination & 1 == 0
      ? frame() : frame(Self.harsher, days: 0, sha: "2", version: "1")
    let later =
      combination & 2 == 0 ? after : frame(after.policy, days: 90, sha: after.policySHA256)
    let attribution = ChangeAttribution(from: before, to: later)
    var generator = DossierGenerator(seed: 31 + UInt64(combination))
    var changed = 0
    for _ in 0..<200 {
      let old = generator.dossier()
      var new = old
      for cause in Self.inner where generator.random.happens(0.4) {
        mutate(&new, cause, &generator)
      }
      let (left, right) = (score(old, before), score(new, later))
      let parts = attribution.parts(from: left, old, to: right, new)
      let sum = parts.reduce(0) { $0 + $1.points }
      #expect(sum == right.overall - left.overall)
      #expect(parts.isEmpty == (left == right))
      let places = parts.compactMap { ChangeCause.allCases.firstIndex(of: $0.cause) }
      #expect(places == places.sorted() && Set(places).count == places.count)
      #expect(!parts.contains { $0.cause == .programVersion })
      if combination & 1 == 0 { #expect(!parts.contains { $0.cause == .policy }) }
      if combination & 2 == 0 { #expect(!parts.contains { $0.cause == .asOfDate }) }
      changed += parts.count > 1 ? 1 : 0
    }
    #expect(changed > 20)
  }

  @Test(arguments: ChangeAttributionTests.inner)
  func aCauseMovesOnlyWhenItsComponentDiffers(cause: ChangeCause) {
    let attribution = ChangeAttribution(from: frame(), to: frame())
    var generator = DossierGenerator(seed: 77)
    var moved = 0
    for _ in 0..<150 {
      let old = generator.dossier()
      var new = old
      mutate(&new, cause, &generator)
      new.accesses.reverse()
      let (left, right) = (score(old, frame()), score(new, frame()))
      let parts = attribution.parts(from: left, old, to: right, new)
      #expect(parts.allSatisfy { $0.cause == cause }, "\(parts)")
      moved += parts.count
    }
    #expect(moved > 10)
  }

  @Test func whatTheProgramDoesNotReproduceIsOfTheProgram() {
    var generator = DossierGenerator(seed: 3)
    let dossier = generator.dossier()
    let now = score(dossier, frame())
    let stored = ChangeAttribution.Score(overall: now.overall + 1, rating: now.rating)
    let attribution = ChangeAttribution(from: frame(), to: frame(version: "2"))
    #expect(
      attribution.parts(from: stored, nil, to: now, dossier)
        == [ChangePart(cause: .programVersion, points: now.overall - stored.overall)])
    // Beside a component that differs it is what remains.
    var new = dossier
    mutate(&new, .accesses, &generator)
    let after = score(new, frame())
    let parts = attribution.parts(from: stored, dossier, to: after, new)
    #expect(parts.last?.cause == .programVersion)
    #expect(parts.last?.points == -1)
  }

  @Test func aSingleOuterCauseHasAllWithoutScoring() {
    var generator = DossierGenerator(seed: 4)
    let attribution = ChangeAttribution(from: frame(), to: frame(days: 1))
    let parts = attribution.parts(
      from: .init(overall: 10, rating: .low), nil, to: .init(overall: 30, rating: .moderate),
      generator.dossier())
    #expect(parts == [ChangePart(cause: .asOfDate, points: 20)])
  }

  @Test func aRatingThatMovesWithoutPointsHasItsCause() {
    var lenient = Policy.withoutDraws
    lenient.rating.moderate = 0.01
    var generator = DossierGenerator(seed: 8)
    var dossier = generator.dossier()
    var before = score(dossier, frame())
    while before.rating != .low || before.overall < 0.01 {
      dossier = generator.dossier()
      before = score(dossier, frame())
    }
    let after = score(dossier, frame(lenient, sha: "2"))
    let attribution = ChangeAttribution(from: frame(), to: frame(lenient, sha: "2"))
    #expect(
      attribution.parts(from: before, nil, to: after, dossier)
        == [ChangePart(cause: .policy, points: 0)])
  }

  @Test func hitsOfAnOwnerAndDecisionsOnThemAreTheirOwnCauses() {
    // Shares do not have to score for their differences to be told apart; so only the absence of
    // other causes is shown here.
    var generator = DossierGenerator(seed: 9)
    var old = generator.dossier()
    var stake = OwnershipStake(
      vendorID: old.vendor.id, owner: "Owner", percentMin: 60, percentMax: 60,
      origin: old.vendor.origin)
    stake.hits = [generator.hit(of: old.vendor)]
    old.ownership = [stake]
    var new = old
    new.ownership[0].hits[0].decisions = []
    new.ownership[0].percentMin = 10
    let attribution = ChangeAttribution(from: frame(), to: frame())
    let (left, right) = (score(old, frame()), score(new, frame()))
    let parts = attribution.parts(from: left, old, to: right, new)
    #expect(parts.allSatisfy { [.ownership, .decisions].contains($0.cause) })
  }
}
