/// The account of a source in the form of `--json`.
struct SourceSummary: Encodable {
  private struct Note: Encodable {
    let kind, column: String
    let count: Int
    let first: String
  }

  private struct File: Encodable {
    let path, sha256: String
    let bytes, read, accepted, rejected, duplicates: Int
  }

  private struct Part: Encodable {
    let part: String
    let entries, active: Int
  }

  private struct Edition: Encodable {
    let later: String
    let added, removed, changed, unchanged: Int
  }

  private struct List: Encodable {
    let entries, active, names: Int
    let age_days: Int?
    let breaches: [String]
    let uses_last_good: Bool
    let parts: [Part]
    let edition: Edition?
  }

  private let source, table, format: String
  private let read, accepted, rejected, duplicates: Int
  private let newest_date: String?
  private let files: [File]
  private let list: List?
  private let notes: [Note]

  init(_ account: SourceAccount) {
    source = account.source.id
    table = account.source.table.rawValue
    format = account.source.format.id
    read = account.read
    accepted = account.accepted
    rejected = account.rejected
    duplicates = account.duplicates
    newest_date = account.newestDate?.description
    files = account.files.map {
      File(
        path: $0.path, sha256: $0.sha256, bytes: $0.bytes, read: $0.read, accepted: $0.accepted,
        rejected: $0.rejected, duplicates: $0.duplicates)
    }
    list = account.list.map { list in
      List(
        entries: list.entries, active: list.active, names: list.names, age_days: list.ageDays,
        breaches: list.breaches, uses_last_good: list.usesLastGood,
        parts: list.parts.map { Part(part: $0.name, entries: $0.entries, active: $0.active) },
        edition: list.edition.map {
          Edition(
            later: $0.later, added: $0.added, removed: $0.removed, changed: $0.changed,
            unchanged: $0.unchanged)
        })
    }
    notes = account.sortedNotes.map { note, place in
      Note(
        kind: note.kind.rawValue, column: note.column, count: place.count, first: place.firstPlace)
    }
  }
}
