extension Factor {
  /// The people concerned never agreed.
  public static let noConsent = Factor(
    adverse: "no-consent", on: .consentPractice, group: "missing-consent",
    claim: "The vendor uses personal data without the consent of the people concerned.",
    observedWhen: """
      Consent records that are missing for the people concerned, a finding of an authority or a \
      court, or a test in which data flowed before anybody was asked.
      """,
    motivation: """
      Where consent is the basis, its absence makes the whole use unlawful, however well the data \
      is protected. People who were never asked cannot object either.
      """,
    remedy: """
      Ask for the record of consent: who agreed, when, and to which wording. Without one, suspend \
      the use until another legal basis is documented.
      """,
    references: [
      "GDPR, Article 6(1)(a) and Article 7",
      "EDPB Guidelines 05/2020 on consent",
      "ePrivacy Directive 2002/58/EC, Article 5(3)",
    ])
}
