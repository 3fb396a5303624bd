/// Numbers for what findings are named after, in the order of finding ids.
///
/// A finding id is `axis/factor/subject`, and results are in the byte order of these ids. A code is
/// the position of `axis/factor/` in that order, so that comparing numbers compares ids.
final class FactorCodes: Sendable {
  /// What a code stands for.
  struct Item: Sendable {
    let name: String
    let axis: Axis
    /// The factor of the catalogue; nil of an unknown share and of what lists say.
    let factor: Factor?
    /// The group of its findings at ``FactorCodes/groups``; data accesses are grouped by category.
    let group: Int
  }

  /// By code.
  let items: [Item]
  /// Names of the groups that do not depend on a vendor.
  let groups: [String]
  /// Whether the mitigating factor of a code acts on another: row times ``items`` count plus column.
  private let mitigates: [Bool]
  private let codes: [String: Int]

  let dataAccess: Int
  let unknownDataAccess: Int
  let unknownPractice: Int
  let unknownBasis: Int
  let unknownSecurity: Int
  let watchlistHit: Int
  let listedOwnership: Int
  /// Groups of the two facts that national security expects.
  let screenedGroup: Int
  let countryGroup: Int
  let openHitsGroup: Int

  /// The codes of the catalogue.
  static let shared = FactorCodes(FactorCatalogue.all)

  private init(_ factors: [Factor]) {
    var groups: [String] = []
    func group(_ name: String) -> Int {
      if let known = groups.firstIndex(of: name) { return known }
      groups.append(name)
      return groups.count - 1
    }
    let security = UnknownShare.nationalSecurity
    var items = factors.map {
      Item(name: $0.id, axis: $0.axis, factor: $0, group: group($0.group))
    }
    for (name, axis, groupName) in [
      (UnknownShare.dataAccess, Axis.dataAccess, UnknownShare.dataAccess),
      // Whoever says that consent is missing says something about it, and the unknown share does not
      // come on top.
      (UnknownShare.consentPractice, .consentPractice, Factor.noConsent.group),
      (UnknownShare.consentBasis, .consentPractice, Factor.noConsent.group),
      (security, .nationalSecurity, security),
      (WatchlistHit.factor, .nationalSecurity, "open-hits"),
      // Each rule is a group of its own vendor; see ``DossierCoder``.
      (ListedOwnership.factor, .nationalSecurity, ListedOwnership.factor),
    ] {
      items.append(Item(name: name, axis: axis, factor: nil, group: group(groupName)))
    }
    items.sort {
      ByteOrder.precedes("\($0.axis.rawValue)/\($0.name)/", "\($1.axis.rawValue)/\($1.name)/")
    }
    // Two missing facts weigh more than one, so each is a group of its own.
    screenedGroup = group("\(security)/screened")
    countryGroup = group("\(security)/country")
    openHitsGroup = group("open-hits")
    self.items = items
    self.groups = groups
    codes = Dictionary(
      items.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    var mitigates = [Bool](repeating: false, count: items.count * items.count)
    for (row, item) in items.enumerated() {
      for (column, other) in items.enumerated() {
        mitigates[row * items.count + column] =
          item.factor?.mitigates.contains(other.name) ?? false
      }
    }
    self.mitigates = mitigates
    func code(_ name: String) -> Int {
      guard let code = items.firstIndex(where: { $0.name == name }) else {
        preconditionFailure("'\(name)' has a code")
      }
      return code
    }
    dataAccess = code(Factor.dataAccess.id)
    unknownDataAccess = code(UnknownShare.dataAccess)
    unknownPractice = code(UnknownShare.consentPractice)
    unknownBasis = code(UnknownShare.consentBasis)
    unknownSecurity = code(security)
    watchlistHit = code(WatchlistHit.factor)
    listedOwnership = code(ListedOwnership.factor)
  }

  /// Returns the code of a name, or nil when it has none.
  func code(of name: String) -> Int? { codes[name] }

  /// Returns whether the mitigating factor `code` acts on findings of `other`.
  @inline(__always)
  func mitigates(_ code: Int, _ other: Int) -> Bool { mitigates[code * items.count + other] }
}

/// Names of the findings that stand for facts nobody has told.
public enum UnknownShare {
  public static let dataAccess = "unknown.data_access"
  public static let consentPractice = "unknown.consent_practice"
  public static let consentBasis = "unknown.consent_basis"
  public static let nationalSecurity = "unknown.national_security"
  /// The subjects of national security.
  public static let screened = "screened"
  public static let country = "country"

  /// Returns whether a finding of that factor is an unknown share.
  public static func isOne(_ factor: String) -> Bool { factor.hasPrefix("unknown.") }
}

extension Finding {
  /// Whether it stands for a fact that nobody has told.
  public var isUnknownShare: Bool { UnknownShare.isOne(factor) }
}
