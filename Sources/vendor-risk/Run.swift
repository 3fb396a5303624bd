import ArgumentParser
import Foundation
import Logging
import RiskCore
import RiskPipeline

struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a pipeline and record the result.",
    discussion: "With --until the run ends after that stage and is not recorded.")

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Option(
    name: .customLong("as-of"),
    help: "Score what was known on this day, YYYY-MM-DD. Default: today in UTC.",
    transform: Run.date)
  var asOf: CivilDate?

  @Option(help: "End after this stage: ingest, normalize, score or export.")
  var until: PipelineStage = .export

  @Option(help: "Threads for each stage. Default: the number of processors.")
  var workers: Int?

  @Flag(help: "Print the summary of the run as JSON.")
  var json = false

  @Flag(help: "Print nothing but errors.")
  var quiet = false

  @Flag(help: "Print each step on standard error.")
  var verbose = false

  func validate() throws {
    if let workers, !(1...256).contains(workers) {
      throw ValidationError("--workers takes a number from 1 to 256")
    }
  }

  func run() throws {
    let (configuration, policy) = try ConfigurationLoader.load(pipelineAt: pipeline)
    var options = PipelineRun.Options()
    options.asOf = asOf
    options.until = until
    options.workers = workers ?? Run.processors
    let showsProgress = Terminal.errorIsTerminal && !quiet && !verbose
    var lastProgress = DispatchTime.now().uptimeNanoseconds
    let run = PipelineRun(
      configuration: configuration, policy: policy, options: options, log: makeLog()
    ) { progress in
      let now = DispatchTime.now().uptimeNanoseconds
      guard showsProgress, now - lastProgress > 200_000_000 else { return }
      lastProgress = now
      let total = progress.total.map { " of \($0)" } ?? ""
      Terminal.progress("\(progress.stage.rawValue): \(progress.what) \(progress.done)\(total)")
    }
    let report: RunReport
    do {
      defer { if showsProgress { Terminal.progress("") } }
      report = try run.execute()
    }
    if json {
      try Terminal.print(report.json())
    } else if !quiet {
      try Terminal.print(RunSummary(report).text)
    }
    for reason in report.tripped where !quiet { Terminal.error("attention: \(reason)") }
    if report.exitStatus != .done { throw ExitCode(report.exitStatus.rawValue) }
  }

  private func makeLog() -> Logger {
    let level: Logger.Level =
      quiet ? .error : verbose || !Terminal.errorIsTerminal ? .info : .warning
    return Logger(label: "vendor-risk") { label in
      var handler = StreamLogHandler.standardError(label: label)
      handler.logLevel = level
      return handler
    }
  }

  /// The number of processors.
  static var processors: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

  /// Reads the value of `--as-of`.
  static func date(_ text: String) throws -> CivilDate {
    guard let date = CivilDate(text) else {
      throw ValidationError("'\(text)' is no date; write YYYY-MM-DD")
    }
    return date
  }
}

extension PipelineStage: ExpressibleByArgument {}
