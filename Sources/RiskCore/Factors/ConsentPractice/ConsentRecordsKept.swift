extension Factor {
  /// Who agreed, when, and to what, can be shown.
  public static let consentRecordsKept = Factor(
    mitigating: "consent-records-kept", on: .consentPractice,
    acts: ["no-consent", "shared-without-consent", "children-without-parental-consent"],
    claim: "The vendor keeps records that show who consented, when, and to which wording.",
    observedWhen: """
      A sample of records drawn by the customer or an auditor, with time, version of the wording \
      and origin of each.
      """,
    motivation: """
      A record turns a claim into something that can be checked, person by person. It shows that \
      somebody was asked, and not that they were asked fairly.
      """,
    remedy: """
      Draw a sample of your own, and compare the wording on record with the one that was shown at \
      the time.
      """,
    references: ["GDPR, Article 7(1)", "ISO/IEC TS 27560", "EDPB Guidelines 05/2020 on consent"])
}
