import ArgumentParser
import Foundation
import RiskExport
import RiskPipeline

/// Which stored run to look at.
struct StoredRunOptions: ParsableArguments {
  @Option(help: "The results database.", completion: .file(extensions: ["sqlite"]))
  var database = "output/results.sqlite"

  @Option(help: "The pipeline whose latest run to look at. Default: that of the latest run.")
  var pipeline: String?

  @Option(name: .customLong("run"), help: "The number of a run in place of the latest.")
  var runID: Int64?

  /// Opens the database for reading, and finds the run.
  ///
  /// - Throws: `RunError` when there is no such database or run, `StoreError` when it cannot be read.
  func open() throws -> (store: ResultStore, run: StoredRun) {
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
    return (store, run)
  }
}
