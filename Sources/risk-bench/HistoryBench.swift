import Dispatch
import Foundation
import RecordIO
import RiskCore
import RiskExport

/// Records a year of nightly runs and tells how much room they take beside one run alone.
///
/// Each night half a per cent of the vendors change, each in one access, and two per cent hold
/// evidence that decays, so that their figures differ every night. On demand every row of the inputs
/// moves down by one line a night as well.
struct HistoryBench {
  let vendors: Int
  let nights: Int
  /// Whether a row is put in front of all others each night, so that all lines change.
  let movesRows: Bool
  let folder: String

  /// One vendor in so many changes in a night.
  private static let changing = 200
  /// One vendor in so many holds decaying evidence.
  private static let decaying = 50
  /// Every so many nights all vendors are scored anew, to see that what is taken as unchanged is.
  private static let checking = 73

  private var database: String { folder + "/results.sqlite" }

  func run() throws -> HistoryResults {
    try? FileManager.default.removeItem(atPath: folder)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let policy = try ScoringBench.policy()
    var dossiers = makeDossiers(policy: policy)
    Self.move(&dossiers, night: 0)
    let store = try ResultStore(path: database)
    var rows = try prepare(Array(dossiers.indices), of: dossiers, policy, night: 0)
    var sizes: [Int] = []
    var seconds: [Double] = []
    var versions = 0
    for night in 0..<nights {
      var touched = Set(stride(from: 0, to: dossiers.count, by: Self.decaying))
      if night > 0 {
        for index in stride(from: night * 7 % Self.changing, to: vendors, by: Self.changing) {
          Self.change(&dossiers[index], night: night)
          touched.insert(index)
        }
        if movesRows { Self.move(&dossiers, night: night) }
        let isWhole = movesRows || night % Self.checking == 0
        let scored = isWhole ? Array(dossiers.indices) : touched.sorted()
        for (index, new) in zip(scored, try prepare(scored, of: dossiers, policy, night: night)) {
          guard touched.contains(index) || new.digest == rows[index].digest else {
            throw Subprocess.Problem(description: "vendor \(index) changed though nothing did")
          }
          rows[index] = new
        }
      }
      let start = DispatchTime.now().uptimeNanoseconds
      versions += try record(rows, night: night, in: store)
      seconds.append(Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
      sizes.append(try size())
    }
    let later = seconds.dropFirst().sorted()
    return HistoryResults(
      vendors: vendors, nights: nights, movesRows: movesRows, versions: versions,
      bytesOfOneRun: sizes[0],
      bytesOfAll: sizes[sizes.count - 1],
      ratio: Double(sizes[sizes.count - 1]) / Double(sizes[0]),
      ratioEvery30Nights: stride(from: 0, to: sizes.count, by: 30).map {
        Double(sizes[$0]) / Double(sizes[0])
      },
      secondsOfFirstNight: seconds[0],
      secondsOfLaterNights: later.isEmpty ? 0 : later[later.count / 2])
  }

  /// Dossiers whose evidence keeps its weight, but for one in ``decaying``.
  private func makeDossiers(policy: Policy) -> [Dossier] {
    func decays(_ factor: Factor) -> Bool {
      policy.factors[factor.id]?.halfLifeDays != nil
    }
    let all = FactorCatalogue.all.filter { $0.id != Factor.dataAccess.id }
    var dossiers = GeneratedDossiers.make(vendors, factors: all.filter { !decays($0) })
    let fading = GeneratedDossiers.make(vendors, factors: all.filter(decays))
    for index in stride(from: 0, to: vendors, by: Self.decaying) {
      dossiers[index].statements += fading[index].statements.map {
        var statement = $0
        statement.id += "-fading"
        statement.stance = .asserts
        return statement
      }
    }
    return dossiers
  }

  /// Changes one access of a vendor.
  private static func change(_ dossier: inout Dossier, night: Int) {
    let bases = ["consent", "none", "legitimate-interest", nil, "contract"]
    let index = night % dossier.accesses.count
    let old = dossier.accesses[index].consentBasis
    let next = (bases.firstIndex { $0 == old } ?? 0) + 1
    dossier.accesses[index].consentBasis = bases[next % bases.count]
  }

  /// Puts accesses and statements on lines of their own in the order of the vendors, with one row
  /// more above them for each night.
  private static func move(_ dossiers: inout [Dossier], night: Int) {
    var (access, statement) = (2 + night, 2 + night)
    func next(_ line: inout Int, _ origin: RecordOrigin) -> RecordOrigin {
      defer { line += 1 }
      return RecordOrigin(file: origin.file, line: line)
    }
    for index in dossiers.indices {
      for place in dossiers[index].accesses.indices {
        let origin = dossiers[index].accesses[place].origin
        dossiers[index].accesses[place].origin = next(&access, origin)
      }
      for place in dossiers[index].statements.indices {
        let origin = dossiers[index].statements[place].origin
        dossiers[index].statements[place].origin = next(&statement, origin)
      }
    }
  }

  /// Scores vendors as of a night, on two threads.
  private func prepare(
    _ indices: [Int], of dossiers: [Dossier], _ policy: Policy, night: Int
  ) throws -> [AssessmentRows] {
    let scorer = Scorer(
      policy: policy,
      asOf: CivilDate(daysSinceEpoch: ScoringBench.date.daysSinceEpoch + Int32(night)))
    return ScoringBench.inParts(indices.count, workers: 2) { range in
      let session = scorer.makeSession()
      return range.map { place in
        let dossier = dossiers[indices[place]]
        return AssessmentRows(
          session.score(dossier), vendor: dossier.vendor,
          dossierDocument: DossierDocument.encode(dossier), scored: dossier)
      }
    }.flatMap { $0 }
  }

  /// Records a run and returns how many vendors were stored anew.
  private func record(
    _ rows: [AssessmentRows], night: Int, in store: ResultStore
  ) throws -> Int {
    let policy = #"{"name":"bench"}"#
    let writer = try store.beginRun(
      RunHeader(
        pipeline: "bench", startedAt: "2026-01-01T00:00:00Z", asOf: ScoringBench.date,
        policySHA256: ContentHash.sha256(policy), policyDocument: policy, programVersion: "bench"))
    for row in rows { try writer.add(row) }
    let outcome = try writer.finish(finishedAt: "2026-01-01T00:00:00Z", exitStatus: 0)
    try writer.commit()
    return outcome.new + outcome.changed
  }

  private func size() throws -> Int {
    try FileManager.default.attributesOfItem(atPath: database)[.size] as? Int ?? 0
  }
}

/// What a history takes.
struct HistoryResults: Encodable {
  let vendors: Int
  let nights: Int
  let movesRows: Bool
  /// Versions of assessments that were stored, the first of each vendor included.
  let versions: Int
  let bytesOfOneRun: Int
  let bytesOfAll: Int
  /// The size of all over that of one run.
  let ratio: Double
  let ratioEvery30Nights: [Double]
  let secondsOfFirstNight: Double
  /// The median.
  let secondsOfLaterNights: Double
}
