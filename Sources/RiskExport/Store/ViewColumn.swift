/// What a column holds, which decides its type and how it prints in files.
public enum ColumnKind: Sendable {
  /// A whole number.
  case integer
  /// A score or points on the scale from 0 to 100; two decimals outside the database.
  case score
  /// Any other figure; printed with every digit that matters.
  case figure
  /// Text.
  case text
  /// A day as `YYYY-MM-DD`.
  case date
}

/// A documented column of a view.
public struct ViewColumn: Sendable {
  public let name: String
  public let kind: ColumnKind
  /// Whether every row has a value here, and a text is never empty.
  public let isRequired: Bool
  /// The meaning, in a sentence or two.
  public let description: String
  /// The expression behind the column; nil is the column of that name in the view's main table.
  let expression: String?

  init(
    _ name: String, _ kind: ColumnKind, _ description: String, isRequired: Bool = true,
    expression: String? = nil
  ) {
    self.name = name
    self.kind = kind
    self.description = description
    self.isRequired = isRequired
    self.expression = expression
  }

  /// Creates a column that may be NULL, or empty if it is text.
  static func optional(
    _ name: String, _ kind: ColumnKind, _ description: String, expression: String? = nil
  ) -> ViewColumn {
    ViewColumn(name, kind, description, isRequired: false, expression: expression)
  }
}

/// A view of the database: the contract that reports, files and other programs build on.
public struct View: Sendable {
  public let name: String
  /// What a row is, in a sentence or two.
  public let summary: String
  public let columns: [ViewColumn]
  /// The alias of the table that most columns come from.
  let mainTable: String
  /// Everything from FROM on.
  let origin: String

  /// The statement that makes the view.
  var creation: String { "CREATE VIEW \(name) AS \(selection(of: columns))" }

  /// What the view selects for some of its columns, with the tables behind it in reach.
  func selection(of columns: [ViewColumn]) -> String {
    let selected = columns.map { "  \(expression(of: $0)) AS \($0.name)" }
    return "SELECT\n\(selected.joined(separator: ",\n"))\n\(origin)"
  }

  /// The expression behind a column.
  func expression(of column: ViewColumn) -> String {
    column.expression ?? "\(mainTable).\(column.name)"
  }
}
