extension Factor {
  /// The law of a state can make the vendor hand over data or give access.
  public static let compellableByState = Factor(
    adverse: "compellable-by-state", on: .nationalSecurity,
    claim: """
      The vendor is subject to a state that can compel it to hand over data or to assist in \
      intelligence work.
      """,
    observedWhen: """
      The seat of the vendor, its parent or its staff in a state whose law provides for it, shown \
      by a register and the text of the law.
      """,
    motivation: """
      A duty in law binds a vendor whatever its own wishes, and often forbids it to speak of it. \
      What counts is whether independent courts stand between the request and the data.
      """,
    remedy: """
      Keep data and keys out of reach of the state concerned, and ask for transparency reports and \
      for a promise to contest requests.
      """,
    references: [
      "15 CFR 791.4",
      "National Intelligence Law of the PRC, Article 7",
      "18 U.S.C. 2713",
      "CJEU, C-311/18 (Schrems II)",
    ])
}
