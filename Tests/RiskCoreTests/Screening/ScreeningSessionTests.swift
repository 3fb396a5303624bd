import Testing
import _RiskTestSupport

@testable import RiskCore

/// What a session makes of names, countries, identifiers and decisions.
@Suite struct ScreeningSessionTests {
  private let origin = RecordOrigin(file: InputName("list.csv"), line: 2)

  private func entry(
    _ key: String, _ names: [ListedName], party: PartyKind = .organisation,
    countries: [String] = [], identifiers: [ListedIdentifier] = [], list: String = "list",
    programme: String = ""
  ) -> WatchlistEntry {
    WatchlistEntry(
      list: Watchlist(
        id: list, title: "", authority: "Ministry", severity: "warning", countsPendingEntries: true),
      key: key, party: party, names: names, countries: countries, identifiers: identifiers,
      authority: "Ministry", programme: programme, listedOn: nil, inForceOn: nil, endedOn: nil,
      locator: "", origin: origin)
  }

  private func entry(_ key: String, _ name: String, party: PartyKind = .organisation)
    -> WatchlistEntry
  {
    entry(key, [ListedName(name, .primary)], party: party)
  }

  private func vendor(
    _ name: String, aliases: [String] = [], country: String? = nil, lei: String = "",
    number: String = ""
  ) -> Vendor {
    Vendor(
      id: "v", name: name, aliases: aliases, country: country, lei: lei,
      registrationNumber: number, origin: origin)
  }

  private func hits(
    _ vendor: Vendor, _ entries: [WatchlistEntry], decisions: [Decision] = []
  ) -> [Hit] {
    Screener(entries: entries, listCount: 1).makeSession().hits(for: vendor, decisions: decisions)
  }

  private func probability(_ hit: Hit) -> Double { hit.probability(under: Policy.standard.hits) }

  // MARK: Names

  @Test func anEntryIsShownByItsBestName() {
    let found = hits(
      vendor("Huawei Technologies"),
      [
        entry(
          "e",
          [ListedName("Huawei", .primary), ListedName("Huawei Technologies Co., Ltd.", .strong)])
      ])
    #expect(found.map(\.entryName) == ["Huawei Technologies Co., Ltd."])
  }

  @Test(arguments: [("Газпром", "Газпром"), ("Gazprom", "Gazprom")])
  func ofEqualNamesTheOneInTheSameScriptIsShown(query: String, shown: String) {
    let names = [ListedName("Gazprom", .primary), ListedName("Газпром", .primary)]
    for names in [names, names.reversed()] {
      let other = entry("a", "Газпром", party: .vessel)
      #expect(hits(vendor(query), [other, entry("e", names)]).map(\.entryName) == [shown])
    }
  }

  @Test(arguments: [
    (ListedName.Kind.primary, "Kalashnikov", Hit.Kind.same), (.strong, "Kalashnikov", .same),
    (.former, "Kalashnikov", .same), (.weak, "Kalashnikov", .related), (.primary, "ZTE", .same),
    (.strong, "ZTE", .related), (.former, "ZTE", .related),
  ])
  func weakAndShortFurtherNamesMakeARelatedHit(
    kind: ListedName.Kind, name: String, expected: Hit.Kind
  ) {
    let listed = entry(
      "e", [ListedName("Zywkaroundish Concern", .primary), ListedName(name, kind)])
    let found = hits(vendor(name), [listed])
    #expect(found.map(\.kind) == [expected])
    #expect(found.map(\.entryNameKind) == [kind])
  }

  @Test(arguments: [
    ("Viktor Bout", "Viktor Bout", 1), ("VIKTOR BOUT", "Viktor Bout", 1),
    ("Viktor But", "Viktor Bout", 0), ("Viktor", "Viktor Bout", 0), ("Viktor", "Viktor", 0),
    ("Bout Trading", "Viktor Bout", 0),
  ])
  func personsNeedAlmostTheirWholeName(query: String, listed: String, count: Int) {
    #expect(hits(vendor(query), [entry("e", listed, party: .person)]).count == count)
  }

  @Test func shipsAndAeroplanesAreNotScreened() {
    for party in [PartyKind.vessel, .aircraft] {
      #expect(hits(vendor("Kalashnikov"), [entry("e", "Kalashnikov", party: party)]).isEmpty)
    }
    for party in [PartyKind.organisation, .unknown] {
      #expect(hits(vendor("Kalashnikov"), [entry("e", "Kalashnikov", party: party)]).count == 1)
    }
  }

  // MARK: Identifiers and countries

  @Test func aKeyThatTwoListsUseMeansTheEntryOfTheAnchor() {
    let vendor = vendor("Kalashnikov")
    let listed = ListedName("Kalashnikov", .primary)
    let entries = [
      entry("7", [listed], list: "la"), entry("7", [listed], countries: ["RU"], list: "lb"),
    ]
    let anchor = Screener.anchor(of: vendor, and: entries[0])
    for (key, anchor, expected) in [
      ("7", anchor, [1, 0]), ("7", "", [0, 0]), ("7", "of another day", [1, 1]),
      ("lb/7", "", [0, 1]),
    ] {
      let decision = Decision(
        vendorID: "v", entryKey: key, verdict: .different, decidedBy: "ana",
        decidedOn: CivilDate(daysSinceEpoch: 17_000), reason: "why", anchor: anchor, origin: origin)
      let found = Screener(entries: entries, listCount: 2).makeSession().hits(
        for: vendor, decisions: [decision])
      #expect(found.map(\.decisions.count) == expected, "\(key) \(anchor)")
    }
  }

  @Test func aPersonInAScriptWithoutBlanksIsScreened() {
    let listed = entry("p", "李建国", party: .person)
    #expect(hits(vendor("李建国"), [listed]).map(\.kind) == [.same])
    #expect(hits(vendor("李建华"), [listed]).isEmpty)
  }

  @Test func anIdentifierFindsAnEntryWithoutAScreenedName() {
    let mononym = entry(
      "p", [ListedName("Suharto", .primary)], party: .person,
      identifiers: [ListedIdentifier(kind: "lei", value: lei)])
    let next = entry(
      "q", [ListedName("Mononym", .primary), ListedName("Two Words", .strong)], party: .person)
    let found = hits(vendor("Acme", lei: lei), [mononym, next])
    #expect(found.map(\.entry.key) == ["p"])
    #expect(found.map(\.entryName) == ["Suharto"])
    #expect(found.map(\.kind) == [.same])
  }

  private let lei = "5493001KJTIIGC8Y1R12"
  private let otherLEI = "213800WAVVOPS85N2205"

  @Test func theSameIdentifierMakesAHitWhateverTheName() {
    let listed = entry(
      "e", [ListedName("Kalashnikov", .primary)],
      identifiers: [ListedIdentifier(kind: "lei", value: lei.lowercased())])
    let found = hits(vendor("Acme", lei: lei), [listed])
    #expect(found.map(\.kind) == [.same] && found.map(\.identifier) == [.agrees])
    #expect(probability(found[0]) == Policy.standard.hits.identifierAgrees)
  }

  @Test func anotherIdentifierContradictsAnEqualName() {
    let listed = entry(
      "e", [ListedName("Kalashnikov", .primary)],
      identifiers: [ListedIdentifier(kind: "lei", value: otherLEI)])
    let found = hits(vendor("Kalashnikov", lei: lei), [listed])
    #expect(found.map(\.identifier) == [.contradicts])
    #expect(probability(found[0]) <= Policy.standard.hits.identifierContradicts)
    #expect(found[0].similarity == 1)
  }

  @Test(
    arguments: [
      ("RU", "RU", "1027700070518", IdentifierAgreement.agrees),
      ("RU", "CN", "1027700070518", .unknown), ("RU", nil, "1027700070518", .unknown),
      (nil, "RU", "1027700070518", .unknown), ("RU", "RU", "1027700070519", .unknown),
    ] as [(String?, String?, String, IdentifierAgreement)])
  func aRegistrationNumberCountsWithinACountry(
    own: String?, listed: String?, number: String, expected: IdentifierAgreement
  ) {
    let entry = entry(
      "e", [ListedName("Kalashnikov", .primary)],
      identifiers: [
        ListedIdentifier(kind: "registration-number", value: "1027 7000 70518", country: listed)
      ])
    let found = hits(vendor("Kalashnikov", country: own, number: number), [entry])
    #expect(found.map(\.identifier) == [expected])
    let unnamed = hits(vendor("Acme", country: own, number: number), [entry])
    #expect(unnamed.count == (expected == .agrees ? 1 : 0))
  }

  @Test func theCountrySpeaksInTheProbabilityAndTheSentenceAlone() {
    let listed = entry("e", [ListedName("Kalashnikov", .primary)], countries: ["RU"])
    let found = ["RU", nil, "DE"].map { hits(vendor("Kalashnikov", country: $0), [listed])[0] }
    #expect(Set(found.map(\.similarity)).count == 1)
    let probabilities = found.map(probability)
    #expect(probabilities == probabilities.sorted(by: >) && Set(probabilities).count == 3)
    #expect(
      found.map(\.explanation) == [
        "'Kalashnikov' is the entry's name; both are of RU.",
        "'Kalashnikov' is the entry's name; the inventory names no country.",
        "'Kalashnikov' is the entry's name; the vendor is of DE, the entry of RU.",
      ])
  }

  @Test func aCloserNameIsMoreProbable() {
    let listed = entry("e", "Hikvision Digital Technology")
    let found = ["Hikvision Digital Technology", "Hikvison Digital Technology"].map {
      hits(vendor($0), [listed])
    }
    #expect(found.map { $0.map(\.kind) } == [[.same], [.same]])
    #expect(probability(found[0][0]) > probability(found[1][0]))
    let related = hits(vendor("Hikvision Zywkaroundish Digital Technology"), [listed])
    #expect(related.map(\.kind) == [.related])
    #expect(probability(related[0]) < probability(found[1][0]))
  }

  // MARK: Independence

  private func summary(_ hit: Hit) -> String {
    "\(hit.entry.key) \(hit.kind) \(hit.entryName) \(hit.similarity) \(probability(hit))"
  }

  @Test func aHitIsTheSameWhateverElseIsListed() {
    let seed: UInt64 = 51
    print("seed \(seed)")
    var generator = NameGenerator(seed: seed)
    let entries = (0..<80).map { entry("e\($0)", generator.name()) }
    let others = (0..<80).map { number in
      entry("x\(number)", [ListedName(generator.name(), .primary)], list: "other")
    }
    var count = 0
    for _ in 0..<60 {
      let vendor = vendor(generator.mutated(generator.random.pick(entries).names[0].text))
      let alone = hits(vendor, entries).map(summary)
      count += alone.count
      #expect(hits(vendor, entries.reversed()).map(summary) == alone)
      let among = hits(vendor, others + entries).filter { $0.entry.list.id == "list" }
      #expect(among.map(summary) == alone, "'\(vendor.name)'")
      let filled = entries.map {
        entry(
          $0.key, $0.names, identifiers: [ListedIdentifier(kind: "swift-bic", value: "ABCDEF12")],
          programme: "P")
      }
      #expect(hits(vendor, filled).map(summary) == alone)
    }
    #expect(count > 40)
  }

  // MARK: Decisions

  @Test func aDecisionFollowsAnEntryWhoseKeyChanged() {
    let vendor = vendor("Kalashnikov")
    let before = entry("old", "Kalashnikov")
    func decision(_ key: String, anchor: String) -> Decision {
      Decision(
        vendorID: "v", entryKey: key, verdict: .different, decidedBy: "ana",
        decidedOn: CivilDate(daysSinceEpoch: 17_000), reason: "why", anchor: anchor, origin: origin)
    }
    let anchor = Screener.anchor(of: vendor, and: before)
    let renumbered = [entry("new", "Kalashnikov"), entry("other", "Kalashnikov Ltd")]
    for (key, anchor, expected) in [
      ("old", anchor, [1, 0]), ("old", "", [0, 0]), ("old", "another", [0, 0]),
      ("other", anchor, [0, 1]), ("list/new", "", [1, 0]),
    ] {
      let found = hits(vendor, renumbered, decisions: [decision(key, anchor: anchor)])
      #expect(found.map(\.decisions.count) == expected, "\(key) '\(anchor)'")
    }
  }

  // MARK: Near misses

  @Test func theNearestEntriesSayWhatWasLacking() {
    let screener = Screener(
      entries: [
        entry("hit", "Argo II"), entry("number", "Argo III"), entry("far", "Kalashnikov"),
        entry("ship", "Argo II", party: .vessel),
      ], listCount: 1)
    let nearest = screener.nearest(to: vendor("Argo 2"), limit: 5)
    #expect(nearest.map(\.entry.key) == ["number"])
    #expect(
      nearest.map(\.reasons) == [
        "shared: 'argo'; only the vendor has '2'; only the entry has 'iii'; the numbers differ"
      ])
    #expect(nearest.allSatisfy { $0.similarity < NameComparer.defaultThreshold })
    #expect(screener.nearest(to: vendor("Argo 2"), limit: 0).isEmpty)
    #expect(screener.nearest(to: vendor("Zywkaroundish"), limit: 5).isEmpty)
  }

  // MARK: Sentences

  @Test(arguments: [
    (
      "ZTE Corp", "ZTE Corporation",
      "equals the entry's name 'ZTE Corporation' once case, marks and legal forms are set aside"
    ),
    (
      "Hikvison Digital", "Hikvision Digital",
      "is close to the entry's name 'Hikvision Digital' (shared: 'hikvison' looks like a misspelt 'hikvision', 'digital')"
    ),
    (
      "Газпром", "Gazprom",
      "is close to the entry's name 'Gazprom' (shared: 'газпром' is read as 'gazprom')"
    ),
    (
      "Good Will Instruments", "Goodwill Instruments",
      "is close to the entry's name 'Goodwill Instruments' (shared: 'good will' is written together with 'goodwill', 'instruments')"
    ),
    (
      "Hytera Mobilfunk", "Hytera",
      "is related to the entry's name 'Hytera' (shared: 'hytera'; only the vendor has 'mobilfunk')"
    ),
  ])
  func theSentenceSaysWhatIsShared(query: String, listed: String, clause: String) {
    #expect(
      hits(vendor(query), [entry("e", listed)]).map(\.explanation) == [
        "'\(query)' \(clause); the inventory names no country."
      ])
  }
}
