import RiskCore

/// Joins the parties of a register to the vendors of an inventory.
///
/// A party is the vendor whose name equals its own after folding and without legal forms; else the one
/// that bears one of its further names; else the one with its website. A party that is found twice, or
/// not at all, is not joined: a wrong join says of a vendor what another one does.
public struct DisclosureLinker: Sendable {
  /// How a key leads to a vendor.
  private enum Place {
    case one(Int)
    case several
  }

  private let names: [String: Place]
  private let hosts: [String: Place]
  /// Hosts that several parties name, which tell none of them: those of policy services, for example.
  private let sharedHosts: Set<String>

  /// Creates a linker.
  ///
  /// - Parameters:
  ///   - vendors: The inventory.
  ///   - disclosures: All parties of the register.
  /// - Complexity: O(*n*) in the number of names.
  public init(vendors: [Vendor], disclosures: [Disclosure] = []) {
    var names: [String: Place] = [:]
    var hosts: [String: Place] = [:]
    for (index, vendor) in vendors.enumerated() {
      let keys = Set(([vendor.name] + vendor.aliases).map(Screener.key).filter { !$0.isEmpty })
      for key in keys { names[key] = names[key] == nil ? .one(index) : .several }
      let host = WebHost.host(of: vendor.website)
      if !host.isEmpty { hosts[host] = hosts[host] == nil ? .one(index) : .several }
    }
    var seen: Set<String> = []
    var shared: Set<String> = []
    for disclosure in disclosures where !disclosure.website.isEmpty {
      if !seen.insert(disclosure.website).inserted { shared.insert(disclosure.website) }
    }
    self.names = names
    self.hosts = hosts
    sharedHosts = shared
  }

  /// Returns the place in the inventory of the vendor that a party is; nil when it is not joined.
  public func vendorIndex(of disclosure: Disclosure) -> Int? {
    switch names[Screener.key(of: disclosure.name)] {
    case .one(let index): return index
    case .several: return nil
    case nil: break
    }
    var found: Set<Int> = []
    for alias in disclosure.aliases {
      switch names[Screener.key(of: alias)] {
      case .one(let index): found.insert(index)
      case .several: return nil
      case nil: break
      }
    }
    if let index = found.first { return found.count == 1 ? index : nil }
    guard !sharedHosts.contains(disclosure.website) else { return nil }
    if case .one(let index)? = hosts[disclosure.website] { return index }
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
