extension Factor {
  /// A government has determined that the vendor's state is an adversary.
  public static let foreignAdversaryJurisdiction = Factor(
    adverse: "foreign-adversary-jurisdiction", on: .nationalSecurity,
    claim: """
      The vendor is owned by, controlled by or subject to the jurisdiction of a state that a \
      government has determined to be a foreign adversary.
      """,
    observedWhen: """
      A company register or filing that shows seat, parent or control in such a state, and the \
      determination in force on that day.
      """,
    motivation: """
      The determination is the view of one government about a state, and not about this vendor. It \
      brings legal limits on transactions, and it may be followed by others.
      """,
    remedy: """
      Find out which rules bind you, whether a licence or exemption applies, and whether another \
      part of the group could deliver.
      """,
    references: ["15 CFR 791.2 and 791.4", "28 CFR Part 202", "Executive Order 13873"])
}
