extension Factor {
  /// A state steers the vendor without owning it.
  public static let stateInfluence = Factor(
    adverse: "state-influence", on: .nationalSecurity,
    claim: "The vendor is influenced by a state through its people, its funding or its governance.",
    observedWhen: """
      Registers, filings or credible reports that show officials on the board, state loans or \
      grants, party bodies, or rights of veto.
      """,
    motivation: """
      Influence needs no shares: loans, officials on the board or party bodies in the company do \
      as well. It is harder to see than ownership, and harder to end.
      """,
    remedy: """
      Look into board, financing and founders, and ask for the rules on conflicts of interest.
      """,
    references: [
      "15 CFR 791.2",
      "Regulation (EU) 2019/452, Article 4(2)(a)",
      "EU toolbox on 5G cybersecurity, measure SM03",
    ])
}
