import RiskCore

/// Words of OpenSanctions that its layouts share.
enum OpenSanctionsWords {
  /// What a schema of FollowTheMoney says about a party; a legal entity may be a person.
  static func party(_ schema: String) -> PartyKind {
    switch schema {
    case "Company", "Organization", "PublicBody": .organisation
    case "Person": .person
    case "Vessel": .vessel
    case "Airplane": .aircraft
    default: .unknown
    }
  }

  /// The ISO 3166-1 alpha-2 code of a code of OpenSanctions; nil, and noted, for an unknown one.
  ///
  /// Regions are codes with a tail (`gb-sct`, `ua-cri`) and count as their country. Codes of former
  /// states, of the European Union and of "no country" mean none, without a note.
  static func country(_ code: String, _ column: String, _ context: CellContext) -> String? {
    if noCountries.contains(code) { return nil }
    let isRegion = code.utf8.count > 3 && code.utf8.dropFirst(2).first == UInt8(ascii: "-")
    return context.notedCountry(isRegion ? String(code.prefix(2)) : code, column)
  }

  private static let noCountries: Set<String> = [
    "suhh", "cshh", "csxx", "yucs", "ddde", "eu", "zz",
  ]

  /// Returns whether `text` can be a schema: one word that begins with a capital.
  static func isSchema(_ text: String) -> Bool {
    guard let first = text.utf8.first, (0x41...0x5A).contains(first), text.utf8.count <= 60 else {
      return false
    }
    return text.utf8.allSatisfy { (0x41...0x5A).contains($0 & 0xDF) }
  }

  /// The page of an entity.
  static func locator(_ id: String) -> String { "https://www.opensanctions.org/entities/\(id)/" }
}
