import BatchStages
import Foundation
import Logging
import RecordIO
import RiskCore
import RiskExport
import RiskIngest
import RiskReport

/// One execution of a pipeline.
///
/// Reading down ``execute()`` is reading the pipeline: ingest, then normalize, score and export at the
/// same time over batches of vendors in the order of their ids.
public final class PipelineRun {
  /// How a run is to be done.
  public struct Options: Sendable {
    /// Only what was known on or before this day exists; nil is today in UTC.
    public var asOf: CivilDate?
    /// The stage to end after; a run that ends before `export` is not recorded.
    public var until = PipelineStage.export
    /// Threads for each stage that spreads over several, 1 or more.
    public var workers = 1

    /// Creates the options of a plain run.
    public init() {}
  }

  /// How far a stage has come.
  public struct Progress: Sendable {
    public let stage: PipelineStage
    /// The source being read, or what is counted.
    public let what: String
    public let done: Int
    /// nil while the end is not known.
    public let total: Int?
  }

  /// Vendors to a batch: enough work to make a hand-over cheap, little enough to keep memory flat.
  private static let batchSize = 256

  private let configuration: PipelineConfiguration
  private let policy: Policy
  private let options: Options
  private let date: CivilDate
  private let log: Logger
  private let onProgress: (Progress) -> Void

  /// Creates a run; nothing is touched before ``execute()``.
  ///
  /// - Parameter onProgress: Called on the thread of ``execute()``, often.
  public init(
    configuration: PipelineConfiguration, policy: Policy, options: Options, log: Logger,
    onProgress: @escaping (Progress) -> Void = { _ in }
  ) {
    self.configuration = configuration
    self.policy = policy
    self.options = options
    self.date = options.asOf ?? Self.today()
    self.log = log
    self.onProgress = onProgress
  }

  /// Runs the pipeline and returns what it did.
  ///
  /// Everything lands in one transaction and one swap of folders, or nothing does.
  ///
  /// - Throws: ``RunError``, `StoreError` or another error of writing; the last complete run stands.
  public func execute() throws -> RunReport {
    let start = DispatchTime.now().uptimeNanoseconds
    let document = try PolicyDocument(policy)
    var report = RunReport(
      pipeline: configuration.name, asOf: date, policyName: policy.name,
      policySHA256: document.sha256, until: options.until)
    report.startedAt = Self.now()
    if options.until == .export {
      try record(into: &report, policy: document)
    } else {
      try rehearse(into: &report)
    }
    report.seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    return report
  }

  /// Runs without a record.
  private func rehearse(into report: inout RunReport) throws {
    let inventory = try ingest(
      OpenedSource.all(of: configuration, AccessVocabulary(policy)),
      lastGood: try LastGoodLists(ofExisting: configuration), into: &report,
      Ingest.Sink(onReject: { _, _, _ in }, onSource: { _ in }))
    report.tripped = Self.unhealthyLists(report.sources)
    if !report.tripped.isEmpty { report.exitStatus = .unhealthyList }
    guard options.until > .ingest else {
      report.vendors = inventory.vendors.count
      report.finishedAt = Self.now()
      return
    }
    _ = try assess(inventory, into: &report) { _ in }
    report.finishedAt = Self.now()
  }

  /// Runs under the lock, into the database and the exports folder.
  private func record(into report: inout RunReport, policy document: PolicyDocument) throws {
    // Before anything is made, so that a run without its inputs leaves no trace.
    let sources = try OpenedSource.all(of: configuration, AccessVocabulary(policy))
    try OutputFolders.requireExports(at: configuration.exportsPath, of: configuration.name)
    try OutputFolders.make(above: configuration.databasePath)
    try OutputFolders.make(above: configuration.exportsPath)
    let lock = try RunLock(besideDatabaseAt: configuration.databasePath)
    defer { withExtendedLifetime(lock) {} }
    let store = try ResultStore(path: configuration.databasePath)
    // Before a run begins, whose number may be that of a run which came to nothing. Such numbers are
    // given again, to any pipeline of the database.
    func isCommitted(_ runID: Int64) throws -> Bool {
      try store.run(runID)?.pipeline == configuration.name
    }
    try StagedExports.recover(
      exportsFolder: configuration.exportsPath, isCommitted: isCommitted)
    if let path = configuration.reportPath {
      try OutputFolders.make(above: path)
      try StagedFile.recover(beside: path, isCommitted: isCommitted)
    }
    let writer = try store.beginRun(
      RunHeader(
        pipeline: configuration.name, startedAt: report.startedAt, asOf: date,
        policySHA256: document.sha256, policyDocument: document.json,
        programVersion: ProgramVersion.current))
    try splitChanges(of: writer, in: store, policy: document)
    // Made first, so that a folder that is not ours is refused before any work is done.
    let staged = try StagedExports(target: configuration.exportsPath, runID: writer.runID)
    let page: ReportFile?
    do {
      page = try configuration.reportPath.map {
        try ReportFile(path: $0, pipeline: configuration.name, runID: writer.runID)
      }
    } catch {
      writer.rollback()
      staged.discard()
      throw error
    }
    do {
      try fill(writer, staged, page, of: sources, from: store, into: &report)
    } catch {
      writer.rollback()
      staged.discard()
      page?.discard()
      throw error
    }
    // The run is committed: what can be put in its place is, whatever becomes of the other.
    let exported = Result { try staged.publish() }
    try page?.publish()
    try exported.get()
    report.runID = writer.runID
    report.databasePath = configuration.databasePath
    report.exportsPath = configuration.exportsPath
    report.reportPath = configuration.reportPath
  }

  /// Lets the writer split differences to the run before by their causes, where it can be scored
  /// again.
  private func splitChanges(
    of writer: RunWriter, in store: ResultStore, policy document: PolicyDocument
  ) throws {
    guard let previous = try writer.previousRunID.flatMap(store.run) else { return }
    let before: ChangeAttribution.Frame
    do {
      before = try store.frame(of: previous)
    } catch {
      log.warning("the policy of the run before cannot be read; changes have no causes")
      return
    }
    let attribution = ChangeAttribution(
      from: before,
      to: ChangeAttribution.Frame(
        policy: policy, policySHA256: document.sha256, asOf: date,
        programVersion: ProgramVersion.current))
    let workers = options.workers
    writer.splitChanges { try ChangeSplitting.split($0, by: attribution, workers: workers) }
  }

  /// Reads, scores and writes within the transaction of `writer`, and commits it.
  private func fill(
    _ writer: RunWriter, _ staged: StagedExports, _ page: ReportFile?, of sources: [OpenedSource],
    from store: ResultStore, into report: inout RunReport
  ) throws {
    let spool = RejectSpool(besideExportsAt: configuration.exportsPath)
    let lists = LastGoodLists(
      store: store, databasePath: configuration.databasePath, pipeline: configuration.name)
    let inventory: Inventory
    do {
      inventory = try ingest(
        sources, lastGood: lists, into: &report,
        Ingest.Sink(
          onReject: { reject, source, path in
            try writer.add(reject, source: source.id, path: path)
            try spool.add(reject, source: source, path: path)
          },
          onSource: { account in
            for row in InputRow.rows(of: account) { try writer.add(row) }
          }))
    } catch RunError.rejectLimit(var breach) {
      try spool.keep()
      breach.rejectsPath = spool.path
      throw RunError.rejectLimit(breach)
    }
    let export = try RunExport(folder: staged.folder)
    let accounts = try assess(inventory, into: &report) { assessed in
      for rows in assessed.rows { try writer.add(rows) }
      if let texts = assessed.texts { try export.append(texts) }
    }
    try writer.add(accounts.decisions)
    try writer.add(accounts.issues)

    report.finishedAt = Self.now()
    let outcome = try writer.finish(
      finishedAt: report.finishedAt, exitStatus: ExitStatus.done.rawValue)
    report.outcome = outcome
    report.tripped = trippedGates(outcome, sources: report.sources)
    let unhealthy = Self.unhealthyLists(report.sources)
    report.tripped += unhealthy
    report.exitStatus =
      !unhealthy.isEmpty ? .unhealthyList : report.tripped.isEmpty ? .done : .gateTripped
    try writer.setExitStatus(report.exitStatus.rawValue)
    for source in sources {
      let account = report.sources.first { $0.source.id == source.configuration.id }
      if let account, let list = account.list, list.breaches.isEmpty, !list.usesLastGood {
        try lists.keep(source, account)
      }
    }
    try export.finish(store, runID: writer.runID, workers: options.workers)
    try staged.seal()
    if let page {
      let run = try store.storedRun(writer.runID, pipeline: configuration.name)
      try page.write(HTMLReport(of: run, in: store, policy: policy))
    }
    try writer.commit()
    spool.clear()
    lists.prune()
  }

  // MARK: Stages

  private func ingest(
    _ sources: [OpenedSource], lastGood: LastGoodLists?, into report: inout RunReport,
    _ sink: Ingest.Sink
  ) throws -> Inventory {
    var ingest = Ingest(
      configuration: configuration, policy: policy, asOf: date, workers: options.workers,
      lastGood: lastGood)
    var accounts: [SourceAccount] = []
    let noting = Ingest.Sink(
      onReject: sink.onReject,
      onSource: { account in
        try sink.onSource(account)
        accounts.append(account)
        self.note(account)
        self.onProgress(
          Progress(
            stage: .ingest, what: account.source.id, done: account.read, total: account.read))
      })
    try ingest.read(sources, noting)
    report.sources = accounts
    ingest.inventory.hygiene = InventoryHygiene(ownCompany: configuration.ownCompany)
    ingest.inventory.indexOwners()
    return ingest.inventory
  }

  /// A batch of vendors on its way from dossiers to rows.
  private struct Assessed: Sendable {
    var vendors: [Vendor] = []
    var assessments: [Assessment] = []
    var rows: [AssessmentRows] = []
    var texts: VendorTexts?
    var decisions: [JudgedDecision] = []
    var issues: [InventoryIssue] = []
  }

  /// A batch of dossiers, and what is wrong with their rows of the inventory.
  private struct Normalized: Sendable {
    var dossiers: [Dossier] = []
    var issues: [InventoryIssue] = []
  }

  /// What a run says of decisions and of the inventory, beside scores.
  private struct Accounts {
    var decisions: [JudgedDecision]
    var issues: [InventoryIssue]
  }

  private func assess(
    _ inventory: Inventory, into report: inout RunReport, _ export: (Assessed) throws -> Void
  ) throws -> Accounts {
    let screener = IndexCache(of: configuration).screener(
      inventory.entries, listCount: inventory.listCount, keeps: options.until == .export)
    let sessions = Pool { screener.makeSession() }
    let scorer = Scorer(policy: policy, asOf: date)
    let scoring = Pool { scorer.makeSession() }
    let positions = inventory.positionsByID()
    let duplicates = try DuplicateVendors(inventory, positions: positions)
      .issues(workers: options.workers)
    let (until, date) = (options.until, self.date)
    let entryKeys = inventory.hasDecisions ? inventory.entryKeys() : []
    let batches = VendorBatches(positions: positions, size: Self.batchSize)

    let stages = OrderedStages(window: 2 * options.workers + 2)
    let vendors = stages.source("vendors") { batches.next() }
    let dossiers = stages.stage("normalize", workers: options.workers, from: vendors) { batch in
      sessions.with { session in
        var normalized = Normalized()
        normalized.dossiers = batch.map {
          inventory.dossier(at: $0, screening: session, issues: &normalized.issues)
        }
        return normalized
      }
    }
    let assessed = stages.stage("score", workers: options.workers, from: dossiers) { normalized in
      var batch = Assessed()
      batch.vendors = normalized.dossiers.map(\.vendor)
      batch.issues = normalized.issues
      for dossier in normalized.dossiers {
        batch.decisions += JudgedDecision.judged(
          inventory.decisions(on: dossier.vendor.id), on: dossier, asOf: date,
          isListed: entryKeys.contains)
      }
      guard until > .normalize else { return batch }
      scoring.with { session in
        for dossier in normalized.dossiers {
          let assessment = session.score(dossier)
          if until == .export {
            batch.rows.append(
              AssessmentRows(
                assessment, vendor: dossier.vendor,
                dossierDocument: DossierDocument.encode(dossier), scored: dossier))
          }
          batch.assessments.append(assessment)
        }
      }
      if until == .export { batch.texts = VendorTexts(batch.rows) }
      return batch
    }
    var (top, ratings, done) = (TopScores(), [Rating: Int](), 0)
    var accounts = Accounts(
      decisions: JudgedDecision.judged(
        inventory.decisionsOnUnknownVendors(), on: nil, asOf: date, isListed: entryKeys.contains),
      issues: duplicates)
    try stages.drain(assessed) { batch in
      try export(batch)
      for (assessment, vendor) in zip(batch.assessments, batch.vendors) {
        top.add(assessment, vendor: vendor)
        ratings[assessment.rating, default: 0] += 1
      }
      accounts.decisions += batch.decisions
      accounts.issues += batch.issues
      done += batch.vendors.count
      onProgress(Progress(stage: until, what: "vendors", done: done, total: positions.count))
    }
    report.top = top
    report.ratings = ratings
    report.vendors = done
    report.decisions = JudgedDecision.counts(accounts.decisions)
    report.issues = accounts.issues.reduce(into: [:]) { $0[$1.kind, default: 0] += 1 }
    return accounts
  }

  /// Hands out positions of vendors, a batch at a time, to the one thread of the source.
  private final class VendorBatches: @unchecked Sendable {
    // SAFETY: `next` is called by one thread, the source's; nothing else reads the variables.
    private let positions: [Int]
    private let size: Int
    private var start = 0

    init(positions: [Int], size: Int) {
      self.positions = positions
      self.size = size
    }

    func next() -> ArraySlice<Int>? {
      guard start < positions.count else { return nil }
      let batch = positions[start..<min(start + size, positions.count)]
      start = batch.endIndex
      return batch
    }
  }

  // MARK: Gates and words

  private func trippedGates(_ outcome: RunOutcome, sources: [SourceAccount]) -> [String] {
    let rejected = sources.reduce(0) { $0 + $1.rejected }
    return PipelineConfiguration.Gate.allCases.filter(configuration.gates.contains).compactMap {
      gate in
      switch gate {
      case .newCritical:
        outcome.newlyCritical.isEmpty
          ? nil : "new-critical: vendors that became critical: \(outcome.newlyCritical.count)"
      case .ratingRise:
        outcome.risen == 0 ? nil : "rating-rise: vendors with a higher rating: \(outcome.risen)"
      case .reject:
        rejected == 0 ? nil : "reject: rejected input rows: \(rejected)"
      }
    }
  }

  /// What is wrong with lists, in words; the exit status shows it.
  private static func unhealthyLists(_ sources: [SourceAccount]) -> [String] {
    sources.flatMap { account in
      (account.list?.breaches ?? []).map { breach in
        let copy =
          account.list?.usesLastGood == true
          ? "the last good copy stands in for it" : "there is no better copy; it was used as it is"
        return "unhealthy list '\(account.source.id)': \(breach); \(copy)"
      }
    }
  }

  private func note(_ account: SourceAccount) {
    log.info(
      "source read",
      metadata: [
        "source": "\(account.source.id)", "read": "\(account.read)",
        "accepted": "\(account.accepted)", "rejected": "\(account.rejected)",
        "duplicates": "\(account.duplicates)",
      ])
    for breach in account.list?.breaches ?? [] {
      log.error(
        "unhealthy-list",
        metadata: [
          "source": "\(account.source.id)", "breach": "\(breach)",
          "last_good_copy": "\(account.list?.usesLastGood == true ? "used" : "not used")",
        ])
    }
    for (note, place) in account.sortedNotes {
      log.warning(
        "\(note.kind.rawValue)",
        metadata: [
          "source": "\(account.source.id)", "column": "\(note.column)", "rows": "\(place.count)",
          "first": "\(place.firstPlace)",
        ])
    }
  }

  private static func now() -> String { Date().formatted(.iso8601) }

  /// Today in UTC.
  static func today() -> CivilDate {
    CivilDate(daysSinceEpoch: Int32((Date().timeIntervalSince1970 / 86_400).rounded(.down)))
  }
}

extension InputRow {
  /// The account of a source as the database keeps it: one row for each file.
  ///
  /// The health of a list goes with its first file.
  static func rows(of account: SourceAccount) -> [InputRow] {
    account.files.enumerated().map { index, file in
      InputRow(
        source: account.source.id, path: file.path, sha256: file.sha256, bytes: file.bytes,
        part: file.part,
        newestDate: account.newestDate, read: file.read, accepted: file.accepted,
        rejected: file.rejected, duplicates: file.duplicates,
        list: index == 0 ? account.list.map(ListHealth.init) : nil)
    }
  }
}

extension ListHealth {
  /// How a list stands, as the database keeps it.
  init(_ list: ListAccount) {
    self.init(
      entries: list.entries, active: list.active, names: list.names, ageDays: list.ageDays,
      usesLastGood: list.usesLastGood, breaches: list.breaches,
      parts: list.parts.map { Part(name: $0.name, entries: $0.entries, active: $0.active) })
  }
}
