extension Factor {
  /// A person said no by machine, and the machine went on.
  public static let optOutSignalIgnored = Factor(
    adverse: "opt-out-signal-ignored", on: .consentPractice,
    claim: "The vendor ignores signals by which people object or withhold consent.",
    observedWhen: """
      A test with a signal set (a Global Privacy Control header, a TC string without consent) \
      after which data flowed, or a finding of an authority.
      """,
    motivation: """
      A signal is an answer. Who goes on in spite of it knows the wish of the person and acts \
      against it.
      """,
    remedy: """
      Repeat the test on the pages in use, send the capture to the vendor, and stop the transfers \
      until it is mended.
      """,
    references: [
      "GDPR, Article 21(5)",
      "California Code of Regulations, Title 11, Section 7025",
      "IAB Europe TCF Policies",
    ])
}
