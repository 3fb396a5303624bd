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

  /// Returns the dossier of the vendor at `position`.
  func dossier(at position: Int, screening session: ScreeningSession) -> Dossier {
    let vendor = vendors[position]
    return Dossier(
      vendor: vendor, accesses: accesses[position], statements: statements[position],
      ownership: ownership[position],
      hits: session.hits(for: vendor, decisions: decisions[vendor.id] ?? []),
      isScreened: listCount > 0)
  }

  private func position(of vendor: String) -> Int {
    guard let position = known.vendors[vendor] else {
      preconditionFailure("rows of unknown vendors are rejected")
    }
    return position
  }
}
