extension ListedOwnership {
  /// The rows and entries it rests on, which share its units evenly: no row alone makes the share.
  ///
  /// Doubt is that of the rows, which leave a range.
  func evidence(
    of all: [OwnershipStake], asserted: Double, denied: Double
  ) -> [Evidence] {
    let rows = stakes.map { all[$0] }.sorted(by: Self.precedes)
    let share = asserted / Double(rows.count + hits.count)
    var evidence = rows.map { Self.evidence($0, .asserts, share) }
    evidence += hits.map { hit in
      let entry = hit.hit.entry
      return Evidence(
        kind: .hit, refID: entry.key, stance: .asserts, claimant: entry.authority,
        claimantRole: nil, source: nil, statedOn: entry.listedOn, units: share,
        standing: .counted, origin: entry.origin, excerpt: hit.hit.entryName)
    }
    if denied > 0 {
      evidence += rows.map { Self.evidence($0, .denies, denied / Double(rows.count)) }
    }
    return evidence
  }

  private static func evidence(
    _ stake: OwnershipStake, _ stance: Stance, _ units: Double
  ) -> Evidence {
    Evidence(
      kind: .ownership, refID: stake.owner, stance: stance,
      claimant: stake.source?.publisher ?? "",
      claimantRole: stake.source == nil ? .ownRecord : stake.source?.publisherRole,
      source: stake.source, statedOn: stake.source?.publishedOn ?? stake.validFrom, units: units,
      standing: .counted, origin: stake.origin, excerpt: "\(stake.range) of \(stake.vendorID)")
  }

  private static func precedes(_ left: OwnershipStake, _ right: OwnershipStake) -> Bool {
    let pairs = [
      (left.vendorID, right.vendorID), (left.owner, right.owner),
      (left.origin.file.path, right.origin.file.path),
    ]
    for (one, other) in pairs where one != other { return ByteOrder.precedes(one, other) }
    return left.origin.line < right.origin.line
  }
}

extension OwnershipStake {
  /// The share in words: `30 %`, `30 to 60 %`, `a share unknown`.
  var range: String {
    guard percentMin != nil || percentMax != nil else { return "a share unknown" }
    let low = OwnershipText.percent(percentMin ?? 0)
    let high = OwnershipText.percent(percentMax ?? 100)
    return low == high ? "\(low) %" : "\(low) to \(high) %"
  }
}
