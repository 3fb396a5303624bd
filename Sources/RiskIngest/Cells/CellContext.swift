import RecordIO
import RiskCore

/// Why a row could not be used.
///
/// The kind `duplicateID` says that it repeats an earlier one, and counts as a duplicate.
struct RowProblem: Error {
  let column: String?
  let kind: Reject.Kind
  let explanation: String
}

/// Something a reader should know about an accepted row.
public struct RowNote: Hashable, Sendable {
  /// What was met.
  public enum Kind: String, Hashable, Sendable {
    /// A country that is neither a code nor a known name: the party counts as of unknown country.
    case unknownCountry = "unknown-country"
    /// A word of `data_access` that is not understood, and counts as saying nothing.
    case unknownDataAccess = "unknown-data-access"
    /// A word that the policy gives no weight, and that weighs as an unknown one.
    case unmappedWord = "unmapped-word"
    /// UTF-8 that had been taken for Windows-1252 and encoded again, and was repaired.
    case repairedEncoding = "repaired-encoding"
    /// A character written as an HTML entity, which was decoded.
    case decodedEntity = "decoded-entity"
    /// A number that nobody can mean, such as a cookie of 2,000 years; it is kept as it stands.
    case implausibleValue = "implausible-value"
    /// A date of an otherwise good entry that cannot be read; the entry is kept without it.
    case unreadableDate = "unreadable-date"
    /// An entry that names no company, only a category of goods.
    case namesNoCompany = "names-no-company"
    /// A party of a disclosure that the inventory does not hold.
    case partyNotInInventory = "party-not-in-inventory"
    /// A signal of a disclosure that its mapping table does not name.
    case unmappedSignal = "unmapped-signal"
  }

  public let kind: Kind
  public let column: String

  /// Creates a note.
  public init(kind: Kind, column: String) {
    self.kind = kind
    self.column = column
  }
}

/// What reading cells needs beside the cells: repairs, countries met so far, and what was noted.
///
/// Used by one thread at a time.
final class CellContext {
  let file: InputName
  /// How the file writes dates; a bare `YYYY-MM-DD` when it is nil.
  let dateForm: DateForm?
  /// What was noted of the present record.
  private(set) var notes: [RowNote] = []
  /// Countries met so far: files repeat few spellings, and looking one up is slow.
  private var countries: [String: String?] = [:]

  init(file: InputName, dateForm: DateForm? = nil) {
    self.file = file
    self.dateForm = dateForm
  }

  /// Forgets what was noted of the record before.
  func beginRecord() {
    if !notes.isEmpty { notes.removeAll(keepingCapacity: true) }
  }

  func note(_ kind: RowNote.Kind, _ column: String) {
    notes.append(RowNote(kind: kind, column: column))
  }

  /// The ISO 3166-1 alpha-2 code that `text` means, or nil.
  func country(_ text: String) -> String? {
    if let known = countries[text] { return known }
    let code = Countries.code(for: text)
    // Hostile files have many spellings; the memory is for the usual few.
    if countries.count < 10_000 { countries[text] = .some(code) }
    return code
  }

  /// The code that `text` means; nil, and noted, when it means none; nil when it is empty.
  func notedCountry(_ text: String, _ column: String) -> String? {
    guard !text.isEmpty else { return nil }
    let code = country(text)
    if code == nil { note(.unknownCountry, column) }
    return code
  }

  /// The date that `text` is in one of `forms`; nil, and noted, when it is none; nil when it is empty.
  func notedDate(_ text: String, _ forms: [DateForm], _ column: String) -> CivilDate? {
    guard !text.isEmpty else { return nil }
    let date = DateForm.date(text, forms)
    if date == nil { note(.unreadableDate, column) }
    return date
  }

  /// `text` without outer blanks, its encoding repaired and its HTML entities decoded; both are noted.
  func clean(_ text: String, _ column: String) -> String {
    let trimmed = Blanks.trimmed(text)
    guard TextRepair.mayNeedRepair(trimmed) else { return trimmed }
    let repaired = TextRepair.repaired(trimmed)
    if repaired.encodingWasRepaired { note(.repairedEncoding, column) }
    if repaired.entitiesWereDecoded { note(.decodedEntity, column) }
    return Blanks.trimmed(repaired.text)
  }
}

/// Parts of one value that lists several things.
enum SeveralValues {
  /// What stands between the values of a JSON array in one field.
  static let unitSeparator: Character = "\u{1F}"

  /// The parts of `text`, trimmed, empty ones left out: between unit separators when it holds one, else
  /// between `separator`.
  static func split(_ text: String, at separator: Character = ";") -> [String] {
    let separator =
      text.utf8.contains(0x1F) ? unitSeparator : separator
    guard let byte = separator.asciiValue else {
      return text.split(separator: separator).map { Blanks.trimmed(String($0)) }
        .filter { !$0.isEmpty }
    }
    // By bytes: to find where characters end is slow.
    return text.utf8.split(separator: byte).map { Blanks.trimmed(String(Substring($0))) }
      .filter { !$0.isEmpty }
  }
}

/// Blanks at the ends of cells, the no-break space among them.
enum Blanks {
  static func trimmed(_ text: String) -> String {
    guard let first = text.utf8.first, let last = text.utf8.last,
      // Most cells begin and end with a visible ASCII character.
      !((0x21..<0x7F).contains(first) && (0x21..<0x7F).contains(last))
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

extension RecordView {
  /// A hash of all cells, to tell a copy from a contradiction.
  var contentHash: UInt64 {
    var hash = StableHash()
    for field in 0..<fieldCount { withFieldBytes(field) { hash.add($0) } }
    return hash.value
  }
}
