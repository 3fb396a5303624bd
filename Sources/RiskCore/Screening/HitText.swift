/// The sentence of a hit.
enum HitText {
  /// Returns what agreed and what did not, for somebody who has to decide.
  static func sentence(
    _ vendor: Vendor, _ entry: WatchlistEntry, queryName: String, listed: ListedName,
    _ comparison: NameComparison, _ country: CountryAgreement, _ identifier: IdentifierAgreement
  ) -> String {
    var clauses = [names(queryName, listed, comparison)]
    switch listed.kind {
    case .primary: break
    case .strong:
      if Screener.isWeak(listed) {
        clauses.append("a further name of three letters tells nobody alone")
      }
    case .weak: clauses.append("the list calls this name weak")
    case .former: clauses.append("the entry no longer bears this name")
    }
    switch country {
    case .agrees: clauses.append("both are of \(vendor.country ?? "")")
    case .unknown:
      clauses.append(
        vendor.country == nil
          ? "the inventory names no country" : "the list names no country for the entry")
    case .contradicts:
      clauses.append(
        "the vendor is of \(vendor.country ?? ""), the entry of \(entry.countries.joined(separator: ", "))"
      )
    }
    switch identifier {
    case .agrees: clauses.append("both bear the same identifier")
    case .unknown: break
    case .contradicts: clauses.append("their legal entity identifiers differ")
    }
    return clauses.joined(separator: "; ") + "."
  }

  private static func names(
    _ queryName: String, _ listed: ListedName, _ comparison: NameComparison
  ) -> String {
    if queryName == listed.text { return "'\(queryName)' is the entry's name" }
    if comparison.similarity == 1, comparison.isPlainlyEqual(queryName, listed.text) {
      return
        "'\(queryName)' equals the entry's name '\(listed.text)' once case, marks and legal forms are set aside"
    }
    let normalizer = NameNormalizer.standard
    let reasons = comparison.reasons(
      normalizer.normalized(queryName), normalizer.normalized(listed.text))
    let verb =
      switch comparison.verdict {
      case .same: "is close to"
      case .related: "is related to"
      case .different: "differs from"
      }
    return "'\(queryName)' \(verb) the entry's name '\(listed.text)' (\(reasons))"
  }
}

extension NameComparison {
  /// Whether two names that compare as equal also read alike, word for word.
  fileprivate func isPlainlyEqual(_ query: String, _ candidate: String) -> Bool {
    let normalizer = NameNormalizer.standard
    let (query, candidate) = (normalizer.normalized(query), normalizer.normalized(candidate))
    return alignment(query, candidate).allSatisfy { $0.relation == .equal }
  }
}
