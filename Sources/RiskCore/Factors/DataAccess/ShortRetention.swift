extension Factor {
  /// The data is gone after days, not years.
  public static let shortRetention = Factor(
    mitigating: "short-retention", on: .dataAccess,
    acts: ["data-access", "excess-collection", "unencrypted-at-rest"],
    claim: "The vendor deletes the data of this access within 30 days as a matter of routine.",
    observedWhen: """
      A configured period in the system, a deletion log, or a contract with such a period whose \
      keeping was checked.
      """,
    motivation: """
      A breach then shows a month and not a lifetime. While the data is there it can be read as \
      before, so that the effect is small.
      """,
    remedy: """
      See the configured period rather than the promised one, and ask whether backups and derived \
      data follow it.
      """,
    references: ["GDPR, Article 5(1)(e)", "NIST SP 800-53 Rev. 5, SI-12(3)"])
}
