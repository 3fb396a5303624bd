import RecordIO
import RiskCore

/// How the columns of one file fill the columns of a table.
public struct ColumnMapping: Sendable {
  /// A column that a source should have and has not.
  public struct Missing: Sendable, Equatable {
    /// Our column.
    public let column: String
    /// The header that was looked for.
    public let header: String
    /// The most similar header of the file, when one is close.
    public let nearest: String?
  }

  /// What the header lacks: every required column, and every mapped one, that is not there.
  public let missing: [Missing]
  private let positions: [String: Int]
  private let values: [String: [String: String]]
  /// How the file writes dates; a bare `YYYY-MM-DD` when it is nil.
  let dateForm: DateForm?

  /// Creates the mapping of `header` to the columns of `table`.
  ///
  /// - Parameters:
  ///   - columns: Our column to the file's, where the two differ.
  ///   - values: Our column to a table of replacements for whole cells.
  ///   - dateForm: How the file writes dates; a bare `YYYY-MM-DD` when it is nil.
  public init(
    table: TableKind, header: [String], columns: [String: String],
    values: [String: [String: String]], dateForm: DateForm? = nil
  ) {
    var positions: [String: Int] = [:]
    var missing: [Missing] = []
    for column in table.columns {
      let name = columns[column.name] ?? column.name
      // An optional column mapped to nothing is not read.
      if name.isEmpty { continue }
      if let position = header.firstIndex(of: name) {
        positions[column.name] = position
      } else if column.isRequired || columns[column.name] != nil {
        missing.append(
          Missing(
            column: column.name, header: name, nearest: Suggestion.nearest(to: name, among: header))
        )
      }
    }
    self.positions = positions
    self.missing = missing
    self.values = values
    self.dateForm = dateForm
  }

  /// Returns where a record keeps the column `name` of the table; nil when the file has no such column.
  public func position(of name: String) -> Int? { positions[name] }

  /// Accesses the column `name` of the table.
  subscript(name: String) -> MappedColumn {
    MappedColumn(name: name, position: positions[name], values: values[name] ?? [:])
  }
}

/// A column of a table, and where a file keeps it.
struct MappedColumn: Sendable {
  let name: String
  /// The position in the record; nil when the file has no such column.
  let position: Int?
  /// Replacements for whole cells.
  let values: [String: String]
}
