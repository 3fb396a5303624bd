import ArgumentParser
import Foundation
import RiskCore
import RiskExport
import RiskPipeline

struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say why a vendor scores what it scores, with the evidence on both sides.",
    discussion: """
      Answers three questions from the stored run: why this score, which findings would have to be \
      resolved to bring the rating down, and what is worth finding out next.
      """)

  @Argument(help: "The vendor's id, its name, or a part of either.")
  var vendor: String

  @OptionGroup var stored: StoredRunOptions

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: "Show the nearest entries that are no hits, and what is lacking; takes --lists.")
  var whyNot = false

  @Option(
    help: "The pipeline file whose lists and vendors --why-not looks at.",
    completion: .file(extensions: ["yaml"]))
  var lists: String?

  func validate() throws {
    if whyNot && json { throw ValidationError("--json has no form for --why-not") }
    if whyNot && lists == nil {
      throw ValidationError(
        "--why-not takes --lists PIPELINE: the database holds hits, and not the lists")
    }
  }

  func run() throws {
    let (store, run) = try stored.open()
    let id = run.runID
    let first = try store.vendor(named: vendor, run: id)
    guard let assessment = try store.assessment(ofVendor: first.id, run: id) else {
      throw RunError.notFound("run \(id) holds no assessment of '\(first.id)'")
    }
    let policy = try store.policyDocument(sha256: run.policySHA256)
      .flatMap { try? Policy(storedJSON: $0) }
    let explanation = VendorExplanation(assessment, in: run, policy: policy)
    if json {
      try Terminal.print(explanation.json)
      return
    }
    try Terminal.print(explanation.text)
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
