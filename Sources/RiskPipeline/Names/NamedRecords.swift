import RiskCore
import RiskIngest

/// The vendors and list entries of a pipeline: all that screening needs to know.
public struct NamedRecords: Sendable {
  public let vendors: [Vendor]
  public let entries: [WatchlistEntry]
  /// The number of lists that hold entries.
  public let listCount: Int

  /// Reads the named tables of a pipeline and nothing else; nothing is recorded.
  ///
  /// - Throws: ``RunError`` when an input is missing or cannot be used.
  public init(
    configuration: PipelineConfiguration, policy: Policy, asOf date: CivilDate? = nil,
    workers: Int, readsVendors: Bool = true
  ) throws {
    var named = configuration
    named.sources = configuration.sources.filter {
      $0.table == .watchlists || (readsVendors && $0.table == .vendors)
    }
    var ingest = Ingest(
      configuration: named, policy: policy, asOf: date ?? PipelineRun.today(), workers: workers,
      lastGood: try LastGoodLists(ofExisting: configuration))
    try ingest.readNamed(
      OpenedSource.all(of: named, AccessVocabulary(policy)),
      Ingest.Sink(onReject: { _, _, _ in }, onSource: { _ in }))
    vendors = ingest.inventory.vendors
    entries = ingest.inventory.entries
    listCount = ingest.inventory.listCount
  }
}
