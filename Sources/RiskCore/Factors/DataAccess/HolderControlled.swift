extension Factor {
  /// Whoever holds the data controls or approves how the vendor reaches it.
  public static let holderControlled = Factor(
    mitigating: "holder-controlled", on: .dataAccess,
    acts: ["data-access", "privileged-access", "remote-access-unsupervised", "excess-collection"],
    claim: """
      The vendor reaches the data only through integrations that the holder controls or approves.
      """,
    observedWhen: """
      The holder's record of approved integrations, or a contract and an interface by which it \
      grants, limits and revokes each of them.
      """,
    motivation: """
      A holder that approves each integration can limit it, watch it and switch it off. Approval \
      says nothing of what happens to data once it was handed over.
      """,
    remedy: """
      Ask the holder for the list of approved integrations, the conditions set and the last review \
      of each.
      """,
    references: ["GDPR, Articles 28(3)(a) and 29", "NIST SP 800-53 Rev. 5, AC-20 and SA-9"])
}
