extension Factor {
  /// The vendor is bound by an agreement not to spy.
  public static let noSpyAgreementSigned = Factor(
    mitigating: "no-spy-agreement-signed", on: .nationalSecurity,
    acts: [
      "compellable-by-state",
      "state-influence",
      "government-warning",
      "foreign-adversary-jurisdiction",
    ],
    claim: "The vendor has signed an agreement not to spy and not to pass data to a foreign state.",
    observedWhen: """
      The signed text, or a confirmation by the government or customer that signed it.
      """,
    motivation: """
      A signed agreement gives grounds for termination and damages. It does not suspend the law of \
      another state, so that its effect is small.
      """,
    remedy: """
      Check who signed, which law governs, and what happens when the vendor can no longer keep the \
      promise.
      """,
    references: [
      "German BSI Act of 2009 as amended in 2021, Section 9b (guarantee declaration)",
      "EU toolbox on 5G cybersecurity, measure SM03",
    ])
}
