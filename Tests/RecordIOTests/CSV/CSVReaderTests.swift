import RecordIO
import Testing

struct CSVReaderTests {
  struct Case: CustomTestStringConvertible {
    var title: String
    var text: String
    var rows: [[String]]
    var testDescription: String { title }
  }

  static let cases = [
    Case(title: "plain", text: "a,b\n1,2\n3,4\n", rows: [["1", "2"], ["3", "4"]]),
    Case(title: "no final newline", text: "a,b\n1,2", rows: [["1", "2"]]),
    Case(title: "final quote without newline", text: "a,b\n1,\"2\"", rows: [["1", "2"]]),
    Case(title: "last field empty at the end", text: "a,b\n1,", rows: [["1", ""]]),
    Case(title: "CRLF", text: "a,b\r\n1,2\r\n\"3\",\"4\"\r\n", rows: [["1", "2"], ["3", "4"]]),
    Case(
      title: "CRLF and LF mixed", text: "a,b\r\n1,2\n\"3\",\"4\"\r\n5,6",
      rows: [["1", "2"], ["3", "4"], ["5", "6"]]),
    Case(title: "half a CRLF at the end", text: "a,b\n1,2\r", rows: [["1", "2"]]),
    Case(title: "half a CRLF after a quote", text: "a,b\n1,\"2\"\r", rows: [["1", "2"]]),
    Case(title: "lone carriage return is text", text: "a,b\n1\r9,2\n", rows: [["1\r9", "2"]]),
    Case(title: "byte order mark", text: "\u{FEFF}a,b\n1,2\n", rows: [["1", "2"]]),
    Case(
      title: "blank lines are no rows", text: "\n\r\na,b\n\n1,2\n\r\n\n3,4\n\n\r",
      rows: [["1", "2"], ["3", "4"]]),
    // OFAC's sdn.csv, alt.csv and add.csv end with a line of this byte alone.
    Case(title: "DOS end-of-file mark", text: "a,b\r\n1,2\r\n\u{1A}", rows: [["1", "2"]]),
    Case(title: "quoted delimiter", text: "a,b\n\"1,5\",2\n", rows: [["1,5", "2"]]),
    Case(
      title: "doubled quotes", text: "a,b\n\"say \"\"hi\"\"\",\"\"\"\"\n",
      rows: [["say \"hi\"", "\""]]),
    Case(title: "quoted empty", text: "a,b\n\"\",\"\"\n", rows: [["", ""]]),
    Case(title: "embedded newlines", text: "a,b\n\"x\ny\r\nz\",2\n", rows: [["x\ny\r\nz", "2"]]),
    Case(title: "quote in plain field", text: "a,b\n5\" disk,6\"\n", rows: [["5\" disk", "6\""]]),
    Case(title: "nothing is trimmed", text: "a,b\n 1 ,\t2\n", rows: [[" 1 ", "\t2"]]),
    Case(
      title: "beyond ASCII", text: "a,b\n华为,\"Société \"\"É\"\"\"\n",
      rows: [["华为", "Société \"É\""]]),
    Case(title: "only delimiters", text: "a,b\n,\n", rows: [["", ""]]),
    Case(title: "header alone", text: "a,b\n", rows: []),
  ]

  @Test(arguments: cases)
  func wellFormedTextGivesItsFields(_ testCase: Case) throws {
    let parsed = try Parsed(testCase.text)
    #expect(parsed.header == ["a", "b"])
    #expect(parsed.fields == testCase.rows)
    #expect(parsed.rejects.isEmpty)
    #expect(parsed.rowsRead == testCase.rows.count)
  }

  @Test func oneColumnKeepsQuotedEmptyValuesAndSkipsBlankLines() throws {
    let parsed = try Parsed("name\nAcme\n\n\"\"\n")
    #expect(parsed.fields == [["Acme"], [""]])
    #expect(parsed.rows.map(\.position.line) == [2, 4])
  }

  @Test func otherDelimiterAndQuoteAreFollowed() throws {
    let dialect = CSVDialect(delimiter: UInt8(ascii: ";"), quote: UInt8(ascii: "'"))
    let parsed = try Parsed("a;b\n'1;''2';\"x\"\n", dialect: dialect)
    #expect(parsed.fields == [["1;'2", "\"x\""]])
  }

  @Test func positionsAreThoseOfTheFirstLine() throws {
    let parsed = try Parsed("\u{FEFF}a,b\r\n\n1,\"x\ny\"\n3\n5,6")
    #expect(parsed.rows.map(\.position.line) == [3, 6])
    #expect(parsed.rows.map(\.position.byteOffset) == [9, 19])
    #expect(parsed.rows.map(\.original) == ["1,\"x\ny\"", "5,6"])
    #expect(parsed.rejects.map(\.position) == [RecordPosition(line: 5, byteOffset: 17)])
  }

  @Test func emptyFieldsSaySoWithoutAString() throws {
    let reader = try CSVReader(source: MemorySource(Array("a,b,c\n,\"\",x\n".utf8)))
    let batch = try #require(try reader.nextBatch()).records
    #expect((0..<3).map { batch[0].isEmpty($0) } == [true, true, false])
    #expect(batch[0].field(2) == "x")
    #expect(try reader.nextBatch() == nil)
    #expect(try reader.nextBatch() == nil)
  }

  @Test func wrongFieldCountsSayWhatWasFoundAndExpected() throws {
    let parsed = try Parsed("a,b,c\n1,2\n1,2,3,4\n1,2,3\n")
    #expect(parsed.fields == [["1", "2", "3"]])
    #expect(parsed.kinds == [.tooFewFields, .tooManyFields])
    #expect(
      parsed.rejects.map(\.explanation) == [
        "found 2 fields, expected 3 as in the header; add the missing delimiters, or join the line "
          + "with the one it was cut from",
        "found 4 fields, expected 3 as in the header; quote the field that holds a delimiter",
      ])
    #expect(parsed.rejects.map(\.original) == ["1,2", "1,2,3,4"])
    #expect(parsed.rejects.map(\.column) == [nil, nil])
    #expect(parsed.rowsRead == 3)
  }

  @Test func textAfterAClosingQuoteCostsItsLineOnly() throws {
    let parsed = try Parsed("a,b\n\"1\"x,2\r\n3,4\n5,\"6\" \n7,\"8\"\r9")
    #expect(parsed.fields == [["3", "4"]])
    #expect(parsed.kinds == [.malformedQuote, .malformedQuote, .malformedQuote])
    #expect(parsed.rejects.map(\.column) == ["a", "b", "b"])
    #expect(parsed.rejects.map(\.original) == ["\"1\"x,2", "5,\"6\" ", "7,\"8\"\r9"])
    #expect(
      parsed.rejects[0].explanation
        == "text follows the closing quote of column 'a'; double a quote that belongs to the text, "
        + "or remove the text after it")
  }

  @Test func invalidUTF8NamesColumnAndByteAndKeepsTheBytes() throws {
    let bytes = Array("a,b,c\nx,\"y".utf8) + [0x92] + Array("\",z\nok,\"\",é\n".utf8)
    let parsed = try Parsed(bytes)
    #expect(parsed.fields == [["ok", "", "é"]])
    #expect(parsed.kinds == [.invalidUTF8])
    #expect(parsed.rejects[0].column == "b")
    #expect(parsed.rejects[0].original == "x,\"y\\x92\",z")
    #expect(
      parsed.rejects[0].explanation
        == "column 'b' holds the byte 0x92, which is not UTF-8; fix the row, or convert "
        + "the file")
  }

  @Test(
    arguments: [
      [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xE4, 0xB8], [0xFF],
    ] as [[UInt8]])
  func overlongFormsSurrogatesAndFragmentsAreInvalid(_ fragment: [UInt8]) throws {
    let parsed = try Parsed(Array("a,b\n12345678901,".utf8) + fragment + Array("\n1,2\n".utf8))
    #expect(parsed.kinds == [.invalidUTF8])
    #expect(parsed.rejects.first?.column == "b")
    #expect(parsed.fields == [["1", "2"]])
  }

  @Test(arguments: [
    "\u{80}", "\u{7FF}", "\u{800}", "\u{D7FF}", "\u{E000}", "\u{FFFF}", "\u{10FFFF}",
  ])
  func theEdgesOfUTF8AreValid(_ text: String) throws {
    #expect(try Parsed("a,b\nx,\(text)\n").fields == [["x", text]])
  }

  @Test func nulNamesItsColumn() throws {
    let parsed = try Parsed("a,b\n1,2\u{0}3\n4,5\n")
    #expect(parsed.fields == [["4", "5"]])
    #expect(parsed.kinds == [.nulByte])
    #expect(parsed.rejects[0].column == "b")
    #expect(parsed.rejects[0].original == "1,2\\x003")
  }

  @Test func fieldsBeyondTheHeaderOrWithoutNameHaveNoColumn() throws {
    let parsed = try Parsed("a,\n1,\"2\"x\n1,2,\"3\"x\n")
    #expect(parsed.kinds == [.malformedQuote, .malformedQuote])
    #expect(parsed.rejects[1].column == nil)
    #expect(parsed.rejects[1].explanation.hasPrefix("text follows the closing quote of field 3;"))
  }

  @Test func recordsMayBeAsLongAsTheLimitAndNoLonger() throws {
    // With its line ending, "12345,67\n" has nine bytes.
    let text = "a,b\n12345,67\n12345,678\n1,2\n12345,6789"
    let parsed = try Parsed(text, maximumRecordBytes: 9)
    #expect(parsed.fields == [["12345", "67"], ["1", "2"]])
    #expect(parsed.kinds == [.recordTooLong, .recordTooLong])
    #expect(parsed.rejects.map(\.position.line) == [3, 5])
    #expect(parsed.rejects.map(\.original) == ["12345,678", "12345,6789"])
    #expect(
      parsed.rejects[0].explanation
        == "the line holds 9 bytes, expected at most 9 with its line ending; shorten it, or look "
        + "for missing line breaks")
    let last = try Parsed("a,b\n12345,678", maximumRecordBytes: 9)
    #expect(last.fields == [["12345", "678"]])
  }

  @Test func anOverlongQuotedLineIsTooLongAndNotUnclosed() throws {
    let parsed = try Parsed(
      "a,b\n1,\"" + String(repeating: "x", count: 50) + "\"\r\n3,4\n", maximumRecordBytes: 20)
    #expect(parsed.kinds == [.recordTooLong])
    #expect(parsed.rejects[0].original.hasSuffix("x\""))
    #expect(parsed.fields == [["3", "4"]])
  }

  @Test func aFileOfPieceAfterPieceIsSummedUp() throws {
    let source = MemorySource(Array("a,b\n1,2\n3\n".utf8))
    let reader = try CSVReader(source: source, chunkBytes: 2)
    while try reader.nextBatch() != nil {}
    #expect(source.wasFinished)
    #expect(
      reader.summary
        == InputSummary(
          bytes: 10, sha256: ContentHash.sha256("a,b\n1,2\n3\n"), rowsRead: 2))
  }

  @Test func batchesMayBeReadOnOtherThreads() async throws {
    let reader = try CSVReader(source: MemorySource(Array("a,b\n1,2\n3,4\n".utf8)))
    let batch = try #require(try reader.nextBatch()).records
    let fields = await Task.detached { (0..<batch.count).map { batch[$0].field(1) } }.value
    #expect(fields == ["2", "4"])
  }
}
