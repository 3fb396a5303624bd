extension Factor {
  /// An authority is looking into how the vendor handles personal data.
  public static let underInvestigation = Factor(
    adverse: "under-investigation", on: .consentPractice,
    claim: "The vendor is under investigation by an authority over its handling of personal data.",
    observedWhen: """
      An announcement of the authority, a filing in court or with an exchange, or a report that \
      names the authority and the subject.
      """,
    motivation: """
      Authorities open a case when there is something to look into, yet a case is no finding. The \
      suspicion fades when nothing follows.
      """,
    remedy: """
      Ask the vendor for the subject, the authority and the state of the matter, and set a date to \
      look again.
      """,
    references: ["GDPR, Article 57(1)(h) and Article 58(1)"])
}
