import Testing
import _RiskTestSupport

@testable import RiskCore

@Suite struct ContradictionTests {
  private static let date = DossierGenerator.date
  private static let file = InputName("facts.csv")

  private static func day(_ offset: Int32) -> CivilDate {
    CivilDate(daysSinceEpoch: date.daysSinceEpoch + offset)
  }

  private static func origin(_ line: Int) -> RecordOrigin { RecordOrigin(file: file, line: line) }

  private static func source(
    _ id: String, _ publisher: String, _ role: ClaimantRole = .press
  ) -> Source {
    Source(
      id: id, title: "", publisher: publisher, publisherRole: role, publishedOn: day(-10),
      reliability: .a, credibility: .one, locator: "", origin: origin(1))
  }

  private static func dossier(
    country: String? = "CN", none: Bool = false, _ change: (inout Dossier) -> Void
  ) -> Dossier {
    var dossier = Dossier(
      vendor: Vendor(
        id: "v", name: "Vendor", country: country, hasNoDataAccess: none, origin: origin(2)),
      isScreened: true)
    change(&dossier)
    return dossier
  }

  private static func access(
    _ id: String, holder: String = "", storage: String? = nil, consent: String? = nil,
    to: CivilDate? = nil, _ source: Source? = nil, category: String = "profile"
  ) -> Access {
    Access(
      id: id, vendorID: "v", holder: holder, dataCategory: category, dataSubject: "users",
      storage: storage, consentBasis: consent, validTo: to, source: source, origin: origin(3))
  }

  private static func statement(
    _ id: String, _ factor: Factor, _ stance: Stance, _ claimant: String, _ role: ClaimantRole,
    access: String? = nil
  ) -> Statement {
    Statement(
      id: id, vendorID: "v", accessID: access, factor: factor, stance: stance, claimant: claimant,
      claimantRole: role, statedOn: day(-5), source: source("s-\(id)", "Paper"), excerpt: id,
      origin: origin(4))
  }

  private static func hit(
    _ list: String, _ key: String, countries: [String] = [], ended: CivilDate? = nil,
    decisions: [Decision.Verdict] = [.same]
  ) -> Hit {
    let entry = WatchlistEntry(
      list: Watchlist(
        id: list, title: list, authority: "Bureau", severity: "warning",
        countsPendingEntries: true),
      key: key, names: [ListedName("Vendor", .primary)], countries: countries,
      authority: "Bureau", programme: "programme", listedOn: day(-100), inForceOn: nil,
      endedOn: ended, locator: "", origin: origin(6))
    return Hit(
      entry: entry, kind: .same, queryName: "Vendor", entryName: "Vendor", similarity: 1,
      country: .unknown, anchor: "",
      decisions: decisions.enumerated().map { number, verdict in
        Decision(
          vendorID: "v", entryKey: key, verdict: verdict, decidedBy: "ana", decidedOn: day(-1),
          reason: "looked", origin: origin(7 + number))
      }, explanation: ".")
  }

  private static func stake(
    _ owner: String, _ low: Double?, _ high: Double?, of party: String = "v"
  ) -> OwnershipStake {
    OwnershipStake(
      vendorID: party, owner: owner, percentMin: low, percentMax: high, origin: origin(9))
  }

  private static func found(_ dossier: Dossier) -> [Contradiction] {
    Scorer(policy: .withoutDraws, asOf: date).score(dossier).contradictions
  }

  /// Kind, subject and topic, and both texts.
  private static func text(_ dossier: Dossier) -> [String] {
    found(dossier).map {
      "\($0.kind.rawValue) \($0.subject) (\($0.topic)): \($0.claim.text) | \($0.counterclaim.text)"
    }
  }

  @Test func accessesStandAgainstAnInventoryThatDeniesThem() {
    let accesses = [
      Self.access("a1", Self.source("s1", "Paper")), Self.access("a2"),
      Self.access("a3", category: "device-id"),
      Self.access("a4", to: Self.day(-1), category: "health"),
    ]
    #expect(
      Self.text(Self.dossier(none: true) { $0.accesses = accesses }) == [
        "data-access-denied a2 (data access: profile): data_access is none: the vendor reaches no "
          + "data | asserts 'profile of users'",
        "data-access-denied a3 (data access: device-id): data_access is none: the vendor reaches "
          + "no data | asserts 'device-id of users'",
      ])
    #expect(Self.found(Self.dossier { $0.accesses = accesses }).isEmpty)
  }

  @Test func strongestStandsAgainstStrongest() {
    let dossier = Self.dossier {
      $0.statements = [
        Self.statement("weak", .stateInfluence, .asserts, "Expert", .expert),
        Self.statement("strong", .stateInfluence, .asserts, "Reader", .researcher),
        Self.statement("denial", .stateInfluence, .denies, "Partner", .counterparty),
        Self.statement("other denial", .stateInfluence, .denies, "Other", .expert),
      ]
    }
    #expect(
      Self.text(dossier) == [
        "disputed vendor (state influence): asserts 'state influence': strong | denies "
          + "'state influence': denial"
      ])
  }

  @Test func theVendorsWordAgainstARecordIsToldApart() {
    let court = Self.statement("ruling", .noConsent, .asserts, "Court", .court)
    let own = Self.statement("own", .noConsent, .denies, "Vendor", .vendorItself)
    #expect(
      Self.text(Self.dossier { $0.statements = [court, own] }) == [
        "own-word-against-record vendor (no consent): asserts 'no consent': ruling | denies "
          + "'no consent': own"
      ])
    let researcher = Self.statement("report", .noConsent, .denies, "Lab", .researcher)
    #expect(
      Self.found(Self.dossier { $0.statements = [court, own, researcher] }).map(\.kind)
        == [.ownWordAgainstRecord, .disputed])
  }

  @Test func aMitigationIsDisputedOnceHoweverManyFindingsItActsOn() {
    let dossier = Self.dossier {
      $0.accesses = [Self.access("a1"), Self.access("a2", category: "health")]
      $0.statements = [
        Self.statement("yes", .holderControlled, .asserts, "Vendor", .vendorItself),
        Self.statement("no", .holderControlled, .denies, "Regulator", .regulator),
      ]
    }
    #expect(
      Self.text(dossier) == [
        "own-word-against-record vendor (holder controlled): asserts 'holder controlled': yes | "
          + "denies 'holder controlled': no"
      ])
  }

  @Test func accountsOfOneAccessDifferInTheirTerms() {
    let one = Self.source("s1", "Paper")
    let dossier = Self.dossier {
      $0.accesses = [
        Self.access("a1", holder: "Phone Co", storage: "on-device", one),
        Self.access("a2", holder: "PHONE CO", storage: "vendor-servers"),
        Self.access("a3", holder: "Somebody Else", storage: "backups"),
        Self.access("a4", storage: "unknown"),
      ]
    }
    #expect(
      Self.text(dossier) == [
        "terms-differ a2 (storage of profile of users): storage vendor-servers: a2, profile of "
          + "users, held by PHONE CO | storage on-device: a1, profile of users, held by Phone Co"
      ])
  }

  @Test func oneVoiceDoesNotContradictItself() {
    let one = Self.source("s1", "Paper")
    #expect(
      Self.found(
        Self.dossier {
          $0.accesses = [
            Self.access("a1", storage: "on-device", one),
            Self.access("a2", storage: "vendor-servers", one),
          ]
        }
      ).isEmpty)
  }

  @Test func consentIsClaimedAndDenied() {
    let dossier = Self.dossier {
      $0.accesses = [
        Self.access("a1", consent: "consent"), Self.access("a2", consent: "contract"),
      ]
      $0.statements = [
        Self.statement("of one", .noConsent, .asserts, "Lab", .researcher, access: "a1"),
        Self.statement("of another", .noConsent, .asserts, "Lab", .researcher, access: "a2"),
        Self.statement("of all", .sharedWithoutConsent, .asserts, "Lab", .researcher),
      ]
    }
    #expect(
      Self.text(dossier).filter { $0.hasPrefix("consent-claimed") } == [
        "consent-claimed-and-denied a1 (no consent): rests on consent: a1, profile of users | "
          + "asserts 'no consent': of one",
        "consent-claimed-and-denied a1 (shared without consent): rests on consent: a1, profile of "
          + "users | asserts 'shared without consent': of all",
      ])
  }

  @Test func theCountryOfAConfirmedEntryIsAnother() {
    #expect(
      Self.text(Self.dossier { $0.hits = [Self.hit("l", "1", countries: ["RU", "IR"])] }) == [
        "country-differs l/1 (country): country CN | country IR, RU: Vendor"
      ])
    for hits in [
      [Self.hit("l", "1", countries: ["CN", "RU"])],
      [Self.hit("l", "1", countries: ["RU"], decisions: [])],
    ] {
      #expect(Self.found(Self.dossier { $0.hits = hits }).isEmpty)
    }
  }

  @Test func anEntryIsInForceOnOneListAndEndedOnAnother() {
    #expect(
      Self.text(
        Self.dossier { $0.hits = [Self.hit("l", "1"), Self.hit("m", "2", ended: Self.day(-3))] })
        == [
          "listed-and-ended l/1 (listing: programme): listed: Vendor, l/1 | ended: Vendor, m/2"
        ])
    #expect(
      Self.found(
        Self.dossier { $0.hits = [Self.hit("l", "1"), Self.hit("l", "2", ended: Self.day(-3))] }
      ).isEmpty)
  }

  @Test func verdictsOfOneDayDiffer() {
    #expect(
      Self.text(Self.dossier { $0.hits = [Self.hit("l", "1", decisions: [.different, .same])] })
        == [
          "verdicts-differ l/1 (verdict): decides 'same': looked | decides 'different': looked"
        ])
  }

  @Test func sharesDoNotAddUp() {
    let dossier = Self.dossier {
      $0.ownership = [
        Self.stake("A", 60, 60), Self.stake("B", 30, 40), Self.stake("C", 20.5, nil),
        Self.stake("D", 51, 100, of: "parent"), Self.stake("d", nil, 40, of: "parent"),
      ]
    }
    #expect(
      Self.text(dossier) == [
        "shares-exceed vendor (shares): A owns 60 % | C owns 20.50 % or more; the shares of 3 "
          + "owners add up to 110.50 % at least",
        "shares-differ parent (share of d): d owns 40 % or less | D owns 51 % to 100 %",
      ])
  }

  @Test func whatIsNotKnownYetContradictsNothing() {
    let dossier = Self.dossier(none: true) {
      $0.accesses = [Self.access("a1", Self.source("s1", "Paper"))]
    }
    let before = Scorer(policy: .withoutDraws, asOf: Self.day(-11)).score(dossier)
    #expect(before.contradictions.isEmpty)
  }

  @Test func theOrderOfRowsShowsNowhere() {
    var generator = DossierGenerator(seed: 41)
    let scorer = Scorer(policy: .withoutDraws, asOf: Self.date)
    var count = 0
    for _ in 0..<400 {
      let dossier = generator.dossier()
      var turned = dossier
      turned.accesses.reverse()
      turned.statements.reverse()
      turned.hits.reverse()
      let found = scorer.score(dossier).contradictions
      #expect(found == scorer.score(turned).contradictions)
      count += found.count
    }
    #expect(count > 50)
  }
}
