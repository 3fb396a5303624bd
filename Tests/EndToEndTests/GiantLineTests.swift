import Foundation
import Testing
import _TestSupport

/// What a line costs that is longer than any record may be, measured on processes of their own: the
/// peak of the test process is that of whatever else runs in it.
@Suite struct GiantLineTests {
  private static let file = "datasets/device-makers/statements.csv"
  private static let megabyte = 1 << 20

  @Test func aGiantLineIsRejectedInLittleMemory() throws {
    let small = try peakKilobytes(lineOf: 2 * Self.megabyte)
    let giant = try peakKilobytes(lineOf: 130 * Self.megabyte)
    #expect(giant - small < 32 << 10, "\(small) KiB with 2 MiB, \(giant) KiB with 130 MiB")
  }

  /// Reads the model case with one more statement of `count` bytes, and returns the highest
  /// resident memory of the process.
  private func peakKilobytes(lineOf count: Int) throws -> Int {
    let workspace = try Workspace()
    let input = try FileHandle(forWritingTo: URL(fileURLWithPath: workspace.folder.path(Self.file)))
    try input.seekToEnd()
    try input.write(contentsOf: Data("giant,huawei,,state-owned,denies,".utf8))
    let block = Data(repeating: 0x78, count: Self.megabyte)
    for _ in 0..<(count / Self.megabyte) { try input.write(contentsOf: block) }
    try input.write(contentsOf: Data("\n".utf8))
    try input.close()

    let (status, peak) = try measured(
      ["run", workspace.pipeline, "--as-of", "2018-06-06", "--until", "ingest", "--json"],
      in: workspace)
    #expect(status == 0)
    let report = try workspace.folder.text("report.json")
    #expect(report.contains(#""rejected" : 1"#) || report.contains(#""rejected":1"#), "\(report)")
    return peak
  }

  /// Runs the program into `report.json` and returns its status and its peak in KiB.
  private func measured(
    _ arguments: [String], in workspace: Workspace
  ) throws -> (status: Int32, peak: Int) {
    let words = [Workspace.program] + arguments
    let command = "cd \"$0\" && exec \"$@\" >report.json"
    var argv: [UnsafeMutablePointer<CChar>?] =
      (["sh", "-c", command, workspace.folder.path] + words).map { strdup($0) }
    argv.append(nil)
    defer { for word in argv { free(word) } }
    var child = pid_t()
    try #require(posix_spawn(&child, "/bin/sh", nil, nil, argv, environ) == 0)
    var status: Int32 = 0
    var usage = rusage()
    // The child's own figures, whatever other children there are.
    while wait4(child, &status, 0, &usage) == -1 {
      try #require(errno == EINTR)
    }
    return ((status >> 8) & 0xFF, usage.ru_maxrss)
  }
}
