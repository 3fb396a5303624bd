extension Factor {
  /// Consent once given cannot be taken back.
  public static let noWithdrawal = Factor(
    adverse: "no-withdrawal", on: .consentPractice,
    claim: "The vendor gives people no effective way to withdraw their consent.",
    observedWhen: """
      A test, dated and kept, in which consent could not be taken back or data flowed on \
      afterwards, or a finding of an authority.
      """,
    motivation: """
      Consent that cannot be taken back is not freely given, and old consents outlive the wish \
      behind them.
      """,
    remedy: "Try the withdrawal yourself, and ask what becomes of data collected before it.",
    references: ["GDPR, Article 7(3) and Article 17(1)(b)", "EDPB Guidelines 05/2020 on consent"])
}
