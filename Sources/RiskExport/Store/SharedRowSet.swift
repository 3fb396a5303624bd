import RiskCore

/// Rows that belong to a run as a whole, stored once however many runs have the same.
struct SharedRowSet {
  /// A value of a row.
  enum Cell {
    case text(String?)
    case integer(Int)
  }

  /// The table of sets: its number, the hash, and what is known of the set as a whole.
  let sets: Schema.Table
  /// The table of rows: the number of the set, the position, and the cells.
  let rows: Schema.Table
  /// What is known of the set as a whole, in the order of the columns.
  let figures: [Int]
  let cells: [[Cell]]

  /// The number of the stored set; one with the same rows is found again.
  func store(in connection: SQLiteConnection) throws -> Int64 {
    let sha256 = hash()
    let number = sets.columns[0].name
    let find = try connection.prepare("SELECT \(number) FROM \(sets.name) WHERE sha256 = ?1")
    find.bind(sha256, at: 1)
    if try find.step() { return find.integer(0) }
    let id = (try connection.integer("SELECT max(\(number)) FROM \(sets.name)") ?? 0) + 1
    let insertSet = try connection.prepare(sets.insertion)
    insertSet.bind(id, at: 1)
    insertSet.bind(sha256, at: 2)
    for (index, figure) in figures.enumerated() { insertSet.bind(figure, at: 3 + index) }
    try insertSet.run()
    let insertRow = try connection.prepare(rows.insertion)
    for (index, row) in cells.enumerated() {
      insertRow.bind(id, at: 1)
      insertRow.bind(index + 1, at: 2)
      for (column, cell) in row.enumerated() {
        switch cell {
        case .text(let text): insertRow.bind(text, at: 3 + column)
        case .integer(let value): insertRow.bind(value, at: 3 + column)
        }
      }
      try insertRow.run()
    }
    return id
  }

  private func hash() -> String {
    var hash = ChainedHash()
    for row in cells {
      for cell in row {
        switch cell {
        case .text(let text): hash.append(text)
        case .integer(let value): hash.append(value)
        }
      }
      hash.endRow()
    }
    return hash.finish()
  }
}

// Values stand in the order of the columns in `Views+Figures.swift`.
extension SharedRowSet {
  /// Decisions by vendor, entry and day; the order in which they are given does not show.
  static func decisions(_ decisions: [JudgedDecision]) -> SharedRowSet {
    let sorted = decisions.sorted { left, right in
      let (one, other) = (left.decision, right.decision)
      return [one.vendorID, one.entryKey, one.decidedOn.description, one.origin.file.path]
        .firstDifference(
          to: [
            other.vendorID, other.entryKey, other.decidedOn.description, other.origin.file.path,
          ]) ?? (one.origin.line < other.origin.line)
    }
    let counts = JudgedDecision.counts(decisions)
    return SharedRowSet(
      sets: Schema.decisionSets, rows: Schema.decisionOutcomes,
      figures: DecisionOutcome.allCases.map { counts[$0] ?? 0 },
      cells: sorted.map { judged in
        let decision = judged.decision
        return [
          .text(decision.vendorID), .text(decision.entryKey), .text(decision.verdict.rawValue),
          .text(decision.decidedBy), .text(decision.decidedOn.description),
          .text(decision.reason), .text(decision.expiresOn?.description), .text(decision.anchor),
          .text(judged.outcome.rawValue), .text(judged.detail),
          .text(decision.origin.file.path), .integer(decision.origin.line),
        ]
      })
  }

  /// Issues by vendor; the order in which they are given does not show.
  static func issues(_ issues: [InventoryIssue]) -> SharedRowSet {
    SharedRowSet(
      sets: Schema.issueSets, rows: Schema.inventoryIssues, figures: [],
      cells: issues.sorted(by: InventoryIssue.precedes).map { issue in
        [
          .text(issue.vendorID), .text(issue.kind.rawValue), .text(issue.otherVendorID),
          .text(issue.detail),
        ]
      })
  }
}

extension [String] {
  /// Whether this list comes before `other` where they first differ; nil when they are equal.
  fileprivate func firstDifference(to other: [String]) -> Bool? {
    for (one, other) in zip(self, other) where !one.utf8.elementsEqual(other.utf8) {
      return ByteOrder.precedes(one, other)
    }
    return nil
  }
}
