import RiskCore

/// Countries as the British and European lists write them: free text with remarks, nationalities,
/// several in one cell.
///
/// One for each file: it remembers the spellings it met. Used by one thread at a time.
final class ListedCountries {
  private let context: CellContext
  /// What cells met so far mean.
  private var cells: [String: [String]] = [:]

  init(_ context: CellContext) { self.context = context }

  /// Adds the countries that `text` names to `draft`; notes it when it names none.
  ///
  /// `Afghanistan (since 2009)`, `1) Saudi Arabia 2) Qatar`, `Russian and Ukrainian`.
  func add(_ text: String, _ column: String, to draft: inout EntryDraft) {
    guard !text.isEmpty else { return }
    let codes = codes(in: text)
    if codes.isEmpty && !Self.isUnknown(text) { context.note(.unknownCountry, column) }
    for code in codes { draft.addCountry(code) }
  }

  /// The codes of the countries that `text` names, in its order.
  func codes(in text: String) -> [String] {
    if let known = cells[text] { return known }
    var codes: [String] = []
    if let code = single(text) {
      codes = [code]
    } else {
      for item in Numbering.split(text) {
        if let code = single(item) {
          codes.append(code)
          continue
        }
        codes += Self.parts(of: item).compactMap(single)
      }
    }
    // Hostile files have many spellings; the memory is for the usual few.
    if cells.count < 10_000 { cells[text] = codes }
    return codes
  }

  /// The country in which an address ends, if it ends in one: `..., Moscow, 115035, Russia`.
  func code(ofAddress address: String) -> String? {
    let parts = address.split(separator: ",")
    // The last but one, for a postal code behind the country.
    for part in parts.suffix(2).reversed() {
      let name = part.drop { $0 == " " }
      let isCode = name.utf8.count < 4 && !["UAE", "DRC", "USA"].contains(name)
      if !isCode, let code = single(String(name)) { return code }
    }
    return nil
  }

  private func single(_ text: String) -> String? {
    if let code = context.country(text) { return code }
    let words = Self.withoutRemarks(text)
    guard !words.isEmpty, words.utf8.count <= 60 else { return nil }
    return context.country(words) ?? Self.ownWords[words.lowercased()]
  }

  private static func isUnknown(_ text: String) -> Bool {
    text == "00" || text.lowercased() == "unknown"
  }

  /// `text` up to the first bracket or remark on time, without numbers and marks around it.
  private static func withoutRemarks(_ text: String) -> String {
    var rest = text[...]
    if let bracket = rest.firstIndex(of: "(") { rest = rest[..<bracket] }
    var words = rest.split { $0 == " " || $0 == "\u{A0}" }[...]
    while let first = words.first, before.contains(first.lowercased()) || isNumber(first) {
      words.removeFirst()
    }
    if let end = words.firstIndex(where: { behind.contains($0.lowercased()) }) {
      words = words[..<end]
    }
    while let last = words.last, isNumber(last) { words.removeLast() }
    var name = words.joined(separator: " ")[...]
    while let last = name.last, " .,;:\"".contains(last) { name.removeLast() }
    while let first = name.first, " .,;:\"".contains(first) { name.removeFirst() }
    return String(name)
  }

  private static let before: Set<String> = [
    "in", "of", "the", "assumed", "allegedly", "possibly", "reportedly", "occupied",
  ]
  private static let behind: Set<String> = ["as", "since", "until", "from", "by", "nationality"]

  private static func isNumber(_ word: Substring) -> Bool {
    word.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E }
  }

  private static func parts(of text: String) -> [String] {
    var parts: [String] = []
    var words: [Substring] = []
    for piece in text.split(whereSeparator: { ",;/".contains($0) }) {
      for word in piece.split(separator: " ") {
        if ["and", "or", "and/or"].contains(word) {
          parts.append(words.joined(separator: " "))
          words = []
        } else {
          words.append(word)
        }
      }
      parts.append(words.joined(separator: " "))
      words = []
    }
    return parts.filter { !$0.isEmpty }
  }

  /// Nationalities, misspellings and phrases of these lists that are no country names.
  ///
  /// `Congolese` and `Korean` are missing on purpose: two countries each.
  private static let ownWords: [String: String] = [
    "afgan": "AF", "afghan": "AF", "afghanistani": "AF", "albanian": "AL", "algerian": "DZ",
    "american": "US", "argentinian": "AR", "armenian": "AM", "australian": "AU",
    "austrian": "AT", "azerbaijani": "AZ", "bahraini": "BH", "bangladeshi": "BD",
    "belarusian": "BY", "belarussian": "BY", "belgian": "BE", "bosnian": "BA",
    "brazilian": "BR", "british": "GB", "bulgarian": "BG", "burkinabe": "BF", "burmese": "MM",
    "burundian": "BI", "cambodian": "KH", "cameroonian": "CM", "canadian": "CA",
    "chadian": "TD", "chinese": "CN", "colombian": "CO", "croatian": "HR", "cuban": "CU",
    "cypriot": "CY", "czech": "CZ", "danish": "DK", "dutch": "NL", "egyptian": "EG",
    "emirati": "AE", "eritrean": "ER", "estonian": "EE", "ethiopian": "ET", "filipino": "PH",
    "finnish": "FI", "french": "FR", "gambian": "GM", "georgian": "GE", "german": "DE",
    "ghanaian": "GH", "greek": "GR", "guatemalan": "GT", "guinean": "GN", "haitian": "HT",
    "hungarian": "HU", "indian": "IN", "indonesian": "ID", "iranian": "IR", "iraqi": "IQ",
    "irish": "IE", "israeli": "IL", "italian": "IT", "ivorian": "CI", "jamaican": "JM",
    "japanese": "JP", "jordanian": "JO", "kazakh": "KZ", "kenyan": "KE", "kosovan": "XK",
    "kuwaiti": "KW", "kyrgyz": "KG", "latvian": "LV", "lebanese": "LB", "liberian": "LR",
    "libyan": "LY", "lithuanian": "LT", "malaysian": "MY", "maldivian": "MV", "malian": "ML",
    "maltese": "MT", "mauritanian": "MR", "mexican": "MX", "moldovan": "MD",
    "montenegrin": "ME", "moroccan": "MA", "myanmar/ burma": "MM", "myanmar/burma": "MM",
    "nicaraguan": "NI", "nigerian": "NG", "nigerien": "NE", "north korean": "KP",
    "norwegian": "NO", "omani": "OM", "pakistani": "PK", "palestinian": "PS",
    "polish": "PL", "portuguese": "PT", "qatari": "QA", "romanian": "RO", "russian": "RU",
    "rwandan": "RW", "salvadoran": "SV", "saudi": "SA", "saudi arabian": "SA",
    "senegalese": "SN", "serbian": "RS", "singaporean": "SG", "slovak": "SK",
    "slovenian": "SI", "somali": "SO", "somalian": "SO", "south african": "ZA",
    "south korean": "KR", "south sudanese": "SS", "spanish": "ES", "sri lankan": "LK",
    "sudanese": "SD", "swedish": "SE", "swiss": "CH", "syrian": "SY", "tajik": "TJ",
    "tanzanian": "TZ", "thai": "TH", "togolese": "TG", "trinadad and tobago": "TT",
    "tunisian": "TN", "turkish": "TR", "turkmen": "TM", "ugandan": "UG", "ukrainian": "UA",
    "uzbek": "UZ", "uzbekistani": "UZ", "venezuelan": "VE", "vietnamese": "VN",
    "yemeni": "YE", "zambian": "ZM", "zimbabwean": "ZW", "palestinian territories": "PS",
    "libyan arab jamahiriya": "LY", "people’s republic of china": "CN", "dprk": "KP",
  ]
}
