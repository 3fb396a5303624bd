import BatchStages
import Foundation
import RiskCore
import RiskExport

extension ResultStore {
  /// Opens an existing database for reading.
  ///
  /// - Throws: ``RunError/noResults(path:)`` when there is none; `StoreError`.
  public static func existing(at path: String) throws -> ResultStore {
    guard FileManager.default.fileExists(atPath: path) else {
      throw RunError.noResults(path: path)
    }
    return try ResultStore(path: path, readOnly: true)
  }

  /// Returns a run by its number, or else the latest of a pipeline, or of all.
  ///
  /// - Throws: ``RunError/notFound(_:)`` when there is no such run.
  public func storedRun(_ runID: Int64?, pipeline: String?) throws -> StoredRun {
    if let id = try runID ?? latestRunID(pipeline: pipeline), let run = try run(id),
      pipeline == nil || run.pipeline == pipeline
    {
      return run
    }
    let what = (runID.map { "run \($0)" } ?? "run") + (pipeline.map { " of '\($0)'" } ?? "")
    throw RunError.notFound(
      "\(path): there is no \(what)\n"
        + "  run the pipeline first, or see 'v_runs' for the runs there are")
  }

  /// Returns what is one for all vendors of a stored run.
  ///
  /// - Throws: `StoreError` when its policy or date cannot be read.
  public func frame(of run: StoredRun) throws -> ChangeAttribution.Frame {
    guard let date = CivilDate(run.asOf),
      let json = try policyDocument(sha256: run.policySHA256),
      let policy = try? Policy(storedJSON: json)
    else {
      throw StoreError(
        .corrupt, path: path, what: "the policy of run \(run.runID) cannot be read",
        remedy: "use version \(run.programVersion) of the program, which wrote it, or a later one",
        isReading: true)
    }
    return ChangeAttribution.Frame(
      policy: policy, policySHA256: run.policySHA256, asOf: date,
      programVersion: run.programVersion)
  }
}

extension StoredScore {
  /// Returns the dossier that was scored; nil when none was kept.
  ///
  /// - Throws: `StoreError` when it is damaged.
  func dossier(in path: String) throws -> Dossier? {
    guard let document else { return nil }
    do {
      return try DossierDocument.decode(document)
    } catch {
      throw StoreError(
        .corrupt, path: path,
        what: "dossier \(dossierID.map { "\($0)" } ?? "?") cannot be read: \(error)",
        remedy: "use the program that wrote it, or leave that run alone", isReading: true)
    }
  }
}

/// Work on the scores of a run, a batch at a time on several threads, in the order of vendors.
enum StoredScoreBatches {
  /// Vendors to a batch.
  private static let size = 256

  /// Hands each batch to `transform` on a worker and its result to `body` on the calling thread.
  static func each<Result: Sendable>(
    of scores: StoredScores, workers: Int,
    _ transform: @escaping @Sendable ([StoredScore]) throws -> Result,
    _ body: (Result) throws -> Void
  ) throws {
    let stages = OrderedStages(window: 2 * workers + 2)
    let source = stages.source("stored scores") {
      let batch = try scores.next(size)
      return batch.isEmpty ? nil : batch
    }
    let results = stages.stage("score again", workers: workers, from: source, transform)
    try stages.drain(results, body)
  }
}
