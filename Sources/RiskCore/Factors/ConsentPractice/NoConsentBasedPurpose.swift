extension Factor {
  /// None of the purposes that the vendor declares rests on consent.
  public static let noConsentBasedPurpose = Factor(
    adverse: "no-consent-based-purpose", on: .consentPractice,
    claim: "The vendor declares purposes for personal data and bases none of them on consent.",
    observedWhen: """
      A register entry that lists purposes and none of them under consent (in the Global Vendor \
      List an empty list of purposes).
      """,
    motivation: """
      A vendor that never asks leaves people only the right to object, if they hear of it at all. \
      Storing or reading data on a device needs consent in most cases, so the declaration is \
      seldom the whole story.
      """,
    remedy: """
      Ask on which basis each purpose rests, and how the vendor reads or stores anything on a \
      device.
      """,
    references: [
      "GDPR, Article 6(1)",
      "ePrivacy Directive 2002/58/EC, Article 5(3)",
      "IAB Europe TCF, Global Vendor List",
    ])
}
