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
    let source = try PeekedSource(bytes(index), count: PeekedSource.longestLine)
    let reader = try CSVReader(source: source, dialect: dialect(source.firstLine))
    return RecordFile(index, files[index].name, reader)
  }
}

extension PeekedSource {
  /// The largest part of a file that is looked at for its first line: 64 KiB.
  fileprivate static let longestLine = 64 << 10

  /// The first line, without its ending and without a byte order mark.
  fileprivate var firstLine: String {
    var line = beginning.prefix { $0 != 0x0A }
    if line.last == 0x0D { line.removeLast() }
    if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    return String(decoding: line, as: UTF8.self)
  }
}
