import RiskCore
import RiskIngest

/// Who owns whom, beyond what one row of the ownership table says.
struct OwnerIndex: Sendable {
  /// Vendors by the key of their names; nil where several share one.
  private var vendorsByKey: [String: String?] = [:]
  /// Subsidiaries that entries name, by the key of the subsidiary's name.
  private var subsidiaries: [String: [ListedSubsidiary]] = [:]
  /// Whether there is anything to look for.
  private(set) var isEmpty = true

  /// A party that an entry of a list calls its own.
  struct ListedSubsidiary: Sendable {
    let entry: WatchlistEntry
    let name: String
    /// Percent, 0 to 100; nil when the list names none.
    let percent: Double?
  }

  init() {}

  /// Indexes names where rows, parents or lists speak of owners.
  init(vendors: [Vendor], entries: [WatchlistEntry], hasStakes: Bool) {
    for entry in entries {
      for link in entry.links where link.relation == .subsidiary && !link.name.isEmpty {
        subsidiaries[Screener.key(of: link.name), default: []].append(
          ListedSubsidiary(entry: entry, name: link.name, percent: link.percent))
      }
    }
    isEmpty =
      !hasStakes && subsidiaries.isEmpty && !vendors.contains { $0.parentVendorID != nil }
    guard hasStakes else { return }
    for vendor in vendors {
      let key = Screener.key(of: vendor.name)
      vendorsByKey[key] = vendorsByKey[key] == nil ? .some(vendor.id) : .some(nil)
    }
  }

  /// Returns the one vendor of a name, or nil when none or several bear it.
  func vendor(named name: String) -> String? { vendorsByKey[Screener.key(of: name)] ?? nil }

  /// Returns what lists say of the owners of a party of that name, as stakes in `owned`.
  func stakes(in owned: String, named name: String) -> [OwnershipStake] {
    guard !subsidiaries.isEmpty else { return [] }
    return (subsidiaries[Screener.key(of: name)] ?? []).map { listed in
      var stake = OwnershipStake(
        vendorID: owned, owner: listed.entry.names[0].text, percentMin: listed.percent,
        percentMax: listed.percent, origin: listed.entry.origin)
      // The owner is the entry itself. What is in doubt is whether the party is the one that the list
      // means, which equal names without a country settle as far as they settle a hit.
      stake.hits = [
        Hit(
          entry: listed.entry, kind: .same, queryName: name, entryName: listed.name,
          similarity: 1, country: .unknown, anchor: "", decisions: [],
          explanation: "the list calls '\(listed.name)' a subsidiary.")
      ]
      return stake
    }
  }
}

extension Inventory {
  /// The most stakes that a dossier holds, and how many owners above each other it follows.
  ///
  /// Real groups have a few dozen; the limits keep a made-up chain of a million companies from filling
  /// memory.
  private static let mostStakes = 1_000
  private static let mostLevels = 50

  /// Returns all stakes upstream of a vendor: in the vendor, in its owners, in theirs, and so on, with
  /// owners found among the vendors and on the lists.
  func stakes(
    upstreamOf position: Int, _ session: ScreeningSession, issues: inout [InventoryIssue]
  ) -> [OwnershipStake] {
    guard !owners.isEmpty else { return [] }
    let vendor = vendors[position]
    if let parent = vendor.parentVendorID, known.vendors[parent] == nil {
      issues.append(
        InventoryIssue(
          vendorID: vendor.id, kind: .unknownParent, otherVendorID: parent,
          detail: "parent_vendor_id '\(parent)' is no vendor of the inventory"))
    }
    var found: [OwnershipStake] = []
    // Parties by level: positions of vendors, and names of owners that are none.
    var level: [(position: Int?, name: String)] = [(position, vendor.name)]
    var met: Set<String> = [vendor.id]
    var hits: [String: [Hit]] = [:]
    for _ in 0..<Self.mostLevels where !level.isEmpty {
      var next: [(position: Int?, name: String)] = []
      for party in level {
        let above = stakes(in: party.position, named: party.name)
        // What is cut off must not depend on the order of rows: the largest shares stay.
        let fits = found.count + above.count <= Self.mostStakes
        for stake in fits ? above : above.sorted(by: Self.comesFirst) {
          guard found.count < Self.mostStakes else {
            issues.append(Self.cutOff(vendor))
            return found
          }
          var stake = stake
          let identity = stake.ownerVendorID ?? "name \(stake.owner)"
          if stake.hits.isEmpty {
            let known = hits[identity] ?? screened(stake, session)
            hits[identity] = known
            stake.hits = known
          }
          found.append(stake)
          if met.insert(identity).inserted {
            next.append((stake.ownerVendorID.flatMap { known.vendors[$0] }, stake.owner))
          }
        }
      }
      level = next
    }
    if !level.isEmpty, level.contains(where: { !stakes(in: $0.position, named: $0.name).isEmpty }) {
      issues.append(Self.cutOff(vendor))
    }
    return found
  }

  private static func comesFirst(_ left: OwnershipStake, _ right: OwnershipStake) -> Bool {
    let keys = [left, right].map { [$0.percentMin ?? 0, $0.percentMax ?? 100] }
    if keys[0] != keys[1] { return keys[1].lexicographicallyPrecedes(keys[0]) }
    if left.owner != right.owner { return ByteOrder.precedes(left.owner, right.owner) }
    return left.origin.line < right.origin.line
  }

  private static func cutOff(_ vendor: Vendor) -> InventoryIssue {
    InventoryIssue(
      vendorID: vendor.id, kind: .ownersCutOff,
      detail:
        "more than \(mostStakes) shares, or \(mostLevels) owners above each other; the nearest count"
    )
  }

  /// The shares in one party: rows of the table, the parent of its row, and what lists say.
  private func stakes(in position: Int?, named name: String) -> [OwnershipStake] {
    guard let position else { return owners.stakes(in: name, named: name) }
    let vendor = vendors[position]
    var stakes = directStakes(at: position).map(resolved)
    if let parent = vendor.parentVendorID, parent != vendor.id,
      let owner = known.vendors[parent],
      !stakes.contains(where: { $0.ownerVendorID == parent })
    {
      // A parent of an inventory may be who pays the bills: nothing is said of the share.
      var stake = OwnershipStake(
        vendorID: vendor.id, owner: vendors[owner].name, origin: vendor.origin)
      stake.ownerVendorID = parent
      stakes.append(stake)
    }
    stakes = stakes.filter { $0.ownerVendorID != vendor.id }
    let verdicts = decisions(on: vendor.id)
    return stakes
      + owners.stakes(in: vendor.id, named: vendor.name).map { stake in
        var stake = stake
        stake.hits[0].decisions = verdicts.filter(stake.hits[0].isMeant)
        return stake
      }
  }

  /// Returns a stake with its owner looked for among the vendors, by id and by name.
  private func resolved(_ stake: OwnershipStake) -> OwnershipStake {
    var stake = stake
    stake.ownerVendorID =
      known.vendors[stake.owner] != nil ? stake.owner : owners.vendor(named: stake.owner)
    return stake
  }

  /// Returns what the lists say of the owner of a stake, screened like a vendor.
  private func screened(_ stake: OwnershipStake, _ session: ScreeningSession) -> [Hit] {
    let owner =
      stake.ownerVendorID.flatMap { known.vendors[$0] }.map { vendors[$0] }
      ?? Vendor(id: "", name: stake.owner, origin: stake.origin)
    // Verdicts on an owner that is no vendor stand under the vendor that it owns.
    return session.hits(
      for: owner, decisions: decisions(on: owner.id.isEmpty ? stake.vendorID : owner.id))
  }
}
