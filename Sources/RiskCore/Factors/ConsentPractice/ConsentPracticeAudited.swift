extension Factor {
  /// Somebody independent examined how consent is obtained and respected.
  public static let consentPracticeAudited = Factor(
    mitigating: "consent-practice-audited", on: .consentPractice,
    acts: [
      "no-consent",
      "shared-without-consent",
      "children-without-parental-consent",
      "purpose-exceeded",
      "no-withdrawal",
      "opt-out-signal-ignored",
      "deceptive-consent-interface",
      "press-allegation",
      "retention-undisclosed",
    ],
    claim: """
      The vendor's consent practice was examined by an independent auditor, who found that it \
      works as stated.
      """,
    observedWhen: """
      A report or certificate of an independent auditor whose scope names consent and whose period \
      reaches into the last year.
      """,
    motivation: """
      An audit can see whether the practice keeps what the vendor promises, so it acts on doubts \
      about practice: missing or exceeded consent, sharing, withdrawal, an unstated retention, a \
      press report. It does not act on what the vendor itself declares, nor on what a register or \
      an authority has established, because an audit would only confirm those.
      """,
    remedy: """
      Read scope, period and exceptions, and check that the audited product is the one in use.
      """,
    references: ["GDPR, Article 42", "ISO/IEC 27701", "AICPA Trust Services Criteria, privacy"])
}
