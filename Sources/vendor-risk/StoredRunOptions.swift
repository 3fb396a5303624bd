import ArgumentParser
import RiskExport
import RiskPipeline

/// Which database and pipeline a command reads.
struct DatabaseOptions: ParsableArguments {
  @Option(help: "The results database.", completion: .file(extensions: ["sqlite"]))
  var database = "output/results.sqlite"

  @Option(help: "The pipeline to look at. Default: that of the latest run.")
  var pipeline: String?
}

/// Which stored run a command looks at.
struct StoredRunOptions: ParsableArguments {
  @OptionGroup var place: DatabaseOptions

  @Option(name: .customLong("run"), help: "The number of a run in place of the latest.")
  var runID: Int64?

  /// Opens the database for reading, and finds the run.
  ///
  /// - Throws: `RunError` when there is no such database or run, `StoreError` when it cannot be read.
  func open() throws -> (store: ResultStore, run: StoredRun) {
    let store = try ResultStore.existing(at: place.database)
    return (store, try store.storedRun(runID, pipeline: place.pipeline))
  }
}
