import RiskCore
import RiskExport

/// A stored run scored again from its dossiers, held against what is stored.
public struct RunReplay: Sendable {
  /// A vendor of which not every stored byte came out the same.
  public struct Difference: Sendable {
    public let vendorID: String
    public let name: String
    public let stored: ChangeAttribution.Score
    public let again: ChangeAttribution.Score
  }

  /// The number of differences that are kept.
  public static let limit = 20

  public private(set) var run: StoredRun
  /// Vendors scored again.
  public private(set) var scored = 0
  /// Vendors of which no dossier was kept.
  public private(set) var withoutDossier = 0
  /// Vendors that differ.
  public private(set) var differing = 0
  /// The first of them, by id.
  public private(set) var differences: [Difference] = []

  /// Scores a run again under its stored policy, as of its date.
  ///
  /// - Throws: `StoreError` when a policy or a dossier cannot be read.
  public init(_ run: StoredRun, in store: ResultStore, workers: Int) throws {
    self.run = run
    let frame = try store.frame(of: run)
    let scorer = Scorer(policy: frame.policy, asOf: frame.asOf)
    let path = store.path
    var replay = self
    try StoredScoreBatches.each(
      of: store.scores(run: run.runID, readsDocuments: true), workers: workers,
      { batch in
        let session = scorer.makeSession()
        return try batch.map { try Self.compare($0, session, path) }
      },
      { outcomes in
        for outcome in outcomes { replay.add(outcome) }
      })
    self = replay
  }

  private enum Outcome: Sendable {
    case same
    case none
    case different(Difference)
  }

  private mutating func add(_ outcome: Outcome) {
    switch outcome {
    case .none: withoutDossier += 1
    case .same: scored += 1
    case .different(let difference):
      scored += 1
      differing += 1
      if differences.count < Self.limit { differences.append(difference) }
    }
  }

  private static func compare(
    _ stored: StoredScore, _ session: ScoringSession, _ path: String
  ) throws -> Outcome {
    guard let dossier = try stored.dossier(in: path) else { return .none }
    let rows = AssessmentRows(
      session.score(dossier), vendor: dossier.vendor, dossierDocument: stored.document)
    let digest = stored.coversLines ? rows.digestOfVersion5 : rows.digest
    if digest == stored.digest { return .same }
    return .different(
      Difference(
        vendorID: stored.vendorID, name: stored.name, stored: stored.score,
        again: ChangeAttribution.Score(overall: rows.overall, rating: rows.rating)))
  }
}
