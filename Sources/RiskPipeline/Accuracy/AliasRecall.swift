import RiskCore

/// How often an entry is found by one of its names when only another one of them is indexed.
public struct AliasRecall: Sendable, Encodable {
  /// A count of names asked for and found.
  public struct Share: Sendable, Encodable {
    public internal(set) var asked = 0
    public internal(set) var found = 0
    /// Of those, found as the same party and not as a relative.
    public internal(set) var foundAsSame = 0

    /// 0 to 1; 1 when nothing was asked.
    public var rate: Double { asked == 0 ? 1 : Double(found) / Double(asked) }

    mutating func add(_ verdict: NameComparison.Verdict?) {
      asked += 1
      if verdict != nil { found += 1 }
      if verdict == .same { foundAsSame += 1 }
    }

    enum CodingKeys: String, CodingKey {
      case asked, found, rate
      case foundAsSame = "found_as_same"
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(asked, forKey: .asked)
      try container.encode(found, forKey: .found)
      try container.encode(foundAsSame, forKey: .foundAsSame)
      try container.encode((rate * 10_000).rounded() / 10_000, forKey: .rate)
    }
  }

  /// Latin strong names of organisations that share a word with the primary name which fewer than
  /// ``rareWordLimit`` entries have; the primary names alone are indexed.
  public let organisations: Share
  /// The same of persons, which are held to a higher similarity.
  public let persons: Share
  /// Names in another script against the Latin names of all entries, by list and script.
  public let scripts: [String: Share]
  /// Aliases that were not found, some of them.
  public let examples: [String]

  enum CodingKeys: String, CodingKey {
    case organisations, persons, scripts, examples
  }

  /// The number of entries from which a word is too common to ask by.
  static let rareWordLimit = 20
  static let exampleLimit = 40

  /// Asks for the names of `entries`.
  public init(_ entries: [WatchlistEntry]) {
    let normalizer = NameNormalizer.standard
    let entries = entries.filter { $0.party != .vessel && $0.party != .aircraft }
    var holders: [String: Int] = [:]
    for entry in entries {
      let words = Set(entry.names.flatMap { normalizer.normalized($0.text).wordKeys })
      for word in words { holders[word, default: 0] += 1 }
    }
    var (organisations, persons) = (Share(), Share())
    var missed: [String] = []
    let primary = NameIndex(entries.map { $0.names[0].text })
    var search = NameSearch(primary)
    for (number, entry) in entries.enumerated() {
      let own = Set(normalizer.normalized(entry.names[0].text).wordKeys)
      for name in entry.names.dropFirst() where name.kind == .strong {
        let query = normalizer.normalized(name.text)
        guard query.scriptName == "latin",
          query.wordKeys.contains(where: {
            own.contains($0) && holders[$0] ?? 0 < Self.rareWordLimit
          })
        else { continue }
        let verdict = Self.verdict(on: query, of: number, &search)
        if entry.party == .person { persons.add(verdict) } else { organisations.add(verdict) }
        if verdict == nil, entry.party != .person {
          missed.append("\(name.text) / \(entry.names[0].text)")
        }
      }
    }
    self.organisations = organisations
    self.persons = persons
    scripts = Self.scripts(of: entries)
    examples = Array(missed.prefix(Self.exampleLimit))
  }

  private static func scripts(of entries: [WatchlistEntry]) -> [String: Share] {
    let normalizer = NameNormalizer.standard
    var latin: [String] = []
    var owners: [Int] = []
    var others: [(entry: Int, name: NormalizedName)] = []
    for (number, entry) in entries.enumerated() where entry.party != .person {
      let names = entry.names.map { ($0, normalizer.normalized($0.text)) }
      guard names.contains(where: { $0.1.scriptName == "latin" }) else { continue }
      for (name, normalized) in names {
        if normalized.scriptName == "latin" {
          latin.append(name.text)
          owners.append(number)
        } else {
          others.append((number, normalized))
        }
      }
    }
    let index = NameIndex(latin)
    var search = NameSearch(index)
    var shares: [String: Share] = [:]
    for other in others {
      var best: NameComparison.Verdict?
      search.forEachMatch(of: other.name) { match in
        guard owners[match.name] == other.entry else { return }
        if best != .same { best = match.comparison.verdict }
      }
      let list = entries[other.entry].list.id
      shares["\(list) \(other.name.scriptName)", default: Share()].add(best)
    }
    return shares
  }

  private static func verdict(
    on query: NormalizedName, of number: Int, _ search: inout NameSearch
  ) -> NameComparison.Verdict? {
    var best: NameComparison.Verdict?
    search.forEachMatch(of: query) { match in
      guard match.name == number, best != .same else { return }
      best = match.comparison.verdict
    }
    return best
  }
}
