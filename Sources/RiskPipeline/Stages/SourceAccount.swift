import RecordIO
import RiskCore
import RiskIngest

/// What became of the rows of one file: read = accepted + rejected + duplicates.
public struct FileAccount: Sendable {
  /// The path as the pipeline file writes it.
  public let path: String
  /// The name of the part of the source; empty for its main files.
  public let part: String
  public internal(set) var bytes = 0
  /// Of the bytes as read, in lower-case hexadecimal.
  public internal(set) var sha256 = ""
  public internal(set) var read = 0
  public internal(set) var accepted = 0
  public internal(set) var rejected = 0
  public internal(set) var duplicates = 0

  init(path: String, part: String = "") {
    self.path = path
    self.part = part
  }

  /// Takes what the reader says of the whole file.
  ///
  /// - Precondition: Every row read was accounted for.
  mutating func close(_ summary: InputSummary) {
    bytes = summary.bytes
    sha256 = summary.sha256
    read = summary.rowsRead
    precondition(
      read == accepted + rejected + duplicates,
      "every row read is accepted, rejected or a duplicate")
  }
}

/// What became of one source: its files, its rows, and what it gave.
public struct SourceAccount: Sendable {
  public let source: SourceConfiguration
  /// In the order of reading.
  public internal(set) var files: [FileAccount]
  /// The newest day that the source speaks of.
  public internal(set) var newestDate: CivilDate?
  /// How often each thing was noted, and where first.
  public private(set) var notes: [RowNote: (count: Int, firstPlace: String)] = [:]
  /// How the list stands, when the source is one.
  public internal(set) var list: ListAccount?
  /// The first rejects in words, for messages; without the rows' text.
  private(set) var examples: [String] = []

  init(_ opened: OpenedSource) {
    source = opened.configuration
    files = zip(opened.names, opened.files).map { FileAccount(path: $0.path, part: $1.part) }
  }

  public var bytes: Int { files.reduce(0) { $0 + $1.bytes } }
  public var read: Int { files.reduce(0) { $0 + $1.read } }
  public var accepted: Int { files.reduce(0) { $0 + $1.accepted } }
  public var rejected: Int { files.reduce(0) { $0 + $1.rejected } }
  public var duplicates: Int { files.reduce(0) { $0 + $1.duplicates } }

  /// ``notes`` by kind and column.
  public var sortedNotes: [(note: RowNote, place: (count: Int, firstPlace: String))] {
    notes.sorted { ($0.key.kind.rawValue, $0.key.column) < ($1.key.kind.rawValue, $1.key.column) }
      .map { ($0.key, $0.value) }
  }

  /// Puts the account of the file that could not be trusted before that of the copies.
  mutating func standsIn(for original: SourceAccount) {
    files = original.files + files
    notes = original.notes
    examples = original.examples
  }

  mutating func add(_ note: RowNote, file: Int, line: Int) {
    notes[note, default: (0, "\(files[file].path):\(line)")].count += 1
  }

  mutating func addDate(_ date: CivilDate?) {
    if let date { newestDate = max(newestDate ?? date, date) }
  }

  mutating func addExample(_ reject: Reject, file: Int) {
    guard examples.count < 3 else { return }
    let column = reject.column.map { " in column '\($0)'" } ?? ""
    examples.append("\(files[file].path):\(reject.position.line): \(reject.kind.rawValue)\(column)")
  }
}
