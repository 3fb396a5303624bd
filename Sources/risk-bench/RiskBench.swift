import ArgumentParser
import Foundation
import RiskPipeline

/// Measures the product and prints JSON.
@main struct RiskBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "risk-bench",
    abstract: "Measures throughput, screening and accuracy; counts the words of names.",
    subcommands: [Throughput.self, Screening.self, Accuracy.self, Words.self],
    defaultSubcommand: Throughput.self)

  /// Prints a result as JSON with sorted keys.
  static func print(_ result: some Encodable) throws {
    Swift.print(try ReportJSON.text(of: result))
  }
}

/// The number of processors.
var processors: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }
