import ArgumentParser
import RiskPipeline

/// Judges the comparer by labelled pairs.
struct Accuracy: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare labelled pairs of names, and print how many are judged rightly.",
    discussion: """
      Each file is CSV with a header: two names, then true or false, and if there is one a column \
      'kind'.
      """)

  @Argument(help: "Files of labelled pairs.")
  var files: [String]

  @Flag(help: "Print a line for each mistake instead of JSON.")
  var mistakes = false

  func run() throws {
    var reports: [String: AccuracyReport] = [:]
    for file in files { reports[file] = AccuracyReport(try LabelledPairs(path: file)) }
    guard mistakes else { return try RiskBench.print(reports) }
    for (file, report) in reports.sorted(by: { $0.key < $1.key }) {
      let matrix = report.matrix
      print(
        "\(file): F1 \(matrix.f1), precision \(matrix.precision), recall \(matrix.recall), \(matrix)"
      )
      for mistake in report.mistakes {
        print(
          "  \(mistake.isMatch ? "missed" : "false alarm") \(mistake.similarity) \(mistake.verdict): "
            + "'\(mistake.query)' / '\(mistake.candidate)'")
      }
    }
  }
}
