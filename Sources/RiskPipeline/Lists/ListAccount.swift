import RiskCore

/// How a watchlist stands in a run.
public struct ListAccount: Sendable {
  /// A part of a list: a sub-list, a measure, a programme.
  public struct Part: Sendable, Equatable {
    /// Empty for entries of no part.
    public let name: String
    public let entries: Int
    /// Entries in force on the as-of date, or listed and counted as pending.
    public let active: Int
  }

  public internal(set) var entries = 0
  public internal(set) var active = 0
  /// Names of all entries.
  public internal(set) var names = 0
  /// By name; at least one when there are entries.
  public internal(set) var parts: [Part] = []
  /// Days from the newest date to the as-of date; nil without a date.
  public internal(set) var ageDays: Int?
  /// The limits that were passed, in words; empty when healthy.
  public internal(set) var breaches: [String] = []
  /// Whether the last good copy stands in for the file.
  public internal(set) var usesLastGood = false
  /// What became of the entries of an older edition; nil for a list that is none.
  public internal(set) var edition: EditionChanges?

  init(_ entries: [WatchlistEntry], newestDate: CivilDate?, asOf date: CivilDate) {
    self.entries = entries.count
    var counts: [String: (entries: Int, active: Int)] = [:]
    for entry in entries {
      names += entry.names.count
      let isActive = entry.status(on: date) != .ended
      active += isActive ? 1 : 0
      counts[entry.part, default: (0, 0)].entries += 1
      counts[entry.part, default: (0, 0)].active += isActive ? 1 : 0
    }
    parts = counts.sorted { ByteOrder.precedes($0.key, $1.key) }.map {
      Part(name: $0.key, entries: $0.value.entries, active: $0.value.active)
    }
    ageDays = newestDate.map { max(0, date.days(since: $0)) }
  }
}

/// How an older edition of a list differs from the later one.
public struct EditionChanges: Sendable, Equatable {
  /// The source that holds the later edition.
  public let later: String
  /// Entries that the later edition has and this one has not.
  public let added: Int
  /// Entries that the later edition no longer has; they count as ended.
  public let removed: Int
  /// Entries of both whose names, countries, identifiers, programme or dates differ.
  public let changed: Int
  /// Entries of both that say the same.
  public let unchanged: Int
}

/// What a list held at its last good load, as the limits need it.
struct LastGoodList {
  /// A file of the load.
  struct File {
    /// The name of the part; empty for a file at `path`.
    let part: String
    /// As the pipeline file writes it.
    let path: String
    let sha256: String
  }

  let runID: Int64
  let entries: Int
  /// Entries by part.
  let parts: [String: Int]
  let files: [File]
}

/// Holds a list against its limits.
enum ListHealthCheck {
  /// Parts with fewer entries at the last good load are not held against the shrink limit: one
  /// delisting in ten is no damage.
  static let smallestPart = 20

  /// A limit that a list passed.
  struct Breach {
    /// In words.
    let text: String
    /// Whether it is about age: the content is whole, and only an older one could replace it.
    var isOfAge = false
  }

  /// Returns the limits that a list passed.
  static func breaches(
    of account: ListAccount, read: Int, rejected: Int, newestDate: CivilDate?, rules: ListRules,
    lastGood: LastGoodList?
  ) -> [Breach] {
    var breaches: [Breach] = []
    if account.entries == 0 { breaches.append(Breach(text: "the list holds no entries")) }
    if let limit = rules.maximumAgeDays {
      if let age = account.ageDays, let newestDate {
        if age > limit {
          breaches.append(
            Breach(
              text: "its newest date is \(newestDate), \(age) days before the as-of date; "
                + "the limit is \(limit)", isOfAge: true))
        }
      } else {
        breaches.append(
          Breach(
            text: "its age is not known and the limit is \(limit) days; give published_on in the "
              + "pipeline file", isOfAge: true))
      }
    }
    if read > 0, Double(read - rejected) < rules.minimumParsable * Double(read) {
      breaches.append(
        Breach(
          text: "\(read - rejected) of \(read) rows could be used; the smallest share is "
            + percent(rules.minimumParsable)))
    }
    if let lastGood, account.entries > 0 {
      breaches += shrinks(of: account, against: lastGood, limit: rules.maximumShrink)
    }
    return breaches
  }

  private static func shrinks(
    of account: ListAccount, against lastGood: LastGoodList, limit: Double
  ) -> [Breach] {
    var breaches: [Breach] = []
    func check(_ what: String, _ now: Int, _ before: Int) {
      guard now < before, Double(before - now) > limit * Double(before) else { return }
      breaches.append(
        Breach(
          text: "\(what)\(now) entries, \(before) at the last good load (run \(lastGood.runID)); "
            + "the largest shrink is \(percent(limit))"))
    }
    check("it holds ", account.entries, lastGood.entries)
    let now = Dictionary(uniqueKeysWithValues: account.parts.map { ($0.name, $0.entries) })
    for (part, before) in lastGood.parts.sorted(by: { ByteOrder.precedes($0.key, $1.key) })
    where !part.isEmpty && before >= smallestPart {
      check("its part '\(part)' holds ", now[part] ?? 0, before)
    }
    return breaches
  }

  private static func percent(_ share: Double) -> String {
    "\(Hundredths.text(of: share * 100)) %"
  }
}
