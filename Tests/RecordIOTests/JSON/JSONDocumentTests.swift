import RecordIO
import Testing

struct JSONDocumentTests {
  struct Case: CustomTestStringConvertible {
    var title: String
    var text: String
    var paths: [String]
    /// The records and the values beside them, each as container, key and value.
    var records: [[String]]
    var beside: [[String]] = []
    var testDescription: String { title }
  }

  static let cases = [
    Case(
      title: "root array", text: "[{\"a\":1}, 2 ,\"x\",null]", paths: [""],
      records: [["", "-", "{\"a\":1}"], ["", "-", "2"], ["", "-", "\"x\""], ["", "-", "null"]]),
    Case(title: "empty root array", text: " [ ] \n", paths: [""], records: []),
    Case(
      title: "root object", text: "{\"0\":{\"t\":1},\"1\":2}", paths: [""],
      records: [["", "0", "{\"t\":1}"], ["", "1", "2"]]),
    Case(title: "empty root object", text: "{}", paths: ["", "vendors"], records: []),
    // As the IAB's vendor list.
    Case(
      title: "members of an object beside others",
      text: "{\"version\": 3, \"purposes\": {\"1\": {}}, \"vendors\": {\"8\": {\"id\": 8}}}",
      paths: ["vendors"], records: [["vendors", "8", "{\"id\":8}"]],
      beside: [["", "version", "3"], ["", "purposes", "{\"1\":{}}"]]),
    Case(
      title: "array further in", text: "{\"data\":{\"total\":1,\"results\":[[1],[2]]},\"ok\":true}",
      paths: ["data.results"],
      records: [["data.results", "-", "[1]"], ["data.results", "-", "[2]"]],
      beside: [["data", "total", "1"], ["", "ok", "true"]]),
    // As Disconnect's list of services.
    Case(
      title: "any name", text: "{\"categories\":{\"Ads\":[1],\"Social\":{\"x\":2},\"None\":0}}",
      paths: ["categories.*"],
      records: [["categories.Ads", "-", "1"], ["categories.Social", "x", "2"]],
      beside: [["categories", "None", "0"]]),
    Case(
      title: "one path leads on behind the end of another",
      text: "{\"a\":1,\"vendors\":[2],\"b\":3}", paths: ["", "vendors"],
      records: [["", "a", "1"], ["vendors", "-", "2"], ["", "b", "3"]]),
    Case(
      title: "several paths", text: "{\"a\":[1],\"b\":{\"c\":[2],\"d\":[3]}}", paths: ["a", "b.c"],
      records: [["a", "-", "1"], ["b.c", "-", "2"]], beside: [["b", "d", "[3]"]]),
    Case(
      title: "a path that ends at a scalar", text: "{\"vendors\":null}", paths: ["vendors"],
      records: [], beside: [["", "vendors", "null"]]),
    Case(
      title: "a path that would lead through an array", text: "{\"data\":[{\"results\":[1]}]}",
      paths: ["data.results"], records: [], beside: [["", "data", "[{\"results\":[1]}]"]]),
    Case(
      title: "a scalar document", text: " 12 ", paths: [""], records: [],
      beside: [["", "-", "12"]]),
    Case(
      title: "an array where an object was expected", text: "[1]", paths: ["vendors"], records: [],
      beside: [["", "-", "[1]"]]),
    Case(
      title: "full stops in names", text: "{\"a.b\":{\"c.d\\\\\":[1]},\"a\":{\"b\":0}}",
      paths: ["a\\.b.*"], records: [["a\\.b.c\\.d\\\\", "-", "1"]],
      beside: [["", "a", "{\"b\":0}"]]),
    Case(
      title: "a name that is a star", text: "{\"*\":[1],\"x\":[2]}", paths: ["\\*"],
      records: [["*", "-", "1"]], beside: [["", "x", "[2]"]]),
    Case(
      title: "escaped names", text: "{\"v\\u0065ndors\":{\"\\u00e9\":1}}", paths: ["vendors"],
      records: [["vendors", "é", "1"]]),
    Case(
      title: "the same container twice", text: "{\"v\":[1],\"v\":[2]}", paths: ["v"],
      records: [["v", "-", "1"], ["v", "-", "2"]]),
    Case(
      title: "brackets and quotes in strings", text: "[\"}]\\\"[{\",{\"]\":\"\\\\\"}]", paths: [""],
      records: [["", "-", "\"}]\\\"[{\""], ["", "-", "{\"]\":\"\\\\\"}"]]),
  ]

  @Test(arguments: cases)
  func pathsLeadToRecords(_ testCase: Case) {
    for chunk in [1, 5, 1 << 20] {
      let parsed = ParsedJSON(
        testCase.text, .document(records: testCase.paths), chunkBytes: chunk)
      #expect(parsed.records.map(row) == testCase.records)
      #expect(parsed.beside.map(row) == testCase.beside)
      #expect(parsed.rejects.isEmpty)
      #expect(parsed.error == nil)
      #expect(parsed.rowsRead == testCase.records.count)
    }
  }

  private func row(_ element: ParsedJSON.Element) -> [String] {
    [element.container, element.key ?? "-", JSONText.text(of: element.value)]
  }

  @Test func positionsAndOriginalsAreThoseOfTheValues() {
    let parsed = ParsedJSON(
      "\u{FEFF}{\n \"v\": [\r\n  {\"a\":\n1},\n\n  7 ]\n}\n", .document(records: ["v"]))
    #expect(
      parsed.records.map(\.position)
        == [RecordPosition(line: 3, byteOffset: 16), RecordPosition(line: 6, byteOffset: 29)])
    #expect(parsed.records.map(\.original) == ["{\"a\":\n1}", "7"])
  }

  @Test(arguments: [
    (
      "{\"a\":tru}", Reject.Kind.malformedJSON, "line 2, byte offset 12: found '}', expected 'true'"
    ),
    (
      "{\"a\":1 \"b\":2}", .malformedJSON, "line 2, byte offset 11: found '\"', expected ',' or '}'"
    ),
    ("[\"a\\qb\"]", .malformedJSON, "line 2, byte offset 8: found 'q' after a backslash"),
    ("\"a\nb\"", .malformedJSON, "line 2, byte offset 6: found the byte 0x0A within a string"),
    ("{\n\n\"a\":x}", .malformedJSON, "line 4, byte offset 11: found 'x', expected a value"),
    ("[\"\u{0}\"]", .nulByte, "line 2, byte offset 6: found the byte 0x00"),
    ("nul", .malformedJSON, "line 2, byte offset 7: found the end of the value, expected 'null'"),
    ("1\u{0}", .nulByte, "line 2, byte offset 5: found the byte 0x00, expected nothing more"),
  ])
  func aRecordThatIsBrokenInsideCostsItself(
    _ record: String, _ kind: Reject.Kind, _ explanation: String
  ) {
    let text = "[1,\n" + record + ",3]"
    let parsed = ParsedJSON(text, .document(records: [""]))
    #expect(parsed.texts == ["1", "3"])
    #expect(parsed.kinds == [kind])
    #expect(parsed.rejects.first?.explanation.hasPrefix(explanation) == true)
    #expect(parsed.rejects.first?.position == RecordPosition(line: 2, byteOffset: 4))
    #expect(parsed.error == nil)
    #expect(parsed.rowsRead == 3)
    let rows = ParsedJSONRows(text, .document(records: [""]), columns: ["a.b"])
    #expect(rows.rejects == parsed.rejects)
  }

  @Test func aRecordNestedTooDeepCostsItself() {
    let deep = String(repeating: "[", count: 5000) + String(repeating: "]", count: 5000)
    let parsed = ParsedJSON("[1,\(deep),3]", .document(records: [""]), chunkBytes: 64)
    #expect(parsed.texts == ["1", "3"])
    #expect(parsed.kinds == [.nestedTooDeep])
    #expect(parsed.error == nil)
  }

  @Test func aMemberWithABrokenNameIsRejected() {
    let parsed = ParsedJSON(
      Array("{\"v\":{\"a\\q\":1,\"b".utf8) + [0xFF] + Array("\":{},\"c\":3},\"\\ud800\":[4]}".utf8),
      .document(records: ["v"]))
    #expect(parsed.texts == ["3"])
    #expect(parsed.kinds == [.malformedJSON, .invalidUTF8, .malformedJSON])
    #expect(parsed.rejects.map(\.original) == ["1", "{}", "[4]"])
    #expect(
      parsed.rejects[0].explanation.hasPrefix(
        "line 1, byte offset 9: in the member's name found 'q' after a backslash"))
    #expect(parsed.rowsRead == 4)
  }

  @Test func recordsMayBeAsLongAsTheLimitAndNoLonger() {
    for chunk in [1, 4, 1 << 20] {
      let parsed = ParsedJSON(
        "[[12345],[1234567],\"12345678\",12345678,1234567,[[[[[]]]]]]", .document(records: [""]),
        maximumRecordBytes: 7, chunkBytes: chunk)
      #expect(parsed.texts == ["[12345]", "1234567"])
      #expect(parsed.kinds == [.recordTooLong, .recordTooLong, .recordTooLong, .recordTooLong])
      #expect(
        parsed.rejects.map(\.original) == ["[1234567]", "\"12345678\"", "12345678", "[[[[[]]]]]"])
      #expect(
        parsed.rejects[0].explanation
          == "the record holds 9 bytes, expected at most 7; raise the limit, or look for a path "
          + "that leads further in")
      #expect(parsed.error == nil)
    }
  }

  @Test func aLongRecordLeavesItsBeginningSizeAndDigest() throws {
    let long = "[\"" + String(repeating: "x", count: 20_000) + "\"]"
    let parsed = ParsedJSON(
      "[1,\n\(long)\n,2]", .document(records: [""]), maximumRecordBytes: 9000, chunkBytes: 700)
    #expect(parsed.texts == ["1", "2"])
    #expect(parsed.rejects.map(\.original) == [OriginalText.text(of: Array(long.utf8))])
    #expect(parsed.rejects[0].position == RecordPosition(line: 2, byteOffset: 4))
    #expect(parsed.records[1].position.line == 3)
  }

  @Test func valuesBesideTheRecordsAreSkippedWhenLong() {
    func text(_ count: Int) -> String { "\"" + String(repeating: "x", count: count - 2) + "\"" }
    let limit = 256 << 10
    for chunk in [1000, 1 << 20] {
      let parsed = ParsedJSON(
        "{\"a\":\(text(limit)),\"b\":\(text(limit + 1)),\"v\":[1]}", .document(records: ["v"]),
        maximumRecordBytes: 100, chunkBytes: chunk)
      #expect(parsed.beside.map(\.key) == ["a"])
      #expect(parsed.texts == ["1"])
      #expect(parsed.rejects.isEmpty)
    }
  }

  @Test func aBrokenValueBesideTheRecordsIsRejected() {
    let parsed = ParsedJSON("{\"a\":[01],\"v\":[1]}", .document(records: ["v"]))
    #expect(parsed.kinds == [.malformedJSON])
    #expect(parsed.texts == ["1"])
    let rows = ParsedJSONRows("{\"a\":[01],\"v\":[1]}", .document(records: ["v"]), columns: [""])
    #expect(rows.rejects == parsed.rejects)
    #expect(rows.fields == [["1"]])
  }

  static let broken = [
    ("[1,2 ", 2, "line 1, byte offset 5: found the end of the file, expected ',' or ']'"),
    // Whether more digits followed is not to be told.
    ("[1,2", 1, "line 1, byte offset 4: found the end of the file within the value that begins"),
    ("[1,tru", 1, "line 1, byte offset 6: found the end of the file within the value that begins"),
    ("[1,2,", 2, "line 1, byte offset 5: found the end of the file, expected a value"),
    ("[1,2}", 2, "line 1, byte offset 4: found '}', expected ',' or ']'"),
    ("[1,2 3]", 2, "line 1, byte offset 5: found '3', expected ',' or ']'"),
    ("[{},{}\n{}]", 2, "line 2, byte offset 7: found '{', expected ',' or ']'"),
    ("[1,]", 1, "line 1, byte offset 3: found ']', expected a value"),
    ("[,1]", 0, "line 1, byte offset 1: found ',', expected a value or ']'"),
    ("[1]]", 1, "line 1, byte offset 3: found ']' behind the document, expected nothing more"),
    ("{\"a\":1}\n{\"a\":2}", 1, "line 2, byte offset 8: found '{' behind the document"),
    ("{\"a\":1,}", 1, "line 1, byte offset 7: found '}', expected a member's name"),
    ("{\"a\" 1}", 0, "line 1, byte offset 5: found '1', expected ':'"),
    ("{1:2}", 0, "line 1, byte offset 1: found '1', expected a member's name in double quotes or"),
    ("{\"a", 0, "line 1, byte offset 3: found the end of the file, expected the '\"'"),
    ("[1,{\"a\":[1,2}]", 1, "line 1, byte offset 12: found '}', expected ']'"),
    (
      "[1,\n{\"a\":\n2", 1,
      "line 3, byte offset 11: found the end of the file within the value that begins on line 2, "
        + "byte offset 4, expected its end; the file is cut off, fetch it again"
    ),
    ("[1,\"a]", 1, "line 1, byte offset 6: found the end of the file within the value"),
  ]

  @Test(arguments: broken)
  func whatBreaksTheDocumentEndsTheReading(_ text: String, _ records: Int, _ problem: String) {
    for chunk in [1, 3, 1 << 20] {
      let parsed = ParsedJSON(text, .document(records: [""]), chunkBytes: chunk)
      #expect(parsed.problem?.hasPrefix(problem) == true, "\(parsed.problem ?? "no problem")")
      #expect(parsed.records.count == records)
      #expect(parsed.rejects.isEmpty)
    }
  }

  @Test func aBreakWithinALongRecordIsFoundToo() {
    for (tail, problem) in [("}", "found '}', expected ']'"), ("", "within the value that begins")]
    {
      let parsed = ParsedJSON(
        "[1,[\"" + String(repeating: "x", count: 100) + "\"" + tail, .document(records: [""]),
        maximumRecordBytes: 20, chunkBytes: 7)
      #expect(parsed.problem?.contains(problem) == true)
      #expect(parsed.texts == ["1"])
      #expect(parsed.rejects.isEmpty)
    }
  }

  @Test func anEndlessNameIsAnError() {
    let parsed = ParsedJSON(
      "{\"" + String(repeating: "x", count: 1000) + "\":1}", .document(records: [""]),
      maximumRecordBytes: 50, chunkBytes: 10)
    #expect(
      parsed.problem
        == "line 1, byte offset 1: found a member's name of more than 50 bytes, expected its "
        + "closing quote; look for a missing quote, or fetch the file again")
  }

  @Test func theErrorComesAgain() throws {
    let reader = try JSONReader(
      source: MemorySource(Array("[1,2,".utf8)), layout: .document(records: [""]))
    #expect(try reader.nextBatch()?.elements.count == 2)
    for _ in 0..<2 { #expect(throws: InputError.self) { try reader.nextBatch() } }
    #expect(reader.summary.rowsRead == 2)
  }
}
