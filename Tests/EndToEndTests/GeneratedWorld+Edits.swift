import _TestSupport

extension GeneratedWorld {
  /// The folder of the tables, in the workspace.
  static let folder = "datasets/generated"
  static let pipeline = "pipelines/generated.yaml"

  /// Changes some rows of every table, adds some, and takes some away.
  ///
  /// What refers to a vendor that is gone becomes a reject.
  mutating func edit() {
    vendors.rows.removeAll { $0[0].hasPrefix("v") && $0[0].hasSuffix("77") }
    for row in vendors.rows.indices where random.happens(0.02) {
      vendors.rows[row][3] = random.pick(Self.countries)
      if random.happens(0.3) { vendors.rows[row][1] = random.pick(lists[0].table.rows)[1] }
      if random.happens(0.2) { vendors.rows[row][7] = "none" }
    }
    for number in 0..<50 { addVendor("new\(number)") }
    for row in 0..<4 { sources.rows[row][5] = sources.rows[row][5] == "A" ? "E" : "A" }
    sources.rows[9][4] = "2025-09-01"
    editAccesses()
    for _ in 0..<300 {
      addStatements(on: "v\(Int.random(in: 0..<vendors.rows.count, using: &random))", accesses: 0)
    }
    statements.rows.removeAll { $0[0].hasSuffix("55") }
    for list in lists.indices {
      for row in 100..<108 { lists[list].table.rows[row][8] = "2025-09-30" }
      for number in 0..<5 {
        addEntry(to: list, name: random.pick(vendors.rows)[1], 500 + number)
      }
    }
    for row in ownership.rows.indices where random.happens(0.1) {
      if ownership.rows[row][3].isEmpty { ownership.rows[row][3] = "100" }
      ownership.rows[row][2] = "\(Int.random(in: 0...80, using: &random))"
    }
    for _ in 0..<60 { addDecision(on: random.pick(namesakes)) }
  }

  private mutating func editAccesses() {
    accesses.rows.removeAll { $0[0].hasSuffix("44-0") }
    for row in accesses.rows.indices where random.happens(0.03) {
      accesses.rows[row][3] = random.pick(["health", "ip-address", "profile"])
      accesses.rows[row][8] = random.pick(["none", "consent", ""])
    }
  }

  /// Writes tables and pipeline file.
  ///
  /// - Parameter policy: The text of the policy file.
  func write(to folder: ScratchFolder, policy: String) throws {
    let tables = [
      ("sources", sources), ("vendors", vendors), ("ownership", ownership),
      ("accesses", accesses), ("statements", statements), ("decisions", decisions),
    ]
    var pipeline = """
      version: 1
      name: generated
      policy: policies/generated.yaml
      own_company: [Own Company]
      output:
        database: ../output/results.sqlite
        folder: ../output/generated
      sources:

      """
    for (name, table) in tables {
      try folder.write(table.text, to: "\(Self.folder)/\(name).csv")
      let path = "../\(Self.folder)/\(name).csv"
      pipeline += "  - {id: \(name), table: \(name), format: csv, path: \(path)}\n"
    }
    for list in lists {
      // Names of our own for the columns, as of a list that somebody else keeps.
      let text = list.table.text.replacing(
        "entry_key,name", with: "Number,Party", maxReplacements: 1)
      try folder.write(text, to: "\(Self.folder)/\(list.id).csv")
      pipeline += """
          - id: \(list.id)
            table: watchlists
            format: csv
            path: ../\(Self.folder)/\(list.id).csv
            columns: {entry_key: Number, name: Party}
            list:
              title: "\(list.id)"
              authority: "Authority \(list.id)"
              severity: \(list.severity)
              pending: \(list.pending)

        """
    }
    try folder.write(entities.joined(separator: "\n") + "\n", to: "\(Self.folder)/entities.json")
    pipeline += """
        - id: entities
          table: watchlists
          format: opensanctions-ftm
          path: ../\(Self.folder)/entities.json
          list: {title: Entities, authority: Authority of Entities, severity: unverified}

      """
    try folder.write(pipeline, to: Self.pipeline)
    try folder.write(policy, to: "pipelines/policies/generated.yaml")
  }
}
