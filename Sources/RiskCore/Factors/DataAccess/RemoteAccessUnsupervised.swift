extension Factor {
  /// The vendor comes in from afar, and nobody watches.
  public static let remoteAccessUnsupervised = Factor(
    adverse: "remote-access-unsupervised", on: .dataAccess,
    claim: """
      The vendor can connect to the systems from outside without the holder approving or watching \
      the session.
      """,
    observedWhen: """
      A standing tunnel, a maintenance account or a support tool that works without a release by \
      the holder, shown by configuration, log or contract.
      """,
    motivation: """
      Remote maintenance is the way in that is seldom closed afterwards. Without a person who \
      opens and watches the session, nobody notices when data leaves through it.
      """,
    remedy: """
      Open sessions on request only, through a gateway that records them, and close them when the \
      work is done.
      """,
    references: [
      "NIST SP 800-53 Rev. 5, AC-17 and MA-4",
      "EU toolbox on 5G cybersecurity, measures SM04 and TM03",
    ])
}
