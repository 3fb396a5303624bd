/// The reference page of the database, generated from the descriptions beside views and tables.
public enum SchemaReference {
  /// Returns the page in Markdown: views first, which are the contract, then tables.
  public static func markdown() -> String {
    var lines = [
      "# Results database",
      "",
      "Schema version \(Migration.latestVersion). Generated from the program; do not edit.",
      "",
      "## Views",
      "",
      "Names, order and meaning of these columns stay; new ones are added at the end.",
    ]
    for view in Views.all {
      lines += ["", "### \(view.name)", "", view.summary, ""]
      lines += ["| column | type | meaning |", "|---|---|---|"]
      for column in view.columns {
        lines.append("| \(column.name) | \(column.kind.typeName) | \(cell(column.description)) |")
      }
    }
    lines += [
      "", "## Tables", "", "Tables are storage: they may change with any version. Read the views.",
    ]
    for table in Schema.tables {
      lines += ["", "### \(table.name)", "", table.summary, ""]
      lines += ["| column | meaning |", "|---|---|"]
      for column in table.columns {
        lines.append("| \(column.name) | \(cell(column.description)) |")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}

extension ColumnKind {
  /// The type in words.
  var typeName: String {
    switch self {
    case .integer: "integer"
    case .score: "number, 0 to 100"
    case .figure: "number"
    case .text: "text"
    case .date: "date"
    }
  }
}
