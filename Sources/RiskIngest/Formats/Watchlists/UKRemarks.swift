import RiskCore

/// What the free text of the British consolidated list says in a form of its own.
///
/// In newer editions it is a row of parts, `(UK Sanctions List Ref):RUS0251. (Website):…`; before,
/// it was sentences among which stand `UN Ref QDe.004`, `IMO: 8937675` and the like. Nothing is read
/// from plain sentences: a number without its label is left where it is.
enum UKRemarks {
  /// Adds what `text` says to `draft`.
  static func read(
    _ text: String, into draft: inout EntryDraft, country: @escaping (String) -> String?
  ) {
    let (before, parts) = labelledParts(text)
    readSentences(before, into: &draft)
    for part in parts { read(part.label, part.text, into: &draft, country: country) }
  }

  // MARK: Labelled parts

  /// The parts behind `(Label):`, each up to the next, and what stands before the first.
  private static func labelledParts(
    _ text: String
  ) -> (before: String, parts: [(label: String, text: String)]) {
    let bytes = text.utf8
    var parts: [(label: String, start: String.Index, end: String.Index)] = []
    var firstLabel = bytes.endIndex
    var open: String.Index?
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let next = bytes.index(after: index)
      switch bytes[index] {
      case 0x28: open = index
      case 0x29:
        if let start = open, next < bytes.endIndex, bytes[next] == 0x3A {
          if parts.isEmpty {
            firstLabel = start
          } else {
            parts[parts.count - 1].end = start
          }
          let label = text[bytes.index(after: start)..<index]
          parts.append((label.lowercased(), bytes.index(after: next), bytes.endIndex))
        }
        open = nil
      default: break
      }
      index = next
    }
    let values = parts.map { part in
      var value = text[part.start..<part.end]
      while let last = value.last, " .;,".contains(last) { value.removeLast() }
      return (part.label, Blanks.trimmed(String(value)))
    }
    return (String(text[..<firstLabel]), values)
  }

  private static func read(
    _ label: String, _ text: String, into draft: inout EntryDraft,
    country: @escaping (String) -> String?
  ) {
    switch label {
    case "uk sanctions list ref": draft.addIdentifier("uk-sanctions-list-ref", word(text))
    case "un ref":
      let reference = word(text)
      if reference.utf8.contains(0x2E) { draft.addIdentifier("un-ref", reference) }
    case "business reg no", "business registration number", "company reg no":
      for number in RegistrationNumbers.read(text, country: country) {
        draft.addIdentifier(number.kind, number.value, country: number.country)
      }
    case "website": ListedDetails.addContacts(text, "website", to: &draft)
    case "email address", "email": ListedDetails.addContacts(text, "email", to: &draft)
    case "imo number": ListedDetails.addShipNumbers(text, to: &draft)
    case "parent company":
      for name in ListedDetails.names(text) {
        draft.addLink(ListedLink(relation: .parent, name: name))
      }
    case "subsidiaries":
      for name in ListedDetails.names(text) {
        draft.addLink(ListedLink(relation: .subsidiary, name: name))
      }
    case "current owner", "current owners", "current owner/operator":
      for name in ListedDetails.names(text) {
        draft.addLink(ListedLink(relation: .owner, name: name))
      }
    case "further identifiying information", "further identifying information",
      "other information":
      readSentences(text, into: &draft)
    default: break
    }
  }

  private static func word(_ text: String) -> String {
    var word = text.prefix { $0 != " " && $0 != "," && $0 != ";" }
    while word.last == "." { word.removeLast() }
    return word.utf8.count <= 30 ? String(word) : ""
  }

  // MARK: Sentences

  private static func readSentences(_ text: String, into draft: inout EntryDraft) {
    // Letters, digits and what stands within numbers and addresses; all else is between words.
    let words = text.utf8.split { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x80...0xFF: false
      default: !"./-@_?=&%#+~".utf8.contains(byte)
      }
    }.map(Substring.init)
    for index in words.indices {
      switch words[index].lowercased() {
      case "un":
        if let value = reference(words[(index + 1)...].prefix(4)) {
          draft.addIdentifier("un-ref", value)
        }
      case "imo":
        if let value = number(words[(index + 1)...].prefix(3)), value.utf8.count == 7 {
          draft.addIdentifier("imo", value)
        }
      case "mmsi":
        if let value = number(words[(index + 1)...].prefix(3)), value.utf8.count == 9 {
          draft.addIdentifier("mmsi", value)
        }
      case "swift/bic", "swift":
        if let value = words[(index + 1)...].first, isBankCode(value) {
          draft.addIdentifier("swift-bic", trimmed(value))
        }
      case "registration":
        guard index > 0, let value = number(words[(index + 1)...].prefix(3)),
          value.utf8.count >= 5
        else { break }
        switch words[index - 1].lowercased() {
        case "state": draft.addIdentifier("registration-number", value)
        case "tax": draft.addIdentifier("tax-id", value)
        default: break
        }
      case "website":
        let next = words[(index + 1)...].prefix(2)
        let value = next.first == "http" || next.first == "https" ? next.last : next.first
        if let value, value.lowercased().contains("www.") || value != next.first {
          draft.addIdentifier("website", trimmed(value.drop { $0 == "/" }))
        }
      default:
        if words[index].utf8.contains(0x40) {
          draft.addIdentifier("email", trimmed(words[index]))
        }
      }
    }
  }

  /// The number behind `UN`: `Ref QDe.004.`, `Ref.KPe.069`, `REFERENCE NUMBER KPi.033`.
  private static func reference(_ words: ArraySlice<Substring>) -> String? {
    guard let first = words.first?.lowercased(), first.hasPrefix("ref") else { return nil }
    let glued = first.hasPrefix("ref.") ? words[words.startIndex].dropFirst(4) : ""
    let rest = words.dropFirst().drop { ["number", "no", "no."].contains($0.lowercased()) }
    guard let value = glued.isEmpty ? rest.first : glued else { return nil }
    let text = trimmed(value)
    let isReference =
      text.utf8.count <= 15 && text.utf8.contains(0x2E)
      && text.utf8.contains { (0x30...0x39).contains($0) }
      && text.utf8.first.map { (0x41...0x5A).contains($0) } == true
    return isReference ? text : nil
  }

  private static func number(_ words: ArraySlice<Substring>) -> String? {
    let rest = words.drop { ["number", "no", "no."].contains($0.lowercased()) }
    guard let value = rest.first.map(trimmed),
      value.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return value
  }

  private static func isBankCode(_ word: Substring) -> Bool {
    let code = trimmed(word)
    return (code.utf8.count == 8 || code.utf8.count == 11)
      && code.utf8.allSatisfy { (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) }
  }

  private static func trimmed(_ word: Substring) -> String {
    var word = word
    while let last = word.last, "./-".contains(last) { word.removeLast() }
    return String(word)
  }
}
