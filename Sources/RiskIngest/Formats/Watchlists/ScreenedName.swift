import RiskCore

/// A name of the Consolidated Screening List without the phrases around it.
///
/// `X; and any successor, sub-unit, or subsidiary thereof` names X. In `X (Y).  Affiliated Entity:
/// Z` the list speaks of Z as a party of its own that belongs to X.
struct ScreenedName {
  private(set) var name: String
  private(set) var strong: [String] = []
  private(set) var former: [String] = []
  /// The parties behind `Affiliated Entity:` or `Affiliated Entities:`.
  private(set) var affiliates: [String] = []

  init(_ original: String) {
    var text = Substring(original)
    for marker in ["Affiliated Entity:", "Affiliated Entities:"] {
      guard let range = Self.range(of: marker, in: text) else { continue }
      affiliates = text[range.upperBound...].split(separator: ";").map { part in
        Self.withoutConjunction(WrittenName.trimmed(String(part)))
      }.filter { !$0.isEmpty }
      text = text[..<range.lowerBound]
      break
    }
    var head = WrittenName.trimmed(Self.withoutSuccessors(text))
    // The full stop of `(Huawei).` ends a sentence, that of `Co., Ltd.` does not.
    if head.hasSuffix(").") { head.removeLast() }
    let written = WrittenName(head)
    name = written.name.isEmpty ? head : written.name
    strong = written.strong
    former = written.former
    // The phrase with nothing before it.
    if name.isEmpty && !affiliates.isEmpty { name = affiliates.removeFirst() }
    if name.isEmpty { name = original }
  }

  private static func withoutSuccessors(_ text: Substring) -> String {
    guard let range = range(of: "and any successor", in: text) else { return String(text) }
    let head = text[..<range.lowerBound]
    return WrittenName.trimmed(String(head)).isEmpty ? String(text) : String(head)
  }

  /// The first place of `phrase` in `text`, byte by byte.
  static func range(
    of phrase: String, in text: Substring
  ) -> Range<Substring.Index>? {
    let bytes = text.utf8
    let pattern = Array(phrase.utf8)
    guard let first = pattern.first else { return nil }
    var start = bytes.startIndex
    while let found = bytes[start...].firstIndex(of: first) {
      if bytes[found...].starts(with: pattern) {
        return found..<bytes.index(found, offsetBy: pattern.count)
      }
      start = bytes.index(after: found)
    }
    return nil
  }

  // MARK: Alternative names

  /// `text` without the `and` or `or` that stands before the last of several names.
  static func withoutConjunction(_ text: String) -> String {
    for word in ["and ", "or "] where text.hasPrefix(word) {
      return Blanks.trimmed(String(text.dropFirst(word.count)))
    }
    return text
  }

  /// What stands between the quotes that `text` begins and ends with, or nil.
  static func unquoted(_ text: String) -> String? {
    let inner = text.dropFirst().dropLast()
    guard text.utf8.count > 2, text.utf8.first == 0x22, text.utf8.last == 0x22,
      !inner.utf8.contains(0x22)
    else { return nil }
    return Blanks.trimmed(String(inner))
  }

  /// The names of a cell in which the State Department separates them with commas.
  ///
  /// Only where it clearly is a list: four parts or more. A part that is nothing but a legal form
  /// belongs to the one before it.
  static func listedWithCommas(_ text: String) -> [String] {
    var names: [String] = []
    for part in text.split(separator: ",") {
      let part = Blanks.trimmed(String(part))
      if let last = names.last, forms.contains(NameFolding.folded(part)) {
        names[names.count - 1] = last + ", " + part
      } else if !part.isEmpty {
        names.append(part)
      }
    }
    return names.count >= 4 ? names : [text]
  }

  private static let forms: Set<String> = [
    "ltd", "limited", "co ltd", "co", "company", "inc", "llc", "corp", "corporation", "gmbh", "sa",
    "pte ltd", "jsc", "jr", "sr",
  ]
}
