import Foundation
import Testing
import _TestSupport

@testable import RiskExport

struct StagedExportsTests {
  private let scratch: ScratchFolder
  private var target: String { scratch.path("exports") }

  init() throws { scratch = try ScratchFolder() }

  /// Fills a folder with a small export that says `content`.
  private func fill(_ folder: String, _ content: String) throws {
    try FileManager.default.createDirectory(
      atPath: folder + "/canonical", withIntermediateDirectories: true)
    try content.write(
      toFile: folder + "/canonical/scores.csv", atomically: false, encoding: .utf8)
    try #"{"note":"\#(content)","resources":[{"path":"canonical/scores.csv"}]}"#.write(
      toFile: folder + "/datapackage.json", atomically: false, encoding: .utf8)
  }

  private func stage(_ run: Int64, _ content: String) throws -> StagedExports {
    let staged = try StagedExports(target: target, runID: run)
    try fill(staged.folder, content)
    return staged
  }

  private func published() throws -> String { try scratch.text("exports/canonical/scores.csv") }

  private func entries() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: scratch.path).sorted()
  }

  @Test func anExportAppearsAndIsReplaced() throws {
    try stage(1, "one").publish()
    #expect(try published() == "one")
    try stage(2, "two").publish()
    #expect(try published() == "two")
    #expect(try entries() == ["exports"])
  }

  @Test func anEmptyFolderIsReplaced() throws {
    try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: false)
    try stage(1, "one").publish()
    #expect(try published() == "one")
  }

  @Test func nothingShowsBeforeItIsPublished() throws {
    try stage(1, "one").publish()
    let staged = try stage(2, "two")
    #expect(try published() == "one")
    staged.discard()
    #expect(try entries() == ["exports"])
  }

  @Test func somebodyElsesFolderIsRefused() throws {
    try scratch.write("mine", to: "exports/notes.txt")
    #expect(throws: ExportError.self) { _ = try StagedExports(target: target, runID: 1) }
    #expect(try scratch.text("exports/notes.txt") == "mine")
    #expect(try entries() == ["exports"])
  }

  @Test func aFileInThePlaceOfTheFolderIsRefused() throws {
    try scratch.write("mine", to: "exports")
    #expect(throws: ExportError.self) { _ = try StagedExports(target: target, runID: 1) }
  }

  @Test func filesOfOthersMoveIntoTheNewExport() throws {
    try stage(1, "one").publish()
    try scratch.write("mine", to: "exports/notes/today.txt")
    try scratch.write("lock", to: "exports/canonical/.~lock.scores.csv#")
    try stage(2, "two").publish()
    #expect(try scratch.text("exports/notes/today.txt") == "mine")
    #expect(try scratch.text("exports/canonical/.~lock.scores.csv#") == "lock")
    #expect(try published() == "two")
    #expect(try entries() == ["exports"])
  }

  @Test func aLinkedFolderStaysLinked() throws {
    try FileManager.default.createDirectory(
      atPath: scratch.path("real"), withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: target, withDestinationPath: scratch.path("real"))
    try stage(1, "one").publish()
    #expect(try scratch.text("real/canonical/scores.csv") == "one")
    #expect(try entries() == ["exports", "real"])
  }

  // MARK: Recovery

  @Test func aStageWhoseRunWasNotCommittedIsRemoved() throws {
    try stage(1, "one").publish()
    _ = try stage(2, "two")
    #expect(try StagedExports.recover(exportsFolder: target) { $0 == 1 } == nil)
    #expect(try published() == "one")
    #expect(try entries() == ["exports"])
  }

  @Test func aKillBetweenCommitAndPublishIsMadeGood() throws {
    try stage(1, "one").publish()
    _ = try stage(2, "two")
    #expect(try StagedExports.recover(exportsFolder: target) { _ in true } == 2)
    #expect(try published() == "two")
    #expect(try entries() == ["exports"])
  }

  @Test func theFirstExportIsRecoveredToo() throws {
    _ = try stage(1, "one")
    #expect(try StagedExports.recover(exportsFolder: target) { _ in true } == 1)
    #expect(try published() == "one")
  }

  @Test func aKillBetweenExchangeAndRemovalKeepsTheNewExport() throws {
    try stage(1, "one").publish()
    let staged = try stage(2, "two")
    try staged.seal()
    #expect(try Folder.exchange(staged.folder, with: target))
    #expect(try StagedExports.recover(exportsFolder: target) { _ in true } == nil)
    #expect(try published() == "two")
    #expect(try entries() == ["exports"])
  }

  @Test func aKillBetweenTheTwoMovesIsMadeGood() throws {
    try stage(1, "one").publish()
    try stage(2, "two").seal()
    try Folder.move(target, to: scratch.path(".exports.old-2"))
    #expect(try StagedExports.recover(exportsFolder: target) { _ in true } == 2)
    #expect(try published() == "two")
    #expect(try entries() == ["exports"])
  }

  @Test func anOldExportIsBetterThanNone() throws {
    try stage(1, "one").publish()
    try Folder.move(target, to: scratch.path(".exports.old-2"))
    try StagedExports.recover(exportsFolder: target) { _ in true }
    #expect(try published() == "one")
  }

  @Test func onlyTheLatestOfSeveralIsPublished() throws {
    _ = try stage(1, "one")
    _ = try stage(2, "two")
    _ = try stage(3, "three")
    #expect(try StagedExports.recover(exportsFolder: target) { $0 < 3 } == 2)
    #expect(try published() == "two")
    #expect(try entries() == ["exports"])
  }

  @Test func aKillBetweenSealingAndExchangeIsMadeGood() throws {
    try stage(1, "one").publish()
    try stage(2, "two").seal()
    #expect(try StagedExports.recover(exportsFolder: target) { _ in true } == 2)
    #expect(try published() == "two")
    #expect(try entries() == ["exports"])
  }

  @Test func anUnfinishedStageIsRemoved() throws {
    let staged = try StagedExports(target: target, runID: 1)
    try FileManager.default.createDirectory(
      atPath: staged.folder + "/canonical", withIntermediateDirectories: false)
    #expect(try StagedExports.recover(exportsFolder: target) { _ in true } == nil)
    #expect(try entries() == [])
  }

  @Test func foldersOfOtherNamesAreLeftAlone() throws {
    let others = [
      ".exports.run-", ".exports.run-x", ".exports.run-1.short", ".exports2.run-1",
      ".exports.run-1.0123456789abcdef.bak", "exports.run-1",
    ]
    for name in others { try scratch.write("mine", to: "\(name)/file") }
    try StagedExports.recover(exportsFolder: target) { _ in true }
    #expect(try entries() == others.sorted())
  }

  @Test func aMissingParentIsNoReasonToFail() throws {
    #expect(
      try StagedExports.recover(exportsFolder: scratch.path("none/exports")) { _ in true } == nil)
  }
}
