import Foundation
import RecordIO
import RiskCore

/// The watchlists of a pipeline, read without a run.
public struct ListSurvey {
  /// How one list stands.
  public struct Status: Encodable, Sendable {
    public let id: String
    public let title: String
    public let entries: Int
    public let active: Int
    public let names: Int
    /// Days from the newest date to the as-of date; nil without a date.
    public let ageDays: Int?
    public let newestDate: String?
    /// By name.
    public let parts: [Part]
    /// The limits that were passed, in words.
    public let breaches: [String]
    public let usesLastGood: Bool
    /// How it differs from the later edition that it is one of, in words.
    public let edition: String?

    enum CodingKeys: String, CodingKey {
      case id, title, entries, active, names, parts, breaches, edition
      case ageDays = "age_days"
      case newestDate = "newest_date"
      case usesLastGood = "uses_last_good"
    }
  }

  /// A part of a list.
  public struct Part: Encodable, Sendable {
    public let name: String
    public let entries: Int
    public let active: Int
  }

  /// In the order of the pipeline file.
  public let lists: [Status]

  /// Reads the lists of a pipeline.
  ///
  /// - Throws: ``RunError`` when a list is missing, or cannot be read and has no good copy.
  public init(
    configuration: PipelineConfiguration, policy: Policy, asOf date: CivilDate?, workers: Int
  ) throws {
    lists = try Self.load(
      configuration, policy: policy, asOf: date, workers: workers
    ).map { Status($0.account) }
  }

  /// The lists as JSON with sorted keys.
  public func json() throws -> String { try ReportJSON.text(of: lists) }

  /// Loads the lists, those with the given ids when there are any.
  ///
  /// - Parameter resolvesEditions: Whether of an older edition only what ended is kept.
  static func load(
    _ configuration: PipelineConfiguration, policy: Policy, asOf date: CivilDate?, workers: Int,
    ids: [String]? = nil, resolvesEditions: Bool = true
  ) throws -> [LoadedList] {
    var lists = configuration
    lists.sources = configuration.sources.filter {
      $0.table == .watchlists && (ids?.contains($0.id) ?? true)
    }
    let ingest = Ingest(
      configuration: lists, policy: policy, asOf: date ?? PipelineRun.today(), workers: workers,
      // Whoever compares files wants to see them as they are.
      lastGood: ids == nil ? try LastGoodLists(ofExisting: configuration) : nil)
    let loaded = try ingest.loadLists(
      OpenedSource.all(of: lists), Ingest.Sink(onReject: { _, _, _ in }, onSource: { _ in }))
    return resolvesEditions ? ingest.editionsResolved(loaded) : loaded
  }
}

extension ListSurvey.Status {
  init(_ account: SourceAccount) {
    id = account.source.id
    title = account.source.list?.title ?? ""
    entries = account.list?.entries ?? 0
    active = account.list?.active ?? 0
    names = account.list?.names ?? 0
    ageDays = account.list?.ageDays
    newestDate = account.newestDate?.description
    parts = (account.list?.parts ?? []).map {
      ListSurvey.Part(name: $0.name, entries: $0.entries, active: $0.active)
    }
    breaches = account.list?.breaches ?? []
    usesLastGood = account.list?.usesLastGood ?? false
    edition = account.list?.edition.map {
      "against '\($0.later)' \($0.added) added, \($0.removed) removed, \($0.changed) changed, "
        + "\($0.unchanged) unchanged"
    }
  }
}
