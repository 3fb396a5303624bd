import Foundation

/// Measures throughput and prints JSON: medians of several runs, side by side where there is a rival.
///
///     risk-bench [--vendors N] [--runs N] [--folder DIR]
@main struct RiskBench {
  static func main() throws {
    var arguments = BenchArguments()
    do {
      arguments = try BenchArguments(CommandLine.arguments.dropFirst())
    } catch {
      FileHandle.standardError.write(Data("risk-bench: \(error)\n".utf8))
      exit(64)
    }
    let results = try PipelineBench(arguments).run()
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
