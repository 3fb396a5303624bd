import ArgumentParser
import RiskPipeline

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the CSV files of a stored run again.",
    discussion: """
      Without --run it is the pipeline's latest run. The files are a function of the database: \
      exporting a run twice gives the same bytes.
      """)

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Option(name: .customLong("run"), help: "The number of a run in place of the latest.")
  var runID: Int64?

  @Option(help: "A folder in place of the pipeline's.", completion: .directory)
  var folder: String?

  func validate() throws {
    if folder == "" { throw ValidationError("--folder takes the path of a folder") }
  }

  func run() throws {
    let (configuration, _) = try ConfigurationLoader.load(pipelineAt: pipeline)
    let export = try StoredRunExport(configuration: configuration, runID: runID, folder: folder)
    try export.write()
    try Terminal.print("run \(export.runID) of '\(configuration.name)' in \(export.folder)")
  }
}
