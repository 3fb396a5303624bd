extension Factor {
  /// Children's data is used, and no parent was asked.
  public static let childrenWithoutParentalConsent = Factor(
    adverse: "children-without-parental-consent", on: .consentPractice, group: "missing-consent",
    claim: "The vendor uses data of children without the verified consent of their parents.",
    observedWhen: """
      A service made for children, or known to be used by them, that collects before a parent is \
      asked; a finding of an authority; the vendor's own age data.
      """,
    motivation: """
      Children cannot judge what they agree to, and the law says so. It is missing consent in its \
      gravest form, so that only the larger of the two counts.
      """,
    remedy: """
      Stop the collection, ask how age and parental consent are verified, and have what was \
      collected without it deleted.
      """,
    references: ["GDPR, Article 8", "16 CFR 312.5 (COPPA Rule)"])
}
