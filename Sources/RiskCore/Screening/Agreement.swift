extension CountryAgreement {
  /// Compares the country of a vendor with those of an entry.
  init(of country: String?, with others: [String]) {
    guard let country, !others.isEmpty else {
      self = .unknown
      return
    }
    self = others.contains(country) ? .agrees : .contradicts
  }
}

/// How the identifiers of a vendor and an entry compare.
public enum IdentifierAgreement: String, Sendable {
  /// They share a legal entity identifier, or a registration number of one country.
  case agrees
  /// There is nothing to compare.
  case unknown
  /// Both have a legal entity identifier, and they differ.
  case contradicts

  /// Compares what both have.
  init(of vendor: Vendor, with entry: WatchlistEntry) {
    let own = Self.keys(of: vendor)
    guard !own.isEmpty, !entry.identifiers.isEmpty else {
      self = .unknown
      return
    }
    let listed = Set(entry.identifiers.compactMap(Self.key))
    if own.contains(where: listed.contains) {
      self = .agrees
    } else if own.contains(where: { $0.hasPrefix("lei ") })
      && listed.contains(where: { $0.hasPrefix("lei ") })
    {
      self = .contradicts
    } else {
      self = .unknown
    }
  }

  /// The keys under which a vendor's identifiers meet an entry's.
  static func keys(of vendor: Vendor) -> [String] {
    var keys: [String] = []
    if let lei = leiKey(vendor.lei) { keys.append(lei) }
    if let country = vendor.country,
      let number = numberKey(vendor.registrationNumber, of: country)
    {
      keys.append(number)
    }
    return keys
  }

  /// The key of an entry's identifier; nil for one that settles nothing, such as a passport, or a number
  /// of an unnamed register.
  static func key(of identifier: ListedIdentifier) -> String? {
    switch identifier.kind {
    case "lei": leiKey(identifier.value)
    case "registration-number", "tax-id":
      identifier.country.flatMap { numberKey(identifier.value, of: $0) }
    default: nil
    }
  }

  private static func leiKey(_ text: String) -> String? {
    let plain = plain(text)
    return plain.utf8.count == 20 ? "lei \(plain)" : nil
  }

  /// Numbers shorter than this are shared by chance.
  private static let shortestNumber = 6

  private static func numberKey(_ text: String, of country: String) -> String? {
    let plain = plain(text)
    return plain.utf8.count >= shortestNumber ? "\(country) \(plain)" : nil
  }

  /// Letters in capitals and digits, nothing else.
  private static func plain(_ text: String) -> String {
    String(
      text.uppercased().unicodeScalars.filter {
        $0.properties.isAlphabetic || $0.properties.numericType != nil
      }
      .map(Character.init))
  }
}
