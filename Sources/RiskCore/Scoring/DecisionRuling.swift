/// What becomes of a decision in a run.
public enum DecisionOutcome: String, CaseIterable, Sendable {
  /// It confirms or dismisses a hit.
  case applied
  /// Vendor or entry changed since, or another decision of its day contradicts it.
  case reopened
  /// Its last day is before the as-of date.
  case expired
  /// A later decision on the hit speaks, or another one of its day.
  case superseded
  /// No hit of the run carries it.
  case withoutCounterpart = "without-counterpart"
  /// It is decided after the as-of date.
  case later
}

/// What the decisions on one hit amount to on a date.
///
/// The latest day speaks; verdicts of that day that contradict each other decide nothing. Where several
/// of that day agree, one that still fits comes before one that does not. A decision stops applying
/// when it has expired, or when its anchor shows that vendor or entry changed since; the hit then
/// reopens. An older decision does not come back.
public struct DecisionRuling: Sendable {
  /// What becomes of the hit.
  public let status: AssessedHit.Status
  /// Why a decision stopped applying, as a sentence; empty when none did.
  public let reason: String
  /// What becomes of each decision, in the order in which they were given, and why, as a phrase.
  public let outcomes: [(outcome: DecisionOutcome, reason: String)]

  /// Judges decisions, in any order, on a hit whose compared fields have the hash `anchor`.
  public init(of decisions: [Decision], anchor: String, asOf date: CivilDate) {
    guard let day = decisions.lazy.map(\.decidedOn).filter({ $0 <= date }).max() else {
      status = .open
      reason = ""
      outcomes = decisions.map { _ in (.later, Self.notYet) }
      return
    }
    let ofDay = decisions.indices.filter { decisions[$0].decidedOn == day }
    let isContradiction = ofDay.contains { decisions[$0].verdict != decisions[ofDay[0]].verdict }
    let lapses = ofDay.map { Self.lapse(of: decisions[$0], anchor: anchor, asOf: date) }
    let speaker = lapses.lastIndex { $0 == nil } ?? ofDay.endIndex - 1

    let spoken: (outcome: DecisionOutcome, reason: String)
    if isContradiction {
      spoken = (.reopened, "the decisions of \(day) contradict each other")
      reason = "The decisions of \(day) contradict each other."
      status = .reopened
    } else if let lapse = lapses[speaker] {
      spoken = (lapse.outcome, lapse.reason)
      reason = lapse.sentence
      status = .reopened
    } else {
      let isSame = decisions[ofDay[speaker]].verdict == .same
      spoken = (.applied, isSame ? "confirmed" : "dismissed")
      reason = ""
      status = isSame ? .confirmed : .dismissed
    }
    outcomes = decisions.indices.map { index in
      let decision = decisions[index]
      if decision.decidedOn > date { return (.later, Self.notYet) }
      if decision.decidedOn < day { return (.superseded, "the decision of \(day) speaks") }
      return isContradiction || index == ofDay[speaker]
        ? spoken : (.superseded, "another decision of \(day) speaks")
    }
  }

  private static let notYet = "decided after the as-of date"

  /// Why a decision does not apply although it speaks; nil when it does.
  private static func lapse(
    of decision: Decision, anchor: String, asOf date: CivilDate
  ) -> Lapse? {
    if let expires = decision.expiresOn, expires < date {
      return Lapse(
        outcome: .expired, reason: "expired on \(expires)",
        sentence: "The decision of \(decision.decidedOn) expired on \(expires).")
    }
    guard !decision.anchor.isEmpty, decision.anchor != anchor else { return nil }
    return Lapse(
      outcome: .reopened, reason: "the vendor or the entry changed",
      sentence: "The decision of \(decision.decidedOn) no longer applies: the vendor or the entry "
        + "changed.")
  }

  private struct Lapse {
    let outcome: DecisionOutcome
    let reason, sentence: String
  }
}

/// A decision of the inputs, and what became of it in a run.
public struct JudgedDecision: Sendable {
  public var decision: Decision
  public var outcome: DecisionOutcome
  /// Why, for each hit that it is on; never empty.
  public var detail: String

  /// Creates a judged decision.
  public init(decision: Decision, outcome: DecisionOutcome, detail: String) {
    self.decision = decision
    self.outcome = outcome
    self.detail = detail
  }

  /// Judges the decisions on one vendor, in their order.
  ///
  /// A decision on several hits, because their entries share a key, counts once, under what weighs
  /// most: applied, reopened, expired, superseded.
  ///
  /// - Parameters:
  ///   - decisions: All that the inputs hold on the vendor.
  ///   - dossier: The vendor's dossier; nil when the inventory does not hold the vendor.
  ///   - isListed: Whether a list holds an entry under a key, which may be `list/key`.
  public static func judged(
    _ decisions: [Decision], on dossier: Dossier?, asOf date: CivilDate,
    isListed: (String) -> Bool
  ) -> [JudgedDecision] {
    guard !decisions.isEmpty else { return [] }
    var found = [[(hit: String, outcome: DecisionOutcome, reason: String)]](
      repeating: [], count: decisions.count)
    // A row of an input is known by its place.
    let rows = Dictionary(
      decisions.enumerated().map { ($1.origin, $0) }, uniquingKeysWith: { first, _ in first })
    for hit in dossier?.hits(knownOn: date) ?? [] {
      let ruling = DecisionRuling(of: hit.decisions, anchor: hit.anchor, asOf: date)
      for (decision, ruled) in zip(hit.decisions, ruling.outcomes) {
        if let row = rows[decision.origin] {
          found[row].append(
            (hit.entry.reference, ruled.outcome, ruled.reason))
        }
      }
    }
    return zip(decisions, found).map { decision, found in
      if decision.decidedOn > date {
        return JudgedDecision(
          decision: decision, outcome: .later, detail: "decided after the as-of date")
      }
      guard let outcome = Self.byWeight.first(where: { found.map(\.outcome).contains($0) }) else {
        return JudgedDecision(
          decision: decision, outcome: .withoutCounterpart,
          detail: Self.absence(of: decision, from: dossier, isListed: isListed))
      }
      return JudgedDecision(
        decision: decision, outcome: outcome,
        detail: found.map { "\($0.hit): \($0.reason)" }.joined(separator: "; "))
    }
  }

  /// How many decisions have each outcome that occurs.
  public static func counts(_ decisions: [JudgedDecision]) -> [DecisionOutcome: Int] {
    decisions.reduce(into: [:]) { $0[$1.outcome, default: 0] += 1 }
  }

  private static let byWeight: [DecisionOutcome] = [.applied, .reopened, .expired, .superseded]

  /// Why no hit carries a decision.
  private static func absence(
    of decision: Decision, from dossier: Dossier?, isListed: (String) -> Bool
  ) -> String {
    guard let dossier else { return "the inventory holds no such vendor" }
    if !isListed(decision.entryKey) { return "no list holds an entry with this key" }
    if !dossier.isScreened { return "the vendor was not screened" }
    let isKnownLater = dossier.hits.contains { hit in
      hit.decisions.contains { $0.origin == decision.origin }
    }
    return isKnownLater
      ? "the entry is listed after the as-of date" : "the vendor has no hit on this entry"
  }
}
