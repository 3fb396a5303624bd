extension Factor {
  /// An authority or a court penalised the vendor over consent.
  public static let finedForConsent = Factor(
    adverse: "fined-for-consent", on: .consentPractice,
    claim: """
      The vendor was fined by an authority or a court for the way it obtains or respects consent.
      """,
    observedWhen: """
      The published decision of an authority or a court, or its entry in a register of penalties. \
      A settlement counts when it orders a payment.
      """,
    motivation: """
      A penalty is a finding of fact by somebody with access to the files. It shows what the \
      practice was, and what the vendor let happen.
      """,
    remedy: """
      Read the decision and ask which measures it ordered, whether they are complete and whether \
      an appeal is open.
      """,
    references: ["GDPR, Article 58(2)(i) and Article 83(5)", "FTC Act, Section 5 (15 U.S.C. 45)"])
}
