extension Factor {
  /// Nobody is told how long data is kept.
  public static let retentionUndisclosed = Factor(
    adverse: "retention-undisclosed", on: .consentPractice,
    claim: "The vendor does not disclose how long it keeps personal data.",
    observedWhen: """
      A register entry, a notice or a contract that states no period for at least one purpose.
      """,
    motivation: """
      A period that is not stated cannot be checked, and is usually longer than the one that would \
      have been stated. People are entitled to know it when their data is collected.
      """,
    remedy: "Ask for the period of each purpose and add it to the contract.",
    references: ["GDPR, Article 5(1)(e), Article 13(2)(a) and Article 14(2)(a)"])
}
