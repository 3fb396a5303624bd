extension Factor {
  /// The data rests where the law does not protect it.
  public static let storedInCountryWithoutProtection = Factor(
    adverse: "stored-in-country-without-protection", on: .dataAccess,
    claim: """
      The vendor stores or reads the data in a country without adequate protection and without \
      safeguards that make up for it.
      """,
    observedWhen: """
      A contract, a register or a network trace that shows the place, with no adequacy decision \
      for it and no assessed safeguard in the file.
      """,
    motivation: """
      Where people abroad have neither rights nor a court, a promise in a contract does not bind \
      the authorities. The transfer is unlawful besides.
      """,
    remedy: """
      Move the data or encrypt it with keys that stay here; otherwise document the assessment of \
      the transfer and the measures that follow from it.
      """,
    references: [
      "GDPR, Articles 44 to 46",
      "CJEU, C-311/18 (Schrems II)",
      "EDPB Recommendations 01/2020",
      "NIST SP 800-53 Rev. 5, SA-9(5)",
    ])
}
