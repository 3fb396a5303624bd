extension Factor {
  /// The vendor uses precise location, or scans devices to recognise them.
  public static let specialFeatureUsed = Factor(
    adverse: "special-feature-used", on: .consentPractice,
    claim: "The vendor uses precise location or actively scans devices in order to recognise them.",
    observedWhen: """
      A declaration in a register (in the Global Vendor List special features 1 or 2), or a test \
      that saw precise location or device properties being read.
      """,
    motivation: """
      Both work where deleting cookies does not help: a person cannot see them, and can hardly \
      avoid them. The industry framework therefore asks for a separate opt-in.
      """,
    remedy: """
      Ask whether the service needs the feature, have it switched off where it does not, and check \
      that the opt-in reaches the vendor.
      """,
    references: [
      "IAB Europe TCF Policies, special features 1 and 2",
      "ePrivacy Directive 2002/58/EC, Article 5(3)",
      "EDPB Guidelines 2/2023 on Article 5(3)",
    ])
}
