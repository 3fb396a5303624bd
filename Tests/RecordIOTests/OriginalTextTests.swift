import RecordIO
import Testing

struct OriginalTextTests {
  @Test(arguments: [
    ("plain, é 中", "plain, é 中"), ("a\u{0}b", "a\\x00b"), ("C:\\dir", "C:\\dir"),
    ("\\x41", "\\x5Cx41"), ("\\\\x", "\\\\x5Cx"), ("two\nlines", "two\nlines"),
  ])
  func validTextStandsAsItIs(_ text: String, _ expected: String) {
    #expect(OriginalText.text(of: Array(text.utf8)) == expected)
  }

  @Test func invalidBytesAreShown() {
    #expect(OriginalText.text(of: [0x5C, 0xFF, 0x41, 0xE4, 0xB8]) == "\\\\xFFA\\xE4\\xB8")
  }

  @Test func anyBytesComeBack() {
    let alphabet: [UInt8] = [
      0x5C, 0x78, 0x00, 0x41, 0x34, 0xE4, 0xB8, 0xAD, 0xFF, 0x0A, 0xC3, 0xA9,
    ]
    for seed in 0..<5000 {
      var random = SeededGenerator(seed: seed)
      let bytes = (0..<Int.random(in: 0...10, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? 0
      }
      #expect(OriginalText.bytes(of: OriginalText.text(of: bytes)) == bytes, "seed \(seed)")
    }
  }

  @Test func fourKiBStayWhole() {
    let bytes = [UInt8](repeating: 0x61, count: 4096)
    #expect(OriginalText.text(of: bytes).utf8.count == 4096)
  }

  @Test func moreIsCutAndMarked() {
    let bytes = [UInt8](repeating: 0x61, count: 4097)
    let expected =
      String(repeating: "a", count: 4096)
      + " [... 4097 bytes in all, sha256 \(ContentHash.sha256(bytes))]"
    #expect(OriginalText.text(of: bytes) == expected)
  }

  @Test func noCharacterIsCut() {
    let text = String(repeating: "a", count: 4095) + "中" + "b"
    let cut = OriginalText.text(of: Array(text.utf8))
    #expect(cut.hasPrefix(String(repeating: "a", count: 4095) + " [... 4099 bytes in all, sha256 "))
    let continuations = [UInt8](repeating: 0x80, count: 5000)
    #expect(
      OriginalText.text(of: continuations).hasPrefix(String(repeating: "\\x80", count: 4096) + " [")
    )
  }
}
