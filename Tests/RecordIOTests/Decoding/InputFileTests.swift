import RecordIO
import Testing
import _TestSupport

struct InputFileTests {
  private let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func opened(_ bytes: [UInt8], as encoding: TextEncoding = .utf8) throws -> [UInt8] {
    try contents(of: InputFile.open(folder.write(bytes, to: "list"), encoding: encoding))
  }

  @Test(arguments: ["", "a", "ab", "name\nAcme\n", String(repeating: "x", count: 100_000)])
  func plainFilesAreReadAsTheyAre(_ text: String) throws {
    #expect(try opened(Array(text.utf8)) == Array(text.utf8))
    #expect(try opened(StoredGzip.member(Array(text.utf8))) == Array(text.utf8))
  }

  @Test func theNameOfAFileDoesNotDecide() throws {
    let plain = try folder.write("name\n", to: "list.csv.gz")
    #expect(try contents(of: InputFile.open(plain)) == Array("name\n".utf8))
    let packed = try folder.write(StoredGzip.member(Array("name\n".utf8)), to: "list.csv")
    #expect(try contents(of: InputFile.open(packed)) == Array("name\n".utf8))
  }

  @Test func sizeAndDigestAreThoseOfTheFile() throws {
    let packed = StoredGzip.member(Array("n\nSoci".utf8) + [0xE9])
    let source = try InputFile.open(folder.write(packed, to: "list"), encoding: .latin1)
    #expect(try contents(of: source, by: 3) == Array("n\nSocié".utf8))
    #expect(source.bytesRead == packed.count)
    #expect(source.sha256 == ContentHash.sha256(packed))
    #expect(source.path == folder.path("list"))
  }

  @Test(
    arguments: [
      (Array("PK\u{3}\u{4}xl/workbook".utf8), "a zip archive or an Excel workbook"),
      ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "an xz archive"),
      ([0x28, 0xB5, 0x2F, 0xFD, 0x24], "a zstd archive"),
      (Array("BZh91AY&SY".utf8), "a bzip2 archive"),
      (
        [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an Excel workbook of the old kind (.xls)"
      ),
    ] as [([UInt8], String)])
  func otherArchivesAreNamed(_ bytes: [UInt8], _ description: String) throws {
    let message = try #require(problem { _ = try opened(bytes) })
    #expect(message.hasPrefix("the file is \(description); "))
    let inner = try #require(problem { _ = try opened(StoredGzip.member(bytes)) })
    #expect(inner.hasPrefix("gzip holds \(description) in turn; "))
  }

  @Test func anExcelWorkbookIsToBeExported() throws {
    let path = try folder.write("PK\u{3}\u{4}", to: "list.xlsx")
    let error = #expect(throws: InputError.self) { try InputFile.open(path) }
    #expect(
      error?.description
        == "\(path): cannot be decoded: the file is a zip archive or an Excel workbook; unpack the "
        + "archive first, or export the workbook as CSV")
  }

  @Test func gzipWithinGzipIsToBeUnpacked() throws {
    let twice = StoredGzip.member(StoredGzip.member(Array("name\n".utf8)))
    #expect(
      problem { _ = try opened(twice) }
        == "gzip holds a gzip archive in turn; unpack it first, or pack it with gzip alone")
  }

  @Test func aColumnMayBeCalledAsAnArchiveBegins() throws {
    for text in ["BZh9,name\n", "BZh", "PK,name\n", "(name"] {
      #expect(try opened(Array(text.utf8)) == Array(text.utf8))
    }
  }

  @Test func aByteOrderMarkThatContradictsTheEncodingIsAnError() throws {
    let message =
      "the text begins with the byte order mark of utf-8, expected windows-1252; set "
      + "`encoding: utf-8` for it in the pipeline file"
    let bytes = Array("\u{FEFF}name\n".utf8)
    #expect(problem { _ = try opened(bytes, as: .windows1252) } == message)
    #expect(problem { _ = try opened(StoredGzip.member(bytes), as: .windows1252) } == message)
    #expect(problem { _ = try opened([0xFF, 0xFE, 0x61, 0]) } != nil)
    #expect(try opened([0xFF, 0xFE, 0x61, 0], as: .utf16) == Array("a".utf8))
    #expect(try opened(bytes) == bytes)
  }

  @Test func aMissingFileIsMissing() {
    let error = #expect(throws: InputError.self) { try InputFile.open(folder.path("none.gz")) }
    #expect(error?.isMissing == true)
  }

  // The lists of January 2019 as they were published, packed.
  @Test(
    .enabled(
      if: SharedData.has("ofac/2019-01/sdn.csv.gz"),
      "there is no shared/data/ofac/2019-01 beside the repository"),
    arguments: ["sdn", "alt", "add", "sdn_comments"])
  func packedListsOf2019AreReadWhole(_ name: String) throws {
    let path = SharedData.path("ofac/2019-01/\(name).csv.gz")
    let unpacked = try contents(of: InputFile.open(path))
    // A member ends with the number of its unpacked bytes, lowest first.
    let packed = try contents(of: FileSource(path: path))
    let size = packed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect(unpacked.count == size)
    let text = try contents(of: InputFile.open(path, encoding: .windows1252))
    #expect(String(validating: text, as: UTF8.self) != nil)
  }
}
