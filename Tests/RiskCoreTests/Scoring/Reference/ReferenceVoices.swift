@testable import RiskCore

// One voice counts once (Documentation/Scoring.md).
//
// Of one claimant's utterances on a hypothesis the latest day decides the stance; among that
// claimant's utterances of that stance since its last change of stance the one with the most units
// counts, once. Two readings are decided here:
//
// - The day on which a claimant changes its mind belongs to the new stance. If it speaks on both
//   sides on that day, what it said for the later stance counts from that day on. Otherwise a later,
//   weaker repetition would lower what the same claimant had already said.
// - Equal units: the utterance that is in force wins over the one that is not, then the later, then
//   the smaller reference. So a copy changes nothing, and order shows nowhere.

/// One utterance on one hypothesis, known on the as-of date.
struct ReferenceUtterance: Sendable {
  var evidence: Evidence
  /// Equal for the same claimant however it is spelt.
  var voice: String
  /// Whether the as-of date lies within its validity.
  var isInForce: Bool

  /// The day that decides, with undated rows before all others.
  var day: Int32 { evidence.statedOn?.daysSinceEpoch ?? .min }
}

/// The utterances on one hypothesis with their standing, and the units that count.
struct ReferenceVoices: Sendable {
  var asserted: Double
  var denied: Double
  /// By standing, then voice and reference, in an order that does not depend on the input's.
  var evidence: [Evidence]

  /// Weighs `utterances`.
  ///
  /// - Complexity: O(*n* log *n*) in their number.
  init(_ utterances: [ReferenceUtterance]) {
    var ordered = utterances
    ordered.sort { left, right in
      if left.voice != right.voice { return left.voice < right.voice }
      if left.day != right.day { return left.day > right.day }
      return Self.precedes(left, right)
    }
    var start = 0
    while start < ordered.count {
      var end = start + 1
      while end < ordered.count && ordered[end].voice == ordered[start].voice { end += 1 }
      Self.choose(in: &ordered, start..<end)
      start = end
    }
    evidence = ordered.map(\.evidence)
    asserted = Self.sum(evidence, .asserts)
    denied = Self.sum(evidence, .denies)
  }

  /// Sets the standing of one voice's utterances, which run from the latest day to the earliest.
  private static func choose(in utterances: inout [ReferenceUtterance], _ range: Range<Int>) {
    for index in range { utterances[index].evidence.standing = .superseded }
    let lastDay = utterances[range.lowerBound].day
    let stances = Set(
      utterances[range].prefix { $0.day == lastDay }.map(\.evidence.stance))
    for stance in stances {
      var best: Int?
      var index = range.lowerBound
      while index < range.upperBound {
        let day = utterances[index].day
        var dayHasOtherStance = false
        while index < range.upperBound && utterances[index].day == day {
          if utterances[index].evidence.stance != stance {
            dayHasOtherStance = true
          } else if best.map({ isStronger(utterances[index], than: utterances[$0]) }) ?? true {
            best = index
          }
          index += 1
        }
        if dayHasOtherStance { break }
      }
      if let best {
        utterances[best].evidence.standing = utterances[best].isInForce ? .counted : .expired
      }
    }
  }

  private static func isStronger(_ left: ReferenceUtterance, than right: ReferenceUtterance) -> Bool
  {
    if left.evidence.units != right.evidence.units {
      return left.evidence.units > right.evidence.units
    }
    if left.isInForce != right.isInForce { return left.isInForce }
    if left.day != right.day { return left.day > right.day }
    return precedes(left, right)
  }

  /// A total order of one voice's utterances of one day, by content alone.
  private static func precedes(_ left: ReferenceUtterance, _ right: ReferenceUtterance) -> Bool {
    let (a, b) = (left.evidence, right.evidence)
    if a.stance != b.stance { return a.stance == .asserts }
    if a.units != b.units { return a.units > b.units }
    if a.kind != b.kind { return a.kind.rawValue < b.kind.rawValue }
    return a.refID < b.refID
  }

  private static func sum(_ evidence: [Evidence], _ stance: Stance) -> Double {
    ReferenceSum.of(
      evidence.lazy.filter { $0.stance == stance && $0.standing == .counted }.map(\.units))
  }
}

/// Sums that do not depend on the order of their terms.
enum ReferenceSum {
  /// Returns the sum of `values`, added from the smallest to the largest.
  static func of(_ values: some Sequence<Double>) -> Double {
    var terms = Array(values)
    if terms.count > 1 { terms.sort() }
    return terms.reduce(0, +)
  }
}
