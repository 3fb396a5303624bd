extension Factor {
  /// Others work on the data, and nobody says who.
  public static let subprocessorsUndisclosed = Factor(
    adverse: "subprocessors-undisclosed", on: .dataAccess,
    claim: "The vendor passes data to subprocessors that it does not name.",
    observedWhen: """
      A contract without a list of subprocessors, a list that leaves out one that traffic or an \
      incident has shown, or a refusal to give one.
      """,
    motivation: """
      Whoever is not named was not examined and cannot be objected to. The weakest of them decides \
      how well the data is protected.
      """,
    remedy: """
      Ask for the list with seat and task of each, a duty to announce changes, and the right to \
      object.
      """,
    references: [
      "GDPR, Article 28(2) and (4)",
      "EDPB Guidelines 07/2020 on controller and processor",
      "NIST SP 800-161 Rev. 1",
    ])
}
