import ArgumentParser
import Foundation
import RiskCore
import RiskExport
import RiskPipeline

struct WhatIf: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "what-if",
    abstract: "Say what another policy would make of the latest run; nothing is recorded.")

  @Argument(help: "The pipeline file.", completion: .file(extensions: ["yaml", "yml"]))
  var pipeline: String

  @Option(help: "The policy file to try.", completion: .file(extensions: ["yaml", "yml"]))
  var policy: String

  @Option(name: .customLong("run"), help: "The number of a run in place of the latest.")
  var runID: Int64?

  @Option(help: "How many vendors to show.")
  var limit = 20

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    if limit < 0 { throw ValidationError("--limit takes a number from 0 on") }
  }

  func run() throws {
    let (configuration, policy) = try ConfigurationLoader.load(
      pipelineAt: pipeline, policyPath: policy)
    let store = try ResultStore.existing(at: configuration.databasePath)
    let run = try store.storedRun(runID, pipeline: configuration.name)
    let analysis = try WhatIfAnalysis(
      of: run, in: store, under: policy, limit: limit, workers: Run.processors)
    try Terminal.print(
      json ? try ReportJSON.text(of: Report(analysis)) : text(analysis).joined(separator: "\n"))
  }

  private func text(_ analysis: WhatIfAnalysis) -> [String] {
    let run = analysis.run
    let head =
      "run \(run.runID) of '\(run.pipeline)' as of \(run.asOf), policy "
      + "'\(analysis.policies.before)' -> '\(analysis.policies.after)'"
    let vendors = Counting.text(analysis.vendors, "vendor")
    guard !analysis.isSamePolicy else {
      return [head, "the policies have the same values: nothing changes for \(vendors)"]
    }
    let matrix = analysis.matrix
    var lines = [
      head,
      "\(vendors): \(Counting.grouped(matrix.kept)) keep their rating, "
        + "\(Counting.grouped(matrix.raised)) rise, \(Counting.grouped(matrix.lowered)) fall; "
        + "\(Counting.text(analysis.moved, "score")) \(analysis.moved == 1 ? "moves" : "move")",
    ]
    if analysis.withoutDossier > 0 {
      lines.append(
        "\(Counting.text(analysis.withoutDossier, "vendor")) without a stored dossier left out")
    }
    lines += [""] + Counting.table(matrix)
    for line in analysis.lines {
      lines += [
        "",
        "\(line.vendorID)  \(TextTable.shortened(line.name, to: 48))  "
          + "\(line.before.rating.rawValue) \(Hundredths.text(of: line.before.overall)) -> "
          + "\(line.after.rating.rawValue) \(Hundredths.text(of: line.after.overall))",
      ]
      lines += TextTable.lines(
        line.parts.map {
          [
            "  " + $0.section, Counting.points($0.points),
            TextTable.shortened($0.keys.joined(separator: "; "), to: 96),
          ]
        }, rightAligned: [1])
    }
    let hidden = matrix.raised + matrix.lowered - analysis.lines.count
    if hidden > 0 { lines += ["", "… and \(hidden) more"] }
    return lines
  }

  private struct Report: Encodable {
    struct Vendor: Encodable {
      let vendor_id, name, rating_before, rating_after: String
      let before, after: Double
      let parts: [Part]
    }

    struct Part: Encodable {
      let section: String
      let points: Double
      let keys: [String]
    }

    let run_id: Int64
    let pipeline, as_of, policy_before, policy_after: String
    let same_policy: Bool
    let vendors, without_dossier, kept, raised, lowered, moved: Int
    let ratings: [String: [String: Int]]
    let changed: [Vendor]

    init(_ analysis: WhatIfAnalysis) {
      run_id = analysis.run.runID
      pipeline = analysis.run.pipeline
      as_of = analysis.run.asOf
      (policy_before, policy_after) = analysis.policies
      same_policy = analysis.isSamePolicy
      vendors = analysis.vendors
      without_dossier = analysis.withoutDossier
      let matrix = analysis.matrix
      kept = analysis.isSamePolicy ? analysis.vendors : matrix.kept
      raised = matrix.raised
      lowered = matrix.lowered
      moved = analysis.moved
      ratings = Counting.json(matrix)
      changed = analysis.lines.map { line in
        Vendor(
          vendor_id: line.vendorID, name: line.name, rating_before: line.before.rating.rawValue,
          rating_after: line.after.rating.rawValue, before: line.before.overall,
          after: line.after.overall,
          parts: line.parts.map {
            Part(section: $0.section, points: $0.points, keys: $0.keys)
          })
      }
    }
  }
}
