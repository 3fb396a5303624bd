extension Factor {
  /// Nobody can say who owns the vendor.
  public static let undisclosedOwnership = Factor(
    adverse: "undisclosed-ownership", on: .nationalSecurity,
    claim: "The vendor does not disclose who ultimately owns or controls it.",
    observedWhen: """
      A register without beneficial owners, a chain that ends in a trust, a nominee or a country \
      without a register, or a refusal to answer.
      """,
    motivation: """
      Whoever hides an owner may hide a listed one. Every other answer about influence and \
      ownership rests on this one.
      """,
    remedy: """
      Ask for the chain up to natural persons with documents, and make the answer a condition of \
      the contract.
      """,
    references: [
      "FATF Recommendation 24",
      "Directive (EU) 2015/849, Article 30",
      "NDAA for Fiscal Year 2020, Section 847",
      "NIST SP 800-53 Rev. 5, SR-6",
    ])
}
