extension Factor {
  /// The relation is over and the copies are still there.
  public static let keepsDataAfterEnd = Factor(
    adverse: "keeps-data-after-end", on: .dataAccess,
    claim: "The vendor keeps the data after the access or the contract has ended.",
    observedWhen: """
      Data that is served, listed or leaked after the end, a backup plan without an end, or the \
      vendor's refusal to confirm deletion.
      """,
    motivation: """
      What should be gone is watched by nobody. Old copies are the part of a breach that takes \
      everyone by surprise.
      """,
    remedy: """
      Demand deletion or return with a confirmation that names copies and backups, and set a date \
      for it in the next contract.
      """,
    references: [
      "GDPR, Article 28(3)(g) and Article 5(1)(e)",
      "NIST SP 800-53 Rev. 5, MP-6 and SI-12",
      "NIST SP 800-88 Rev. 1",
    ])
}
