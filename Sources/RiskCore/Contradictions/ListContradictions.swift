/// Where lists disagree with each other, with the inventory, or with themselves through decisions.
enum ListContradictions {
  /// - Parameter hits: By list and entry key.
  static func find(
    vendor: Vendor, hits: [AssessedHit], asOf date: CivilDate
  ) -> [Contradiction] {
    guard !hits.isEmpty else { return [] }
    return countries(of: vendor, hits: hits) + endings(of: hits) + verdicts(on: hits, asOf: date)
  }

  /// One row for each set of countries that is not the vendor's.
  private static func countries(of vendor: Vendor, hits: [AssessedHit]) -> [Contradiction] {
    guard let country = vendor.country else { return [] }
    var seen: Set<[String]> = []
    return hits.compactMap { assessed in
      let entry = assessed.hit.entry
      let countries = entry.countries.sorted(by: ByteOrder.precedes)
      guard assessed.status == .confirmed, assessed.entryStatus != .ended, !countries.isEmpty,
        !countries.contains(country), seen.insert(countries).inserted
      else { return nil }
      return Contradiction(
        kind: .countryDiffers, subject: entry.reference, topic: "country",
        claim: Contradiction.Side(
          text: "country \(country)", claimant: "", claimantRole: .ownRecord, date: nil,
          origin: vendor.origin),
        counterclaim: side(
          of: entry, "country \(countries.joined(separator: ", ")): \(entry.names[0].text)",
          date: entry.listedOn))
    }
  }

  /// One row for each entry in force of which another list says that it has ended.
  private static func endings(of hits: [AssessedHit]) -> [Contradiction] {
    let certain = hits.filter { hit in
      hit.status == .confirmed || (hit.hit.identifier == .agrees && hit.status != .dismissed)
    }
    let ended = certain.filter { $0.entryStatus == .ended }
    guard !ended.isEmpty else { return [] }
    return certain.compactMap { active in
      let entry = active.hit.entry
      guard active.entryStatus == .active,
        let other = ended.first(where: { isSameListing(entry, $0.hit.entry) })?.hit.entry
      else { return nil }
      return Contradiction(
        kind: .listedAndEnded, subject: entry.reference,
        topic: entry.programme.isEmpty ? "listing" : "listing: \(entry.programme)",
        claim: side(
          of: entry, "listed: \(entry.names[0].text), \(entry.reference)",
          date: entry.listedOn),
        counterclaim: side(
          of: other, "ended: \(other.names[0].text), \(other.reference)",
          date: other.endedOn))
    }
  }

  private static func isSameListing(_ left: WatchlistEntry, _ right: WatchlistEntry) -> Bool {
    guard left.list.id != right.list.id else { return false }
    return left.key == right.key
      || (!left.programme.isEmpty && left.programme == right.programme
        && left.authority == right.authority)
  }

  /// One row for each hit whose latest day of decisions says both.
  private static func verdicts(on hits: [AssessedHit], asOf date: CivilDate) -> [Contradiction] {
    hits.compactMap { assessed in
      let known = assessed.hit.decisions.filter { $0.decidedOn <= date }
      guard known.count > 1, let day = known.map(\.decidedOn).max() else { return nil }
      let ofDay = known.filter { $0.decidedOn == day }
      guard let same = first(.same, of: ofDay), let different = first(.different, of: ofDay)
      else { return nil }
      return Contradiction(
        kind: .verdictsDiffer, subject: assessed.hit.entry.reference, topic: "verdict",
        claim: side(of: same), counterclaim: side(of: different))
    }
  }

  private static func first(_ verdict: Decision.Verdict, of decisions: [Decision]) -> Decision? {
    decisions.filter { $0.verdict == verdict }.min { left, right in
      left.origin.file == right.origin.file
        ? left.origin.line < right.origin.line
        : ByteOrder.precedes(left.origin.file.path, right.origin.file.path)
    }
  }

  private static func side(of decision: Decision) -> Contradiction.Side {
    Contradiction.Side(
      text: "decides '\(decision.verdict.rawValue)': \(decision.reason)",
      claimant: decision.decidedBy, claimantRole: nil, date: decision.decidedOn,
      origin: decision.origin)
  }

  private static func side(
    of entry: WatchlistEntry, _ text: String, date: CivilDate?
  ) -> Contradiction.Side {
    Contradiction.Side(
      text: text, claimant: entry.authority, claimantRole: nil, sourceID: entry.list.id,
      publisher: entry.list.authority, date: date, origin: entry.origin)
  }
}
