extension Factor {
  /// A government bars suppliers from selling to the vendor.
  public static let supplierBan = Factor(
    adverse: "supplier-ban", on: .nationalSecurity,
    claim: """
      The vendor is subject to an order by which a government bars suppliers from selling to it.
      """,
    observedWhen: """
      The order as published, with its date and the parties it binds, or the government's \
      announcement of it.
      """,
    motivation: """
      A vendor without parts, software or licences may be unable to repair, update or deliver, \
      from one day to the next. The ban also shows that a government took the step from concern to \
      action.
      """,
    remedy: """
      Establish which parts and licences are affected, how long stocks last, and whether buying \
      from the vendor is itself restricted.
      """,
    references: [
      "15 CFR 744.11 and Supplement No. 4 to Part 744 (Entity List)",
      "15 CFR 764.3(a)(2), denial of export privileges",
      "NIST SP 800-161 Rev. 1",
    ])
}
