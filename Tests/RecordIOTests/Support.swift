import Glibc
import RecordIO

/// Bytes in memory as a source, a few at a time when asked.
final class MemorySource: ByteSource {
  let path = "memory.csv"
  private let bytes: [UInt8]
  private(set) var bytesRead = 0
  private(set) var wasFinished = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var sha256: String { ContentHash.sha256(Array(bytes[..<bytesRead])) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    let count = min(buffer.count, bytes.count - bytesRead)
    buffer.copyBytes(from: bytes[bytesRead..<bytesRead + count])
    bytesRead += count
    return count
  }

  func finish() throws(InputError) { wasFinished = true }
}

/// Everything a reader makes of some bytes.
struct Parsed: Equatable {
  struct Row: Equatable {
    var position: RecordPosition
    var fields: [[UInt8]]
    var original: String
  }

  var header: [String]
  var rows: [Row]
  var rejects: [Reject]
  var rowsRead: Int

  var fields: [[String]] { rows.map { $0.fields.map { String(decoding: $0, as: UTF8.self) } } }
  var kinds: [Reject.Kind] { rejects.map(\.kind) }
  /// Records and rejects by line, each as its first field or its kind.
  var lines: [Int] { (rows.map(\.position.line) + rejects.map(\.position.line)).sorted() }

  init(
    _ bytes: [UInt8], dialect: CSVDialect = .init(), maximumRecordBytes: Int = 4 << 20,
    chunkBytes: Int = 1 << 20
  ) throws {
    try self.init(
      CSVReader(
        source: MemorySource(bytes), dialect: dialect, maximumRecordBytes: maximumRecordBytes,
        chunkBytes: chunkBytes))
  }

  init(
    _ text: String, dialect: CSVDialect = .init(), maximumRecordBytes: Int = 4 << 20,
    chunkBytes: Int = 1 << 20
  ) throws {
    try self.init(
      Array(text.utf8), dialect: dialect, maximumRecordBytes: maximumRecordBytes,
      chunkBytes: chunkBytes)
  }

  init(_ reader: CSVReader) throws {
    header = reader.header
    rows = []
    rejects = []
    while let (records, someRejects) = try reader.nextBatch() {
      for index in 0..<records.count {
        let record = records[index]
        let fields = (0..<record.fieldCount).map { field in
          record.withFieldBytes(field) { Array($0) }
        }
        rows.append(
          Row(position: record.position, fields: fields, original: record.original))
      }
      rejects += someRejects
    }
    rowsRead = reader.summary.rowsRead
  }
}

/// A repeatable generator (SplitMix64), so that a failing seed fails again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: Int) { state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Returns up to `count` parts picked from `alphabet` and joined.
  mutating func text(upTo count: Int, from alphabet: [String]) -> String {
    (0..<Int.random(in: 0...count, using: &self)).map { _ in
      alphabet.randomElement(using: &self) ?? ""
    }.joined()
  }
}

/// A directory that is removed when the value goes.
final class ScratchDirectory {
  let path: String

  init() throws {
    var template = Array("/tmp/record-io-tests-XXXXXX".utf8CString)
    let made = template.withUnsafeMutableBufferPointer { characters in
      characters.baseAddress.flatMap { mkdtemp($0) }.map { String(cString: $0) }
    }
    guard let made else { throw OutputError(path: "/tmp", operation: .create, code: errno) }
    path = made
  }

  deinit {
    for name in ["input.csv", "other.csv", "output.csv"] {
      unlink(file(name))
      rmdir(file(name))
    }
    rmdir(path)
  }

  /// Returns the path of a file in the directory: `input.csv`, `other.csv` or `output.csv`.
  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file and returns its path.
  func write(_ bytes: [UInt8], to name: String = "input.csv") throws -> String {
    let file = try OutputFile(path: file(name))
    try file.write(bytes)
    try file.finish()
    return file.path
  }
}
