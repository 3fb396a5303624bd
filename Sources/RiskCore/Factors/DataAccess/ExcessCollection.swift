extension Factor {
  /// More is taken than the service needs.
  public static let excessCollection = Factor(
    adverse: "excess-collection", on: .dataAccess,
    claim: "The vendor collects more personal data than its service needs.",
    observedWhen: """
      Permissions, fields or captured traffic that no described function explains, or a finding of \
      an authority or a researcher.
      """,
    motivation: """
      What is not collected cannot be lost. Data without a task is also the data that later finds \
      another purpose.
      """,
    remedy: """
      Go through the fields with the vendor, have those without a task switched off, and ask that \
      those already collected be deleted.
      """,
    references: [
      "GDPR, Article 5(1)(c) and Article 25",
      "NIST SP 800-53 Rev. 5, SI-12(1)",
      "ISO/IEC 29100, data minimization",
    ])
}
