import RiskCore

/// Two editions of one list in one pipeline.
///
/// The later edition says who is listed. Of the older one only what the later one no longer has is
/// kept, as ended: it stays visible and counts nothing.
enum Editions {
  /// Returns the entries of the older edition that the later one no longer has, as ended on the
  /// day before the later one, and how the two differ.
  ///
  /// Entries of the older edition that had ended keep their own day.
  static func compare(
    older: [WatchlistEntry], later: [WatchlistEntry], laterID: String, laterDate: CivilDate
  ) -> (ended: [WatchlistEntry], changes: EditionChanges) {
    let current = Dictionary(later.map { ($0.key, $0) }) { first, _ in first }
    var ended: [WatchlistEntry] = []
    let lastDay = CivilDate(daysSinceEpoch: laterDate.daysSinceEpoch - 1)
    var (changed, unchanged) = (0, 0)
    for entry in older {
      if let other = current[entry.key] {
        if differences(entry, other).isEmpty { unchanged += 1 } else { changed += 1 }
      } else {
        ended.append(entry.endedOn == nil ? entry.ended(on: lastDay) : entry)
      }
    }
    let known = Set(older.map(\.key))
    return (
      ended,
      EditionChanges(
        later: laterID, added: later.count { !known.contains($0.key) }, removed: ended.count,
        changed: changed, unchanged: unchanged)
    )
  }

  /// What two entries of one key say differently, in words.
  static func differences(_ older: WatchlistEntry, _ later: WatchlistEntry) -> [String] {
    var differences: [String] = []
    func compare(_ what: String, _ before: [String], _ after: [String]) {
      // Sets, since an entry of a hostile list has a million names.
      let (old, recent) = (Set(before), Set(after))
      let gone = before.filter { !recent.contains($0) }
      let new = after.filter { !old.contains($0) }
      if !gone.isEmpty { differences.append("\(what) gone: \(gone.joined(separator: ", "))") }
      if !new.isEmpty { differences.append("\(what) new: \(new.joined(separator: ", "))") }
    }
    compare("names", older.names.map(\.text), later.names.map(\.text))
    compare("countries", older.countries, later.countries)
    compare(
      "identifiers", older.identifiers.map { "\($0.kind) \($0.value)" },
      later.identifiers.map { "\($0.kind) \($0.value)" })
    compare("programme", [older.programme], [later.programme])
    compare("listed", dates(older.listedOn), dates(later.listedOn))
    compare("in force", dates(older.inForceOn), dates(later.inForceOn))
    compare("ended", dates(older.endedOn), dates(later.endedOn))
    return differences
  }

  private static func dates(_ date: CivilDate?) -> [String] {
    date.map { [$0.description] } ?? []
  }
}
