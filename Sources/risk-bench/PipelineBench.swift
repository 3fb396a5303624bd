import Foundation
import Logging
import RecordIO
import RiskCore
import RiskPipeline

/// What one measurement gave.
struct Measurement: Encodable {
  /// Median seconds of the counted runs.
  let seconds: Double
  /// Fastest and slowest.
  let range: [Double]
  /// Work done in a second, at the median.
  let rate: Double
  /// What the rate counts.
  let unit: String

  /// Sums up the `seconds` of runs that each did `count` units of work.
  init(_ seconds: [Double], count: Double, unit: String) {
    let sorted = seconds.sorted()
    self.seconds = sorted[sorted.count / 2]
    range = [sorted[0], sorted[sorted.count - 1]]
    rate = count / self.seconds
    self.unit = unit
  }
}

/// All measurements of a run of the bench.
struct BenchResults: Encodable {
  let vendors: Int
  let runs: Int
  let processors: Int
  let measurements: [String: Measurement]
  /// Ratios of medians, named `a / b`.
  let ratios: [String: Double]
  /// Peak memory of this process, in MB.
  let peakMemoryMB: Double
}

/// The pipeline over a generated inventory, stage by stage, with one worker and with two.
struct PipelineBench {
  private let arguments: BenchArguments

  init(_ arguments: BenchArguments) { self.arguments = arguments }

  func run() throws -> BenchResults {
    defer { try? FileManager.default.removeItem(atPath: arguments.folder) }
    let inventory = GeneratedInventory(folder: arguments.folder, vendors: arguments.vendors)
    try inventory.write(policy: "pipelines/policies/default.yaml")
    var measurements: [String: Measurement] = [:]
    let accesses = arguments.folder + "/accesses.csv"
    measurements["csv: records of accesses.csv"] = try measureBytes(of: accesses) {
      let reader = try CSVReader(path: accesses)
      while try reader.nextBatch() != nil {}
    }
    for workers in [1, 2] {
      for stage in PipelineStage.allCases {
        measurements["\(stage.rawValue), \(workers) workers"] = try measure(
          unit: "vendors/s", count: Double(arguments.vendors)
        ) {
          try? FileManager.default.removeItem(atPath: arguments.folder + "/output")
          try runPipeline(inventory, until: stage, workers: workers)
        }
      }
    }
    measurements["export again without news, 2 workers"] = try measure(
      unit: "vendors/s", count: Double(arguments.vendors)
    ) {
      try runPipeline(inventory, until: .export, workers: 2)
    }
    var ratios: [String: Double] = [:]
    for stage in PipelineStage.allCases {
      guard let one = measurements["\(stage.rawValue), 1 workers"],
        let two = measurements["\(stage.rawValue), 2 workers"]
      else { continue }
      ratios["\(stage.rawValue): 1 worker / 2 workers"] = one.seconds / two.seconds
    }
    return BenchResults(
      vendors: arguments.vendors, runs: arguments.runs,
      processors: ProcessInfo.processInfo.activeProcessorCount, measurements: measurements,
      ratios: ratios, peakMemoryMB: Self.peakMemory())
  }

  private func runPipeline(
    _ inventory: GeneratedInventory, until stage: PipelineStage, workers: Int
  ) throws {
    let (configuration, policy) = try ConfigurationLoader.load(pipelineAt: inventory.pipeline)
    var options = PipelineRun.Options()
    options.asOf = CivilDate(year: 2019, month: 6, day: 1)
    options.until = stage
    options.workers = workers
    let log = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }
    _ = try PipelineRun(
      configuration: configuration, policy: policy, options: options, log: log
    ).execute()
  }

  private func measureBytes(of path: String, _ body: () throws -> Void) throws -> Measurement {
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
    return try measure(unit: "MB/s", count: Double(size) / 1e6, body)
  }

  private func measure(
    unit: String, count: Double, _ body: () throws -> Void
  ) throws -> Measurement {
    try body()
    var seconds: [Double] = []
    for _ in 0..<arguments.runs {
      let start = DispatchTime.now().uptimeNanoseconds
      try body()
      seconds.append(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
    }
    return Measurement(seconds, count: count, unit: unit)
  }

  /// The most memory this process has had, in MB.
  static func peakMemory() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Double(usage.ru_maxrss) / 1024
  }
}
