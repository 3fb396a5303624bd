extension Factor {
  /// The tests of a regulator found nothing wrong.
  public static let testedByRegulator = Factor(
    mitigating: "tested-by-regulator", on: .consentPractice,
    acts: [
      "no-consent",
      "shared-without-consent",
      "children-without-parental-consent",
      "purpose-exceeded",
      "opt-out-signal-ignored",
      "deceptive-consent-interface",
      "under-investigation",
      "press-allegation",
    ],
    claim: "The vendor was tested by a regulator, and the tests found no infringement.",
    observedWhen: """
      The regulator's own publication or letter, with scope, date and result. The vendor's account \
      of it counts as the vendor's word.
      """,
    motivation: """
      A regulator tests with powers and skills that a customer lacks. The tests answer suspicions \
      about practice; they undo neither a penalty nor what the vendor itself declares.
      """,
    remedy: """
      Obtain the regulator's own statement of scope and date: the vendor's account of a passed \
      test is a much weaker source.
      """,
    references: ["GDPR, Article 57(1)(a) and Article 58(1)(b)"])
}
