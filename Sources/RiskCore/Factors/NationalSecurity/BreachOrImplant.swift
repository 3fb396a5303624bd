extension Factor {
  /// The vendor's products or systems were breached, or carried something hidden.
  public static let breachOrImplant = Factor(
    adverse: "breach-or-implant", on: .nationalSecurity,
    claim: """
      The vendor's systems were breached, or an implant or undeclared function was found in its \
      products.
      """,
    observedWhen: """
      A report of the vendor, an authority or a researcher that names the systems or versions \
      concerned, or a notification of a breach.
      """,
    motivation: """
      Whoever is inside a supplier is inside its customers. The finding also measures how the \
      vendor builds, detects and reports.
      """,
    remedy: """
      Ask for the report of the incident, isolate affected versions, and have later releases \
      examined.
      """,
    references: [
      "NIST SP 800-53 Rev. 5, SI-7, SR-9, SR-10 and SR-11",
      "Directive (EU) 2022/2555 (NIS 2), Article 21(2)(d)",
    ])
}
