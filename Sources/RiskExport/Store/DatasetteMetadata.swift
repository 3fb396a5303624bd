/// What datasette shows beside the rows of a results database, generated from the descriptions
/// beside views and tables.
///
/// Scores run to points of 100 and shares to 1, which the descriptions of columns say. Only sizes
/// have a unit of datasette's own: it would write half a point as `500 mpoints`.
public enum DatasetteMetadata {
  /// Returns the document in JSON, for a database file named `results.sqlite`.
  public static func json() -> String { document.text + "\n" }

  private static let document = JSONTree.object([
    ("title", .text("Vendor risk")),
    ("description", .text(summary)),
    (
      "databases",
      .object([
        (
          "results",
          .object([
            ("title", .text("Results of all runs")),
            ("description", .text(databaseSummary)),
            ("queries", .object(CannedQuery.all.map { ($0.name, $0.metadata) })),
            ("tables", .object(views + tables)),
          ])
        )
      ])
    ),
  ])

  private static let summary = """
    Vendors scored on data access, consent practice and national security, with the evidence for \
    every point.
    """

  private static let databaseSummary = """
    Read the views, whose names begin with v_: names, order and meaning of their columns stay. The \
    queries answer what is asked most.
    """

  // MARK: Views

  /// How datasette shows a view at first.
  private struct Display {
    var title: String
    var facets: [String] = []
    /// The column from whose highest value on rows are shown; nil for the order of the view.
    var highestFirst: String?
  }

  private static let displays: [String: Display] = [
    "v_runs": Display(title: "Runs", facets: ["pipeline"], highestFirst: "run_id"),
    "v_current": Display(
      title: "Vendors today", facets: ["rating", "country"], highestFirst: "overall"),
    "v_assessments": Display(title: "Vendors in every run", facets: ["rating"]),
    "v_findings": Display(title: "Findings and unknown shares", facets: ["axis", "factor"]),
    "v_mitigations": Display(title: "Mitigations", facets: ["factor"]),
    "v_accesses": Display(title: "Accesses to data", facets: ["data_category", "data_subject"]),
    "v_evidence": Display(title: "Evidence", facets: ["stance", "standing", "kind"]),
    "v_hits": Display(title: "List hits", facets: ["list", "status", "kind"]),
    "v_not_alleged": Display(title: "Denied, and alleged by nobody", facets: ["factor"]),
    "v_changes": Display(title: "Changes", facets: ["cause"], highestFirst: "run_id"),
    "v_rejects": Display(title: "Rejected rows", facets: ["source", "kind"]),
    "v_inputs": Display(title: "Files that were read", facets: ["source"], highestFirst: "run_id"),
    "v_list_parts": Display(title: "Parts of lists", facets: ["source"]),
    "v_review_queue": Display(
      title: "Review queue", facets: ["reason"], highestFirst: "priority"),
    "v_decisions": Display(title: "Decisions", facets: ["outcome", "verdict"]),
    "v_decision_counts": Display(title: "Decisions by outcome", highestFirst: "run_id"),
    "v_inventory_issues": Display(title: "Rows of the inventory to mend", facets: ["issue"]),
    "v_contradictions": Display(title: "Contradictions", facets: ["kind"]),
  ]

  private static var views: [(String, JSONTree)] {
    Views.all.map { view in
      // A view that nobody gave a title shows under its name.
      let display = displays[view.name] ?? Display(title: view.name)
      var members: [(String, JSONTree)] = [
        ("title", .text(display.title)),
        ("description", .text(plain(view.summary))),
        ("columns", .object(view.columns.map { ($0.name, .text(meaning(of: $0))) })),
      ]
      let sizes = view.columns.filter { $0.name == "bytes" }
      if !sizes.isEmpty {
        members.append(("units", .object(sizes.map { ($0.name, .text("byte")) })))
      }
      if let column = display.highestFirst { members.append(("sort_desc", .text(column))) }
      if !display.facets.isEmpty {
        members.append(("facets", .list(display.facets.map(JSONTree.text))))
      }
      return (view.name, .object(members))
    }
  }

  private static func meaning(of column: ViewColumn) -> String {
    let text = plain(column.description)
    switch column.kind {
    case .score where !text.contains("0 to 100"): return text + " In points, 0 to 100."
    case .integer where column.name.hasSuffix("_days") && !text.contains("ays"):
      return text + " In days."
    default: return text
    }
  }

  /// Takes the marks of Markdown off, which datasette shows as they are.
  private static func plain(_ text: String) -> String {
    String(text.filter { $0 != "`" })
  }

  // MARK: Tables

  private static var tables: [(String, JSONTree)] {
    Schema.tables.map { table in
      (
        table.name,
        .object([("description", .text(plain(table.summary))), ("hidden", .flag(true))])
      )
    }
  }
}

extension CannedQuery {
  fileprivate var metadata: JSONTree {
    .object([
      ("title", .text(title)), ("description", .text(description)), ("sql", .text(sql)),
    ])
  }
}

/// JSON that people read: members in the order given, two blanks a level.
indirect enum JSONTree {
  case text(String)
  case flag(Bool)
  case list([JSONTree])
  case object([(String, JSONTree)])

  var text: String { lines(indent: "").joined(separator: "\n") }

  private func lines(indent: String) -> [String] {
    switch self {
    case .text(let value): return [Self.quoted(value)]
    case .flag(let value): return [value ? "true" : "false"]
    case .list(let values):
      return ["[" + values.map { $0.text }.joined(separator: ", ") + "]"]
    case .object(let members):
      guard !members.isEmpty else { return ["{}"] }
      var result = ["{"]
      for (index, (key, value)) in members.enumerated() {
        var inner = value.lines(indent: indent + "  ")
        inner[0] = "\(indent)  \(Self.quoted(key)): \(inner[0])"
        if index < members.count - 1 { inner[inner.count - 1] += "," }
        result += inner
      }
      return result + ["\(indent)}"]
    }
  }

  private static func quoted(_ text: String) -> String {
    var json = CanonicalJSON()
    json.string(text)
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
