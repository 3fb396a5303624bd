import RecordIO
import Testing

struct XMLReaderTests {
  struct Case: CustomTestStringConvertible {
    var title: String
    var text: String
    var nodes: [XMLNode]
    var testDescription: String { title }
  }

  private static func leaf(_ name: String, _ text: String) -> XMLNode {
    XMLNode(name: name, text: text)
  }

  static let cases = [
    Case(title: "a leaf", text: "<l><r>Acme</r></l>", nodes: [leaf("r", "Acme")]),
    Case(
      title: "empty forms", text: "<l><r/><r></r><r /></l>",
      nodes: Array(repeating: leaf("r", ""), count: 3)),
    Case(
      title: "children in order", text: "<l><r>\n <a>1</a>\n <b/>\n <a>2</a>\n</r></l>",
      nodes: [XMLNode(name: "r", children: [leaf("a", "1"), leaf("b", ""), leaf("a", "2")])]),
    Case(
      title: "attributes in order", text: "<l><r b=\"1\" a = '2'\n/></l>",
      nodes: [XMLNode(name: "r", attributes: [("b", "1"), ("a", "2")])]),
    Case(
      title: "attributes are normalized", text: "<l><r a=\"x\ty\r\nz&#10;&lt;'>\"/></l>",
      nodes: [XMLNode(name: "r", attributes: [("a", "x y z\n<'>")])]),
    Case(
      title: "prefixes and their declarations go",
      text: "<x:l xmlns:x='u'><x:r xmlns='v' xml:lang='fr' xmlnsX='1'><y:a>1</y:a></x:r></x:l>",
      nodes: [
        XMLNode(
          name: "r", attributes: [("lang", "fr"), ("xmlnsX", "1")], children: [leaf("a", "1")])
      ]),
    Case(
      title: "references", text: "<l><r>&amp;&lt;&gt;&quot;&apos;&#65;&#x1F600;&#xe9;</r></l>",
      nodes: [leaf("r", "&<>\"'A😀é")]),
    Case(title: "leading zeros", text: "<l><r>&#000000000065;</r></l>", nodes: [leaf("r", "A")]),
    Case(
      title: "decoded once", text: "<l><r>&amp;lt;&#38;amp;</r></l>",
      nodes: [leaf("r", "&lt;&amp;")]),
    Case(
      title: "CDATA is text", text: "<l><r>a <![CDATA[<b>&amp;]] >]]> c</r></l>",
      nodes: [leaf("r", "a <b>&amp;]] > c")]),
    Case(
      title: "comments and instructions are nothing",
      text: "<l><r>A<!-- </r> ' -->c<?x </r> ?>me</r></l>", nodes: [leaf("r", "Acme")]),
    Case(
      title: "text between children is joined", text: "<l><r> a <b>x</b> c\n<b/>\n</r></l>",
      nodes: [XMLNode(name: "r", children: [leaf("b", "x"), leaf("b", "")], text: "a  c")]),
    Case(
      title: "line endings are line feeds",
      text: "<l><r>a\r\nb\rc<![CDATA[\r\n]]>&#13;d\r\n</r></l>",
      nodes: [leaf("r", "a\nb\nc\n\rd")]),
    Case(
      title: "blanks at the ends go, others stay", text: "<l><r>\t a\u{A0} \n b\u{A0}\r\n</r></l>",
      nodes: [leaf("r", "a\u{A0} \n b\u{A0}")]),
    Case(
      title: "records in a record belong to it", text: "<l><r>1<r>2</r></r><r/></l>",
      nodes: [XMLNode(name: "r", children: [leaf("r", "2")], text: "1"), leaf("r", "")]),
    Case(
      title: "the root may be a record", text: "<r a='1'>x</r>",
      nodes: [XMLNode(name: "r", attributes: [("a", "1")], text: "x")]),
    Case(
      title: "byte order mark, declaration, comments around",
      text:
        "\u{FEFF}<?xml version='1.0' encoding='utf-8'?>\n<!--<l>--><?x?><l><r/></l>\n<!---->\u{1A}",
      nodes: [leaf("r", "")]),
    Case(
      title: "everything else is passed over",
      text: "<l>text & more<a x='1'>2</a><![CDATA[<r/>]]><!--<r/>--><b><r/></b></l>",
      nodes: [leaf("r", "")]),
    Case(
      title: "names that begin alike", text: "<l><rr/><r><rr/></r><r-a></r-a><r.b/></l>",
      nodes: [XMLNode(name: "r", children: [leaf("rr", "")])]),
    Case(
      title: "names beyond ASCII", text: "<l><r><名 ñ='1'/></r></l>",
      nodes: [XMLNode(name: "r", children: [XMLNode(name: "名", attributes: [("ñ", "1")])])]),
    Case(title: "no record", text: "<l/>", nodes: []),
  ]

  @Test(arguments: cases) func wellFormedDocumentsGiveTheirRecords(_ testCase: Case) {
    for chunkBytes in [1, 2, 7, 1 << 20] {
      let parsed = ParsedXML(testCase.text, chunkBytes: chunkBytes)
      #expect(parsed.error == nil)
      #expect(parsed.rejects.isEmpty)
      #expect(parsed.nodes == testCase.nodes)
      #expect(parsed.rowsRead == testCase.nodes.count)
    }
  }

  @Test func theRootIsKnownFromTheBeginning() throws {
    let reader = try XMLReader(
      source: MemorySource(Array("<x:LIST xmlns:x='u' date='2019-01-02'><r/></x:LIST>".utf8)),
      records: ["r"])
    #expect(reader.root == XMLNode(name: "LIST", attributes: [("date", "2019-01-02")]))
  }

  @Test func positionsAreThoseOfTheStartTag() {
    let parsed = ParsedXML(
      "\u{FEFF}<?xml version='1.0'?>\n<l>\n <r>\nx</r><r/>\n <r>&x;</r>\r\n</l>")
    #expect(parsed.rows.map(\.position.line) == [3, 4])
    #expect(parsed.rows.map(\.position.byteOffset) == [30, 39])
    #expect(parsed.rows.map(\.original) == ["<r>\nx</r>", "<r/>"])
    #expect(parsed.rejects.map(\.position) == [RecordPosition(line: 5, byteOffset: 45)])
    #expect(parsed.rejects.map(\.original) == ["<r>&x;</r>"])
  }

  @Test func theEndIsCheckedAndSummedUp() throws {
    let text = "<l><r/><r>&x;</r></l>"
    let source = MemorySource(Array(text.utf8))
    let reader = try XMLReader(source: source, records: ["r"], chunkBytes: 3)
    while try reader.nextBatch() != nil {}
    #expect(source.wasFinished)
    #expect(
      reader.summary
        == InputSummary(bytes: text.utf8.count, sha256: ContentHash.sha256(text), rowsRead: 2))
    #expect(try reader.nextBatch() == nil)
  }

  @Test func aDeclaredEncodingIsFollowedByNobody() {
    let text = "<?xml version='1.0' encoding='ISO-8859-1'?><l><r/></l>"
    #expect(
      ParsedXML(text).problem
        == "line 1, byte 0: the XML declaration says that the file is in 'ISO-8859-1', expected "
        + "UTF-8; set `encoding: iso-8859-1` for it in the pipeline file")
    #expect(ParsedXML(text, ignoresDeclaredEncoding: true).nodes.count == 1)
    let other = ParsedXML("<?xml version='1.0' encoding='koi8-r'?><l/>").problem
    #expect(
      other?.hasSuffix("set its `encoding:` in the pipeline file, or convert it to UTF-8") == true)
  }

  @Test func decodedTextIsReadDespiteItsDeclaration() throws {
    let bytes =
      Array("<?xml version='1.0' encoding='windows-1252'?><l><r>".utf8) + [0x80, 0xE9]
      + Array("</r><r>".utf8) + [0x81] + Array("</r></l>".utf8)
    let source = TranscodingSource(MemorySource(bytes), from: .windows1252)
    let reader = try XMLReader(source: source, records: ["r"], ignoresDeclaredEncoding: true)
    let batch = try #require(try reader.nextBatch())
    #expect(batch.records.map(\.node.text) == ["€é"])
    #expect(batch.rejects.map(\.kind) == [.invalidUTF8])
  }

  // The list of the United Nations of February 2026.
  @Test(
    .enabled(
      if: SharedData.has("un/un_consolidated.xml"),
      "there is no shared/data/un beside the repository"), arguments: [1 << 20, 4099])
  func theListOfTheUnitedNationsIsReadWhole(_ chunkBytes: Int) throws {
    let source = try InputFile.open(SharedData.path("un/un_consolidated.xml"))
    let reader = try XMLReader(
      source: source, records: ["INDIVIDUAL", "ENTITY"], chunkBytes: chunkBytes)
    #expect(reader.root.name == "CONSOLIDATED_LIST")
    #expect(reader.root.attribute("dateGenerated") == "2026-02-27T00:00:09.554Z")
    var counts: [String: Int] = [:]
    while let (records, rejects) = try reader.nextBatch() {
      #expect(rejects.isEmpty)
      for record in records {
        counts[record.node.name, default: 0] += 1
        if record.node.text(of: "DATAID") == "6907993" {
          #expect(record.position.line == 4)
          #expect(record.node.text(of: "FIRST_NAME") == "ERIC")
          #expect(
            record.node["NATIONALITY"]?.text(of: "VALUE") == "Democratic Republic of the Congo")
        }
      }
    }
    #expect(counts == ["INDIVIDUAL": 730, "ENTITY": 273])
  }
}
