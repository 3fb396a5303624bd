/// Scores dossiers under one policy, as of one date.
///
/// `score` is a pure function: no clock, no file, no order dependence. Replay, what-if, change
/// attribution and spreading work over machines all rest on that.
public struct Scorer: Sendable {
  /// The date of the run; what became known later does not exist.
  public let date: CivilDate
  let tables: PolicyTables
  let stability: Stability

  /// Creates a scorer for a policy that the configuration has checked.
  public init(policy: Policy, asOf date: CivilDate) {
    self.date = date
    tables = PolicyTables(policy)
    stability = Stability(tables)
  }

  /// The policy that is applied.
  public var policy: Policy { tables.policy }

  /// Returns what one thread scores many dossiers with.
  public func makeSession() -> ScoringSession { ScoringSession(self) }

  /// Returns the figures of one dossier without words; of many a ``ScoringSession`` is quicker.
  public func figures(of dossier: Dossier) -> ScoreFigures { makeSession().figures(of: dossier) }

  /// Returns the assessment of one dossier; of many a ``ScoringSession`` is quicker.
  public func score(_ dossier: Dossier) -> Assessment { makeSession().score(dossier) }
}
