import RecordIO
import Testing

struct CSVHeaderTests {
  private func problem(_ bytes: [UInt8], dialect: CSVDialect = .init(), limit: Int = 1 << 20)
    -> String
  {
    do {
      _ = try CSVReader(
        source: MemorySource(bytes), dialect: dialect, maximumRecordBytes: limit, chunkBytes: 3)
      return "none"
    } catch {
      return error.description
    }
  }

  @Test func namesAreTrimmedOfBlanks() throws {
    #expect(try Parsed(" a ,\"b \",\u{A0}c\t,\"d\"\"\"\n").header == ["a", "b", "c", "d\""])
  }

  @Test func namesMaySpanLines() throws {
    let parsed = try Parsed("a,\"b\nb\"\n1,2\n")
    #expect(parsed.header == ["a", "b\nb"])
    #expect(parsed.rows.map(\.position.line) == [3])
  }

  @Test func severalEmptyNamesAreAllowed() throws {
    // OFAC's add.csv with header of 2023 ends its header with a delimiter.
    #expect(try Parsed("a,, \n1,2,3\n").header == ["a", "", ""])
  }

  @Test func twoEqualNamesAreRefused() {
    #expect(
      problem(Array("a,b, a\n".utf8))
        == "memory.csv: bad header: two columns are named 'a'; rename one "
        + "in the file")
  }

  @Test(arguments: ["", "\n\r\n\n", "\u{FEFF}", "\r", "\u{1A}"])
  func aFileWithoutRecordIsRefused(_ text: String) {
    #expect(
      problem(Array(text.utf8))
        == "memory.csv: holds no records, not even a header; fetch or export it again")
  }

  @Test func otherEncodingsAreNamed() {
    #expect(problem([0xFF, 0xFE, 0x61, 0]).contains("UTF-16 byte order mark"))
    #expect(
      problem([0x61, 0, 0x2C, 0, 0x62, 0, 0x0A, 0]).contains("NUL bytes; unpack a compressed file"))
    #expect(problem(Array("a,b".utf8) + [0xE9, 0x0A]).contains("it is not UTF-8"))
  }

  @Test func lineEndsOfCarriageReturnsAreRefused() {
    #expect(problem(Array("a,b\r1,2\r".utf8)).contains("carriage return without a line feed"))
  }

  @Test(arguments: ["a,\"b\n1,2\n", "a,\"b\"c\n", "a,bbbbbbbbbbbbbbbbbbbbbbbbb\n"])
  func aHeaderWithoutEndIsRefused(_ text: String) {
    #expect(problem(Array(text.utf8), limit: 20).contains("bad header: line 1 opens a quote"))
  }

  @Test func linesBeforeTheHeaderAreSkipped() throws {
    let parsed = try Parsed(
      "Last Updated,13/04/2018\n\"x\na,b\n1,2\n", dialect: CSVDialect(preambleLines: 2),
      chunkBytes: 1)
    #expect(parsed.header == ["a", "b"])
    #expect(parsed.rows.map(\.position.line) == [4])
    #expect(
      problem(Array("x\n".utf8), dialect: CSVDialect(preambleLines: 5)).contains("no records"))
  }

  @Test func namesMayComeFromOutside() throws {
    let dialect = CSVDialect(header: .names(["id", "name"]))
    let parsed = try Parsed("\u{FEFF}36,\"ACME\"\r\n\u{1A}", dialect: dialect, chunkBytes: 1)
    #expect(parsed.header == ["id", "name"])
    #expect(parsed.fields == [["36", "ACME"]])
    #expect(parsed.rows.map(\.position) == [RecordPosition(line: 1, byteOffset: 3)])
    #expect(try Parsed("", dialect: dialect).rowsRead == 0)
  }
}
