import ArgumentParser
import RiskCore
import RiskPipeline

struct Decide: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Record your verdict on a hit in the pipeline's file of decisions.",
    discussion: """
      Adds one row, with the anchor of the hit in the latest run. The next run applies it: 'different' \
      dismisses the hit, 'same' confirms it. Nothing else of the file changes.
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Argument(help: "The vendor's id, its name, or a part of either.")
  var vendor: String

  @Argument(help: "The key of the list entry; list/key where two lists use one key.")
  var entry: String

  @Option(help: "Whether vendor and entry are the same party: same or different.")
  var verdict: Decision.Verdict

  @Option(name: .customLong("by"), help: "Who decides.")
  var decidedBy: String

  @Option(help: "Why, in a sentence.")
  var reason: String

  @Option(
    name: .customLong("expires"), help: "The last day on which it applies, YYYY-MM-DD.",
    transform: Run.date)
  var expiresOn: CivilDate?

  @Option(
    name: .customLong("on"), help: "The day of the decision, YYYY-MM-DD. Default: today in UTC.",
    transform: Run.date)
  var decidedOn: CivilDate?

  @Option(help: "The source to write to, when the pipeline has several of decisions.")
  var source: String?

  func run() throws {
    let (configuration, _) = try ConfigurationLoader.load(pipelineAt: pipeline)
    let recorded = try DecisionRecorder(configuration: configuration).record(
      DecisionRequest(
        vendor: vendor, entry: entry, verdict: verdict, decidedBy: decidedBy, reason: reason,
        decidedOn: decidedOn, expiresOn: expiresOn, source: source))
    try Terminal.print(Self.text(recorded))
  }

  private static func text(_ recorded: RecordedDecision) -> String {
    let decision = recorded.decision
    let listed = "\(recorded.list)/"
    let key =
      decision.entryKey.hasPrefix(listed) ? decision.entryKey : listed + decision.entryKey
    let parties =
      "\(decision.vendorID) (\(recorded.vendorName)) and \(key) (\(recorded.entryName))"
    var lines = [
      "\(recorded.path):\(recorded.line): written",
      "  \(parties): \(decision.verdict.rawValue)",
      "  decided by \(decision.decidedBy) on \(decision.decidedOn): \(decision.reason)",
    ]
    lines.append(
      recorded.lacksAnchor
        ? "  the file has no column 'anchor': the decision stays whatever changes"
        : "  anchor \(decision.anchor), as in run \(recorded.runID)")
    return (lines + consequences(of: recorded)).joined(separator: "\n")
  }

  /// What will happen, in sentences.
  private static func consequences(of recorded: RecordedDecision) -> [String] {
    let decision = recorded.decision
    let effect =
      decision.verdict == .same
      ? "confirms the hit: it counts as certain"
      : "dismisses the hit: it stays visible and counts nothing"
    switch recorded.outcome {
    case .applied:
      var ends: [String] = []
      if !recorded.lacksAnchor {
        ends.append("when names, country or identifiers of vendor or entry change")
      }
      if let expires = decision.expiresOn { ends.append("after \(expires)") }
      let reopening = ends.isEmpty ? [] : ["It reopens \(ends.joined(separator: ", and "))."]
      return ["The next run \(effect)."] + reopening
    case .later:
      return ["A run as of \(decision.decidedOn) or later \(effect)."]
    case .expired:
      return ["The next run reopens the hit: the decision \(recorded.outcomeReason)."]
    case .superseded, .reopened, .withoutCounterpart:
      return ["The next run does not apply it: \(recorded.outcomeReason)."]
    }
  }
}

extension Decision.Verdict: ExpressibleByArgument {}
