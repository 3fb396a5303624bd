import RiskCore

/// How two editions of a list differ, entry by entry.
public struct ListComparison: Encodable {
  /// An entry that differs.
  public struct Row: Encodable, Sendable {
    /// `added`, `removed` or `changed`.
    public let change: String
    /// The key of the entry.
    public let entry: String
    public let name: String
    /// What differs, in words; empty for entries of one edition only.
    public let what: [String]
  }

  /// Added, removed and changed entries, by key.
  public let rows: [Row]
  public let added: Int
  public let removed: Int
  public let changed: Int
  public let unchanged: Int

  /// Reads two lists of a pipeline and compares them.
  ///
  /// - Throws: ``RunError`` when one of them is no list of the pipeline, is missing, or cannot be read.
  public init(
    configuration: PipelineConfiguration, policy: Policy, older: String, later: String,
    asOf date: CivilDate?, workers: Int
  ) throws {
    let lists = configuration.sources.filter { $0.table == .watchlists }.map(\.id)
    for id in [older, later] where !lists.contains(id) {
      let nearest = Suggestion.nearest(to: String(id.prefix(60)), among: lists)
      throw RunError.notFound(
        "'\(id)' is no list of \(configuration.path)"
          + (nearest.map { "; did you mean '\($0)'?" } ?? ""))
    }
    let loaded = try ListSurvey.load(
      configuration, policy: policy, asOf: date, workers: workers, ids: [older, later],
      resolvesEditions: false)
    func entries(_ id: String) -> [String: WatchlistEntry] {
      let list = loaded.first { $0.account.source.id == id }
      return Dictionary((list?.entries ?? []).map { ($0.key, $0) }) { first, _ in first }
    }
    self.init(older: entries(older), later: entries(later))
  }

  init(older: [String: WatchlistEntry], later: [String: WatchlistEntry]) {
    var rows: [Row] = []
    var (added, removed, changed, unchanged) = (0, 0, 0, 0)
    for key in Set(older.keys).union(later.keys).sorted(by: ByteOrder.precedes) {
      switch (older[key], later[key]) {
      case (let before?, let after?):
        let differences = Editions.differences(before, after)
        if differences.isEmpty {
          unchanged += 1
        } else {
          changed += 1
          rows.append(
            Row(change: "changed", entry: key, name: after.names[0].text, what: differences))
        }
      case (nil, let after?):
        added += 1
        rows.append(Row(change: "added", entry: key, name: after.names[0].text, what: []))
      case (let before?, nil):
        removed += 1
        rows.append(Row(change: "removed", entry: key, name: before.names[0].text, what: []))
      case (nil, nil): break
      }
    }
    self.rows = rows
    self.added = added
    self.removed = removed
    self.changed = changed
    self.unchanged = unchanged
  }

  /// The comparison as JSON with sorted keys.
  public func json() throws -> String { try ReportJSON.text(of: self) }
}
