extension Factor {
  /// The data never leaves the device of the person it is about.
  public static let staysOnDevice = Factor(
    mitigating: "stays-on-device", on: .dataAccess,
    acts: ["data-access", "excess-collection", "stored-in-country-without-protection"],
    claim: """
      The vendor's software uses the data on the person's device and sends none of it elsewhere.
      """,
    observedWhen: """
      An examination of the network traffic or the code of a current release, or a statement of \
      the platform. The vendor's own word counts as such and no more.
      """,
    motivation: """
      Data that is not collected cannot be breached in bulk, combined or kept. The vendor still \
      writes the software, and an update can change where the data goes.
      """,
    remedy: """
      Have the network traffic of a current release examined, and make a change of this behaviour \
      subject to notice.
      """,
    references: ["GDPR, Article 5(1)(c) and Article 25", "NIST SP 800-53 Rev. 5, SC-7 and AC-4"])
}
