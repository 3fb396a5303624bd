import RecordIO
import Testing

struct CSVDamageTests {
  @Test func aHeaderThatStandsTwiceIsNoRecord() throws {
    let parsed = try Parsed(
      "id,name\n1,x\nid,name\r\n2,y\n id ,\"name\"\n\u{A0}id,name\nid,names\n")
    #expect(parsed.fields == [["1", "x"], ["2", "y"], ["id", "names"]])
    #expect(parsed.kinds == [.repeatedHeader, .repeatedHeader, .repeatedHeader])
    #expect(parsed.rejects.map(\.position.line) == [3, 5, 6])
    #expect(parsed.rejects.map(\.original) == ["id,name", " id ,\"name\"", "\u{A0}id,name"])
    #expect(parsed.rejects[0].column == nil)
    #expect(
      parsed.rejects[0].explanation
        == "the row repeats the names of the columns; remove it, and see whether files were joined "
        + "with their headers")
  }

  @Test func aHeaderWithBlankAndQuotedNamesIsFoundAgain() throws {
    let text = ",\"a \"\"b\"\"\",\n"
    #expect(try Parsed(text + "1,2,3\n" + text).kinds == [.repeatedHeader])
    let dialect = CSVDialect(header: .names(["id", "name"]))
    #expect(try Parsed("1,x\nid,name\n", dialect: dialect).kinds == [.repeatedHeader])
  }

  @Test func emptyFieldsAreNoHeader() throws {
    #expect(try Parsed(",\n,\n").fields == [["", ""]])
  }

  @Test func aLastRecordWithoutLineEndingAndFieldsIsCutOff() throws {
    let parsed = try Parsed("a,b,c\n1,2,3\n4,5", chunkBytes: 4)
    #expect(parsed.fields == [["1", "2", "3"]])
    #expect(parsed.kinds == [.cutOff])
    #expect(parsed.rejects[0].original == "4,5")
    #expect(
      parsed.rejects[0].explanation
        == "found 2 fields, expected 3 as in the header, and the file ends here without a line "
        + "ending; fetch or export it again")
    #expect(try Parsed("a,b,c\n4,\"5\"").kinds == [.cutOff])
  }

  @Test(arguments: ["4,5\n", "4,5\r\n", "4,\"5\"\r\n", "4,5\r", "4,5\n\u{1A}"])
  func aLastRecordWithLineEndingHasTooFewFields(_ row: String) throws {
    #expect(try Parsed("a,b,c\n" + row).kinds == [.tooFewFields])
  }

  @Test func anUnclosedQuoteAtTheEndStaysOne() throws {
    #expect(try Parsed("a,b,c\n4,\"5").kinds == [.unclosedQuote])
    #expect(try Parsed("a,b,c\n4,\"5\n6").kinds == [.unclosedQuote, .cutOff])
  }

  struct Lenient: CustomTestStringConvertible {
    var text: String
    var fields: [String]
    var testDescription: String { text.debugDescription }
  }

  static let lenientRows = [
    Lenient(text: "\"Vega\" Trading;2\n", fields: ["\"Vega\" Trading", "2"]),
    Lenient(text: "\"Vega\" and \"Orion\";2\n", fields: ["\"Vega\" and \"Orion\"", "2"]),
    Lenient(text: "1;\"Vega\" Trading\r\n", fields: ["1", "\"Vega\" Trading"]),
    Lenient(text: "1;\"Vega\" Trading", fields: ["1", "\"Vega\" Trading"]),
    Lenient(text: "1;\"Vega\"\r9\n", fields: ["1", "\"Vega\"\r9"]),
    Lenient(text: "\"a;b\" c;2\n", fields: ["\"a;b\" c", "2"]),
    Lenient(text: "\"a\"\"b\" c;2\n", fields: ["\"a\"\"b\" c", "2"]),
    Lenient(text: "\"a \"b\" c\";2\n", fields: ["\"a \"b\" c\"", "2"]),
    // As ever:
    Lenient(text: "\"Vega\";\"x;\"\"y\"\n", fields: ["Vega", "x;\"y"]),
    Lenient(text: "a \"b\";2\n", fields: ["a \"b\"", "2"]),
    Lenient(text: "\"x\ny\";2\n", fields: ["x\ny", "2"]),
  ]

  @Test(arguments: lenientRows)
  func lenientQuotingKeepsTextBehindAQuote(_ row: Lenient) throws {
    let dialect = CSVDialect(
      delimiter: UInt8(ascii: ";"), quoting: .lenient, header: .names(["a", "b"]))
    for chunk in [1, 3, 64] {
      let parsed = try Parsed(row.text, dialect: dialect, chunkBytes: chunk)
      #expect(parsed.fields == [row.fields])
      #expect(parsed.rejects.isEmpty)
    }
  }

  @Test func lenientQuotingBelievesNoQuoteThatSpansLinesAndGoesOn() throws {
    let parsed = try Parsed(
      "a,b\n1,\"x\n2,\"y\" z\n3,w\n", dialect: CSVDialect(quoting: .lenient))
    #expect(parsed.fields == [["2", "\"y\" z"], ["3", "w"]])
    #expect(parsed.kinds == [.unclosedQuote])
  }

  private func problem(_ text: String, delimiter: Character = ",") throws -> String? {
    let dialect = CSVDialect(delimiter: delimiter.asciiValue ?? 0)
    do {
      _ = try CSVReader(source: MemorySource(Array(text.utf8)), dialect: dialect, chunkBytes: 5)
      return nil
    } catch {
      return error.description
    }
  }

  @Test(
    arguments: [
      "\"id;name;country\t\t\"\r\n\"1;x;DE\t\t\"\r\n", "\"id;name;country\"\n",
      "\"id;name;country\"\t\t\n", "id;name;country\t\t\n", "\"id;\"\"name\"\";country\"\n",
    ], [",", ";", "\t"] as [Character])
  func aFileSavedByASpreadsheetAsOneCellToALineIsRefused(
    _ text: String, _ delimiter: Character
  ) throws {
    // Without quotes, and with the right delimiter, it is a header.
    if delimiter == ";", !text.hasPrefix("\"") { return }
    #expect(
      try problem(text, delimiter: delimiter)
        == "memory.csv: bad header: it is one cell that holds 3 names with ';' between them, as "
        + "when a spreadsheet opened the file, made each line one cell and saved it; fetch the "
        + "original again")
  }

  @Test func theDelimiterItselfWithinTheOneCellIsToldToo() throws {
    #expect(try problem("\"id,name,country\"\n\"1,x,DE\"\n")?.contains("3 names with ','") == true)
  }

  @Test(arguments: [
    "id;name;country\n", "\"id\",\"name\",\"country\"\n", "\"Last, first, middle\"\n", "name\t\n",
    "\"id;name\"\n", "\"a;b;c\",d\n",
  ])
  func otherHeadersAreLeftAlone(_ text: String) throws {
    #expect(try problem(text) == nil)
  }

  @Test func theRemedyForUTF16IsAnEncoding() throws {
    let bytes: [UInt8] = [0xFF, 0xFE, 0x61, 0]
    #expect(throws: InputError.self) { try Parsed(bytes) }
    do {
      _ = try Parsed(bytes)
    } catch let error as InputError {
      #expect(error.description.contains("set `encoding: utf-16` of its source"))
    }
  }
}
