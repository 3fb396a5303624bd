extension Factor {
  /// The access itself: its severity is that of the data and the people it reaches.
  public static let dataAccess = Factor(
    adverse: "data-access", on: .dataAccess,
    claim: "The vendor can reach this data.",
    observedWhen: """
      A contract, an architecture or a log that shows the access, a disclosure of the vendor or of \
      the holder, or a row of the accesses. That it could technically be built is not enough.
      """,
    motivation: """
      What a vendor can reach, it can lose, misuse or be made to hand over. How much that matters \
      depends on how sensitive the data is and on whose it is, so the severity comes from the \
      access and not from this factor.
      """,
    remedy: """
      Ask whether the service works with less data, fewer people or a shorter time. End accesses \
      that nobody needs, and record the day on which they ended.
      """,
    references: [
      "GDPR, Article 5(1)(c) and Article 25",
      "NIST SP 800-53 Rev. 5, AC-6",
      "NIST SP 800-161 Rev. 1",
    ])
}
