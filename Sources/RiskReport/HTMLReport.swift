import RecordIO
import RiskCore
import RiskExport

/// A stored run as one page of HTML that needs nothing beside it.
///
/// It is a function of the database alone: one run gives the same bytes at any time. The run may still
/// be within its transaction.
public struct HTMLReport {
  /// How much of a run the page shows.
  public struct Options: Sendable, Equatable {
    /// Vendors of the table, those with the highest scores.
    public var vendors = 1000
    /// Sections of critical and high vendors, those with the highest scores of each rating.
    public var sections = 200

    /// Creates the options of a plain report.
    public init() {}
  }

  /// Returns whether a file is a report of a pipeline, by how it begins.
  public static func isReport(_ bytes: [UInt8], of pipeline: String) -> Bool {
    bytes.starts(
      with: Array(
        "<!DOCTYPE html>\n<html lang=\"en\" data-report-of=\"\(Markup.escaped(pipeline))\">".utf8))
  }

  /// Bytes that sections may take in all: a browser opens the page at once, a mail carries it.
  static let sectionBytes = 9_000_000

  private let store: ResultStore
  private let run: StoredRun
  private let policy: Policy?
  private let options: Options

  /// Creates the report of a run.
  ///
  /// - Parameter policy: The policy of the run; without it weights and thresholds are left out.
  public init(
    of run: StoredRun, in store: ResultStore, policy: Policy?, options: Options = Options()
  ) {
    self.store = store
    self.run = run
    self.policy = policy
    self.options = options
  }

  /// Writes the page to `file`, which is not finished by it.
  ///
  /// - Throws: `StoreError` when the run cannot be read, `OutputError` when the page cannot be written.
  public func write(to file: OutputFile) throws {
    let templates = try Templates()
    let sections = try sections(templates)
    let inputs = try store.inputs(run: run.runID)
    let rejects = try store.rejectCounts(run: run.runID)
    let head = try HeadReader(
      store: store, run: run, policy: policy, options: options, inputs: inputs,
      sections: sections.links)
    try file.write(templates.render("head", head.model(templates)))
    for text in sections.texts { try file.write(text) }
    let foot = FootModel(
      run: run, policy: policy, inputs: inputs, rejects: rejects, script: templates.script)
    try file.write(templates.render("foot", foot))
  }

  /// The sections, held in memory up to a limit: what comes before them links to those there are.
  struct Sections {
    var texts: [String] = []
    var links: [(id: String, link: SectionLink)] = []
  }

  private func sections(_ templates: Templates) throws -> Sections {
    var sections = Sections()
    var bytes = 0
    for id in try store.severeVendorIDs(run: run.runID, limit: options.sections) {
      guard let assessment = try store.assessment(ofVendor: id, run: run.runID) else { continue }
      let change =
        run.previousRunID == nil ? nil : try store.change(ofVendor: id, run: run.runID)
      let text = templates.render(
        "vendor", VendorModel(assessment, change: change, policy: policy))
      guard bytes + text.utf8.count <= Self.sectionBytes else { break }
      bytes += text.utf8.count
      sections.texts.append(text)
      sections.links.append(
        (
          id,
          SectionLink(
            link: VendorLink(id, name: assessment.name, linked: [id]),
            rating: assessment.rating, score: ReportText.two(assessment.overall.value))
        ))
    }
    return sections
  }
}

/// The scores from which ratings apply.
struct Thresholds {
  /// From the lowest up; empty when the policy is not known.
  let named: [(name: String, score: Double)]

  init(_ policy: Policy?) {
    named = [Rating.moderate, .high, .critical].compactMap { rating in
      policy?.rating.threshold(of: rating).map { (rating.rawValue, $0) }
    }
  }
}
