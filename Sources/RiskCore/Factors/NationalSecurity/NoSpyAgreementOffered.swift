extension Factor {
  /// The vendor offers to sign an agreement not to spy.
  public static let noSpyAgreementOffered = Factor(
    mitigating: "no-spy-agreement-offered", on: .nationalSecurity,
    acts: [
      "compellable-by-state",
      "state-influence",
      "government-warning",
      "foreign-adversary-jurisdiction",
    ],
    claim: "The vendor has offered to sign an agreement not to spy.",
    observedWhen: "A public statement or a letter by somebody who can bind the vendor.",
    motivation: """
      An offer shows willingness and binds nobody. It is kept apart from a signature so that the \
      two are never confused.
      """,
    remedy: "Take up the offer, or record why not.",
    references: ["EU toolbox on 5G cybersecurity, measure SM03"])
}
