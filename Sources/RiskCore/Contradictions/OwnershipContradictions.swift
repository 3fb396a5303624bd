/// Shares that cannot all be held, in all that is known of who owns whom above a vendor.
enum OwnershipContradictions {
  static func find(
    in stakes: [OwnershipStake], vendorID: String, asOf date: CivilDate
  ) -> [Contradiction] {
    let inForce = stakes.filter { $0.counts(on: date) }
    guard inForce.count > 1 else { return [] }
    let parties = Dictionary(grouping: inForce, by: \.vendorID)
    return parties.keys.sorted(by: ByteOrder.precedes).flatMap { party in
      let subject = party == vendorID ? DossierCoder.vendorSubject : party
      let owners = Dictionary(grouping: parties[party] ?? [], by: owner)
      let ordered = owners.keys.sorted(by: ByteOrder.precedes).map {
        (owners[$0] ?? []).sorted(by: precedes)
      }
      return ordered.compactMap { difference(in: $0, subject: subject) }
        + [excess(of: ordered, subject: subject)].compactMap { $0 }
    }
  }

  /// An owner is one whether the inventory holds it or not, and however its name is set.
  private static func owner(of stake: OwnershipStake) -> String {
    stake.ownerVendorID.map { "id:\($0)" } ?? "name:\(NameFolding.folded(stake.owner))"
  }

  /// The lowest and the highest account of one owner's share, where they have nothing in common.
  private static func difference(in stakes: [OwnershipStake], subject: String) -> Contradiction? {
    guard let low = stakes.min(by: { ($0.percentMax ?? 100) < ($1.percentMax ?? 100) }),
      let high = stakes.max(by: { ($0.percentMin ?? 0) < ($1.percentMin ?? 0) }),
      low.percentMax ?? 100 < high.percentMin ?? 0
    else { return nil }
    return Contradiction(
      kind: .sharesDiffer, subject: subject, topic: "share of \(low.owner)", claim: side(of: low),
      counterclaim: side(of: high))
  }

  /// The largest share, and the one with which more than the whole is held.
  private static func excess(of owners: [[OwnershipStake]], subject: String) -> Contradiction? {
    // Of several accounts of one owner the lowest minimum is the sure one.
    let sure = owners.compactMap { stakes in
      stakes.min { ($0.percentMin ?? 0) < ($1.percentMin ?? 0) }
    }.sorted { ($0.percentMin ?? 0) > ($1.percentMin ?? 0) }
    var total = 0.0
    for (index, stake) in sure.enumerated() {
      total += stake.percentMin ?? 0
      guard total > 100 + 1e-9, index > 0 else { continue }
      var counterclaim = side(of: stake)
      counterclaim.text +=
        "; the shares of \(index + 1) owners add up to \(percent(total)) at least"
      return Contradiction(
        kind: .sharesExceed, subject: subject, topic: "shares", claim: side(of: sure[0]),
        counterclaim: counterclaim)
    }
    return nil
  }

  private static func side(of stake: OwnershipStake) -> Contradiction.Side {
    let share: String
    switch (stake.percentMin, stake.percentMax) {
    case (let low?, let high?) where low == high: share = percent(low)
    case (let low?, let high?): share = "\(percent(low)) to \(percent(high))"
    case (let low?, nil): share = "\(percent(low)) or more"
    case (nil, let high?): share = "\(percent(high)) or less"
    case (nil, nil): share = "a share"
    }
    return Contradiction.Side(
      text: "\(stake.owner) owns \(share)", claimant: stake.source?.publisher ?? "",
      claimantRole: stake.source == nil ? .ownRecord : stake.source?.publisherRole,
      sourceID: stake.source?.id, publisher: stake.source?.publisher,
      date: stake.source?.publishedOn ?? stake.validFrom, origin: stake.origin)
  }

  /// A percentage with up to two decimals.
  private static func percent(_ value: Double) -> String {
    let hundredths = Hundredths.rounded(value)
    return (hundredths % 100 == 0 ? "\(hundredths / 100)" : Hundredths.text(hundredths)) + " %"
  }

  /// A total order by content, so that the order of rows shows nowhere.
  private static func precedes(_ left: OwnershipStake, _ right: OwnershipStake) -> Bool {
    let (a, b) = (left.source?.id ?? "", right.source?.id ?? "")
    if a != b { return ByteOrder.precedes(a, b) }
    if left.origin.file != right.origin.file {
      return ByteOrder.precedes(left.origin.file.path, right.origin.file.path)
    }
    return left.origin.line < right.origin.line
  }
}
