/// A file of an export: a view without what belongs to the database.
struct ExportedTable {
  /// The name of the file, without its ending.
  let name: String
  let title: String
  let view: View
  /// Columns of the view that the file leaves out.
  let omitted: Set<String>
  /// The order of the rows; total, so that equal content gives equal bytes.
  let order: [String]
  /// A condition on the view's rows; nil takes all.
  let condition: String?
  /// Columns that together are unique; empty when none are.
  let key: [String]

  init(
    _ name: String, title: String, view: View, omitted: Set<String> = ["run_id"],
    order: [String], condition: String? = nil, key: [String] = []
  ) {
    self.name = name
    self.title = title
    self.view = view
    self.omitted = omitted
    self.order = order
    self.condition = condition
    self.key = key
  }

  var columns: [ViewColumn] { view.columns.filter { !omitted.contains($0.name) } }

  /// The query over one run, its number being the only parameter.
  var query: String {
    let selected = columns.map(\.name).joined(separator: ", ")
    return """
      SELECT \(selected) FROM \(view.name)
      WHERE run_id = ?1\(condition.map { " AND \($0)" } ?? "")
      ORDER BY \(order.joined(separator: ", "))
      """
  }
}

/// How the cells of a file are written.
enum ExportFamily: String, CaseIterable {
  /// RFC 4180, UTF-8, exact: for programs.
  case canonical
  /// With a byte order mark, and with texts guarded that a spreadsheet would run or respell.
  case spreadsheet

  var description: String {
    switch self {
    case .canonical: "exact values"
    case .spreadsheet: "for spreadsheets; a leading apostrophe guards texts they would alter"
    }
  }
}

/// The files of an export, each of which is written once for every ``ExportFamily``.
///
/// None holds the number of a run, a clock time or the path of a machine: the same inputs and
/// policy give the same bytes, on any machine and with any history. Only `changes` depends on the
/// run before.
enum ExportFormats {
  static let tables = [
    ExportedTable(
      "scores", title: "Scores of every vendor", view: Views.assessments, order: ["vendor_id"],
      key: ["vendor_id"]),
    ExportedTable(
      "findings", title: "Findings behind the scores", view: Views.findings,
      order: ["vendor_id", "finding_id"], key: ["vendor_id", "finding_id"]),
    ExportedTable(
      "mitigations", title: "What mitigates the findings", view: Views.mitigations,
      order: ["vendor_id", "finding_id", "factor", "subject"],
      key: ["vendor_id", "finding_id", "factor", "subject"]),
    ExportedTable(
      "evidence", title: "Evidence for and against", view: Views.evidence,
      order: [
        "vendor_id", "finding_id", "factor", "subject", "stated_on", "kind", "ref_id", "stance",
        "standing", "units", "claimant", "claimant_role", "source_id", "file", "line", "excerpt",
        "publisher", "reliability", "credibility",
      ]),
    ExportedTable(
      "not_alleged", title: "Denied by somebody, asserted by nobody", view: Views.notAlleged,
      order: ["vendor_id", "finding_id"], key: ["vendor_id", "finding_id"]),
    ExportedTable(
      "accesses", title: "Accesses to data", view: Views.accesses,
      order: ["vendor_id", "access_id"], key: ["vendor_id", "access_id"]),
    ExportedTable(
      "hits", title: "Watchlist entries that vendors resemble", view: Views.hits,
      order: ["vendor_id", "list", "entry_key", "query_name", "entry_name", "file", "line"]),
    ExportedTable(
      "contradictions", title: "Facts that disagree, side by side", view: Views.contradictions,
      order: ["vendor_id", "contradiction_no"], key: ["vendor_id", "contradiction_no"]),
    ExportedTable(
      "changes", title: "Changes since the run before", view: Views.changes,
      omitted: ["run_id", "previous_run_id"], order: ["vendor_id", "cause"],
      key: ["vendor_id", "cause"]),
    ExportedTable(
      "review_queue", title: "Vendors to look at, and why", view: Views.reviewQueue,
      order: ["priority DESC", "vendor_id", "reason"],
      // Depends on the run before; `changes` has it.
      condition: "reason <> 'new critical'", key: ["vendor_id", "reason"]),
    ExportedTable(
      "decisions", title: "Decisions on hits, and what became of them", view: Views.decisions,
      order: ["vendor_id", "entry_key", "decided_on", "file", "line"], key: ["file", "line"]),
    ExportedTable(
      "inventory_issues", title: "What to mend in the inventory", view: Views.inventoryIssues,
      order: ["vendor_id", "issue", "other_vendor_id", "detail"]),
    ExportedTable(
      "rejects", title: "Rows of inputs that were not used", view: Views.rejects,
      order: [
        "source", "file", "line", "byte_offset", "kind", "column_name", "explanation", "original",
      ]),
    ExportedTable(
      "inputs", title: "Files that were read", view: Views.inputs, order: ["source", "path"],
      key: ["source", "path"]),
  ]

  /// The name of the file that describes the others, and is written last.
  static let package = "datapackage.json"
}
