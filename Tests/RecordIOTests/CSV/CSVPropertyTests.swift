import RecordIO
import Testing

/// What must hold for any input, tried on random ones.
struct CSVPropertyTests {
  /// Damage and well-formed text alike.
  private static let hostileAlphabet = [
    "a", "é", "中", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", "\u{0}", "\u{1A}", "\\x41",
    " ",
  ]

  private func hostileBytes(_ random: inout SeededGenerator) -> [UInt8] {
    var bytes = Array("h1,h2,h3\n".utf8)
    bytes += Array(random.text(upTo: 60, from: Self.hostileAlphabet).utf8)
    if Int.random(in: 0..<4, using: &random) == 0 {
      bytes.insert(0xE4, at: Int.random(in: 9...bytes.count, using: &random))
    }
    return bytes
  }

  @Test func chunkSizeChangesNothing() throws {
    for seed in 0..<400 {
      var random = SeededGenerator(seed: seed)
      let bytes = hostileBytes(&random)
      let limit = Int.random(in: 0..<2, using: &random) == 0 ? 1 << 20 : 24
      let whole = try Parsed(bytes, maximumRecordBytes: limit)
      for chunk in [1, 2, 3, 5, 7, 11, 16, 31, 64] {
        let chunked = try Parsed(bytes, maximumRecordBytes: limit, chunkBytes: chunk)
        #expect(chunked == whole, "seed \(seed), chunks of \(chunk)")
      }
    }
  }

  @Test func everyLineIsReadOnceWhateverTheDamage() throws {
    for seed in 0..<2000 {
      var random = SeededGenerator(seed: seed)
      let bytes = hostileBytes(&random)
      let parsed = try Parsed(bytes, maximumRecordBytes: 40)
      #expect(parsed.rowsRead == parsed.rows.count + parsed.rejects.count)
      #expect(Set(parsed.lines).count == parsed.rowsRead, "seed \(seed)")

      // The originals and the blank lines between them are the file.
      let originals =
        parsed.rows.map { ($0.position.byteOffset, $0.original) }
        + parsed.rejects.map { ($0.position.byteOffset, $0.original) }
      var offset = 9
      for (start, original) in originals.sorted(by: { $0.0 < $1.0 }) {
        let skipped = bytes[offset..<start]
        #expect(skipped.allSatisfy { [0x0A, 0x0D, 0x1A].contains($0) }, "seed \(seed)")
        let length = OriginalText.bytes(of: original).count
        #expect(Array(bytes[start..<start + length]) == OriginalText.bytes(of: original))
        offset = start + length
      }
      #expect(bytes[offset...].allSatisfy { [0x0A, 0x0D, 0x1A].contains($0) }, "seed \(seed)")
    }
  }

  @Test func truncationAnywhereLosesNothingSilently() throws {
    let text =
      "\u{FEFF}a,b,c\r\n1,\"x, \"\"y\"\"\",3\r\n\r\n"
      + "4,\"two\r\nlines\",é\r\n7,8,9\r\n\"10\",,\"\"\r\n"
    let bytes = Array(text.utf8)
    let whole = try Parsed(bytes)
    #expect(whole.rows.count == 4)
    let headerEnd = 8
    for length in headerEnd...bytes.count {
      let parsed = try Parsed(Array(bytes[..<length]), chunkBytes: 5)
      #expect(parsed.rowsRead == parsed.rows.count + parsed.rejects.count)
      // All but what was cut stays as it was: at most the lines of the last record differ.
      let complete = whole.rows.filter { $0.position.byteOffset + $0.original.utf8.count < length }
      #expect(Array(parsed.rows.prefix(complete.count)) == complete, "cut at \(length)")
    }
    for length in 0..<headerEnd {
      // The header cut: some of its columns, or an error.
      _ = try? Parsed(Array(bytes[..<length]), chunkBytes: 5)
    }
  }

  @Test func whatTheWriterWritesIsReadBack() throws {
    let alphabet = [
      "a", "B", "0", " ", ",", ";", "\"", "\n", "\r\n", "\r", "\t", "é", "中", "\u{FEFF}", "'",
    ]
    for seed in 0..<500 {
      var random = SeededGenerator(seed: seed)
      let columns = Int.random(in: 1...4, using: &random)
      let dialect = CSVDialect(delimiter: Bool.random(using: &random) ? 0x2C : 0x3B)
      let header = (0..<columns).map { "column \($0)" }
      let records = (0..<Int.random(in: 0...12, using: &random)).map { _ in
        // Three lines at most, so that no field looks like rows.
        (0..<columns).map { _ in
          random.text(upTo: 3, from: alphabet)
        }
      }
      var bytes: [UInt8] = []
      var writer = CSVWriter(dialect: dialect, bufferBytes: 16) { bytes += $0 }
      try writer.append(header)
      for record in records { try writer.append(record) }
      try writer.finish()
      #expect(writer.recordCount == records.count + 1)

      let parsed = try Parsed(bytes, dialect: dialect, chunkBytes: 7)
      #expect(parsed.header == header)
      #expect(parsed.rejects.isEmpty, "seed \(seed)")
      let written = records.map { $0.map { Array($0.utf8) } }
      #expect(parsed.rows.map(\.fields) == written, "seed \(seed)")
    }
  }

  @Test func aNaiveReaderAgreesOnWellFormedText() throws {
    for seed in 0..<500 {
      var random = SeededGenerator(seed: seed)
      let columns = Int.random(in: 2...4, using: &random)
      var text = (0..<columns).map { "h\($0)" }.joined(separator: ",") + "\n"
      for _ in 0..<Int.random(in: 0...8, using: &random) {
        var fields: [String] = []
        for _ in 0..<columns {
          if Bool.random(using: &random) {
            fields.append(random.text(upTo: 12, from: ["x", "é", " ", "7"]))
          } else {
            fields.append("\"" + random.text(upTo: 4, from: ["x", ",", "\n", "\"\"", "中"]) + "\"")
          }
        }
        text += fields.joined(separator: ",") + (Bool.random(using: &random) ? "\n" : "\r\n")
      }
      let parsed = try Parsed(text, chunkBytes: 9)
      let expected = NaiveReader.records(of: text).dropFirst()
      #expect(parsed.fields == Array(expected), "seed \(seed)")
      #expect(parsed.rejects.isEmpty, "seed \(seed)")
    }
  }
}

/// The shortest reader that is right about well-formed text.
private enum NaiveReader {
  static func records(of text: String) -> [[String]] {
    let scalars = Array(text.unicodeScalars)
    var records: [[String]] = []
    var record: [String] = []
    var field = String.UnicodeScalarView()
    var isQuoted = false
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      if isQuoted {
        if scalar != "\"" {
          field.append(scalar)
        } else if index < scalars.count, scalars[index] == "\"" {
          field.append(scalar)
          index += 1
        } else {
          isQuoted = false
        }
      } else if scalar == "\"" {
        isQuoted = true
      } else if scalar == "," || scalar == "\n" {
        record.append(String(field))
        field = String.UnicodeScalarView()
        if scalar == "\n" {
          records.append(record)
          record = []
        }
      } else if scalar != "\r" {
        field.append(scalar)
      }
    }
    return records
  }
}
