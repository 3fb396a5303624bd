import RiskCore

/// Cells with several names, addresses or numbers, as the British and European lists write them.
enum ListedDetails {
  /// The names in a cell that numbers several, or has semicolons between them.
  static func names(_ text: String) -> [String] {
    Numbering.split(text).flatMap { item in
      item.split(separator: ";").map { UKNames.unquoted(Blanks.trimmed(String($0))) }
    }.filter { !$0.isEmpty && $0.utf8.count <= 300 }
  }

  /// Adds websites or addresses between blanks, commas or semicolons.
  static func addContacts(_ text: String, _ kind: String, to draft: inout EntryDraft) {
    for item in Numbering.split(text) {
      for word in words(of: item, between: [0x20, 0x2C, 0x3B, 0x0A]) {
        var word = word
        while let last = word.last, ".)".contains(last) { word.removeLast() }
        let isAddress = word.utf8.contains(0x40)
        let isFitting = kind == "email" ? isAddress : !isAddress && word.utf8.contains(0x2E)
        if isFitting { draft.addIdentifier(kind, String(word)) }
      }
    }
  }

  /// Adds numbers of seven digits, as ships and shipping companies have from the IMO.
  static func addShipNumbers(_ text: String, to draft: inout EntryDraft) {
    for digits in text.utf8.split(whereSeparator: { !(0x30...0x39).contains($0) })
    where digits.count == 7 {
      draft.addIdentifier("imo", String(Substring(digits)))
    }
  }

  /// Adds numbers of passports and identity cards.
  ///
  /// Of each value that is the one at its beginning, where nothing but a word for it stands before:
  /// `592667 (Qatari passport …)`, `Passport number: F50859`, `no 3603251708570001`.
  static func addDocuments(_ text: String, _ kind: String, to draft: inout EntryDraft) {
    for item in Numbering.split(text) {
      let words = words(of: item, between: [0x20, 0x3A, 0x2C, 0x3B, 0x28])
      let rest = words.drop { before.contains($0.lowercased()) }
      guard var number = rest.first else { continue }
      while let last = number.last, ".)".contains(last) { number.removeLast() }
      let isNumber =
        (5...30).contains(number.utf8.count)
        && number.utf8.count { (0x30...0x39).contains($0) } >= 4
        && number.utf8.allSatisfy { isPart($0) }
      if isNumber { draft.addIdentifier(kind, String(number)) }
    }
  }

  /// The words between any of some ASCII bytes.
  private static func words(of text: String, between separators: [UInt8]) -> [Substring] {
    text.utf8.split(whereSeparator: separators.contains).map(Substring.init)
  }

  private static let before: Set<String> = ["passport", "number", "no", "no.", "nr", "numbers"]

  private static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2F: true
    default: false
    }
  }
}
