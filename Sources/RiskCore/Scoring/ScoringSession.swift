/// What one thread scores with: a scorer with the memory it works in.
///
/// Sessions of one scorer give the same results, whatever they scored before.
public final class ScoringSession {
  private let scorer: Scorer
  private var engine: ScoringEngine
  private var coder: DossierCoder
  private var coded = CodedDossier()

  init(_ scorer: Scorer) {
    self.scorer = scorer
    engine = ScoringEngine(scorer.tables, asOf: scorer.date, stability: scorer.stability)
    coder = DossierCoder(scorer.tables, asOf: scorer.date)
  }

  /// Returns the assessment of `dossier`.
  ///
  /// - Complexity: O(*n* log *n*) in the number of its accesses, statements and hits; times the
  ///   policy's draws when the score is near a threshold.
  public func score(_ dossier: Dossier) -> Assessment {
    let figures = figures(of: dossier)
    return AssessmentBuilder(
      dossier: dossier, coded: coded, tables: scorer.tables, date: scorer.date
    ).assessment(figures, engine)
  }

  /// Returns the figures of `dossier` without words, which is several times as fast.
  public func figures(of dossier: Dossier) -> ScoreFigures {
    coder.code(dossier, into: &coded)
    return engine.score(coded)
  }

  /// Returns `dossier` in numbers, to be scored by sessions of the same scorer.
  public func code(_ dossier: Dossier) -> CodedDossier {
    var coded = CodedDossier()
    coder.code(dossier, into: &coded)
    return coded
  }

  /// Returns the figures of a dossier in numbers, with the points of its findings.
  ///
  /// - Parameter attribution: Called for each finding that counts, with its position in the order of
  ///   finding ids and its points.
  public func figures(
    of coded: CodedDossier, attribution: (Int, Double) -> Void = { _, _ in }
  ) -> ScoreFigures {
    let figures = engine.score(coded)
    for (index, finding) in engine.findings.all.enumerated() where finding.isCounted {
      attribution(index, finding.points)
    }
    return figures
  }
}
