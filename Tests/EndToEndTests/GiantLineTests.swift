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
    let giant = try peakKilobytes(lineOf: 66 * Self.megabyte)
    #expect(small > 4 << 10 && small < 128 << 10, "\(small) KiB are those of the program alone")
    #expect(giant - small < 32 << 10, "\(small) KiB with 2 MiB, \(giant) KiB with 66 MiB")
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

  /// Runs the program into `report.json` and returns its status and the peak of its memory in KiB.
  ///
  /// The peak is asked for while it runs: what a process leaves behind at its end covers the time before
  /// `exec` too, when it was a copy of this one.
  private func measured(
    _ arguments: [String], in workspace: Workspace
  ) throws -> (status: Int32, peak: Int) {
    let report = workspace.folder.path("report.json")
    try Data().write(to: URL(fileURLWithPath: report))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Workspace.program)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: workspace.folder.path)
    process.standardOutput = FileHandle(forWritingAtPath: report)
    try process.run()
    var peak = 0
    while process.isRunning {
      peak = max(peak, Self.peakKilobytes(of: process.processIdentifier))
      usleep(2_000)
    }
    process.waitUntilExit()
    return (process.terminationStatus, peak)
  }

  /// The highest resident memory of a process so far; 0 before it runs the program, and after its end.
  private static func peakKilobytes(of process: Int32) -> Int {
    guard
      let program = try? FileManager.default.destinationOfSymbolicLink(
        atPath: "/proc/\(process)/exe"), program == Workspace.program,
      let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
    else { return 0 }
    return Int(line.filter(\.isNumber)) ?? 0
  }
}
