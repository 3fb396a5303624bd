import RiskCore

/// Keys of entries for lists that give their entries no number of their own.
enum DerivedKey {
  /// The longest part of a key taken as it is; some lists have whole paragraphs as names.
  private static let longestPart = 120

  /// Returns the parts as words in kebab case, empty ones left out.
  ///
  /// A part that is too long is cut, and a hash of the whole part keeps it apart from others.
  static func of(_ parts: String...) -> String {
    parts.lazy.map(word).filter { !$0.isEmpty }.joined(separator: "-")
  }

  private static func word(_ part: String) -> String {
    let token = Token.of(part)
    guard token.utf8.count > longestPart else { return token }
    var hash = StableHash()
    hash.add(token)
    return token.prefix(longestPart) + "-" + hash.hexadecimal
  }
}

/// Citations of the Federal Register, in which United States agencies publish what they list.
enum FederalRegister {
  /// Returns the first citation of `text` in one spelling, or nil when it holds none:
  /// `68-fr-38290` for `68 F.R. 38290 6/27/03 71 F.R. 38843`, `vol-74-no-137` for
  /// `Vol. 74, No. 137, 07/20/09`.
  ///
  /// Later notices on the same party are written behind the earlier ones, so that the first one
  /// stays from edition to edition.
  static func firstCitation(in text: String) -> String? {
    let words = words(of: text)
    for index in words.indices {
      let rest = words[index...]
      if let volume = number(rest.first) {
        let next = rest.dropFirst()
        let page =
          next.first == "fr"
          ? next.dropFirst().first
          : next.starts(with: ["f", "r"]) ? next.dropFirst(2).first : nil
        if let page = number(page) { return "\(volume)-fr-\(page)" }
      } else if rest.first == "vol", let volume = number(rest.dropFirst().first),
        rest.dropFirst(2).first == "no", let issue = number(rest.dropFirst(3).first)
      {
        return "vol-\(volume)-no-\(issue)"
      }
    }
    return nil
  }

  /// The runs of letters and runs of digits, in lower case, of the beginning of `text`.
  private static func words(of text: String) -> [String] {
    var words: [[UInt8]] = []
    var last: UInt8 = 0
    for byte in text.utf8.prefix(400) {
      let isDigit = (0x30...0x39).contains(byte)
      let isLetter = (0x61...0x7A).contains(byte | 0x20)
      // 1 for digits, 2 for letters, 0 for what stands between.
      let kind: UInt8 = isDigit ? 1 : isLetter ? 2 : 0
      if kind != 0 {
        if kind != last { words.append([]) }
        words[words.count - 1].append(isLetter ? byte | 0x20 : byte)
      }
      last = kind
    }
    return words.map { String(decoding: $0, as: UTF8.self) }
  }

  private static func number(_ word: String?) -> String? {
    guard let word, let first = word.utf8.first, (0x30...0x39).contains(first) else { return nil }
    return word
  }
}

/// Addresses within the United States that do not name the country.
enum USAddress {
  /// Whether `text` is the abbreviation of a state, the District of Columbia or a territory.
  static func isState(_ text: String) -> Bool { states.contains(text) }

  /// Whether `text` is a ZIP code: five digits, or five and four.
  static func isZIPCode(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 5 || (bytes.count == 10 && bytes[5] == UInt8(ascii: "-")) else {
      return false
    }
    return bytes.enumerated().allSatisfy { $0.offset == 5 || (0x30...0x39).contains($0.element) }
  }

  private static let states = Set(
    """
    AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM \
    NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR
    """.split(separator: " ").map(String.init))
}

extension EntryDraft {
  /// Adds what another row says of the same party.
  ///
  /// The party is listed from the first of the days, and has left the list only when both rows say
  /// so.
  mutating func join(_ other: EntryDraft) {
    if party == .unknown { party = other.party }
    let primary = names.first { $0.kind == .primary }?.text
    for name in other.names {
      addName(name.text, name.kind == .primary && primary != nil ? .strong : name.kind)
    }
    for country in other.countries { addCountry(country) }
    for identifier in other.identifiers {
      addIdentifier(identifier.kind, identifier.value, country: identifier.country)
    }
    for link in other.links { addLink(link) }
    for programme in other.programmes { addProgramme(programme) }
    listedOn = Self.earlier(listedOn, other.listedOn)
    inForceOn = Self.earlier(inForceOn, other.inForceOn)
    if let first = endedOn, let second = other.endedOn {
      endedOn = max(first, second)
    } else {
      endedOn = nil
    }
    if locator.isEmpty { locator = other.locator }
  }

  private static func earlier(_ first: CivilDate?, _ second: CivilDate?) -> CivilDate? {
    guard let first, let second else { return first ?? second }
    return min(first, second)
  }
}
