extension Factor {
  /// Profiles are built, or used, on the claim of a legitimate interest.
  public static let legitimateInterestForProfiling = Factor(
    adverse: "legitimate-interest-for-profiling", on: .consentPractice,
    claim: "The vendor builds or uses profiles of people on the basis of a legitimate interest.",
    observedWhen: """
      A declaration in a register (in the Global Vendor List purposes 3 to 6 under legitimate \
      interest), or the vendor's notice.
      """,
    motivation: """
      Profiling reaches far into private life, and a claim of legitimate interest puts the burden \
      of objecting on the person. For personalised advertising neither the Court of Justice of the \
      EU nor the industry framework accepts it any longer.
      """,
    remedy: "Ask for the balancing test, or for a move to consent.",
    references: [
      "GDPR, Article 4(4), Article 6(1)(f) and Article 21",
      "CJEU, C-252/21 (Meta Platforms)",
      "IAB Europe TCF Policies, purposes 3 to 6",
    ])
}
