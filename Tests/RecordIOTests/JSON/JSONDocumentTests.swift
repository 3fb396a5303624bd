import RecordIO
import Testing

struct JSONDocumentTests {
  /// Each element as `container/key=value`, with a star when it is no record.
  private func outline(_ parsed: ParsedJSON) -> [String] {
    parsed.elements.map {
      "\($0.container)/\($0.key ?? "-")=\($0.original)\($0.isRecord ? "" : "*")"
    }
  }

  @Test func theRootsElementsAreRecords() {
    let parsed = ParsedJSON(" [1, {\"a\":2} ,\"x\"]\n", .document(records: [""]))
    #expect(outline(parsed) == ["/-=1", "/-={\"a\":2}", "/-=\"x\""])
    #expect(parsed.rowsRead == 3)
    #expect(parsed.elements.map(\.position.byteOffset) == [2, 5, 14])
  }

  @Test func theRootsMembersAreRecordsWithTheirNames() {
    let parsed = ParsedJSON("{\"0\":{},\"\\u0041.\":[2]}", .document(records: [""]))
    #expect(outline(parsed) == ["/0={}", "/A.=[2]"])
  }

  @Test func membersBesideTheRecordsAreDeliveredAsSuch() {
    let text = """
      {"version": 3, "vendors": {"1": {"id": 1}, "2": {"id": 2}}, "more": {"deep": [1]},
       "date": "2025-05-08"}
      """
    let parsed = ParsedJSON(text, .document(records: ["vendors"]))
    #expect(
      outline(parsed) == [
        "/version=3*", "vendors/1={\"id\": 1}", "vendors/2={\"id\": 2}", "/more={\"deep\": [1]}*",
        "/date=\"2025-05-08\"*",
      ])
    #expect(parsed.rowsRead == 2)
    #expect(parsed.elements.map(\.position.line) == [1, 1, 1, 1, 2])
  }

  @Test func pathsGoThroughObjectsAndAnyName() {
    let text = """
      {"categories":{"Ads":[1,2],"A.b":[{}],"n":5},"data":{"results":[[0]],"total":1},"x":[9]}
      """
    let parsed = ParsedJSON(text, .document(records: ["categories.*", "data.results"]))
    #expect(
      outline(parsed) == [
        "categories.Ads/-=1", "categories.Ads/-=2", "categories.A\\.b/-={}", "categories/n=5*",
        "data.results/-=[0]", "data/total=1*", "/x=[9]*",
      ])
    let escaped = ParsedJSON(text, .document(records: ["categories.A\\.b"]))
    #expect(escaped.records.map(\.original) == ["{}"])
    let root = ParsedJSON("5", .document(records: [""]))
    #expect(outline(root) == ["/-=5*"])
    #expect(outline(ParsedJSON("[1]", .document(records: ["a"]))) == ["/-=[1]*"])
  }

  @Test func aLargeMemberBesideTheRecordsIsSkipped() {
    let fits = "\"" + String(repeating: "x", count: (256 << 10) - 2) + "\""
    let tooLarge = "[" + fits + "\n]"
    let text = "{\"a\":\(fits),\"b\":\(tooLarge),\"c\":[1\n],\"r\":[7]}"
    for chunk in [1000, 1 << 20] {
      let parsed = ParsedJSON(
        text, .document(records: ["r"]), maximumRecordBytes: 50, chunkBytes: chunk)
      #expect(parsed.elements.map(\.key) == ["a", "c", nil])
      #expect(parsed.records.map(\.original) == ["7"])
      #expect(parsed.records.map(\.position.line) == [3])
      #expect(parsed.rejects.isEmpty && parsed.error == nil)
    }
  }

  @Test func whatIsWrongInsideARecordCostsThatRecordAlone() {
    let bad = [
      "nul", #""\x""#, #""\uD800""#, "\"a\nb\"", "01", "{\"a\" 1}", "[1,]", "{,}", "\"\u{0}\"",
      String(repeating: "[", count: 70) + String(repeating: "]", count: 70),
    ]
    let parsed = ParsedJSON(
      "[0,\n\(bad.joined(separator: ",\n")),\n9]", .document(records: [""]))
    #expect(parsed.values == [.number("0"), .number("9")])
    #expect(
      parsed.kinds
        == Array(repeating: .malformedJSON, count: 8) + [.nulByte, .nestedTooDeep])
    #expect(parsed.rowsRead == 12)
    #expect(parsed.error == nil)
    #expect(
      parsed.rejects.map { OriginalText.bytes(of: $0.original) } == bad.map { Array($0.utf8) })
    #expect(parsed.elements.last?.position.line == 13)
    #expect(
      parsed.rejects.first?.explanation
        == "byte 4 of the record: found the end of the record, expected 'null'; correct the "
        + "record, or fetch the file again")
  }

  @Test func aMemberWhoseNameCannotBeReadIsAReject() {
    let parsed = ParsedJSON("{\"\\q\": {\"a\":[1]}, \"b\": 2}", .document(records: [""]))
    #expect(outline(parsed) == ["/b=2"])
    #expect(parsed.kinds == [.malformedJSON])
    #expect(parsed.rejects.map(\.original) == ["\"\\q\""])
  }

  @Test func aRecordBeyondTheLimitIsSkippedToItsEnd() {
    let long = "{\"a\":[\"" + String(repeating: "]x", count: 500) + "\\\"\",\n1]}"
    let text = "[12,\n\(long),\n[3], 12345678901, 1234567890]"
    for chunk in [7, 64, 1 << 20] {
      let parsed = ParsedJSON(
        text, .document(records: [""]), maximumRecordBytes: 10, chunkBytes: chunk)
      #expect(parsed.records.map(\.original) == ["12", "[3]", "1234567890"])
      #expect(parsed.records.map(\.position.line) == [1, 4, 4])
      #expect(parsed.kinds == [.recordTooLong, .recordTooLong])
      #expect(parsed.rejects.first?.original == OriginalText.text(of: Array(long.utf8)))
      #expect(
        parsed.rejects.last?.explanation
          == "the record holds 11 bytes, expected at most 10; shorten it, or check where the "
          + "records of the document are")
    }
  }

  struct Broken: CustomTestStringConvertible {
    var text: String
    var problem: String
    var records = 0
    var testDescription: String { text }
  }

  static let broken = [
    Broken(
      text: "[1\n 2]", problem: "line 2, byte offset 4: found '2', expected ',' or ']'",
      records: 1),
    Broken(text: "[1,]", problem: "line 1, byte offset 3: found ']', expected a value", records: 1),
    Broken(text: "[,1]", problem: "line 1, byte offset 1: found ',', expected a value"),
    Broken(
      text: "[1]\n]", problem: "line 2, byte offset 4: found ']', expected nothing behind the doc",
      records: 1),
    Broken(
      text: "[1,\n2",
      problem: "line 2, byte offset 5: found the end of the file, expected ']' of "
        + "what begins on line 1", records: 2),
    Broken(
      text: "[1,\n{\"a\":\n",
      problem: "line 3, byte offset 10: found the end of the file, expected "
        + "the end of the value of what begins on line 2", records: 1),
    Broken(
      text: "[{\"a\":[1}]", problem: "line 1, byte offset 8: found '}', expected ']'"),
    Broken(
      text: "{\"a\":1,}", problem: "line 1, byte offset 7: found '}', expected a member's",
      records: 1),
    Broken(text: "{a:1}", problem: "line 1, byte offset 1: found 'a', expected a member's name"),
    Broken(text: "{\"a\" 1}", problem: "line 1, byte offset 5: found '1', expected ':'"),
    Broken(text: "{\"a\":}", problem: "line 1, byte offset 5: found '}', expected a value"),
    Broken(
      text: "{\"a", problem: "line 1, byte offset 3: found the end of the file, expected '}' of "),
    Broken(text: "]", problem: "line 1, byte offset 0: found ']', expected a value"),
  ]

  @Test(arguments: broken) func whatBreaksTheDocumentIsAnError(_ testCase: Broken) throws {
    let parsed = ParsedJSON(testCase.text, .document(records: [""]))
    let problem = try #require(parsed.problem)
    #expect(problem.hasPrefix(testCase.problem), "\(problem)")
    #expect(problem.hasSuffix("; fetch the file again"))
    // What came before is delivered.
    #expect(parsed.records.count == testCase.records)
    #expect(parsed.rejects.isEmpty)
  }

  @Test func anErrorIsThrownAgain() throws {
    let reader = try JSONReader(
      source: MemorySource(Array("[1 2]".utf8)), layout: .document(records: [""]))
    #expect(try reader.nextBatch()?.elements.count == 1)
    for _ in 0..<2 { #expect(throws: InputError.self) { try reader.nextBatch() } }
    #expect(reader.summary.rowsRead == 1)
  }

  @Test func anEmptyDocumentIsAnError() {
    for text in ["", "\u{FEFF}", " \r\n"] {
      let parsed = ParsedJSON(text, .document(records: [""]))
      #expect(parsed.error?.reason == .empty)
    }
  }

  @Test func aNameTooLongToBelieveIsAnError() {
    let name = String(repeating: "n", count: 64 << 10)
    let parsed = ParsedJSON("{\"\(name)\":1}", .document(records: [""]), chunkBytes: 1000)
    #expect(
      parsed.problem == "line 1, byte offset 1: found a member's name of more than 65536 bytes, "
        + "expected a shorter one; fetch the file again")
  }
}
