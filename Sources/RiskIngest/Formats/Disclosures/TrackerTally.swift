import RiskCore

/// Counts the domains of parties over all rows of a source.
final class TrackerTally {
  private var domains: [String: (first: Disclosure, names: Set<String>)] = [:]

  /// Adds domains of a party, of which each counts once.
  func count(_ names: some Sequence<String>, of party: Disclosure) {
    domains[party.partyID, default: (party, [])].names.formUnion(names)
  }

  /// Adds the numbers to the disclosures, when all rows have been read.
  func addCounts(to collector: SourceCollector) {
    for (first, names) in domains.values where !names.isEmpty {
      // The name stays the one of the party's first row.
      var counted = Disclosure(partyID: first.partyID, name: first.name, origin: first.origin)
      counted.add("domains", String(names.count))
      collector.merge(counted)
    }
    domains = [:]
  }
}
