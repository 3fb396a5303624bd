import ArgumentParser
import Dispatch
import Foundation
import RiskCore
import RiskPipeline

/// Measures screening: names per second, the index, and recall against a full scan.
struct Screening: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Screen the vendors of a pipeline against its lists, and measure it.")

  @Argument(help: "The pipeline file.")
  var pipeline: String

  @Option(help: "Counted runs, after one that is not counted.")
  var runs = 5

  @Flag(help: "Print each vendor name with a hit of the kind 'same' as CSV instead.")
  var hits = false

  func run() throws {
    let (configuration, policy) = try ConfigurationLoader.load(pipelineAt: pipeline)
    let records = try NamedRecords(
      configuration: configuration, policy: policy, workers: processors)
    var distinct: [Vendor] = []
    var seen: Set<String> = []
    for vendor in records.vendors where seen.insert(vendor.name).inserted {
      distinct.append(vendor)
    }
    _ = NameNormalizer.standard
    let start = DispatchTime.now().uptimeNanoseconds
    let screener = Screener(entries: records.entries, listCount: records.listCount)
    let built = DispatchTime.now().uptimeNanoseconds
    FileHandle.standardError.write(
      Data(
        "\(records.vendors.count) vendors, \(distinct.count) names, \(records.entries.count) entries, \(screener.index.count) names, \(screener.index.wordCount) words, build \(Double(built - start) / 1e9)\n"
          .utf8))
    for round in 0...runs {
      let start = DispatchTime.now().uptimeNanoseconds
      let session = screener.makeSession()
      var (same, related, hit) = (0, 0, 0)
      for vendor in distinct {
        var isSame = false
        let found = session.hits(for: vendor, decisions: [])
        for match in found {
          if match.kind == .same {
            same += 1
            isSame = true
          } else {
            related += 1
          }
        }
        if isSame {
          hit += 1
          if round == 0, hits, let match = found.filter({ $0.kind == .same }).max(by: { $0.similarity < $1.similarity }) {
            print("\(match.similarity)\t\(vendor.name)\t\(match.entryName)\t\(match.entry.list.id)/\(match.entry.key)\t\(match.entry.party)\t\(match.entryNameKind)\t\(match.country)")
          }
        }
      }
      let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
      FileHandle.standardError.write(
        Data(
          "\(seconds) s, \(Double(distinct.count) / seconds) names/s, same \(same), related \(related), names with same \(hit)\n"
            .utf8))
    }
  }
}
