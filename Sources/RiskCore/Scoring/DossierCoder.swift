/// Turns dossiers into numbers, for one scorer and on one thread.
///
/// Words are looked up once here, so that scoring meets none. Claimants get numbers as they come:
/// only their being equal matters, so that no result depends on which came first.
struct DossierCoder {
  private let tables: PolicyTables
  private let date: CivilDate
  /// Numbers of claimants by their spelling, and by what the spelling folds to.
  private var spellings: [String: Int32] = [:]
  private var claimants: [String: Int32] = [:]
  /// Numbers of the categories and groups that only the dossier at hand has.
  private var unmapped: [String: Int32] = [:]
  private var groupNumbers: [String: Int] = [:]

  /// More spellings than this are forgotten before the next dossier, to bound memory.
  private static let mostSpellings = 1 << 16

  init(_ tables: PolicyTables, asOf date: CivilDate) {
    self.tables = tables
    self.date = date
  }

  /// Codes `dossier` into `coded`, whose memory is used again.
  ///
  /// - Complexity: O(*n* log *n*) in the number of its records.
  mutating func code(_ dossier: Dossier, into coded: inout CodedDossier) {
    if spellings.count > Self.mostSpellings {
      spellings.removeAll(keepingCapacity: true)
      claimants.removeAll(keepingCapacity: true)
    }
    if !unmapped.isEmpty { unmapped.removeAll() }
    if !groupNumbers.isEmpty { groupNumbers.removeAll() }
    coded.hasNoDataAccess = dossier.vendor.hasNoDataAccess
    coded.isScreened = dossier.isScreened
    coded.hasCountry = dossier.vendor.country != nil
    codeAccesses(dossier.accesses, into: &coded)
    codeStatements(dossier.statements, of: dossier.accesses, into: &coded)
    if !coded.listings.isEmpty { coded.listings.removeAll(keepingCapacity: true) }
    if !coded.hits.isEmpty { coded.hits.removeAll(keepingCapacity: true) }
    if !coded.ownership.isEmpty { coded.ownership.removeAll(keepingCapacity: true) }
    if !coded.ownGroups.isEmpty { coded.ownGroups.removeAll(keepingCapacity: true) }
    if !dossier.hits.isEmpty { codeHits(dossier.hits(knownOn: date), into: &coded) }
    if !dossier.ownership.isEmpty { codeOwnership(of: dossier, into: &coded) }
  }

  // MARK: Accesses and statements

  private mutating func codeAccesses(_ accesses: [Access], into coded: inout CodedDossier) {
    coded.accesses.removeAll(keepingCapacity: true)
    coded.vendorRank = 0
    for index in accesses.indices {
      coded.accesses.append(code(accesses[index], at: index))
      if ByteOrder.precedes(accesses[index].id, Self.vendorSubject) { coded.vendorRank += 1 }
    }
    guard accesses.count > 1 else { return }
    coded.accesses.withUnsafeMutableBufferPointer { buffer in
      SmallSort.sort(buffer) {
        ByteOrder.precedes(accesses[Int($0.index)].id, accesses[Int($1.index)].id)
      }
    }
  }

  private mutating func code(_ access: borrowing Access, at index: Int) -> CodedAccess {
    let category = access.dataCategory
    let sensitivity = tables.categories[category]
    let source = access.source
    let knownFrom = source?.publishedOn ?? access.validFrom
    let statedOn = source == nil ? access.validFrom : source?.publishedOn
    let isOwnRecord =
      source == nil && (access.claimant == nil || access.claimantRole == .ownRecord)
    // A source without a role weighs like an expert, the least of all.
    let role: ClaimantRole =
      isOwnRecord ? .ownRecord : access.claimantRole ?? source?.publisherRole ?? .expert
    return CodedAccess(
      index: Int32(index), sensitivity: sensitivity ?? Int32(tables.unmapped),
      reach: tables.subjects[access.dataSubject] ?? Int32(tables.unknownReach),
      category: sensitivity ?? ownCategory(category),
      storage: Self.factor(access.storage, tables.storageFactors),
      control: Self.factor(access.control, tables.controlFactors),
      consent: Self.factor(access.consentBasis, tables.consentFactors),
      namesBasis: access.namesConsentBasis,
      halfLife: access.storage.flatMap { tables.endedHalfLives[$0] } ?? tables.endedHalfLife,
      knownFrom: knownFrom?.daysSinceEpoch ?? .min,
      validFrom: access.validFrom?.daysSinceEpoch ?? .min,
      validTo: access.validTo?.daysSinceEpoch ?? .max, statedOn: statedOn?.daysSinceEpoch ?? .min,
      voice: voice(
        of: access.claimant ?? source?.publisher ?? "", as: role, source: source,
        isOwnRecord: isOwnRecord))
  }

  private static func factor(_ value: String?, _ factors: [String: Int]) -> Int16 {
    guard let value, let code = factors[value] else { return -1 }
    return Int16(code)
  }

  /// A number for a category that the policy does not name, beyond those of weights.
  private mutating func ownCategory(_ category: String) -> Int32 {
    let first = Int32(tables.weights.count)
    if let known = unmapped[category] { return known }
    let number = first + Int32(unmapped.count)
    unmapped[category] = number
    return number
  }

  private mutating func codeStatements(
    _ statements: [Statement], of accesses: [Access], into coded: inout CodedDossier
  ) {
    coded.statements.removeAll(keepingCapacity: true)
    for index in statements.indices {
      if let statement = code(statements[index], at: index, of: accesses, coded.accesses) {
        coded.statements.append(statement)
      }
    }
    guard coded.statements.count > 1 else { return }
    coded.statements.withUnsafeMutableBufferPointer { buffer in
      SmallSort.sort(buffer) { left, right in
        let (a, b) = (statements[Int(left.index)].id, statements[Int(right.index)].id)
        return ByteOrder.precedes(a, b) || (a == b && left.index < right.index)
      }
    }
  }

  /// Returns a statement in numbers; nil when it speaks of an access that the vendor does not have.
  private mutating func code(
    _ statement: borrowing Statement, at index: Int, of accesses: [Access],
    _ codedAccesses: [CodedAccess]
  ) -> CodedStatement? {
    guard let code = tables.codes.code(of: statement.factor) else { return nil }
    var access = -1
    if let id = statement.accessID {
      guard let position = Self.position(of: id, in: codedAccesses, of: accesses) else {
        return nil
      }
      access = position
    }
    let source = statement.source
    let statedOn = statement.statedOn.daysSinceEpoch
    return CodedStatement(
      index: Int32(index), code: Int16(code), denies: statement.stance == .denies,
      access: Int32(access), knownFrom: max(statedOn, source.publishedOn?.daysSinceEpoch ?? .min),
      validFrom: statement.validFrom?.daysSinceEpoch ?? .min,
      validTo: statement.validTo?.daysSinceEpoch ?? .max, statedOn: statedOn,
      voice: voice(
        of: statement.claimant, as: statement.claimantRole, source: source, isOwnRecord: false))
  }

  /// Looks an access up by its id, among accesses in the order of ids.
  private static func position(
    of id: String, in coded: [CodedAccess], of accesses: [Access]
  ) -> Int? {
    var (low, high) = (0, coded.count)
    while low < high {
      let middle = (low + high) / 2
      if ByteOrder.precedes(accesses[Int(coded[middle].index)].id, id) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < coded.count, accesses[Int(coded[low].index)].id.utf8.elementsEqual(id.utf8) else {
      return nil
    }
    return low
  }

  /// The vendor speaks with one voice, whoever is its spokesman; others are told apart by name.
  private mutating func voice(
    of claimant: String, as role: ClaimantRole, source: Source?, isOwnRecord: Bool
  ) -> CodedVoice {
    CodedVoice(
      claimant: role == .vendorItself ? -1 : number(of: claimant), role: UInt8(role.index),
      reliability: UInt8((source?.reliability ?? .f).index),
      credibility: UInt8((source?.credibility ?? .six).index), isOwnRecord: isOwnRecord)
  }

  private mutating func number(of claimant: String) -> Int32 {
    if let known = spellings[claimant] { return known }
    let folded = NameFolding.folded(claimant)
    let number = claimants[folded] ?? Int32(claimants.count)
    claimants[folded] = number
    spellings[claimant] = number
    return number
  }

  /// The subject of findings about the vendor as a whole; ingest refuses an access of this name.
  static let vendorSubject = "vendor"

  // MARK: Lists

  /// Adds the hits, and a listing for each that counts.
  private mutating func codeHits(_ hits: [Hit], into coded: inout CodedDossier) {
    coded.hits = hits.map { AssessedHit($0, under: tables.policy, asOf: date) }
    let subjects = coded.hits.map(\.hit.entry.reference)
    let byBytes = subjects.indices.sorted { ByteOrder.precedes(subjects[$0], subjects[$1]) }
    for (rank, position) in byBytes.enumerated() {
      guard coded.hits[position].counts else { continue }
      let listing = listing(of: coded.hits[position], at: position, rank: rank, &coded.ownGroups)
      coded.listings.append(listing)
    }
  }

  /// Adds what listed owners hold under each rule that may be reached.
  ///
  /// A share that confirmed owners surely hold has the units of a confirmed hit. Every other one has few:
  /// the part of the range above the rule's share, and doubt about who the owners are, split them.
  private mutating func codeOwnership(of dossier: Dossier, into coded: inout CodedDossier) {
    let policy = tables.policy
    coded.ownership = ListedOwnership.all(
      stakes: dossier.ownership, of: dossier.vendor.id, under: policy, asOf: date)
    let names = coded.ownership.map(\.rule.name)
    let byBytes = names.indices.sorted { ByteOrder.precedes(names[$0], names[$1]) }
    for (rank, position) in byBytes.enumerated() {
      let ownership = coded.ownership[position]
      let units = policy.ownership.units
      let group = ownGroup("ownership:\(names[position])", in: &coded.ownGroups)
      coded.listings.append(
        CodedListing(
          key: FindingFigures.key(code: tables.codes.listedOwnership, rank: rank),
          group: Int32(group),
          weight: Int32(tables.listWeights[ownership.severityWord] ?? tables.zeroWeight),
          secondWeight: -1,
          asserted: ownership.isSure
            ? policy.hits.confirmedUnits : units * ownership.probability,
          denied: ownership.isSure ? 0 : units * (1 - ownership.probability),
          source: Int32(position)))
    }
  }

  private mutating func listing(
    of hit: AssessedHit, at position: Int, rank: Int, _ ownGroups: inout [String]
  ) -> CodedListing {
    let rules = tables.policy.hits
    let isConfirmed = hit.status == .confirmed
    let entry = hit.hit.entry
    var group = tables.codes.openHitsGroup
    if isConfirmed {
      let programme = entry.programme.isEmpty ? entry.list.id : entry.programme
      group = ownGroup("confirmed:\(entry.authority)/\(programme)", in: &ownGroups)
    }
    return CodedListing(
      key: FindingFigures.key(code: tables.codes.watchlistHit, rank: rank), group: Int32(group),
      weight: Int32(tables.listWeights[entry.severity] ?? tables.zeroWeight),
      secondWeight: hit.hit.kind == .related && !isConfirmed ? Int32(tables.relatedWeight) : -1,
      asserted: isConfirmed ? rules.confirmedUnits : rules.units * hit.probability,
      denied: isConfirmed ? 0 : rules.units * (1 - hit.probability), source: Int32(position))
  }

  /// The number of a group that only this vendor has, beyond those of the catalogue.
  private mutating func ownGroup(_ name: String, in groups: inout [String]) -> Int {
    if let known = groupNumbers[name] { return known }
    let number = tables.codes.groups.count + groups.count
    groups.append(name)
    groupNumbers[name] = number
    return number
  }
}

extension FactorCodes {
  /// Returns the code of a factor, or nil when the catalogue does not hold it.
  func code(of factor: Factor) -> Int? { code(of: factor.id) }
}

extension Access {
  /// Whether the row names a consent basis; `unknown` names none.
  public var namesConsentBasis: Bool { consentBasis.map { $0 != "unknown" } ?? false }
}
