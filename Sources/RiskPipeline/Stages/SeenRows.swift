import RecordIO
import RiskCore
import RiskIngest

/// The ids of one table met so far, to tell repeated rows.
struct SeenRows {
  struct Seen {
    let file: InputName
    let line: Int
    /// Of the whole row, to tell a copy from a contradiction.
    let contentHash: UInt64
  }

  /// A row that was there before.
  struct Earlier {
    let seen: Seen
    let isCopy: Bool

    func reject(of record: RecordView, id: String?) -> Reject {
      let what = id.map { "id '\($0.prefix(60))'" } ?? "the same row"
      let content =
        id == nil || isCopy
        ? "this copy changes nothing" : "with other content; the first one counts, mend the other"
      return Reject(
        position: record.position, column: nil, kind: .duplicateID,
        explanation: "\(what) stands already at \(seen.file.path):\(seen.line); \(content)",
        original: record.original)
    }
  }

  private var ids: [String: Seen] = [:]
  private var contents: [UInt64: Seen] = [:]

  /// Remembers a row; returns the earlier one when there is one.
  ///
  /// Rows without an id repeat one another when all their cells are equal.
  mutating func insert(_ id: String?, _ row: Seen) -> Earlier? {
    if let id {
      if let earlier = ids[id] {
        return Earlier(seen: earlier, isCopy: earlier.contentHash == row.contentHash)
      }
      ids[id] = row
    } else {
      if let earlier = contents[row.contentHash] { return Earlier(seen: earlier, isCopy: true) }
      contents[row.contentHash] = row
    }
    return nil
  }
}
