extension Factor {
  /// A register of consent or disclosure no longer lists the vendor.
  public static let deletedFromRegister = Factor(
    adverse: "deleted-from-register", on: .consentPractice,
    claim: "The vendor was deleted from a register in which it disclosed its use of personal data.",
    observedWhen: """
      An entry with a date of deletion (in the Global Vendor List deletedDate), or an entry of an \
      earlier edition that a later one lacks.
      """,
    motivation: """
      Consent signals and disclosures end with the entry. A vendor that goes on working without it \
      does so without either.
      """,
    remedy: """
      Find out whether the vendor left, was removed or changed its name, and remove it from \
      consent dialogues until that is settled.
      """,
    references: ["IAB Europe TCF, Global Vendor List (deletedDate)"])
}
