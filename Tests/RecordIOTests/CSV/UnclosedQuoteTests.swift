import RecordIO
import Testing

/// A quote that is not closed costs the line on which it opens, and no other.
struct UnclosedQuoteTests {
  @Test func untilTheEndOfTheFile() throws {
    let parsed = try Parsed("a,b\n1,\"2\n3,4\n5,6\n")
    #expect(parsed.fields == [["3", "4"], ["5", "6"]])
    #expect(parsed.kinds == [.unclosedQuote])
    #expect(parsed.rejects[0].position == RecordPosition(line: 2, byteOffset: 4))
    #expect(parsed.rejects[0].column == "b")
    #expect(parsed.rejects[0].original == "1,\"2")
    #expect(
      parsed.rejects[0].explanation
        == "column 'b' opens a quote that is still open at the end of the file; close it on this "
        + "line, or double it if it belongs to the text")
  }

  @Test func onTheLastLineOfTheFile() throws {
    let parsed = try Parsed("a,b\r\n3,4\r\n1,\"2\r\n")
    #expect(parsed.fields == [["3", "4"]])
    #expect(parsed.rejects.map(\.original) == ["1,\"2"])
    #expect(try Parsed("a,b\n1,\"2").rejects.map(\.original) == ["1,\"2"])
  }

  @Test func untilAQuoteInTheMiddleOfText() throws {
    let parsed = try Parsed("a,b\n1,\"2\n3,\"Acme, Inc.\"\n5,6\n")
    #expect(parsed.fields == [["3", "Acme, Inc."], ["5", "6"]])
    #expect(parsed.kinds == [.unclosedQuote])
    #expect(parsed.rejects[0].explanation.contains("a later line closes in the middle of text"))
  }

  @Test func withAMalformedQuoteBehindAFieldOverLines() throws {
    // Line 2 might be right; but its record is not, and line 3 is looked at by itself.
    let parsed = try Parsed("a,b\n1,\"x\ny\",\"z\"w\n5,6\n")
    #expect(parsed.kinds == [.unclosedQuote, .malformedQuote])
    #expect(parsed.lines == [2, 3, 4])
  }

  @Test func beyondTheLimit() throws {
    let rows = (0..<20).map { "\($0),row" }
    let parsed = try Parsed(
      "a,b\n1,\"2\n" + rows.joined(separator: "\n") + "\n\"3\",4\n", maximumRecordBytes: 40)
    #expect(parsed.kinds == [.unclosedQuote])
    #expect(parsed.rejects[0].explanation.contains("makes the record longer than 40 bytes"))
    #expect(parsed.rows.count == 21)
  }

  @Test func withAWrongFieldCount() throws {
    // The quote opened in row 1 is closed by the one that ends row 3, in another column.
    let parsed = try Parsed("a,b,c\n\"1,2,3\n4,5,6\n7,8,9\"\nx,y,z\n")
    #expect(parsed.fields == [["4", "5", "6"], ["7", "8", "9\""], ["x", "y", "z"]])
    #expect(parsed.kinds == [.unclosedQuote])
    #expect(parsed.rejects[0].explanation.contains("without the header's 3 fields"))
  }

  @Test func withRowsInside() throws {
    // The count of fields is right: only the lines within give the quote away.
    let inner = (1...4).map { "\($0),b,c" }
    let parsed = try Parsed(
      "a,b,c\n0,\"b,c\n" + inner.joined(separator: "\n") + "\n5,b\",c\n6,b,c\n")
    #expect(parsed.kinds == [.unclosedQuote])
    #expect(parsed.rejects[0].explanation.contains("takes in lines that are rows of their own"))
    #expect(parsed.rows.map(\.position.line) == [3, 4, 5, 6, 7, 8])
  }

  @Test func withRowsAndBlankLinesInside() throws {
    let parsed = try Parsed(
      "a,b,c\r\n0,\"b,c\r\n1,b,c\r\n\r\n2,b,c\r\n3,b,c\r\n4,b,c\r\n5,b\",c\r\n")
    #expect(parsed.kinds == [.unclosedQuote])
    #expect(parsed.rows.count == 5)
  }

  @Test func sevenDelimitersInsideAreStillAnAddress() throws {
    let lines = (1...7).map { "part \($0), of an address" }
    let address = "Acme\n" + lines.joined(separator: "\n") + "\nEarth"
    #expect(try Parsed("a,b\n1,\"\(address)\"\n").fields == [["1", address]])
    let longer = "Acme\n" + (lines + ["x, y"]).joined(separator: "\n") + "\nEarth"
    #expect(try Parsed("a,b\n1,\"\(longer)\"\n").kinds.first == .unclosedQuote)
  }

  @Test func addressesThatAreNoRowsPassAtAnyLength() throws {
    let address = (1...60).map { "line \($0), of, an address" }.joined(separator: "\n")
    #expect(try Parsed("a,b\n1,\"\(address)\"\n").fields == [["1", address]])
    let quoted = (1...60).map { "line \"\"\($0)\"\"" }.joined(separator: "\n")
    #expect(
      try Parsed("a,b\n1,\"\(quoted)\"\n").fields == [["1", quoted.replacing("\"\"", with: "\"")]])
    let text = (1...60).map { "line \($0)" }.joined(separator: "\n")
    #expect(try Parsed("a\n\"\(text)\"\n").fields == [[text]])
  }

  @Test func aQuoteOpenedOnEveryLineCostsEveryLineOnce() throws {
    let lines = (0..<3000).map { _ in "\"\"\",a\"\"\",\"b" }
    let parsed = try Parsed("a,b,c\n" + lines.joined(separator: "\n") + "\n1,2,3\n")
    #expect(parsed.rowsRead == 3001)
    #expect(parsed.fields.last == ["1", "2", "3"])
    #expect(parsed.lines == Array(2...3002))
  }
}
