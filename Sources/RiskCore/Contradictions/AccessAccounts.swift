/// What is said of the accesses in force on a date, from the strongest account down.
struct AccessAccounts {
  private struct Account {
    let access: Access
    /// Units of the row itself.
    let units: Double
    let claimant: String
    let role: ClaimantRole
    let date: CivilDate?

    /// Whether two rows may be one account: the same claimant out of the same source.
    func isOneVoice(with other: Account) -> Bool {
      NameFolding.folded(claimant) == NameFolding.folded(other.claimant)
        && access.source?.id == other.access.source?.id
    }

    /// Whether both may speak of one holder: they name the same, or one names none.
    func mayShareHolder(with other: Account) -> Bool {
      let (a, b) = (access.holder, other.access.holder)
      return a.isEmpty || b.isEmpty || NameFolding.folded(a) == NameFolding.folded(b)
    }

    var phrase: String {
      ReasonText.access(
        category: access.dataCategory, of: access.dataSubject, heldBy: access.holder)
    }

    func side(_ text: String) -> Contradiction.Side {
      Contradiction.Side(
        text: text, claimant: claimant, claimantRole: role, sourceID: access.source?.id,
        publisher: access.source?.publisher, date: date, origin: access.origin)
    }
  }

  private let accounts: [Account]

  init(_ accesses: [Access], asOf date: CivilDate, findings: [Finding]) {
    guard !accesses.isEmpty else {
      accounts = []
      return
    }
    var rows: [String: Evidence] = [:]
    for finding in findings where finding.factor == Factor.dataAccess.id {
      for evidence in finding.evidence where evidence.kind == .access {
        rows[evidence.refID] = evidence
      }
    }
    accounts = accesses.filter { access in
      (access.validFrom.map { $0 <= date } ?? true) && (access.validTo.map { $0 >= date } ?? true)
    }.map { access in
      let row = rows[access.id]
      return Account(
        access: access, units: row?.units ?? 0,
        claimant: row?.claimant ?? access.claimant ?? access.source?.publisher ?? "",
        role: row?.claimantRole ?? access.claimantRole ?? access.source?.publisherRole
          ?? .ownRecord,
        date: row?.statedOn ?? access.source?.publishedOn ?? access.validFrom)
    }.sorted { left, right in
      left.units == right.units
        ? ByteOrder.precedes(left.access.id, right.access.id) : left.units > right.units
    }
  }

  // MARK: No access, and yet one

  /// One row for each category of data whose access the inventory denies.
  func deniedByInventory(_ vendor: Vendor, findings: [Finding]) -> [Contradiction] {
    guard vendor.hasNoDataAccess else { return [] }
    let inForce = Dictionary(
      accounts.map { ($0.access.id, $0) }, uniquingKeysWith: { first, _ in first })
    var strongest: [String: (evidence: Evidence, subject: String, phrase: String)] = [:]
    for finding in findings where finding.factor == Factor.dataAccess.id {
      let account = inForce[finding.subject]
      guard account != nil || finding.subject == DossierCoder.vendorSubject,
        let evidence = Evidence.strongest(of: finding.evidence, .asserts)
      else { continue }
      let category = account?.access.dataCategory ?? ""
      if let best = strongest[category], best.evidence.units >= evidence.units { continue }
      strongest[category] = (
        evidence, finding.subject, account?.phrase ?? "access to data nobody describes"
      )
    }
    return strongest.keys.sorted(by: ByteOrder.precedes).compactMap { category in
      guard let (evidence, subject, phrase) = strongest[category] else { return nil }
      return Contradiction(
        kind: .dataAccessDenied, subject: subject,
        topic: category.isEmpty ? "data access" : "data access: \(category)",
        claim: Contradiction.Side(
          text: "data_access is none: the vendor reaches no data", claimant: "",
          claimantRole: .ownRecord, date: nil, origin: vendor.origin),
        counterclaim: Contradiction.Side(evidence, on: phrase))
    }
  }

  // MARK: Terms

  private static let terms: [(name: String, value: @Sendable (Access) -> String?)] = [
    ("storage", { told($0.storage) }), ("control", { told($0.control) }),
    ("consent basis", { told($0.consentBasis) }),
    ("retention", { $0.retentionDays.map { "\($0) days" } }),
  ]

  private static func told(_ value: String?) -> String? { value == "unknown" ? nil : value }

  /// One row for each category, kind of people and term on which two accounts differ.
  func differingTerms() -> [Contradiction] {
    guard accounts.count > 1 else { return [] }
    var groups: [[String]: [Account]] = [:]
    for account in accounts {
      groups[[account.access.dataCategory, account.access.dataSubject], default: []].append(account)
    }
    var found: [Contradiction] = []
    for group in groups.values where group.count > 1 {
      for (name, value) in Self.terms {
        guard let (first, second) = Self.strongestDifference(in: group, of: value),
          let a = value(first.access), let b = value(second.access)
        else { continue }
        found.append(
          Contradiction(
            kind: .termsDiffer, subject: first.access.id,
            topic: "\(name) of \(first.access.dataCategory) of \(first.access.dataSubject)",
            claim: first.side("\(name) \(a): \(first.access.id), \(first.phrase)"),
            counterclaim: second.side("\(name) \(b): \(second.access.id), \(second.phrase)")))
      }
    }
    return found
  }

  private static func strongestDifference(
    in group: [Account], of value: (Access) -> String?
  ) -> (Account, Account)? {
    let told = group.filter { value($0.access) != nil }
    guard Set(told.map { value($0.access) }).count > 1 else { return nil }
    for (index, first) in told.enumerated() {
      let second = told[(index + 1)...].first {
        value($0.access) != value(first.access) && !$0.isOneVoice(with: first)
          && $0.mayShareHolder(with: first)
      }
      if let second { return (first, second) }
    }
    return nil
  }

  // MARK: Consent

  private static let consent = "consent"

  /// One row for each finding that denies the consent on which an access is said to rest.
  ///
  /// What is said of the vendor as a whole stands against the strongest of such accesses.
  func consentDenied(by findings: [Finding]) -> [Contradiction] {
    let claimed = accounts.filter { $0.access.consentBasis == Self.consent }
    guard let strongest = claimed.first else { return [] }
    let denials = [Factor.noConsent.id, Factor.sharedWithoutConsent.id]
    return findings.compactMap { finding in
      guard denials.contains(finding.factor),
        let account = finding.subject == DossierCoder.vendorSubject
          ? strongest : claimed.first(where: { $0.access.id == finding.subject }),
        let evidence = Evidence.strongest(of: finding.evidence, .asserts)
      else { return nil }
      let topic = ReasonText.words(of: finding.factor)
      return Contradiction(
        kind: .consentClaimedAndDenied, subject: account.access.id, topic: topic,
        claim: account.side("rests on consent: \(account.access.id), \(account.phrase)"),
        counterclaim: Contradiction.Side(evidence, on: topic))
    }
  }
}
