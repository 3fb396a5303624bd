import RecordIO
import RiskCore

/// A source being read by a format: the files one after the other, a batch at a time.
///
/// Used by one thread at a time.
public final class SourceStream: @unchecked Sendable {
  // SAFETY: no state is shared with another object; whoever holds the stream makes one call at a time.

  /// One file of the source, read once from beginning to end.
  struct Pass {
    /// The place of the file among those of the request.
    let file: Int
    /// Reads a batch; returns false at the end.
    let step: (SourceCollector) throws(InputError) -> Bool
    /// What was read so far.
    let summary: () -> InputSummary
  }

  private var passes: [Pass]
  private let collector: SourceCollector
  private let finish: (SourceCollector) -> Void
  private var summaries: [InputSummary?]
  private var isFinished = false

  /// Creates a stream.
  ///
  /// - Parameters:
  ///   - passes: The files in the order in which they are read; each file of the request once.
  ///   - finish: What is left to do when all have been read, before entries are made of drafts.
  init(
    _ request: SourceRequest, _ passes: [Pass],
    finish: @escaping (SourceCollector) -> Void = { _ in }
  ) {
    self.passes = passes.reversed()
    collector = SourceCollector(request)
    self.finish = finish
    summaries = Array(repeating: nil, count: request.files.count)
  }

  /// Reads on; nil at the end.
  ///
  /// - Throws: `InputError` when a file cannot be read on.
  public func next() throws(InputError) -> SourceBatch? {
    while let pass = passes.last {
      let goesOn = try pass.step(collector)
      if !goesOn {
        summaries[pass.file] = pass.summary()
        passes.removeLast()
      }
      let batch = collector.takeBatch()
      if !batch.isEmpty { return batch }
    }
    guard !isFinished else { return nil }
    isFinished = true
    finish(collector)
    collector.completeDrafts()
    return collector.takeBatch()
  }

  /// What was read of each file; nil for one not read to its end.
  public var fileSummaries: [InputSummary?] { summaries }
}

/// What a step of reading a source gave.
public struct SourceBatch: Sendable {
  /// A row that was not used.
  public struct LostRow: Sendable {
    /// The place of the file among those of the source.
    public let file: Int
    public let reject: Reject
    /// Whether it repeats an earlier one.
    public let isDuplicate: Bool
  }

  /// A thing noted.
  public struct Noted: Sendable {
    public let file: Int
    public let note: RowNote
    public let line: Int
  }

  /// Rows used, by file.
  public internal(set) var accepted: [Int]
  public internal(set) var lost: [LostRow] = []
  public internal(set) var notes: [Noted] = []
  public internal(set) var entries: [WatchlistEntry] = []
  public internal(set) var disclosures: [Disclosure] = []
  public internal(set) var vendors: [Vendor] = []
  /// The newest day that the source as a whole speaks of, where it says one.
  public internal(set) var editionDate: CivilDate?

  var isEmpty: Bool {
    lost.isEmpty && notes.isEmpty && entries.isEmpty && disclosures.isEmpty && vendors.isEmpty
      && editionDate == nil && accepted.allSatisfy { $0 == 0 }
  }
}
