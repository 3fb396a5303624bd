/// Finds the hits that decisions are about.
enum DecisionMatching {
  /// Gives each hit the decisions on it, oldest first.
  ///
  /// A decision names an entry by its key, alone or behind its list's id. Lists renumber their entries:
  /// a decision whose entry is gone goes to the hits with the anchor it was taken on, which says that
  /// nothing of what was compared has changed.
  static func assign(_ decisions: [Decision], to hits: inout [Hit]) {
    guard !decisions.isEmpty else { return }
    // By content alone: the order of files and rows shows nowhere.
    let ordered = decisions.sorted { left, right in
      (left.decidedOn, left.verdict.rawValue, left.decidedBy, left.reason)
        < (right.decidedOn, right.verdict.rawValue, right.decidedBy, right.reason)
    }
    for decision in ordered {
      var isPlaced = false
      for index in hits.indices where hits[index].isMeant(by: decision) {
        hits[index].decisions.append(decision)
        isPlaced = true
      }
      guard !isPlaced, !decision.anchor.isEmpty else { continue }
      for index in hits.indices where hits[index].anchor == decision.anchor {
        hits[index].decisions.append(decision)
      }
    }
  }
}

extension Hit {
  /// Whether a decision names the hit's entry.
  public func isMeant(by decision: Decision) -> Bool {
    decision.entryKey == entry.key || decision.entryKey == "\(entry.list.id)/\(entry.key)"
  }
}
