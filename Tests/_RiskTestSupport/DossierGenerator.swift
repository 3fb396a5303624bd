import RiskCore

/// Random dossiers around one date, made so that rules meet: few claimants, few factors, days close
/// together, grades and validity of all kinds.
public struct DossierGenerator {
  /// The as-of date of the generated world.
  public static let date = CivilDate(daysSinceEpoch: 17_700)

  /// The source of randomness; advance it to get other dossiers.
  public var random: SeededGenerator
  private var serial = 0
  private let file = InputName("generated.csv")
  private let adverse = FactorCatalogue.all.filter { $0.polarity == .adverse }
  private let mitigating = FactorCatalogue.all.filter { $0.polarity == .mitigating }
  private let lists = ["blocking-sanctions", "procurement-ban", "warning"].enumerated().map {
    index, severity in
    Watchlist(
      id: "list-\(index)", title: severity, authority: "authority \(index % 2)",
      severity: severity, countsPendingEntries: index != 1)
  }

  /// Creates a generator; equal seeds give equal dossiers.
  public init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// Returns a dossier with up to four accesses, eight statements and three hits.
  public mutating func dossier() -> Dossier {
    let vendor = Vendor(
      id: nextID("v"), name: "Vendor", country: random.happens(0.7) ? "CN" : nil,
      hasNoDataAccess: random.happens(0.2), origin: origin())
    var dossier = Dossier(vendor: vendor, isScreened: random.happens(0.8))
    for _ in 0..<Int.random(in: 0...4, using: &random) {
      dossier.accesses.append(access(of: vendor))
    }
    for _ in 0..<Int.random(in: 0...8, using: &random) {
      dossier.statements.append(statement(on: dossier))
    }
    for _ in 0..<Int.random(in: 0...3, using: &random) { dossier.hits.append(hit(of: vendor)) }
    return dossier
  }

  /// Returns a statement on `dossier`'s vendor or on one of its accesses.
  public mutating func statement(on dossier: Dossier) -> Statement {
    let factor = random.happens(0.65) ? random.pick(adverse) : random.pick(mitigating)
    return statement(on: dossier, factor: factor, stance: random.happens(0.7) ? .asserts : .denies)
  }

  /// Returns a statement of one stance on one factor.
  public mutating func statement(
    on dossier: Dossier, factor: Factor, stance: Stance
  ) -> Statement {
    let ids = dossier.accesses.map(\.id)
    let access = !ids.isEmpty && random.happens(0.5) ? random.pick(ids) : nil
    let (from, to) = validity()
    let claimant = random.pick([
      ("Alpha", ClaimantRole.press), ("Beta", .government), ("Gamma", .counterparty),
      ("the vendor", .vendorItself), ("Delta", .publicRegister),
    ])
    return Statement(
      id: nextID("s"), vendorID: dossier.vendor.id, accessID: access, factor: factor,
      stance: stance, claimant: claimant.0, claimantRole: claimant.1, statedOn: day(-900...10),
      validFrom: from, validTo: to, source: source(), origin: origin())
  }

  /// Returns an access of `vendor`.
  public mutating func access(of vendor: Vendor) -> Access {
    let (from, to) = validity()
    let hasSource = random.happens(0.7)
    let hasClaimant = random.happens(0.3)
    return Access(
      id: nextID("a"), vendorID: vendor.id, holder: "holder",
      dataCategory: random.pick(["message-content", "profile", "device-id", "never-heard-of"]),
      dataSubject: random.pick(["children", "users", "business-contacts", "never-heard-of"]),
      storage: random.pick([nil, "on-device", "vendor-servers", "cloud"]),
      control: random.pick([nil, nil, "holder", "encrypted-no-key"]),
      consentBasis: random.pick([nil, "none", "consent", "legitimate-interest", "unknown"]),
      validFrom: from, validTo: to, source: hasSource ? source() : nil,
      claimant: hasClaimant ? "Alpha" : nil, claimantRole: hasClaimant ? .press : nil,
      origin: origin())
  }

  /// Returns a hit of `vendor` on an entry of its own.
  public mutating func hit(of vendor: Vendor) -> Hit {
    let key = nextID("e")
    let entry = WatchlistEntry(
      list: random.pick(lists), key: key, names: [ListedName("Vendor", .primary)],
      countries: [], authority: random.pick(["authority 0", "authority 1"]),
      programme: random.pick(["", "programme"]),
      listedOn: random.happens(0.8) ? day(-900...30) : nil,
      inForceOn: random.happens(0.3) ? day(-500...200) : nil,
      endedOn: random.happens(0.2) ? day(-500...100) : nil, locator: "", origin: origin())
    var decisions: [Decision] = []
    if random.happens(0.4) {
      decisions.append(
        Decision(
          vendorID: vendor.id, entryKey: key, verdict: random.happens(0.5) ? .same : .different,
          decidedBy: "analyst", decidedOn: day(-100...10), reason: "looked",
          expiresOn: random.happens(0.3) ? day(-50...50) : nil,
          anchor: random.pick(["", "anchor", "other"]), origin: origin()))
    }
    return Hit(
      entry: entry, kind: random.happens(0.7) ? .same : .related, queryName: "Vendor",
      entryName: "Vendor", similarity: 1,
      country: random.pick([.agrees, .unknown, .contradicts]), anchor: "anchor",
      decisions: decisions, explanation: "generated.")
  }

  /// Returns a source of any grade.
  public mutating func source() -> Source {
    Source(
      id: nextID("r"), title: "", publisher: random.pick(["Alpha", "Beta", "Press"]),
      publisherRole: .press, publishedOn: random.happens(0.9) ? day(-900...10) : nil,
      reliability: random.pick(Reliability.allCases),
      credibility: random.pick(Credibility.allCases), locator: "", origin: origin())
  }

  /// Returns an id that nothing else of this generator has.
  public mutating func nextID(_ prefix: String) -> String {
    serial += 1
    return "\(prefix)-\(serial)"
  }

  private mutating func validity() -> (CivilDate?, CivilDate?) {
    let from = random.happens(0.3) ? day(-800...60) : nil
    let to = random.happens(0.3) ? day(-300...300) : nil
    if let from, let to, to < from { return (to, from) }
    return (from, to)
  }

  private mutating func day(_ offsets: ClosedRange<Int32>) -> CivilDate {
    CivilDate(
      daysSinceEpoch: Self.date.daysSinceEpoch + Int32.random(in: offsets, using: &random))
  }

  private mutating func origin() -> RecordOrigin {
    RecordOrigin(file: file, line: Int.random(in: 2...999, using: &random))
  }
}
