import Foundation
import RiskCore
import RiskExport
import RiskIngest

/// An analyst's verdict, as it is asked for.
public struct DecisionRequest: Sendable {
  /// The vendor's id, its name, or a part of either.
  public var vendor: String
  /// The key of the entry, or `list/key`.
  public var entry: String
  public var verdict: Decision.Verdict
  public var decidedBy: String
  public var reason: String
  /// nil is today in UTC.
  public var decidedOn: CivilDate?
  public var expiresOn: CivilDate?
  /// The source of decisions to write to; nil when the pipeline has one.
  public var source: String?

  /// Creates a request.
  public init(
    vendor: String, entry: String, verdict: Decision.Verdict, decidedBy: String, reason: String,
    decidedOn: CivilDate? = nil, expiresOn: CivilDate? = nil, source: String? = nil
  ) {
    self.vendor = vendor
    self.entry = entry
    self.verdict = verdict
    self.decidedBy = decidedBy
    self.reason = reason
    self.decidedOn = decidedOn
    self.expiresOn = expiresOn
    self.source = source
  }
}

/// A decision that was written, and what comes of it.
public struct RecordedDecision: Sendable {
  public let decision: Decision
  public let vendorName: String
  public let list: String
  public let entryName: String
  /// The run whose hit was decided on.
  public let runID: Int64
  /// The file, resolved against the folder of the pipeline file.
  public let path: String
  /// The line of the new row, from 1.
  public let line: Int
  /// What becomes of it in a run as of today, and why.
  public let outcome: DecisionOutcome
  public let outcomeReason: String
  /// Whether the file has no column for the anchor, so that nothing reopens the hit.
  public let lacksAnchor: Bool
}

/// Writes decisions on hits of a pipeline's latest run into its file of decisions.
public struct DecisionRecorder {
  private let configuration: PipelineConfiguration

  /// Creates a recorder; nothing is touched yet.
  public init(configuration: PipelineConfiguration) { self.configuration = configuration }

  /// Adds one row to the file of decisions, under the lock of the database.
  ///
  /// - Throws: ``ConfigurationError``, ``RunError``, or another error of reading or writing; the file is
  ///   then as it was.
  public func record(_ request: DecisionRequest) throws -> RecordedDecision {
    let today = PipelineRun.today()
    let reason = try Self.line(request.reason, of: "--reason", "say why, for the next reader")
    let decidedBy = try Self.line(request.decidedBy, of: "--by", "give the name of who decides")
    let decidedOn = request.decidedOn ?? today
    if let expires = request.expiresOn, expires < decidedOn {
      throw RunError.refused(
        "--expires \(expires) lies before the day of the decision, \(decidedOn)\n"
          + "  give a later day, or the day of the decision with --on")
    }
    let source = try source(named: request.source)
    let file = try DecisionFile(source, of: configuration)

    let database = configuration.databasePath
    guard FileManager.default.fileExists(atPath: database) else {
      throw RunError.noResults(path: database)
    }
    let lock = try RunLock(besideDatabaseAt: database)
    defer { withExtendedLifetime(lock) {} }
    let store = try ResultStore(path: database, readOnly: true)
    guard let runID = try store.latestRunID(pipeline: configuration.name) else {
      throw RunError.notFound(
        "\(database): holds no run of '\(configuration.name)'\n  run the pipeline first")
    }
    let vendor = try store.vendor(named: request.vendor, run: runID)
    let hit = try hit(request.entry, of: vendor, in: store, run: runID)

    let decision = Decision(
      vendorID: vendor.id, entryKey: request.entry, verdict: request.verdict, decidedBy: decidedBy,
      decidedOn: decidedOn, reason: reason, expiresOn: request.expiresOn, anchor: hit.anchor,
      origin: RecordOrigin(file: InputName(source.path), line: 0))
    let others = try decisions(on: vendor.id, hit)
    try Self.check(decision, against: others)
    let ruling = DecisionRuling(of: others + [decision], anchor: hit.anchor, asOf: today)
    let (line, keepsAnchor) = try file.append(decision)
    let outcome = ruling.outcomes[others.count]
    return RecordedDecision(
      decision: decision, vendorName: vendor.name, list: hit.list, entryName: hit.entryName,
      runID: runID, path: source.path, line: line, outcome: outcome.outcome,
      outcomeReason: outcome.reason, lacksAnchor: !keepsAnchor)
  }

  /// A text on one line, which must not be empty.
  private static func line(
    _ text: String, of option: String, _ remedy: String
  ) throws -> String {
    let words = text.split { $0.isWhitespace }.joined(separator: " ")
    guard !words.isEmpty else { throw RunError.refused("\(option) is empty\n  \(remedy)") }
    return words
  }

  // MARK: Looking up

  private func source(named name: String?) throws -> SourceConfiguration {
    let sources = configuration.sources.filter { $0.table == .decisions }
    guard let first = sources.first else {
      throw ConfigurationError(problems: [
        ConfigurationProblem(
          file: configuration.path, line: 0,
          message: """
            there is no source with the table 'decisions'; add one under 'sources':
                - id: decisions
                  table: decisions
                  format: csv
                  path: decisions.csv
            """)
      ])
    }
    let ids = sources.map(\.id).joined(separator: ", ")
    if let name {
      guard let source = sources.first(where: { $0.id == name }) else {
        throw RunError.refused(
          "--source '\(name)' is no source of decisions of \(configuration.path)\n"
            + "  there are: \(ids)")
      }
      return source
    }
    guard sources.count == 1 else {
      throw RunError.refused(
        "\(configuration.path): there are several sources of decisions\n"
          + "  name one with --source: \(ids)")
    }
    return first
  }

  private func hit(
    _ entry: String, of vendor: VendorName, in store: ResultStore, run runID: Int64
  ) throws -> StoredHit {
    let hits = try store.assessment(ofVendor: vendor.id, run: runID)?.hits ?? []
    let shown = hits.map { "  \($0.list)/\($0.entryKey)  \($0.entryName) (\($0.status))" }
      .joined(separator: "\n")
    let matching = hits.filter {
      $0.entryKey == entry || "\($0.list)/\($0.entryKey)" == entry
    }
    guard let first = matching.first else {
      throw RunError.notFound(
        hits.isEmpty
          ? "vendor '\(vendor.id)' has no hit in run \(runID), so there is nothing to decide"
          : "vendor '\(vendor.id)' has no hit on '\(entry)' in run \(runID); its hits are:\n\(shown)"
      )
    }
    let lists = try store.lists(withHitsOn: entry, run: runID)
    if matching.count > 1 || (lists.count > 1 && first.entryKey == entry) {
      let keys = lists.map { "\($0)/\(entry)" }.joined(separator: ", ")
      throw RunError.refused(
        "several lists have an entry '\(entry)': \(lists.joined(separator: ", "))\n"
          + "  name the list too, one of \(keys)")
    }
    return first
  }

  // MARK: Decisions so far

  /// The decisions of all sources on a hit.
  private func decisions(on vendor: String, _ hit: StoredHit) throws -> [Decision] {
    try configuration.sources.filter { $0.table == .decisions }
      .flatMap { try DecisionFile.decisions(of: $0, in: configuration) }
      .filter {
        $0.vendorID == vendor
          && ($0.entryKey == hit.entryKey || $0.entryKey == "\(hit.list)/\(hit.entryKey)")
      }
  }

  /// Refuses a row that would say nothing new, or would make the day say nothing.
  private static func check(_ decision: Decision, against others: [Decision]) throws {
    for other in others where other.decidedOn == decision.decidedOn {
      let place = "\(other.origin.file.path):\(other.origin.line)"
      if other.verdict != decision.verdict {
        throw RunError.refused(
          "\(place) says '\(other.verdict.rawValue)' of this hit on \(other.decidedOn); two verdicts "
            + "of one day decide nothing\n  take that row away, or give another day with --on")
      }
      if other.entryKey == decision.entryKey, other.decidedBy == decision.decidedBy,
        other.reason == decision.reason, other.expiresOn == decision.expiresOn,
        other.anchor == decision.anchor
      {
        throw RunError.refused("\(place) says the same already; nothing was written")
      }
    }
  }
}
