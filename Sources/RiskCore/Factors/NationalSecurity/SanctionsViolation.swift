extension Factor {
  /// The vendor broke sanctions or export rules.
  public static let sanctionsViolation = Factor(
    adverse: "sanctions-violation", on: .nationalSecurity,
    claim: """
      The vendor was found by an authority or a court to have violated sanctions or export \
      controls.
      """,
    observedWhen: """
      A penalty notice, a settlement, a judgment or an order as published. An open case is not \
      enough.
      """,
    motivation: """
      It shows that the vendor dealt where it was forbidden, and that its controls did not stop \
      it. Suppliers and customers may be drawn in.
      """,
    remedy: """
      Read what was found and which measures were ordered, and ask for evidence that they were \
      carried out.
      """,
    references: ["31 CFR Part 501, Appendix A", "15 CFR Part 764", "Directive (EU) 2024/1226"])
}
