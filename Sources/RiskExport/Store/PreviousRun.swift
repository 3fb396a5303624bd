import RiskCore

/// The vendors of a pipeline's previous run, with what is needed to tell whether one has changed.
///
/// Kept in a few flat arrays, sorted by vendor id: some 70 bytes for a vendor, far less than a
/// dictionary of strings takes.
struct PreviousRun {
  /// What the store holds of a vendor.
  struct Entry {
    var assessmentID: Int64
    var overall: Double
    var rating: Rating
    /// Of the lines that stand for it now; nil for a version of an earlier program.
    var linesDigest: Int64?
  }

  private var ids: [UInt8] = []
  /// Where each id begins in `ids`, and one past the last.
  private var starts: [UInt32] = [0]
  private var digests: [HalfDigest] = []
  private var entries: [Entry] = []
  private var isSeen: [Bool] = []
  /// Where the next vendor is expected: vendors mostly arrive in the order of their ids.
  private var cursor = 0

  /// Half of a SHA-256: far more than telling a million digests apart takes.
  private struct HalfDigest: Equatable {
    var high: UInt64
    var low: UInt64

    init(_ bytes: UnsafeRawBufferPointer) {
      // Only damage makes it shorter; the vendor then counts as changed and is stored anew.
      guard bytes.count >= 16 else {
        (high, low) = (0, 0)
        return
      }
      high = bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
      low = bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    }
  }

  /// The number of vendors.
  var count: Int { entries.count }

  /// Creates the run before a pipeline's first.
  init() {}

  /// Loads the versions that are current in a pipeline.
  init(_ connection: SQLiteConnection, pipelineID: Int64) throws {
    let statement = try connection.prepare(
      """
      SELECT vendor_id, assessment_id, digest, overall, rating, lines_digest,
        (SELECT digest FROM moved_lines AS m
         WHERE m.assessment_id = a.assessment_id AND m.part_no = 0
         ORDER BY m.first_run DESC LIMIT 1)
      FROM assessments AS a
      WHERE pipeline_id = ?1 AND last_run IS NULL ORDER BY vendor_id
      """)
    statement.bind(pipelineID, at: 1)
    while try statement.step() {
      statement.withText(0) { ids.append(contentsOf: $0) }
      starts.append(UInt32(ids.count))
      digests.append(statement.withBlob(2) { HalfDigest($0) })
      entries.append(
        Entry(
          assessmentID: statement.integer(1), overall: statement.real(3),
          rating: Rating(rawValue: statement.text(4)) ?? .low,
          linesDigest: [6, 5].first { !statement.isNull($0) }.map(statement.integer)))
    }
    isSeen = Array(repeating: false, count: entries.count)
  }

  /// Returns what the previous run says of a vendor and whether its digest is `digest`, and notes
  /// that the vendor is still there.
  mutating func find(_ vendorID: String, digest: [UInt8]) -> (entry: Entry, isUnchanged: Bool)? {
    var vendorID = vendorID
    let found = vendorID.withUTF8 { bytes in
      cursor < count && compare(bytes, at: cursor) == 0 ? cursor : search(bytes)
    }
    guard let found else { return nil }
    precondition(!isSeen[found], "a vendor is added once")
    isSeen[found] = true
    cursor = found + 1
    return (entries[found], digest.withUnsafeBytes { HalfDigest($0) } == digests[found])
  }

  /// Calls `body` for each vendor that was not found, in the order of ids.
  func forEachVanished(_ body: (String, Entry) throws -> Void) rethrows {
    for index in entries.indices where !isSeen[index] {
      try body(String(decoding: id(at: index), as: UTF8.self), entries[index])
    }
  }

  private func id(at index: Int) -> ArraySlice<UInt8> {
    ids[Int(starts[index])..<Int(starts[index + 1])]
  }

  private func search(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      let order = compare(bytes, at: middle)
      if order == 0 { return middle }
      if order < 0 { high = middle } else { low = middle + 1 }
    }
    return nil
  }

  /// Compares as SQLite orders text: byte by byte, and then by length.
  private func compare(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    let start = Int(starts[index])
    let length = Int(starts[index + 1]) - start
    for offset in 0..<min(bytes.count, length) {
      let difference = Int(bytes[offset]) - Int(ids[start + offset])
      if difference != 0 { return difference }
    }
    return bytes.count - length
  }
}
