import ArgumentParser
import Foundation

/// Measures reading, scoring and writing: medians of several runs, side by side where there is a rival.
///
/// The CSV reader is measured in processes of its own, as `risk-bench --read-csv FILE`.
struct Throughput: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure reading, scoring and writing, and how much room a year of nights takes.")

  enum Part: String, ExpressibleByArgument, CaseIterable {
    case csv
    case pipeline
    case scoring
    case writing
    case history
  }

  private struct Results: Encodable {
    let pipeline: BenchResults?
    let csv: CSVResults?
    let scoring: ScoringResults?
    let writing: WritingResults?
    let history: HistoryResults?
  }

  @OptionGroup var options: BenchArguments

  @Option(help: "Measure this part only: csv, pipeline, scoring, writing or history.")
  var only: Part?

  @Option(help: .hidden)
  var readCsv: String?

  func run() throws {
    if let readCsv { return try CSVBench.readAndPrint(readCsv) }
    try RiskBench.print(
      Results(
        pipeline: only ?? .pipeline == .pipeline ? try PipelineBench(options).run() : nil,
        csv: only ?? .csv == .csv ? try CSVBench(options).run() : nil,
        scoring: only ?? .scoring == .scoring
          ? try ScoringBench(dossiers: options.dossiers, runs: options.runs).run() : nil,
        writing: only ?? .writing == .writing
          ? try WritingBench(
            vendors: options.dossiers, runs: options.runs, folder: options.folder + "-writing"
          ).run() : nil,
        history: only ?? .history == .history
          ? try HistoryBench(
            vendors: options.historyVendors, nights: options.nights,
            movesRows: options.movesRows,
            folder: options.folder + "-history"
          ).run() : nil))
  }
}

/// What is to be measured.
struct BenchArguments: ParsableArguments {
  @Option(help: "Vendors of the generated inventory, each with three accesses and one statement.")
  var vendors = 50_000

  @Option(help: "Dossiers that are scored in memory, and assessments that are written.")
  var dossiers = 1_000_000

  @Option(name: .customLong("history-vendors"), help: "Vendors whose history is kept.")
  var historyVendors = 100_000

  @Option(help: "Runs of that history.")
  var nights = 365

  @Flag(name: .customLong("moving-rows"), help: "Put a row in front of all others each night.")
  var movesRows = false

  @Option(help: "Counted runs of each measurement, after one that is not counted.")
  var runs = 3

  @Option(name: .customLong("csv-size"), help: "MB of the CSV file that readers are compared on.")
  var csvMegabytes = 200

  @Option(help: "Counted rounds of that comparison.")
  var csvRounds = 5

  @Option(
    name: .customLong("stream-size"),
    help: "MB of a CSV file through which the reader's memory is measured; 0 for none.")
  var streamMegabytes = 0

  @Option(help: "Where files are made; removed afterwards.")
  var folder = NSTemporaryDirectory() + "risk-bench-\(ProcessInfo.processInfo.processIdentifier)"

  func validate() throws {
    let limits: [(String, Int, ClosedRange<Int>)] = [
      ("--vendors", vendors, 1...5_000_000), ("--runs", runs, 1...100),
      ("--dossiers", dossiers, 1...5_000_000),
      ("--history-vendors", historyVendors, 100...1_000_000), ("--nights", nights, 1...3_650),
      ("--csv-size", csvMegabytes, 1...10_000), ("--csv-rounds", csvRounds, 1...100),
      ("--stream-size", streamMegabytes, 0...10_000),
    ]
    for (option, value, range) in limits where !range.contains(value) {
      throw ValidationError(
        "\(option) takes a number from \(range.lowerBound) to \(range.upperBound)")
    }
  }
}
