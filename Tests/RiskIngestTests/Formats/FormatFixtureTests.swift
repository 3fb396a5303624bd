import Foundation
import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskIngest

/// Small samples with the faults of the real files, in `Tests/Fixtures/formats/<format>/`.
///
/// What each gives stands in `Tests/Fixtures/golden/formats/`. The files of one source stand in one
/// sample, with a line of five equals signs between them; the fuzzers begin with the same samples.
@Suite struct FormatFixtureTests {
  static let folder = Repository.path("Tests/Fixtures/formats")

  private static func samples(of format: SourceFormat) -> [String] {
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(format.id)")) ?? []
    // Of a source of several files the parts lie there too, for tests of their own.
    return names.sorted().filter { format.parts.isEmpty || $0.hasPrefix("sample") }
  }

  static let known = SourceFormats.all.filter { !$0.isMapped }.map(\.id)

  @Test(arguments: known)
  func aFormatGivesWhatItsSamplesHold(id: String) throws {
    let format = try #require(SourceFormats.format(named: id))
    let samples = Self.samples(of: format)
    #expect(!samples.isEmpty, "put a sample into Tests/Fixtures/formats/\(id)")
    for sample in samples {
      let path = "\(Self.folder)/\(id)/\(sample)"
      let loaded: LoadedSource
      if let text = try? String(contentsOfFile: path, encoding: .utf8) {
        loaded = try FormatLoader.load(format, texts: Self.parts(text, of: format))
      } else {
        // The list that comes in Windows-1252.
        loaded = try FormatLoader.load(format, [("", path)], encoding: .windows1252)
      }
      #expect(loaded.isBalanced)
      let name = sample.split(separator: ".").joined(separator: "-")
      try Golden.expect(
        loaded.text, equalsFile: "Tests/Fixtures/golden/formats/\(id)/\(name).txt")
    }
  }

  /// The files of a sample, by part.
  static func parts(_ text: String, of format: SourceFormat) -> [(part: String, text: String)] {
    let names = [""] + format.parts.map(\.name)
    // By line feeds and not by characters: CR LF is one of those.
    var texts = [""]
    for line in text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false) {
      if String(line) == "=====" {
        texts.append("")
      } else {
        texts[texts.count - 1] += String(line) + "\n"
      }
    }
    // What ends without a line feed is cut off, and must stay so.
    if !text.isEmpty { texts[texts.count - 1].unicodeScalars.removeLast() }
    return texts.enumerated().map { (names[min($0.offset, names.count - 1)], $0.element) }
  }

  @Test func everyIDIsOfOneFormatAndInKebabCase() {
    let ids = SourceFormats.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { Token.of($0) == $0 })
  }

  @Test func theReferenceSaysSomethingOfEveryFormat() {
    for format in SourceFormats.all {
      let reference = format.reference
      for text in [reference.reads, reference.published, reference.used, reference.notUsed] {
        #expect(!text.isEmpty, "\(format.id)")
      }
    }
  }

  @Test func thePageInTheDocumentationIsTheGeneratedOne() throws {
    try Golden.expect(FormatReference.markdown(), equalsFile: "Documentation/Formats.md")
  }
}

extension LoadedSource {
  /// Everything in a few lines for each thing.
  fileprivate var text: String {
    var blocks: [String] = []
    if let editionDate { blocks.append("edition: \(editionDate)") }
    blocks += entries.map { text(of: $0.key) }
    blocks += disclosures.map { disclosure in
      var lines = ["party \(disclosure.partyID): \(disclosure.name)"]
      lines += disclosure.aliases.map { "alias: \($0)" }
      if let country = disclosure.country { lines.append("country: \(country)") }
      if !disclosure.website.isEmpty { lines.append("website: \(disclosure.website)") }
      if let day = disclosure.endedOn { lines.append("ended: \(day)") }
      lines += disclosure.signals.map { "\($0.name) = \($0.value)" }
      return lines.joined(separator: "\n")
    }
    blocks += vendors.map { vendor in
      "vendor \(vendor.id): \(vendor.name)\naliases: \(vendor.aliases.joined(separator: "; "))\n"
        + "country: \(vendor.country ?? "-")\naddress: \(vendor.address)\n"
        + "registration: \(vendor.registrationNumber)\nstatus: \(vendor.status)"
    }
    blocks += lost.map { lost in
      "\(lost.isDuplicate ? "duplicate" : "reject") in file \(lost.file), line "
        + "\(lost.reject.position.line): \(lost.reject.kind.rawValue)"
        + (lost.reject.column.map { " in '\($0)'" } ?? "")
    }
    blocks += notes.map {
      "noted in file \($0.file), line \($0.line): \($0.note.kind.rawValue) in '\($0.note.column)'"
    }
    return blocks.joined(separator: "\n\n") + "\n"
  }
}
