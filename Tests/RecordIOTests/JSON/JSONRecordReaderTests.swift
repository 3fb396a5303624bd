import RecordIO
import Testing

struct JSONRecordReaderTests {
  struct Case: CustomTestStringConvertible {
    var column: String
    var text: String
    var field: String
    var testDescription: String { "\(column) of \(text)" }
  }

  static let cases = [
    Case(column: "name", text: #"{"id":1,"name":"Acme"}"#, field: "Acme"),
    Case(column: "name", text: #"{"n\u0061me":"A\u00e9\n"}"#, field: "Aé\n"),
    Case(column: "n", text: #"{"n":12345678901234567890}"#, field: "12345678901234567890"),
    Case(column: "n", text: #"{"n":true}"#, field: "true"),
    Case(column: "n", text: #"{"n":null}"#, field: ""),
    Case(column: "n", text: #"{"n":[]}"#, field: ""),
    Case(column: "n", text: #"{"m":1}"#, field: ""),
    Case(column: "n", text: "[]", field: ""),
    Case(column: "n", text: "5", field: ""),
    Case(column: "n", text: #"{"n":["a","b\t",null,3,""]}"#, field: "a\u{1F}b\t\u{1F}3\u{1F}"),
    Case(column: "n", text: #"{"n":1,"n":2}"#, field: "1\u{1F}2"),
    Case(column: "n", text: #"{"n":{ "a" : [1, "x \" y"] }}"#, field: #"{"a":[1,"x \" y"]}"#),
    Case(column: "n", text: #"{"n":[ [1, 2], {"a": 3} ]}"#, field: "[1,2]\u{1F}{\"a\":3}"),
    Case(column: "a.b", text: #"{"a":{"b":1,"c":2}}"#, field: "1"),
    Case(column: "a.b", text: #"{"a":[{"b":1},{"c":2},5,{"b":[3,4]}]}"#, field: "1\u{1F}3\u{1F}4"),
    Case(column: "a.b", text: #"{"a":[[{"b":1}]]}"#, field: "1"),
    Case(column: "a.b", text: #"{"a.b":1,"a":"b"}"#, field: ""),
    Case(column: #"a\.b"#, text: #"{"a.b":1,"a":{"b":2}}"#, field: "1"),
    Case(column: "b", text: #"[{"b":1},{"b":2}]"#, field: "1\u{1F}2"),
    Case(column: "", text: "[1,2]", field: "1\u{1F}2"),
    Case(column: "", text: "\"x\"", field: "x"),
    Case(column: "*", text: #"{"a":1,"*":2}"#, field: "2"),
    Case(column: "$key", text: #"{"$key":1}"#, field: ""),
    Case(column: #"\$key"#, text: #"{"$key":1}"#, field: "1"),
    Case(column: ".", text: #"{"":{"":1}}"#, field: "1"),
  ]

  @Test(arguments: cases) func aColumnShowsWhatItsPathLeadsTo(_ testCase: Case) {
    let parsed = ProjectedJSON(testCase.text + "\n", columns: [testCase.column])
    #expect(parsed.fields == [[testCase.field]])
    #expect(parsed.rows.map(\.original) == [testCase.text])
    #expect(parsed.rejects.isEmpty)
  }

  @Test func columnsComeInTheOrderAskedForAndMayOverlap() throws {
    let columns = ["b", "a.x", "a", "b", "c"]
    let parsed = ProjectedJSON(
      "{\"a\":{\"x\":\"\\u0041\"},\"b\":[1,2]}\n\n{\"b\":3}\n", columns: columns)
    #expect(
      parsed.fields == [
        ["1\u{1F}2", "A", #"{"x":"\u0041"}"#, "1\u{1F}2", ""], ["3", "", "", "3", ""],
      ])
    #expect(parsed.rows.map(\.position.line) == [1, 3])
    let reader = try JSONRecordReader(
      source: MemorySource([]), layout: .lines, columns: columns)
    #expect(reader.header == columns)
    #expect(try reader.nextBatch() == nil)
  }

  @Test func membersGiveTheirNameAndWhatIsBesideThemIsLeftOut() {
    let text = #"{"v":1,"vendors":{"7":{"n":"A"},"\u0038":{"n":"B"}},"w":{"n":"C"}}"#
    let parsed = ProjectedJSON(text, .document(records: ["vendors"]), columns: ["$key", "n"])
    #expect(parsed.fields == [["7", "A"], ["8", "B"]])
    #expect(parsed.rowsRead == 2)
  }

  @Test func aFieldThatHoldsANULIsARejectWithItsColumn() {
    let parsed = ProjectedJSON(
      "{\"a\":\"x\\u0000\"}\n{\"b\":\"\\u0000\",\"a\":\"y\"}\n", columns: ["a"])
    #expect(parsed.fields == [["y"]])
    #expect(parsed.rejects.map(\.kind) == [.nulByte])
    #expect(parsed.rejects.map(\.column) == ["a"])
    #expect(
      parsed.rejects.first?.explanation
        == "column 'a' holds a NUL at byte 6 of the line, expected text; remove it, or fetch the "
        + "file again")
    let named = ProjectedJSON(
      "{\"\\u0000\":1,\"b\":2}", .document(records: [""]), columns: ["$key"])
    #expect(named.fields == [["b"]])
    #expect(named.rejects.map(\.column) == ["$key"])
  }

  @Test func rejectsAreThoseOfJSONReader() {
    for seed in 0..<400 {
      var random = SeededGenerator(seed: seed)
      let (bytes, layout) = JSONPropertyTests.hostileInput(&random)
      let trees = ParsedJSON(bytes, layout, maximumRecordBytes: 40)
      let rows = ProjectedJSON(bytes, layout, columns: ["a", "b.a", ""], maximumRecordBytes: 40)
      #expect(rows.rejects.filter { $0.column == nil } == trees.rejects, "seed \(seed)")
      #expect(rows.rowsRead == trees.rowsRead, "seed \(seed)")
      #expect(rows.error == trees.error, "seed \(seed)")
    }
  }

  @Test func chunkSizeChangesNothing() {
    for seed in 0..<60 {
      var random = SeededGenerator(seed: seed)
      let (bytes, layout) = JSONPropertyTests.hostileInput(&random)
      let columns = ["$key", "a", "b", "a.a"]
      let whole = ProjectedJSON(bytes, layout, columns: columns, maximumRecordBytes: 40)
      for chunk in 1...70 {
        let chunked = ProjectedJSON(
          bytes, layout, columns: columns, maximumRecordBytes: 40, chunkBytes: chunk)
        #expect(chunked == whole, "seed \(seed), chunks of \(chunk)")
      }
    }
  }
}
