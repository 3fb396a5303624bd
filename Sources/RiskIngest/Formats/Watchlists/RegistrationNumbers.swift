import RiskCore

/// Numbers of companies in free text, each with the register's name before or behind it:
/// `INN: 7704… KPP: 504001001`, `69987857 (BRN); 2756979 (CR No.)`, `TIN 1644024517`.
///
/// The text is gone through word by word. A word with a digit is a number, or the next group of the
/// digits before it; other words name its register until something ends it: a semicolon, a comma,
/// a slash alone. A bracket behind a number names the register or the country of that number.
struct RegistrationNumbers {
  private(set) var found: [ListedIdentifier] = []
  private let usualKind: String
  private let country: (String) -> String?
  /// The words that name the register of the number to come.
  private var label: [String] = []
  private var labelCountry: String?
  /// The groups of digits of the number being read.
  private var number: [String] = []
  /// Whether the word before was a slash alone.
  private var isBehindSlash = false
  /// Whether nothing stands between the last number found and this place.
  private var isBehindNumber = false

  /// Returns the numbers in `text`.
  ///
  /// - Parameters:
  ///   - usualKind: What a number without a register's name is.
  ///   - country: The code of a country's name.
  static func read(
    _ text: String, usualKind: String = "registration-number",
    country: @escaping (String) -> String?
  ) -> [ListedIdentifier] {
    var reading = RegistrationNumbers(usualKind: usualKind, country: country)
    reading.go(through: text)
    return reading.found
  }

  private init(usualKind: String, country: @escaping (String) -> String?) {
    self.usualKind = usualKind
    self.country = country
  }

  private mutating func go(through text: String) {
    var word = ""
    var bracket: String?
    for scalar in text.unicodeScalars {
      if let inside = bracket {
        if scalar == ")" {
          close(inside)
          bracket = nil
        } else {
          bracket?.unicodeScalars.append(scalar)
        }
        continue
      }
      switch scalar {
      case " ", "\u{A0}", "\t", ":":
        end(&word)
      case ";", ",", "\n", "\r", "|":
        end(&word)
        endValue()
      case "(":
        end(&word)
        bracket = ""
      case ")":
        // `1) 7704…`: the number of the list, not of the company.
        if Self.isListNumber(word) { word = "" }
        end(&word)
        endValue()
      default:
        word.unicodeScalars.append(scalar)
      }
    }
    end(&word)
    if let bracket { close(bracket) }
    endValue()
  }

  // MARK: Words

  private mutating func end(_ word: inout String) {
    guard !word.isEmpty else { return }
    defer { word = "" }
    let text = word
    if text == "/" {
      isBehindSlash = true
      return
    }
    if isBehindSlash {
      isBehindSlash = false
      if let last = number.last, Self.isDigits(last[...], 10), Self.isDigits(text[...], 9) {
        number[number.count - 1] = "\(last)/\(text)"
        return
      }
      endValue()
    }
    if text.utf8.allSatisfy({ $0 == 0x2D || $0 == 0x2E }) || text == "–" {
      return
    } else if Self.isBankCode(text), Self.kind(of: label) == "swift-bic" {
      add(text)
    } else if text.utf8.contains(where: { (0x30...0x39).contains($0) }) {
      number.append(text)
    } else {
      endNumber()
      isBehindNumber = false
      if label.count < 8 { label.append(text) }
    }
  }

  private mutating func endValue() {
    endNumber()
    isBehindSlash = false
    label = []
    labelCountry = nil
    isBehindNumber = false
  }

  private mutating func endNumber() {
    guard !number.isEmpty else { return }
    let groups = number
    number = []
    let pair = groups.count == 1 ? groups[0].split(separator: "/") : []
    if pair.count == 2, Self.isDigits(pair[0], 10), Self.isDigits(pair[1], 9) {
      // The tax number and the number of the place of registration, as Russian firms write them.
      found.append(ListedIdentifier(kind: "kpp", value: String(pair[1]), country: labelCountry))
      add(String(pair[0]))
    } else {
      let isGrouped = groups.allSatisfy { Self.isDigits($0[...], $0.utf8.count) }
      add(groups.joined(separator: isGrouped ? "" : " "))
    }
  }

  private mutating func add(_ text: String) {
    let words = label
    label = []
    var value = text[...]
    while let last = value.last, ".-/'’\"".contains(last) { value.removeLast() }
    while let first = value.first, ".-/'‘\"".contains(first) { value.removeFirst() }
    let digits = value.utf8.count { (0x30...0x39).contains($0) }
    isBehindNumber = false
    let kind = Self.kind(of: words)
    guard (4...60).contains(value.utf8.count), digits >= 3 || kind == "swift-bic",
      !words.contains(where: { Self.dateWords.contains($0.lowercased()) })
    else { return }
    found.append(
      ListedIdentifier(kind: kind ?? usualKind, value: String(value), country: labelCountry))
    isBehindNumber = true
  }

  // MARK: Brackets

  private mutating func close(_ inside: String) {
    endNumber()
    if Self.isListNumber(inside) {
      endValue()
      return
    }
    let words = inside.split { " ,:.;/".contains($0) }.map(String.init)
    let kind = Self.kind(of: words)
    var place: String?
    for part in inside.split(separator: ",") where place == nil {
      let name = Blanks.trimmed(String(part))
      // `BRN` is a business registration number more often than Brunei.
      if name.utf8.count > 3 || ["UK", "UAE", "USA", "US"].contains(name) { place = country(name) }
    }
    if isBehindNumber, let last = found.indices.last {
      if let kind { found[last].kind = kind }
      if let place { found[last].country = place }
    } else {
      if kind != nil { label += words }
      labelCountry = place ?? labelCountry
    }
  }

  private static func isListNumber(_ text: String) -> Bool {
    let isShort = (1...2).contains(text.utf8.count)
    return isShort
      && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) }
  }

  // MARK: Kinds

  /// The kind of number that the words of a register's name mean; nil when they name none we know.
  static func kind(of words: [String]) -> String? {
    var best: (rank: Int, kind: String)?
    for word in words {
      for part in word.split(whereSeparator: { "/.-".contains($0) }) {
        guard let known = kinds[part.uppercased()] else { continue }
        if known.rank < best?.rank ?? .max { best = known }
      }
    }
    return best?.kind
  }

  /// The narrower meaning has the lower rank: `Tax ID/INN` is an INN.
  private static let kinds: [String: (rank: Int, kind: String)] = [
    "INN": (0, "inn"), "ИНН": (0, "inn"), "OGRN": (0, "ogrn"), "OGRNIP": (0, "ogrn"),
    "ОГРН": (0, "ogrn"), "KPP": (0, "kpp"), "КПП": (0, "kpp"), "OKPO": (0, "okpo"),
    "ОКПО": (0, "okpo"), "LEI": (0, "lei"), "IMO": (0, "imo"), "MMSI": (0, "mmsi"),
    "DUNS": (0, "duns"), "SWIFT": (0, "swift-bic"), "BIC": (0, "swift-bic"), "TAX": (1, "tax-id"),
    "TAXPAYER": (1, "tax-id"), "TIN": (1, "tax-id"), "VAT": (1, "tax-id"), "NIF": (1, "tax-id"),
    "UNP": (1, "tax-id"), "УНП": (1, "tax-id"), "PASSPORT": (1, "passport"),
  ]

  private static let dateWords: Set<String> = [
    "issued", "expires", "expired", "expiry", "expiration", "dated", "date", "on", "valid",
    "since", "from", "until", "tel", "phone", "fax", "telephone",
  ]

  private static func isBankCode(_ word: String) -> Bool {
    (word.utf8.count == 8 || word.utf8.count == 11)
      && word.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
  }

  private static func isDigits(_ text: Substring, _ count: Int) -> Bool {
    text.utf8.count == count && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
