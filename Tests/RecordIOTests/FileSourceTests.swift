import Glibc
import RecordIO
import Testing

struct FileSourceTests {
  @Test func aMissingFileIsToldFromOneThatCannotBeRead() throws {
    let scratch = try ScratchDirectory()
    let missing = scratch.file("input.csv")
    #expect(throws: InputError(path: missing, reason: .missing)) { try CSVReader(path: missing) }
    #expect(InputError(path: missing, reason: .missing).isMissing)
    #expect(
      InputError(path: "v.csv", reason: .missing).description
        == "v.csv: no such file; check the path, or fetch the file first")

    let directory = InputError(path: scratch.path, reason: .unopenable(code: EISDIR))
    #expect(throws: directory) { try CSVReader(path: scratch.path) }
    #expect(!directory.isMissing)
    #expect(directory.description.contains("cannot be opened: Is a directory (21)"))
  }

  @Test func theSummaryIsThatOfTheFile() throws {
    let scratch = try ScratchDirectory()
    let bytes = Array("\u{FEFF}a,b\r\n1,2\r\n\r\n3\r\n".utf8)
    let reader = try CSVReader(path: scratch.write(bytes), chunkBytes: 4)
    while try reader.nextBatch() != nil {}
    let expected = InputSummary(
      bytes: bytes.count, sha256: ContentHash.sha256(bytes), rowsRead: 2)
    #expect(reader.summary == expected)
  }

  /// Reads a file of three rows, changing it with `change` after the first batch.
  private func error(whenChangedBy change: (String, ScratchDirectory) throws -> Void) throws
    -> String
  {
    let scratch = try ScratchDirectory()
    let path = try scratch.write(Array("a,b\n1,2\n3,4\n5,6\n".utf8))
    let reader = try CSVReader(path: path, chunkBytes: 8)
    _ = try reader.nextBatch()
    try change(path, scratch)
    do {
      while try reader.nextBatch() != nil {}
      return "none"
    } catch {
      #expect(throws: error) { try reader.nextBatch() }
      return error.description.replacing(scratch.path + "/", with: "")
    }
  }

  @Test func aFileThatGrowsIsReported() throws {
    let message = try error { path, _ in
      let descriptor = open(path, O_WRONLY | O_APPEND)
      #expect(write(descriptor, "7,8\n", 4) == 4)
      close(descriptor)
    }
    #expect(
      message
        == "input.csv: changed while it was read: its size went from 16 to 20 bytes; run again "
        + "once it is complete")
  }

  @Test func aFileThatIsCutIsReported() throws {
    let message = try error { path, _ in #expect(truncate(path, 9) == 0) }
    #expect(message.contains("its size went from 16 to 9 bytes"))
  }

  @Test func aFileWrittenInPlaceIsReported() throws {
    let message = try error { path, _ in
      let times = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)]
      #expect(utimensat(AT_FDCWD, path, times, 0) == 0)
    }
    #expect(message.contains("its modification time moved"))
  }

  @Test func aFileReplacedOrRemovedIsReported() throws {
    let replaced = try error { path, scratch in
      let other = try scratch.write(Array("a,b\n".utf8), to: "other.csv")
      #expect(rename(other, path) == 0)
    }
    #expect(replaced.contains("another file took its place"))
    let removed = try error { path, _ in #expect(unlink(path) == 0) }
    #expect(removed.contains("it was removed"))
  }

  @Test func aFileLeftAloneIsNot() throws {
    #expect(try error { _, _ in } == "none")
  }

  @Test func aPipeIsRead() throws {
    let scratch = try ScratchDirectory()
    let path = scratch.file("input.csv")
    #expect(mkfifo(path, 0o600) == 0)
    // Open for reading and writing, which never waits on Linux.
    let descriptor = open(path, O_RDWR)
    let bytes = Array("a,b\n1,2\n".utf8)
    #expect(write(descriptor, bytes, bytes.count) == bytes.count)
    let source = try FileSource(path: path)
    close(descriptor)
    let parsed = try Parsed(CSVReader(source: source))
    #expect(parsed.fields == [["1", "2"]])
  }

  /// That it takes little memory is tested on a process of its own: `GiantLineTests`.
  @Test func aGiantLineIsRejected() throws {
    let scratch = try ScratchDirectory()
    let file = try OutputFile(path: scratch.file("input.csv"))
    try file.write("a,b\n1,")
    let block = [UInt8](repeating: 0x78, count: 1 << 20)
    for _ in 0..<32 { try file.write(block) }
    try file.write("\r\n3,4\n")
    try file.finish()

    let parsed = try Parsed(CSVReader(path: file.path, maximumRecordBytes: 1 << 20))
    #expect(parsed.fields == [["3", "4"]])
    #expect(parsed.rows[0].position == RecordPosition(line: 3, byteOffset: 8 + (32 << 20)))
    #expect(parsed.kinds == [.recordTooLong])
    let original = parsed.rejects[0].original
    #expect(original.hasPrefix("1,xxxx"))
    let line = Array("1,".utf8) + [UInt8](repeating: 0x78, count: 32 << 20)
    #expect(
      original.hasSuffix("x [... 33554434 bytes in all, sha256 \(ContentHash.sha256(line))]"))
    #expect(original.utf8.count < 4300)
  }
}
