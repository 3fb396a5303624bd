import Foundation
import Testing
import _TestSupport

@testable import RiskExport

struct StagedFileTests {
  private let scratch: ScratchFolder
  private var target: String { scratch.path("page.html") }

  init() throws { scratch = try ScratchFolder() }

  private func stage(_ run: Int64, _ content: String) throws -> StagedFile {
    let staged = try StagedFile(target: target, runID: run)
    try content.write(toFile: staged.path, atomically: false, encoding: .utf8)
    return staged
  }

  private func entries() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted()
  }

  @Test func aFileAppearsAtOnceAndIsReplaced() throws {
    try stage(1, "one").publish()
    let second = try stage(2, "two")
    #expect(try scratch.text("page.html") == "one")
    try second.publish()
    #expect(try scratch.text("page.html") == "two")
    #expect(try entries() == ["page.html"])
  }

  @Test func aStageThatIsNotWantedGoes() throws {
    try stage(1, "one").publish()
    try stage(2, "two").discard()
    #expect(try scratch.text("page.html") == "one")
    #expect(try entries() == ["page.html"])
  }

  @Test func whatKilledRunsLeftIsRemovedAndNothingElse() throws {
    for name in [".page.html.run-3", ".page.html.run-", ".page.html.run-3x", ".other.html.run-3"] {
      try scratch.write("x", to: name)
    }
    try StagedFile.recover(beside: target) { _ in false }
    #expect(try entries() == [".other.html.run-3", ".page.html.run-", ".page.html.run-3x"])
    try StagedFile.recover(beside: scratch.path("none/page.html")) { _ in false }
  }

  @Test func theStageOfACommittedRunTakesItsPlace() throws {
    try stage(1, "one").publish()
    _ = try stage(2, "two")
    _ = try stage(3, "three")
    try StagedFile.recover(beside: target) { $0 == 2 }
    #expect(try scratch.text("page.html") == "two")
    #expect(try entries() == ["page.html"])
  }

  @Test func aFolderIsNotReplaced() throws {
    try scratch.write("mine", to: "page.html/notes.txt")
    #expect(throws: ExportError.self) { _ = try StagedFile(target: target, runID: 1) }
  }

  @Test func aLinkStaysALink() throws {
    try scratch.write("old", to: "real/page.html")
    try FileManager.default.createSymbolicLink(
      atPath: target, withDestinationPath: "real/page.html")
    try stage(1, "new").publish()
    #expect(try scratch.text("real/page.html") == "new")
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: target) == "real/page.html")
  }
}
