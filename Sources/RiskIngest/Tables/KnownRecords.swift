import RiskCore

/// What earlier tables hold, for the references of later ones.
///
/// Tables are read in the order of ``TableKind/readingOrder``, so that a reference is resolved, or its
/// row rejected with its text, while the row is at hand.
public struct KnownRecords: Sendable {
  /// Vendor id to the vendor's place in the inventory.
  public var vendors: [String: Int]
  public var sources: [String: Source]
  /// Access id to vendor id.
  public var accesses: [String: String]

  /// Creates the records known before anything is read.
  public init() {
    vendors = [:]
    sources = [:]
    accesses = [:]
  }
}

extension TableKind {
  /// The order in which tables are read: those that are referred to first.
  public static let readingOrder: [TableKind] = [
    .sources, .vendors, .disclosures, .watchlists, .ownership, .accesses, .statements, .decisions,
  ]
}

extension RowReader {
  /// The source that a cell names, or nil when it is empty.
  func source(_ column: MappedColumn, _ known: KnownRecords) throws(RowProblem) -> Source? {
    guard let id = optional(column) else { return nil }
    guard let source = known.sources[id] else {
      throw RowProblem(
        column: column.name, kind: .unknownReference,
        explanation: "source \(quoted(id)) is in no table of sources; add it there, or mend the id")
    }
    return source
  }

  /// The id of a vendor of the inventory.
  func vendorID(_ column: MappedColumn, _ known: KnownRecords) throws(RowProblem) -> String {
    let id = try required(column)
    guard known.vendors[id] != nil else {
      throw RowProblem(
        column: column.name, kind: .unknownReference,
        explanation: "vendor \(quoted(id)) is not in the inventory; add it there, or mend the id")
    }
    return id
  }
}
