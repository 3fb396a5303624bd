import Foundation

/// Measures throughput and prints JSON: medians of several runs, side by side where there is a rival.
///
///     risk-bench [--only csv|pipeline] [--vendors N] [--runs N] [--folder DIR]
///                [--csv-size MB] [--csv-rounds N] [--stream-size MB]
///
/// The CSV reader is measured in processes of its own, as `risk-bench --read-csv FILE`.
@main struct RiskBench {
  private struct Results: Encodable {
    let pipeline: BenchResults?
    let csv: CSVResults?
  }

  static func main() throws {
    var arguments = BenchArguments()
    do {
      arguments = try BenchArguments(CommandLine.arguments.dropFirst())
    } catch {
      FileHandle.standardError.write(Data("risk-bench: \(error)\n".utf8))
      exit(64)
    }
    if let file = arguments.fileToRead { return try CSVBench.readAndPrint(file) }
    let results = Results(
      pipeline: arguments.only == "csv" ? nil : try PipelineBench(arguments).run(),
      csv: arguments.only == "pipeline" ? nil : try CSVBench(arguments).run())
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    print(String(decoding: try encoder.encode(results), as: UTF8.self))
  }
}

/// What is to be measured.
struct BenchArguments {
  struct Problem: Error, CustomStringConvertible { let description: String }

  /// Vendors of the generated inventory, each with three accesses and one statement.
  var vendors = 50_000
  /// Counted runs of each measurement, after one that is not counted.
  var runs = 3
  /// What is measured, `csv` or `pipeline`; both when nil.
  var only: String?
  /// The size of the CSV file that readers are compared on.
  var csvMegabytes = 200
  /// Counted rounds of that comparison.
  var csvRounds = 5
  /// The size of a CSV file through which the reader's memory is measured; 0 for none.
  var streamMegabytes = 0
  /// The file to read and be done; nil to measure.
  var fileToRead: String?
  /// Where files are made; removed afterwards.
  var folder = NSTemporaryDirectory() + "risk-bench-\(ProcessInfo.processInfo.processIdentifier)"

  init() {}

  init(_ arguments: ArraySlice<String>) throws {
    var rest = arguments
    while let option = rest.popFirst() {
      guard let value = rest.popFirst() else {
        throw Problem(description: "\(option) takes a value")
      }
      switch option {
      case "--vendors": vendors = try Self.number(value, option, 1...5_000_000)
      case "--runs": runs = try Self.number(value, option, 1...100)
      case "--folder": folder = value
      case "--csv-size": csvMegabytes = try Self.number(value, option, 1...10_000)
      case "--csv-rounds": csvRounds = try Self.number(value, option, 1...100)
      case "--stream-size": streamMegabytes = try Self.number(value, option, 0...10_000)
      case "--read-csv": fileToRead = value
      case "--only":
        guard value == "csv" || value == "pipeline" else {
          throw Problem(description: "--only takes csv or pipeline")
        }
        only = value
      default: throw Problem(description: "there is no option \(option)")
      }
    }
  }

  private static func number(
    _ text: String, _ option: String, _ range: ClosedRange<Int>
  ) throws -> Int {
    guard let number = Int(text), range.contains(number) else {
      throw Problem(
        description: "\(option) takes a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}
