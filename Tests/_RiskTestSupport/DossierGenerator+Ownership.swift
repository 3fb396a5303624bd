import RiskCore

/// Random owners, in small graphs where chains, cycles, several rows of one pair and minima over 100
/// percent all occur.
extension DossierGenerator {
  private static let owners = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon"]

  /// Returns a dossier with owners, some of them listed.
  public mutating func dossierWithOwners() -> Dossier {
    var dossier = dossier()
    dossier.ownership = stakes(in: dossier.vendor)
    return dossier
  }

  /// Returns up to eight shares in a vendor and its owners.
  public mutating func stakes(in vendor: Vendor) -> [OwnershipStake] {
    let count = Int.random(in: 1...Self.owners.count, using: &random)
    let parties = [vendor.id] + Self.owners.prefix(count)
    var hits = [String: [Hit]]()
    for owner in parties.dropFirst() where random.happens(0.4) { hits[owner] = [hit(of: vendor)] }
    return (0..<Int.random(in: 1...8, using: &random)).map { line in
      // Nearly always an owner that comes later; a cycle otherwise.
      let owned = Int.random(in: 0..<count, using: &random)
      let owner =
        random.happens(0.85)
        ? Int.random(in: owned + 1...count, using: &random)
        : Int.random(in: 0...count, using: &random)
      let (low, high) = share()
      var stake = OwnershipStake(
        vendorID: parties[owned], owner: parties[owner], percentMin: low, percentMax: high,
        validTo: random.happens(0.1) ? Self.date : nil,
        source: random.happens(0.3) ? source() : nil,
        origin: RecordOrigin(file: InputName("generated.csv"), line: line + 2))
      if owner == 0 { stake.ownerVendorID = vendor.id }
      stake.hits = hits[parties[owner]] ?? []
      return stake
    }
  }

  /// Returns percentages, each of which may be unknown; multiples of five, so that limits are met.
  public mutating func share() -> (low: Double?, high: Double?) {
    let (one, other) = (
      5 * Double.random(in: 0...20, using: &random).rounded(),
      5 * Double.random(in: 0...20, using: &random).rounded()
    )
    if random.happens(0.4) { return (one, one) }
    return (
      random.happens(0.7) ? min(one, other) : nil, random.happens(0.7) ? max(one, other) : nil
    )
  }
}
