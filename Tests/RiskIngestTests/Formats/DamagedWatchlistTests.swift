import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

/// Watchlists after accidents: whatever happens to the bytes, no row is lost without an account.
@Suite struct DamagedWatchlistTests {
  private static let folder = Repository.path("Tests/Fixtures/formats/")

  private static let sources: [(format: SourceFormat, files: [(part: String, name: String)])] = [
    (
      .ofacSDN,
      [
        ("", "ofac-sdn/sdn.csv"), ("aliases", "ofac-sdn/alt.csv"),
        ("addresses", "ofac-sdn/add.csv"), ("comments", "ofac-sdn/sdn_comments.csv"),
      ]
    ),
    (.ofacXML, [("", "ofac-xml/sdn.xml")]),
    (.unXML, [("", "un-xml/consolidated.xml")]),
    (.openSanctionsSimple, [("", "opensanctions-simple/targets.simple.csv")]),
    (
      .openSanctionsFTM,
      [("", "opensanctions-ftm/entities.ftm.json"), ("", "opensanctions-ftm/1.delta.json")]
    ),
  ]

  @Test(arguments: sources.indices)
  func `a damaged source is refused or balanced`(index: Int) throws {
    let (format, files) = Self.sources[index]
    let folder = try ScratchFolder()
    let originals = try files.map { file in
      try FixtureReader.bytes(Self.folder + file.name)
    }
    var random = SeededGenerator(seed: UInt64(index) + 1)
    for _ in 0..<150 {
      var paths: [(part: String, path: String)] = []
      for (place, file) in files.enumerated() {
        let bytes = Self.damaged(originals[place], using: &random)
        paths.append((file.part, try folder.write(bytes, to: "file\(place)")))
      }
      do {
        let loaded = try FormatLoader.load(format, paths)
        #expect(loaded.isBalanced)
        #expect(Set(loaded.entries.map(\.key)).count == loaded.entries.count)
      } catch is InputError {
        // A file that cannot be read as one of the format is refused as a whole.
      }
    }
  }

  /// Up to four bytes changed, doubled or left out, or the end cut off.
  private static func damaged(
    _ original: [UInt8], using random: inout SeededGenerator
  ) -> [UInt8] {
    var bytes = original
    for _ in 0..<Int.random(in: 0...4, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<8, using: &random) {
      case 0: bytes.remove(at: place)
      case 1: bytes.insert(bytes[place], at: place)
      case 2: bytes.removeSubrange(place...)
      case 3: bytes[place] = UInt8.random(in: 0...255, using: &random)
      default: bytes[place] = random.pick(Array(",;\"'()[]{}<>: -.0\n\r\u{1A}".utf8))
      }
    }
    return bytes
  }
}

/// Reads a fixture's bytes.
private enum FixtureReader {
  static func bytes(_ path: String) throws -> [UInt8] {
    let source = try FileSource(path: path)
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = try chunk.withUnsafeMutableBytes { buffer throws(InputError) in
        try source.read(into: buffer)
      }
      guard count > 0 else { return bytes }
      bytes += chunk[..<count]
    }
  }
}
