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
  /// Where the rows of one vendor hold those of the file; nil when they do not hang on a vendor.
  let rows: RowTable?

  init(
    _ name: String, title: String, view: View, omitted: Set<String> = ["run_id"],
    order: [String], condition: String? = nil, key: [String] = [], rows: RowTable? = nil
  ) {
    self.name = name
    self.title = title
    self.view = view
    self.omitted = omitted
    self.order = order
    self.condition = condition
    self.key = key
    self.rows = rows
  }

  var columns: [ViewColumn] { view.columns.filter { !omitted.contains($0.name) } }

  /// The query over one run, its number being the only parameter.
  ///
  /// It is the view's own, so that rows can come in the order of the tables' keys, without a sort.
  var query: String {
    let run = view.columns.first { $0.name == "run_id" }.map(view.expression) ?? "run_id"
    return """
      \(view.selection(of: columns))
      WHERE \(run) = ?1\(condition.map { " AND \($0)" } ?? "")
      ORDER BY \(order.joined(separator: ", "))
      """
  }

  /// The order of what hangs on assessments: by vendor, then as it is numbered there.
  ///
  /// `first_run` makes the index on vendors unique; a vendor has one version in a run.
  static func byVendor(_ numbers: String...) -> [String] {
    ["a.vendor_id", "a.first_run"] + numbers
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
      "scores", title: "Scores of every vendor", view: Views.assessments,
      order: ExportedTable.byVendor(), key: ["vendor_id"], rows: .assessments),
    ExportedTable(
      "findings", title: "Findings behind the scores", view: Views.findings,
      order: ExportedTable.byVendor("f.finding_no"), key: ["vendor_id", "finding_id"],
      rows: .findings),
    ExportedTable(
      "mitigations", title: "What mitigates the findings", view: Views.mitigations,
      order: ExportedTable.byVendor("m.finding_no", "m.mitigation_no"),
      key: ["vendor_id", "finding_id", "factor", "subject"], rows: .mitigations),
    ExportedTable(
      "evidence", title: "Evidence for and against", view: Views.evidence,
      order: ExportedTable.byVendor("e.finding_no", "e.mitigation_no", "e.evidence_no"),
      rows: .evidence),
    ExportedTable(
      "not_alleged", title: "Denied by somebody, asserted by nobody", view: Views.notAlleged,
      order: ExportedTable.byVendor("n.finding_no"), key: ["vendor_id", "finding_id"],
      rows: .notAlleged),
    ExportedTable(
      "accesses", title: "Accesses to data", view: Views.accesses,
      order: ExportedTable.byVendor("c.access_no"), key: ["vendor_id", "access_id"], rows: .accesses
    ),
    ExportedTable(
      "hits", title: "Watchlist entries that vendors resemble", view: Views.hits,
      order: ExportedTable.byVendor("h.hit_no"), rows: .hits),
    ExportedTable(
      "contradictions", title: "Facts that disagree, side by side", view: Views.contradictions,
      order: ExportedTable.byVendor("x.contradiction_no"), key: ["vendor_id", "contradiction_no"],
      rows: .contradictions),
    ExportedTable(
      "changes", title: "Changes since the run before", view: Views.changes,
      omitted: ["run_id", "previous_run_id"], order: ["vendor_id", "cause"],
      key: ["vendor_id", "cause"]),
    ExportedTable(
      "review_queue", title: "Vendors to look at, and why", view: Views.reviewQueue,
      order: ["priority DESC", "vendor_id", "reason"],
      // Depends on the run before; `changes` has it.
      condition: "q.reason <> 'new critical'", key: ["vendor_id", "reason"]),
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
