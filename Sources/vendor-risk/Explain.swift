import ArgumentParser
import Foundation
import RiskCore
import RiskExport
import RiskPipeline

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say why a vendor scores what it scores, with the evidence on both sides.")

  @Argument(help: "The vendor's id, its name, or a part of either.")
  var vendor: String

  @Option(help: "The results database.", completion: .file(extensions: ["sqlite"]))
  var database = "output/results.sqlite"

  @Option(help: "The pipeline whose latest run to explain. Default: that of the latest run.")
  var pipeline: String?

  @Option(name: .customLong("run"), help: "The number of a run in place of the latest.")
  var runID: Int64?

  @Flag(help: "Show the nearest entries that are no hits, and what is lacking; takes --lists.")
  var whyNot = false

  @Option(
    help: "The pipeline file whose lists and vendors --why-not looks at.",
    completion: .file(extensions: ["yaml"]))
  var lists: String?

  func validate() throws {
    if whyNot && lists == nil {
      throw ValidationError(
        "--why-not takes --lists PIPELINE: the database holds hits, and not the lists")
    }
  }

  func run() throws {
    guard FileManager.default.fileExists(atPath: database) else {
      throw RunError.noResults(path: database)
    }
    let store = try ResultStore(path: database, readOnly: true)
    guard let id = try runID ?? store.latestRunID(pipeline: pipeline),
      let run = try store.run(id)
    else {
      throw RunError.notFound(
        "\(database): there is no such run; 'v_runs' shows which there are")
    }
    let first = try store.vendor(named: vendor, run: id)
    guard let assessment = try store.assessment(ofVendor: first.id, run: id) else {
      throw RunError.notFound("run \(id) holds no assessment of '\(first.id)'")
    }
    try Terminal.print(VendorExplanation(assessment, in: run).text)
    if whyNot, let lists { try printNearest(to: first.id, asOf: run.asOf, listsOf: lists) }
  }

  private func printNearest(to id: String, asOf date: String, listsOf pipeline: String) throws {
    let (configuration, policy) = try ConfigurationLoader.load(pipelineAt: pipeline)
    let screening = try ListScreening(
      configuration: configuration, policy: policy, asOf: CivilDate(date),
      workers: Run.processors, readsVendors: true)
    guard let vendor = screening.vendor(withID: id) else {
      throw RunError.notFound("the inventory of \(pipeline) holds no vendor '\(id)'")
    }
    try Terminal.print(
      (["", "WHY NOT"] + screening.nearestText(to: vendor)).joined(separator: "\n"))
  }
}
