extension Factor {
  /// A state owns a deciding part of the vendor.
  public static let stateOwned = Factor(
    adverse: "state-owned", on: .nationalSecurity,
    claim: "The vendor is owned or controlled by a state, directly or through other companies.",
    observedWhen: """
      A company register, an annual report or an ownership filing that shows a state or its bodies \
      with a deciding share or with special rights.
      """,
    motivation: """
      An owner appoints the people who decide, and need not put a wish in writing. Whether that is \
      a risk depends on the state, which the ownership alone does not tell.
      """,
    remedy: """
      Find out which body holds the shares, with which rights, and whether a screening of foreign \
      investment has dealt with it.
      """,
    references: [
      "15 CFR 791.2",
      "Regulation (EU) 2019/452, Article 4(2)(a)",
      "NDAA for Fiscal Year 2021, Section 1260H",
    ])
}
