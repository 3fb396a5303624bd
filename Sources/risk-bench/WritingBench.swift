import BatchStages
import Dispatch
import Foundation
import RecordIO
import RiskCore
import RiskExport
import RiskPipeline

/// Writes assessments with three findings each into SQLite and both families of CSV files, beside
/// what the sqlite3 shell takes to import the same rows into bare tables.
struct WritingBench {
  let vendors: Int
  let runs: Int
  let folder: String
  let workers = 2

  /// What is measured in one round, in seconds.
  private struct Round {
    /// Vendors into the database, and their rows into the files.
    var vendors = 0.0
    /// What is read back for the other files.
    var rest = 0.0
    /// Until all of it is on disk.
    var commit = 0.0
    /// The sqlite3 shell.
    var shell = 0.0

    var ours: Double { vendors + rest + commit }
  }

  func run() throws -> WritingResults {
    guard let shell = Subprocess.find("sqlite3") else {
      throw Subprocess.Problem(description: "the comparison needs the sqlite3 shell in PATH")
    }
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let assessments = GeneratedAssessments(
      policy: try ScoringBench.policy(), asOf: ScoringBench.date)
    var rounds: [Round] = []
    var sizes = (database: 0, rows: [String: Int]())
    for round in 0...runs {
      var measured = Round()
      sizes.database = try write(assessments, into: &measured)
      if round == 0 { sizes.rows = try dump(by: shell) }
      measured.shell = try importRows(by: shell)
      // The first is not counted: it warms caches, as does the dump for the shell.
      if round > 0 { rounds.append(measured) }
    }
    func measured(_ seconds: (Round) -> Double) -> Measurement {
      Measurement(rounds.map(seconds), count: Double(vendors), unit: "vendors/s")
    }
    return WritingResults(
      vendors: vendors, rows: sizes.rows, databaseBytes: sizes.database,
      measurements: [
        "vendors": measured(\.vendors),
        "the other files": measured(\.rest),
        "commit": measured(\.commit),
        "SQLite and both families of CSV": measured(\.ours),
        "sqlite3 .import": measured(\.shell),
      ],
      ratios: [
        "SQLite and both families of CSV / sqlite3 .import": median(
          rounds.map { $0.ours / $0.shell })
      ])
  }

  private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  private var database: String { folder + "/results.sqlite" }

  /// Writes a run and its files as a pipeline does, and returns the size of the database in bytes.
  private func write(
    _ assessments: GeneratedAssessments, into round: inout Round
  ) throws -> Int {
    let exports = folder + "/exports"
    for path in [database, exports] { try? FileManager.default.removeItem(atPath: path) }
    let start = DispatchTime.now().uptimeNanoseconds
    let store = try ResultStore(path: database)
    let policy = #"{"name":"bench"}"#
    let writer = try store.beginRun(
      RunHeader(
        pipeline: "bench", startedAt: "2026-01-01T00:00:00Z", asOf: ScoringBench.date,
        policySHA256: ContentHash.sha256(policy), policyDocument: policy, programVersion: "bench"))
    try FileManager.default.createDirectory(
      atPath: exports, withIntermediateDirectories: true)
    let export = try RunExport(folder: exports)
    try assessments.rows(vendors, workers: workers) { rows, texts in
      for vendor in rows { try writer.add(vendor) }
      try export.append(texts)
    }
    _ = try writer.finish(finishedAt: "2026-01-01T00:00:00Z", exitStatus: 0)
    let scored = DispatchTime.now().uptimeNanoseconds
    try export.finish(store, runID: writer.runID, workers: workers)
    let exported = DispatchTime.now().uptimeNanoseconds
    try writer.commit()
    let end = DispatchTime.now().uptimeNanoseconds
    round = Round(
      vendors: Double(scored - start) / 1e9, rest: Double(exported - scored) / 1e9,
      commit: Double(end - exported) / 1e9, shell: 0)
    let size = try FileManager.default.attributesOfItem(atPath: database)[.size] as? Int
    return size ?? 0
  }

  /// The tables that hold rows, and are imported.
  private static let tables = ["vendors", "assessments", "findings", "evidence", "accesses"]

  /// Writes the rows of every table as CSV, and returns their numbers.
  private func dump(by shell: String) throws -> [String: Int] {
    var rows: [String: Int] = [:]
    for table in Self.tables {
      let script = """
        .mode csv
        .output '\(folder)/\(table).csv'
        SELECT \(try columns(of: table, by: shell)) FROM \(table);
        .output stdout
        SELECT count(*) FROM \(table);
        """
      let path = "\(folder)/dump.sql"
      try Data(script.utf8).write(to: URL(fileURLWithPath: path))
      let words = try Subprocess(
        program: shell, arguments: [database, ".read \(path)"], folder: folder
      ).run().words
      rows[table] = words.last.flatMap { Int($0) }
    }
    return rows
  }

  /// The columns of a table that are text or numbers; CSV has no form for the digest.
  private func columns(of table: String, by shell: String) throws -> String {
    try Subprocess(
      program: shell,
      arguments: [
        database,
        """
        SELECT group_concat(name) FROM pragma_table_info('\(table)') WHERE type <> 'BLOB'
        """,
      ], folder: folder
    ).run().words.joined()
  }

  /// Imports those rows into tables without types, keys or indexes.
  private func importRows(by shell: String) throws -> Double {
    let target = folder + "/import.sqlite"
    try? FileManager.default.removeItem(atPath: target)
    var script = ""
    for table in Self.tables {
      script += "CREATE TABLE \(table) (\(try columns(of: table, by: shell)));\n"
    }
    script += ".mode csv\n"
    for table in Self.tables { script += ".import '\(folder)/\(table).csv' \(table)\n" }
    let path = "\(folder)/import.sql"
    try Data(script.utf8).write(to: URL(fileURLWithPath: path))
    return try Subprocess(
      program: shell, arguments: [target, ".read \(path)"], folder: folder
    ).run().seconds
  }
}

/// What the bench prints; see `make bench ARGS="--only writing"`.
struct WritingResults: Encodable {
  let vendors: Int
  let rows: [String: Int]
  let databaseBytes: Int
  let measurements: [String: Measurement]
  let ratios: [String: Double]
}

/// Assessments with three findings each, scored from a few thousand dossiers and handed out under
/// ever new vendor ids.
struct GeneratedAssessments: Sendable {
  private let patterns: [Assessment]

  /// Scores the patterns.
  init(policy: Policy, asOf date: CivilDate) {
    let session = Scorer(policy: policy, asOf: date).makeSession()
    patterns = GeneratedDossiers.make(40_000, accesses: 1).lazy
      .map { session.score($0) }.filter { $0.findings.count == 3 }.prefix(10_000).map { $0 }
    precondition(!patterns.isEmpty, "the generated world has vendors with three findings")
  }

  /// Hands the rows of `count` vendors to `body` in the order of their ids.
  ///
  /// They are prepared on `workers` threads, as a pipeline does on those that score.
  func rows(
    _ count: Int, workers: Int, _ body: ([AssessmentRows], VendorTexts) throws -> Void
  ) throws {
    let patterns = patterns
    let batches = Batches(count: count, size: 256)
    let stages = OrderedStages(window: 2 * workers + 2)
    let ranges = stages.source("vendors") { batches.next() }
    let prepared = stages.stage("prepare", workers: workers, from: ranges) { range in
      let rows = range.map { number in
        var assessment = patterns[number % patterns.count]
        assessment.vendorID = "V\(10_000_000 + number)"
        return AssessmentRows(
          assessment,
          vendor: Vendor(
            id: assessment.vendorID, name: "Vendor Number \(number), Ltd.", country: "DE",
            origin: RecordOrigin(file: Self.inventory, line: number + 2)),
          dossierDocument: nil)
      }
      return (rows: rows, texts: VendorTexts(rows))
    }
    try stages.drain(prepared) { try body($0.rows, $0.texts) }
  }

  private static let inventory = InputName("vendors.csv")

  /// Hands out ranges of numbers to the one thread of a source.
  private final class Batches: @unchecked Sendable {
    // SAFETY: `next` is called by one thread, the source's.
    private let count: Int
    private let size: Int
    private var start = 0

    init(count: Int, size: Int) {
      self.count = count
      self.size = size
    }

    func next() -> Range<Int>? {
      guard start < count else { return nil }
      defer { start += size }
      return start..<min(count, start + size)
    }
  }
}
