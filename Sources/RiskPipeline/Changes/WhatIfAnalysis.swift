import RiskCore
import RiskExport

/// What another policy would make of a stored run; nothing is recorded.
public struct WhatIfAnalysis: Sendable {
  /// The part of a vendor's difference that a section of the policy accounts for.
  public struct Part: Sendable {
    /// The section's key in a policy file.
    public let section: String
    /// Points of the overall score; 0 where only the rating moves.
    public let points: Double
    /// The changed values of the section that bear on the vendor, each with both values.
    public let keys: [String]
  }

  /// A vendor whose rating changes.
  public struct Line: Sendable {
    public let vendorID: String
    public let name: String
    public let before: ChangeAttribution.Score
    public let after: ChangeAttribution.Score
    /// Largest first; together they are the difference of the scores.
    public let parts: [Part]
  }

  public private(set) var run: StoredRun
  /// Names of the policies.
  public private(set) var policies: (before: String, after: String)
  /// Whether the two have the same values, whatever their names.
  public private(set) var isSamePolicy = false
  public private(set) var vendors = 0
  /// Vendors of which no dossier was kept, and nothing can be said.
  public private(set) var withoutDossier = 0
  /// Vendors whose score moves, with their rating or without.
  public private(set) var moved = 0
  /// How many vendors have one rating and would have another.
  public private(set) var matrix = RatingMatrix()
  /// The vendors whose rating changes, by the size of the difference; no more than asked for.
  public private(set) var lines: [Line] = []

  /// Scores the dossiers of a run with its own policy and with `policy`, as of its date.
  ///
  /// - Throws: `StoreError` when the run cannot be scored again.
  public init(
    of run: StoredRun, in store: ResultStore, under policy: Policy, limit: Int, workers: Int
  ) throws {
    let frame = try store.frame(of: run)
    self.run = run
    policies = (frame.policy.name, policy.name)
    let comparison = try PolicyComparison(from: frame.policy, to: policy)
    isSamePolicy = comparison.sections.isEmpty
    guard !isSamePolicy else {
      vendors = run.vendors
      return
    }
    let scoring = Scoring(before: frame.policy, comparison, asOf: frame.asOf)
    let path = store.path
    var result = self
    try StoredScoreBatches.each(
      of: store.scores(run: run.runID, readsDocuments: true), workers: workers,
      { batch in
        try batch.map { stored in try stored.dossier(in: path).map(scoring.compare) }
      },
      { outcomes in
        for outcome in outcomes { result.add(outcome, limit: limit) }
      })
    result.lines = result.largest(limit)
    self = result
  }

  private mutating func add(_ outcome: Outcome?, limit: Int) {
    vendors += 1
    guard let outcome else {
      withoutDossier += 1
      return
    }
    matrix.add(from: outcome.before.rating, to: outcome.after.rating)
    if outcome.before.overall != outcome.after.overall { moved += 1 }
    if let line = outcome.line {
      lines.append(line)
      if lines.count > 16 * max(limit, 64) { lines = largest(limit) }
    }
  }

  private func largest(_ limit: Int) -> [Line] {
    let sorted = lines.sorted { left, right in
      let sizes = [left, right].map { abs($0.after.overall - $0.before.overall) }
      return sizes[0] == sizes[1]
        ? ByteOrder.precedes(left.vendorID, right.vendorID) : sizes[0] > sizes[1]
    }
    return Array(sorted.prefix(limit))
  }

  private struct Outcome: Sendable {
    let before: ChangeAttribution.Score
    let after: ChangeAttribution.Score
    let line: Line?
  }

  /// The scorers of both policies and of those between.
  private struct Scoring: Sendable {
    private let first: Scorer
    private let steps: [(section: PolicyComparison.Section, scorer: Scorer)]

    init(before: Policy, _ comparison: PolicyComparison, asOf date: CivilDate) {
      func scorer(_ policy: Policy) -> Scorer {
        // Draws measure stability; score and rating do without.
        var policy = policy
        policy.stability.draws = 0
        return Scorer(policy: policy, asOf: date)
      }
      first = scorer(before)
      steps = comparison.sections.map { ($0, scorer($0.hybrid)) }
    }

    func compare(_ dossier: Dossier) -> Outcome {
      guard let last = steps.last else { preconditionFailure("equal policies are not compared") }
      let (before, after) = (Self.score(dossier, first), Self.score(dossier, last.scorer))
      guard before.rating != after.rating else {
        return Outcome(before: before, after: after, line: nil)
      }
      let names = BearingNames(first.score(dossier), last.scorer.score(dossier), dossier)
      var parts: [Part] = []
      var previous = before
      for step in steps {
        let next =
          step.section.name == last.section.name ? after : Self.score(dossier, step.scorer)
        if next != previous {
          parts.append(
            Part(
              section: step.section.name, points: next.overall - previous.overall,
              keys: step.section.keys.filter { names.bears($0, in: step.section.name) }
                .map(\.text)))
        }
        previous = next
      }
      let ordered = parts.enumerated().sorted { left, right in
        let sizes = (abs(left.element.points), abs(right.element.points))
        return sizes.0 == sizes.1 ? left.offset < right.offset : sizes.0 > sizes.1
      }
      return Outcome(
        before: before, after: after,
        line: Line(
          vendorID: dossier.vendor.id, name: dossier.vendor.name, before: before, after: after,
          parts: ordered.map(\.element)))
    }

    private static func score(_ dossier: Dossier, _ scorer: Scorer) -> ChangeAttribution.Score {
      let figures = scorer.figures(of: dossier)
      return ChangeAttribution.Score(overall: figures.score.value, rating: figures.rating)
    }
  }
}

/// The keys of a policy that the findings of a vendor rest on.
private struct BearingNames {
  private var factors: Set<String> = []
  private var categories: Set<String> = ["unmapped"]
  private var subjects: Set<String> = ["unknown"]
  private var lists: Set<String> = []

  init(_ before: Assessment, _ after: Assessment, _ dossier: Dossier) {
    for assessment in [before, after] {
      for finding in assessment.findings {
        factors.insert(finding.factor)
        for mitigation in finding.mitigations { factors.insert(mitigation.factor.id) }
      }
      for hit in assessment.hits { lists.insert(hit.hit.entry.severity) }
    }
    for stake in dossier.ownership { for hit in stake.hits { lists.insert(hit.entry.severity) } }
    for access in dossier.accesses {
      categories.insert(access.dataCategory)
      subjects.insert(access.dataSubject)
    }
  }

  func bears(_ key: PolicyComparison.Key, in section: String) -> Bool {
    guard let name = key.path.first else { return true }
    return switch section {
    case "factors": factors.contains(name)
    case "sensitivity": categories.contains(name)
    case "reach": subjects.contains(name)
    case "lists": lists.contains(name)
    default: true
    }
  }
}
