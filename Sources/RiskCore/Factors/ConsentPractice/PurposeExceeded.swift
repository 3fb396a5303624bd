extension Factor {
  /// Data collected for one purpose is used for another.
  public static let purposeExceeded = Factor(
    adverse: "purpose-exceeded", on: .consentPractice,
    claim: """
      The vendor uses personal data for purposes beyond those the people concerned agreed to.
      """,
    observedWhen: """
      A use that is shown in a product, an advertisement, a log or a filing, held against the \
      purposes in the notice, the contract or the register.
      """,
    motivation: """
      Consent is tied to its purpose. Use beyond it takes people by surprise, and is how harmless \
      data becomes a profile.
      """,
    remedy: """
      Compare the purposes in contract, notice and register with what the vendor does, and ask for \
      an assessment of compatibility or for a new consent.
      """,
    references: [
      "GDPR, Article 5(1)(b) and Article 6(4)",
      "ISO/IEC 29100, purpose legitimacy and specification",
    ])
}
