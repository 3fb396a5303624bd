@testable import RiskCore

/// What of a dossier is known on a date: nothing that was published, listed or decided later exists.
struct KnownFacts: Sendable {
  /// By access id.
  let accesses: [Access]
  let statements: [Statement]
  let hits: [Hit]

  init(_ dossier: Dossier, asOf date: CivilDate) {
    accesses = dossier.accesses
      .filter {
        Self.knownFrom(source: $0.source, validFrom: $0.validFrom).map { $0 <= date } ?? true
      }
      .sorted { ByteOrder.precedes($0.id, $1.id) }
    statements = dossier.statements.filter { statement in
      max(statement.statedOn, statement.source.publishedOn ?? statement.statedOn) <= date
    }
    hits = dossier.hits(knownOn: date)
  }

  /// Accesses and stakes are known from the day their source appeared; without one from their
  /// beginning, and without that always (nil).
  private static func knownFrom(source: Source?, validFrom: CivilDate?) -> CivilDate? {
    source?.publishedOn ?? validFrom
  }
}
