extension Factor {
  /// A recognised scheme has certified the product.
  public static let securityCertified = Factor(
    mitigating: "security-certified", on: .nationalSecurity,
    acts: ["breach-or-implant", "exploited-vulnerability-unpatched"],
    claim: """
      The vendor's products in use hold a valid certificate of a recognised scheme of security \
      certification.
      """,
    observedWhen: """
      The certificate in the register of the scheme, for the product and version in use, with its \
      level and date of expiry.
      """,
    motivation: """
      A certified product was examined against stated requirements, and its maker has a process \
      for faults. The certificate says nothing about what lies outside its target.
      """,
    remedy: "Compare version and configuration with the certificate, and note when it expires.",
    references: [
      "ISO/IEC 15408",
      "Commission Implementing Regulation (EU) 2024/482 (EUCC)",
      "EU toolbox on 5G cybersecurity, measure TM09",
      "NIST SP 800-53 Rev. 5, SA-4(7)",
    ])
}
