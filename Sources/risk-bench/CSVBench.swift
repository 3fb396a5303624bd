import Foundation
import RecordIO

/// What the comparison of CSV readers gave.
struct CSVResults: Encodable {
  let megabytes: Double
  let records: Int
  let rounds: Int
  /// Of each tool: its version, or that it is missing.
  let tools: [String: String]
  /// How each was run, so that the figures can be judged.
  let notes: [String]
  let measurements: [String: Measurement]
  /// Seconds of the other as a multiple of those of our whole process.
  let ratios: [String: Double]
  /// Our reader over a larger file, when asked for.
  let stream: Stream?

  struct Stream: Encodable {
    let megabytes: Double
    let megabytesPerSecond: Double
    let peakMemoryMB: Double
  }
}

/// Our CSV reader beside other programs: whole processes on one core, in turn, over one file.
struct CSVBench {
  private let arguments: BenchArguments
  private let folder: String
  private let table: GeneratedTable

  init(_ arguments: BenchArguments) {
    self.arguments = arguments
    folder = arguments.folder + "/csv"
    table = GeneratedTable(path: folder + "/table.csv", megabytes: arguments.csvMegabytes)
  }

  /// Reads the file at `path` and touches each field; prints what `CSVBench` reads of it.
  static func readAndPrint(_ path: String) throws {
    let start = DispatchTime.now().uptimeNanoseconds
    let reader = try CSVReader(path: path)
    var (records, rejects, length) = (0, 0, 0)
    while let batch = try reader.nextBatch() {
      records += batch.records.count
      rejects += batch.rejects.count
      for index in 0..<batch.records.count {
        let record = batch.records[index]
        for field in 0..<record.fieldCount {
          length += record.withFieldBytes(field) { $0.count }
        }
      }
    }
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    print(records, length, seconds, PipelineBench.peakMemory(), rejects)
  }

  func run() throws -> CSVResults {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: arguments.folder) }
    try table.write()
    let size = try size(of: table.path)
    var tools: [String: String] = [:]
    let rivals = try Self.rivals.filter { rival in
      let version = try rival.version(in: folder)
      tools[rival.name] = version ?? "missing"
      return version != nil
    }
    tools["taskset"] = Subprocess.find("taskset") == nil ? "missing; not kept to one core" : "used"

    var seconds: [String: [Double]] = [:]
    var expected: [String] = []
    // The first round fills the page cache and is not counted.
    for round in 0...arguments.csvRounds {
      let ours = try runOurs("table.csv")
      if round == 0 { expected = [ours.words[0], ours.words[1]] }
      var results = [("ours, whole process", ours.seconds)]
      if let inner = Double(ours.words[2]) { results.append(("ours, within the process", inner)) }
      for rival in rivals {
        let (elapsed, words) = try oneCore(rival.program, rival.arguments).run()
        // Not the same work unless it is the same result.
        guard zip(words, expected).allSatisfy({ $0 == $1 }), !words.isEmpty else {
          throw Subprocess.Problem(
            description: "\(rival.name) found \(words.prefix(2)), ours \(expected)")
        }
        results.append((rival.name + ", whole process", elapsed))
        if words.count > 2, let inner = Double(words[2]) {
          results.append((rival.name + ", within the process", inner))
        }
      }
      if round > 0 { for (name, value) in results { seconds[name, default: []].append(value) } }
    }

    let measurements = seconds.mapValues {
      Measurement($0, count: size / 1e6, unit: "MB/s")
    }
    var ratios: [String: Double] = [:]
    for side in ["whole process", "within the process"] {
      guard let ours = measurements["ours, \(side)"] else { continue }
      for rival in rivals {
        guard let other = measurements["\(rival.name), \(side)"] else { continue }
        ratios["\(rival.name) / ours, \(side)"] = other.seconds / ours.seconds
      }
    }
    return CSVResults(
      megabytes: size / 1e6, records: Int(expected[0]) ?? 0, rounds: arguments.csvRounds,
      tools: tools, notes: Self.rivals.map { "\($0.name): \($0.note)" } + [Self.note],
      measurements: measurements, ratios: ratios, stream: try stream())
  }

  private func stream() throws -> CSVResults.Stream? {
    guard arguments.streamMegabytes > 0 else { return nil }
    let large = GeneratedTable(path: folder + "/large.csv", megabytes: arguments.streamMegabytes)
    try large.write()
    let words = try runOurs("large.csv").words
    guard words.count > 3, let seconds = Double(words[2]), let peak = Double(words[3]) else {
      return nil
    }
    let megabytes = try size(of: large.path) / 1e6
    return CSVResults.Stream(
      megabytes: megabytes, megabytesPerSecond: megabytes / seconds, peakMemoryMB: peak)
  }

  private func runOurs(_ file: String) throws -> (seconds: Double, words: [String]) {
    guard let program = Bundle.main.executablePath else {
      throw Subprocess.Problem(description: "the path of this program is not known")
    }
    let result = try oneCore(program, ["--read-csv", file]).run()
    guard result.words.count == 5 else {
      throw Subprocess.Problem(description: "\(program) --read-csv printed \(result.words)")
    }
    return result
  }

  private func oneCore(_ program: String, _ arguments: [String]) -> Subprocess {
    guard let taskset = Subprocess.find("taskset") else {
      return Subprocess(program: program, arguments: arguments, folder: folder)
    }
    return Subprocess(
      program: taskset, arguments: ["-c", "0", program] + arguments, folder: folder)
  }

  private func size(of path: String) throws -> Double {
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    return Double(attributes[.size] as? Int ?? 0)
  }
}

extension CSVBench {
  /// A program to compare with; it prints the number of records, and if it can, the bytes in their
  /// fields and the seconds it took.
  private struct Rival {
    let name: String
    let program: String
    let arguments: [String]
    let versionArguments: [String]
    let note: String

    /// Returns the version, or nil when the program is not there or does not start.
    func version(in folder: String) throws -> String? {
      guard program.hasPrefix("/") else { return nil }
      let process = Subprocess(program: program, arguments: versionArguments, folder: folder)
      return try? process.run().words.first
    }
  }

  private static let note =
    "ours: reads, hashes (SHA-256), checks UTF-8, and takes the length of each field"

  private static var rivals: [Rival] {
    let python = Subprocess.find("python3") ?? "python3"
    let columns = GeneratedTable.columns
    let types = columns.map { "'\($0)': 'VARCHAR'" }.joined(separator: ", ")
    let length = columns.map { "coalesce(strlen(\($0)), 0)" }.joined(separator: " + ")
    let duckDB = """
      import duckdb, time
      connection = duckdb.connect(config={"threads": 1})
      start = time.perf_counter()
      count, length = connection.execute('''
        SELECT count(*), sum(\(length)) FROM read_csv('table.csv', header = true, delim = ',',
        quote = '"', escape = '"', auto_detect = false, columns = {\(types)})''').fetchone()
      print(count, length, time.perf_counter() - start)
      """
    let pythonCSV = """
      import csv
      count = -1
      with open("table.csv", newline="", encoding="utf-8") as file:
          for row in csv.reader(file):
              count += 1
      print(count)
      """
    return [
      Rival(
        name: "sqlite3 .import", program: Subprocess.find("sqlite3") ?? "sqlite3",
        arguments: [
          ":memory:", ".mode csv", ".import table.csv t", "SELECT count(*) FROM t",
        ], versionArguments: ["--version"],
        note: "into a table in memory, which is what it can do"),
      Rival(
        name: "DuckDB read_csv", program: python, arguments: ["-c", duckDB],
        versionArguments: ["-c", "import duckdb; print(duckdb.__version__)"],
        note:
          "one thread, no detection, all columns text, and the lengths of all fields summed up: "
          + "less work than filling a table, and what ours does but for the hash"),
      Rival(
        name: "Python csv", program: python, arguments: ["-c", pythonCSV],
        versionArguments: ["-c", "import sys; print(sys.version.split()[0])"],
        note: "csv.reader to the end, rows counted"),
    ]
  }
}
