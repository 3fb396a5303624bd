import ArgumentParser
import RiskCore
import RiskExport
import RiskPipeline

struct Replay: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Score a stored run again from its dossiers, and compare what is stored.",
    discussion: """
      Every byte about each vendor is compared, but the lines of inputs, which dossiers do not \
      have. Without RUN it is the latest. Ends with 1 when a vendor differs.
      """)

  @Argument(help: ArgumentHelp("The number of the run. Default: the latest.", valueName: "run"))
  var runID: Int64?

  @OptionGroup var stored: DatabaseOptions

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
      lines.append(
        "where the scores are the same, stored evidence, contradictions or explanations differ")
      let hidden = replay.differing - replay.differences.count
      if hidden > 0 { lines.append("… and \(hidden) more") }
    }
    try Terminal.print(lines.joined(separator: "\n"))
    if replay.differing > 0 { throw ExitCode(1) }
  }
}
