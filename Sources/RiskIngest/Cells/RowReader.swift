import RecordIO
import RiskCore

/// Reads the cells of one record after the other as values.
struct RowReader {
  private(set) var record: RecordView
  let context: CellContext
  /// What was noted of the present record.
  var notes: [RowNote] { context.notes }

  init(_ record: RecordView, context: CellContext) {
    self.record = record
    self.context = context
  }

  /// Turns to the next record.
  mutating func advance(to record: RecordView) {
    self.record = record
    context.beginRecord()
  }

  func note(_ kind: RowNote.Kind, _ column: MappedColumn) { context.note(kind, column.name) }

  /// The ISO 3166-1 alpha-2 code that `text` means, or nil.
  func country(_ text: String) -> String? { context.country(text) }

  var origin: RecordOrigin { RecordOrigin(file: context.file, line: record.position.line) }

  /// The cell cleaned as ``CellContext/clean(_:_:)`` does, after replacement; empty when the file has
  /// no such column.
  func text(_ column: MappedColumn) -> String {
    guard let position = column.position, !record.isEmpty(position) else { return "" }
    let text = context.clean(record.field(position), column.name)
    return column.values.isEmpty ? text : column.values[text] ?? text
  }

  /// The cell, or nil when it is empty.
  func optional(_ column: MappedColumn) -> String? {
    let text = text(column)
    return text.isEmpty ? nil : text
  }

  func required(_ column: MappedColumn) throws(RowProblem) -> String {
    let text = text(column)
    guard !text.isEmpty else {
      throw RowProblem(
        column: column.name, kind: .missingValue,
        explanation: "column '\(column.name)' is empty; every row needs it")
    }
    return text
  }

  func date(_ column: MappedColumn) throws(RowProblem) -> CivilDate? {
    if let form = context.dateForm { return try date(column, [form]) }
    guard let text = optional(column) else { return nil }
    guard let date = CivilDate(text) else {
      throw RowProblem(
        column: column.name, kind: .badDate,
        explanation: "column '\(column.name)' holds \(quoted(text)), which is no date; "
          + "write YYYY-MM-DD, or say under 'dates' how the file writes them")
    }
    return date
  }

  func requiredDate(_ column: MappedColumn) throws(RowProblem) -> CivilDate {
    _ = try required(column)
    guard let date = try date(column) else { preconditionFailure("a filled cell has a date") }
    return date
  }

  /// The dates of a validity, which must not run backwards.
  func validity(
    _ from: MappedColumn, _ to: MappedColumn
  ) throws(RowProblem) -> (from: CivilDate?, to: CivilDate?) {
    let dates = (from: try date(from), to: try date(to))
    if let first = dates.from, let last = dates.to, last < first {
      throw RowProblem(
        column: to.name, kind: .badDate,
        explanation: "'\(to.name)' \(last) lies before '\(from.name)' \(first); swap or mend them")
    }
    return dates
  }

  func wholeNumber(_ column: MappedColumn) throws(RowProblem) -> Int? {
    guard let text = optional(column) else { return nil }
    guard let number = Int(text), number >= 0 else {
      throw RowProblem(
        column: column.name, kind: .badNumber,
        explanation:
          "column '\(column.name)' holds \(quoted(text)); write a whole number of 0 or more")
    }
    return number
  }

  func percent(_ column: MappedColumn) throws(RowProblem) -> Double? {
    guard let text = optional(column) else { return nil }
    guard let number = Double(text), (0...100).contains(number) else {
      throw RowProblem(
        column: column.name, kind: .badNumber,
        explanation: "column '\(column.name)' holds \(quoted(text)); write a number from 0 to 100 "
          + "with a point")
    }
    return number
  }

  /// A word in kebab case: `Message content` and `message_content` are `message-content`.
  func token(_ column: MappedColumn) -> String? {
    optional(column).map(Token.of)
  }

  /// One of a closed list of words, or nil when the cell is empty.
  func word<Word: CaseIterable & RawRepresentable>(
    _ column: MappedColumn, as _: Word.Type
  ) throws(RowProblem) -> Word? where Word.RawValue == String {
    guard let text = optional(column) else { return nil }
    if let word = Word(rawValue: text) { return word }
    let names = Word.allCases.map(\.rawValue)
    let token = Token.of(text)
    guard let index = names.firstIndex(where: { Token.of($0) == token }) else {
      throw RowProblem(
        column: column.name, kind: .unknownName,
        explanation: "column '\(column.name)' holds \(quoted(text)), "
          + "which is none of \(names.joined(separator: ", "))"
          + suggestion(Suggestion.nearest(to: String(text.prefix(60)), among: names)))
    }
    return Array(Word.allCases)[index]
  }

  func requiredWord<Word: CaseIterable & RawRepresentable>(
    _ column: MappedColumn, as type: Word.Type
  ) throws(RowProblem) -> Word where Word.RawValue == String {
    _ = try required(column)
    guard let word = try word(column, as: type) else {
      preconditionFailure("a filled cell has a word")
    }
    return word
  }

  /// The parts of a cell between semicolons, or the elements of a JSON array.
  func list(_ column: MappedColumn) -> [String] { SeveralValues.split(text(column)) }

  /// A date in one of `forms`, or nil when the cell is empty.
  func date(_ column: MappedColumn, _ forms: [DateForm]) throws(RowProblem) -> CivilDate? {
    guard let text = optional(column) else { return nil }
    guard let date = DateForm.date(text, forms) else {
      throw RowProblem(
        column: column.name, kind: .badDate,
        explanation: "column '\(column.name)' holds \(quoted(text)), which is no date; "
          + "this format writes \(forms.map(\.rawValue).joined(separator: " or "))")
    }
    return date
  }

  /// Up to 60 characters of `text` in single quotes.
  func quoted(_ text: String) -> String {
    text.count <= 60 ? "'\(text)'" : "'\(text.prefix(60))…'"
  }

  func suggestion(_ nearest: String?) -> String {
    nearest.map { "; did you mean '\($0)'?" } ?? ""
  }
}
