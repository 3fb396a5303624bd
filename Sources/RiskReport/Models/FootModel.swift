import RiskCore
import RiskExport

/// Method, policy and rejects, as `foot.mustache` reads them.
struct FootModel {
  struct Weight {
    let name: String
    let value: String
    let note: String
  }

  struct InputRow {
    let source: String
    let read: String
    let accepted: String
    let rejected: String
    let duplicates: String
    let kinds: String
  }

  let policyName: String?
  let policyHash: String
  let weights: [Weight]
  let thresholds: [Weight]
  let rules: [Weight]
  let floors: [Weight]
  let lists: [Weight]
  let inputs: [InputRow]
  let script: String

  init(
    run: StoredRun, policy: Policy?, inputs: [StoredInput],
    rejects: [(source: String, kind: String, count: Int)], script: String
  ) {
    self.script = script
    policyName = policy?.name
    policyHash = run.policySHA256
    weights = Self.weights(policy)
    thresholds = Self.thresholds(policy)
    rules = Self.rules(policy)
    floors = (policy?.floors ?? []).map { rule in
      let cause =
        switch rule.when {
        case .confirmedHit: "a confirmed hit on a list of severity '\(rule.list ?? "")'"
        case .findingAtLeast:
          "'\(ReportText.words(rule.factor ?? ""))' with a risk of at least "
            + ReportText.two(rule.minimum ?? 0)
        }
      return Weight(name: rule.name, value: rule.rating, note: "after \(cause)")
    }
    lists = (policy?.lists ?? [:]).sorted {
      $0.value == $1.value ? ByteOrder.precedes($0.key, $1.key) : $0.value > $1.value
    }.map { Weight(name: ReportText.words($0.key), value: ReportText.two($0.value), note: "") }
    self.inputs = Self.rows(of: inputs, rejects)
  }

  private static func weights(_ policy: Policy?) -> [Weight] {
    guard let policy else { return [] }
    return zip(Axis.allCases, policy.axes.inOrder).map {
      Weight(name: $0.title, value: ReportText.two($1), note: $0.rawValue)
    }
  }

  private static func thresholds(_ policy: Policy?) -> [Weight] {
    guard let policy else { return [] }
    return [Rating.critical, .high, .moderate].compactMap { rating in
      policy.rating.threshold(of: rating).map {
        Weight(name: rating.rawValue, value: "from \(ReportText.two($0))", note: "")
      }
    }
  }

  private static func rules(_ policy: Policy?) -> [Weight] {
    guard let policy else { return [] }
    return [
      Weight(
        name: "unknown, expected", value: ReportText.two(policy.unknown.prior),
        note: "the share of risk that stands in for a fact nobody has told"),
      Weight(
        name: "unknown, at most", value: ReportText.two(policy.unknown.ceiling),
        note: "how far such a fact reaches into the interval"),
      Weight(
        name: "prior weight", value: ReportText.two(policy.opinion.priorWeight),
        note: "units of evidence that what is not known weighs"),
      Weight(
        name: "related hit", value: ReportText.two(policy.hits.relatedSeverity),
        note: "times the severity of the list, for a party that is only related by name"),
    ]
  }

  private static func rows(
    of inputs: [StoredInput], _ rejects: [(source: String, kind: String, count: Int)]
  ) -> [InputRow] {
    var sources: [String] = []
    for input in inputs where sources.last != input.source { sources.append(input.source) }
    return sources.map { source in
      let files = inputs.filter { $0.source == source }
      func sum(_ count: (StoredInput) -> Int) -> String {
        ReportText.count(files.reduce(0) { $0 + count($1) })
      }
      return InputRow(
        source: source, read: sum(\.read), accepted: sum(\.accepted), rejected: sum(\.rejected),
        duplicates: sum(\.duplicates),
        kinds: rejects.filter { $0.source == source }
          .map { "\(ReportText.words($0.kind)) \(ReportText.count($0.count))" }
          .joined(separator: ", "))
    }
  }
}
