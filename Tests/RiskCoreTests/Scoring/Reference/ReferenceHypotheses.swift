@testable import RiskCore

/// A factor of a vendor, or of one access, with everything said about it.
struct ReferenceHypothesis: Sendable {
  let factor: Factor
  /// The position of the access in ``KnownFacts/accesses``; nil speaks of the vendor.
  let access: Int?
  var utterances: [ReferenceUtterance]

  /// The subject of vendor-level findings.
  ///
  /// Ingest refuses an access of this name.
  static let vendorSubject = "vendor"

  /// Collects the hypotheses that known statements and access rows speak to.
  ///
  /// A statement on an access that is not known counts nothing.
  static func all(
    in facts: KnownFacts, under policy: ReferencePolicy, asOf date: CivilDate
  ) -> [ReferenceHypothesis] {
    var collector = Collector()
    var positions: [String: Int] = [:]
    for (position, access) in facts.accesses.enumerated() {
      positions[access.id] = position
      collector.add(access, at: position, under: policy, asOf: date)
    }
    for statement in facts.statements {
      var position: Int?
      if let id = statement.accessID {
        guard let known = positions[id] else { continue }
        position = known
      }
      collector.add(
        ReferenceUtterance(statement, under: policy, asOf: date), on: statement.factor,
        access: position)
    }
    return collector.hypotheses
  }

  private struct Key: Hashable {
    let factor: String
    let access: Int?
  }

  private struct Collector {
    var hypotheses: [ReferenceHypothesis] = []
    private var positions: [Key: Int] = [:]

    mutating func add(_ utterance: ReferenceUtterance, on factor: Factor, access: Int?) {
      let key = Key(factor: factor.id, access: access)
      if let position = positions[key] {
        hypotheses[position].utterances.append(utterance)
      } else {
        positions[key] = hypotheses.count
        hypotheses.append(
          ReferenceHypothesis(factor: factor, access: access, utterances: [utterance]))
      }
    }

    /// An access row asserts `data-access`, and what its columns mean by the policy.
    mutating func add(
      _ access: Access, at position: Int, under policy: ReferencePolicy, asOf date: CivilDate
    ) {
      add(
        ReferenceUtterance(access, on: .dataAccess, under: policy, asOf: date), on: .dataAccess,
        access: position)
      // What columns say holds from the day the access begins, and stays true of it after its end.
      let hasBegun = access.validFrom.map { $0 <= date } ?? true
      let columns = [
        (access.storage, policy.storageFactors), (access.control, policy.controlFactors),
        (access.consentBasis, policy.consentFactors),
      ]
      for case (let value?, let factors) in columns {
        guard let factor = factors[value] else { continue }
        var utterance = ReferenceUtterance(access, on: factor, under: policy, asOf: date)
        utterance.isInForce = hasBegun
        add(utterance, on: factor, access: position)
      }
    }
  }
}

extension ReferenceUtterance {
  /// What a statement says.
  init(_ statement: Statement, under policy: ReferencePolicy, asOf date: CivilDate) {
    let source = statement.source
    let units = policy.units(
      role: statement.claimantRole, stance: statement.stance, polarity: statement.factor.polarity,
      reliability: source.reliability, credibility: source.credibility)
    let age = max(0, date.days(since: statement.statedOn))
    self.init(
      evidence: Evidence(
        kind: .statement, refID: statement.id, stance: statement.stance,
        claimant: statement.claimant, claimantRole: statement.claimantRole, source: source,
        statedOn: statement.statedOn,
        units: units * policy.decay(ofStatementOn: statement.factor, age: age),
        standing: .superseded, origin: statement.origin, excerpt: statement.excerpt),
      voice: Self.voice(of: statement.claimant, as: statement.claimantRole),
      isInForce: (statement.validFrom.map { $0 <= date } ?? true)
        && (statement.validTo.map { $0 >= date } ?? true))
  }

  /// What an access row asserts on `factor`.
  ///
  /// Claimant and role are the row's own, else its source's publisher and role. A row with neither
  /// is the inventory's own record and carries its full units. A source without a role weighs like
  /// an expert, the least of all.
  init(
    _ access: Access, on factor: Factor, under policy: ReferencePolicy, asOf date: CivilDate
  ) {
    let claimant = access.claimant ?? access.source?.publisher ?? ""
    let isOwnRecord =
      access.source == nil && (access.claimant == nil || access.claimantRole == .ownRecord)
    let role =
      isOwnRecord ? .ownRecord : access.claimantRole ?? access.source?.publisherRole ?? .expert
    let statedOn = access.source == nil ? access.validFrom : access.source?.publishedOn
    let units =
      isOwnRecord
      ? policy.ownRecordUnits
      : policy.units(
        role: role, stance: .asserts, polarity: factor.polarity,
        reliability: access.source?.reliability ?? .f,
        credibility: access.source?.credibility ?? .six)
    let age = statedOn.map { max(0, date.days(since: $0)) } ?? 0
    self.init(
      evidence: Evidence(
        kind: .access, refID: access.id, stance: .asserts, claimant: claimant, claimantRole: role,
        source: access.source, statedOn: statedOn,
        units: units * policy.decay(ofStatementOn: factor, age: age), standing: .superseded,
        origin: access.origin, excerpt: access.purpose),
      voice: Self.voice(of: claimant, as: role), isInForce: true)
  }

  /// The vendor speaks with one voice, whoever is its spokesman; others are told apart by name.
  private static func voice(of claimant: String, as role: ClaimantRole) -> String {
    role == .vendorItself ? "\u{1}self" : NameFolding.folded(claimant)
  }
}
