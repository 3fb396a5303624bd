/// Everything known about one vendor.
///
/// A dossier holds what the inputs say whatever its date; ``Scorer`` looks at no more of it than was
/// known on the as-of date, so that one dossier can be scored as of any day.
public struct Dossier: Sendable {
  public var vendor: Vendor
  /// The order carries no meaning, here and below.
  public var accesses: [Access]
  public var statements: [Statement]
  public var ownership: [OwnershipStake]
  public var hits: [Hit]
  /// Whether the vendor's names were held against at least one watchlist.
  public var isScreened: Bool

  /// Creates a dossier.
  public init(
    vendor: Vendor, accesses: [Access] = [], statements: [Statement] = [],
    ownership: [OwnershipStake] = [], hits: [Hit] = [], isScreened: Bool
  ) {
    self.vendor = vendor
    self.accesses = accesses
    self.statements = statements
    self.ownership = ownership
    self.hits = hits
    self.isScreened = isScreened
  }
}
