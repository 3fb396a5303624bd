/// Splits the difference between two assessments of a vendor by what caused it.
///
/// One part after the other is exchanged for that of the later side, in the order of
/// ``ChangeCause``, and the hybrid is scored again; what the score moves by is the part's. The order
/// is fixed and part of the meaning: two parts that only matter together (a new access, and a
/// statement about it) are credited to the later one of the two in the order. A statement about an
/// access that the hybrid lacks counts nothing.
///
/// Made once for two runs, and used for all their vendors from any thread.
public struct ChangeAttribution: Sendable {
  /// What is one for all vendors of a run.
  public struct Frame: Sendable {
    public var policy: Policy
    /// Equal hashes are equal policies.
    public var policySHA256: String
    public var asOf: CivilDate
    /// Two programs of one version are taken to score alike where nothing is scored again.
    public var programVersion: String

    /// Creates a frame.
    public init(policy: Policy, policySHA256: String, asOf: CivilDate, programVersion: String) {
      self.policy = policy
      self.policySHA256 = policySHA256
      self.asOf = asOf
      self.programVersion = programVersion
    }
  }

  /// A score as a run stored it.
  public struct Score: Sendable, Equatable {
    /// 0 to 100.
    public var overall: Double
    /// The rating after floors.
    public var rating: Rating

    /// Creates a score.
    public init(overall: Double, rating: Rating) {
      self.overall = overall
      self.rating = rating
    }
  }

  private let old: Scorer
  private let oldAtNewDate: Scorer
  private let new: Scorer
  /// The causes outside dossiers that differ.
  private let outer: [ChangeCause]

  /// Makes ready to compare vendors of an earlier run and a later one.
  public init(from before: Frame, to after: Frame) {
    func scorer(_ policy: Policy, _ date: CivilDate) -> Scorer {
      // Draws measure stability; score and rating do without.
      var policy = policy
      policy.stability.draws = 0
      return Scorer(policy: policy, asOf: date)
    }
    old = scorer(before.policy, before.asOf)
    oldAtNewDate = scorer(before.policy, after.asOf)
    new = scorer(after.policy, after.asOf)
    var outer: [ChangeCause] = []
    if before.asOf != after.asOf { outer.append(.asOfDate) }
    if before.policySHA256 != after.policySHA256 { outer.append(.policy) }
    if before.programVersion != after.programVersion { outer.append(.programVersion) }
    self.outer = outer
  }

  /// Returns the parts of a difference, in the order of causes; together they are
  /// `after.overall - before.overall`.
  ///
  /// A cause has a part when its points are not 0 or the rating moves by it. Where only one thing
  /// differs, nothing is scored and it has all.
  ///
  /// - Parameters:
  ///   - oldDossier: What was scored before; nil says that it is the same as `newDossier`.
  ///   - newDossier: What was scored later.
  public func parts(
    from before: Score, _ oldDossier: Dossier?, to after: Score, _ newDossier: Dossier
  ) -> [ChangePart] {
    guard before != after else { return [] }
    if oldDossier == nil, outer.count <= 1 {
      return [
        ChangePart(
          cause: outer.first ?? .programVersion, points: after.overall - before.overall)
      ]
    }
    let first = oldDossier ?? newDossier
    let start = Self.score(first, old)
    var chain = Chain(last: start)
    if outer.contains(.asOfDate) { chain.step(.asOfDate, to: Self.score(first, oldAtNewDate)) }
    if let oldDossier {
      for (cause, hybrid) in DossierExchange(from: oldDossier, to: newDossier).steps() {
        chain.step(cause, to: Self.score(hybrid, oldAtNewDate))
      }
    }
    // Whatever this program does not reproduce of both stored scores is not of the inputs.
    if outer.contains(.policy) { chain.step(.policy, to: Self.score(newDossier, new)) }
    let rest = (start.overall - before.overall) + (after.overall - chain.last.overall)
    if rest != 0 || start.rating != before.rating || chain.last.rating != after.rating {
      chain.parts.append(ChangePart(cause: .programVersion, points: rest))
    }
    return chain.parts
  }

  private static func score(_ dossier: Dossier, _ scorer: Scorer) -> Score {
    let figures = scorer.figures(of: dossier)
    return Score(overall: figures.score.value, rating: figures.rating)
  }

  /// Scores one after the other, and what each step moved.
  private struct Chain {
    var last: Score
    var parts: [ChangePart] = []

    mutating func step(_ cause: ChangeCause, to next: Score) {
      if next != last {
        parts.append(ChangePart(cause: cause, points: next.overall - last.overall))
      }
      last = next
    }
  }
}
