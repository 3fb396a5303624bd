extension Factor {
  /// The data is merchandise.
  public static let dataSoldOnward = Factor(
    adverse: "data-sold-onward", on: .dataAccess,
    claim: "The vendor sells or licenses personal data to third parties.",
    observedWhen: """
      An entry in a register of data brokers, an offer or price list, a contract with a buyer, or \
      the vendor's notice that names a sale.
      """,
    motivation: """
      After a sale nobody can say who holds the data, and no deletion reaches it. Buyers may \
      include those whom the law keeps from collecting it themselves.
      """,
    remedy: """
      Exclude resale in the contract, ask for the buyers of the last years, and end the access \
      where the answer stays away.
      """,
    references: [
      "California Civil Code, Sections 1798.120 and 1798.140",
      "GDPR, Article 5(1)(b) and Article 6(4)",
      "28 CFR Part 202",
      "Protecting Americans' Data from Foreign Adversaries Act of 2024 (Public Law 118-50, Division I)",
    ])
}
