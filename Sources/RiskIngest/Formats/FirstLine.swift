import RecordIO
import RiskCore

extension SourceRequest {
  /// Opens a file for reading record by record in a way that its first line decides.
  ///
  /// Some lists say their date in a line before the header, in some editions; the file is opened
  /// and read once all the same, so that it may be a pipe.
  ///
  /// - Parameters:
  ///   - index: Its place in `files`.
  ///   - dialect: Gets the first line without its ending and without a byte order mark, cut where
  ///     it is longer than 64 KiB.
  func records(
    _ index: Int, dialect: (_ firstLine: String) -> CSVDialect
  ) throws(InputError) -> RecordFile {
    let source = try FirstLineSource(bytes(index))
    let reader = try CSVReader(source: source, dialect: dialect(source.firstLine))
    return RecordFile(index, files[index].name, reader)
  }
}

/// A source whose first line was looked at, and is handed out all the same.
private final class FirstLineSource: ByteSource {
  /// The first line, without its ending and without a byte order mark.
  let firstLine: String

  private static let longestLine = 64 << 10
  private let source: any ByteSource
  private let held: [UInt8]
  private var handedOut = 0

  init(_ source: any ByteSource) throws(InputError) {
    self.source = source
    var bytes: [UInt8] = []
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 16)
    defer { buffer.deallocate() }
    var lineEnd: Int?
    while lineEnd == nil && bytes.count < Self.longestLine {
      let count = try source.read(into: buffer)
      if count == 0 { break }
      lineEnd = buffer[..<count].firstIndex(of: 0x0A).map { bytes.count + $0 }
      bytes.append(contentsOf: buffer[..<count])
    }
    held = bytes
    var line = bytes[..<(lineEnd ?? bytes.count)]
    if line.last == 0x0D { line.removeLast() }
    if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    firstLine = String(decoding: line, as: UTF8.self)
  }

  var path: String { source.path }
  var bytesRead: Int { source.bytesRead }
  var sha256: String { source.sha256 }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    guard handedOut < held.count else { return try source.read(into: buffer) }
    let count = min(buffer.count, held.count - handedOut)
    buffer.copyBytes(from: held[handedOut..<handedOut + count])
    handedOut += count
    return count
  }

  func finish() throws(InputError) { try source.finish() }
}
