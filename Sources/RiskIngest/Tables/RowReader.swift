import RecordIO
import RiskCore

/// Why a row could not be used.
struct RowProblem: Error {
  let column: String?
  let kind: Reject.Kind
  let explanation: String
}

/// Something a reader should know about an accepted row.
public struct RowNote: Hashable, Sendable {
  /// What was met.
  public enum Kind: String, Hashable, Sendable {
    /// A country that is neither a code nor a known name: the vendor counts as of unknown country.
    case unknownCountry = "unknown-country"
    /// A word of `data_access` that is not understood, and counts as saying nothing.
    case unknownDataAccess = "unknown-data-access"
    /// A word that the policy gives no weight, and that weighs as an unknown one.
    case unmappedWord = "unmapped-word"
  }

  public let kind: Kind
  public let column: String
}

/// Reads the cells of one record after the other as values.
struct RowReader {
  private(set) var record: RecordView
  let file: InputName
  /// What was noted of the present record.
  var notes: [RowNote] = []
  /// Countries met so far: an inventory repeats few spellings, and looking one up is slow.
  private var countries: [String: String?] = [:]

  init(_ record: RecordView, file: InputName) {
    self.record = record
    self.file = file
  }

  /// Turns to the next record.
  mutating func advance(to record: RecordView) {
    self.record = record
    notes.removeAll(keepingCapacity: true)
  }

  /// The ISO 3166-1 alpha-2 code that `text` means, or nil.
  mutating func country(_ text: String) -> String? {
    if let known = countries[text] { return known }
    let code = Countries.code(for: text)
    countries[text] = .some(code)
    return code
  }

  var origin: RecordOrigin { RecordOrigin(file: file, line: record.position.line) }

  /// The cell without outer blanks, after replacement; empty when the file has no such column.
  func text(_ column: MappedColumn) -> String {
    guard let position = column.position, !record.isEmpty(position) else { return "" }
    let text = Blanks.trimmed(record.field(position))
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
    guard let text = optional(column) else { return nil }
    guard let date = CivilDate(text) else {
      throw RowProblem(
        column: column.name, kind: .badDate,
        explanation: "column '\(column.name)' holds \(quoted(text)), which is no date; "
          + "write YYYY-MM-DD")
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

  /// The parts of a cell between semicolons.
  func list(_ column: MappedColumn) -> [String] {
    text(column).split(separator: ";").map { Blanks.trimmed(String($0)) }.filter { !$0.isEmpty }
  }

  /// Up to 60 characters of `text` in single quotes.
  func quoted(_ text: String) -> String {
    text.count <= 60 ? "'\(text)'" : "'\(text.prefix(60))…'"
  }

  func suggestion(_ nearest: String?) -> String {
    nearest.map { "; did you mean '\($0)'?" } ?? ""
  }
}

/// Blanks at the ends of cells, the no-break space among them.
enum Blanks {
  static func trimmed(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last,
      isBlank(first) || isBlank(last)
    else { return text }
    let scalars = text.unicodeScalars
    guard let start = scalars.firstIndex(where: { !isBlank($0) }),
      let end = scalars.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(scalars[start...end])
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar == "\u{FEFF}" || scalar == "\u{200B}"
  }
}

/// Words of open vocabularies.
public enum Token {
  /// Returns `text` in kebab case and lower case.
  public static func of(_ text: String) -> String {
    let isToken = text.utf8.allSatisfy { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
    }
    // The usual case by far, and folding is slow.
    if isToken && text.utf8.first != 0x2D && text.utf8.last != 0x2D { return text }
    return String(NameFolding.folded(text).map { $0 == " " ? "-" : $0 })
  }
}
