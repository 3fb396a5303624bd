import Foundation
import RiskFuzz
import Testing
import _TestSupport

/// Every input that fuzzing begins with, and every one that once broke something.
///
/// `Tests/Fixtures/fuzz/<target>/` holds the latter. A broken invariant traps, and fails the whole run.
@Suite struct FuzzRegressionTests {
  private static func files(below folder: String) -> [URL] {
    let url = URL(fileURLWithPath: Repository.path(folder))
    let inside = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil)
    return (inside?.compactMap { $0 as? URL } ?? []).filter { !$0.hasDirectoryPath }
      .sorted { $0.path < $1.path }
  }

  @Test(arguments: FuzzTarget.names)
  func nothingBreaksOnWhatBrokeBefore(target name: String) throws {
    let target = try #require(FuzzTarget(named: name))
    for file in Self.files(below: "Tests/Fixtures/fuzz/\(name)") {
      target.run(Array(try Data(contentsOf: file)))
    }
  }

  @Test(arguments: FuzzTarget.names)
  func nothingBreaksOnFixturesWholeOrCutShort(target name: String) throws {
    let target = try #require(FuzzTarget(named: name))
    for file in Self.files(below: "Tests/Fixtures/formats") {
      let bytes = Array(try Data(contentsOf: file))
      target.run(bytes)
      for cut in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 23)) {
        target.run(Array(bytes[..<cut]))
      }
    }
  }

  @Test func everyFolderOfFindingsIsThatOfATarget() {
    let folders =
      (try? FileManager.default.contentsOfDirectory(
        atPath: Repository.path("Tests/Fixtures/fuzz"))) ?? []
    #expect(Set(folders).subtracting(FuzzTarget.names).isEmpty)
  }
}
