import RecordIO
import RiskCore
import RiskIngest

/// What gets the bytes of the fuzzer, and of the tests that hold what fuzzing found.
public enum FuzzTarget: Sendable {
  case reader(Reader)
  case format(SourceFormat)
  /// Two names between line feeds: normalised, compared and looked up.
  case comparison

  /// The readers below the formats, each with small chunks and limits, so that few bytes reach far.
  public enum Reader: String, CaseIterable, Sendable {
    case csvReader = "csv-reader"
    case csvLenientReader = "csv-lenient-reader"
    case jsonDocument = "json-document"
    case jsonLines = "json-lines"
    case jsonRecords = "json-records"
    case xmlReader = "xml-reader"
    case gzip
    case utf16 = "utf-16"
    case windows1252 = "windows-1252"
  }

  /// Every name there is.
  public static var names: [String] {
    // Formats by column mapping are the readers below them.
    ["names"] + Reader.allCases.map(\.rawValue)
      + SourceFormats.all.filter { !$0.isMapped }.map(\.id)
  }

  /// Returns the target with a name, or nil.
  public init?(named name: String) {
    if name == "names" {
      self = .comparison
    } else if let reader = Reader(rawValue: name) {
      self = .reader(reader)
    } else if let format = SourceFormats.format(named: name), !format.isMapped {
      self = .format(format)
    } else {
      return nil
    }
  }

  /// Gives it `bytes`; traps when an invariant is broken.
  public func run(_ bytes: [UInt8]) {
    // A damaged file is an error; only what must not happen traps.
    switch self {
    case .reader(let reader): try? Self.run(reader, bytes)
    case .format(let format): try? Self.run(format, bytes)
    case .comparison: Self.compareNames(bytes)
    }
  }

  // MARK: Names

  /// Compares the first line with every line, and looks it up among them: both have to agree, and
  /// figures stay within their range.
  private static func compareNames(_ bytes: [UInt8]) {
    let names = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).prefix(8).map {
      String(decoding: $0, as: UTF8.self)
    }
    guard let first = names.first else { return }
    let normalizer = NameNormalizer.standard
    let query = normalizer.normalized(first)
    let comparer = NameComparer()
    var found: Set<Int> = []
    var search = NameSearch(NameIndex(names))
    search.forEachMatch(of: query) { found.insert($0.name) }
    for (number, name) in names.enumerated() {
      let candidate = normalizer.normalized(name)
      let comparison = comparer.compare(query, candidate)
      precondition((0...1).contains(comparison.similarity))
      precondition(found.contains(number) == (comparison.verdict != .different))
      _ = comparison.reasons(query, candidate)
    }
  }

  // MARK: Readers

  private static func run(_ reader: Reader, _ bytes: [UInt8]) throws {
    // The first byte chooses the size of chunks, which must not show in the result.
    let chunk = Int(bytes.first ?? 0) % 64 + 1
    let source = MemorySource(Array(bytes.dropFirst()))
    switch reader {
    case .csvReader, .csvLenientReader:
      try drain(
        CSVReader(
          source: source, dialect: dialect(reader), maximumRecordBytes: 200, chunkBytes: chunk))
    case .jsonDocument:
      try drain(
        JSONReader(
          source: source, layout: .document(records: ["", "a", "b.*"]), maximumRecordBytes: 200,
          chunkBytes: chunk))
    case .jsonLines:
      try drain(
        JSONReader(source: source, layout: .lines, maximumRecordBytes: 200, chunkBytes: chunk))
    case .jsonRecords:
      try drain(
        JSONRecordReader(
          source: source, layout: .lines, columns: ["a", "b.c", "$key"], maximumRecordBytes: 200,
          chunkBytes: chunk))
    case .xmlReader:
      try drain(
        XMLReader(
          source: source, records: ["r", "s"], maximumRecordBytes: 200, chunkBytes: chunk))
    case .gzip:
      try drain(InputFile.unpacked(source))
    case .utf16:
      try drain(InputFile.unpacked(source, encoding: .utf16))
    case .windows1252:
      try drain(InputFile.unpacked(source, encoding: .windows1252))
    }
  }

  private static func dialect(_ reader: Reader) -> CSVDialect {
    CSVDialect(quoting: reader == .csvLenientReader ? .lenient : .standard)
  }

  private static func drain(_ reader: some RecordReader) throws {
    var rows = 0
    while let (records, rejects) = try reader.nextBatch() {
      rows += records.count + rejects.count
      for record in 0..<records.count {
        for field in 0..<records[record].fieldCount { _ = records[record].field(field) }
        _ = records[record].original
      }
    }
    precondition(rows == reader.summary.rowsRead, "every row is a record or a reject")
  }

  private static func drain(_ reader: JSONReader) throws {
    var rows = 0
    while let (elements, rejects) = try reader.nextBatch() {
      rows += elements.count { $0.isRecord } + rejects.count
      for element in elements { _ = element.original }
    }
    precondition(rows == reader.summary.rowsRead, "every row is a record or a reject")
  }

  private static func drain(_ reader: XMLReader) throws {
    var rows = 0
    while let (records, rejects) = try reader.nextBatch() { rows += records.count + rejects.count }
    precondition(rows == reader.summary.rowsRead, "every row is a record or a reject")
  }

  private static func drain(_ source: any ByteSource) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 61, alignment: 16)
    defer { buffer.deallocate() }
    var total = 0
    while true {
      let count = try source.read(into: buffer)
      total += count
      if count == 0 || total > 1 << 20 { return }
    }
  }

  // MARK: Formats

  /// What stands between the files of a source of several.
  private static let separator = Array("\n=====\n".utf8)

  private static func run(_ format: SourceFormat, _ bytes: [UInt8]) throws {
    let parts = [""] + format.parts.map(\.name)
    let texts = split(bytes, atMost: parts.count)
    let request = SourceRequest(
      sourceID: "fuzz",
      files: texts.indices.map {
        SourceRequest.File(part: parts[$0], name: InputName("\($0)"), path: "\($0)")
      },
      list: Watchlist(
        id: "fuzz", title: "Fuzz", authority: "Fuzz", severity: "warning",
        countsPendingEntries: true),
      opener: { path, encoding throws(InputError) in
        try InputFile.unpacked(
          MemorySource(texts[Int(path) ?? 0], path: path), encoding: encoding)
      })
    let stream = try format.open(request)
    var accepted = Array(repeating: 0, count: texts.count)
    while let batch = try stream.next() {
      for file in texts.indices { accepted[file] += batch.accepted[file] }
      for lost in batch.lost { accepted[lost.file] += 1 }
      for entry in batch.entries { precondition(!entry.names.isEmpty, "an entry has a name") }
    }
    for (file, summary) in stream.fileSummaries.enumerated() {
      precondition(summary?.rowsRead == accepted[file], "every row is accounted for")
    }
  }

  private static func split(_ bytes: [UInt8], atMost count: Int) -> [[UInt8]] {
    var parts: [[UInt8]] = []
    var rest = bytes[...]
    while parts.count < count - 1, let found = firstRange(of: separator, in: rest) {
      parts.append(Array(rest[..<found.lowerBound]))
      rest = rest[found.upperBound...]
    }
    return parts + [Array(rest)]
  }

  private static func firstRange(of part: [UInt8], in bytes: ArraySlice<UInt8>) -> Range<Int>? {
    guard bytes.count >= part.count else { return nil }
    for start in bytes.startIndex...(bytes.endIndex - part.count)
    where bytes[start..<(start + part.count)].elementsEqual(part) {
      return start..<(start + part.count)
    }
    return nil
  }
}
