/// One record of an XML document.
///
/// Keeps the bytes of its batch alive; make values of your own from its node instead of storing it.
public struct XMLRecord: Sendable {
  /// The element.
  public let node: XMLNode
  /// Where its start tag begins.
  public let position: RecordPosition

  private let bytes: [UInt8]
  private let range: Range<Int>

  init(node: XMLNode, position: RecordPosition, bytes: [UInt8], range: Range<Int>) {
    self.node = node
    self.position = position
    self.bytes = bytes
    self.range = range
  }

  /// The element as it stands in the file, in the form of `OriginalText`.
  ///
  /// - Complexity: O(*n*) in the length of the element; a new string each time.
  public var original: String {
    bytes.withUnsafeBufferPointer {
      OriginalText.text(of: UnsafeBufferPointer(rebasing: $0[range]))
    }
  }
}

// SAFETY: no state is shared with another object, and nothing here locks. A reader may move between
// threads as long as whoever holds it makes one call at a time (a serial queue, a hand-over).

/// Reads chosen elements of an XML document, a batch at a time, in memory that does not grow with
/// the file.
///
/// For data, not for documents at large:
/// - UTF-8 with or without a byte order mark. A declaration of another encoding is an error that
///   names the setting to make.
/// - No document type declaration, which is an error: there are hence no entities but the five that
///   XML defines and the numbers of characters, nothing is fetched, and nothing grows by being
///   referred to. Another entity rejects its record.
/// - Names are known without their namespace prefix. Comments and processing instructions are
///   passed over, CDATA is text, line endings are line feeds.
/// - Text and elements outside of the records are passed over; their tags must match.
///
/// A record with a fault in it is rejected, and reading goes on behind its end tag: see
/// `Reject.Kind`. A record within a record belongs to the outer one. A fault outside of records, a
/// record without an end, or a file that ends early is an `InputError` with its place, since
/// nothing tells what is lost; records before it are handed over first.
///
/// Used by one thread at a time; batches may go anywhere.
public final class XMLReader: @unchecked Sendable {
  /// The root element with its attributes and without its content.
  public let root: XMLNode

  /// A record being looked for the end of.
  private struct Pending {
    let name: [UInt8]
    let position: RecordPosition
    var end: XMLRecordEnd
    /// The bytes behind the cursor in which the end is not.
    var searched = 0
    /// What was let go of it, once it is too long.
    var overlong: OverlongLine?
  }

  private enum Ending {
    case complete
    case failed(InputError)
  }

  private let maximumRecordBytes: Int
  private var window: InputWindow
  private var outline: XMLOutline
  private var parser = XMLElementParser()
  private var pending: Pending?
  private var rowsRead = 0
  private var needsMore = false
  private var ending: Ending?

  /// Opens `source`, which nobody else may read from then on, and reads up to the root's start tag.
  ///
  /// - Parameters:
  ///   - source: The document in UTF-8.
  ///   - records: The names of the elements that are records, without a namespace prefix. The root
  ///     may be one.
  ///   - maximumRecordBytes: The largest record accepted, from 1 to 2^29 bytes. Twice as much
  ///     memory may be used when the file holds records of that size, and several times as much for
  ///     the nodes made of one.
  ///   - chunkBytes: Bytes to read at a time, from 1 to 2^29; also the usual size of a batch.
  ///   - ignoresDeclaredEncoding: Whether the encoding in the XML declaration is that of the file
  ///     before something made UTF-8 of it.
  /// - Throws: `InputError` when the source cannot be read, is empty, or is no such document.
  public init(
    source: any ByteSource, records: Set<String>, maximumRecordBytes: Int = 4 << 20,
    chunkBytes: Int = 1 << 20, ignoresDeclaredEncoding: Bool = false
  ) throws(InputError) {
    let sizes = 1...(1 << 29)
    precondition(sizes.contains(maximumRecordBytes), "maximumRecordBytes must be from 1 to 2^29")
    precondition(sizes.contains(chunkBytes), "chunkBytes must be from 1 to 2^29")
    var window = InputWindow(source: source, chunkBytes: chunkBytes)
    var outline = XMLOutline(
      path: source.path, records: records, ignoresDeclaredEncoding: ignoresDeclaredEncoding)
    root = try outline.readRoot(&window)
    self.maximumRecordBytes = maximumRecordBytes
    self.window = window
    self.outline = outline
  }

  deinit { parser.deallocate() }

  /// Reads on and returns the next records and the elements rejected among them, or nil at the end.
  ///
  /// Both are in file order; they are not both empty. At the end it also checks that the file
  /// stayed the same while it was read.
  ///
  /// - Throws: `InputError` when the document cannot be read on, a read fails, or the file changed;
  ///   then again at each further call.
  public func nextBatch() throws(InputError) -> (records: [XMLRecord], rejects: [Reject])? {
    while true {
      switch ending {
      case .complete: return nil
      case .failed(let error): throw error
      case nil: break
      }
      var records: [XMLRecord] = []
      var rejects: [Reject] = []
      do throws(InputError) {
        if needsMore { try window.extend() }
        needsMore = false
        try takeRecords(into: &records, &rejects)
        if !needsMore {
          try window.source.finish()
          ending = .complete
        }
      } catch {
        ending = .failed(error)
      }
      rowsRead += records.count + rejects.count
      if !records.isEmpty || !rejects.isEmpty { return (records, rejects) }
    }
  }

  /// What was read: of the whole file once `nextBatch()` has returned nil, before that so far.
  public var summary: InputSummary {
    InputSummary(
      bytes: window.source.bytesRead, sha256: window.source.sha256, rowsRead: rowsRead)
  }

  /// Takes every record that is complete in memory; `needsMore` says whether the file goes on.
  private func takeRecords(
    into records: inout [XMLRecord], _ rejects: inout [Reject]
  ) throws(InputError) {
    while true {
      if pending == nil {
        switch try outline.next(in: &window) {
        case .needsMore:
          needsMore = true
          return
        case .end:
          return
        case .record(let name):
          pending = Pending(
            name: name, position: window.position, end: XMLRecordEnd(name: name))
        }
      }
      let bytes = window.bytes
      let isTaken = try bytes.withUnsafeBufferPointer { buffer throws(InputError) in
        try takeRecord(buffer, bytes, &records, &rejects)
      }
      guard isTaken else {
        needsMore = true
        return
      }
      pending = nil
      outline.finishRecord()
    }
  }

  /// Takes the pending record; returns false when its end is not in memory.
  private func takeRecord(
    _ bytes: UnsafeBufferPointer<UInt8>, _ storage: [UInt8], _ records: inout [XMLRecord],
    _ rejects: inout [Reject]
  ) throws(InputError) -> Bool {
    guard var record = pending else { return true }
    // Out of its place while it grows, so that its buffers are not copied.
    pending = nil
    var index = window.cursor + record.searched
    let end = record.end.find(in: bytes, from: &index, isAtEnd: window.isAtEnd)
    if end == nil, window.isAtEnd {
      throw outline.undecodable(
        "element '\(Self.shown(record.name))' has no end tag up to the end of the file; fetch the "
          + "file again", at: record.position)
    }
    let start = window.cursor
    let length = (end ?? index) - start
    if record.overlong == nil, length > maximumRecordBytes {
      record.overlong = OverlongLine(position: record.position)
    }
    if var overlong = record.overlong {
      record.overlong = nil
      overlong.append(UnsafeBufferPointer(rebasing: bytes[start..<start + length]))
      window.advance(to: start + length, in: bytes)
      guard end != nil else {
        record.overlong = overlong
        record.searched = 0
        pending = record
        return false
      }
      rejects.append(reject(overlong, name: record.name))
      return true
    }
    guard let end else {
      record.searched = length
      pending = record
      return false
    }
    let element = UnsafeBufferPointer(rebasing: bytes[start..<end])
    do throws(XMLFault) {
      let node = try parser.parse(element)
      records.append(
        XMLRecord(
          node: node, position: record.position, bytes: storage, range: start..<end))
    } catch {
      let place = min(max(error.index, 0), element.count)
      let line = record.position.line + element.lineFeeds(in: 0..<place)
      rejects.append(
        Reject(
          position: record.position, column: nil, kind: error.kind,
          explanation: "element '\(Self.shown(record.name))' holds, on line \(line), "
            + error.problem,
          original: OriginalText.text(of: element)))
    }
    window.advance(to: end, in: bytes)
    return true
  }

  private func reject(_ element: OverlongLine, name: [UInt8]) -> Reject {
    Reject(
      position: element.position, column: nil, kind: .recordTooLong,
      explanation: "element '\(Self.shown(name))' holds \(element.byteCount) bytes, expected at "
        + "most \(maximumRecordBytes); look for a missing end tag",
      original: element.text)
  }

  private static func shown(_ name: [UInt8]) -> String { XMLOutline.shown(name) }
}
