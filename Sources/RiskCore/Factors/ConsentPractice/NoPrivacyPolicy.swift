extension Factor {
  /// The vendor publishes no privacy policy.
  public static let noPrivacyPolicy = Factor(
    adverse: "no-privacy-policy", on: .consentPractice,
    claim: "The vendor publishes no privacy policy that can be found and read.",
    observedWhen: """
      A register that names no address of a policy, or a search on the vendor's own pages, dated \
      and kept, that found none or a dead link.
      """,
    motivation: """
      People who are not told who uses their data, for what and for how long can neither agree nor \
      object. A missing policy is also a sign that nobody in the house is in charge of the \
      question.
      """,
    remedy: """
      Ask for the policy and the date from which it applies, and make its publication a condition \
      of the contract.
      """,
    references: [
      "GDPR, Articles 12 to 14",
      "California Business and Professions Code, Section 22575",
    ])
}
