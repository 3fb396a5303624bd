import Foundation
import Testing
import _TestSupport

/// A database that is damaged, or is none: a clear message, the files as they were, never a crash.
@Suite struct DamageTests {
  /// What happens to a database, in words.
  enum Damage: String, CaseIterable {
    case magic = "the first bytes are others"
    case pageSize = "the size of pages is nonsense"
    case firstPage = "the page with the schema is scrambled"
    case halved = "the second half is gone"
    case cut = "the last bytes are gone"
    case empty = "nothing is left"
    case text = "a text file stands in its place"
    case foreign = "a database of another program stands in its place"
    case folder = "a folder stands in its place"

    func apply(to path: String) throws {
      let file = URL(fileURLWithPath: path)
      var bytes = [UInt8](try Data(contentsOf: file))
      switch self {
      case .magic: bytes[3] ^= 0x20
      case .pageSize: bytes[16...17] = [0x12, 0x34]
      case .firstPage: for index in 100..<4096 { bytes[index] = UInt8(truncatingIfNeeded: index) }
      case .halved: bytes.removeLast(bytes.count / 2)
      case .cut: bytes.removeLast(5000)
      case .empty: bytes = []
      case .text: bytes = Array("vendor_id,name\nv1,Acme\n".utf8)
      case .foreign, .folder: try FileManager.default.removeItem(at: file)
      }
      switch self {
      case .folder:
        try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
      case .foreign:
        let folder = try ScratchFolder()
        let shell = try #require(Workspace.find("sqlite3"))
        _ = try Workspace.execute(shell, [path, "CREATE TABLE notes (text)"], in: folder)
      default: try Data(bytes).write(to: file)
      }
    }
  }

  @Test(arguments: Damage.allCases)
  func aDamagedDatabaseIsNamedAndANewHistoryBegins(_ damage: Damage) throws {
    let workspace = try Workspace()
    for day in ["2017-08-10", "2018-06-06"] { try workspace.runPipeline(asOf: day) }
    let files = try workspace.exportedFiles()
    try damage.apply(to: workspace.database)

    let run = try workspace.runPipeline(asOf: "2019-06-06")
    #expect(run.status == 73, "\(run.errors)")
    try expectMessage(run)
    let explained = try workspace.run("explain", "huawei")
    // A folder is nothing that could be opened; all else is there, and is no result.
    #expect(explained.status == (damage == .folder ? 66 : 65), "\(explained.errors)")
    try expectMessage(explained)
    for command in [["diff"], ["contradictions"], ["export", workspace.pipeline]] {
      let result = try Workspace.execute(Workspace.program, command, in: workspace.folder)
      #expect(result.status == explained.status, "\(command): \(result.errors)")
    }
    #expect(try workspace.exportedFiles() == files)
    #expect(try !workspace.outputEntries().contains { $0.hasPrefix(".") })

    try FileManager.default.moveItem(
      atPath: workspace.database, toPath: workspace.database + ".bad")
    let next = try workspace.runPipeline(asOf: "2019-06-06")
    #expect(next.status <= 1, "\(next.errors)")
    #expect(try workspace.query("SELECT run_id FROM v_runs") == ["1"])
    #expect(try workspace.exportedFiles() != files)
  }

  /// The message has the path first and a remedy on its second line.
  private func expectMessage(_ result: Workspace.Result) throws {
    let lines = result.errors.split(separator: "\n")
    #expect(lines.count == 2, "\(result.errors)")
    #expect(lines.first?.contains("output/results.sqlite: ") == true, "\(result.errors)")
    #expect(lines.last?.hasPrefix("  ") == true, "\(result.errors)")
  }

  /// A log is no part of the record before SQLite finds its checksums right.
  @Test(arguments: [[], [UInt8](repeating: 0x5A, count: 40_000), Array("SQLite".utf8)])
  func rubbishInThePlaceOfTheLogIsIgnored(_ rubbish: [UInt8]) throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2017-08-10")
    let files = try workspace.exportedFiles()
    try Data(rubbish).write(to: URL(fileURLWithPath: workspace.database + "-wal"))
    let explained = try workspace.run("explain", "huawei")
    #expect(explained.status == 0, "\(explained.errors)")
    #expect(try workspace.exportedFiles() == files)
    #expect(try workspace.runPipeline(asOf: "2018-06-06").status <= 1)
    #expect(try workspace.query("SELECT count(*) FROM v_runs") == ["2"])
    #expect(try workspace.outputEntries() == Workspace.tidyOutput)
  }

  @Test func theLogOfAMovedDatabaseIsNeitherTakenForThatOfANewOneNorThrownAway() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2017-08-10")
    let old = try ScratchFolder()
    // A log with a run in it, as a killed program leaves one.
    let shell = try #require(Workspace.find("sh"))
    let killed = try Workspace.execute(
      shell,
      [
        "-c",
        """
        { echo "PRAGMA wal_autocheckpoint=0; BEGIN; UPDATE assessments SET name = 'stale'; COMMIT;"
          echo ".shell cp output/results.sqlite-wal '\(old.path("wal"))'"; } \
          | sqlite3 output/results.sqlite
        """,
      ], in: workspace.folder)
    #expect(killed.status == 0, "\(killed.errors)")
    try FileManager.default.removeItem(atPath: workspace.database)
    try FileManager.default.copyItem(atPath: old.path("wal"), toPath: workspace.database + "-wal")
    let run = try workspace.runPipeline(asOf: "2018-06-06")
    #expect(run.status == 73)
    #expect(run.errors.contains("results.sqlite-wal' holds a part of one"), "\(run.errors)")
    #expect(
      FileManager.default.contentsEqual(
        atPath: workspace.database + "-wal", andPath: old.path("wal")))
    try FileManager.default.removeItem(atPath: workspace.database + "-wal")
    #expect(try workspace.runPipeline(asOf: "2018-06-06").status <= 1)
    #expect(try workspace.query("PRAGMA integrity_check") == ["ok"])
    #expect(
      try workspace.query("SELECT count(*) FROM v_assessments WHERE name = 'stale'") == ["0"])
  }

  /// Figures that no run writes, as a wrong bit makes them.
  @Test(arguments: [
    "assessments SET overall = 9e999", "assessments SET overall = 1e300, da = -1e300",
    "assessments SET overall = -80", "findings SET points = -points",
    "findings SET points = 1e300", "findings SET points = -9e999",
    "findings SET p = 1e308, lo = -9e999",
    "evidence SET units = 9e999", "changes SET before = 9e999, cause = '?'",
    "assessments SET digest = x'00'",
    "assessments SET rating = 'zzz'",
    "dossiers SET document = '{'", "policies SET document = '[1'", "runs SET as_of = 'yesterday'",
    "evidence SET stance = 'x', line = -5, stated_on = 'q'",
    "inputs SET newest_date = 'x', read = -4",
    "accesses SET retention_days = -9223372036854775808, severity = 1e300",
  ])
  func aFigureThatCanBeNoneCrashesNothing(_ change: String) throws {
    let workspace = try Workspace()
    for day in ["2017-08-10", "2018-06-06"] { try workspace.runPipeline(asOf: day) }
    let files = try workspace.exportedFiles()
    _ = try workspace.query("PRAGMA ignore_check_constraints = 1; UPDATE \(change)")
    for command in [
      ["explain", "huawei"], ["diff"], ["export", workspace.pipeline, "--folder", "again"],
    ] {
      let result = try Workspace.execute(Workspace.program, command, in: workspace.folder)
      #expect([0, 1, 64, 65].contains(result.status), "\(command): \(result.errors.prefix(500))")
    }
    let run = try workspace.runPipeline(asOf: "2019-06-06")
    #expect([0, 1, 73].contains(run.status), "\(run.errors.prefix(500))")
    if run.status == 73 { #expect(try workspace.exportedFiles() == files) }
  }

  /// Whatever bytes are wrong, each command ends by itself: SQLite has no checksums, so that some
  /// damage is read as if it were data.
  @Test func randomDamageCrashesNothing() throws {
    let workspace = try Workspace()
    for day in ["2017-08-10", "2018-06-06"] { try workspace.runPipeline(asOf: day) }
    let file = URL(fileURLWithPath: workspace.database)
    let sound = [UInt8](try Data(contentsOf: file))
    let kept = try workspace.exportedFiles()
    var random = SeededGenerator(seed: 17)
    for round in 0..<24 {
      var bytes = sound
      switch round % 4 {
      case 0: bytes[Int.random(in: 16..<100, using: &random)] = random.next().low
      case 1:
        for _ in 0..<Int.random(in: 1...300, using: &random) {
          bytes[Int.random(in: 100..<bytes.count, using: &random)] = random.next().low
        }
      case 2:
        let page = Int.random(in: 0..<bytes.count / 4096, using: &random) * 4096
        for index in page..<page + 4096 { bytes[index] = random.next().low }
      default: bytes.removeLast(Int.random(in: 1..<bytes.count, using: &random))
      }
      try Data(bytes).write(to: file)
      for command in [
        ["explain", "huawei"], ["diff"], ["contradictions"],
        ["export", workspace.pipeline, "--folder", "again"],
        ["run", workspace.pipeline, "--as-of", "2019-06-06", "--quiet"],
      ] {
        let result = try Workspace.execute(Workspace.program, command, in: workspace.folder)
        #expect(
          [0, 1, 64, 65, 66, 70, 73].contains(result.status),
          "round \(round): \(command) ended with \(result.status): \(result.errors.prefix(500))")
        if command[0] == "run", result.status > 1 {
          #expect(try workspace.exportedFiles() == kept, "round \(round)")
        }
      }
      try? FileManager.default.removeItem(atPath: workspace.folder.path("output/device-makers"))
      for (name, data) in kept.contents {
        try workspace.folder.write([UInt8](data), to: "output/device-makers/" + name)
      }
    }
  }
}

extension UInt64 {
  fileprivate var low: UInt8 { UInt8(truncatingIfNeeded: self) }
}
