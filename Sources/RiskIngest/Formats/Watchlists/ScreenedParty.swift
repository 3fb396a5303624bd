import RecordIO
import RiskCore

/// One record of the Consolidated Screening List, whichever edition it came from.
struct ScreenedParty {
  var id = ""
  var source = ""
  var number = ""
  var type = ""
  var programmes: [String] = []
  var name = ""
  /// Addresses whose end, or whole, is the country.
  var addresses: [String] = []
  var notice = ""
  var page = ""
  var startDate = ""
  var endDate = ""
  var alternatives: [String] = []
  /// Nationalities, citizenships, the flag of a vessel.
  var countries: [String] = []
  var identifiers: [ScreenedIdentifier] = []

  private static let dateForms: [DateForm] = [.iso, .monthDayYear]

  // MARK: Checks

  /// Returns the list that the record belongs to, when the columns with a narrow meaning make
  /// sense.
  ///
  /// - Throws: `RowProblem` when the list or the number is impossible, or several columns at once,
  ///   as in a row that slipped sideways and in a repeated header.
  func checkedList(
    _ lists: ScreeningLists, _ context: CellContext
  ) throws(RowProblem) -> ScreeningLists.List {
    let list = lists.list(of: source)
    let isKnownType = type.isEmpty || Self.party(of: type) != nil
    let isNumber = number.utf8.allSatisfy { (0x30...0x39).contains($0) }
    let areDates = [startDate, endDate].map {
      $0.isEmpty || DateForm.date($0, Self.dateForms) != nil
    }
    let impossible = [
      ("source", list != nil), ("type", isKnownType), ("entity_number", isNumber),
      ("start_date", areDates[0]), ("end_date", areDates[1]),
    ].filter { !$0.1 }.map { "'\($0.0)'" }
    if impossible.count > 1 {
      throw RowProblem(
        column: nil, kind: .shiftedColumns,
        explanation: "columns \(impossible.joined(separator: ", ")) hold what none of them can; "
          + "look for a lost or added delimiter before them")
    }
    guard let list else {
      throw RowProblem(
        column: "source", kind: .badValue,
        explanation:
          "column 'source' holds '\(source.prefix(60))', expected the name of a list with "
          + "its abbreviation in brackets, as in 'Entity List (EL)'")
    }
    guard isNumber else {
      throw RowProblem(
        column: "entity_number", kind: .badNumber,
        explanation:
          "column 'entity_number' holds '\(number.prefix(60))', expected digits alone or "
          + "nothing")
    }
    if !isKnownType { context.note(.unmappedWord, "type") }
    if !areDates[0] { context.note(.unreadableDate, "start_date") }
    if !areDates[1] { context.note(.unreadableDate, "end_date") }
    return list
  }

  private static func party(of type: String) -> PartyKind? {
    switch type.lowercased() {
    case "individual": .person
    case "entity": .organisation
    case "vessel": .vessel
    case "aircraft": .aircraft
    default: nil
    }
  }

  // MARK: Entries

  /// Adds the entry, or joins it with that of an earlier row about the same party.
  ///
  /// - Throws: `RowProblem` with the kind `duplicateID` when a numbered party is there already.
  func add(
    to collector: SourceCollector, _ list: ScreeningLists.List, origin: RecordOrigin,
    _ context: CellContext
  ) throws(RowProblem) {
    let written = ScreenedName(name)
    let serial = serialNumber
    var draft = EntryDraft(
      key: serial.map { list.part + "-" + $0 }
        ?? key(of: written.name, in: list), origin: origin)
    draft.party = Self.party(of: type) ?? .unknown
    draft.part = list.part
    draft.authority = list.authority
    for programme in programmes { draft.addProgramme(programme) }
    draft.addName(written.name, .primary)
    for text in written.strong { draft.addName(text, .strong) }
    for text in written.former { draft.addName(text, .former) }
    addAlternatives(to: &draft, isComma: list.part == "ISN")
    for address in addresses {
      draft.addCountry(Self.country(ofAddress: address, context))
    }
    for country in countries {
      draft.addCountry(context.notedCountry(country, "nationalities"))
    }
    draft.listedOn = DateForm.date(startDate, Self.dateForms)
    draft.endedOn = DateForm.date(endDate, Self.dateForms)
    draft.locator = notice.isEmpty ? page : notice
    for identifier in identifiers { identifier.add(to: &draft, context) }

    let affiliates = written.affiliates.map { (name: $0, key: key(of: $0, in: list)) }
    for affiliate in affiliates {
      draft.addLink(ListedLink(relation: .linked, name: affiliate.name, key: affiliate.key))
    }
    if serial == nil {
      collector.add(draft) { $0.join(draft) }
    } else {
      try collector.add(draft)
    }
    for affiliate in affiliates where affiliate.key != draft.key {
      var other = EntryDraft(key: affiliate.key, origin: origin)
      other.part = draft.part
      other.authority = draft.authority
      other.listedOn = draft.listedOn
      other.endedOn = draft.endedOn
      other.locator = draft.locator
      other.addName(affiliate.name, .primary)
      other.addLink(ListedLink(relation: .linked, name: written.name, key: draft.key))
      collector.add(other) { $0.join(other) }
    }
  }

  /// The number of a Treasury list; a hash is none.
  private var serialNumber: String? {
    if !number.isEmpty { return number }
    let isNumber = id.utf8.count <= 12 && id.utf8.allSatisfy { (0x30...0x39).contains($0) }
    return isNumber && !id.isEmpty ? id : nil
  }

  private func key(of name: String, in list: ScreeningLists.List) -> String {
    let notice = FederalRegister.firstCitation(in: notice)
    let day = DateForm.date(startDate, Self.dateForms).map(\.description)
    return list.part + "-" + DerivedKey.of(name, notice ?? day ?? "")
  }

  private func addAlternatives(to draft: inout EntryDraft, isComma: Bool) {
    for alternative in alternatives {
      for text in isComma ? ScreenedName.listedWithCommas(alternative) : [alternative] {
        // `(all of preceding located in ...)` is a remark, no name.
        if text.utf8.first == UInt8(ascii: "("), text.utf8.last == UInt8(ascii: ")") { continue }
        let written = WrittenName(ScreenedName.withoutConjunction(text))
        let quoted = ScreenedName.unquoted(written.name)
        // The Treasury Department sets weak names in quotes.
        draft.addName(quoted ?? written.name, quoted == nil ? .strong : .weak)
        for text in written.strong { draft.addName(text, .strong) }
        for text in written.former { draft.addName(text, .former) }
      }
    }
  }

  // MARK: Countries

  /// The country at the end of an address; nil, and noted, when there is none.
  private static func country(ofAddress address: String, _ context: CellContext) -> String? {
    let (rest, last) = Self.lastPart(of: address)
    guard !last.isEmpty else { return nil }
    if USAddress.isZIPCode(last), USAddress.isState(Self.lastPart(of: rest).last) { return "US" }
    switch last {
    case "PRC": return "CN"
    case "UAE": return "AE"
    // The word of the Treasury Department for a place of which it does not know the state.
    case "undetermined": return nil
    default: return context.notedCountry(last, "addresses")
    }
  }

  /// What stands behind the last comma with something behind it, and what stands before.
  private static func lastPart(of text: String) -> (rest: String, last: String) {
    var bytes = text.utf8[...]
    while let byte = bytes.last, byte == 0x2C || byte == 0x20 { bytes.removeLast() }
    guard let comma = bytes.lastIndex(of: 0x2C) else {
      return ("", Blanks.trimmed(String(Substring(bytes))))
    }
    let last = Substring(bytes[bytes.index(after: comma)...])
    return (String(text[..<comma]), Blanks.trimmed(String(last)))
  }
}

/// The lists met so far: a file names the same few in each of its rows.
///
/// Used by one thread at a time.
final class ScreeningLists {
  /// One of the lists.
  struct List {
    /// Its abbreviation.
    let part: String
    /// Empty when the file does not say.
    let authority: String
  }

  private var known: [String: List] = [:]

  /// Returns the list of a text such as `Military End User (MEU) List - Bureau of Industry and
  /// Security`, or nil when it holds no abbreviation in brackets.
  func list(of source: String) -> List? {
    if let list = known[source] { return list }
    guard let part = Self.part(of: source) else { return nil }
    let words = source.split(separator: " - ", omittingEmptySubsequences: true)
    let authority = words.count > 1 ? words.last.map { Blanks.trimmed(String($0)) } : nil
    let list = List(part: part, authority: authority ?? "")
    if known.count < 1000 { known[source] = list }
    return list
  }

  private static func part(of source: String) -> String? {
    guard source.utf8.count <= 300, let open = source.firstIndex(of: "("),
      let close = source[open...].firstIndex(of: ")")
    else { return nil }
    var part = source[source.index(after: open)..<close]
    // `(NS-MBS List)`: "NS" says that it is none of the lists of blocked parties.
    if part.hasSuffix(" List") { part = part.dropLast(5) }
    if part.hasPrefix("NS-") { part = part.dropFirst(3) }
    guard (2...12).contains(part.utf8.count),
      part.utf8.allSatisfy({ (0x41...0x5A).contains($0) || $0 == UInt8(ascii: "-") })
    else { return nil }
    return String(part)
  }
}
