import ArgumentParser
import RiskPipeline
import RiskReport

struct Report: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the report of a stored run: one page of HTML.",
    discussion: """
      Without --run it is the pipeline's latest run. The page needs nothing beside it and no network, and \
      is a function of the database: reporting a run twice gives the same bytes.
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Option(name: .customLong("run"), help: "The number of a run in place of the latest.")
  var runID: Int64?

  @Option(
    help:
      "A file in place of the pipeline's 'output.report', or else of the folder's name and .html.",
    completion: .file(extensions: ["html"]))
  var output: String?

  @Option(help: "Vendors in the table, those with the highest scores.")
  var vendors = HTMLReport.Options().vendors

  @Option(help: "Critical and high vendors with a section, those with the highest scores.")
  var sections = HTMLReport.Options().sections

  func validate() throws {
    if output == "" { throw ValidationError("--output takes the path of a file") }
    if !(0...100_000).contains(vendors) {
      throw ValidationError("--vendors takes a number from 0 to 100000")
    }
    if !(0...10_000).contains(sections) {
      throw ValidationError("--sections takes a number from 0 to 10000")
    }
  }

  func run() throws {
    let (configuration, _) = try ConfigurationLoader.load(pipelineAt: pipeline)
    let report = try StoredRunReport(configuration: configuration, runID: runID, path: output)
    var options = HTMLReport.Options()
    options.vendors = vendors
    options.sections = sections
    try report.write(options)
    try Terminal.print("report of run \(report.runID) of '\(configuration.name)' in \(report.path)")
  }
}
