extension Factor {
  /// A government refused to let goods go to the vendor.
  public static let exportLicenceDenied = Factor(
    adverse: "export-licence-denied", on: .nationalSecurity,
    claim: """
      The vendor was refused, as recipient or exporter, a licence under the law of export control.
      """,
    observedWhen: """
      The notice of denial, or an announcement of the authority or of a party to the application.
      """,
    motivation: """
      An authority looked at one delivery and found the risk too high. The next delivery, or the \
      support of the last one, may fare the same.
      """,
    remedy: """
      Find out goods, end use and reason, and whether products in use depend on parts under \
      licence.
      """,
    references: ["15 CFR 750.6", "Regulation (EU) 2021/821"])
}
