import RecordIO
import Testing

struct JSONLinesTests {
  struct Case: CustomTestStringConvertible {
    var title: String
    var text: String
    var records: [String]
    var testDescription: String { title }
  }

  static let cases = [
    Case(title: "plain", text: "{\"a\":1}\n{\"a\":2}\n", records: ["{\"a\":1}", "{\"a\":2}"]),
    // A delta.json of OpenSanctions may be one line without an ending.
    Case(
      title: "no final newline", text: "{\"a\":1}\n{\"a\":2}", records: ["{\"a\":1}", "{\"a\":2}"]),
    Case(title: "CRLF and LF mixed", text: "[1]\r\n[2]\n[3]\r\n", records: ["[1]", "[2]", "[3]"]),
    Case(title: "half a CRLF at the end", text: "[1]\r", records: ["[1]"]),
    Case(title: "byte order mark", text: "\u{FEFF}[1]\n", records: ["[1]"]),
    Case(title: "blank lines", text: "\n \r\n[1]\n\t\n\n[2]\n\n", records: ["[1]", "[2]"]),
    Case(title: "DOS end-of-file mark", text: "[1]\r\n\u{1A}", records: ["[1]"]),
    Case(
      title: "DOS end-of-file mark on a line", text: "[1]\n\u{1A}\r\n[2]", records: ["[1]", "[2]"]),
    Case(
      title: "every kind of value", text: "null\ntrue\nfalse\n-1.5e3\n\"x\"\n[]\n{}\n",
      records: ["null", "true", "false", "-1.5e3", "\"x\"", "[]", "{}"]),
    Case(
      title: "blanks between tokens", text: " { \"a\" : [ 1 ,\t2 ] , \"b\":{ } } \n",
      records: ["{\"a\":[1,2],\"b\":{}}"]),
    Case(
      title: "equal names are kept", text: "{\"a\":1,\"a\":2}\n", records: ["{\"a\":1,\"a\":2}"]),
    Case(
      title: "brackets and quotes in strings", text: "[\"]}\\\"{[\"]\n", records: ["[\"]}\\\"{[\"]"]
    ),
    Case(
      title: "digits are kept", text: "[12345678901234567890,0.10,-0,1E+2]\n",
      records: ["[12345678901234567890,0.10,-0,1E+2]"]),
  ]

  @Test(arguments: cases)
  func wellFormedLinesGiveTheirValues(_ testCase: Case) {
    let parsed = ParsedJSON(testCase.text)
    #expect(parsed.texts == testCase.records)
    #expect(parsed.rejects.isEmpty)
    #expect(parsed.error == nil)
    #expect(parsed.rowsRead == testCase.records.count)
    #expect(parsed.elements.allSatisfy { $0.isRecord && $0.container.isEmpty && $0.key == nil })
  }

  static let strings = [
    ("", ""), ("plain", "plain"), ("\\\"\\\\\\/\\b\\f\\n\\r\\t", "\"\\/\u{8}\u{C}\n\r\t"),
    ("\\u0041\\u00e9\\u4E2D", "Aé中"), ("\\ud83d\\uDE00!", "😀!"), ("é中😀", "é中😀"),
    ("seven..", "seven.."), ("eight...", "eight..."), ("nine.... \\u00e9", "nine.... é"),
    ("\u{7F}", "\u{7F}"), ("\\u0001\\u001f", "\u{1}\u{1F}"), ("\\uFFFF", "\u{FFFF}"),
  ]

  @Test(arguments: strings)
  func stringsAreDecoded(_ written: String, _ text: String) {
    #expect(ParsedJSON("\"\(written)\"\n").records.map(\.value) == [.string(text)])
    #expect(
      ParsedJSON("{\"\(written)\":0}\n").records.map(\.value)
        == [.object([JSONMember(key: text, value: .number("0"))])])
  }

  struct Fault: CustomTestStringConvertible {
    var line: String
    var kind: Reject.Kind
    var explanation: String
    var testDescription: String { line }
  }

  static let faults = [
    Fault(
      line: "{\"a\":1", kind: .malformedJSON,
      explanation: "byte 7 of the line: found the end of the line, expected ',' or '}'; fix it, or "
        + "fetch the file again"),
    Fault(line: "{\"a\" 1}", kind: .malformedJSON, explanation: "byte 6 of the line: found '1'"),
    Fault(line: "{a:1}", kind: .malformedJSON, explanation: "byte 2 of the line: found 'a'"),
    Fault(line: "{\"a\":1,}", kind: .malformedJSON, explanation: "byte 8 of the line: found '}'"),
    Fault(line: "[1,]", kind: .malformedJSON, explanation: "byte 4 of the line: found ']'"),
    Fault(line: "[1 2]", kind: .malformedJSON, explanation: "byte 4 of the line: found '2'"),
    Fault(line: "[1}", kind: .malformedJSON, explanation: "byte 3 of the line: found '}'"),
    Fault(line: "[1]]", kind: .malformedJSON, explanation: "byte 4 of the line: found ']'"),
    Fault(
      line: "[1] [2]", kind: .malformedJSON,
      explanation: "byte 5 of the line: found '[', expected nothing more"),
    Fault(line: "[01]", kind: .malformedJSON, explanation: "byte 3 of the line: found '1'"),
    Fault(line: "[1.]", kind: .malformedJSON, explanation: "byte 4 of the line: found ']'"),
    Fault(line: "[.5]", kind: .malformedJSON, explanation: "byte 2 of the line: found '.'"),
    Fault(line: "[+1]", kind: .malformedJSON, explanation: "byte 2 of the line: found '+'"),
    Fault(line: "[1e]", kind: .malformedJSON, explanation: "byte 4 of the line: found ']'"),
    Fault(line: "[nul]", kind: .malformedJSON, explanation: "byte 5 of the line: found ']'"),
    Fault(line: "[NaN]", kind: .malformedJSON, explanation: "byte 2 of the line: found 'N'"),
    Fault(line: "['a']", kind: .malformedJSON, explanation: "byte 2 of the line: found '''"),
    Fault(line: "[“a”]", kind: .malformedJSON, explanation: "byte 2 of the line: found '“'"),
    Fault(line: "  [x]", kind: .malformedJSON, explanation: "byte 4 of the line: found 'x'"),
    Fault(
      line: "[\"a\tb\"]", kind: .malformedJSON,
      explanation: "byte 4 of the line: found the byte 0x09 within a string"),
    Fault(
      line: "[\"\\x\"]", kind: .malformedJSON,
      explanation: "byte 4 of the line: found 'x' after a backslash"),
    Fault(
      line: "[\"\\u12G4\"]", kind: .malformedJSON, explanation: "byte 7 of the line: found 'G'"),
    Fault(
      line: "[\"\\ud83d\"]", kind: .malformedJSON,
      explanation: "byte 3 of the line: found half of a surrogate pair"),
    Fault(
      line: "[\"\\ud83dx\"]", kind: .malformedJSON, explanation: "byte 3 of the line: found half"),
    Fault(
      line: "[\"\\ud83d\\u0041\"]", kind: .malformedJSON,
      explanation: "byte 3 of the line: found half"),
    Fault(
      line: "[\"\\ude00\"]", kind: .malformedJSON, explanation: "byte 3 of the line: found half"),
    Fault(
      line: "[\"\\u0000\"]", kind: .nulByte,
      explanation: "byte 3 of the line: found the escape \\u0000"),
    Fault(
      line: "[\"\u{0}\"]", kind: .nulByte, explanation: "byte 3 of the line: found the byte 0x00"),
    Fault(
      line: "\u{0}\u{0}", kind: .nulByte, explanation: "byte 1 of the line: found the byte 0x00"),
  ]

  @Test(arguments: faults)
  func aBadLineCostsItselfAndSaysWhere(_ fault: Fault) {
    let parsed = ParsedJSON("[0]\n\(fault.line)\n[2]\n")
    #expect(parsed.texts == ["[0]", "[2]"])
    #expect(parsed.kinds == [fault.kind])
    #expect(parsed.rejects.first?.explanation.hasPrefix(fault.explanation) == true)
    #expect(parsed.rejects.first?.position.line == 2)
    #expect(parsed.rowsRead == 3)
    let rows = ParsedJSONRows("[0]\n\(fault.line)\n[2]\n", columns: ["", "a"])
    #expect(rows.rejects == parsed.rejects)
  }

  @Test(
    arguments: [
      [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xE4, 0xB8], [0xFF],
    ] as [[UInt8]])
  func bytesThatAreNotUTF8AreRejected(_ fragment: [UInt8]) {
    let inString = ParsedJSON(Array("[\"ok\"]\n[\"12345".utf8) + fragment + Array("6789\"]\n".utf8))
    #expect(inString.kinds == [.invalidUTF8])
    #expect(inString.texts == ["[\"ok\"]"])
    #expect(
      inString.rejects.first?.explanation.hasPrefix("byte 8 of the line: found the byte") == true)
    #expect(ParsedJSON(Array("[".utf8) + fragment + Array("]\n".utf8)).kinds == [.invalidUTF8])
  }

  @Test(arguments: [
    "[1", "{\"a\":", "\"abc", "\"ab\\", "\"\\u12", "\"\\ud83d", "tru", "-", "1.", "[1,",
    "{\"a\":1, ",
  ])
  func anUnfinishedLastLineWithoutEndingIsCutOff(_ line: String) {
    let parsed = ParsedJSON("[0]\n" + line)
    #expect(parsed.kinds == [.cutOff])
    #expect(parsed.rejects.first?.explanation.contains("found the end of the file") == true)
    #expect(parsed.texts == ["[0]"])
    // With its ending the line is complete, and wrong.
    #expect(ParsedJSON("[0]\n" + line + "\n").kinds == [.malformedJSON])
  }

  @Test func whatIsWrongInTheMiddleOfTheLastLineIsNotCutOff() {
    #expect(ParsedJSON("[0]\n[x").kinds == [.malformedJSON])
    #expect(ParsedJSON(Array("[0]\n[\"é".utf8).dropLast()).kinds == [.cutOff])
  }

  @Test func sixtyFourLevelsAreFollowedAndNoMore() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
      let inner = open == "[" ? "" : "1"
      func nested(_ depth: Int) -> String {
        String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
      }
      let parsed = ParsedJSON(nested(64) + "\n" + nested(65) + "\n[1]\n")
      #expect(parsed.kinds == [.nestedTooDeep])
      #expect(parsed.rejects.first?.position.line == 2)
      #expect(parsed.records.count == 2)
      #expect(parsed.rejects.first?.explanation.contains("found the 65th array or object") == true)
      let rows = ParsedJSONRows(nested(64) + "\n" + nested(65) + "\n", columns: ["a.a.a", "", "b"])
      #expect(rows.rejects == parsed.rejects)
    }
    let bomb = ParsedJSON(String(repeating: "[", count: 100_000) + "\n[1]\n")
    #expect(bomb.kinds == [.nestedTooDeep])
    #expect(bomb.texts == ["[1]"])
  }

  @Test func linesMayBeAsLongAsTheLimitAndNoLonger() {
    // With its line ending, "[123456]\n" has nine bytes.
    let parsed = ParsedJSON("[123456]\n[1234567]\n[1]\n[12345678]", maximumRecordBytes: 9)
    #expect(parsed.texts == ["[123456]", "[1]"])
    #expect(parsed.kinds == [.recordTooLong, .recordTooLong])
    #expect(parsed.rejects.map(\.original) == ["[1234567]", "[12345678]"])
    #expect(parsed.rejects.map(\.position.line) == [2, 4])
    #expect(
      parsed.rejects[0].explanation
        == "the line holds 9 bytes, expected at most 9 with its line ending; shorten it, or look "
        + "for missing line breaks")
  }

  @Test func positionsAndOriginalsAreThoseOfTheValue() {
    let parsed = ParsedJSON("\u{FEFF}\r\n  [1] \r\n\n [x] \n[3]")
    #expect(
      parsed.records.map(\.position)
        == [RecordPosition(line: 2, byteOffset: 7), RecordPosition(line: 5, byteOffset: 20)])
    #expect(parsed.records.map(\.original) == ["[1]", "[3]"])
    #expect(parsed.rejects.map(\.position) == [RecordPosition(line: 4, byteOffset: 15)])
    #expect(parsed.rejects.map(\.original) == ["[x]"])
    #expect(parsed.rejects[0].explanation.hasPrefix("byte 3 of the line:"))
    #expect(ParsedJSON("  [x]").rejects[0].explanation.hasPrefix("byte 4 of the line:"))
  }

  @Test(arguments: [JSONLayout.lines, .document(records: [""])])
  func aFileWithoutAnythingIsAnError(_ layout: JSONLayout) {
    for text in ["", "\u{FEFF}", " \r\n\n\t"] {
      for chunk in [1, 1 << 20] {
        let parsed = ParsedJSON(text, layout, chunkBytes: chunk)
        #expect(parsed.error == InputError(path: "memory.csv", reason: .empty))
      }
    }
  }

  @Test func aFileOfPieceAfterPieceIsSummedUp() throws {
    let source = MemorySource(Array("[1]\n[2]\n[x]\n".utf8))
    let reader = try JSONReader(source: source, layout: .lines, chunkBytes: 2)
    while try reader.nextBatch() != nil {}
    #expect(source.wasFinished)
    let sha256 = ContentHash.sha256("[1]\n[2]\n[x]\n")
    #expect(reader.summary == InputSummary(bytes: 12, sha256: sha256, rowsRead: 3))
    #expect(try reader.nextBatch() == nil)
  }
}
