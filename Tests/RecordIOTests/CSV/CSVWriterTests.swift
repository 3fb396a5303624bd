import RecordIO
import Testing

struct CSVWriterTests {
  private func text(_ records: [[String]], dialect: CSVDialect = .init()) throws -> String {
    var bytes: [UInt8] = []
    var writer = CSVWriter(dialect: dialect) { bytes += $0 }
    for record in records { try writer.append(record) }
    try writer.finish()
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [
    ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
    ("two\nlines", "\"two\nlines\""), ("a\rb", "\"a\rb\""), (" led", "\" led\""),
    ("trailed ", "\"trailed \""), ("a b", "a b"), ("a;b", "a;b"), ("华为", "华为"),
    ("\u{1A}", "\"\u{1A}\""), ("\u{FEFF}x", "\"\u{FEFF}x\""),
  ])
  func fieldsAreQuotedWhereNeeded(_ field: String, _ expected: String) throws {
    #expect(try text([[field, "x"]]) == expected + ",x\r\n")
  }

  @Test func anEmptyFieldAloneIsQuoted() throws {
    #expect(try text([["a"], [""], ["", ""]]) == "a\r\n\"\"\r\n,\r\n")
  }

  @Test func theDelimiterOfTheDialectIsQuoted() throws {
    let dialect = CSVDialect(delimiter: UInt8(ascii: ";"))
    #expect(try text([["a;b", "c,d"]], dialect: dialect) == "\"a;b\";c,d\r\n")
  }

  @Test func fieldsMayComeOneByOne() throws {
    var bytes: [UInt8] = []
    var writer = CSVWriter { bytes += $0 }
    writer.append("V-17")
    writer.append("Acme, Inc.")
    try writer.endRecord()
    try writer.append(["V-18", "Umbrella"])
    try writer.finish()
    #expect(String(decoding: bytes, as: UTF8.self) == "V-17,\"Acme, Inc.\"\r\nV-18,Umbrella\r\n")
  }

  @Test func theSinkGetsWholeRecords() throws {
    var parts: [String] = []
    var writer = CSVWriter(bufferBytes: 4) { parts.append(String(decoding: $0, as: UTF8.self)) }
    for record in [["a"], ["long enough"], [""], ["b"]] { try writer.append(record) }
    try writer.finish()
    #expect(parts == ["a\r\nlong enough\r\n", "\"\"\r\n", "b\r\n"])
  }

  @Test func errorsOfTheSinkComeOut() throws {
    let error = OutputError(path: "x", operation: .write, code: 28)
    var writer = CSVWriter(bufferBytes: 1) { _ in throw error }
    #expect(throws: error) { try writer.append(["a"]) }
  }
}
