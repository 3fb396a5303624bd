extension Factor {
  /// A government has bound the vendor and supervises it.
  public static let nationalSecurityAgreement = Factor(
    mitigating: "national-security-agreement", on: .nationalSecurity,
    acts: [
      "state-owned",
      "state-influence",
      "compellable-by-state",
      "foreign-adversary-jurisdiction",
      "government-warning",
    ],
    claim: """
      The vendor is bound by an agreement or order with a government that limits foreign control \
      and is supervised.
      """,
    observedWhen: """
      The agreement, a summary published by a party, or the government's confirmation that it is \
      in force and supervised.
      """,
    motivation: """
      It names officers, audits and penalties, and a state enforces it. It governs the units it \
      covers, and can be amended or end with the transaction.
      """,
    remedy: "Ask which units and data it covers, who monitors it, and whether breaches were found.",
    references: ["50 U.S.C. 4565(l)", "31 CFR Part 800", "Executive Order 13913"])
}
