import CReference

/// The tables of `datasets/reference` as lines of text.
///
/// They are compiled into the program; see `Sources/CReference`.
enum ReferenceTables {
  static var legalForms: ReferenceText { ReferenceText(reference_legal_forms()) }
  static var companyWords: ReferenceText { ReferenceText(reference_company_words()) }
  static var numbers: ReferenceText { ReferenceText(reference_numbers()) }
  static var places: ReferenceText { ReferenceText(reference_places()) }
  static var scripts: ReferenceText { ReferenceText(reference_scripts()) }
  static var hanReadings: ReferenceText { ReferenceText(reference_han_readings()) }
  static var hanVariants: ReferenceText { ReferenceText(reference_han_variants()) }
  static var wordCounts: ReferenceText { ReferenceText(reference_word_counts()) }

  /// All tables that decide what a name normalises to and what its words weigh.
  static var all: [ReferenceText] {
    [
      legalForms, companyWords, numbers, places, scripts, hanReadings, hanVariants, wordCounts,
    ]
  }
}

/// One table: lines, `#` begins a comment line, `[name]` a section.
struct ReferenceText {
  /// The bytes of the table, UTF-8.
  let bytes: UnsafeBufferPointer<UInt8>

  init(_ text: reference_text) {
    // SAFETY: the bytes are constants of the program and live as long as it does.
    bytes = UnsafeBufferPointer(start: text.bytes, count: text.count)
  }

  /// Calls `body` with each line that holds something, and the section it stands in.
  func forEachLine(_ body: (_ section: String, _ line: Substring) -> Void) {
    var section = ""
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      if line.hasPrefix("#") { continue }
      if line.hasPrefix("["), let end = line.lastIndex(of: "]") {
        section = String(line[line.index(after: line.startIndex)..<end])
      } else if line.contains(where: { $0 != " " }) {
        body(section, line)
      }
    }
  }

  /// Returns the fields of a line between bars, without blanks around them.
  static func fields(of line: Substring) -> [Substring] {
    line.split(separator: "|", omittingEmptySubsequences: false).map(trimmed)
  }

  /// Returns the items of a field between semicolons, without blanks around them.
  static func items(of field: Substring) -> [Substring] {
    field.split(separator: ";").map(trimmed).filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text.drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return text
  }
}
