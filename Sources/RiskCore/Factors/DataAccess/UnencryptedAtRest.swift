extension Factor {
  /// The data lies in the clear.
  public static let unencryptedAtRest = Factor(
    adverse: "unencrypted-at-rest", on: .dataAccess,
    claim: "The vendor stores the data without encryption.",
    observedWhen: """
      A configuration, an audit report, an incident or an open store in which the data was found \
      readable.
      """,
    motivation: """
      A lost disk, a copied backup or a wrongly opened store then is a breach of everything on it. \
      Encryption is the measure whose absence is hardest to explain.
      """,
    remedy: """
      Ask for encryption with keys apart from the data, and for evidence that backups are \
      included.
      """,
    references: ["NIST SP 800-53 Rev. 5, SC-28 and SC-28(1)", "GDPR, Article 32(1)(a)"])
}
