extension Factor {
  /// Each use leaves a trace, and somebody reads it.
  public static let accessLoggedAndReviewed = Factor(
    mitigating: "access-logged-and-reviewed", on: .dataAccess,
    acts: ["data-access", "privileged-access", "remote-access-unsupervised"],
    claim: "The vendor's use of the data is logged, and the holder reviews the log.",
    observedWhen: """
      Logs that the vendor cannot change, and minutes or tickets which show that somebody looked \
      into them during the last year.
      """,
    motivation: """
      Whoever is seen behaves otherwise, and misuse ends sooner. A log that nobody reads does \
      neither, therefore both are asked for.
      """,
    remedy: """
      Ask for the last review and what followed from it, and check that administrators of the \
      vendor cannot alter the log.
      """,
    references: ["NIST SP 800-53 Rev. 5, AU-2, AU-6 and AC-6(9)", "GDPR, Article 32(1)(d)"])
}
