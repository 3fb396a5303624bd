import BatchStages
import RiskCore
import RiskExport

/// Splits differences of many vendors on several threads.
enum ChangeSplitting {
  /// Vendors to a batch.
  private static let size = 64

  /// Returns the parts of each job in the order of `jobs`; nil where the earlier dossier cannot be
  /// read.
  static func split(
    _ jobs: [ChangeJob], by attribution: ChangeAttribution, workers: Int
  ) throws -> [[ChangePart]?] {
    let batches = Batches(jobs)
    let stages = OrderedStages(window: 2 * workers + 2)
    let source = stages.source("changes") { batches.next(size) }
    let split = stages.stage("attribute", workers: workers, from: source) { batch in
      batch.map { parts(of: $0, by: attribution) }
    }
    var result: [[ChangePart]?] = []
    result.reserveCapacity(jobs.count)
    try stages.drain(split) { result += $0 }
    return result
  }

  private static func parts(
    of job: ChangeJob, by attribution: ChangeAttribution
  ) -> [ChangePart]? {
    var old: Dossier?
    if let document = job.oldDocument {
      // A damaged dossier of an old run is no reason to end a new one.
      guard let decoded = try? DossierDocument.decode(document) else { return nil }
      old = decoded
    }
    return attribution.parts(from: job.before, old, to: job.after, job.newDossier)
  }

  private final class Batches: @unchecked Sendable {
    // SAFETY: `next` is called by one thread, the source's.
    private var rest: ArraySlice<ChangeJob>

    init(_ jobs: [ChangeJob]) { rest = jobs[...] }

    func next(_ size: Int) -> ArraySlice<ChangeJob>? {
      guard !rest.isEmpty else { return nil }
      defer { rest = rest.dropFirst(size) }
      return rest.prefix(size)
    }
  }
}
