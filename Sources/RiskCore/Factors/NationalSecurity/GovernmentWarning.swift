extension Factor {
  /// A government warns of the vendor.
  public static let governmentWarning = Factor(
    adverse: "government-warning", on: .nationalSecurity,
    claim: "The vendor is named by a government as a threat, or its products are discouraged.",
    observedWhen: """
      A publication of a government or its security authority that names the vendor or its \
      products.
      """,
    motivation: """
      A warning condenses knowledge that is not published, mixed with policy. Without a ban it \
      leaves the decision to the customer, and it ages.
      """,
    remedy: """
      Read whom the warning addresses and which products it names, and decide and record whether \
      it applies.
      """,
    references: [
      "NDAA for Fiscal Year 2019, Section 889",
      "Secure and Trusted Communications Networks Act of 2019 (47 U.S.C. 1601)",
      "German BSI Act of 2009, Section 7",
    ])
}
