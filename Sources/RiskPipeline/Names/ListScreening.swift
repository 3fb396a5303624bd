import Foundation
import RecordIO
import RiskCore
import RiskIngest

/// Names held against the lists of a pipeline, outside of a run.
public struct ListScreening: Sendable {
  private let screener: Screener
  private let vendors: [Vendor]
  private let policy: Policy
  private let date: CivilDate

  /// Reads the lists of a pipeline, and its vendors when they are asked for; nothing is recorded.
  ///
  /// - Throws: ``RunError`` when a list is missing or cannot be used.
  public init(
    configuration: PipelineConfiguration, policy: Policy, asOf date: CivilDate?, workers: Int,
    readsVendors: Bool = false
  ) throws {
    let records = try NamedRecords(
      configuration: configuration, policy: policy, asOf: date, workers: workers,
      readsVendors: readsVendors)
    self.policy = policy
    self.date = date ?? PipelineRun.today()
    vendors = records.vendors
    screener = IndexCache(of: configuration).screener(
      records.entries, listCount: records.listCount, keeps: false)
  }

  /// The vendor of the inventory with this id, or nil when there is none.
  public func vendor(withID id: String) -> Vendor? { vendors.first { $0.id == id } }

  /// Returns a vendor that is known by its name, and maybe its country.
  public static func vendor(named name: String, country: String?) -> Vendor {
    Vendor(
      id: name, name: name, country: country,
      origin: RecordOrigin(file: InputName("the command line"), line: 1))
  }

  /// The hits of a vendor as lines of text, likeliest first; with the nearest entries that are none.
  public func text(for vendor: Vendor, showsNearest: Bool) -> [String] {
    let hits = assessed(screener.makeSession().hits(for: vendor, decisions: []))
    var lines = ["'\(vendor.name)': \(Self.count(hits))"]
    for hit in hits {
      let entry = hit.hit.entry
      lines.append(
        "  \(entry.reference): \(hit.hit.kind.rawValue), entry \(hit.entryStatus.rawValue), "
          + "similarity \(Hundredths.text(of: hit.hit.similarity)), probability "
          + Hundredths.text(of: hit.probability))
      lines.append("    \(hit.explanation)")
    }
    if showsNearest { lines += nearestText(to: vendor) }
    return lines
  }

  /// The nearest entries that are no hits, and what was lacking.
  public func nearestText(to vendor: Vendor, limit: Int = 5) -> [String] {
    let nearest = screener.nearest(to: vendor, limit: limit)
    guard !nearest.isEmpty else { return ["  no other entry is near"] }
    return ["  nearest entries that are no hits:"]
      + nearest.flatMap { miss in
        [
          "    \(miss.entry.reference) '\(miss.entryName)': similarity "
            + "\(Hundredths.text(of: miss.similarity)) of \(Hundredths.text(of: miss.needed))",
          "      \(miss.reasons)",
        ]
      }
  }

  private static func count(_ hits: [AssessedHit]) -> String {
    let same = hits.count { $0.hit.kind == .same }
    if hits.isEmpty { return "no hit" }
    return "\(same) same, \(hits.count - same) related"
  }

  private func assessed(_ hits: [Hit]) -> [AssessedHit] {
    hits.filter { hit in hit.entry.listedOn.map { $0 <= date } ?? true }
      .map { AssessedHit($0, under: policy, asOf: date) }
      .enumerated().sorted {
        ($0.element.probability, $1.offset) > ($1.element.probability, $0.offset)
      }.map(\.element)
  }

  /// Screens the column `name` of a CSV file and writes a row for each hit.
  ///
  /// - Throws: ``RunError`` when the file cannot be read, lacks the column or holds unusable rows.
  public func screen(csv path: String, _ output: @escaping ([UInt8]) throws -> Void) throws {
    let table = try NameTable(path: path, required: ["name"])
    let country = table.place(of: "country")
    var writer = CSVWriter(sink: output)
    try writer.append([
      "line", "name", "list", "entry_key", "entry_name", "kind", "similarity", "probability",
      "entry_status", "explanation",
    ])
    let session = screener.makeSession()
    var row = 1
    try table.forEachRow { fields in
      row += 1
      let vendor = Self.vendor(
        named: fields[table["name"]], country: country.flatMap { Countries.code(for: fields[$0]) })
      for hit in assessed(session.hits(for: vendor, decisions: [])) {
        try writer.append([
          "\(row)", vendor.name, hit.hit.entry.list.id, hit.hit.entry.key, hit.hit.entryName,
          hit.hit.kind.rawValue, Hundredths.text(of: hit.hit.similarity),
          Hundredths.text(of: hit.probability), hit.entryStatus.rawValue, hit.explanation,
        ])
      }
    }
    try writer.finish()
    try table.requireNoRejects()
  }
}
