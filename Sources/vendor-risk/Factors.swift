import ArgumentParser
import RiskCore
import RiskPipeline

struct Factors: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the factors that a statement or a policy may name, or show one whole.",
    discussion: "With --pipeline, the weights of the pipeline's policy stand beside them.")

  @Argument(help: "The identifier of a factor. Default: all of them in a table.")
  var name: String?

  @Option(
    help: "A pipeline file whose policy gives the weights.",
    completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String?

  @Flag(help: "Print the reference page.")
  var markdown = false

  func validate() throws {
    if markdown && name != nil {
      throw ValidationError("--markdown prints all factors; leave out '\(name ?? "")'")
    }
  }

  func run() throws {
    let reference = FactorReference(
      policy: try pipeline.map { try ConfigurationLoader.load(pipelineAt: $0).1 })
    if markdown {
      try Terminal.print(String(reference.markdown().dropLast()))
    } else if let name {
      guard let factor = FactorCatalogue.factor(named: name) else {
        let nearest = FactorCatalogue.nearest(to: name).map { "; did you mean '\($0)'?" }
        throw RunError.notFound(
          "'\(name)' is no factor of the catalogue\(nearest ?? "")\n"
            + "  'vendor-risk factors' lists them all")
      }
      try Terminal.print(reference.text(of: factor))
    } else {
      try Terminal.print(table(reference).joined(separator: "\n"))
    }
  }

  private func table(_ reference: FactorReference) -> [String] {
    let hasWeights = pipeline != nil
    let header = ["factor", "axis", "polarity"] + (hasWeights ? ["weight"] : []) + ["the claim"]
    let rows = reference.lines().map { line in
      [line.id, line.axis, line.polarity] + (hasWeights ? [line.weight] : [])
        + [TextTable.shortened(line.claim, to: 88)]
    }
    return TextTable.lines([header] + rows, rightAligned: [])
  }
}
