import RiskCore

/// Joins the parties of a register to the vendors of an inventory.
///
/// A party is the vendor whose name equals its own after folding and without legal forms; else the
/// one that bears one of its further names; else the one with its website. A party that is found
/// twice, or not at all, is not joined: a wrong join says of a vendor what another one does.
public struct DisclosureLinker: Sendable {
  /// The names and hosts of an inventory, made once for all registers that are joined to it.
  public struct Index: Sendable {
    /// How a key leads to a vendor.
    fileprivate enum Place {
      case one(Int)
      case several
    }

    fileprivate var names: [String: Place] = [:]
    fileprivate var hosts: [String: Place] = [:]
    /// The number of vendors it was made of, to tell whether it still fits.
    public let vendorCount: Int

    /// Creates the index of `vendors`.
    ///
    /// - Complexity: O(*n*) in the number of names.
    public init(_ vendors: [Vendor]) {
      vendorCount = vendors.count
      for (index, vendor) in vendors.enumerated() {
        let keys = Set(([vendor.name] + vendor.aliases).map(Screener.key).filter { !$0.isEmpty })
        for key in keys { names[key] = names[key] == nil ? .one(index) : .several }
        let host = WebHost.host(of: vendor.website)
        if !host.isEmpty { hosts[host] = hosts[host] == nil ? .one(index) : .several }
      }
    }
  }

  private let index: Index
  /// Hosts that several parties name, which tell none of them: those of policy services, for
  /// example.
  private let sharedHosts: Set<String>

  /// Creates a linker.
  ///
  /// - Parameters:
  ///   - vendors: The inventory.
  ///   - disclosures: All parties of the register.
  public init(vendors: [Vendor], disclosures: [Disclosure] = []) {
    self.init(index: Index(vendors), disclosures: disclosures)
  }

  /// Creates a linker over an index that was made before.
  public init(index: Index, disclosures: [Disclosure]) {
    var seen: Set<String> = []
    var shared: Set<String> = []
    for disclosure in disclosures where !disclosure.website.isEmpty {
      if !seen.insert(disclosure.website).inserted { shared.insert(disclosure.website) }
    }
    self.index = index
    sharedHosts = shared
  }

  /// Returns the place in the inventory of the vendor that a party is; nil when it is not joined.
  public func vendorIndex(of disclosure: Disclosure) -> Int? {
    switch index.names[Screener.key(of: disclosure.name)] {
    case .one(let index): return index
    case .several: return nil
    case nil: break
    }
    var found: Set<Int> = []
    for alias in disclosure.aliases {
      switch index.names[Screener.key(of: alias)] {
      case .one(let index): found.insert(index)
      case .several: return nil
      case nil: break
      }
    }
    if let index = found.first { return found.count == 1 ? index : nil }
    guard !sharedHosts.contains(disclosure.website) else { return nil }
    if case .one(let index)? = index.hosts[disclosure.website] { return index }
    return nil
  }

  /// Returns a vendor made of a party, for inventories that a register adds to.
  ///
  /// Its id is that of the source and the party, joined by a colon.
  public static func vendor(of disclosure: Disclosure, sourceID: String) -> Vendor {
    Vendor(
      id: "\(sourceID):\(disclosure.partyID)", name: disclosure.name, aliases: disclosure.aliases,
      country: disclosure.country, website: disclosure.website,
      status: disclosure.endedOn == nil ? "" : "ended", origin: disclosure.origin)
  }
}
