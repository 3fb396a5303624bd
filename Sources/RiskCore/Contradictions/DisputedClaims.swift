/// Findings and mitigations that one claimant asserts and another denies.
enum DisputedClaims {
  /// Those whose word about others is kept by law or office, or by ourselves.
  private static let recordRoles: Set<ClaimantRole> = [
    .ownRecord, .publicRegister, .court, .regulator, .government,
  ]

  static func find(in findings: [Finding]) -> [Contradiction] {
    var found: [Contradiction] = []
    // A mitigation of the vendor hangs on each finding that it acts on.
    var seen: Set<[String]> = []
    for finding in findings {
      if finding.opinion.asserted > 0, finding.opinion.denied > 0 {
        found += disputes(
          about: finding.factor, subject: finding.subject, finding.evidence, selfTakes: .denies)
      }
      for mitigation in finding.mitigations
      where mitigation.opinion.asserted > 0 && mitigation.opinion.denied > 0
        && seen.insert([mitigation.factor.id, mitigation.subject]).inserted
      {
        found += disputes(
          about: mitigation.factor.id, subject: mitigation.subject, mitigation.evidence,
          selfTakes: .asserts)
      }
    }
    return found
  }

  /// The vendor's own word against a record, and the strongest pair where that is another one.
  ///
  /// - Parameter ownStance: The stance by which the vendor speaks in its own favour.
  private static func disputes(
    about factor: String, subject: String, _ evidence: [Evidence], selfTakes ownStance: Stance
  ) -> [Contradiction] {
    let topic = ReasonText.words(of: factor)
    func row(_ kind: Contradiction.Kind, _ asserting: Evidence, _ denying: Evidence)
      -> Contradiction
    {
      Contradiction(
        kind: kind, subject: subject, topic: topic,
        claim: Contradiction.Side(asserting, on: topic),
        counterclaim: Contradiction.Side(denying, on: topic))
    }
    func strongest(_ stance: Stance, _ isWanted: (Evidence) -> Bool = { _ in true }) -> Evidence? {
      Evidence.strongest(of: evidence, stance, where: isWanted)
    }
    guard let asserting = strongest(.asserts), let denying = strongest(.denies) else { return [] }
    let pair = row(.disputed, asserting, denying)
    let recordStance: Stance = ownStance == .denies ? .asserts : .denies
    guard let own = strongest(ownStance, { $0.claimantRole == .vendorItself }),
      let record = strongest(
        recordStance, { $0.claimantRole.map(recordRoles.contains) ?? false })
    else { return [pair] }
    let word =
      ownStance == .denies
      ? row(.ownWordAgainstRecord, record, own) : row(.ownWordAgainstRecord, own, record)
    return word.claim == pair.claim && word.counterclaim == pair.counterclaim
      ? [word] : [word, pair]
  }
}
