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
    return Self.table(
      [["source", "read", "accepted", "rejected", "duplicate"]] + rows,
      rightAligned: [1, 2, 3, 4])
  }

  private var table: [String] {
    let rows = report.top.lines.map { line in
      [
        line.rating, Hundredths.text(of: line.overall),
        "\(Hundredths.text(of: line.overallLow))-\(Hundredths.text(of: line.overallHigh))",
        Self.shortened(line.name, to: 44), Self.shortened(line.reason, to: 64),
      ]
    }
    var lines = Self.table(
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
    } else {
      lines.append("not recorded: the run ended after '\(report.until.rawValue)'")
    }
    let milliseconds = Int((report.seconds * 1000).rounded())
    lines.append("\(milliseconds) ms")
    return lines
  }

  // MARK: Columns

  private static func table(_ rows: [[String]], rightAligned: Set<Int>) -> [String] {
    let columns = rows.first?.count ?? 0
    let widths = (0..<columns).map { column in
      rows.reduce(0) { max($0, width(of: $1[column])) }
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - width(of: cell))
        return rightAligned.contains(column) ? padding + cell : cell + padding
      }
      let line = cells.joined(separator: "  ")
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }

  private static func shortened(_ text: String, to limit: Int) -> String {
    // Names are one line here, whatever they hold.
    let plain = String(text.map { $0.isNewline ? " " : $0 })
    guard width(of: plain) > limit else { return plain }
    var kept = ""
    var used = 0
    for character in plain {
      let width = Self.width(of: String(character))
      if used + width > limit - 1 { break }
      kept.append(character)
      used += width
    }
    return kept + "…"
  }

  /// Terminal cells: characters of East Asian scripts take two.
  private static func width(of text: String) -> Int {
    text.reduce(0) { total, character in
      guard let scalar = character.unicodeScalars.first else { return total }
      switch scalar.value {
      case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
        return total + 2
      default: return total + 1
      }
    }
  }
}
