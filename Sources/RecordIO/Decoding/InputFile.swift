/// Opens files as UTF-8, whatever they are packed in and written in.
public enum InputFile {
  /// Opens the file at `path`, unpacks it when it begins as gzip does, and decodes it to UTF-8.
  ///
  /// What a file is packed in shows in its first bytes; its name is not asked, so that a file with
  /// a name in `.gz` that something unpacked on the way is read as it is. Other archives are refused
  /// with a word on what to do. So is a file with a byte order mark that contradicts `encoding`,
  /// since it would be read as other letters than it holds.
  ///
  /// `bytesRead`, `sha256` and `finish()` of the result speak of the file as it lies on disk. The
  /// byte offsets that readers report count the unpacked text in UTF-8: for a packed file or one in
  /// another encoding they are no places in the file. Lines are.
  ///
  /// - Parameters:
  ///   - path: The file.
  ///   - encoding: How its text, once unpacked, is written.
  /// - Throws: `InputError` when the file cannot be opened, read or unpacked.
  public static func open(
    _ path: String, encoding: TextEncoding = .utf8
  ) throws(InputError) -> any ByteSource {
    try unpacked(FileSource(path: path), encoding: encoding)
  }

  /// Unpacks `source` when it begins as gzip does, and decodes it to UTF-8; as `open(_:encoding:)`
  /// for bytes that are no file.
  ///
  /// - Throws: `InputError` when the source cannot be read or unpacked.
  public static func unpacked(
    _ source: any ByteSource, encoding: TextEncoding = .utf8
  ) throws(InputError) -> any ByteSource {
    let path = source.path
    let file = try PeekedSource(source, count: Packing.signatureBytes)
    let text: PeekedSource
    switch Packing(beginning: file.beginning) {
    case nil:
      text = file
    case .gzip:
      text = try PeekedSource(GzipSource(file), count: Packing.signatureBytes)
      if let inner = Packing(beginning: text.beginning) {
        throw undecodable(path, "gzip holds \(inner.description) in turn; \(inner.remedy)")
      }
    case .some(let packing):
      throw undecodable(path, "the file is \(packing.description); \(packing.remedy)")
    }
    if let marked = markedEncoding(of: text.beginning), marked != encoding {
      throw undecodable(
        path,
        "the text begins with the byte order mark of \(marked.rawValue), expected "
          + "\(encoding.rawValue); set `encoding: \(marked.rawValue)` for it in the pipeline file")
    }
    return encoding == .utf8 ? text : TranscodingSource(text, from: encoding)
  }

  private static func undecodable(_ path: String, _ problem: String) -> InputError {
    InputError(path: path, reason: .undecodable(problem: problem))
  }

  /// Returns the encoding whose byte order mark stands at the beginning, or nil without one.
  private static func markedEncoding(of beginning: [UInt8]) -> TextEncoding? {
    if beginning.starts(with: [0xEF, 0xBB, 0xBF]) { return .utf8 }
    return beginning.starts(with: [0xFF, 0xFE]) || beginning.starts(with: [0xFE, 0xFF])
      ? .utf16 : nil
  }
}

/// What a file is packed in, as its first bytes tell.
private enum Packing {
  case gzip
  case zip
  case xz
  case zstd
  case bzip2
  case oldExcel

  /// The number of bytes to look at.
  static let signatureBytes = 10

  init?(beginning: [UInt8]) {
    func begins(_ signature: [UInt8]) -> Bool { beginning.starts(with: signature) }
    if begins([0x1F, 0x8B]) {
      self = .gzip
    } else if begins([0x50, 0x4B, 3, 4]) || begins([0x50, 0x4B, 5, 6]) {
      self = .zip
    } else if begins([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]) {
      self = .xz
    } else if begins([0x28, 0xB5, 0x2F, 0xFD]) {
      self = .zstd
    } else if begins(Array("BZh".utf8)), beginning.count >= 10,
      // Letters alone may begin a table; in an archive the mark of a block or of the end follows.
      beginning[4...].elementsEqual([0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
        || beginning[4...].elementsEqual([0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
    {
      self = .bzip2
    } else if begins([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      self = .oldExcel
    } else {
      return nil
    }
  }

  var description: String {
    switch self {
    case .gzip: "a gzip archive"
    case .zip: "a zip archive or an Excel workbook"
    case .xz: "an xz archive"
    case .zstd: "a zstd archive"
    case .bzip2: "a bzip2 archive"
    case .oldExcel: "an Excel workbook of the old kind (.xls)"
    }
  }

  var remedy: String {
    switch self {
    case .zip: "unpack the archive first, or export the workbook as CSV"
    case .oldExcel: "export it as CSV"
    case .gzip, .xz, .zstd, .bzip2: "unpack it first, or pack it with gzip alone"
    }
  }
}
