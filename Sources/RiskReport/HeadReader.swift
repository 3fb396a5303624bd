import RiskCore
import RiskExport

/// Gathers what stands before the sections.
struct HeadReader {
  let store: ResultStore
  let run: StoredRun
  let policy: Policy?
  let options: HTMLReport.Options
  let inputs: [StoredInput]
  let sections: [(id: String, link: SectionLink)]
  private let linked: Set<String>

  /// Runs of the trend, and rows of each table of movers and of the queue.
  private static let (trendRuns, moverRows, queueRows) = (12, 12, 50)

  init(
    store: ResultStore, run: StoredRun, policy: Policy?, options: HTMLReport.Options,
    inputs: [StoredInput], sections: [(id: String, link: SectionLink)]
  ) throws {
    self.store = store
    self.run = run
    self.policy = policy
    self.options = options
    self.inputs = inputs
    self.sections = sections
    linked = Set(sections.map(\.id))
  }

  func model(_ templates: Templates) throws -> HeadModel {
    var (overall, axes) = (Histogram(), [Histogram](repeating: Histogram(), count: 3))
    var coverage = CoverageChart()
    try store.forEachScore(run: run.runID) { figures in
      overall.add(figures.overall)
      axes[0].add(figures.dataAccess)
      axes[1].add(figures.consentPractice)
      axes[2].add(figures.nationalSecurity)
      coverage.add(figures)
    }
    let tallies = try store.ratingTallies(upTo: run, limit: Self.trendRuns)
    let now = tallies.last?.counts ?? [:]
    let before = tallies.dropLast().last?.counts
    let changes = try store.changeTally(run: run.runID)
    let lists = ListModel.all(of: inputs)
    let queue = try store.reviewQueue(run: run.runID, limit: Self.queueRows)
    let vendors = try store.vendorLines(run: run.runID, limit: options.vendors)
    let severe = (now["critical"] ?? 0) + (now["high"] ?? 0)
    let histograms =
      [("overall", "Overall", overall)]
      + zip(Axis.allCases, axes).map {
        ($0.rawValue.lowercased(), ReportText.capitalised($0.title), $1)
      }
    return HeadModel(
      title: "\(run.pipeline) as of \(run.asOf) · vendor risk report",
      pipeline: run.pipeline, asOf: run.asOf,
      contentPolicy: "default-src 'none'; base-uri 'none'; form-action 'none'; "
        + "style-src \(Templates.policyHash(of: templates.style)); "
        + "script-src \(Templates.policyHash(of: templates.script))",
      style: templates.style, meta: meta,
      lead: lead(now), ratingBar: RatingBar.svg(now, height: 28),
      tiles: tiles(now, before: before),
      figures: figures(
        changes, lists: lists, openHits: try store.vendorsWithOpenHits(run: run.runID)),
      trend: trend(tallies),
      trendNote: trendNote(tallies),
      hasPrevious: run.previousRunID != nil, changeSummary: summary(of: changes),
      movers: run.previousRunID == nil
        ? []
        : [
          try movers(rising: true, of: changes.rose), try movers(rising: false, of: changes.fell),
        ],
      distributions: histograms.map {
        HeadModel.Distribution(
          name: $0.1, chart: $0.2.svg(id: $0.0, title: "\($0.1): vendors by score"))
      },
      binNames: histograms.map { $0.1 },
      bins: (0..<10).map { bin in
        HeadModel.BinRow(
          range: Histogram.range(of: bin),
          counts: histograms.map { ReportText.count($0.2.bins[bin]) })
      },
      coverageChart: coverage.svg(thresholds: Thresholds(policy).named),
      coverageNote: coverage.isGrid
        ? "Each cell holds the number of vendors in it; the darker, the more."
        : "Each mark is a vendor; marks that fall together are drawn once.",
      coverageTable: coverage.table, lists: lists, hasLists: !lists.isEmpty,
      queue: queue.items.map(row),
      queueMore: queue.count > queue.items.count
        ? "\(ReportText.count(queue.count - queue.items.count)) more rows stand in the view "
          + "v_review_queue." : nil,
      vendors: vendors.map(row), vendorsNote: note(vendors.count),
      sectionsNote: sectionsNote(severe), hasSections: !sections.isEmpty,
      sectionLinks: sections.map(\.link))
  }

  private var meta: [HeadModel.Meta] {
    [
      HeadModel.Meta(term: "Run", value: "\(run.runID)", title: ""),
      HeadModel.Meta(
        term: "Policy",
        value: (policy.map { "\($0.name) · " } ?? "") + ReportText.short(run.policySHA256),
        title: run.policySHA256),
      HeadModel.Meta(term: "Program", value: "vendor-risk \(run.programVersion)", title: ""),
      HeadModel.Meta(term: "Vendors", value: ReportText.count(run.vendors), title: ""),
    ]
  }

  // MARK: Key figures

  private func lead(_ now: [String: Int]) -> String {
    let severe = (now["critical"] ?? 0) + (now["high"] ?? 0)
    let all = ReportText.counted(run.vendors, "vendor", "vendors")
    switch severe {
    case 0: return "None of \(all) is rated critical or high."
    case 1: return "One of \(all) is rated critical or high."
    default: return "\(ReportText.count(severe)) of \(all) are rated critical or high."
    }
  }

  private func tiles(_ now: [String: Int], before: [String: Int]?) -> [HeadModel.RatingTile] {
    let total = max(1, now.values.reduce(0, +))
    return RatingOrder.all.map { rating in
      let count = now[rating] ?? 0
      var since: String?
      if let before {
        let difference = count - (before[rating] ?? 0)
        since =
          difference == 0
          ? "as before"
          : "\(ReportText.count(abs(difference))) \(difference > 0 ? "more" : "fewer")"
      }
      return HeadModel.RatingTile(
        rating: rating, count: ReportText.count(count),
        share: count > 0 && count * 200 < total
          ? "under 1 %" : ReportText.percent(Double(count) / Double(total)), since: since)
    }
  }

  private func figures(
    _ changes: ChangeTally, lists: [ListModel], openHits: Int
  ) -> [HeadModel.Figure] {
    let unhealthy = lists.filter { !$0.isHealthy }
    let rejected = inputs.reduce(0) { $0 + $1.rejected }
    var figures: [HeadModel.Figure] = []
    if run.previousRunID != nil {
      figures.append(
        HeadModel.Figure(
          term: "Scores changed", value: ReportText.count(changes.rose + changes.fell),
          note: "(\(ReportText.count(changes.rose)) up, \(ReportText.count(changes.fell)) down)",
          isAlarming: false))
      figures.append(
        HeadModel.Figure(
          term: "Newly critical", value: ReportText.count(changes.newlyCritical),
          note: "since the run before", isAlarming: changes.newlyCritical > 0))
    }
    figures.append(
      HeadModel.Figure(
        term: "Vendors with open hits", value: ReportText.count(openHits),
        note: "wait for a decision", isAlarming: false))
    figures.append(
      HeadModel.Figure(
        term: "Unhealthy lists", value: "\(unhealthy.count)", note: "of \(lists.count)",
        isAlarming: !unhealthy.isEmpty))
    figures.append(
      HeadModel.Figure(
        term: "Rejected rows", value: ReportText.count(rejected), note: "of all inputs",
        isAlarming: false))
    return figures
  }

  // MARK: Runs

  private func trend(_ tallies: [RatingTally]) -> [HeadModel.TrendRow] {
    tallies.reversed().map { tally in
      HeadModel.TrendRow(
        run: "\(tally.runID)", asOf: tally.asOf, isThis: tally.runID == run.runID,
        whatIsNew: Self.whatIsNew(tally), bar: RatingBar.svg(tally.counts),
        counts: RatingOrder.all.map { ReportText.count(tally.counts[$0] ?? 0) },
        total: ReportText.count(tally.counts.values.reduce(0, +)))
    }
  }

  private static func whatIsNew(_ tally: RatingTally) -> String? {
    switch (tally.isUnderNewPolicy, tally.isByNewProgram) {
    case (true, true): "new policy and program"
    case (true, false): "new policy"
    case (false, true): "new program"
    case (false, false): nil
    }
  }

  private func trendNote(_ tallies: [RatingTally]) -> String {
    tallies.count < 2
      ? "This is the first run of the pipeline."
      : "The last \(tallies.count) runs of the pipeline, the latest first. "
        + "Each bar is as long as all vendors of its run."
        + (tallies.contains { Self.whatIsNew($0) != nil }
          ? " Where policy or program is new, ratings may differ for that alone." : "")
  }

  private func summary(of changes: ChangeTally) -> String {
    let parts = [
      "\(ReportText.counted(changes.rose, "score", "scores")) rose",
      "\(ReportText.count(changes.fell)) fell",
      "\(ReportText.counted(changes.new, "vendor", "vendors")) came",
      "\(ReportText.count(changes.gone)) went",
    ]
    return "Since run \(run.previousRunID ?? 0): " + parts.joined(separator: ", ") + "."
  }

  private func movers(rising: Bool, of count: Int) throws -> HeadModel.MoverTable {
    let movers = try store.movers(run: run.runID, rising: rising, limit: Self.moverRows)
    return HeadModel.MoverTable(
      title: rising ? "Up" : "Down", isRising: rising, hasRows: !movers.isEmpty,
      rows: movers.map { mover in
        HeadModel.MoverRow(
          link: link(mover.vendorID, mover.name), from: Chip(rating: mover.ratingBefore),
          to: Chip(rating: mover.ratingAfter),
          isSameRating: mover.ratingBefore == mover.ratingAfter,
          before: ReportText.two(mover.before), after: ReportText.two(mover.after),
          difference: ReportText.signed(mover.after - mover.before),
          causes: ReportText.causes(mover.causes))
      },
      more: VendorModel.more(count - movers.count, "vendor", "vendors"))
  }

  // MARK: Rows

  private func link(_ id: String, _ name: String) -> VendorLink {
    VendorLink(id, name: name, linked: linked)
  }

  private func row(_ item: ReviewItem) -> HeadModel.QueueRow {
    HeadModel.QueueRow(
      priority: ReportText.two(item.priority), link: link(item.vendorID, item.name),
      rating: item.rating, score: ReportText.two(item.overall), reason: item.reason,
      detail: Markup.shortened(ReportText.readable(item.detail), to: 400))
  }

  private func row(_ line: VendorLine) -> HeadModel.VendorRow {
    HeadModel.VendorRow(
      link: link(line.vendorID, line.name),
      vendorID: Markup.shortened(line.vendorID, to: 60), country: line.country ?? "–",
      rating: line.rating, floor: line.floorRule, score: ReportText.two(line.overall.value),
      range: ReportText.range(line.overall.low, line.overall.high),
      bar: IntervalBar.svg(line.overall),
      axes: [line.dataAccess, line.consentPractice, line.nationalSecurity].map(ReportText.two),
      coverage: ReportText.two(line.coverage), dispute: ReportText.two(line.conflict),
      stability: ReportText.two(line.stability),
      reason: line.mainReason.isEmpty
        ? "nothing known against it" : Markup.shortened(line.mainReason, to: 160))
  }

  // MARK: What is left out

  private func note(_ shown: Int) -> String {
    run.vendors > shown
      ? "The \(ReportText.count(shown)) highest scores of "
        + "\(ReportText.counted(run.vendors, "vendor", "vendors")). The other "
        + "\(ReportText.count(run.vendors - shown)) stand in scores.csv and in the database."
      : "All \(ReportText.counted(run.vendors, "vendor", "vendors")), the highest score first."
  }

  private func sectionsNote(_ severe: Int) -> String {
    if severe == 0 { return "No vendor of this run is rated critical or high." }
    return severe > sections.count
      ? "\(ReportText.count(sections.count)) of "
        + "\(ReportText.count(severe)) vendors that are rated critical or high, the worst first. "
        + "'vendor-risk explain' shows any other."
      : "All \(ReportText.counted(severe, "vendor", "vendors")) rated critical or high, the worst first."
  }
}
