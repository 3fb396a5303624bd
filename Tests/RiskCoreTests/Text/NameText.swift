@testable import RiskCore

/// A normalised name in one line, for tables of cases: its words as `canonical` or `canonical:kind`, a
/// bar, and the classes of its legal forms.
func nameText(_ name: String) -> String {
  let name = NameNormalizer.standard.normalized(name)
  let words = name.words.map { word -> String in
    let value = numberText(word)
    let text = value ?? name.canonical(of: word)
    switch word.kind {
    case .plain: return word.isInitials ? "\(text):initials" : text
    case .generic: return "\(text):generic"
    case .ambiguous: return "\(text):ambiguous"
    case .place: return "\(text):place"
    case .number: return "\(text):number"
    }
  }
  let forms = LegalFormClass.allCases.enumerated()
    .filter { name.forms & 1 << UInt16($0.offset) != 0 }.map(\.element.rawValue)
  return (words + ["|"] + forms).joined(separator: " ")
}

/// The value of a number below 100, whose meaning is the hash of its digits, or nil.
private func numberText(_ word: NameWord) -> String? {
  guard word.kind == .number else { return nil }
  return (0..<100).first { ByteHash.of(String($0)) == word.meaning }.map(String.init)
}
