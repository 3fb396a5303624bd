extension Factor {
  /// Somebody independent evaluates the vendor's products.
  public static let independentlyEvaluated = Factor(
    mitigating: "independently-evaluated", on: .nationalSecurity,
    acts: ["breach-or-implant", "government-warning", "exploited-vulnerability-unpatched"],
    claim: """
      The vendor's products pass through an evaluation mechanism run or supervised by somebody \
      independent.
      """,
    observedWhen: """
      A report of the evaluator or of its supervising authority that names the products and \
      versions that were examined.
      """,
    motivation: """
      An evaluation finds faults and hidden functions, and bounds a general warning to what was \
      not examined. It speaks of the version it saw and changes nothing about who can give the \
      vendor orders.
      """,
    remedy: """
      Check that the version in use is the one evaluated, and read the findings that remained \
      open.
      """,
    references: [
      "ISO/IEC 15408",
      "Regulation (EU) 2019/881 (Cybersecurity Act)",
      "GSMA NESAS",
      "NIST SP 800-53 Rev. 5, CA-2(1) and SR-6",
    ])
}
