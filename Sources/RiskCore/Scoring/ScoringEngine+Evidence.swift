// From a coded dossier to hypotheses with what counts on both sides.
//
// One voice counts once (Documentation/Scoring.md). Of one claimant's utterances on a hypothesis the
// latest day decides the stance; among that claimant's utterances of that stance since its last
// change of stance the one with the most units counts, once. Two readings are decided here:
//
// - The day on which a claimant changes its mind belongs to the new stance. If it speaks on both
//   sides on that day, what it said for the later stance counts from that day on. Otherwise a later,
//   weaker repetition would lower what the same claimant had already said.
// - Equal units: the utterance that is in force wins over the one that is not, then the later, then
//   the smaller reference. So a copy changes nothing, and order shows nowhere.

extension ScoringEngine {
  /// Collects what is known on the date, and weighs it.
  mutating func weighEvidence(of coded: CodedDossier) {
    utterances.removeAll()
    hypotheses.removeAll()
    knownAccesses = 0
    accessesWithBasis = 0
    coded.accesses.withUnsafeBufferPointer { accesses in
      for index in 0..<accesses.count where accesses[index].knownFrom <= today {
        knownAccesses += 1
        if accesses[index].namesBasis { accessesWithBasis += 1 }
        add(accesses[index], at: index, rank: coded.rank(ofAccess: index))
      }
      coded.statements.withUnsafeBufferPointer { statements in
        for index in 0..<statements.count where statements[index].knownFrom <= today {
          let access = Int(statements[index].access)
          // A statement on an access that is not known counts nothing.
          if access >= 0 && accesses[access].knownFrom > today { continue }
          add(
            statements[index], at: index + accesses.count,
            rank: access < 0 ? coded.vendorRank : coded.rank(ofAccess: access))
        }
      }
    }
    SmallSort.sort(utterances.all) { Self.precedes($0, $1) }
    var start = 0
    while start < utterances.count {
      let key = utterances[start].key
      var end = start + 1
      while end < utterances.count && utterances[end].key == key { end += 1 }
      addHypothesis(start..<end)
      start = end
    }
  }

  /// An access row asserts `data-access`, and what its columns mean by the policy.
  private mutating func add(_ access: CodedAccess, at index: Int, rank: Int) {
    add(access, asserting: tables.codes.dataAccess, at: index, rank: rank, isInForce: true)
    // What columns say holds from the day the access begins, and stays true of it after its end.
    let hasBegun = access.validFrom <= today
    if access.storage >= 0 {
      add(access, asserting: Int(access.storage), at: index, rank: rank, isInForce: hasBegun)
    }
    if access.control >= 0 {
      add(access, asserting: Int(access.control), at: index, rank: rank, isInForce: hasBegun)
    }
    if access.consent >= 0 {
      add(access, asserting: Int(access.consent), at: index, rank: rank, isInForce: hasBegun)
    }
  }

  private mutating func add(
    _ access: CodedAccess, asserting code: Int, at index: Int, rank: Int, isInForce: Bool
  ) {
    let age = access.statedOn == .min ? 0 : max(0, Int(today) - Int(access.statedOn))
    utterances.append(
      UtteranceFigures(
        key: FindingFigures.key(code: code, rank: rank), claimant: access.voice.claimant,
        day: access.statedOn,
        units: tables.units(of: access.voice, denies: false, code: code)
          * tables.decay(code: code, age: age),
        reference: Int32(index), denies: false, isInForce: isInForce))
  }

  private mutating func add(_ statement: CodedStatement, at reference: Int, rank: Int) {
    let code = Int(statement.code)
    let age = max(0, Int(today) - Int(statement.statedOn))
    utterances.append(
      UtteranceFigures(
        key: FindingFigures.key(code: code, rank: rank), claimant: statement.voice.claimant,
        day: statement.statedOn,
        units: tables.units(of: statement.voice, denies: statement.denies, code: code)
          * tables.decay(code: code, age: age),
        reference: Int32(reference), denies: statement.denies,
        isInForce: statement.validFrom <= today && statement.validTo >= today))
  }

  /// By hypothesis and voice, then from the latest day to the earliest.
  private static func precedes(_ left: UtteranceFigures, _ right: UtteranceFigures) -> Bool {
    if left.key != right.key { return left.key < right.key }
    if left.claimant != right.claimant { return left.claimant < right.claimant }
    if left.day != right.day { return left.day > right.day }
    return precedesWithinDay(left, right)
  }

  /// A total order of one voice's utterances of one day, by content alone.
  private static func precedesWithinDay(
    _ left: UtteranceFigures, _ right: UtteranceFigures
  ) -> Bool {
    if left.denies != right.denies { return right.denies }
    if left.units != right.units { return left.units > right.units }
    return left.reference < right.reference
  }

  private mutating func addHypothesis(_ range: Range<Int>) {
    let said = utterances.elements(range)
    var start = 0
    while start < said.count {
      var end = start + 1
      while end < said.count && said[end].claimant == said[start].claimant { end += 1 }
      if end == start + 1 {
        said[start].standing = said[start].isInForce ? .counted : .expired
      } else {
        Self.choose(in: UnsafeMutableBufferPointer(rebasing: said[start..<end]))
      }
      start = end
    }
    hypotheses.append(
      HypothesisFigures(
        key: said[0].key, start: Int32(range.lowerBound), end: Int32(range.upperBound),
        asserted: counted(said, denies: false), denied: counted(said, denies: true)))
  }

  /// The sum of the units that count on one side.
  private mutating func counted(
    _ said: UnsafeMutableBufferPointer<UtteranceFigures>, denies: Bool
  ) -> Double {
    if said.count == 1 {
      return said[0].denies == denies && said[0].standing == .counted ? said[0].units : 0
    }
    terms.removeAll()
    for utterance in said where utterance.denies == denies && utterance.standing == .counted {
      terms.append(utterance.units)
    }
    return SmallSort.ascendingSum(terms.all)
  }

  /// Sets the standing of one voice's utterances, which run from the latest day to the earliest.
  private static func choose(in said: UnsafeMutableBufferPointer<UtteranceFigures>) {
    let lastDay = said[0].day
    var (asserts, denies) = (false, false)
    for utterance in said {
      guard utterance.day == lastDay else { break }
      if utterance.denies { denies = true } else { asserts = true }
    }
    if asserts { choose(in: said, denies: false) }
    if denies { choose(in: said, denies: true) }
  }

  private static func choose(
    in said: UnsafeMutableBufferPointer<UtteranceFigures>, denies: Bool
  ) {
    var best: Int?
    var index = 0
    while index < said.count {
      let day = said[index].day
      var dayHasOtherStance = false
      while index < said.count && said[index].day == day {
        if said[index].denies != denies {
          dayHasOtherStance = true
        } else if best.map({ isStronger(said[index], than: said[$0]) }) ?? true {
          best = index
        }
        index += 1
      }
      if dayHasOtherStance { break }
    }
    if let best { said[best].standing = said[best].isInForce ? .counted : .expired }
  }

  private static func isStronger(_ left: UtteranceFigures, than right: UtteranceFigures) -> Bool {
    if left.units != right.units { return left.units > right.units }
    if left.isInForce != right.isInForce { return left.isInForce }
    if left.day != right.day { return left.day > right.day }
    return left.reference < right.reference
  }
}
