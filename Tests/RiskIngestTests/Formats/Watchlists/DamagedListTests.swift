import Foundation
import RecordIO
import Testing
import _TestSupport

@testable import RiskIngest

struct DamagedListTests {
  @Test(arguments: [
    ("us-csl", "us-csl/consolidated.csv"), ("us-csl", "us-csl/consolidated.json"),
    ("dod-1260h", "dod-1260h/companies.csv"), ("bis-dpl", "bis-dpl/dpl.txt"),
    ("fcc-covered-list", "fcc-covered-list/covered.csv"), ("gleif-json", "gleif-json/page.json"),
    ("gleif-json", "gleif-json/record.json"),
  ])
  func damageIsAnErrorOrCountedRows(id: String, file: String) throws {
    let formats: [SourceFormat] = [
      .consolidatedScreeningList, .chineseMilitaryCompanies, .deniedPersons, .fccCoveredList,
      .gleifJSON,
    ]
    let format = try #require(formats.first { $0.id == id })
    let path = Repository.path("Tests/Fixtures/formats/" + file)
    let original = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    let folder = try ScratchFolder()
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<60 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let index = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.insert(generator.pick(Array("\",;()[]{}\t\n:. ".utf8)), at: index)
        case 2: bytes.removeSubrange(index..<min(bytes.count, index + 40))
        default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 80)], at: index)
        }
        if bytes.isEmpty { bytes = [0x0A] }
      }
      let damaged = try folder.write(bytes, to: "damaged")
      do {
        #expect(try FormatLoader.load(format, [("", damaged)]).isBalanced)
      } catch is InputError {
        // A header or a document beyond use.
      }
    }
  }
}
