import RecordIO
import RiskCore
import RiskIngest

/// What became of the rows of one source: read = accepted + rejected + duplicates.
public struct SourceAccount: Sendable {
  public let source: SourceConfiguration
  public internal(set) var bytes = 0
  /// Of the bytes as read, in lower-case hexadecimal.
  public internal(set) var sha256 = ""
  public internal(set) var read = 0
  public internal(set) var accepted = 0
  public internal(set) var rejected = 0
  public internal(set) var duplicates = 0
  /// The newest day that an accepted row speaks of.
  public internal(set) var newestDate: CivilDate?
  /// How often each thing was noted, and where first.
  public private(set) var notes: [RowNote: (count: Int, firstLine: Int)] = [:]
  /// The first rejects in words, for messages; without the rows' text.
  private(set) var examples: [String] = []

  init(source: SourceConfiguration) { self.source = source }

  /// Whether this is a list that gave no entry: nobody can be screened against it.
  var isEmptyList: Bool { source.table == .watchlists && accepted == 0 }

  /// ``notes`` by kind and column.
  public var sortedNotes: [(note: RowNote, place: (count: Int, firstLine: Int))] {
    notes.sorted { ($0.key.kind.rawValue, $0.key.column) < ($1.key.kind.rawValue, $1.key.column) }
      .map { ($0.key, $0.value) }
  }

  mutating func add(_ note: RowNote, line: Int) {
    notes[note, default: (0, line)].count += 1
  }

  mutating func addExample(_ reject: Reject) {
    guard examples.count < 3 else { return }
    let column = reject.column.map { " in column '\($0)'" } ?? ""
    examples.append("\(source.path):\(reject.position.line): \(reject.kind.rawValue)\(column)")
  }
}
