import Foundation
import RiskCore
import RiskExport

/// What a run did, for the terminal and for `--json`; the figures are those of the database.
public struct RunReport: Sendable {
  /// One vendor of the table that a run prints.
  public struct ScoreLine: Sendable, Encodable {
    public let vendorID: String
    public let name: String
    public let rating: String
    /// 0 to 100.
    public let overall: Double
    public let overallLow: Double
    public let overallHigh: Double
    public let reason: String

    init(_ assessment: Assessment, vendor: Vendor) {
      vendorID = vendor.id
      name = vendor.name
      rating = assessment.rating.rawValue
      overall = assessment.overall.value
      overallLow = assessment.overall.low
      overallHigh = assessment.overall.high
      reason = assessment.mainReason ?? "nothing known against it"
    }

    enum CodingKeys: String, CodingKey {
      case name, rating, overall, reason
      case vendorID = "vendor_id"
      case overallLow = "overall_lo"
      case overallHigh = "overall_hi"
    }
  }

  public let pipeline: String
  public let asOf: CivilDate
  public let policyName: String
  public let policySHA256: String
  /// The stage after which the run ended.
  public let until: PipelineStage
  public internal(set) var startedAt = ""
  public internal(set) var finishedAt = ""
  /// nil when the run is not recorded.
  public internal(set) var runID: Int64?
  public internal(set) var sources: [SourceAccount] = []
  public internal(set) var vendors = 0
  public internal(set) var ratings: [Rating: Int] = [:]
  /// The vendors with the highest scores.
  public internal(set) var top = TopScores()
  /// How the run compares with the one before; nil when it is not recorded.
  public internal(set) var outcome: RunOutcome?
  /// How many decisions have each outcome that occurs; nil when the run ended before they met hits.
  public internal(set) var decisions: [DecisionOutcome: Int]?
  /// How many issues of each kind the inventory has; nil when the run ended before it was looked at.
  public internal(set) var issues: [InventoryIssue.Kind: Int]?
  /// The gates that tripped and the lists that are unhealthy, in words.
  public internal(set) var tripped: [String] = []
  public internal(set) var exitStatus = ExitStatus.done
  /// Seconds from start to end.
  public internal(set) var seconds = 0.0
  public internal(set) var databasePath: String?
  public internal(set) var exportsPath: String?
  /// The page of HTML; nil when the pipeline writes none.
  public internal(set) var reportPath: String?

  init(
    pipeline: String, asOf: CivilDate, policyName: String, policySHA256: String,
    until: PipelineStage
  ) {
    self.pipeline = pipeline
    self.asOf = asOf
    self.policyName = policyName
    self.policySHA256 = policySHA256
    self.until = until
  }
}

/// The highest scores of a run, held in bounded memory.
public struct TopScores: Sendable {
  /// The number of lines kept.
  public static let limit = 20

  private var kept: [RunReport.ScoreLine] = []
  /// The lowest score that was among the highest when they were last sorted out.
  private var bar: Double?

  /// By score, highest first; equal scores by vendor id.
  public var lines: [RunReport.ScoreLine] { Array(sorted().prefix(Self.limit)) }

  mutating func add(_ assessment: Assessment, vendor: Vendor) {
    if let bar, assessment.overall.value < bar { return }
    kept.append(RunReport.ScoreLine(assessment, vendor: vendor))
    if kept.count >= 16 * Self.limit {
      kept = lines
      bar = kept.last?.overall
    }
  }

  private func sorted() -> [RunReport.ScoreLine] {
    kept.sorted { left, right in
      left.overall == right.overall
        ? ByteOrder.precedes(left.vendorID, right.vendorID) : left.overall > right.overall
    }
  }
}

extension RunReport: Encodable {
  enum CodingKeys: String, CodingKey {
    case pipeline, until, vendors, ratings, sources, changes, top, seconds, database, exports,
      report
    case decisions
    case inventoryIssues = "inventory_issues"
    case runID = "run_id"
    case asOf = "as_of"
    case policy
    case policySHA256 = "policy_sha256"
    case programVersion = "program_version"
    case startedAt = "started_at"
    case finishedAt = "finished_at"
    case gatesTripped = "gates_tripped"
    case exitStatus = "exit_status"
  }

  private struct Changes: Encodable {
    let previous_run_id: Int64?
    let new, vanished, changed, unchanged, rescored, risen: Int
    let newly_critical: [String]
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(pipeline, forKey: .pipeline)
    try container.encode(until.rawValue, forKey: .until)
    try container.encode(runID, forKey: .runID)
    try container.encode(asOf.description, forKey: .asOf)
    try container.encode(policyName, forKey: .policy)
    try container.encode(policySHA256, forKey: .policySHA256)
    try container.encode(ProgramVersion.current, forKey: .programVersion)
    try container.encode(startedAt, forKey: .startedAt)
    try container.encode(finishedAt, forKey: .finishedAt)
    try container.encode(seconds, forKey: .seconds)
    try container.encode(vendors, forKey: .vendors)
    try container.encode(
      Dictionary(uniqueKeysWithValues: Rating.allCases.map { ($0.rawValue, ratings[$0] ?? 0) }),
      forKey: .ratings)
    try container.encode(sources.map(SourceSummary.init), forKey: .sources)
    try container.encode(
      outcome.map { outcome in
        Changes(
          previous_run_id: outcome.previousRunID, new: outcome.new, vanished: outcome.vanished,
          changed: outcome.changed, unchanged: outcome.unchanged, rescored: outcome.rescored,
          risen: outcome.risen, newly_critical: outcome.newlyCritical.map(\.id))
      }, forKey: .changes)
    try container.encode(
      decisions.map { counts in Self.byName(DecisionOutcome.allCases) { counts[$0] ?? 0 } },
      forKey: .decisions)
    try container.encode(
      issues.map { counts in Self.byName(InventoryIssue.Kind.allCases) { counts[$0] ?? 0 } },
      forKey: .inventoryIssues)
    try container.encode(top.lines, forKey: .top)
    try container.encode(tripped, forKey: .gatesTripped)
    try container.encode(exitStatus.rawValue, forKey: .exitStatus)
    try container.encode(databasePath, forKey: .database)
    try container.encode(exportsPath, forKey: .exports)
    try container.encode(reportPath, forKey: .report)
  }

  /// A count for each word, as a key of JSON.
  private static func byName<Word: RawRepresentable>(
    _ words: [Word], _ count: (Word) -> Int
  ) -> [String: Int] where Word.RawValue == String {
    Dictionary(
      uniqueKeysWithValues: words.map { ($0.rawValue.replacing("-", with: "_"), count($0)) })
  }

  /// The report as JSON with sorted keys.
  public func json() throws -> String { try ReportJSON.text(of: self) }
}
