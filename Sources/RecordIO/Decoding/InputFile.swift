/// Opens files as UTF-8, whatever they are packed in and written in.
///
/// Lines and byte offsets of records then count in the unpacked UTF-8 text; size and digest of an input
/// are those of the file.
public enum InputFile {
  /// Opens the file at `path`, unpacks it when it begins as gzip does, and decodes it to UTF-8.
  ///
  /// The name says nothing about it: a file ending in `.gz` that does not begin as gzip is read as it is.
  ///
  /// - Throws: `InputError` when the file cannot be opened, or is packed in another way.
  public static func open(
    _ path: String, encoding: TextEncoding = .utf8
  ) throws(InputError) -> any ByteSource {
    try unpacked(try FileSource(path: path), encoding: encoding)
  }

  /// Unpacks `source` when it begins as gzip does, and decodes it to UTF-8.
  ///
  /// - Throws: `InputError` when it is packed in another way, or cannot be read.
  public static func unpacked(
    _ source: any ByteSource, encoding: TextEncoding = .utf8
  ) throws(InputError) -> any ByteSource {
    let file = PeekedSource(source)
    let path = source.path
    let beginning = try file.beginning()
    if let other = Packing.allCases.first(where: { beginning.starts(with: $0.signature) }) {
      guard other == .gzip else {
        throw InputError(
          path: path,
          reason: .undecodable(problem: "it is \(other.rawValue); \(other.remedy)"))
      }
      return decoded(GzipSource(file), encoding)
    }
    return decoded(file, encoding)
  }

  private static func decoded(
    _ source: any ByteSource, _ encoding: TextEncoding
  ) -> any ByteSource {
    encoding == .utf8 ? source : TranscodingSource(source, encoding)
  }

  /// What files are packed in, by their first bytes.
  private enum Packing: String, CaseIterable {
    case gzip = "a gzip file"
    case zip = "a zip archive or an Excel workbook"
    case xz = "an xz file"
    case zstandard = "a Zstandard file"
    case bzip2 = "a bzip2 file"

    var signature: [UInt8] {
      switch self {
      case .gzip: [0x1F, 0x8B]
      case .zip: [0x50, 0x4B, 0x03, 0x04]
      case .xz: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
      case .zstandard: [0x28, 0xB5, 0x2F, 0xFD]
      case .bzip2: [0x42, 0x5A, 0x68]
      }
    }

    var remedy: String {
      self == .zip ? "unpack it, or export the workbook as CSV" : "unpack it first"
    }
  }
}

/// A source whose first bytes were looked at.
private final class PeekedSource: ByteSource {
  private let source: any ByteSource
  private var held: [UInt8] = []
  private var start = 0

  init(_ source: any ByteSource) { self.source = source }

  var path: String { source.path }
  var bytesRead: Int { source.bytesRead }
  var sha256: String { source.sha256 }
  func finish() throws(InputError) { try source.finish() }

  /// Returns the first bytes, at most eight; they are read again.
  func beginning() throws(InputError) -> [UInt8] {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 8, alignment: 8)
    defer { buffer.deallocate() }
    while held.count < 8 {
      let free = UnsafeMutableRawBufferPointer(rebasing: buffer[..<(8 - held.count)])
      let count = try source.read(into: free)
      if count == 0 { break }
      held.append(contentsOf: buffer[..<count])
    }
    return held
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    guard start < held.count else { return try source.read(into: buffer) }
    let count = min(buffer.count, held.count - start)
    for index in 0..<count { buffer[index] = held[start + index] }
    start += count
    return count
  }
}
