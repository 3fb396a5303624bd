import ArgumentParser
import RiskCore
import RiskExport
import RiskPipeline

struct Diff: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Say how two runs of a pipeline differ, and what each difference comes from.",
    discussion: "Without numbers it is the latest run and the one before it.")

  @Argument(help: "The earlier and the later run.")
  var runs: [Int64] = []

  @OptionGroup var stored: DatabaseOptions

  @Option(help: "The id or name of the one vendor to look at.")
  var vendor: String?

  @Option(help: "How many vendors to show.")
  var limit = 20

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    if ![0, 2].contains(runs.count) { throw ValidationError("diff takes no run or two") }
    if runs.count == 2, runs[0] == runs[1] {
      throw ValidationError("run \(runs[0]) is given twice; give two different runs")
    }
    if limit < 0 { throw ValidationError("--limit takes a number from 0 on") }
  }

  func run() throws {
    let store = try ResultStore.existing(at: stored.database)
    let after = try store.storedRun(runs.last, pipeline: stored.pipeline)
    guard let earlier = runs.first ?? after.previousRunID else {
      throw RunError.notFound(
        "\(stored.database): run \(after.runID) is the first of '\(after.pipeline)'\n"
          + "  there is nothing to compare with before its next run")
    }
    let before = try store.storedRun(earlier, pipeline: stored.pipeline)
    let id = try vendor.map { try self.id(ofVendor: $0, in: store, before, after) }
    let comparison = try RunComparison(
      from: before, to: after, in: store, vendor: id, limit: limit, workers: Run.processors)
    try Terminal.print(
      json ? try ReportJSON.text(of: Report(comparison)) : text(comparison).joined(separator: "\n"))
  }

  /// Looks the vendor up in the later run, and in the earlier one where it is gone.
  private func id(
    ofVendor name: String, in store: ResultStore, _ before: StoredRun, _ after: StoredRun
  ) throws -> String {
    do {
      return try store.vendor(named: name, run: after.runID).id
    } catch let error as RunError {
      guard let gone = try? store.vendor(named: name, run: before.runID) else { throw error }
      return gone.id
    }
  }

  private func text(_ comparison: RunComparison) -> [String] {
    let (before, after) = (comparison.before, comparison.after)
    let matrix = comparison.matrix
    var lines = [
      "'\(after.pipeline)': run \(before.runID) as of \(before.asOf) -> run \(after.runID) as of "
        + after.asOf,
      "\(Counting.grouped(comparison.moved)) moved, \(Counting.grouped(comparison.unmoved)) not, "
        + "\(Counting.grouped(comparison.new.count)) new, "
        + "\(Counting.grouped(comparison.vanished.count)) gone; "
        + "\(Counting.text(matrix.raised, "rating")) rose, "
        + "\(Counting.grouped(matrix.lowered)) fell",
      "",
    ]
    lines += Counting.table(matrix)
    for (word, vendors) in [("new", comparison.new), ("gone", comparison.vanished)] {
      for vendor in vendors.prefix(limit) {
        lines.append("\(word): \(vendor.id)  \(TextTable.shortened(vendor.name, to: 60))")
      }
    }
    for mover in comparison.movers {
      let difference = mover.after.overall - mover.before.overall
      lines += [
        "",
        "\(mover.vendorID)  \(TextTable.shortened(mover.name, to: 48))  "
          + "\(mover.before.rating.rawValue) \(Hundredths.text(of: mover.before.overall)) -> "
          + "\(mover.after.rating.rawValue) \(Hundredths.text(of: mover.after.overall))",
      ]
      let parts =
        mover.parts?.map { ["  " + $0.cause.rawValue, Counting.points($0.points)] }
        ?? [["  unattributed", Counting.points(difference)]]
      lines += TextTable.lines(
        parts + [["  together", Counting.points(difference)]], rightAligned: [1])
    }
    let hidden = comparison.moved - comparison.movers.count
    if hidden > 0 { lines += ["", "… and \(hidden) more"] }
    return lines
  }

  private struct Report: Encodable {
    struct Cause: Encodable {
      let cause: String
      let points: Double
    }

    struct Vendor: Encodable {
      let vendor_id, name, rating_before, rating_after: String
      let before, after: Double
      let causes: [Cause]
    }

    let pipeline: String
    let run_before, run_after: Int64
    let as_of_before, as_of_after: String
    let moved, unmoved, raised, lowered: Int
    let new, vanished: [String]
    let ratings: [String: [String: Int]]
    let movers: [Vendor]

    init(_ comparison: RunComparison) {
      pipeline = comparison.after.pipeline
      run_before = comparison.before.runID
      run_after = comparison.after.runID
      as_of_before = comparison.before.asOf
      as_of_after = comparison.after.asOf
      moved = comparison.moved
      unmoved = comparison.unmoved
      raised = comparison.matrix.raised
      lowered = comparison.matrix.lowered
      new = comparison.new.map(\.id)
      vanished = comparison.vanished.map(\.id)
      ratings = Counting.json(comparison.matrix)
      movers = comparison.movers.map { mover in
        Vendor(
          vendor_id: mover.vendorID, name: mover.name,
          rating_before: mover.before.rating.rawValue, rating_after: mover.after.rating.rawValue,
          before: mover.before.overall, after: mover.after.overall,
          causes: mover.parts?.map { Cause(cause: $0.cause.rawValue, points: $0.points) }
            ?? [
              Cause(cause: "unattributed", points: mover.after.overall - mover.before.overall)
            ])
      }
    }
  }
}
