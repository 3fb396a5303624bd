extension Factor {
  /// Names are replaced, and somebody else holds the table.
  public static let pseudonymised = Factor(
    mitigating: "pseudonymised", on: .dataAccess,
    acts: [
      "data-access",
      "privileged-access",
      "excess-collection",
      "keeps-data-after-end",
      "stored-in-country-without-protection",
      "unencrypted-at-rest",
    ],
    claim: """
      The vendor receives the data only under pseudonyms, and has no means of its own to resolve \
      them.
      """,
    observedWhen: """
      A description of the procedure, or a test, that shows who holds the table or key and that no \
      direct identifiers are passed.
      """,
    motivation: """
      A copy that leaks does not name people by itself. Rare combinations may still do so, which \
      is why an effect remains.
      """,
    remedy: """
      Check that identifiers are not passed in free text, that the table stays with the holder, \
      and what else the vendor could join.
      """,
    references: [
      "GDPR, Article 4(5), Article 25(1) and Article 32(1)(a)",
      "NIST SP 800-53 Rev. 5, SI-19",
      "ISO/IEC 20889",
    ])
}
