import Foundation
import Testing
import _TestSupport

/// Full, read-only and locked: the last complete run stands, the message says what to do, and the
/// next run works.
@Suite(.serialized) struct FailureTests {
  /// What a reader of the database and of the files would see.
  private struct State: Equatable {
    let rows: [String]
    let files: ExportedFiles

    init(_ workspace: Workspace) throws {
      rows = try workspace.queryCopy(
        """
        PRAGMA integrity_check; PRAGMA foreign_key_check; SELECT max(run_id) FROM v_runs;
        SELECT vendor_id, overall FROM v_current;
        """)
      files = try workspace.exportedFiles()
    }
  }

  // MARK: A full disk

  @Test(.enabled(if: SmallDisk.isAllowed, SmallDisk.reason))
  func aFullDiskLeavesTheLastRunWhateverItMeets() throws {
    let workspace = try Workspace()
    let disk = try SmallDisk(at: workspace.folder.path("output"))
    defer { disk.unmount() }
    try workspace.generate(vendors: 150, seed: 31)
    #expect(try workspace.runPipeline(asOf: "2019-03-01").status <= 1)
    let before = try State(workspace)
    var met: Set<String> = []
    var kibibytes = 0
    while true {
      try disk.leave(kibibytes: kibibytes)
      let run = try workspace.runPipeline(asOf: "2019-09-01")
      if run.status <= 1 { break }
      try #require(run.status == 73, "\(kibibytes) KiB: status \(run.status), \(run.errors)")
      let lines = run.errors.split(separator: "\n")
      #expect(lines.first?.contains("output/") == true, "names the place: \(run.errors)")
      #expect(
        run.errors.contains("room") || run.errors.contains("space"), "names the remedy: \(lines)")
      met.insert(place(in: run.errors))
      #expect(try State(workspace) == before, "\(kibibytes) KiB")
      // The reject spool and copies of lists may stay; a stage of 150 vendors may not.
      let leftovers = try workspace.outputEntries().filter { $0.hasPrefix(".") }
      #expect(leftovers.isEmpty, "\(kibibytes) KiB: \(leftovers)")
      #expect(try workspace.run("explain", "v1").status == 0)
      kibibytes += max(12, kibibytes / 3)
      try #require(kibibytes < 100_000)
    }
    #expect(met.isSuperset(of: ["database", "exports"]), "\(met)")
    print("a full disk was met by: \(met.sorted())")
    try disk.makeRoom()
    #expect(try workspace.runPipeline(asOf: "2019-10-01").status <= 1)
    #expect(try workspace.query("SELECT count(*) FROM v_runs") == ["3"])
    #expect(try workspace.outputEntries() == Workspace.tidyOutput)
  }

  /// Rejects are also written to a file of their own, which meets a full disk before the database.
  @Test(.enabled(if: SmallDisk.isAllowed, SmallDisk.reason))
  func aFullDiskIsMetWhileInputsAreRead() throws {
    let workspace = try Workspace()
    let disk = try SmallDisk(at: workspace.folder.path("output"))
    defer { disk.unmount() }
    try workspace.runPipeline(asOf: "2018-06-06")
    let before = try State(workspace)
    let file = "datasets/device-makers/accesses.csv"
    let sound = try workspace.folder.text(file)
    let row = ",huawei,nobody,no-such-category,\(String(repeating: "x", count: 400))\n"
    try workspace.folder.write(
      sound + (0..<6_000).map { "bad\($0)\(row)" }.joined(), to: file)
    let pipeline = try workspace.folder.text(workspace.pipeline)
    try workspace.folder.write(
      pipeline.replacingOccurrences(of: "rejects: {share: 0.1", with: "rejects: {share: 1"),
      to: workspace.pipeline)
    try disk.leave(kibibytes: 300)
    let run = try workspace.runPipeline(asOf: "2019-06-06")
    #expect(run.status == 73)
    #expect(place(in: run.errors) == "spool", "\(run.errors)")
    #expect(run.errors.contains("free some space"))
    #expect(try State(workspace) == before)
    #expect(try workspace.outputEntries() == Workspace.tidyOutput, "the spool is removed")
    try disk.makeRoom()
    #expect(try workspace.runPipeline(asOf: "2019-06-06").status <= 1)
  }

  /// What a message is about.
  private func place(in message: String) -> String {
    if message.contains("/canonical/") || message.contains("/spreadsheet/") { return "exports" }
    if message.contains(".rejects.csv") { return "spool" }
    if message.contains("results.sqlite.lists") { return "lists" }
    return message.contains("results.sqlite:") ? "database" : "folder"
  }

  @Test(.enabled(if: SmallDisk.isAllowed, SmallDisk.reason))
  func aDiskThatIsFullFromTheBeginningIsNamed() throws {
    for kibibytes in [4, 12, 40, 100, 300] {
      let workspace = try Workspace()
      let disk = try SmallDisk(at: workspace.folder.path("output"))
      defer { disk.unmount() }
      try disk.leave(kibibytes: kibibytes)
      let run = try workspace.runPipeline(asOf: "2019-03-01")
      #expect(run.status == 73, "\(kibibytes) KiB: \(run.errors)")
      #expect(!run.errors.contains("last complete run"), "there is none: \(run.errors)")
      #expect(try !workspace.outputEntries().contains("device-makers"))
      try disk.makeRoom()
      let next = try workspace.runPipeline(asOf: "2019-03-01")
      #expect(next.status <= 1, "\(kibibytes) KiB: \(next.errors)")
      #expect(try workspace.outputEntries() == Workspace.tidyOutput)
    }
  }

  // MARK: Read-only

  @Test(.enabled(if: SmallDisk.isAllowed, SmallDisk.reason))
  func aReadOnlyDiskIsNamedAndStillRead() throws {
    let workspace = try Workspace()
    let disk = try SmallDisk(at: workspace.folder.path("output"))
    defer { disk.unmount() }
    for day in ["2017-08-10", "2018-06-06"] { try workspace.runPipeline(asOf: day) }
    let before = try State(workspace)
    try disk.setReadOnly(true)
    let run = try workspace.runPipeline(asOf: "2019-06-06")
    #expect(run.status == 73)
    #expect(run.errors.contains("results.sqlite.lock: cannot be written: Read-only file system"))
    #expect(run.errors.contains("see that there is room and that this user may write there"))
    for command in [["explain", "huawei"], ["diff"], ["contradictions"]] {
      let result = try Workspace.execute(Workspace.program, command, in: workspace.folder)
      #expect(result.status == 0, "\(command): \(result.errors)")
    }
    let written = try workspace.export("SHA256SUMS")
    let export = try workspace.run("export", workspace.pipeline, "--folder", "mine/files")
    #expect(export.status == 0, "\(export.errors)")
    #expect(try workspace.folder.text("mine/files/SHA256SUMS") == written)
    let report = try workspace.run("report", workspace.pipeline, "--output", "mine/page.html")
    #expect(report.status == 0, "\(report.errors)")
    #expect(
      try workspace.folder.text("mine/page.html")
        == workspace.folder.text("output/device-makers.html"))
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: workspace.folder.path("mine")).sorted()
        == ["files", "page.html"], "no lock is left")
    let inside = try workspace.run(
      "export", workspace.pipeline, "--folder", "output/device-makers/mine")
    #expect(inside.status == 73)
    #expect(inside.errors.contains("is for the files of runs alone"), "\(inside.errors)")
    // Whether it is there or not, no page takes the place of the folder itself.
    let instead = try workspace.run(
      "report", workspace.pipeline, "--output", "output/device-makers")
    #expect(instead.status == 73)
    #expect(instead.errors.contains("is for the files of runs alone"), "\(instead.errors)")
    for command in ["export", "report"] {
      let own = try workspace.run(command, workspace.pipeline)
      #expect(own.status == 73, "\(command)")
      #expect(own.errors.contains("results.sqlite.lock: cannot be written"))
    }
    #expect(try State(workspace) == before)
    try disk.setReadOnly(false)
    #expect(try workspace.runPipeline(asOf: "2019-06-06").status <= 1)
  }

  @Test(.enabled(if: getuid() == 0 && Workspace.find("setpriv") != nil, "root drops its rights"))
  func anotherUsersResultsAreReadAndNotWritten() throws {
    let workspace = try Workspace()
    for day in ["2017-08-10", "2018-06-06"] { try workspace.runPipeline(asOf: day) }
    let setpriv = try #require(Workspace.find("setpriv"))
    func asNobody(_ arguments: String...) throws -> Workspace.Result {
      try Workspace.execute(
        setpriv,
        ["--reuid=65534", "--regid=65534", "--clear-groups", Workspace.program] + arguments,
        in: workspace.folder)
    }
    // A checkout below a home folder is closed to others.
    guard try asNobody("--version").status == 0 else { return }
    let before = try State(workspace)
    let run = try asNobody("run", workspace.pipeline, "--as-of", "2019-06-06", "--quiet")
    #expect(run.status == 73, "\(run.errors)")
    #expect(run.errors.contains("Permission denied"))
    for command in ["diff", "contradictions"] {
      let result = try asNobody(command)
      #expect(result.status == 0, "\(command): \(result.errors)")
    }
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o600], ofItemAtPath: workspace.database)
    let explained = try asNobody("explain", "huawei")
    #expect(explained.status == 66, "\(explained.errors)")
    #expect(explained.errors.contains("check that this user may read it"))
    #expect(try State(workspace) == before)
  }

  // MARK: Locks

  @Test func aReaderKeepsItsStateAndStopsNoRun() throws {
    let workspace = try Workspace()
    #expect(try workspace.runPipeline(asOf: "2018-06-06").status == 0)
    let reader = try SQLiteShell(workspace.database)
    defer { reader.end() }
    #expect(try reader.ask("BEGIN; SELECT count(*) FROM v_assessments;") == "7")
    for (runs, day) in [(2, "2019-06-06"), (3, "2019-08-06")] {
      #expect(try workspace.runPipeline(asOf: day).status <= 1)
      #expect(try workspace.query("SELECT count(*) FROM v_runs") == ["\(runs)"])
      #expect(try reader.ask("SELECT count(*) FROM v_assessments;") == "7")
    }
    #expect(try reader.ask("COMMIT; SELECT count(*) FROM v_assessments;") == "21")
    reader.end()
    #expect(try workspace.runPipeline(asOf: "2019-08-13").status <= 1)
    #expect(try workspace.outputEntries() == Workspace.tidyOutput, "the log is folded in")
  }

  @Test func aWriterIsWaitedForAndThenNamed() throws {
    let workspace = try Workspace()
    #expect(try workspace.runPipeline(asOf: "2018-06-06").status == 0)
    let before = try State(workspace)
    let writer = try SQLiteShell(workspace.database)
    defer { writer.end() }
    #expect(try writer.ask("BEGIN IMMEDIATE; SELECT 'held';") == "held")
    let run = try workspace.runPipeline(asOf: "2019-06-06")
    #expect(run.status == 75)
    #expect(run.errors.contains("another process holds the database"))
    #expect(run.errors.contains("close the program that has the database open for writing"))
    #expect(try workspace.run("explain", "huawei").status == 0)
    writer.end()
    #expect(try State(workspace) == before)
    #expect(try workspace.runPipeline(asOf: "2019-06-06").status <= 1)
    #expect(try workspace.outputEntries() == Workspace.tidyOutput)
  }
}

/// The sqlite3 shell with a database open.
private final class SQLiteShell {
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()

  init(_ database: String) throws {
    process.executableURL = URL(fileURLWithPath: try #require(Workspace.find("sqlite3")))
    process.arguments = ["-batch", database]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
  }

  /// Runs statements that print one line, and returns the line.
  func ask(_ sql: String) throws -> String {
    try input.fileHandleForWriting.write(contentsOf: Data((sql + "\n").utf8))
    var line: [UInt8] = []
    while let byte = try output.fileHandleForReading.read(upToCount: 1)?.first, byte != 0x0A {
      line.append(byte)
    }
    return String(decoding: line, as: UTF8.self)
  }

  /// Ends the shell, which lets go of its transaction.
  func end() {
    guard process.isRunning else { return }
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
