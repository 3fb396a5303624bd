import Foundation
import Testing
import _TestSupport

/// Killed at any moment, the last complete run stands and the next one works without help.
@Suite(.serialized) struct InterruptionTests {
  private static let vendors = 40
  /// Runs take turns between two days, so that the files of a run are known beforehand, `changes.csv`
  /// included: what came before it is always the other day.
  private static let days = ["2019-03-01", "2019-09-01"]

  @Test func twoHundredKillsLeaveACompleteRun() throws {
    let workspace = try Workspace()
    try workspace.generate(vendors: Self.vendors, seed: 21)
    var expected: [String: ExportedFiles] = [:]
    var committed: [String] = []
    var duration = Duration.zero
    func complete() throws {
      let day = Self.days[committed.last == Self.days[0] ? 1 : 0]
      duration = try measured { try workspace.runPipeline(asOf: day) }
      committed.append(day)
    }
    for _ in 0..<4 {
      try complete()
      expected[committed[committed.count - 1]] = try workspace.exportedFiles()
    }
    #expect(expected[Self.days[0]] != expected[Self.days[1]])

    var killed = 0
    var outcomes = (nothing: 0, recordOnly: 0, everything: 0)
    var random = SeededGenerator(seed: 6)
    for kill in 0..<200 {
      // Measured again, since the machine may have become busier.
      if kill % 20 == 19 { try complete() }
      let last = try #require(committed.last)
      let next = try #require(Self.days.first { $0 != last })
      let shown = try workspace.exportedFiles()
      let folder = identity(of: workspace)
      let process = try workspace.start(asOf: next)
      switch kill % 8 {
      case 3:  // while the files are written
        wait(for: process) { try entries(workspace).contains { $0.hasPrefix(".device-makers") } }
        usleep(UInt32(Double.random(in: 0...0.2, using: &random) * duration.seconds * 1e6))
      case 5:  // between sealing and swap, where the commit is
        wait(for: process) { try entries(workspace).contains { $0.count == sealedLength($0) } }
        usleep(UInt32.random(in: 0...20_000, using: &random))
      case 7:  // right after the swap
        wait(for: process) { identity(of: workspace) != folder }
        usleep(UInt32.random(in: 0...3_000, using: &random))
      default:  // over the whole run and a little beyond, so that each step is met by some kill
        let share = (Double(kill) + 0.5) / 200 * 1.1
        usleep(UInt32(share * duration.seconds * 1e6))
      }
      end(process)
      if process.terminationReason == .uncaughtSignal { killed += 1 }

      let state = try workspace.queryCopy(
        """
        PRAGMA integrity_check; PRAGMA foreign_key_check;
        SELECT count(*) FROM v_runs; SELECT as_of FROM v_runs ORDER BY run_id DESC LIMIT 1;
        SELECT count(*) || ' ' || count(DISTINCT vendor_id) || ' ' || max(run_id) FROM v_current;
        """)
      let isCommitted = state.dropFirst().first == "\(committed.count + 1)"
      if isCommitted { committed.append(next) }
      let runs = committed.count
      #expect(
        state == ["ok", "\(runs)", committed[runs - 1], "\(Self.vendors) \(Self.vendors) \(runs)"],
        "kill \(kill): a run lands whole or not at all")
      let files = try workspace.exportedFiles()
      if isCommitted {
        // Between commit and swap the files are those of the run before; the next run swaps them.
        let isSwapped = files == expected[next]
        #expect(isSwapped || files == shown, "kill \(kill): files of one run, or of the other")
        if isSwapped { outcomes.everything += 1 } else { outcomes.recordOnly += 1 }
      } else {
        // What an earlier kill had left to be swapped may have got its place.
        #expect(files == shown || files == expected[last], "kill \(kill): files as they were")
        outcomes.nothing += 1
      }
    }
    #expect(killed > 100, "few runs were killed; the test proves little")
    #expect(outcomes.nothing > 0 && outcomes.everything > 0, "\(outcomes)")
    print("kills: \(killed) met a run; \(outcomes)")

    try complete()
    #expect(try workspace.query("SELECT as_of FROM v_runs ORDER BY run_id") == committed)
    #expect(try workspace.exportedFiles() == expected[committed[committed.count - 1]])
    #expect(try workspace.outputEntries() == Workspace.tidyOutput, "the next run cleans up")
    // Every run can be written again, whatever was killed around it.
    for (index, day) in committed.enumerated().dropFirst(2).filter({ $0.offset % 5 == 0 }) {
      let result = try workspace.run(
        "export", workspace.pipeline, "--run", "\(index + 1)", "--folder", "again")
      #expect(result.status == 0, "\(result.errors)")
      #expect(try ExportedFiles(workspace.folder.path("again")) == expected[day])
    }
  }

  @Test func aKilledFirstRunLeavesNothingHalfMade() throws {
    let untouched = try Workspace()
    try untouched.generate(vendors: Self.vendors, seed: 22)
    let duration = try measured { try untouched.runPipeline(asOf: "2019-03-01") }
    let expected = try untouched.exportedFiles()
    for kill in 0..<20 {
      let workspace = try Workspace()
      try workspace.generate(vendors: Self.vendors, seed: 22)
      let process = try workspace.start(asOf: "2019-03-01")
      usleep(UInt32((Double(kill) + 0.5) / 20 * 1.05 * duration.seconds * 1e6))
      end(process)
      if FileManager.default.fileExists(atPath: workspace.folder.path("output/device-makers")) {
        #expect(try workspace.exportedFiles() == expected)
      }
      let run = try workspace.runPipeline(asOf: "2019-03-01")
      #expect(run.status <= 1, "kill \(kill): \(run.errors)")
      #expect(try workspace.query("SELECT count(*) FROM v_current") == ["\(Self.vendors)"])
      #expect(try workspace.exportedFiles().withoutChanges == expected.withoutChanges)
      #expect(try workspace.outputEntries() == Workspace.tidyOutput)
      let index = workspace.folder.path("output/results.sqlite.index")
      #expect(try FileManager.default.contentsOfDirectory(atPath: index).count == 1)
    }
  }

  @Test func aKilledExportLeavesOneRunOrTheOther() throws {
    let workspace = try Workspace()
    try workspace.generate(vendors: Self.vendors, seed: 23)
    var expected: [ExportedFiles] = []
    for day in Self.days {
      #expect(try workspace.runPipeline(asOf: day).status <= 1)
      expected.append(try workspace.exportedFiles())
    }
    let duration = try measured { try workspace.run("export", workspace.pipeline, "--run", "2") }
    for kill in 0..<30 {
      let run = kill % 2
      let process = try workspace.launch("export", workspace.pipeline, "--run", "\(run + 1)")
      usleep(UInt32((Double(kill) + 0.5) / 30 * 1.1 * duration.seconds * 1e6))
      end(process)
      let files = try workspace.exportedFiles()
      #expect(files == expected[0] || files == expected[1], "kill \(kill)")
    }
    #expect(try workspace.run("export", workspace.pipeline, "--run", "1").status == 0)
    #expect(try workspace.exportedFiles() == expected[0])
    #expect(try !workspace.outputEntries().contains { $0.hasPrefix(".") })
    // A reader that is killed leaves SQLite's own files, empty ones, to the next run.
    #expect(try workspace.runPipeline(asOf: Self.days[0]).status <= 1)
    #expect(try workspace.outputEntries() == Workspace.tidyOutput)
  }

  /// Returns how long a run takes that succeeds.
  private func measured(_ run: () throws -> Workspace.Result) throws -> Duration {
    var result: Workspace.Result?
    let duration = try ContinuousClock().measure { result = try run() }
    try #require((result?.status ?? -1) <= 1, "\(result?.errors ?? "")")
    return duration
  }

  private func end(_ process: Process) {
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Waits until something is so, or the process has ended.
  private func wait(for process: Process, _ condition: () throws -> Bool) {
    while process.isRunning, (try? condition()) != true { usleep(100) }
  }

  private func entries(_ workspace: Workspace) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: workspace.folder.path("output"))
  }

  /// The length of a stage's name once it is sealed: with a point and sixteen digits of a hash.
  private func sealedLength(_ name: String) -> Int? {
    guard name.hasPrefix(".device-makers.run-") else { return nil }
    let number = name.dropFirst(".device-makers.run-".count).prefix(while: \.isNumber)
    return ".device-makers.run-".count + number.count + 17
  }

  /// The number of the exports folder on its disk, which a swap changes.
  private func identity(of workspace: Workspace) -> UInt64 {
    var status = stat()
    stat(workspace.folder.path("output/device-makers"), &status)
    return UInt64(status.st_ino)
  }
}

extension Duration {
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
