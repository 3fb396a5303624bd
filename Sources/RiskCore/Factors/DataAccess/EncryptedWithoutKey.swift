extension Factor {
  /// The data is encrypted and the vendor has no key.
  public static let encryptedWithoutKey = Factor(
    mitigating: "encrypted-without-key", on: .dataAccess,
    acts: [
      "data-access",
      "privileged-access",
      "keeps-data-after-end",
      "stored-in-country-without-protection",
    ],
    claim: "The vendor holds the data only in encrypted form and has no key to it.",
    observedWhen: """
      A key management plan, a configuration or an audit report that shows who creates, stores and \
      can recover the keys, and that the vendor is not among them.
      """,
    motivation: """
      Ciphertext without its key tells its keeper little beyond size and time. What remains is the \
      risk that a key leaks, or that the separation of keys exists only on paper.
      """,
    remedy: """
      Obtain evidence of who creates, stores and can recover the keys, and repeat the check when \
      the service changes.
      """,
    references: [
      "GDPR, Article 32(1)(a)",
      "EDPB Recommendations 01/2020, Annex 2",
      "NIST SP 800-53 Rev. 5, SC-12, SC-13 and SC-28",
    ])
}
