import ArgumentParser
import RiskCore
import RiskExport
import RiskPipeline

struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Score a stored run again from its dossiers, and compare every stored byte.",
    discussion: "Without RUN it is the latest. Ends with 1 when a vendor differs.")

  @Argument(help: ArgumentHelp("The number of the run. Default: the latest.", valueName: "run"))
  var runID: Int64?

  @OptionGroup var stored: StoredRunOptions

  func run() throws {
    let store = try ResultStore.existing(at: stored.database)
    let run = try store.storedRun(runID, pipeline: stored.pipeline)
    let replay = try RunReplay(run, in: store, workers: Run.processors)
    var lines: [String] = []
    if run.programVersion != ProgramVersion.current {
      lines.append(
        "run \(run.runID) was scored by version \(run.programVersion), this is "
          + ProgramVersion.current)
    }
    let count = Counting.text(replay.scored, "vendor")
    lines.append(
      replay.differing == 0
        ? "run \(run.runID): \(count) scored again, all bytes the same"
        : "run \(run.runID): \(count) scored again, "
          + "\(Counting.grouped(replay.differing)) not the same")
    if replay.withoutDossier > 0 {
      lines.append("\(Counting.text(replay.withoutDossier, "vendor")) without a stored dossier")
    }
    if replay.differing > 0 {
      lines += TextTable.lines(
        [["vendor", "name", "stored", "rating", "again", "rating"]]
          + replay.differences.map {
            [
              $0.vendorID, TextTable.shortened($0.name, to: 40),
              Hundredths.text(of: $0.stored.overall), $0.stored.rating.rawValue,
              Hundredths.text(of: $0.again.overall), $0.again.rating.rawValue,
            ]
          }, rightAligned: [2, 4])
      let hidden = replay.differing - replay.differences.count
      if hidden > 0 { lines.append("… and \(hidden) more") }
    }
    try Terminal.print(lines.joined(separator: "\n"))
    if replay.differing > 0 { throw ExitCode(1) }
  }
}

/// Which database and pipeline a command reads.
struct StoredRunOptions: ParsableArguments {
  @Option(help: "The results database.", completion: .file(extensions: ["sqlite"]))
  var database = "output/results.sqlite"

  @Option(help: "The pipeline to look at. Default: that of the latest run.")
  var pipeline: String?
}

/// Numbers of things, as sentences hold them.
enum Counting {
  /// Returns `1,234` for 1234.
  static func grouped(_ count: Int) -> String {
    var digits = String(count)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: ",")
  }

  /// Returns `1 vendor` or `2 vendors`.
  static func text(_ count: Int, _ thing: String) -> String {
    "\(grouped(count)) \(thing)\(count == 1 ? "" : "s")"
  }

  /// Returns points with their sign.
  static func points(_ value: Double) -> String {
    (Hundredths.rounded(value) < 0 ? "" : "+") + Hundredths.text(of: value)
  }

  /// Returns a table of ratings before and after.
  static func table(_ matrix: RatingMatrix) -> [String] {
    TextTable.lines(
      [["before \\ after"] + Rating.allCases.map(\.rawValue)]
        + Rating.allCases.map { before in
          [before.rawValue] + Rating.allCases.map { grouped(matrix[before, $0]) }
        }, rightAligned: [1, 2, 3, 4])
  }
}
