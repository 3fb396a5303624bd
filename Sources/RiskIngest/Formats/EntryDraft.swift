import RiskCore

/// A watchlist entry in the making.
struct EntryDraft {
  let key: String
  var party = PartyKind.unknown
  private(set) var names: [ListedName] = []
  /// The places of `names`, kept once they are many: a hostile file has a million for one entry.
  private var places: [String: Int] = [:]
  private var countryList = UniqueList<String>()
  private var identifierList = UniqueList<ListedIdentifier>()
  private var linkList = UniqueList<ListedLink>()
  /// Empty for the list's.
  var authority = ""
  private var programmeList = UniqueList<String>()
  var part = ""
  var listedOn: CivilDate?
  var inForceOn: CivilDate?
  var endedOn: CivilDate?
  var locator = ""
  /// Free text that later rows or files add to and that is looked through at the end; not stored.
  var remarks = ""
  var isRemoved = false
  let origin: RecordOrigin

  init(key: String, origin: RecordOrigin) {
    self.key = key
    self.origin = origin
  }

  /// Adds a name, unless it is empty or there already.
  ///
  /// A name met twice keeps the better of its kinds: primary, strong, former, weak.
  mutating func addName(_ text: String, _ kind: ListedName.Kind) {
    guard !text.isEmpty else { return }
    if let index = place(of: text) {
      if Self.rank(kind) < Self.rank(names[index].kind) { names[index].kind = kind }
    } else {
      if !places.isEmpty { places[text] = names.count }
      names.append(ListedName(text, kind))
      if names.count == 32 {
        for (index, name) in names.enumerated() { places[name.text] = index }
      }
    }
  }

  private func place(of text: String) -> Int? {
    places.isEmpty ? names.firstIndex { $0.text == text } : places[text]
  }

  /// Adds an ISO 3166-1 alpha-2 code, unless it is nil or there already.
  mutating func addCountry(_ code: String?) {
    if let code { countryList.append(code) }
  }

  /// Adds an identifier, unless its value is empty or it is there already.
  ///
  /// - Parameter kind: A token, for example `registration-number`.
  mutating func addIdentifier(_ kind: String, _ value: String, country: String? = nil) {
    if !value.isEmpty {
      identifierList.append(ListedIdentifier(kind: kind, value: value, country: country))
    }
  }

  mutating func addLink(_ link: ListedLink) {
    if !(link.name.isEmpty && link.key.isEmpty) { linkList.append(link) }
  }

  var countries: [String] { countryList.elements }
  var identifiers: [ListedIdentifier] { identifierList.elements }
  var links: [ListedLink] { linkList.elements }
  var programmes: [String] { programmeList.elements }

  mutating func addProgramme(_ name: String) {
    if !name.isEmpty { programmeList.append(name) }
  }

  /// The finished entry; there must be a name.
  func entry(of list: Watchlist) -> WatchlistEntry {
    // Stable: names of one rank stay in the order of the file.
    let ordered = names.enumerated().sorted {
      (Self.rank($0.element.kind), $0.offset) < (Self.rank($1.element.kind), $1.offset)
    }.map(\.element)
    return WatchlistEntry(
      list: list, key: key, party: party, names: ordered, countries: countries,
      identifiers: identifiers, links: links,
      authority: authority.isEmpty ? list.authority : authority,
      programme: programmes.joined(separator: "; "), part: part, listedOn: listedOn,
      inForceOn: inForceOn, endedOn: endedOn, locator: locator, origin: origin)
  }

  private static func rank(_ kind: ListedName.Kind) -> Int {
    switch kind {
    case .primary: 0
    case .strong: 1
    case .former: 2
    case .weak: 3
    }
  }
}

/// Elements in the order in which they were first added, each once.
struct UniqueList<Element: Hashable> {
  private(set) var elements: [Element] = []
  /// The elements, kept once they are many: a hostile file has a million for one entry.
  private var seen: Set<Element> = []

  /// Adds an element, unless it is there.
  mutating func append(_ element: Element) {
    if seen.isEmpty {
      if elements.contains(element) { return }
    } else if !seen.insert(element).inserted {
      return
    }
    elements.append(element)
    if elements.count == 32 { seen = Set(elements) }
  }
}
