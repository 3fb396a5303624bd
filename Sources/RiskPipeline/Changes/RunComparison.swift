import RiskCore
import RiskExport

/// How two stored runs of one pipeline differ, vendor by vendor.
public struct RunComparison {
  /// A vendor of both runs whose score or rating differs.
  public struct Mover: Sendable {
    public let vendorID: String
    public let name: String
    public let before: ChangeAttribution.Score
    public let after: ChangeAttribution.Score
    /// In the order of causes; nil where a dossier is missing or cannot be read.
    public internal(set) var parts: [ChangePart]?

    fileprivate let dossiers: (before: Int64?, after: Int64?)

    var size: Double { abs(after.overall - before.overall) }
  }

  public let before: StoredRun
  public let after: StoredRun
  /// Vendors that only the later run has, by id.
  public private(set) var new: [VendorName] = []
  /// Vendors that only the earlier run has, by id.
  public private(set) var vanished: [VendorName] = []
  /// Vendors of both runs with the same score and rating.
  public private(set) var unmoved = 0
  /// The number of movers, shown or not.
  public private(set) var moved = 0
  public private(set) var matrix = RatingMatrix()
  /// By the size of the difference, equal ones by id; no more than asked for.
  public private(set) var movers: [Mover] = []

  /// Compares two runs.
  ///
  /// - Parameters:
  ///   - vendor: The id of the one vendor to look at; nil is all.
  ///   - limit: How many movers are kept and split by cause.
  /// - Throws: ``RunError/refused(_:)`` for runs of two pipelines; `StoreError`.
  public init(
    from before: StoredRun, to after: StoredRun, in store: ResultStore, vendor: String? = nil,
    limit: Int, workers: Int
  ) throws {
    guard before.pipeline == after.pipeline else {
      throw RunError.refused(
        "run \(before.runID) is of '\(before.pipeline)', run \(after.runID) of "
          + "'\(after.pipeline)'\n  compare two runs of one pipeline")
    }
    self.before = before
    self.after = after
    let left = try store.scores(run: before.runID, readsDocuments: false)
    let right = try store.scores(run: after.runID, readsDocuments: false)
    try merge(left, right, vendor: vendor)
    moved = movers.count
    movers.sort { left, right in
      left.size == right.size
        ? ByteOrder.precedes(left.vendorID, right.vendorID) : left.size > right.size
    }
    movers = Array(movers.prefix(limit))
    try split(reading: right, in: store, workers: workers)
  }

  private mutating func merge(
    _ left: StoredScores, _ right: StoredScores, vendor: String?
  ) throws {
    var (old, new) = (try left.next(1).first, try right.next(1).first)
    while old != nil || new != nil {
      let isBoth = old?.vendorID.utf8.elementsEqual(new?.vendorID.utf8 ?? "".utf8) ?? false
      let isOld =
        isBoth || new == nil
        || (old.map { ByteOrder.precedes($0.vendorID, new?.vendorID ?? "") } ?? false)
      let id = isOld ? old?.vendorID : new?.vendorID
      if vendor == nil || vendor == id {
        note(isOld ? old : nil, isBoth || !isOld ? new : nil)
      }
      if isOld { old = try left.next(1).first }
      if isBoth || !isOld { new = try right.next(1).first }
    }
  }

  private mutating func note(_ old: StoredScore?, _ new: StoredScore?) {
    guard let old else {
      if let new { self.new.append(VendorName(id: new.vendorID, name: new.name)) }
      return
    }
    guard let new else {
      vanished.append(VendorName(id: old.vendorID, name: old.name))
      return
    }
    matrix.add(from: old.score.rating, to: new.score.rating)
    guard old.score != new.score else {
      unmoved += 1
      return
    }
    movers.append(
      Mover(
        vendorID: new.vendorID, name: new.name, before: old.score, after: new.score, parts: nil,
        dossiers: (old.dossierID, new.dossierID)))
  }

  private mutating func split(
    reading scores: StoredScores, in store: ResultStore, workers: Int
  ) throws {
    guard !movers.isEmpty else { return }
    let attribution = ChangeAttribution(
      from: try store.frame(of: before), to: try store.frame(of: after))
    var jobs: [ChangeJob] = []
    var places: [Int] = []
    for (place, mover) in movers.enumerated() {
      guard let oldID = mover.dossiers.before, let newID = mover.dossiers.after,
        let document = try scores.document(newID),
        let dossier = try? DossierDocument.decode(document)
      else { continue }
      jobs.append(
        ChangeJob(
          before: mover.before, after: mover.after,
          oldDocument: oldID == newID ? nil : try scores.document(oldID), newDossier: dossier))
      places.append(place)
    }
    let parts = try ChangeSplitting.split(jobs, by: attribution, workers: workers)
    for (place, parts) in zip(places, parts) { movers[place].parts = parts }
  }
}
