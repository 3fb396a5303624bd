import RiskExport

/// Everything from the title down to the table of vendors, as `head.mustache` reads it.
///
/// Members that are empty texts print nothing; optional ones make or leave out a block.
struct HeadModel {
  struct Meta {
    let term: String
    let value: String
    let title: String
  }

  struct RatingTile {
    let rating: String
    let count: String
    let share: String
    let since: String?
  }

  struct Figure {
    let term: String
    let value: String
    let note: String
    let isAlarming: Bool
  }

  struct TrendRow {
    let run: String
    let asOf: String
    let isThis: Bool
    /// What else changed with this run than the inputs; nil when nothing did.
    let whatIsNew: String?
    let bar: String
    let counts: [String]
    let total: String
  }

  struct MoverRow {
    let link: VendorLink
    let from: Chip
    let to: Chip
    let isSameRating: Bool
    let before: String
    let after: String
    let difference: String
    let causes: String
  }

  struct MoverTable {
    let title: String
    let isRising: Bool
    let hasRows: Bool
    let rows: [MoverRow]
    let more: String?
  }

  struct Distribution {
    let name: String
    let chart: String
  }

  struct BinRow {
    let range: String
    let counts: [String]
  }

  struct QueueRow {
    let priority: String
    let link: VendorLink
    let rating: String
    let score: String
    let reason: String
    let detail: String
  }

  struct VendorRow {
    let link: VendorLink
    let vendorID: String
    let country: String
    let rating: String
    let floor: String?
    let score: String
    let range: String
    let bar: String
    let axes: [String]
    let coverage: String
    let dispute: String
    let stability: String
    let reason: String
  }

  let title: String
  let pipeline: String
  let asOf: String
  let contentPolicy: String
  let style: String
  let meta: [Meta]

  let lead: String
  let ratingBar: String
  let tiles: [RatingTile]
  let figures: [Figure]

  let trend: [TrendRow]
  let ratingNames = RatingOrder.all
  let trendNote: String

  let hasPrevious: Bool
  let changeSummary: String
  let movers: [MoverTable]

  let distributions: [Distribution]
  let binNames: [String]
  let bins: [BinRow]

  let coverageChart: String
  let coverageNote: String
  let coverageTable: [CoverageChart.Band]

  let lists: [ListModel]
  let hasLists: Bool

  let queue: [QueueRow]
  let queueMore: String?

  let vendors: [VendorRow]
  let vendorsNote: String
  let sectionsNote: String
  let hasSections: Bool
  let sectionLinks: [SectionLink]
}

/// An entry of the list of vendors that have sections.
struct SectionLink {
  let link: VendorLink
  let rating: String
  let score: String
}

/// A vendor's name, which leads to its section where it has one.
struct VendorLink {
  let name: String
  /// The anchor of its section; nil when it has none.
  let anchor: String?

  init(_ id: String, name: String, linked: Set<String>) {
    self.name = Markup.shortened(name, to: 120)
    anchor = linked.contains(id) ? Anchor.vendor(id) : nil
  }
}

/// A rating with its sign.
struct Chip {
  let rating: String
}

/// A list of the run with its files.
struct ListModel {
  struct File {
    let path: String
    let hash: String
  }

  let source: String
  let isHealthy: Bool
  let state: String
  let entries: String
  let active: String
  let newest: String
  let age: String
  let usesLastGood: Bool
  let breaches: [String]
  let files: [File]
  /// Their number in words, when they are too many to show at once.
  let manyFiles: String?

  /// Returns the lists among a run's inputs, in the order of their source ids.
  static func all(of inputs: [StoredInput]) -> [ListModel] {
    inputs.compactMap { input in
      guard let list = input.list else { return nil }
      return ListModel(list, input, files: inputs.filter { $0.source == input.source })
    }
  }

  private init(_ list: ListHealth, _ input: StoredInput, files: [StoredInput]) {
    source = input.source
    isHealthy = list.breaches.isEmpty && list.entries > 0
    state = list.breaches.isEmpty ? (list.entries > 0 ? "healthy" : "empty") : "unhealthy"
    entries = ReportText.count(list.entries)
    active = list.active.map(ReportText.count) ?? "not counted"
    newest = input.newestDate ?? "no date"
    age = list.ageDays.map { ReportText.counted($0, "day", "days") } ?? "unknown"
    usesLastGood = list.usesLastGood
    breaches = list.breaches
    manyFiles = files.count > 3 ? ReportText.counted(files.count, "file", "files") : nil
    self.files = files.map {
      File(path: $0.path, hash: ReportText.short($0.sha256))
    }
  }
}
