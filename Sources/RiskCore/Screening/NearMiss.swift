/// An entry that is no hit, and what was lacking.
public struct NearMiss: Sendable {
  public let entry: WatchlistEntry
  public let entryName: String
  /// 0 to 1.
  public let similarity: Double
  /// The similarity that a hit on this entry takes, 0 to 1.
  public let needed: Double
  /// What is shared and what is not, in a clause.
  public let reasons: String
}

extension Screener {
  /// The similarity below which an entry is not near.
  private static let leastNear = 0.1

  /// Returns the entries nearest to a vendor that are no hits, most alike first.
  ///
  /// Compares with every name, since what is far below the threshold is not indexed.
  ///
  /// - Complexity: O(*n*) in the number of names, about a microsecond each.
  public func nearest(to vendor: Vendor, limit: Int) -> [NearMiss] {
    struct Candidate {
      var name: Int
      var query: String
      var comparison: NameComparison
    }
    let comparer = NameComparer()
    var best: [Int32: Candidate] = [:]
    let found = makeSession().hits(for: vendor, decisions: [])
    let hits = Set(found.map { ObjectIdentifier($0.entry) })
    for name in [vendor.name] + vendor.aliases {
      let query = NameNormalizer.standard.normalized(name)
      for number in 0..<index.count {
        let comparison = comparer.compare(query, index.name(number))
        let entry = owners[number].entry
        guard comparison.similarity > best[entry]?.comparison.similarity ?? Self.leastNear else {
          continue
        }
        best[entry] = Candidate(name: number, query: name, comparison: comparison)
      }
    }
    return best.filter { !hits.contains(ObjectIdentifier(entries[Int($0.key)])) }.sorted {
      left, right in
      left.value.comparison.similarity == right.value.comparison.similarity
        ? left.key < right.key
        : left.value.comparison.similarity > right.value.comparison.similarity
    }.prefix(limit).map { entry, candidate in
      let name = entries[Int(entry)].names[Int(owners[candidate.name].name)].text
      return NearMiss(
        entry: entries[Int(entry)], entryName: name,
        similarity: candidate.comparison.similarity,
        needed: entries[Int(entry)].party == .person
          ? ScreeningSession.personSimilarity : NameComparer.defaultThreshold,
        reasons: candidate.comparison.reasons(
          NameNormalizer.standard.normalized(candidate.query),
          NameNormalizer.standard.normalized(name)))
    }
  }
}
