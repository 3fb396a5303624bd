import RecordIO
import Testing

struct JSONRecordReaderTests {
  struct Case: CustomTestStringConvertible {
    var title: String
    var record: String
    var path: String
    var field: String
    var testDescription: String { title }
  }

  static let cases = [
    Case(title: "string", record: #"{"name":"Acme"}"#, path: "name", field: "Acme"),
    Case(title: "escapes", record: #"{"name":"A\"\u00e9\n"}"#, path: "name", field: "A\"é\n"),
    Case(title: "number", record: #"{"n":-1.50e3}"#, path: "n", field: "-1.50e3"),
    Case(title: "truth value", record: #"{"b":true}"#, path: "b", field: "true"),
    Case(title: "null", record: #"{"n":null}"#, path: "n", field: ""),
    Case(title: "not there", record: #"{"n":1}"#, path: "name", field: ""),
    Case(title: "empty array", record: #"{"n":[ ]}"#, path: "n", field: ""),
    Case(title: "empty object", record: #"{"n":{}}"#, path: "n.x", field: ""),
    Case(title: "nested", record: #"{"a":{"c":"DE"}}"#, path: "a.c", field: "DE"),
    Case(title: "through a scalar", record: #"{"a":"x"}"#, path: "a.c", field: ""),
    Case(
      title: "array of strings", record: #"{"p":{"name":["A","B\t","C"]}}"#, path: "p.name",
      field: "A\u{1F}B\t\u{1F}C"),
    Case(
      title: "array of objects", record: #"{"ids":[{"value":"1"},{"type":"x"},{"value":2}]}"#,
      path: "ids.value", field: "1\u{1F}2"),
    Case(
      title: "arrays within arrays lead on", record: #"{"a":[[{"b":1}],[[{"b":2}]]]}"#,
      path: "a.b", field: "1\u{1F}2"),
    Case(
      title: "empty values are left out", record: #"{"a":["",null,"x",[],""]}"#, path: "a",
      field: "x\u{1F}[]"),
    Case(
      title: "object at the end", record: #"{"a":{ "b" : [ 1, "x y\" :" ] } }"#, path: "a",
      field: #"{"b":[1,"x y\" :"]}"#),
    Case(
      title: "objects and arrays in an array", record: #"{"a":[{"b": 1}, [ 2, 3 ], 4]}"#,
      path: "a", field: "{\"b\":1}\u{1F}[2,3]\u{1F}4"),
    Case(
      title: "the first of equal names", record: #"{"a":1,"a":2,"a":{"b":3}}"#, path: "a",
      field: "1"),
    Case(
      title: "equal names in each element", record: #"{"a":[{"b":1,"b":2},{"b":3}]}"#,
      path: "a.b", field: "1\u{1F}3"),
    Case(
      title: "full stop in a name", record: #"{"a.b":1,"a":{"b":2}}"#, path: #"a\.b"#, field: "1"),
    Case(title: "a star is a name", record: #"{"*":1,"x":2}"#, path: "*", field: "1"),
    Case(title: "escaped name", record: #"{"n\u0061me":"x"}"#, path: "name", field: "x"),
    Case(
      title: "long names alike at the beginning",
      record: #"{"aLongerName1":1,"aLongerName2":2,"aLongerName":3}"#, path: "aLongerName2",
      field: "2"),
    Case(title: "the record itself", record: #"{ "a" : 1 }"#, path: "", field: #"{"a":1}"#),
    Case(title: "a record that is a scalar", record: "\"x\"", path: "", field: "x"),
    Case(
      title: "a record that is an array", record: "[1,[2],\"x\"]", path: "",
      field: "1\u{1F}[2]\u{1F}x"),
    Case(
      title: "an escaped separator is a blank", record: #"{"a":["x\u001Fy","z"]}"#, path: "a",
      field: "x y\u{1F}z"),
    Case(title: "no key on a line", record: #"{"$key":"x"}"#, path: "$key", field: ""),
    Case(title: "a member called $key", record: #"{"$key":"x"}"#, path: #"\$key"#, field: "x"),
  ]

  @Test(arguments: cases)
  func pathsGiveFields(_ testCase: Case) {
    let rows = ParsedJSONRows(testCase.record + "\n", columns: [testCase.path])
    #expect(rows.fields == [[testCase.field]])
    #expect(rows.rejects.isEmpty)
    #expect(rows.rows.first?.original == testCase.record)
    // Among others, and twice.
    let record = "{\"first\":[{\"é\":\"\\n\"}],\"z\":\(testCase.record),\"last\":[1,2]}"
    let inner = testCase.path == "$key" || testCase.path.isEmpty ? "z" : "z." + testCase.path
    guard testCase.record.hasPrefix("{"), testCase.path != "$key" else { return }
    let path = testCase.path == #"\$key"# ? "z.$key" : inner
    let more = ParsedJSONRows(
      record + "\n" + record, columns: ["last", path, "first.é", "missing", path, "$key"])
    let field = testCase.field
    #expect(
      more.fields
        == Array(repeating: ["1\u{1F}2", field, "\n", "", field, ""], count: 2))
  }

  @Test func theHeaderIsThePathsAsGiven() throws {
    let reader = try JSONRecordReader(
      source: MemorySource([0x31]), layout: .lines, columns: ["a.b", "$key", "a.b"])
    #expect(reader.header == ["a.b", "$key", "a.b"])
  }

  @Test func membersOfAnObjectHaveTheirNameAsKey() {
    let rows = ParsedJSONRows(
      #"{"date":"x","vendors":{"8":{"name":"A"},"\u00e9":{"name":"B"}}}"#,
      .document(records: ["vendors"]), columns: ["$key", "name"])
    #expect(rows.fields == [["8", "A"], ["é", "B"]])
    #expect(rows.rows.map(\.original) == [#"{"name":"A"}"#, #"{"name":"B"}"#])
    #expect(rows.rows.map(\.position.byteOffset) == [27, 49])
    #expect(rows.rowsRead == 2)
  }

  @Test func pathsWithinOneAnotherBothGiveTheirText() {
    let rows = ParsedJSONRows(
      #"{"a":{"b":{"c":[1,2]}}}"#, columns: ["a.b.c", "a.b", "a", "", "a.b.c.d"])
    #expect(
      rows.fields
        == [["1\u{1F}2", #"{"c":[1,2]}"#, #"{"b":{"c":[1,2]}}"#, #"{"a":{"b":{"c":[1,2]}}}"#, ""]])
  }

  @Test func aRejectedRecordLeavesNoField() {
    let rows = ParsedJSONRows(
      "{\"a\":[\"x\\n\",\"y\"]}\n{\"a\":[\"p\\n\",\"q\"],}\n{\"a\":[\"r\\n\",\"s\"]}\n",
      columns: ["a"])
    #expect(rows.fields == [["x\n\u{1F}y"], ["r\n\u{1F}s"]])
    #expect(rows.rejects.map(\.kind) == [.malformedJSON])
    #expect(rows.rowsRead == 3)
  }

  @Test func withoutColumnsRecordsAreStillCounted() {
    let rows = ParsedJSONRows("[1]\n[2]\n[x]\n", columns: [])
    #expect(rows.fields == [[], []])
    #expect(rows.rowsRead == 3)
  }

  @Test func aBrokenDocumentEndsTheReading() {
    let rows = ParsedJSONRows("[{\"a\":1},{\"a\":2}", .document(records: [""]), columns: ["a"])
    #expect(rows.fields == [["1"], ["2"]])
    #expect(rows.error != nil)
  }

  @Test func batchesMayBeReadOnOtherThreads() async throws {
    let reader = try JSONRecordReader(
      source: MemorySource(Array("{\"a\":\"1\\t\"}\n{\"a\":[2,3]}\n".utf8)), layout: .lines,
      columns: ["a"])
    let batch = try #require(try reader.nextBatch()).records
    let fields = await Task.detached { (0..<batch.count).map { batch[$0].field(0) } }.value
    #expect(fields == ["1\t", "2\u{1F}3"])
  }
}
