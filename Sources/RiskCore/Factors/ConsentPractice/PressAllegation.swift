extension Factor {
  /// The press reports that the vendor mistreats personal data.
  public static let pressAllegation = Factor(
    adverse: "press-allegation", on: .consentPractice,
    claim: "The vendor is accused in the press of handling personal data improperly.",
    observedWhen: """
      An article by a named publisher that says what the vendor did and how it is known. Copies of \
      one report are one source.
      """,
    motivation: """
      Reporters often know first, and they are sometimes wrong. An allegation counts little on its \
      own, and less with each year in which nothing confirms it.
      """,
    remedy: """
      Put the allegation to the vendor, record its answer, and look for a source of better grade \
      on either side.
      """,
    references: ["NIST SP 800-53 Rev. 5, SR-6", "Wolfsberg Group, FAQs on Negative News Screening"])
}
