import Foundation
import RecordIO
import Testing
import _TestSupport

struct GzipSourceTests {
  private static let text = Array("ent_num,SDN_Name\r\n36,\"AEROCARIBBEAN AIRLINES\"\r\n".utf8)

  private func unpacked(_ bytes: [UInt8], pieceBytes: Int = .max, by count: Int = 1 << 16) throws
    -> [UInt8]
  {
    try contents(of: GzipSource(PieceSource(bytes, pieceBytes: pieceBytes)), by: count)
  }

  @Test func aMemberGivesItsBytes() throws {
    #expect(try unpacked(StoredGzip.member(Self.text)) == Self.text)
    #expect(try unpacked(StoredGzip.member([])) == [])
  }

  @Test func membersInARowAreOneText() throws {
    let packed = (0..<3).flatMap { _ in StoredGzip.member(Self.text) } + StoredGzip.member([])
    #expect(try unpacked(packed) == Self.text + Self.text + Self.text)
  }

  @Test func zeroBytesBehindTheEndAreNoText() throws {
    let packed = StoredGzip.member(Self.text) + [UInt8](repeating: 0, count: 1000)
    #expect(try unpacked(packed, pieceBytes: 7) == Self.text)
  }

  @Test(arguments: [[0x41], [0, 0, 0x41], [0x1F, 0x41], [0, 0x1F, 0x8B, 8]] as [[UInt8]])
  func otherBytesBehindTheEndAreAnError(_ bytes: [UInt8]) {
    let message = problem { _ = try unpacked(StoredGzip.member(Self.text) + bytes) }
    #expect(
      message
        == "bytes that are no gzip stand behind the end of the gzip archive; fetch the file again, "
        + "or cut them off")
  }

  @Test func anArchiveCutOffAnywhereIsAnError() {
    let packed = StoredGzip.member(Self.text) + StoredGzip.member(Self.text)
    let whole = StoredGzip.member(Self.text).count
    for count in 0..<packed.count where count != whole {
      let message = problem { _ = try unpacked(Array(packed[..<count])) }
      #expect(
        message
          == "the gzip archive ends after \(count) bytes in the middle of its data; fetch the file "
          + "again")
    }
  }

  @Test func aDamagedByteIsAnError() throws {
    var packed = StoredGzip.member(Self.text)
    packed[20] ^= 1
    let message = try #require(problem { _ = try unpacked(packed) })
    #expect(message.hasPrefix("the gzip archive is damaged (incorrect data check), "))
    #expect(message.hasSuffix("; fetch the file again"))
  }

  @Test func errorsComeAgain() throws {
    let source = try GzipSource(PieceSource(Array("no gzip at all".utf8)))
    let first = problem { _ = try contents(of: source) }
    #expect(first == "the file does not begin as gzip does; check what it is")
    #expect(problem { _ = try contents(of: source) } == first)
  }

  @Test(.enabled(if: GzipTool.isInstalled, "there is no gzip"))
  func whatGzipPacksComesOutWhateverThePieces() throws {
    let folder = try ScratchFolder()
    var generator = SeededGenerator(seed: 11)
    for level in [1, 6, 9] {
      let text = generator.text(
        upTo: 4000, from: ["SHIPPING ", "LINES ", "İ", "\r\n", "\u{0}", "ab"])
      let file = try folder.write(text, to: "text-\(level)")
      let packed = try GzipTool.packed(file, level: level)
      for (pieceBytes, count) in [(1, 1 << 16), (.max, 1), (3, 5), (.max, 1 << 20)] {
        let result = try unpacked(packed, pieceBytes: pieceBytes, by: count)
        #expect(result == Array(text.utf8), "level \(level), pieces of \(pieceBytes)")
      }
    }
  }

  @Test(.enabled(if: GzipTool.isInstalled, "there is no gzip"))
  func aSmallFileThatUnpacksIntoAHugeOneIsStopped() throws {
    let folder = try ScratchFolder()
    let text = [UInt8](repeating: 0x20, count: 4 << 20)
    let packed = try GzipTool.packed(folder.write(text, to: "blanks"), level: 9)
    let message = problem {
      _ = try contents(of: GzipSource(PieceSource(packed), freeBytes: 1 << 20, maximumRatio: 200))
    }
    #expect(message?.contains("unpack to more than 200 times as many") == true)
    // Neither limit alone stops it.
    let free = try GzipSource(PieceSource(packed), freeBytes: 8 << 20, maximumRatio: 200)
    #expect(try contents(of: free).count == text.count)
    let wide = try GzipSource(PieceSource(packed), freeBytes: 1 << 20, maximumRatio: 2000)
    #expect(try contents(of: wide).count == text.count)
  }

  @Test func randomDamageNeverTraps() {
    var generator = SeededGenerator(seed: 12)
    let packed = StoredGzip.member(Self.text, blockBytes: 9) + StoredGzip.member(Self.text)
    for _ in 0..<500 {
      var damaged = packed
      for _ in 0..<Int.random(in: 1...3, using: &generator) {
        let place = Int.random(in: 0..<damaged.count, using: &generator)
        damaged[place] = UInt8.random(in: 0...255, using: &generator)
      }
      _ = try? unpacked(damaged, pieceBytes: 13)
    }
  }
}
