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

  /// Bytes of a table, UTF-8.
  typealias Field = UnsafeBufferPointer<UInt8>

  /// Calls `body` with each line that holds something, and the section it stands in.
  func forEachLine(_ body: (_ section: String, _ line: Field) -> Void) {
    var section = ""
    Self.forEachPart(of: bytes, between: UInt8(ascii: "\n")) { line in
      guard let first = line.first, first != UInt8(ascii: "#") else { return }
      if first == UInt8(ascii: "["), let end = line.lastIndex(of: UInt8(ascii: "]")) {
        section = String(decoding: line[1..<end], as: UTF8.self)
      } else {
        body(section, line)
      }
    }
  }

  /// Returns the fields of a line between bars, without blanks around them.
  static func fields(of line: Field) -> [Field] {
    var fields: [Field] = []
    forEachPart(of: line, between: UInt8(ascii: "|")) { fields.append($0) }
    return fields
  }

  /// Returns the items of a field between semicolons, without blanks around them; empty ones are left
  /// out.
  static func items(of field: Field) -> [Field] {
    var items: [Field] = []
    forEachPart(of: field, between: UInt8(ascii: ";")) { if !$0.isEmpty { items.append($0) } }
    return items
  }

  /// Returns the words of a field between blanks.
  static func words(of field: Field) -> [Field] {
    var words: [Field] = []
    forEachPart(of: field, between: UInt8(ascii: " ")) { if !$0.isEmpty { words.append($0) } }
    return words
  }

  private static func forEachPart(
    of bytes: Field, between separator: UInt8, _ body: (Field) -> Void
  ) {
    var start = 0
    for index in 0...bytes.count where index == bytes.count || bytes[index] == separator {
      var (from, to) = (start, index)
      while from < to, bytes[from] == UInt8(ascii: " ") { from += 1 }
      while to > from, bytes[to - 1] == UInt8(ascii: " ") { to -= 1 }
      body(Field(rebasing: bytes[from..<to]))
      start = index + 1
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The bytes as text.
  var text: String { String(decoding: self, as: UTF8.self) }
}
