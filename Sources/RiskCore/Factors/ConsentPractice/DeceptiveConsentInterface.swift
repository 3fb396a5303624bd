extension Factor {
  /// The dialogue is built so that people agree.
  public static let deceptiveConsentInterface = Factor(
    adverse: "deceptive-consent-interface", on: .consentPractice,
    claim: "The vendor obtains consent through an interface that misleads or presses people.",
    observedWhen: """
      Dated screenshots of the dialogue: refusal hidden or missing, boxes ticked in advance, \
      refusal that takes more steps than agreement; or a finding of an authority.
      """,
    motivation: """
      Agreement that was won by design is no free choice, and does not carry the use that rests on \
      it.
      """,
    remedy: """
      Have refusal made as easy as agreement, and treat consents that were collected before as \
      doubtful.
      """,
    references: [
      "GDPR, Article 4(11) and Article 7",
      "EDPB Guidelines 03/2022 on deceptive design patterns",
      "Regulation (EU) 2022/2065 (Digital Services Act), Article 25",
      "CJEU, C-673/17 (Planet49)",
    ])
}
