import Foundation
import RecordIO
import Testing

struct XMLPropertyTests {
  @Test(arguments: 0..<150) func whatIsWrittenIsRead(_ seed: Int) {
    var generator = XMLGenerator(seed: seed)
    let nodes = (0..<Int(seed % 5)).map { _ in generator.node(name: "r") }
    let text = generator.document(nodes)
    let parsed = ParsedXML(text)
    #expect(parsed.error == nil)
    #expect(parsed.rejects.isEmpty, "\(parsed.rejects)\n\(text)")
    #expect(parsed.nodes == nodes, "\(text)")
    for row in parsed.rows {
      let start = text.utf8.index(text.utf8.startIndex, offsetBy: row.position.byteOffset)
      #expect(row.position.line == 1 + text.utf8[..<start].count { $0 == 0x0A })
      // A longer one is cut.
      guard row.original.utf8.count <= OriginalText.maximumBytes else { continue }
      #expect(text.utf8[start...].starts(with: OriginalText.bytes(of: row.original)))
    }
  }

  @Test(arguments: 0..<60) func chunksDoNotMatter(_ seed: Int) {
    var generator = XMLGenerator(seed: seed)
    var bytes = Array(
      generator.document((0..<4).map { _ in generator.node(name: "r") }).utf8)
    if seed % 2 == 0 { mutate(&bytes, with: &generator.random) }
    let maximum = seed % 3 == 0 ? 100 : 4 << 20
    let whole = ParsedXML(bytes, maximumRecordBytes: maximum)
    for chunkBytes in [1, 2, 3, 16, 61, 500] {
      let parsed = ParsedXML(bytes, maximumRecordBytes: maximum, chunkBytes: chunkBytes)
      #expect(parsed == whole, "\(chunkBytes)\n\(String(decoding: bytes, as: UTF8.self))")
    }
  }

  @Test(arguments: 0..<400) func damageNeverTrapsAndLosesNoRecordInSilence(_ seed: Int) {
    var generator = XMLGenerator(seed: seed &+ 5000)
    var bytes = Array(
      generator.document((0..<3).map { _ in generator.node(name: "r") }).utf8)
    mutate(&bytes, with: &generator.random)
    let parsed = ParsedXML(bytes, chunkBytes: 64)
    #expect(parsed.rowsRead == parsed.rows.count + parsed.rejects.count)
    var last = -1
    for position in (parsed.rows.map(\.position) + parsed.rejects.map(\.position))
      .sorted(by: { $0.byteOffset < $1.byteOffset })
    {
      #expect(position.byteOffset > last)
      last = position.byteOffset
    }
  }

  @Test func documentsCutOffAnywhereAreNoDocuments() {
    var generator = XMLGenerator(seed: 7)
    let document = generator.document((0..<2).map { _ in generator.node(name: "r") })
    let end = document.range(of: "</LIST>").map { document[..<$0.upperBound].utf8.count } ?? 0
    let bytes = Array(document.utf8)
    for count in 0..<end {
      #expect(ParsedXML(Array(bytes[..<count]), chunkBytes: 50).error != nil)
    }
  }

  /// Changes, removes and repeats bytes.
  private func mutate(_ bytes: inout [UInt8], with random: inout SeededGenerator) {
    let marks = Array("<>/&;'\"!?-[]= \n\u{0}r".utf8) + [0xFF, 0xC3, 0x80]
    for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch random.next() % 4 {
      case 0: bytes[place] = marks.randomElement(using: &random) ?? 0
      case 1: bytes.insert(marks.randomElement(using: &random) ?? 0, at: place)
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + 6))
      default:
        bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 20)], at: place)
      }
    }
  }
}
