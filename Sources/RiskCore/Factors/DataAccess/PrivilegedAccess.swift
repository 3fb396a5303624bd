extension Factor {
  /// The vendor's people hold administrator rights.
  public static let privilegedAccess = Factor(
    adverse: "privileged-access", on: .dataAccess,
    claim: "The vendor holds administrator rights over systems in which personal data rests.",
    observedWhen: """
      A list of accounts, a role model or a contract of operation that gives the vendor's people \
      or software rights of an administrator.
      """,
    motivation: """
      An administrator can read, copy, change and erase, and can switch off the log that would \
      show it. One stolen account of the vendor then opens the whole system.
      """,
    remedy: """
      Reduce the rights to the task, grant them for the time of the task, and have each use of \
      them approved and logged by the holder.
      """,
    references: [
      "NIST SP 800-53 Rev. 5, AC-6 and AC-6(5)",
      "GDPR, Article 32(4)",
      "EU toolbox on 5G cybersecurity, measure TM03",
    ])
}
