/// Holds vendors against the entries of all watchlists.
///
/// Names meet when they are equal after folding and without legal forms. The index is a dictionary,
/// so candidate search is exact by construction.
public struct Screener: Sendable {
  private struct Listed {
    let entry: WatchlistEntry
    let name: String
  }

  private let index: [String: [Listed]]
  /// The number of lists that were loaded, with or without entries.
  public let listCount: Int

  /// Creates an index over `entries`.
  ///
  /// - Complexity: O(*n*) in the number of names.
  public init(entries: [WatchlistEntry], listCount: Int) {
    var index: [String: [Listed]] = [:]
    for entry in entries {
      var keys: Set<String> = []
      for name in entry.names.map(\.text) {
        let key = Self.key(of: name)
        if !key.isEmpty && keys.insert(key).inserted {
          index[key, default: []].append(Listed(entry: entry, name: name))
        }
      }
    }
    self.index = index
    self.listCount = listCount
  }

  /// Returns the key under which names meet.
  public static func key(of name: String) -> String {
    LegalForms.removed(from: NameFolding.folded(name))
  }

  /// Returns one hit for each entry that carries a name of `vendor`, by list and entry key.
  ///
  /// - Parameter decisions: The decisions on this vendor, in any order.
  public func hits(for vendor: Vendor, decisions: [Decision]) -> [Hit] {
    var found: [Hit] = []
    var seen: Set<ObjectIdentifier> = []
    for name in [vendor.name] + vendor.aliases {
      for listed in index[Self.key(of: name)] ?? []
      where seen.insert(ObjectIdentifier(listed.entry)).inserted {
        found.append(hit(vendor, name, listed, decisions))
      }
    }
    return found.sorted { left, right in
      left.entry.list.id == right.entry.list.id
        ? ByteOrder.precedes(left.entry.key, right.entry.key)
        : ByteOrder.precedes(left.entry.list.id, right.entry.list.id)
    }
  }

  private func hit(
    _ vendor: Vendor, _ name: String, _ listed: Listed, _ decisions: [Decision]
  ) -> Hit {
    let entry = listed.entry
    let country = Self.agreement(of: vendor.country, with: entry.countries)
    let equality =
      name == listed.name
      ? "'\(name)' is the entry's name"
      : "'\(name)' equals the entry's name '\(listed.name)' once case, marks and legal forms are set aside"
    let countries =
      switch country {
      case .agrees: "both are of \(vendor.country ?? "")"
      case .unknown:
        vendor.country == nil
          ? "the inventory names no country" : "the list names no country for the entry"
      case .contradicts:
        "the vendor is of \(vendor.country ?? ""), the entry of \(entry.countries.joined(separator: ", "))"
      }
    return Hit(
      entry: entry, kind: .same, queryName: name, entryName: listed.name, similarity: 1,
      country: country, anchor: Self.anchor(of: vendor, and: entry),
      decisions: decisions.filter {
        $0.entryKey == entry.key || $0.entryKey == "\(entry.list.id)/\(entry.key)"
      }.sorted { left, right in
        // By content alone: the order of files and rows shows nowhere.
        (left.decidedOn, left.verdict.rawValue, left.decidedBy, left.reason)
          < (right.decidedOn, right.verdict.rawValue, right.decidedBy, right.reason)
      }, explanation: "\(equality); \(countries).")
  }

  private static func agreement(of country: String?, with others: [String]) -> CountryAgreement {
    guard let country, !others.isEmpty else { return .unknown }
    return others.contains(country) ? .agrees : .contradicts
  }

  /// Returns the hash of the fields that a decision rests on.
  public static func anchor(of vendor: Vendor, and entry: WatchlistEntry) -> String {
    var hash = StableHash()
    for name in ([vendor.name] + vendor.aliases).map(NameFolding.folded).sorted() { hash.add(name) }
    for field in [vendor.country ?? "", vendor.lei, vendor.registrationNumber, "|"] {
      hash.add(field)
    }
    for name in entry.names.map({ NameFolding.folded($0.text) }).sorted() { hash.add(name) }
    for country in entry.countries.sorted() { hash.add(country) }
    return hash.hexadecimal
  }
}
