import RiskCore

/// The score of a vendor in a run, with where its dossier is.
public struct StoredScore: Sendable {
  public var vendorID: String
  public var name: String
  public var score: ChangeAttribution.Score
  /// SHA-256 over everything stored about the vendor, in 32 bytes.
  public var digest: [UInt8]
  /// Whether the digest is one of schema version 5 or earlier, which covered lines.
  public var coversLines: Bool
  /// nil when no dossier was kept.
  public var dossierID: Int64?
  /// The dossier as ``DossierDocument`` encodes it; nil when none was kept or asked for.
  public var document: [UInt8]?
}

/// The scores of a run in the byte order of vendor ids, some at a time.
///
/// Used by one thread at a time, and by none while another uses its store.
public final class StoredScores: @unchecked Sendable {
  // SAFETY: see above; callers hand it from thread to thread and do not share it.
  private let rows: SQLiteStatement
  private let documents: SQLiteStatement
  private let readsDocuments: Bool
  private var isAtEnd = false

  init(_ connection: SQLiteConnection, runID: Int64, readsDocuments: Bool) throws {
    rows = try connection.prepare(
      """
      SELECT a.vendor_id, a.name, a.overall, a.rating, a.digest, a.dossier_id,
        a.lines_digest IS NULL
      \(Views.assessmentsOfRun)
      WHERE r.run_id = ?1 ORDER BY a.vendor_id
      """)
    rows.bind(runID, at: 1)
    documents = try connection.prepare("SELECT document FROM dossiers WHERE dossier_id = ?1")
    self.readsDocuments = readsDocuments
  }

  /// Returns the next scores, at most `limit`; empty at the end.
  public func next(_ limit: Int) throws -> [StoredScore] {
    var scores: [StoredScore] = []
    while scores.count < limit, !isAtEnd {
      guard try rows.step() else {
        isAtEnd = true
        break
      }
      var score = StoredScore(
        vendorID: rows.text(0), name: rows.text(1),
        score: ChangeAttribution.Score(
          overall: rows.real(2), rating: Rating(rawValue: rows.text(3)) ?? .low),
        digest: rows.withBlob(4) { Array($0) }, coversLines: rows.integer(6) == 1,
        dossierID: rows.isNull(5) ? nil : rows.integer(5))
      if readsDocuments, let id = score.dossierID { score.document = try document(id) }
      scores.append(score)
    }
    return scores
  }

  /// Returns the dossier of a number, as ``DossierDocument`` encodes it.
  public func document(_ dossierID: Int64) throws -> [UInt8]? {
    documents.bind(dossierID, at: 1)
    defer { documents.reset() }
    return try documents.step() ? documents.withText(0) { Array($0) } : nil
  }
}

extension ResultStore {
  /// Returns the scores of a run, to be read some at a time.
  public func scores(run runID: Int64, readsDocuments: Bool) throws -> StoredScores {
    try StoredScores(connection, runID: runID, readsDocuments: readsDocuments)
  }
}
