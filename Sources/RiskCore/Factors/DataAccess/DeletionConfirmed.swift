extension Factor {
  /// The copies are gone, and somebody answers for it.
  public static let deletionConfirmed = Factor(
    mitigating: "deletion-confirmed", on: .dataAccess,
    acts: ["data-access", "keeps-data-after-end", "excess-collection"],
    claim: "The vendor has deleted its copies of the data and has confirmed it.",
    observedWhen: """
      A signed confirmation that names data, copies, backups and the day; better a log or a \
      certificate of destruction, or a check by the holder.
      """,
    motivation: """
      Data that no longer exists cannot be breached. A confirmation binds whoever signs it, and an \
      undiscovered copy is what is left of the risk.
      """,
    remedy: """
      Keep the confirmation with its scope, ask when backups run out, and test with a request that \
      should now find nothing.
      """,
    references: [
      "GDPR, Article 28(3)(g)",
      "NIST SP 800-53 Rev. 5, MP-6 and MP-6(1)",
      "NIST SP 800-88 Rev. 1",
    ])
}
