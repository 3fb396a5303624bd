/// An input row that could not be used: where it stands, why, and what it said.
///
/// Readers of this module raise the kinds about form; the kinds about values are for the stages
/// that interpret fields, so that every lost row of a run has one shape.
public struct Reject: Sendable, Equatable {
  /// Why a row could not be used.
  ///
  /// Raw values appear in exports and are stable.
  public enum Kind: String, Sendable, CaseIterable {
    /// The record has fewer fields than the header.
    case tooFewFields = "too-few-fields"
    /// The record has more fields than the header.
    case tooManyFields = "too-many-fields"
    /// A quote was opened on this line and not closed where it should have been.
    case unclosedQuote = "unclosed-quote"
    /// Text follows a closing quote on the same line.
    case malformedQuote = "malformed-quote"
    /// The bytes are not UTF-8.
    case invalidUTF8 = "invalid-utf8"
    /// The record holds a NUL byte.
    case nulByte = "nul-byte"
    /// One physical line is longer than the largest record the reader accepts.
    case recordTooLong = "record-too-long"
    /// The file ends within the record.
    case cutOff = "cut-off"
    /// The header stands a second time.
    case repeatedHeader = "repeated-header"
    /// Values stand in columns where they make no sense, as if the row had slipped sideways.
    case shiftedColumns = "shifted-columns"
    /// The record is not well-formed JSON.
    case malformedJSON = "malformed-json"
    /// The record is not well-formed XML.
    case malformedXML = "malformed-xml"
    /// The record is nested deeper than the reader follows.
    case nestedTooDeep = "nested-too-deep"
    /// A required value is empty.
    case missingValue = "missing-value"
    /// A value is not one of those expected.
    case badValue = "bad-value"
    /// A value is no date.
    case badDate = "bad-date"
    /// A value is no number, or out of range.
    case badNumber = "bad-number"
    /// A value names a record that does not exist.
    case unknownReference = "unknown-reference"
    /// An identifier was used by an earlier row.
    case duplicateID = "duplicate-id"
    /// A value is a name that no vocabulary knows.
    case unknownName = "unknown-name"
  }

  /// Where the row begins.
  public var position: RecordPosition
  /// The name of the column to blame; nil when the row as a whole is.
  public var column: String?
  /// Why the row could not be used.
  public var kind: Kind
  /// One line: what was found, what was expected, and the remedy.
  public var explanation: String
  /// The original text without its line ending, escaped and limited as `OriginalText` says.
  public var original: String

  /// Creates a reject.
  ///
  /// - Parameters:
  ///   - position: Where the row begins.
  ///   - column: The name of the column to blame, or nil.
  ///   - kind: Why the row could not be used.
  ///   - explanation: One line with what was found, what was expected, and the remedy.
  ///   - original: The row's text, in the form of `OriginalText`.
  public init(
    position: RecordPosition, column: String?, kind: Kind, explanation: String, original: String
  ) {
    self.position = position
    self.column = column
    self.kind = kind
    self.explanation = explanation
    self.original = original
  }
}
