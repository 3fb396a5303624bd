extension Factor {
  /// Somebody independent examined what the vendor reaches and does with it.
  public static let dataAccessAudited = Factor(
    mitigating: "data-access-audited", on: .dataAccess,
    acts: [
      "data-access",
      "privileged-access",
      "remote-access-unsupervised",
      "subprocessors-undisclosed",
      "data-sold-onward",
      "keeps-data-after-end",
      "excess-collection",
      "unencrypted-at-rest",
    ],
    claim: """
      The vendor's access to the data was examined by an independent auditor, who found it within \
      its limits.
      """,
    observedWhen: """
      A report or certificate of an independent auditor whose scope names this access and whose \
      period reaches into the last year, or a statement of the holder who commissioned it.
      """,
    motivation: """
      An audit replaces a promise by an observation of logs, permissions and practice. It covers \
      its period and its scope, and nothing else.
      """,
    remedy: """
      Read the report rather than the certificate: scope, period, exceptions and what was done \
      about them.
      """,
    references: ["GDPR, Article 28(3)(h)", "ISO/IEC 27001", "NIST SP 800-53 Rev. 5, AU-6 and CA-2"])
}
