extension Factor {
  /// Some purpose rests on a legitimate interest and not on consent.
  public static let legitimateInterest = Factor(
    adverse: "legitimate-interest", on: .consentPractice,
    claim: "The vendor bases at least one purpose on a legitimate interest.",
    observedWhen: """
      A declaration in a register, the vendor's notice or its contract that names a legitimate \
      interest as the basis of some purpose.
      """,
    motivation: """
      The basis is lawful when the balance was weighed honestly. It turns consent into objection, \
      which few people make use of.
      """,
    remedy: "Ask for the balancing test, and check that an objection is as easy as a consent.",
    references: [
      "GDPR, Article 6(1)(f), Article 21 and Recital 47",
      "IAB Europe TCF, Global Vendor List (legIntPurposes)",
    ])
}
