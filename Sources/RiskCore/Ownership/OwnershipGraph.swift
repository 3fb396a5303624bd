/// The owners of one vendor, theirs, and so on, by the shares that count on a date.
///
/// Nodes and edges have an order of their own, so that nothing computed from them depends on the order of
/// the rows.
struct OwnershipGraph: Sendable {
  /// What one owner holds of one party.
  struct Edge: Sendable {
    /// The node of the owner.
    var owner: Int
    /// Percent, 0 to 100.
    var low: Double
    /// Percent, `low` to 100.
    var high: Double
    /// Positions in the input of the rows that name the share.
    var stakes: [Int]
  }

  /// A party: the vendor, or an owner at any distance.
  struct Party: Sendable {
    /// As the smallest of the rows writes it.
    var name: String
    /// By the owner's identity; the party itself is not among them.
    var owners: [Edge] = []
    /// Everything that rows say of the lists.
    var hits: [Hit] = []
  }

  /// The node of the vendor.
  static let vendor = 0

  /// Nodes; the vendor first, the others as a walk from it meets them.
  private(set) var parties: [Party]
  /// Nodes, owners before what they own as far as cycles let.
  private(set) var order: [Int] = []

  /// Creates the graph of the owners of a vendor; rows that lead elsewhere are left out.
  init(_ stakes: [OwnershipStake], of vendorID: String, asOf date: CivilDate) {
    let names = Identities(stakes, of: vendorID)
    var rows: [PartyID: [PartyID: [Int]]] = [:]
    for (index, stake) in stakes.enumerated() where stake.counts(on: date) {
      let (owned, owner) = (names.owned(of: stake), names.owner(of: stake))
      if owned != owner { rows[owned, default: [:]][owner, default: []].append(index) }
    }

    let start = PartyID(isVendor: true, key: vendorID)
    parties = [Party(name: vendorID)]
    var nodes = [start: Self.vendor]
    var walk = [(node: Self.vendor, id: start, owners: Self.sorted(rows[start]), next: 0)]
    while let last = walk.indices.last {
      let step = walk[last]
      guard step.next < step.owners.count else {
        order.append(step.node)
        walk.removeLast()
        continue
      }
      walk[last].next += 1
      let (id, indices) = step.owners[step.next]
      let node = nodes[id] ?? parties.count
      let isNew = node == parties.count
      if isNew {
        nodes[id] = node
        parties.append(Party(name: ""))
      }
      parties[step.node].owners.append(Self.edge(from: node, indices, stakes))
      for index in indices {
        let owner = stakes[index].owner
        if parties[node].name.isEmpty || ByteOrder.precedes(owner, parties[node].name) {
          parties[node].name = owner
        }
        parties[node].hits += stakes[index].hits
      }
      if isNew { walk.append((node, id, Self.sorted(rows[id]), 0)) }
    }
    parties[Self.vendor].name = vendorID
  }

  /// The hull of what the rows of one pair say.
  ///
  /// A row that names no share counts where no other row of the pair names one: that somebody is an owner
  /// says nothing against the share that another row gives.
  private static func edge(
    from owner: Int, _ indices: [Int], _ stakes: [OwnershipStake]
  ) -> Edge {
    let naming = indices.filter { stakes[$0].percentMin != nil || stakes[$0].percentMax != nil }
    guard !naming.isEmpty else { return Edge(owner: owner, low: 0, high: 100, stakes: indices) }
    let lows = naming.map { min(max(stakes[$0].percentMin ?? 0, 0), 100) }
    let highs = naming.map { min(max(stakes[$0].percentMax ?? 100, 0), 100) }
    let low = lows.reduce(100, min)
    return Edge(owner: owner, low: low, high: max(low, highs.reduce(0, max)), stakes: naming)
  }

  private static func sorted(_ owners: [PartyID: [Int]]?) -> [(PartyID, [Int])] {
    (owners ?? [:]).map { ($0.key, $0.value) }.sorted { PartyID.precedes($0.0, $1.0) }
  }
}

/// Who a party of a graph is.
private struct PartyID: Hashable {
  /// Whether `key` is a vendor id; it is the key of a name otherwise.
  var isVendor: Bool
  var key: String

  static func precedes(_ left: PartyID, _ right: PartyID) -> Bool {
    left.isVendor == right.isVendor ? ByteOrder.precedes(left.key, right.key) : left.isVendor
  }
}

/// Tells which rows speak of one party.
private struct Identities {
  private var vendors: Set<String>
  /// Keys of names, by the name as written.
  private var keys: [String: String] = [:]

  init(_ stakes: [OwnershipStake], of vendorID: String) {
    vendors = Set(stakes.compactMap(\.ownerVendorID))
    vendors.insert(vendorID)
    for stake in stakes {
      for name in [stake.owner, stake.vendorID] where keys[name] == nil {
        keys[name] = Screener.key(of: name)
      }
    }
  }

  func owner(of stake: OwnershipStake) -> PartyID {
    stake.ownerVendorID.map { PartyID(isVendor: true, key: $0) } ?? named(stake.owner)
  }

  /// An owned party is a vendor of the inventory, or an owner that is known by name alone.
  func owned(of stake: OwnershipStake) -> PartyID {
    vendors.contains(stake.vendorID)
      ? PartyID(isVendor: true, key: stake.vendorID) : named(stake.vendorID)
  }

  private func named(_ name: String) -> PartyID {
    PartyID(isVendor: false, key: keys[name] ?? name)
  }
}

extension OwnershipStake {
  /// Whether the share is known on `date` and holds on it.
  ///
  /// It is known from the day its source appeared; without one from its beginning, and without that
  /// always. Both ends of its validity are inclusive.
  func counts(on date: CivilDate) -> Bool {
    if let known = source?.publishedOn ?? validFrom, known > date { return false }
    if let validFrom, validFrom > date { return false }
    return validTo.map { $0 >= date } ?? true
  }
}
