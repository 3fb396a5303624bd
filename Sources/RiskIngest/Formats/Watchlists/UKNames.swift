import RecordIO
import RiskCore

/// The six name columns that both British lists have.
///
/// `Name 6` holds a family name, or the whole name of a company or ship; 1 to 5 hold given names.
struct UKNames {
  private let given: [MappedColumn]
  private let family: MappedColumn
  /// The column to blame when there is no name.
  var lastColumn: MappedColumn { family }

  /// - Parameter column: Returns the column with a name.
  init(_ column: (String) -> MappedColumn) {
    given = (1...5).map { column("Name \($0)") }
    family = column("Name 6")
  }

  /// The given names and the family name in this order; empty when there is none.
  func name(_ row: RowReader) -> String {
    var name = ""
    for column in given {
      let part = Self.unquoted(row.text(column))
      if !part.isEmpty { name += (name.isEmpty ? "" : " ") + part }
    }
    let last = Self.unquoted(row.text(family))
    if !last.isEmpty { name += (name.isEmpty ? "" : " ") + last }
    return name
  }

  /// `text` without the quotes around it, and with the doubled ones single: the lists were quoted
  /// once too often.
  static func unquoted(_ text: String) -> String {
    guard text.utf8.contains(0x22) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where scalar != "\"" || result.last != "\"" {
      result.append(scalar)
    }
    let name = String(result)
    guard name.utf8.count > 2, name.first == "\"", name.last == "\"",
      name.utf8.count(where: { $0 == 0x22 }) == 2
    else { return Blanks.trimmed(name) }
    return Blanks.trimmed(String(name.dropFirst().dropLast()))
  }
}

/// The line before the header of both British lists, which says their date:
/// `Last Updated,13/04/2018`, `Report Date: 24-Jun-2026`.
struct UKPreamble {
  /// Whether the line is there: copies of the lists are found without.
  let isThere: Bool
  let date: CivilDate?

  /// - Parameters:
  ///   - line: The first line of the file.
  ///   - column: A column that only a header names.
  init(_ line: String, headerHas column: String) {
    isThere = !line.prefix(4096).lowercased().contains(column)
    let parts = line.prefix(200).split { $0 == "," || $0 == ":" || $0 == "\"" }
    date =
      isThere
      ? parts.lazy.compactMap {
        DateForm.date(Blanks.trimmed(String($0)), [.dayMonthYear, .dayMonthName, .iso])
      }.first : nil
  }

  var dialect: CSVDialect { CSVDialect(preambleLines: isThere ? 1 : 0) }
}

/// Values of a British list that are not what their column should hold.
struct UKTypedCells {
  private(set) var problems: [RowProblem] = []

  mutating func add(_ column: MappedColumn, _ kind: Reject.Kind, _ explanation: String) {
    problems.append(RowProblem(column: column.name, kind: kind, explanation: explanation))
  }

  /// Why the row is not used: the key is bad, or so many cells are that the row has slipped.
  func check(keyIsBad: Bool) throws(RowProblem) {
    if problems.count > 1 {
      let columns = problems.compactMap(\.column).map { "'\($0)'" }.joined(separator: ", ")
      throw RowProblem(
        column: nil, kind: .shiftedColumns,
        explanation: "columns \(columns) hold what belongs elsewhere, as if the row had slipped "
          + "sideways; look for a lost or added comma, or fetch the list again")
    }
    if keyIsBad, let problem = problems.first { throw problem }
  }
}
