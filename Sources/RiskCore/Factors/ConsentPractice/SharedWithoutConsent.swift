extension Factor {
  /// Data was passed on, or received, without the agreement of the people it is about.
  public static let sharedWithoutConsent = Factor(
    adverse: "shared-without-consent", on: .consentPractice, group: "missing-consent",
    claim: """
      The vendor passed on or received personal data without the consent of the people concerned.
      """,
    observedWhen: """
      A contract, an interface or captured traffic by which data reaches a party that the people \
      concerned did not agree to, or a finding of an authority.
      """,
    motivation: """
      Agreement with one party does not cover the next. It cannot be given by friends or contacts \
      on behalf of the people whose data is shared.
      """,
    remedy: """
      Trace each recipient and the consent that names it, and stop the transfers that have none.
      """,
    references: [
      "GDPR, Article 6(1)(a), Article 13(1)(e) and Article 14",
      "FTC Act, Section 5 (15 U.S.C. 45)",
    ])
}
