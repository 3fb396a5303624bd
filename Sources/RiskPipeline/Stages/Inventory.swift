import RiskCore
import RiskIngest

/// Everything the inputs hold, joined by vendor.
struct Inventory: Sendable {
  private(set) var vendors: [Vendor] = []
  private(set) var entries: [WatchlistEntry] = []
  /// The number of lists that hold entries.
  var listCount = 0
  /// What later tables refer to.
  private(set) var known = KnownRecords()
  private var accesses: [[Access]] = []
  private var statements: [[Statement]] = []
  private var ownership: [[OwnershipStake]] = []
  private var decisions: [String: [Decision]] = [:]
  /// Which rows are no vendors to screen.
  var hygiene = InventoryHygiene()
  /// Who owns whom by other tables and lists.
  private(set) var owners = OwnerIndex()

  /// Positions of vendors in the order of their ids, which is the order of all results.
  func positionsByID() -> [Int] {
    vendors.indices.sorted { ByteOrder.precedes(vendors[$0].id, vendors[$1].id) }
  }

  mutating func add(_ source: Source) { known.sources[source.id] = source }

  mutating func add(_ vendor: Vendor) {
    known.vendors[vendor.id] = vendors.count
    vendors.append(vendor)
    accesses.append([])
    statements.append([])
    ownership.append([])
  }

  mutating func add(_ entry: WatchlistEntry) { entries.append(entry) }

  mutating func add(_ access: Access) {
    known.accesses[access.id] = access.vendorID
    accesses[position(of: access.vendorID)].append(access)
  }

  mutating func add(_ statement: Statement) {
    statements[position(of: statement.vendorID)].append(statement)
  }

  mutating func add(_ stake: OwnershipStake) {
    ownership[position(of: stake.vendorID)].append(stake)
  }

  mutating func add(_ decision: Decision) {
    decisions[decision.vendorID, default: []].append(decision)
  }

  /// Returns the dossier of the vendor at `position`, and adds what is wrong with its row to `issues`.
  func dossier(
    at position: Int, screening session: ScreeningSession, issues: inout [InventoryIssue]
  ) -> Dossier {
    let vendor = vendors[position]
    let review = hygiene.review(vendor)
    issues += review.issues
    let hits = review.screened.map {
      session.hits(for: $0, decisions: decisions[vendor.id] ?? [])
    }
    return Dossier(
      vendor: vendor, accesses: accesses[position], statements: statements[position],
      ownership: stakes(upstreamOf: position, session, issues: &issues), hits: hits ?? [],
      isScreened: hits != nil && listCount > 0)
  }

  // MARK: Owners

  /// Makes ready for looking up owners; called once, after all rows are in.
  mutating func indexOwners() {
    owners = OwnerIndex(
      vendors: vendors, entries: entries, hasStakes: ownership.contains { !$0.isEmpty })
  }

  /// The rows of the ownership table on the vendor at `position`, as they were read.
  func directStakes(at position: Int) -> [OwnershipStake] { ownership[position] }

  // MARK: Decisions

  /// Whether the inputs hold decisions.
  var hasDecisions: Bool { !decisions.isEmpty }

  /// The decisions on a vendor, in the order of the inputs.
  func decisions(on vendor: String) -> [Decision] { decisions[vendor] ?? [] }

  /// The decisions on vendors that the inventory does not hold.
  func decisionsOnUnknownVendors() -> [Decision] {
    decisions.filter { known.vendors[$0.key] == nil }.flatMap(\.value)
  }

  /// The keys under which a decision can name an entry.
  func entryKeys() -> Set<String> {
    Set(entries.flatMap { [$0.key, $0.reference] })
  }

  private func position(of vendor: String) -> Int {
    guard let position = known.vendors[vendor] else {
      preconditionFailure("rows of unknown vendors are rejected")
    }
    return position
  }
}
