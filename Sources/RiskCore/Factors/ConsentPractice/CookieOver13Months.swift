extension Factor {
  /// A cookie of the vendor lives for more than 13 months.
  public static let cookieOver13Months = Factor(
    adverse: "cookie-over-13-months", on: .consentPractice,
    claim: "The vendor sets cookies, or similar identifiers, that live for more than 13 months.",
    observedWhen: """
      A declared life above 13 months (in the Global Vendor List cookieMaxAgeSeconds), or a cookie \
      seen in a browser with such an expiry.
      """,
    motivation: """
      An identifier that outlives a year links visits that the person has long forgotten. The \
      French authority names thirteen months as a suitable limit even for the mere counting of \
      visitors.
      """,
    remedy: "Ask for a shorter life that is not renewed at each visit.",
    references: [
      "CNIL deliberation 2020-091 on cookies and other trackers",
      "CJEU, C-673/17 (Planet49)",
      "IAB Europe TCF, Global Vendor List (cookieMaxAgeSeconds)",
    ])
}
