import Foundation
import Testing

/// Comparison with files that were looked at once and must not change unnoticed.
public enum Golden {
  /// Expects `text` to equal the golden file at `relative` below `Tests/Fixtures/golden`.
  ///
  /// With RECORD_GOLDEN=1 in the environment the file is rewritten and the test fails, so that a
  /// baseline cannot come about by accident.
  public static func expect(
    _ text: String, equals relative: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try expect(
      text, equalsFile: "Tests/Fixtures/golden/" + relative, sourceLocation: sourceLocation)
  }

  /// Expects `text` to equal the file at `relative` in the checkout, a generated page for example.
  public static func expect(
    _ text: String, equalsFile relative: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let path = Repository.path(relative)
    let file = URL(fileURLWithPath: path)
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: file)
      Issue.record(
        "recorded \(relative); look at the difference, then run without RECORD_GOLDEN",
        sourceLocation: sourceLocation)
      return
    }
    guard let data = try? Data(contentsOf: file) else {
      Issue.record(
        "there is no golden file \(relative); run `make golden` and look at it",
        sourceLocation: sourceLocation)
      return
    }
    let expected = String(decoding: data, as: UTF8.self)
    guard expected != text else { return }
    Issue.record(
      Comment(
        rawValue: "\(relative) differs: \(firstDifference(expected, text)); "
          + "if that is meant, run `make golden` and say why in CHANGELOG.md"),
      sourceLocation: sourceLocation)
  }

  private static func firstDifference(_ expected: String, _ actual: String) -> String {
    let left = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let right = actual.split(separator: "\n", omittingEmptySubsequences: false)
    for line in 0..<max(left.count, right.count) {
      let (a, b) = (
        line < left.count ? left[line] : "(end)", line < right.count ? right[line] : "(end)"
      )
      if a != b { return "line \(line + 1) was '\(a)', is '\(b)'" }
    }
    return "in line endings"
  }
}
