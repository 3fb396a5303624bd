@testable import RiskCore

/// A case of ownership as a line of text, such as `v < Alpha 30; v < Beta 20-40; Beta < Gamma ?`.
///
/// Each row names who is owned, the owner, and percent: one number, a range, an end of one (`20-`, `-40`),
/// or `?`. The vendor is `v`; all others are known by name alone.
struct OwnershipCase {
  static let date = CivilDate(daysSinceEpoch: 17_700)
  static let file = InputName("ownership.csv")

  var stakes: [OwnershipStake]

  /// Reads rows, and who of the owners is listed: `Alpha` confirmed, `Beta 0.9` open with that probability
  /// (0.98, 0.9 or 0.4).
  init(_ rows: String, listed: String = "") {
    var hits: [String: [Hit]] = [:]
    for party in listed.split(separator: ",") {
      let words = party.split(separator: " ").map(String.init)
      let hit = words.count == 1 ? Self.confirmed(words[0]) : Self.open(words[0], words[1])
      hits[words[0], default: []].append(hit)
    }
    stakes = rows.split(separator: ";").enumerated().map { index, row in
      let words = row.split(separator: " ").map(String.init)
      precondition(words.count == 4 && words[1] == "<", "a row is like 'v < Alpha 30'")
      let (low, high) = Self.share(words[3])
      return Self.stake(words[0], words[2], low, high, line: index + 2, hits[words[2]] ?? [])
    }
  }

  private static func share(_ text: String) -> (Double?, Double?) {
    if text == "?" { return (nil, nil) }
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Double($0) }
    return (ends[0], ends[ends.count - 1])
  }

  static func stake(
    _ owned: String, _ owner: String, _ low: Double?, _ high: Double?, line: Int = 2,
    _ hits: [Hit] = []
  ) -> OwnershipStake {
    var stake = OwnershipStake(
      vendorID: owned, owner: owner, percentMin: low, percentMax: high,
      origin: RecordOrigin(file: file, line: line))
    if owner == "v" { stake.ownerVendorID = "v" }
    stake.hits = hits
    return stake
  }

  static func entry(
    _ name: String, severity: String = "blocking-sanctions", listedOn: CivilDate? = nil,
    inForceOn: CivilDate? = nil, endedOn: CivilDate? = nil, countsPending: Bool = true
  ) -> WatchlistEntry {
    let list = Watchlist(
      id: "list-\(severity)", title: severity, authority: "authority", severity: severity,
      countsPendingEntries: countsPending)
    return WatchlistEntry(
      list: list, key: name.lowercased(), names: [ListedName(name, .primary)], countries: [],
      authority: "authority", programme: "", listedOn: listedOn, inForceOn: inForceOn,
      endedOn: endedOn, locator: "", origin: RecordOrigin(file: InputName("list.csv"), line: 7))
  }

  static func hit(
    _ entry: WatchlistEntry, _ country: CountryAgreement = .agrees, kind: Hit.Kind = .same,
    verdict: Decision.Verdict? = nil
  ) -> Hit {
    let name = entry.names[0].text
    let decisions = verdict.map {
      Decision(
        vendorID: "", entryKey: entry.key, verdict: $0, decidedBy: "analyst", decidedOn: date,
        reason: "looked", origin: RecordOrigin(file: InputName("decisions.csv"), line: 2))
    }
    return Hit(
      entry: entry, kind: kind, queryName: name, entryName: name, similarity: 1, country: country,
      anchor: "", decisions: decisions.map { [$0] } ?? [], explanation: "equal.")
  }

  static func confirmed(_ name: String, severity: String = "blocking-sanctions") -> Hit {
    hit(entry(name, severity: severity), verdict: .same)
  }

  private static func open(_ name: String, _ probability: String) -> Hit {
    let countries: [String: CountryAgreement] = [
      "0.98": .agrees, "0.9": .unknown, "0.4": .contradicts,
    ]
    guard let country = countries[probability] else {
      preconditionFailure("'\(probability)' is no probability of equal names")
    }
    return hit(entry(name), country)
  }

  static func rule(
    _ indirect: Policy.OwnershipRule.Indirect = .controlled, share: Double = 50,
    inclusive: Bool = true, lists: [String] = ["blocking-sanctions"], from: CivilDate? = nil,
    to: CivilDate? = nil
  ) -> Policy.OwnershipRule {
    Policy.OwnershipRule(
      name: "half", authority: "law", lists: lists, share: share, isInclusive: inclusive,
      indirect: indirect, validFrom: from, validTo: to)
  }
}
