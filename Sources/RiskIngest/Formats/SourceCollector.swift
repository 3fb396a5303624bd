import RecordIO
import RiskCore

/// Gathers what a format reads: entries in the making, disclosures, and the account of every row.
final class SourceCollector {
  let request: SourceRequest
  private var batch: SourceBatch
  /// Entries in the making, in the order in which their keys were met.
  private(set) var drafts: [EntryDraft] = []
  private var draftIndex: [String: Int] = [:]
  private var disclosures: [Disclosure] = []
  private var disclosureIndex: [String: Int] = [:]
  private var copies: [UInt64: Int] = [:]

  init(_ request: SourceRequest) {
    self.request = request
    batch = SourceBatch(accepted: Array(repeating: 0, count: request.files.count))
  }

  // MARK: Entries

  /// Adds an entry.
  ///
  /// - Throws: `RowProblem` with the kind `duplicateID` when the key is taken.
  func add(_ draft: EntryDraft) throws(RowProblem) {
    if let index = draftIndex[draft.key] {
      throw Self.repeated("entry '\(draft.key.prefix(60))'", at: drafts[index].origin)
    }
    draftIndex[draft.key] = drafts.count
    drafts.append(draft)
  }

  /// Adds an entry, or hands the one with this key to `merge`.
  func add(_ draft: EntryDraft, mergingBy merge: (inout EntryDraft) -> Void) {
    if let index = draftIndex[draft.key] {
      merge(&drafts[index])
    } else {
      draftIndex[draft.key] = drafts.count
      drafts.append(draft)
    }
  }

  /// Changes the entry with a key; returns false when there is none.
  func update(_ key: String, _ change: (inout EntryDraft) -> Void) -> Bool {
    guard let index = draftIndex[key] else { return false }
    change(&drafts[index])
    return true
  }

  /// Changes every entry, when all rows have been read.
  func updateAll(_ change: (inout EntryDraft) -> Void) {
    for index in drafts.indices { change(&drafts[index]) }
  }

  /// Takes the entry with a key away, as a delta file may ask.
  func remove(_ key: String) {
    guard let index = draftIndex.removeValue(forKey: key) else { return }
    drafts[index].isRemoved = true
  }

  // MARK: Disclosures

  /// Adds a disclosure.
  ///
  /// - Throws: `RowProblem` with the kind `duplicateID` when the party is there already.
  func add(_ disclosure: Disclosure) throws(RowProblem) {
    if let index = disclosureIndex[disclosure.partyID] {
      throw Self.repeated(
        "party '\(disclosure.partyID.prefix(60))'", at: disclosures[index].origin)
    }
    disclosureIndex[disclosure.partyID] = disclosures.count
    disclosures.append(disclosure)
  }

  /// Adds a disclosure, or joins it with the one of the same party.
  func merge(_ disclosure: Disclosure) {
    if let index = disclosureIndex[disclosure.partyID] {
      disclosures[index].merge(disclosure)
    } else {
      disclosureIndex[disclosure.partyID] = disclosures.count
      disclosures.append(disclosure)
    }
  }

  /// Adds a vendor of an inventory.
  func add(_ vendor: Vendor) { batch.vendors.append(vendor) }

  /// Says of what day the source as a whole is; the newest counts.
  func setEditionDate(_ date: CivilDate?) {
    guard let date else { return }
    batch.editionDate = max(batch.editionDate ?? date, date)
  }

  // MARK: Accounts

  /// Refuses a row with the same cells as an earlier one of the source, as a duplicate.
  func refuseCopy(of row: RowReader) throws(RowProblem) {
    let line = row.record.position.line
    if let earlier = copies.updateValue(line, forKey: row.record.contentHash) {
      copies[row.record.contentHash] = earlier
      throw Self.repeated("the same row", at: RecordOrigin(file: row.context.file, line: earlier))
    }
  }

  /// Counts a row as used, with what was noted of it.
  func accept(_ file: Int, line: Int, _ context: CellContext) {
    batch.accepted[file] += 1
    for note in context.notes {
      batch.notes.append(SourceBatch.Noted(file: file, note: note, line: line))
    }
  }

  /// Counts a row as not used.
  func lose(_ file: Int, _ reject: Reject) {
    batch.lost.append(
      SourceBatch.LostRow(file: file, reject: reject, isDuplicate: reject.kind == .duplicateID))
  }

  /// Counts a row as not used, because of `problem`.
  func lose(
    _ file: Int, _ problem: RowProblem, at position: RecordPosition, original: String
  ) {
    lose(
      file,
      Reject(
        position: position, column: problem.column, kind: problem.kind,
        explanation: problem.explanation, original: original))
  }

  private static func repeated(_ what: String, at origin: RecordOrigin) -> RowProblem {
    RowProblem(
      column: nil, kind: .duplicateID,
      explanation: "\(what) stands already at \(origin.file.path):\(origin.line); "
        + "the first one counts")
  }

  // MARK: Batches

  /// Makes entries of the drafts.
  func completeDrafts() {
    if let list = request.list {
      batch.entries = drafts.lazy.filter { !$0.isRemoved && !$0.names.isEmpty }
        .map { $0.entry(of: list) }
    }
    drafts = []
    draftIndex = [:]
    batch.disclosures = disclosures
    disclosures = []
    disclosureIndex = [:]
  }

  /// Hands over what was gathered since the last call.
  func takeBatch() -> SourceBatch {
    let taken = batch
    batch = SourceBatch(accepted: Array(repeating: 0, count: request.files.count))
    return taken
  }
}
