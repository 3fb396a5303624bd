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
    var database = 0.0
    var files = 0.0
    var shell = 0.0
  }

  func run() throws -> WritingResults {
    guard let shell = Subprocess.find("sqlite3") else {
      throw Subprocess.Problem(description: "the comparison needs the sqlite3 shell in PATH")
    }
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let assessments = GeneratedAssessments(policy: try ScoringBench.policy(), asOf: ScoringBench.date)
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
    let ours = rounds.map { $0.database + $0.files }
    return WritingResults(
      vendors: vendors, rows: sizes.rows, databaseBytes: sizes.database,
      measurements: [
        "SQLite": Measurement(rounds.map(\.database), count: Double(vendors), unit: "vendors/s"),
        "both families of CSV": Measurement(
          rounds.map(\.files), count: Double(vendors), unit: "vendors/s"),
        "SQLite and CSV": Measurement(ours, count: Double(vendors), unit: "vendors/s"),
        "sqlite3 .import": Measurement(
          rounds.map(\.shell), count: Double(vendors), unit: "vendors/s"),
      ],
      ratios: ["SQLite and CSV / sqlite3 .import": median(zip(ours, rounds).map { $0 / $1.shell })])
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
    try assessments.rows(vendors, workers: workers) { try writer.add($0) }
    _ = try writer.finish(finishedAt: "2026-01-01T00:00:00Z", exitStatus: 0)
    let stored = DispatchTime.now().uptimeNanoseconds
    try FileManager.default.createDirectory(
      atPath: exports, withIntermediateDirectories: true)
    try Exporter.write(store, runID: writer.runID, into: exports)
    let exported = DispatchTime.now().uptimeNanoseconds
    try writer.commit()
    let end = DispatchTime.now().uptimeNanoseconds
    round.database = Double(stored - start + end - exported) / 1e9
    round.files = Double(exported - stored) / 1e9
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
  func rows(_ count: Int, workers: Int, _ body: (AssessmentRows) throws -> Void) throws {
    let patterns = patterns
    try Self.inBatches(count, size: 512, workers: workers) { range in
      range.map { number in
        var assessment = patterns[number % patterns.count]
        assessment.vendorID = "V\(10_000_000 + number)"
        return AssessmentRows(
          assessment,
          vendor: Vendor(
            id: assessment.vendorID, name: "Vendor Number \(number), Ltd.", country: "DE",
            origin: RecordOrigin(file: Self.inventory, line: number + 2)),
          dossierDocument: nil)
      }
    } body: { try $0.forEach(body) }
  }

  private static let inventory = InputName("vendors.csv")

  /// Makes batches on several threads and hands them over in order, at most a window ahead.
  private static func inBatches<Batch: Sendable>(
    _ count: Int, size: Int, workers: Int, _ make: @escaping @Sendable (Range<Int>) -> Batch,
    body: (Batch) throws -> Void
  ) throws {
    let queue = DispatchQueue(label: "bench", attributes: .concurrent)
    let window = 2 * workers + 2
    let slots = (0..<window).map { _ in Slot<Batch>() }
    let batches = (count + size - 1) / size
    func start(_ batch: Int) {
      let slot = slots[batch % window]
      let range = batch * size..<min(count, (batch + 1) * size)
      queue.async { slot.put(make(range)) }
    }
    for batch in 0..<min(window, batches) { start(batch) }
    for batch in 0..<batches {
      let made = slots[batch % window].take()
      if batch + window < batches { start(batch + window) }
      try body(made)
    }
  }

  /// A place for one value on its way between threads.
  private final class Slot<Value: Sendable>: @unchecked Sendable {
    // SAFETY: the semaphore orders the one put before the one take.
    private let filled = DispatchSemaphore(value: 0)
    private var value: Value?

    func put(_ value: Value) {
      self.value = value
      filled.signal()
    }

    func take() -> Value {
      filled.wait()
      defer { value = nil }
      return value!
    }
  }
}
