import RecordIO
import Testing

struct TranscodingSourceTests {
  private func decoded(
    _ bytes: [UInt8], _ encoding: TextEncoding, pieceBytes: Int = .max, by count: Int = 1 << 16
  ) throws -> [UInt8] {
    try contents(
      of: TranscodingSource(PieceSource(bytes, pieceBytes: pieceBytes), from: encoding), by: count)
  }

  private func text(_ bytes: [UInt8], _ encoding: TextEncoding) throws -> String? {
    String(validating: try decoded(bytes, encoding), as: UTF8.self)
  }

  private func units(_ text: String, isBigEndian: Bool) -> [UInt8] {
    text.utf16.flatMap { unit in
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      return isBigEndian ? [high, low] : [low, high]
    }
  }

  @Test func windows1252HasItsOwnCharacters() throws {
    #expect(try text(Array("a".utf8) + [0x80, 0x92, 0xE9, 0x9F, 0xFF], .windows1252) == "a€’éŸÿ")
  }

  @Test func latin1HasEveryByte() throws {
    let bytes = (0...255).map { UInt8($0) }
    let expected = String(String.UnicodeScalarView((0...255).map { Unicode.Scalar(UInt8($0)) }))
    #expect(try text(bytes, .latin1) == expected)
  }

  @Test(arguments: [0x81, 0x8D, 0x8F, 0x90, 0x9D] as [UInt8])
  func bytesWithoutACharacterRejectTheirRowAlone(_ byte: UInt8) throws {
    let bytes = Array("a,b\n1,".utf8) + [0xE9, byte] + Array("\n2,".utf8) + [0xE9, 0x0A]
    let source = TranscodingSource(PieceSource(bytes), from: .windows1252)
    let parsed = try Parsed(CSVReader(source: source))
    #expect(parsed.kinds == [.invalidUTF8])
    #expect(parsed.rejects[0].position.line == 2)
    #expect(parsed.fields == [["2", "é"]])
  }

  @Test(arguments: [false, true]) func utf16FollowsItsMark(_ isBigEndian: Bool) throws {
    let text = "name\nAérospatiale 华为 😀 end of a longer line\n"
    let bytes = units("\u{FEFF}" + text, isBigEndian: isBigEndian)
    #expect(try self.text(bytes, .utf16) == text)
  }

  @Test func utf16WithoutAMarkIsLittleEndian() throws {
    #expect(try text(units("héllo world", isBigEndian: false), .utf16) == "héllo world")
  }

  @Test(
    arguments: [
      ([0x3D, 0xD8, 0x61, 0x00], [0xFF, 0x61]),
      ([0x00, 0xDE, 0x61, 0x00], [0xFF, 0x61]),
      ([0x3D, 0xD8, 0x3D, 0xD8, 0x00, 0xDE], [0xFF, 0xF0, 0x9F, 0x98, 0x80]),
      ([0x61, 0x00, 0x3D, 0xD8], [0x61, 0xFF]),
      ([0x61, 0x00, 0x62], [0x61, 0xFF]),
      ([0x61], [0xFF]),
      ([0x3D, 0xD8, 0x62], [0xFF, 0xFF]),
    ] as [([UInt8], [UInt8])])
  func halvesOfCharactersAreNoUTF8(_ bytes: [UInt8], _ expected: [UInt8]) throws {
    #expect(try decoded(bytes, .utf16) == expected)
  }

  @Test func theEdgesOfUTF16AreThoseOfUnicode() throws {
    for code in [0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF] as [UInt32] {
      let text = String(try #require(Unicode.Scalar(code)))
      #expect(try self.text(units(text, isBigEndian: false), .utf16) == text)
    }
  }

  @Test func utf8PassesThrough() throws {
    #expect(try decoded([0x61, 0xFF, 0xC3], .utf8) == [0x61, 0xFF, 0xC3])
  }

  @Test(arguments: TextEncoding.allCases) func emptyStaysEmpty(_ encoding: TextEncoding) throws {
    #expect(try decoded([], encoding) == [])
  }

  @Test(arguments: TextEncoding.allCases)
  func piecesDoNotMatter(_ encoding: TextEncoding) throws {
    var generator = SeededGenerator(seed: 21)
    for _ in 0..<60 {
      let bytes = (0..<Int.random(in: 0...300, using: &generator)).map { index in
        generator.next() % 4 == 0 || (encoding == .utf16 && index % 2 == 0)
          ? UInt8.random(in: 0x20...0xFF, using: &generator)
          : encoding == .utf16 ? UInt8.random(in: 0...1, using: &generator) * 0xD8 : 0x61
      }
      let whole = try decoded(bytes, encoding)
      for (pieceBytes, count) in [(1, 1), (2, 7), (3, 1 << 16), (5, 2)] {
        #expect(try decoded(bytes, encoding, pieceBytes: pieceBytes, by: count) == whole)
      }
    }
  }

  @Test func longTextIsDecodedWhole() throws {
    let line = "Ünited shipping company, 12 rue de la Paix\n"
    let latin = line.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    let bytes = (0..<5000).flatMap { _ in latin }
    #expect(try text(bytes, .latin1) == String(repeating: line, count: 5000))
  }
}
