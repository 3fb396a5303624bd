extension Factor {
  /// Somebody independent has read the code, and builds what they read.
  public static let sourceCodeReviewed = Factor(
    mitigating: "source-code-reviewed", on: .nationalSecurity,
    acts: ["breach-or-implant", "government-warning"],
    claim: """
      The vendor's source code was reviewed by somebody independent, who could tie it to the \
      product in use.
      """,
    observedWhen: """
      A report of the reviewer with product, version and method, and a statement on how the \
      delivered program was tied to the code.
      """,
    motivation: """
      Hidden functions are found in code or nowhere. Without a tie to the delivered program the \
      review speaks of another one.
      """,
    remedy: """
      Ask which part was read and by what means, and repeat the review when a release changes what \
      matters.
      """,
    references: ["NIST SP 800-53 Rev. 5, SA-11 and SA-11(4)", "NIST SP 800-218, PW.7"])
}
