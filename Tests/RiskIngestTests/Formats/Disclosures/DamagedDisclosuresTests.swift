import Foundation
import RecordIO
import Testing
import _TestSupport

@testable import RiskIngest

/// Files of disclosures after accidents.
@Suite struct DamagedDisclosuresTests {
  @Test(arguments: ShippedMappingTests.tables.indices)
  func `a damaged file is counted row by row or refused`(index: Int) throws {
    let (_, format, files) = ShippedMappingTests.tables[index]
    let folder = try ScratchFolder()
    var generator = SeededGenerator(seed: UInt64(index) + 1)
    let marks = Array("\"{}[]:,\\\n\r\u{0}1-".utf8)
    for (part, name) in files {
      let original = try Data(contentsOf: URL(fileURLWithPath: fixture(name)))
      for _ in 0..<80 {
        var bytes = Array(original)
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
          let place = Int.random(in: 0..<bytes.count, using: &generator)
          switch Int.random(in: 0..<4, using: &generator) {
          case 0: bytes[place] = generator.pick(marks)
          case 1: bytes.insert(generator.pick(marks), at: place)
          case 2: bytes.remove(at: place)
          default: bytes.removeLast(bytes.count - place)
          }
        }
        let path = try folder.write(bytes, to: "damaged")
        do {
          let loaded = try FormatLoader.load(format, [(part, path)])
          #expect(loaded.isBalanced)
          let ids = loaded.disclosures.map(\.partyID)
          #expect(Set(ids).count == ids.count)
          #expect(loaded.disclosures.allSatisfy { !$0.name.isEmpty && !$0.partyID.isEmpty })
        } catch is InputError {}
      }
    }
  }
}
