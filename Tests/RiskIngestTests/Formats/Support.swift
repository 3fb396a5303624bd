import RecordIO
import RiskCore
import _TestSupport

@testable import RiskIngest

/// What a format made of a source.
struct LoadedSource {
  var accepted: [Int] = []
  var lost: [SourceBatch.LostRow] = []
  var notes: [SourceBatch.Noted] = []
  var entries: [WatchlistEntry] = []
  var disclosures: [Disclosure] = []
  var vendors: [Vendor] = []
  var editionDate: CivilDate?
  var summaries: [InputSummary?] = []

  /// Whether each row read was accepted, rejected or a duplicate, in every file.
  var isBalanced: Bool {
    summaries.indices.allSatisfy { file in
      let lostRows = lost.count { $0.file == file }
      return summaries[file]?.rowsRead == accepted[file] + lostRows
    }
  }

  var rejects: [Reject] { lost.filter { !$0.isDuplicate }.map(\.reject) }
  var duplicates: [Reject] { lost.filter(\.isDuplicate).map(\.reject) }

  func entry(_ key: String) -> WatchlistEntry? { entries.first { $0.key == key } }

  /// The entry in a few lines, for comparison with a case: empty fields are left out.
  func text(of key: String) -> String {
    guard let entry = entry(key) else { return "no entry '\(key)'" }
    var lines = ["\(entry.key) \(entry.party.rawValue)"]
    lines += entry.names.map { "\($0.kind.rawValue): \($0.text)" }
    if !entry.countries.isEmpty {
      lines.append("countries: " + entry.countries.joined(separator: " "))
    }
    lines += entry.identifiers.map {
      "id \($0.kind): \($0.value)" + ($0.country.map { " (\($0))" } ?? "")
    }
    lines += entry.links.map {
      "\($0.relation.rawValue): \($0.name)" + ($0.key.isEmpty ? "" : "[\($0.key)]")
        + ($0.percent.map { " \($0) %" } ?? "")
    }
    if !entry.programme.isEmpty { lines.append("programme: \(entry.programme)") }
    if entry.authority != entry.list.authority { lines.append("authority: \(entry.authority)") }
    if !entry.part.isEmpty { lines.append("part: \(entry.part)") }
    for (name, date) in [
      ("listed", entry.listedOn), ("in force", entry.inForceOn), ("ended", entry.endedOn),
    ] {
      if let date { lines.append("\(name): \(date)") }
    }
    if !entry.locator.isEmpty { lines.append("locator: \(entry.locator)") }
    return lines.joined(separator: "\n")
  }
}

/// Reads files through a format.
enum FormatLoader {
  static let list = Watchlist(
    id: "list", title: "List", authority: "Authority", severity: "blocking-sanctions",
    countsPendingEntries: true)

  /// Reads sources of which each file is given as part and path.
  static func load(
    _ format: SourceFormat, _ files: [(part: String, path: String)],
    encoding: TextEncoding = .utf8
  ) throws -> LoadedSource {
    let request = SourceRequest(
      sourceID: "source",
      files: files.map {
        SourceRequest.File(part: $0.part, name: InputName($0.path), path: $0.path)
      }, encoding: encoding, list: list)
    let stream = try format.open(request)
    var loaded = LoadedSource(accepted: Array(repeating: 0, count: files.count))
    while let batch = try stream.next() {
      for file in files.indices { loaded.accepted[file] += batch.accepted[file] }
      loaded.lost += batch.lost
      loaded.notes += batch.notes
      loaded.entries += batch.entries
      loaded.disclosures += batch.disclosures
      loaded.vendors += batch.vendors
      if let date = batch.editionDate { loaded.editionDate = max(loaded.editionDate ?? date, date) }
    }
    loaded.summaries = stream.fileSummaries
    return loaded
  }

  /// Reads texts of which each is given as part and content, through files in a scratch folder.
  static func load(
    _ format: SourceFormat, texts: [(part: String, text: String)], encoding: TextEncoding = .utf8
  ) throws -> LoadedSource {
    let folder = try ScratchFolder()
    var files: [(part: String, path: String)] = []
    for (index, text) in texts.enumerated() {
      files.append((text.part, try folder.write(text.text, to: "file\(index)")))
    }
    return try load(format, files, encoding: encoding)
  }
}
