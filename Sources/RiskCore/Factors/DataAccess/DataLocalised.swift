extension Factor {
  /// The data stays in the jurisdiction of the people it is about.
  public static let dataLocalised = Factor(
    mitigating: "data-localised", on: .dataAccess,
    acts: ["data-access", "stored-in-country-without-protection"],
    claim: """
      The vendor stores and reads the data only within the jurisdiction of the people concerned.
      """,
    observedWhen: """
      A contract and a configuration that fix the place of storage and of support, or an \
      examination of where requests go.
      """,
    motivation: """
      Local courts and authorities can reach whoever holds the data. Orders of another state \
      against a parent abroad can still arrive, which keeps the effect small.
      """,
    remedy: """
      Ask about support from abroad and backups as well as storage, and who may change the place.
      """,
    references: [
      "GDPR, Article 44",
      "NIST SP 800-53 Rev. 5, SA-9(5)",
      "EDPB Recommendations 01/2020",
    ])
}
