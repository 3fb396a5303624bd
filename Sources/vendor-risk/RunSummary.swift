import RiskCore
import RiskPipeline

/// A run as the terminal shows it.
struct RunSummary {
  private let report: RunReport

  init(_ report: RunReport) { self.report = report }

  var text: String {
    var lines = [head] + sources
    if report.until >= .score { lines += [""] + table }
    lines += [""] + foot
    return lines.joined(separator: "\n")
  }

  private var head: String {
    "\(report.pipeline) as of \(report.asOf), policy '\(report.policyName)'"
  }

  private var sources: [String] {
    let rows = report.sources.map { account in
      [
        account.source.id, "\(account.read)", "\(account.accepted)", "\(account.rejected)",
        "\(account.duplicates)",
      ]
    }
    return TextTable.lines(
      [["source", "read", "accepted", "rejected", "duplicate"]] + rows,
      rightAligned: [1, 2, 3, 4])
  }

  private var table: [String] {
    let rows = report.top.lines.map { line in
      [
        line.rating, Hundredths.text(of: line.overall),
        "\(Hundredths.text(of: line.overallLow))-\(Hundredths.text(of: line.overallHigh))",
        TextTable.shortened(line.name, to: 44), TextTable.shortened(line.reason, to: 64),
      ]
    }
    var lines = TextTable.lines(
      [["rating", "score", "interval", "vendor", "main reason"]] + rows, rightAligned: [1, 2])
    let hidden = report.vendors - rows.count
    if hidden > 0 { lines.append("… and \(hidden) more") }
    return lines
  }

  private var foot: [String] {
    var lines: [String] = []
    if report.until >= .score {
      let ratings = Rating.allCases.reversed().map { "\(report.ratings[$0] ?? 0) \($0.rawValue)" }
      lines.append("\(report.vendors) vendors: \(ratings.joined(separator: ", "))")
    } else {
      lines.append("\(report.vendors) vendors")
    }
    if let line = decisions { lines.append(line) }
    if let line = issues { lines.append(line) }
    if let outcome = report.outcome, outcome.previousRunID != nil {
      lines.append(
        "since the run before: \(outcome.rescored) rescored, \(outcome.new) new, "
          + "\(outcome.vanished) vanished, \(outcome.unchanged) unchanged")
    }
    if let runID = report.runID, let database = report.databasePath,
      let exports = report.exportsPath
    {
      lines.append("run \(runID) in \(database)")
      lines.append("files in \(exports): canonical/, spreadsheet/, datapackage.json")
      if let page = report.reportPath { lines.append("report in \(page)") }
    } else {
      lines.append("not recorded: the run ended after '\(report.until.rawValue)'")
    }
    let milliseconds = Int((report.seconds * 1000).rounded())
    lines.append("\(milliseconds) ms")
    return lines
  }

  /// What became of decisions; nil when there are none.
  private var decisions: String? {
    guard let counts = report.decisions, !counts.isEmpty else { return nil }
    // The four that a reader looks for stand always, the others when there are any.
    let words: [(outcome: DecisionOutcome, word: String, isShown: Bool)] = [
      (.applied, "applied", true), (.reopened, "reopened", true), (.expired, "expired", true),
      (.withoutCounterpart, "without a counterpart", true), (.superseded, "superseded", false),
      (.later, "later than the as-of date", false),
    ]
    let parts = words.filter { $0.isShown || counts[$0.outcome] != nil }
      .map { "\(counts[$0.outcome] ?? 0) \($0.word)" }
    return "decisions: \(parts.joined(separator: ", "))"
  }

  /// What is wrong with the inventory; nil when nothing is.
  private var issues: String? {
    guard let counts = report.issues, !counts.isEmpty else { return nil }
    let parts = InventoryIssue.Kind.allCases.compactMap { kind in
      counts[kind].map { count in
        switch kind {
        case .placeholderName: "\(count) placeholder \(count == 1 ? "name" : "names")"
        case .ownCompany: "\(count) \(count == 1 ? "row" : "rows") of the own company"
        case .duplicateVendor: "\(count) likely \(count == 1 ? "duplicate" : "duplicates")"
        case .unknownParent: "\(count) unknown \(count == 1 ? "parent" : "parents")"
        case .ownersCutOff: "\(count) \(count == 1 ? "vendor" : "vendors") with too many owners"
        }
      }
    }
    return "inventory issues: \(parts.joined(separator: ", "))"
  }
}
