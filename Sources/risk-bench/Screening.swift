import ArgumentParser
import Dispatch
import Foundation
import RecordIO
import RiskCore
import RiskPipeline

/// Measures screening: names per second, the index, hits, and recall against a full scan.
struct Screening: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Screen the vendors of a pipeline against its lists, and measure it.",
    discussion: """
      Speed is that of finding and explaining the hits of every distinct vendor name, with everything \
      read and the index made. With --hits the names with a hit of the kind 'same' come out as CSV \
      instead, the likeliest hit of each. Ends with 1 when a scan finds what the search did not.
      """)

  @Argument(help: "The pipeline file.")
  var pipeline: String

  @Option(help: "Counted runs, after one that is not counted.")
  var runs = 5

  @Option(help: "Queries that are held against a full scan of the index; 0 for none.")
  var scan = 0

  @Flag(help: "Print the vendor names with a hit of the kind 'same' as CSV.")
  var hits = false

  private struct Results: Encodable {
    let vendorNames: Int
    let entries: Int
    let indexedNames: Int
    let words: Int
    let indexBytes: Int
    let build: Measurement
    let load: Measurement
    let oneWorker: Measurement
    let twoWorkers: Measurement
    let namesWithSame: Int
    let shareWithSame: Double
    let same: Int
    let related: Int
    let aliases: AliasRecall
    let recall: IndexRecall?
    let peakMemoryMB: Double

    enum CodingKeys: String, CodingKey {
      case entries, words, same, related, aliases, recall
      case vendorNames = "vendor_names"
      case indexedNames = "indexed_names"
      case indexBytes = "index_bytes"
      case build = "index_build"
      case load = "index_load"
      case oneWorker = "one_worker"
      case twoWorkers = "two_workers"
      case namesWithSame = "names_with_same"
      case shareWithSame = "share_with_same"
      case peakMemoryMB = "peak_memory_mb"
    }
  }

  func run() throws {
    let (configuration, policy) = try ConfigurationLoader.load(pipelineAt: pipeline)
    let records = try NamedRecords(
      configuration: configuration, policy: policy, workers: processors)
    var seen: Set<String> = []
    let vendors = records.vendors.filter { seen.insert($0.name).inserted }
    _ = NameNormalizer.standard
    let screener = Screener(entries: records.entries, listCount: records.listCount)
    if hits { return try printHits(of: vendors, screener) }

    let names = Array(Screener.names(of: records.entries))
    let build = time(count: Double(names.count), unit: "names/s") { _ = NameIndex(names) }
    let bytes = screener.index.encoded()
    let path = NSTemporaryDirectory() + "risk-bench-\(getpid()).names"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let load = time(count: Double(names.count), unit: "names/s") {
      _ = FileManager.default.contents(atPath: path).flatMap { NameIndex(encoded: [UInt8]($0)) }
    }
    var tally = Tally()
    let speeds = [1, 2].map { workers in
      time(count: Double(vendors.count), unit: "names/s") {
        tally = Self.screen(vendors, screener, workers: workers)
      }
    }
    let memory = PipelineBench.peakMemory()
    let recall =
      scan == 0
      ? nil
      : IndexRecall(
        queries: Self.sample(scan, of: vendors), names: names, index: screener.index,
        workers: processors)
    try RiskBench.print(
      Results(
        vendorNames: vendors.count, entries: records.entries.count, indexedNames: names.count,
        words: screener.index.wordCount, indexBytes: bytes.count, build: build, load: load,
        oneWorker: speeds[0], twoWorkers: speeds[1], namesWithSame: tally.namesWithSame,
        shareWithSame: Double(tally.namesWithSame) / Double(vendors.count), same: tally.same,
        related: tally.related, aliases: AliasRecall(records.entries),
        recall: recall, peakMemoryMB: memory))
    if let recall, !recall.isExact { throw ExitCode(1) }
  }

  /// Every n-th name, so that the sample is the same each time.
  private static func sample(_ count: Int, of vendors: [Vendor]) -> [String] {
    let step = max(1, vendors.count / max(count, 1))
    return stride(from: 0, to: vendors.count, by: step).prefix(count).map { vendors[$0].name }
  }

  private struct Tally {
    var namesWithSame = 0
    var same = 0
    var related = 0

    static func + (left: Tally, right: Tally) -> Tally {
      Tally(
        namesWithSame: left.namesWithSame + right.namesWithSame, same: left.same + right.same,
        related: left.related + right.related)
    }
  }

  private static func screen(_ vendors: [Vendor], _ screener: Screener, workers: Int) -> Tally {
    // SAFETY: each worker writes the place of its number alone.
    nonisolated(unsafe) let tallies = UnsafeMutablePointer<Tally>.allocate(capacity: workers)
    tallies.initialize(repeating: Tally(), count: workers)
    defer { tallies.deallocate() }
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      let session = screener.makeSession()
      var tally = Tally()
      for place in vendors.count * worker / workers..<vendors.count * (worker + 1) / workers {
        let found = session.hits(for: vendors[place], decisions: [])
        let same = found.count { $0.kind == .same }
        tally =
          tally
          + Tally(
            namesWithSame: same > 0 ? 1 : 0, same: same, related: found.count - same)
      }
      tallies[worker] = tally
    }
    return (0..<workers).reduce(Tally()) { $0 + tallies[$1] }
  }

  private func printHits(of vendors: [Vendor], _ screener: Screener) throws {
    var writer = CSVWriter { FileHandle.standardOutput.write(Data($0)) }
    try writer.append([
      "vendor_name", "entry_name", "entry", "party", "country", "similarity",
    ])
    let session = screener.makeSession()
    for vendor in vendors {
      let same = session.hits(for: vendor, decisions: []).filter { $0.kind == .same }
      guard let hit = same.max(by: { $0.similarity < $1.similarity }) else { continue }
      try writer.append([
        vendor.name, hit.entryName, hit.entry.reference,
        hit.entry.party.rawValue, hit.country.rawValue, Hundredths.text(of: hit.similarity),
      ])
    }
    try writer.finish()
  }

  private func time(count: Double, unit: String, _ body: () -> Void) -> Measurement {
    var seconds: [Double] = []
    for round in 0...runs {
      let start = DispatchTime.now().uptimeNanoseconds
      body()
      if round > 0 {
        seconds.append(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
      }
    }
    return Measurement(seconds, count: count, unit: unit)
  }
}
