extension Factor {
  /// A no given later is acted upon.
  public static let withdrawalHonoured = Factor(
    mitigating: "withdrawal-honoured", on: .consentPractice,
    acts: ["no-withdrawal", "opt-out-signal-ignored"],
    claim: "The vendor stops using the data of people who withdraw or object, and can show it.",
    observedWhen: """
      A test with a withdrawn consent or an opt-out signal after which data no longer flowed, or \
      an audit that covers it.
      """,
    motivation: """
      It is the one promise about consent that anybody can test from outside, and its keeping \
      shows that the signal reaches the systems behind.
      """,
    remedy: """
      Repeat the test after releases, and include recipients to whom the data was passed on.
      """,
    references: ["GDPR, Article 7(3), Article 17(1)(b) and Article 19"])
}
