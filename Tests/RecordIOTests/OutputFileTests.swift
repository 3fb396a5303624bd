import Glibc
import RecordIO
import Testing

struct OutputFileTests {
  @Test func bytesAreWrittenCountedAndHashed() throws {
    let scratch = try ScratchDirectory()
    let file = try OutputFile(path: scratch.file("output.csv"))
    var expected: [UInt8] = []
    // Around the size of the buffer, which is 1 MiB.
    for count in [1, 5, 700_000, 400_000, 1 << 20, (1 << 20) + 1, 0, 3] {
      let part = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
      try file.write(part)
      expected += part
    }
    try file.write("é")
    expected += Array("é".utf8)
    try file.finish()
    #expect(file.byteCount == expected.count)
    #expect(file.sha256 == ContentHash.sha256(expected))
    #expect(try ContentHash.sha256(file: file.path) == file.sha256)
  }

  @Test func recordsGoStraightToAFile() throws {
    let scratch = try ScratchDirectory()
    let file = try OutputFile(path: scratch.file("output.csv"))
    var writer = CSVWriter(file: file)
    try writer.append(["a", "b"])
    try writer.append(["1", "x\ny"])
    try writer.finish()
    try file.finish()
    #expect(try Parsed(CSVReader(path: file.path)).fields == [["1", "x\ny"]])
  }

  @Test func aFileThatIsThereIsEmptied() throws {
    let scratch = try ScratchDirectory()
    _ = try scratch.write([1, 2, 3], to: "output.csv")
    let path = try scratch.write([4], to: "output.csv")
    #expect(try ContentHash.sha256(file: path) == ContentHash.sha256([4]))
  }

  @Test func aFullDiskIsReportedAndStaysReported() throws {
    let file = try OutputFile(path: "/dev/full")
    try file.write("x")
    let expected = OutputError(path: "/dev/full", operation: .write, code: ENOSPC)
    #expect(throws: expected) { try file.finish() }
    #expect(throws: expected) { try file.write("y") }
    #expect(expected.isOutOfSpace)
    #expect(
      expected.description
        == "/dev/full: cannot be written: No space left on device (28); free some space, or write "
        + "elsewhere")
  }

  @Test func aDirectoryThatIsNotThereIsReported() throws {
    let path = "/nonexistent/output.csv"
    let expected = OutputError(path: path, operation: .create, code: ENOENT)
    #expect(throws: expected) { try OutputFile(path: path) }
    #expect(expected.description.contains("cannot be created: No such file or directory (2);"))
  }
}
