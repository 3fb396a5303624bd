import RecordIO
import Testing

struct JSONLinesTests {
  struct Case: CustomTestStringConvertible {
    var text: String
    var value: JSONValue
    var testDescription: String { text }
  }

  static let values = [
    Case(text: "null", value: .null),
    Case(text: " true\t", value: .bool(true)),
    Case(text: "false", value: .bool(false)),
    Case(text: "0", value: .number("0")),
    Case(text: "-0.50e+3", value: .number("-0.50e+3")),
    Case(text: "12345678901234567890", value: .number("12345678901234567890")),
    Case(text: "1E9", value: .number("1E9")),
    Case(text: "\"\"", value: .string("")),
    Case(
      text: #""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00\u0000""#,
      value: .string("\"\\/\u{8}\u{C}\n\r\té😀\u{0}")),
    Case(text: "\"华为 é\"", value: .string("华为 é")),
    Case(text: "[]", value: .array([])),
    Case(
      text: "[1, [2],{ } ]", value: .array([.number("1"), .array([.number("2")]), .object([])])),
    Case(
      text: #"{"a":1,"a":"2" , "":null}"#,
      value: .object([
        JSONMember(key: "a", value: .number("1")), JSONMember(key: "a", value: .string("2")),
        JSONMember(key: "", value: .null),
      ])),
  ]

  @Test(arguments: values) func aWellFormedLineGivesItsValue(_ testCase: Case) {
    for ending in ["", "\n", "\r\n", "\n\n\u{1A}"] {
      let parsed = ParsedJSON(testCase.text + ending)
      #expect(parsed.values == [testCase.value])
      #expect(parsed.rejects.isEmpty)
      #expect(parsed.rowsRead == 1)
    }
  }

  @Test func blankLinesTheByteOrderMarkAndTheDOSMarkAreNoRows() {
    let parsed = ParsedJSON("\u{FEFF}\n1\r\n\r\n \t\n  2\n\u{1A}\r\n{}\n\u{1A}")
    #expect(parsed.values == [.number("1"), .number("2"), .object([])])
    #expect(parsed.records.map(\.position.line) == [2, 5, 7])
    #expect(parsed.records.map(\.position.byteOffset) == [4, 14, 19])
    #expect(parsed.records.map(\.original) == ["1", "2", "{}"])
    #expect(parsed.rejects.isEmpty)
    for text in ["", "\u{FEFF}", "\n\n", " "] {
      let parsed = ParsedJSON(text)
      #expect(parsed.error == nil && parsed.rowsRead == 0)
    }
  }

  struct Broken: CustomTestStringConvertible {
    var text: String
    var kind: Reject.Kind = .malformedJSON
    var start: String
    var testDescription: String { text }
  }

  static let broken = [
    Broken(text: "{\"a\" 1}", start: "byte 6 of the line: found '1', expected ':'"),
    Broken(text: " {\"a\":1,}", start: "byte 9 of the line: found '}', expected a member's name"),
    Broken(text: "{\"a\":1 \"b\":2}", start: "byte 8 of the line: found '\"', expected ',' or '}'"),
    Broken(text: "{a:1}", start: "byte 2 of the line: found 'a', expected a member's name in"),
    Broken(text: "[1 2]", start: "byte 4 of the line: found '2', expected ',' or ']'"),
    Broken(text: "[1,]", start: "byte 4 of the line: found ']', expected a value"),
    Broken(text: "01", start: "byte 2 of the line: found '1', expected nothing behind the value"),
    Broken(text: "1.", start: "byte 3 of the line: found the end of the line, expected a digit"),
    Broken(text: "-x", start: "byte 2 of the line: found 'x', expected a digit"),
    Broken(text: "nulL", start: "byte 4 of the line: found 'L', expected 'null'"),
    Broken(text: "é", start: "byte 1 of the line: found U+00E9, expected a value"),
    Broken(text: "{} {}", start: "byte 4 of the line: found '{', expected nothing behind"),
    Broken(text: "\"a\tb\"", start: "byte 3 of the line: found the byte 0x09, expected an escape"),
    Broken(text: #""\x""#, start: "byte 3 of the line: found 'x', expected one of"),
    Broken(text: #""\u12G4""#, start: "byte 6 of the line: found 'G', expected four"),
    Broken(text: #""\uD800 ""#, start: "byte 2 of the line: found half a surrogate pair"),
    Broken(text: #""\uD800\uD800""#, start: "byte 2 of the line: found half a surrogate pair"),
    Broken(text: #""\uDC00""#, start: "byte 2 of the line: found half a surrogate pair"),
    Broken(text: "{\"a\":[1,2}", start: "byte 10 of the line: found '}', expected ',' or ']'"),
    Broken(text: "{\"a\":", start: "byte 6 of the line: found the end of the line, expected a val"),
    Broken(text: "\"a\u{0}\"", kind: .nulByte, start: "the line holds a NUL at byte 3 of the line"),
    Broken(
      text: String(repeating: "[", count: 65) + String(repeating: "]", count: 65),
      kind: .nestedTooDeep, start: "byte 65 of the line opens a level of nesting too many"),
  ]

  @Test(arguments: broken) func aBadLineIsARejectThatSaysWhereItBroke(_ testCase: Broken) throws {
    let parsed = ParsedJSON("1\n\(testCase.text)\n2\n")
    #expect(parsed.values == [.number("1"), .number("2")])
    #expect(parsed.kinds == [testCase.kind])
    #expect(parsed.rowsRead == 3)
    let reject = try #require(parsed.rejects.first)
    #expect(reject.explanation.hasPrefix(testCase.start), "\(reject.explanation)")
    #expect(reject.explanation.contains("; "))
    #expect(!reject.explanation.contains("\n"))
    #expect(reject.position.line == 2)
    let rejected = OriginalText.bytes(of: reject.original)
    let leading = testCase.text.utf8.count - rejected.count
    #expect(rejected == Array(testCase.text.utf8.dropFirst(leading)))
  }

  @Test func invalidUTF8NamesTheByteAndKeepsIt() {
    let parsed = ParsedJSON(Array("{\"a\":\"".utf8) + [0xE4] + Array("\"}\n1\n".utf8))
    #expect(parsed.kinds == [.invalidUTF8])
    #expect(
      parsed.rejects.first?.explanation
        == "byte 7 of the line is 0xE4, which is not UTF-8; fix the line, or convert the file")
    #expect(parsed.rejects.first?.original == "{\"a\":\"\\xE4\"}")
    #expect(parsed.values == [.number("1")])
  }

  @Test func aCutOffLastLineIsToldFromADamagedOne() {
    let line = "{\"a\": \"é😀\\u00e9\", \"b\": [1.5, true, null]}"
    let bytes = Array(line.utf8)
    for length in 1..<bytes.count {
      let parsed = ParsedJSON(Array(bytes[..<length]), chunkBytes: 3)
      #expect(parsed.kinds == [.cutOff], "cut at \(length)")
      let whole = ParsedJSON(Array(bytes[..<length]) + [0x0A])
      #expect(whole.kinds == [.malformedJSON] || whole.kinds == [.invalidUTF8])
    }
    #expect(ParsedJSON("{\"a\" 1").kinds == [.malformedJSON])
    #expect(ParsedJSON(Array("\"a".utf8) + [0xC0]).kinds == [.invalidUTF8])
    #expect(ParsedJSON(Array("{\"a\":1}".utf8) + [0xC3]).kinds == [.invalidUTF8])
  }

  @Test func aLineBeyondTheLimitIsRejectedWithoutBeingKept() {
    let long = "\"" + String(repeating: "x", count: 10_000) + "\""
    let text = "1\n\(long)\n2\n\(long)"
    let parsed = ParsedJSON(text, maximumRecordBytes: 100, chunkBytes: 64)
    #expect(parsed.values == [.number("1"), .number("2")])
    #expect(parsed.kinds == [.recordTooLong, .recordTooLong])
    #expect(
      parsed.rejects.first?.explanation
        == "the line holds 10002 bytes, expected at most 100 with its line ending; shorten it, or "
        + "check that the file has one value on each line")
    #expect(parsed.rejects.first?.original == OriginalText.text(of: Array(long.utf8)))
    #expect(parsed.rejects.map(\.position.line) == [2, 4])
    // The ending of the line counts.
    #expect(ParsedJSON("12345\n", maximumRecordBytes: 6).rejects.isEmpty)
    #expect(ParsedJSON("12345\n", maximumRecordBytes: 5).kinds == [.recordTooLong])
    #expect(ParsedJSON("12345", maximumRecordBytes: 5).rejects.isEmpty)
  }

  @Test func sixtyFourLevelsAreRead() {
    let text = String(repeating: "[", count: 64) + String(repeating: "]", count: 64)
    #expect(ParsedJSON(text).rejects.isEmpty)
  }

  @Test func aSecondEncodingIsRefused() {
    let parsed = ParsedJSON([0xFF, 0xFE, 0x31, 0x00])
    #expect(
      parsed.problem == "found a UTF-16 byte order mark, expected UTF-8; convert the file to UTF-8")
  }

  @Test func originalsOfRecordsAreInTheFormOfOriginalText() {
    let long = "\"" + String(repeating: "é", count: 3000) + "\""
    for text in [#"["\\x41","\\"]"#, #""\\""#, long] {
      let parsed = ParsedJSON(text + "\n")
      #expect(parsed.elements.map(\.original) == [OriginalText.text(of: Array(text.utf8))])
    }
  }
}
