// Holds vendors against the entries of all watchlists.
//
// A screener is shared and never changes; a session is what one thread screens with. Names decide who
// is looked at and how alike they are; countries and identifiers confirm or contradict, and speak in the
// probability. So a hit scores the same whatever else its list says of the entry, and whatever other
// lists hold.

/// The entries of all lists under an index of their names.
public final class Screener: Sendable {
  /// In the order in which they were given.
  public let entries: [WatchlistEntry]
  /// The number of lists that hold entries.
  public let listCount: Int
  /// The names of all entries, entry after entry.
  public let index: NameIndex
  /// The entry of each name, and the name's place among the entry's.
  let owners: [Owner]
  /// Entries by the identifiers that settle who somebody is.
  let identified: [String: [Int32]]

  struct Owner: BitwiseCopyable, Sendable {
    var entry: Int32
    var name: Int32
  }

  /// Creates a screener over `entries`.
  ///
  /// - Parameter index: The index of their names when it is at hand, as ``names(of:)`` orders them.
  /// - Complexity: O(*n*) in the number of names; some microseconds each without an index.
  public init(entries: [WatchlistEntry], listCount: Int, index: NameIndex? = nil) {
    self.entries = entries
    self.listCount = listCount
    var owners: [Owner] = []
    var identified: [String: [Int32]] = [:]
    for (number, entry) in entries.enumerated() {
      for name in entry.screenedNames {
        owners.append(Owner(entry: Int32(number), name: Int32(name)))
      }
      for key in Set(entry.identifiers.compactMap(IdentifierAgreement.key)) {
        identified[key, default: []].append(Int32(number))
      }
    }
    self.owners = owners
    self.identified = identified
    self.index = index ?? NameIndex(Self.names(of: entries))
    precondition(self.index.count == owners.count, "an index of other names")
  }

  /// The names of `entries` in the order of an index over them.
  public static func names(of entries: [WatchlistEntry]) -> some Sequence<String> {
    entries.lazy.flatMap { entry in entry.screenedNames.map { entry.names[$0].text } }
  }

  /// The number of names that an index over `entries` holds.
  public static func nameCount(of entries: [WatchlistEntry]) -> Int {
    entries.reduce(0) { $0 + $1.screenedNames.count }
  }

  /// Returns the key under which names meet that differ in nothing that counts.
  ///
  /// Case, marks, script, legal forms and the spelling of generic words do not show.
  public static func key(of name: String) -> String {
    NameNormalizer.standard.normalized(name).key
  }

  /// Whether a name is too weak to make a hit of the kind `same`: the list says so, or it is a further
  /// name of three letters, which half a dozen companies share in every country.
  static func isWeak(_ name: ListedName) -> Bool {
    switch name.kind {
    case .weak: return true
    case .primary: return false
    case .strong, .former:
      return NameNormalizer.standard.normalized(name.text).isAbbreviation
    }
  }

  /// Returns what one thread screens with.
  public func makeSession() -> ScreeningSession { ScreeningSession(self) }

  /// Returns the hash of the fields that a decision rests on.
  public static func anchor(of vendor: Vendor, and entry: WatchlistEntry) -> String {
    var hash = StableHash()
    for name in ([vendor.name] + vendor.aliases).map(NameFolding.folded).sorted() { hash.add(name) }
    for field in [vendor.country ?? "", vendor.lei, vendor.registrationNumber, "|"] {
      hash.add(field)
    }
    for name in entry.names.map({ NameFolding.folded($0.text) }).sorted() { hash.add(name) }
    for country in entry.countries.sorted() { hash.add(country) }
    for key in entry.identifiers.compactMap(IdentifierAgreement.key).sorted() { hash.add(key) }
    return hash.hexadecimal
  }
}

/// Screens vendors, one after the other, on one thread.
public final class ScreeningSession {
  private let screener: Screener
  private var search: NameSearch
  private var query = NormalizedName()

  init(_ screener: Screener) {
    self.screener = screener
    search = NameSearch(screener.index)
  }

  /// What a name of an entry has before another, and lacks, beside its similarity.
  private enum Rank {
    /// More than any similarity and a weak name together: the same party before a relative.
    static let same = 10.0
    /// More than any similarity.
    static let weak = 5.0
    /// Of names that do about as well, the one in the script of the vendor's is shown.
    static let otherScript = 0.03
  }

  /// The best that an entry's names gave for a vendor's.
  private struct Best {
    var queryName: String
    /// The place of the entry's name among all; the highest number when it is not indexed.
    var name: Int
    /// The place of the name among the entry's.
    var listed: Int
    var comparison: NameComparison
    var rank: Double
  }

  /// Returns one hit for each entry that `vendor` resembles, by list and entry key.
  ///
  /// - Parameter decisions: The decisions on this vendor, in any order.
  public func hits(for vendor: Vendor, decisions: [Decision]) -> [Hit] {
    var best: [Int32: Best] = [:]
    for name in [vendor.name] + vendor.aliases { find(name, in: &best) }
    addIdentified(vendor, to: &best)
    guard !best.isEmpty else { return [] }
    let found = best.sorted { left, right in
      let (left, right) = (screener.entries[Int(left.key)], screener.entries[Int(right.key)])
      return left.list.id == right.list.id
        ? ByteOrder.precedes(left.key, right.key)
        : ByteOrder.precedes(left.list.id, right.list.id)
    }
    var hits = found.map { makeHit(vendor, screener.entries[Int($0.key)], $0.value) }
    DecisionMatching.assign(decisions, to: &hits)
    return hits
  }

  /// The similarity that the name of a person needs: people share given names, and a vendor that is a
  /// person bears all of theirs.
  static let personSimilarity = 0.95

  private func find(_ name: String, in best: inout [Int32: Best]) {
    NameNormalizer.standard.normalize(name, into: &query)
    let (screener, script) = (screener, query.scriptName)
    search.forEachMatch(of: query) { match in
      let owner = screener.owners[match.name]
      if screener.entries[Int(owner.entry)].party == .person,
        match.comparison.similarity < Self.personSimilarity
          || screener.index.wordCount(of: match.name) < 2
            && !screener.index.isUnspaced(match.name)
      {
        return
      }
      let isWeak = Screener.isWeak(screener.entries[Int(owner.entry)].names[Int(owner.name)])
      // An abbreviation beside other words is everybody's.
      if isWeak && match.comparison.verdict == .related { return }
      var rank = match.comparison.similarity
      if match.comparison.verdict == .same { rank += Rank.same }
      // Of names that do about as well, a reviewer is shown the one in the script of the vendor's, and
      // one that the list does not call weak.
      if screener.index.scriptName(match.name) != script { rank -= Rank.otherScript }
      if isWeak { rank -= Rank.weak }
      if let earlier = best[owner.entry],
        (earlier.rank, match.name) >= (rank, earlier.name)
      {
        return
      }
      best[owner.entry] = Best(
        queryName: name, name: match.name, listed: Int(owner.name), comparison: match.comparison,
        rank: rank)
    }
  }

  /// Adds the entries that bear an identifier of the vendor, whatever their names.
  private func addIdentified(_ vendor: Vendor, to best: inout [Int32: Best]) {
    for key in IdentifierAgreement.keys(of: vendor) {
      for number in screener.identified[key] ?? [] where best[number] == nil {
        let listed = screener.entries[Int(number)].names[0].text
        NameNormalizer.standard.normalize(vendor.name, into: &query)
        best[number] = Best(
          queryName: vendor.name, name: .max, listed: 0,
          comparison: NameComparer().compare(query, NameNormalizer.standard.normalized(listed)),
          rank: 0)
      }
    }
  }

  private func makeHit(_ vendor: Vendor, _ entry: WatchlistEntry, _ best: Best) -> Hit {
    let listed = entry.names[best.listed]
    let country = CountryAgreement(of: vendor.country, with: entry.countries)
    let identifier = IdentifierAgreement(of: vendor, with: entry)
    let isSame =
      identifier == .agrees
      || best.comparison.verdict == .same
        && !Screener.isWeak(listed)
    return Hit(
      entry: entry, kind: isSame ? .same : .related, queryName: best.queryName,
      entryName: listed.text, entryNameKind: listed.kind,
      similarity: best.comparison.similarity, country: country, identifier: identifier,
      anchor: Screener.anchor(of: vendor, and: entry), decisions: [],
      explanation: HitText.sentence(
        vendor, entry, queryName: best.queryName, listed: listed, best.comparison, country,
        identifier))
  }
}

extension WatchlistEntry {
  /// The places of the names that vendors are held against.
  ///
  /// A vendor is neither a ship nor an aeroplane, whose names (Pioneer, Luna) are those of half the
  /// trade; and one word is no name of a person, but in a script that parts no words.
  var screenedNames: [Int] {
    switch party {
    case .vessel, .aircraft: []
    case .person:
      names.indices.filter { names[$0].text.unicodeScalars.contains(where: Self.partsOrJoins) }
    case .organisation, .unknown: Array(names.indices)
    }
  }

  private static func partsOrJoins(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "," || scalar.properties.isWhitespace || Script.of(scalar).isUnspaced
  }
}
