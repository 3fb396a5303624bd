/// Finds the hits that decisions are about.
enum DecisionMatching {
  /// Gives each hit the decisions on it, oldest first.
  ///
  /// A decision names an entry by its key, alone or behind its list's id. A key alone that several lists
  /// use means the entry that the decision was taken on, which its anchor tells; without an anchor it
  /// means none. Lists renumber their entries: a decision that fits no hit by its key goes to the hits
  /// with the anchor it was taken on, which says that nothing of what was compared has changed.
  static func assign(_ decisions: [Decision], to hits: inout [Hit]) {
    guard !decisions.isEmpty else { return }
    for decision in decisions.sorted(by: precedes) {
      for index in places(of: decision, in: hits) { hits[index].decisions.append(decision) }
    }
  }

  private static func places(of decision: Decision, in hits: [Hit]) -> [Int] {
    let meant = hits.indices.filter { hits[$0].isMeant(by: decision) }
    if meant.count == 1 { return meant }
    let anchored =
      decision.anchor.isEmpty
      ? []
      : (meant.isEmpty ? Array(hits.indices) : meant).filter { hits[$0].anchor == decision.anchor }
    // Something has changed, and the list is not named: all reopen, and somebody looks.
    return anchored.isEmpty && !decision.anchor.isEmpty ? meant : anchored
  }

  /// By content alone: the order of files and rows shows nowhere.
  private static func precedes(_ left: Decision, _ right: Decision) -> Bool {
    if left.decidedOn != right.decidedOn { return left.decidedOn < right.decidedOn }
    let keys = [left, right].map { decision in
      [
        decision.verdict.rawValue, decision.decidedBy, decision.reason, decision.entryKey,
        decision.anchor, decision.expiresOn?.description ?? "",
      ]
    }
    for (one, other) in zip(keys[0], keys[1]) where one != other {
      return ByteOrder.precedes(one, other)
    }
    return false
  }
}

extension Hit {
  /// Whether a decision names the hit's entry.
  public func isMeant(by decision: Decision) -> Bool {
    decision.entryKey == entry.key || decision.entryKey == entry.reference
  }
}
