import Dispatch
import Foundation
import RiskCore
import RiskPipeline

/// What scoring dossiers in memory gave.
struct ScoringResults: Encodable {
  let dossiers: Int
  let workers: Int
  /// By what was measured.
  let measurements: [String: Measurement]
  /// Ratios of medians, named `a / b`.
  let ratios: [String: Double]
  /// The mean score and its points, which keep the work from being left out.
  let meanScore: Double
  let meanPoints: Double
}

/// Scoring alone: dossiers with three accesses and one statement each, in memory.
struct ScoringBench {
  private let dossiers: Int
  private let runs: Int
  // 2019-06-01.
  static let date = CivilDate(daysSinceEpoch: 18_048)

  /// The policy that ships with the program.
  static func policy() throws -> Policy {
    try ConfigurationLoader.load(pipelineAt: "pipelines/device-makers.yaml").1
  }

  init(dossiers: Int, runs: Int) {
    self.dossiers = dossiers
    self.runs = runs
  }

  func run() throws -> ScoringResults {
    let scorer = Scorer(policy: try Self.policy(), asOf: Self.date)
    let all = GeneratedDossiers.make(dossiers)
    let coded = Self.inParts(all.count, workers: 2) { range in
      let session = scorer.makeSession()
      return range.map { session.code(all[$0]) }
    }.flatMap { $0 }
    var sums = Sums()
    var measurements: [String: Measurement] = [:]
    for workers in [1, 2] {
      measurements["in numbers, attributed, \(workers) workers"] = measure {
        sums = Self.total(all.count, workers) { range in
          let session = scorer.makeSession()
          var sums = Sums()
          for index in range {
            let figures = session.figures(of: coded[index]) { sums.points += $1 }
            sums.score += figures.score.value
          }
          return sums
        }
      }
      measurements["in words, attributed, \(workers) workers"] = measure {
        _ = Self.total(all.count, workers) { range in
          let session = scorer.makeSession()
          var sums = Sums()
          for index in range { sums.score += session.figures(of: all[index]).score.value }
          return sums
        }
      }
    }
    let few = min(all.count, 100_000)
    measurements["whole assessments with names and evidence, 2 workers"] = measure(few) {
      _ = Self.total(few, 2) { range in
        let session = scorer.makeSession()
        var sums = Sums()
        for index in range { sums.score += session.score(all[index]).overall.value }
        return sums
      }
    }
    func ratio(_ a: String, _ b: String) -> Double {
      (measurements[a]?.seconds ?? 0) / (measurements[b]?.seconds ?? 1)
    }
    return ScoringResults(
      dossiers: all.count, workers: 2, measurements: measurements,
      ratios: [
        "1 worker / 2 workers": ratio(
          "in numbers, attributed, 1 workers", "in numbers, attributed, 2 workers"),
        "in words / in numbers": ratio(
          "in words, attributed, 2 workers", "in numbers, attributed, 2 workers"),
      ], meanScore: sums.score / Double(all.count), meanPoints: sums.points / Double(all.count))
  }

  private struct Sums: Sendable {
    var score = 0.0
    var points = 0.0
  }

  private func measure(_ count: Int? = nil, _ body: () -> Void) -> Measurement {
    body()
    var seconds: [Double] = []
    for _ in 0..<runs {
      let start = DispatchTime.now().uptimeNanoseconds
      body()
      seconds.append(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
    }
    return Measurement(seconds, count: Double(count ?? dossiers), unit: "dossiers/s")
  }

  private static func total(
    _ count: Int, _ workers: Int, _ body: @Sendable (Range<Int>) -> Sums
  ) -> Sums {
    inParts(count, workers: workers, body).reduce(into: Sums()) {
      $0.score += $1.score
      $0.points += $1.points
    }
  }

  /// Splits a count into as many parts as workers, and returns what each gave.
  static func inParts<Result: Sendable>(
    _ count: Int, workers: Int, _ body: @Sendable (Range<Int>) -> Result
  ) -> [Result] {
    let parts = Parts<Result>(workers)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      parts.set(worker, body(count * worker / workers..<count * (worker + 1) / workers))
    }
    return parts.all
  }

  /// Results by worker.
  private final class Parts<Result: Sendable>: @unchecked Sendable {
    // SAFETY: every access holds the lock.
    private let lock = NSLock()
    private var results: [Result?]

    init(_ count: Int) { results = Array(repeating: nil, count: count) }

    func set(_ index: Int, _ result: Result) { lock.withLock { results[index] = result } }
    var all: [Result] { lock.withLock { results.compactMap { $0 } } }
  }
}

/// Dossiers of a generated world.
enum GeneratedDossiers {
  /// Makes dossiers with some accesses and one statement each.
  ///
  /// - Parameter factors: What the statements are of; nil is every factor of the catalogue.
  static func make(_ count: Int, accesses: Int = 3, factors: [Factor]? = nil) -> [Dossier] {
    let file = InputName("generated.csv")
    let origin = RecordOrigin(file: file, line: 2)
    let sources = (0..<500).map { index in
      Source(
        id: "source-\(index)", title: "", publisher: "Publisher \(index % 200)",
        publisherRole: ClaimantRole.allCases[index % 9],
        publishedOn: CivilDate(daysSinceEpoch: 16_200 + Int32(index * 3)),
        reliability: Reliability.allCases[index % 6], credibility: Credibility.allCases[index % 6],
        locator: "", origin: origin)
    }
    let categories = [
      "browsing", "device-id", "profile", "precise-location", "message-content", "ip-address",
      "contacts-social-graph", "user-provided", "health", "never-heard-of",
    ]
    let subjects = ["users", "customers", "employees", "friends", "visitors"]
    let storages = ["vendor-servers", "on-device", nil, "backups"]
    let bases = ["consent", nil, "none", "legitimate-interest"]
    let factors = factors ?? FactorCatalogue.all.filter { $0.id != Factor.dataAccess.id }
    return (0..<count).map { number in
      func pick<Value>(_ values: [Value], _ salt: UInt64) -> Value {
        let draw = SplitMix64.mixed(UInt64(number) &* 31 &+ salt)
        return values[Int(draw % UInt64(values.count))]
      }
      let id = "v-\(number)"
      let accesses = (0..<accesses).map { place in
        let salt = UInt64(place) &* 7
        return Access(
          id: "\(id)-\(place)", vendorID: id, holder: "holder",
          dataCategory: pick(categories, salt), dataSubject: pick(subjects, salt &+ 1),
          storage: pick(storages, salt &+ 2), control: pick([nil, nil, "holder"], salt &+ 3),
          consentBasis: pick(bases, salt &+ 4), source: pick(sources, salt &+ 5), origin: origin)
      }
      let statement = Statement(
        id: "s-\(number)", vendorID: id, factor: pick(factors, 101),
        stance: pick([.asserts, .asserts, .denies], 102), claimant: "Claimant \(number % 300)",
        claimantRole: pick(ClaimantRole.allCases, 103),
        statedOn: CivilDate(daysSinceEpoch: 17_600 + Int32(number % 400)),
        source: pick(sources, 104), origin: origin)
      return Dossier(
        vendor: Vendor(
          id: id, name: "Vendor \(number)", country: pick(["DE", "US", nil], 105), origin: origin),
        accesses: accesses, statements: [statement], isScreened: true)
    }
  }
}
