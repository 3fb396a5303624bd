/// The values of a JSON file one after another, whole and not yet read: what both readers share.
struct JSONRecordStream {
  /// What a reader made of a value.
  enum Answer {
    /// It is part of the batch.
    case taken
    /// It is part of the batch, which is large enough.
    case takenAndFull
    /// It is of no use to the reader.
    case ignored
  }

  /// What a reader does with a value.
  ///
  /// Gets the bytes of the window up to the end of the value, the value, and the bytes once more
  /// for who keeps them. What it throws becomes a reject.
  typealias Taker = (JSONScanner, JSONLeaf, [UInt8]) throws(JSONProblem) -> Answer

  private enum Ending {
    case complete
    case failed(InputError)
  }

  /// One of the two is there.
  private var splitter: JSONLineSplitter?
  private var walker: JSONDocumentWalker?
  private(set) var window: InputWindow
  private var rowsRead = 0
  private var needsMore = false
  private var ending: Ending?

  /// Opens `source`, and reads up to the first byte that is no whitespace.
  ///
  /// - Throws: `InputError` from the source, or with the reason `empty`.
  init(
    source: any ByteSource, layout: JSONLayout, maximumRecordBytes: Int, chunkBytes: Int
  ) throws(InputError) {
    // Places in a batch are kept in 31 bits.
    let sizes = 1...(1 << 29)
    precondition(sizes.contains(maximumRecordBytes), "maximumRecordBytes must be from 1 to 2^29")
    precondition(sizes.contains(chunkBytes), "chunkBytes must be from 1 to 2^29")
    window = InputWindow(source: source, chunkBytes: chunkBytes)
    try window.require(3)
    if window.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { window.cursor = 3 }
    var lineOffset = window.cursor
    while true {
      try window.require(1)
      guard window.remainingCount > 0 else {
        throw InputError(path: source.path, reason: .empty)
      }
      let byte = window.bytes[window.cursor]
      guard JSONScanner.isBlank(byte) else { break }
      window.cursor += 1
      if byte == ASCII.lineFeed {
        window.line += 1
        lineOffset = window.position.byteOffset
      }
    }
    switch layout {
    case .lines:
      splitter = JSONLineSplitter(
        maximumRecordBytes: maximumRecordBytes, lineOffset: lineOffset)
    case .document(let records):
      walker = JSONDocumentWalker(records: records, maximumRecordBytes: maximumRecordBytes)
    }
  }

  /// What was read so far.
  var summary: InputSummary {
    InputSummary(
      bytes: window.source.bytesRead, sha256: window.source.sha256, rowsRead: rowsRead)
  }

  /// Reads on, hands the values in memory to `take`, and returns the rejects among them; nil at the
  /// end.
  ///
  /// Unless the answer is nil, a value was taken or there is a reject.
  ///
  /// - Throws: `InputError`; then again at each further call. What was handed over before stands.
  mutating func nextBatch(
    _ take: Taker
  ) throws(InputError) -> [Reject]? {
    switch ending {
    case .complete: return nil
    case .failed(let error): throw error
    case nil: break
    }
    do throws(InputError) {
      while true {
        if needsMore { try window.extend() }
        needsMore = false
        let (rejects, hasValues, isEnd) = takeValues(take)
        rowsRead += rejects.count
        if hasValues || !rejects.isEmpty { return rejects }
        if case .failed(let error) = ending { throw error }
        if isEnd {
          try window.source.finish()
          ending = .complete
          return nil
        }
      }
    } catch {
      ending = .failed(error)
      throw error
    }
  }

  /// Takes every value that is complete in the window.
  private mutating func takeValues(
    _ take: Taker
  ) -> (rejects: [Reject], hasValues: Bool, isEnd: Bool) {
    let bytes = window.bytes
    var rejects: [Reject] = []
    var hasValues = false
    var isEnd = false
    bytes.withUnsafeBufferPointer { buffer in
      while true {
        do throws(InputError) {
          switch try step(buffer) {
          case .value(let leaf):
            switch self.take(leaf, buffer, bytes, take, &rejects) {
            case .taken: hasValues = true
            case .ignored: break
            case .takenAndFull:
              hasValues = true
              return
            }
          case .reject(let reject):
            rejects.append(reject)
          case .nothing:
            break
          case .needsMore:
            needsMore = true
            return
          case .end:
            isEnd = true
            return
          }
        } catch {
          // After what came before it.
          ending = .failed(error)
          return
        }
      }
    }
    return (rejects, hasValues, isEnd)
  }

  @inline(__always)
  private mutating func step(
    _ bytes: UnsafeBufferPointer<UInt8>
  ) throws(InputError) -> JSONStep {
    if let step = splitter?.next(bytes, &window) { return step }
    return try walker?.next(bytes, &window) ?? .end
  }

  @inline(__always)
  private mutating func take(
    _ leaf: JSONLeaf, _ bytes: UnsafeBufferPointer<UInt8>,
    _ kept: [UInt8], _ take: Taker, _ rejects: inout [Reject]
  ) -> Answer {
    guard let scanner = JSONScanner(bytes, end: leaf.range.upperBound) else { return .ignored }
    do throws(JSONProblem) {
      let answer = try take(scanner, leaf, kept)
      if leaf.isRecord { rowsRead += 1 }
      return answer
    } catch {
      rejects.append(reject(error, leaf, bytes))
      return .ignored
    }
  }

  @inline(never)
  private func reject(
    _ problem: JSONProblem, _ leaf: JSONLeaf, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Reject {
    let end = leaf.range.upperBound
    let offset = problem.index - leaf.range.lowerBound + leaf.position.byteOffset
    let place: String
    let endText: String
    if let lineOffset = leaf.lineOffset {
      place = "byte \(offset - lineOffset + 1) of the line"
      endText = leaf.isLast ? "the end of the file" : "the end of the line"
    } else {
      let lineFeeds = JSONDocumentWalker.lineFeeds(
        in: bytes, leaf.range.lowerBound..<problem.index)
      place = JSONDocumentWalker.text(
        RecordPosition(line: leaf.position.line + lineFeeds, byteOffset: offset))
      endText = "the end of the value"
    }
    let isCutOff = leaf.isLast && problem.index == end
    let explanation = problem.explanation(in: bytes, end: end, endText: endText)
    return Reject(
      position: leaf.position, column: nil,
      kind: isCutOff ? .cutOff : problem.kind(in: bytes, end: end),
      explanation: "\(place): \(explanation)",
      original: OriginalText.text(of: UnsafeBufferPointer(rebasing: bytes[leaf.range])))
  }
}
