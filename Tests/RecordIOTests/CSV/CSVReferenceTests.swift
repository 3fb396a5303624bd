import RecordIO
import Testing

/// The reader and one that looks at every byte agree on anything, in chunks of any size.
struct CSVReferenceTests {
  /// Text that is hostile in short steps, in blocks of 64 bytes, and in whole rows.
  private static let alphabets = [
    [
      "a", "é", "中", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", "\u{0}", "\u{1A}", ";", " ",
    ],
    ["abcdefg", ",", ",", "\n", "\r\n", "\",\"", "\"", "\"\"", "\"\n", "\n\"", ",\"", "\","],
    [
      "x,y,z\n", "x,y,z\n", "\"x\",y,z\r\n", "x,\"y\",\"", "\"", "\n", "h1,h2,h3\n",
      "h1,\"h2\" , h3\r\n", String(repeating: "q", count: 63), ",,,,,",
    ],
    [String(repeating: "q", count: 60), "q", ",", "\n", "\"", ",\"", "\"\n", "\",", "\u{0}", "é"],
  ]
  private static let chunkSizes = [1, 2, 3, 5, 7, 13, 31, 63, 64, 65, 100, 128, 1000, 1 << 16]

  private func text(_ random: inout SeededGenerator) -> [UInt8] {
    let alphabet = Self.alphabets.randomElement(using: &random) ?? []
    let parts = Bool.random(using: &random) ? 30 : 150
    var bytes = Array(random.text(upTo: parts, from: alphabet).utf8)
    if Int.random(in: 0..<5, using: &random) == 0, !bytes.isEmpty {
      let index = Int.random(in: 0..<bytes.count, using: &random)
      bytes[index] = [0xE4, 0xFF, 0x80, 0x00].randomElement(using: &random) ?? 0
    }
    return bytes
  }

  private func items(_ parsed: Parsed) -> [ReferenceReader.Item] {
    let records = parsed.rows.map { row in
      ReferenceReader.Item(
        line: row.position.line, byteOffset: row.position.byteOffset, kind: nil, column: nil,
        fields: row.fields, bytes: OriginalText.bytes(of: row.original))
    }
    let rejects = parsed.rejects.map { reject in
      ReferenceReader.Item(
        line: reject.position.line, byteOffset: reject.position.byteOffset, kind: reject.kind,
        column: reject.column, bytes: OriginalText.bytes(of: reject.original))
    }
    return (records + rejects).sorted { $0.byteOffset < $1.byteOffset }
  }

  @Test(arguments: [CSVDialect.Quoting.standard, .lenient])
  func theyAgreeOnHostileText(_ quoting: CSVDialect.Quoting) throws {
    for seed in 0..<1500 {
      var random = SeededGenerator(seed: seed)
      let bytes = text(&random)
      let header = (1...Int.random(in: 1...4, using: &random)).map { "h\($0)" }
      let dialect = CSVDialect(
        delimiter: Int.random(in: 0..<6, using: &random) == 0 ? 0x3B : 0x2C,
        quote: Int.random(in: 0..<6, using: &random) == 0 ? 0x71 : 0x22, quoting: quoting,
        header: .names(header))
      let limit = [1 << 20, 24, 40, 200].randomElement(using: &random) ?? 40
      var reference = ReferenceReader(
        bytes, header: header, dialect: dialect, maximumRecordBytes: limit)
      let expected = reference.items()
      for chunk in Self.chunkSizes.shuffled(using: &random).prefix(3) {
        let parsed = try Parsed(
          bytes, dialect: dialect, maximumRecordBytes: limit, chunkBytes: chunk)
        #expect(items(parsed) == expected, "seed \(seed), chunks of \(chunk), limit \(limit)")
      }
    }
  }

  @Test func theyAgreeBehindAHeader() throws {
    for seed in 0..<500 {
      var random = SeededGenerator(seed: seed)
      let header = "\u{FEFF}h1,\"h2\",h3\r\n"
      let bytes = Array(header.utf8) + text(&random)
      var reference = ReferenceReader(
        bytes, header: ["h1", "h2", "h3"], dialect: CSVDialect(), maximumRecordBytes: 1 << 20,
        from: header.utf8.count, line: 2)
      let expected = reference.items()
      for chunk in Self.chunkSizes {
        let parsed = try Parsed(bytes, chunkBytes: chunk)
        #expect(items(parsed) == expected, "seed \(seed), chunks of \(chunk)")
      }
    }
  }

  @Test func theyAgreeOnRowsOfAnyWidthAroundBlocks() throws {
    // A quote, a delimiter and a line feed at each place of a block of 64 bytes, and behind it.
    for width in 0..<200 {
      let filler = String(repeating: "x", count: width)
      let bytes = Array("\(filler),\"\(filler)\"\"\n,\",é\n\(filler)\",\r\n1,2,3".utf8)
      let dialect = CSVDialect(header: .names(["a", "b", "c"]))
      var reference = ReferenceReader(
        bytes, header: ["a", "b", "c"], dialect: dialect, maximumRecordBytes: 1 << 20)
      #expect(items(try Parsed(bytes, dialect: dialect)) == reference.items(), "width \(width)")
    }
  }
}
