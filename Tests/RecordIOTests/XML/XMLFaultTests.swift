import RecordIO
import Testing

struct XMLFaultTests {
  struct Case: CustomTestStringConvertible {
    var title: String
    /// Stands between two records that are right.
    var record: String
    var kind = Reject.Kind.malformedXML
    var part: String
    var testDescription: String { title }
  }

  private static let deep =
    String(repeating: "<a>", count: 64) + String(repeating: "</a>", count: 64)

  static let recordFaults = [
    Case(title: "unknown entity", record: "<r>a&nbsp;b</r>", part: "the entity '&nbsp;', expected"),
    Case(
      title: "in an attribute", record: "<r a='&nbsp;'/>", part: "the entity '&nbsp;', expected"),
    Case(title: "bare ampersand", record: "<r>AT&T</r>", part: "a '&' that begins no reference"),
    Case(title: "ampersand and blank", record: "<r>A & B</r>", part: "a '&' that begins no"),
    Case(title: "empty number", record: "<r>&#;</r>", part: "a '&#' that begins no number"),
    Case(title: "wrong digits", record: "<r>&#xZ;</r>", part: "a '&#' that begins no number"),
    Case(title: "NUL reference", record: "<r>&#0;</r>", part: "no character of XML"),
    Case(title: "surrogate", record: "<r>&#xD800;</r>", part: "no character of XML"),
    Case(title: "beyond Unicode", record: "<r>&#x110000;</r>", part: "no character of XML"),
    Case(title: "huge number", record: "<r>&#99999999999999999999;</r>", part: "no character"),
    Case(title: "mismatched tags", record: "<r><a><b></a></b></r>", part: "not of the element"),
    Case(title: "missing inner end tag", record: "<r><a>1</r>", part: "not of the element opened"),
    Case(title: "stray end tag", record: "<r>1</a></r>", part: "not of the element opened last"),
    Case(title: "unquoted value", record: "<r a=1>x</r>", part: "without quotes around its value"),
    Case(title: "value without name", record: "<r ='1'/>", part: "something else than attributes"),
    Case(title: "name without value", record: "<r a>x</r>", part: "something else than attributes"),
    Case(title: "two of a name", record: "<r a='1' a='2'/>", part: "stands twice in one tag"),
    Case(title: "no blank", record: "<r a='1'b='2'/>", part: "without a blank before it"),
    Case(title: "unclosed value", record: "<r><a b='1>2</a></r>", part: "is not closed or holds"),
    Case(title: "unclosed value of the record", record: "<r a=\"1><b/></r>", part: "is not closed"),
    Case(title: "unclosed tag", record: "<r><a <b/></a></r>", part: "something else than"),
    Case(title: "unclosed last tag", record: "<r>1</r <!-- -->", part: "an end tag that is none"),
    Case(title: "less than", record: "<r>1 < 2</r>", part: "a '<' that begins no tag"),
    Case(title: "declaration inside", record: "<r><!ENTITY x 'y'></r>", part: "begins no tag"),
    Case(title: "NUL", record: "<r>\u{0}</r>", kind: .nulByte, part: "a NUL byte"),
    Case(title: "control character", record: "<r>\u{1}</r>", part: "control character 0x01"),
    Case(
      title: "65 levels", record: "<r>\(deep)</r>", kind: .nestedTooDeep, part: "deeper than 64"),
    Case(
      title: "many attributes",
      record: "<r \((0...256).map { "a\($0)=''" }.joined(separator: " "))/>", part: "than 256"),
  ]

  @Test(arguments: recordFaults) func aFaultCostsItsRecordAlone(_ testCase: Case) {
    for chunkBytes in [1, 5, 1 << 20] {
      let parsed = ParsedXML(
        "<l>\n<r>1</r>\n\(testCase.record)\n<r>2</r></l>", chunkBytes: chunkBytes)
      #expect(parsed.error == nil)
      #expect(parsed.nodes.map(\.text) == ["1", "2"])
      #expect(parsed.kinds == [testCase.kind])
      #expect(parsed.rejects.first?.position == RecordPosition(line: 3, byteOffset: 13))
      let explanation = parsed.rejects.first?.explanation ?? ""
      #expect(explanation.hasPrefix("element 'r' holds, on line 3, "))
      #expect(explanation.contains(testCase.part), "\(explanation)")
      #expect(!explanation.contains("\n"))
    }
  }

  @Test func sixtyFourLevelsAreRead() {
    let inner = String(repeating: "<a>", count: 63) + String(repeating: "</a>", count: 63)
    let parsed = ParsedXML("<l><r>\(inner)</r></l>")
    #expect(parsed.nodes.count == 1)
    #expect(parsed.rejects.isEmpty)
  }

  @Test func invalidUTF8RejectsWithTheLineOfTheByte() {
    let bytes = Array("<l><r>\n\n<a>Soci".utf8) + [0xE9] + Array("t</a></r><r>é</r></l>".utf8)
    let parsed = ParsedXML(bytes)
    #expect(parsed.nodes.map(\.text) == ["é"])
    #expect(parsed.kinds == [.invalidUTF8])
    #expect(
      parsed.rejects[0].explanation
        == "element 'r' holds, on line 3, the byte 0xE9, which is not UTF-8; fix it, or set the "
        + "file's `encoding:` in the pipeline file")
    #expect(parsed.rejects[0].original == "<r>\n\n<a>Soci\\xE9t</a></r>")
  }

  @Test func recordsMayBeAsLongAsTheLimitAndNoLonger() {
    let long = "<r>" + String(repeating: "é<!-- </r> -->\n", count: 40) + "</r>"
    let text = "<l><r>1234</r><r>12345</r>\(long)<r/></l>"
    for chunkBytes in [1, 7, 64, 1 << 20] {
      let parsed = ParsedXML(text, maximumRecordBytes: 11, chunkBytes: chunkBytes)
      #expect(parsed.nodes.map(\.text) == ["1234", ""])
      #expect(parsed.kinds == [.recordTooLong, .recordTooLong])
      #expect(parsed.rejects.map(\.original) == ["<r>12345</r>", long])
      #expect(
        parsed.rejects[1].explanation
          == "element 'r' holds \(long.utf8.count) bytes, expected at most 11; look for a missing "
          + "end tag")
      #expect(parsed.rows[1].position.line == 41)
    }
  }

  @Test func theOriginalOfAHugeRecordIsItsBeginningAndDigest() {
    let record = "<r>" + String(repeating: "x", count: 100_000) + "</r>"
    let parsed = ParsedXML("<l>\(record)</l>", maximumRecordBytes: 50_000, chunkBytes: 1000)
    #expect(parsed.rejects.map(\.original) == [OriginalText.text(of: Array(record.utf8))])
  }

  @Test(
    arguments: [
      ("", nil), (" \n", nil),
      ("name,country\n", "line 1, byte 0: the text does not begin with '<' as XML does; check"),
      ("{\"a\": 1}", "line 1, byte 0: the text does not begin with '<'"),
      ("<!-- x -->", "line 1, byte 10: the file ends within what precedes its root element; fetch"),
      ("<!DOCTYPE l [<!ENTITY a 'b'>]><l/>", "line 1, byte 0: a document type declaration, which"),
      ("<l><r/><!DOCTYPE x></l>", "line 1, byte 7: a document type declaration"),
      (
        "<l>\n<r/>",
        "line 2, byte 8: the file ends within element 'l', which begins on line 1; fetch"
      ),
      (
        "<l>\n<a><r/></a",
        "line 2, byte 14: the file ends within element 'a', which begins on line 2"
      ),
      ("<l>\n<r>", "line 2, byte 4: element 'r' has no end tag up to the end of the file; fetch"),
      (
        "<l><r/>\n<r><r></r></l>", "line 2, byte 8: element 'r' has no end tag up to the end of the"
      ),
      ("<l><!-- \n x", "line 2, byte 11: the file ends within a comment, which begins on line 1;"),
      ("<l><r/><", "line 1, byte 8: the file ends within element 'l'"),
      ("<l><r/></m>", "line 1, byte 7: an end tag, expected that of element 'l', which begins on"),
      ("<l><a></l>", "line 1, byte 6: an end tag, expected that of element 'a', which begins on"),
      ("</l>", "line 1, byte 0: an end tag of no element; fetch the file again"),
      ("<l><a <b/></l>", "line 1, byte 3: a tag that is not closed; fetch the file again"),
      (
        "<l><a b=1/></l>", "line 1, byte 3: an attribute without quotes around its value; add them,"
      ),
      ("<l a='&x;'/>", "line 1, byte 0: the entity '&x;', expected one of the five"),
      ("<l/>\n<l/>", "line 2, byte 5: an element behind the end of the root element; fetch"),
      ("<l/>\ntext", "line 2, byte 5: text behind the end of the root element; fetch"),
      ("<l/></l>", "line 1, byte 4: an end tag of no element"),
      ("<?xml version='1.0' encoding='utf-8'", "line 1, byte 0: an XML declaration that is not"),
    ] as [(String, String?)])
  func faultsOutsideOfRecordsStopTheFile(_ text: String, _ message: String?) {
    for chunkBytes in [1, 3, 1 << 20] {
      let parsed = ParsedXML(text, chunkBytes: chunkBytes)
      if let message {
        #expect(parsed.problem?.hasPrefix(message) == true, "\(parsed.problem ?? "no error")")
      } else {
        #expect(parsed.error?.reason == .empty)
      }
      #expect(parsed.rows.count == (text.contains("<r/>") ? 1 : 0))
    }
  }

  @Test func manyLevelsAroundRecordsStopTheFile() {
    let parsed = ParsedXML(String(repeating: "<a>", count: 65))
    #expect(parsed.problem?.hasPrefix("line 1, byte 192: elements nested deeper than 64;") == true)
  }

  @Test func aLongTagOutsideOfRecordsStopsTheFile() {
    let value = String(repeating: "x", count: 70_000)
    for chunkBytes in [1000, 1 << 20] {
      let parsed = ParsedXML("<l><a b='\(value)'/></l>", chunkBytes: chunkBytes)
      #expect(parsed.problem?.contains("a tag of more than 65536 bytes outside") == true)
      let record = ParsedXML("<l><r b='\(value)'/></l>", chunkBytes: chunkBytes)
      #expect(record.nodes.first?.attribute("b") == value)
    }
  }

  @Test func errorsComeAgain() throws {
    let reader = try XMLReader(source: MemorySource(Array("<l><r/></x>".utf8)), records: ["r"])
    #expect(try reader.nextBatch()?.records.count == 1)
    #expect(throws: InputError.self) { try reader.nextBatch() }
    #expect(throws: InputError.self) { try reader.nextBatch() }
  }

  // Each would take minutes if any part of it were looked at again and again.
  @Test(arguments: [
    "<l><r>" + String(repeating: "<", count: 400_000),
    "<l><r>" + String(repeating: "<r ", count: 150_000),
    "<l><r>" + String(repeating: "<a b='", count: 80_000),
    "<l><r><!--" + String(repeating: "->", count: 200_000),
    "<l><r><![CDATA[" + String(repeating: "]>", count: 200_000),
    "<l><r>" + String(repeating: "&", count: 400_000) + "</r></l>",
    "<l><r a='" + String(repeating: "&amp;", count: 80_000) + "'/></l>",
    "<l><r>" + String(repeating: "a<!---->", count: 60_000) + "</r></l>",
    "<l><r>" + String(repeating: "<a/>b", count: 60_000) + "</r></l>",
    "<l>" + String(repeating: "<!---->", count: 60_000) + "</l>",
    "<l>" + String(repeating: "<a/>", count: 100_000) + "</l>",
  ])
  func hostileInputIsReadOnce(_ text: String) {
    let parsed = ParsedXML(text, chunkBytes: 1024)
    #expect(parsed.rowsRead == parsed.rows.count + parsed.rejects.count)
    let small = ParsedXML(text, maximumRecordBytes: 64, chunkBytes: 1024)
    #expect(small.rows.isEmpty)
  }
}
