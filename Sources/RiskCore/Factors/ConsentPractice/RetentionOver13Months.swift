extension Factor {
  /// Data is kept for more than 13 months.
  public static let retentionOver13Months = Factor(
    adverse: "retention-over-13-months", on: .consentPractice,
    claim: "The vendor keeps personal data for more than 13 months.",
    observedWhen: """
      A declared period above 13 months (in the Global Vendor List above 395 days), a contract, or \
      records that are older.
      """,
    motivation: """
      The longer data is kept, the more a breach reveals and the further it drifts from the \
      consent behind it. Thirteen months allow for a comparison with the same month a year ago, \
      which is what most purposes need.
      """,
    remedy: "Ask which purpose needs the longer time, and agree on a shorter one for the rest.",
    references: ["GDPR, Article 5(1)(e)", "IAB Europe TCF, Global Vendor List (dataRetention)"])
}
