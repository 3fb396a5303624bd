import ArgumentParser
import RiskPipeline

struct Check: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Check a pipeline file, its policy and the headers of its inputs.",
    discussion: "Reports every problem at once, with its place. Nothing is read beyond headers.")

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Option(
    help: "A policy file in place of the pipeline's.", completion: .file(extensions: ["yaml"]))
  var policy: String?

  func run() throws {
    let (configuration, policy) = try ConfigurationLoader.load(
      pipelineAt: pipeline, policyPath: policy)
    try InputCheck.run(configuration, policy: policy)
    let tables = configuration.sources.map { "\($0.id) (\($0.table.rawValue))" }
    try Terminal.print("\(pipeline): in order")
    try Terminal.print("  pipeline '\(configuration.name)', policy '\(policy.name)'")
    try Terminal.print("  \(tables.count) sources: \(tables.joined(separator: ", "))")
  }
}
