import Foundation
import RecordIO
import RiskCore
import RiskIngest

/// The file of a source of decisions, to which a row can be added.
///
/// What the file holds stays as it is, byte for byte: a copy with one row more is written beside it,
/// read back as a run would read it, and takes its place in one step.
struct DecisionFile {
  private let source: SourceConfiguration
  private let pipeline: PipelineConfiguration
  /// The file itself, symbolic links followed.
  private let path: String

  /// Takes the file of a source.
  ///
  /// - Throws: ``ConfigurationError`` for a source that can be read and not written to.
  init(_ source: SourceConfiguration, of pipeline: PipelineConfiguration) throws {
    self.source = source
    self.pipeline = pipeline
    path = URL(fileURLWithPath: source.path).resolvingSymlinksInPath().path
    func refuse(_ message: String, _ remedy: String) throws -> Never {
      throw ConfigurationError(problems: [
        ConfigurationProblem(
          file: pipeline.path, line: source.line, message: "\(message)\n  \(remedy)")
      ])
    }
    if !["csv", "tsv"].contains(source.format.id) {
      try refuse(
        "the source '\(source.id)' is '\(source.format.id)'; decisions are added to csv and tsv only",
        "add the row by hand, or keep decisions in a csv file")
    }
    if source.encoding != .utf8 {
      try refuse(
        "the source '\(source.id)' is in \(source.encoding.rawValue); decisions are added to utf-8 only",
        "convert the file to UTF-8 and take 'encoding' away, or add the row by hand")
    }
    if source.path.contains("*") {
      try refuse(
        "the source '\(source.id)' reads every file that fits '\(source.writtenPath)'",
        "add a source of decisions with one file, and name it with --source")
    }
  }

  /// What stands in the file.
  private struct Content {
    var header: [String]
    var mapping: ColumnMapping
    var decisions: [Decision] = []
    var rowsRead = 0
  }

  /// Returns the decisions of any source, whatever its format; none when a file of it is missing.
  static func decisions(
    of source: SourceConfiguration, in pipeline: PipelineConfiguration
  ) throws -> [Decision] {
    do throws(InputError) {
      let opened = try OpenedSource(source)
      return try read(opened, in: pipeline).flatMap(\.decisions)
    } catch {
      if error.isMissing || error.reason == .empty { return [] }
      throw error
    }
  }

  private static func read(
    _ opened: OpenedSource, in pipeline: PipelineConfiguration
  ) throws(InputError) -> [Content] {
    guard case .mapped(let files) = opened.content else { return [] }
    var contents: [Content] = []
    for (file, place) in zip(files, opened.files) {
      var content = Content(header: file.reader.header, mapping: file.mapping)
      // Named by where it is, for messages to somebody at a terminal.
      let decoder = TableDecoder<Decision>(
        decisionsIn: InputName(place.path), mapping: file.mapping)
      while let batch = try file.reader.nextBatch() {
        content.decisions += decoder.rows(of: batch.records).accepted.map(\.row)
      }
      content.rowsRead = file.reader.summary.rowsRead
      contents.append(content)
    }
    return contents
  }

  /// Reads the source out of another file than its own.
  private func content(at path: String) throws -> Content {
    let opened = try OpenedSource(
      source, files: [SourceConfiguration.File(part: "", writtenPath: source.path, path: path)],
      names: [InputName(source.path)])
    let problems = opened.problems(in: pipeline)
    if !problems.isEmpty { throw RunError.unusableInputs(problems) }
    let contents = try Self.read(opened, in: pipeline)
    return contents[0]
  }

  // MARK: - Adding

  /// Adds a row, and returns its line and whether the file has a column for the anchor.
  ///
  /// - Throws: ``RunError``, `InputError` or `OutputError`; the file is then as it was.
  func append(_ decision: Decision) throws -> (line: Int, keepsAnchor: Bool) {
    let state = try FileState(of: path)
    let old = state == nil ? [] : try bytes()
    if old.starts(with: [0x1F, 0x8B]) {
      throw unusable(
        "the file is packed with gzip", "unpack it; decisions are added to plain files")
    }
    let before = old.isEmpty ? try newContent() : try content(at: path)
    if decision.expiresOn != nil, before.mapping.position(of: "expires_on") == nil {
      throw unusable(
        "there is no column 'expires_on' for the last day of the decision",
        "add the column to the file, or decide without a last day")
    }
    let cells = cells(of: decision, in: before)

    let copy =
      URL(fileURLWithPath: path).deletingLastPathComponent().path
      + "/." + (path.split(separator: "/").last ?? "decisions") + ".new"
    defer { unlink(copy) }
    let output = try OutputFile(path: copy)
    try output.write(old)
    try output.write(try added(cells, to: old, header: before.header))
    try output.finish()

    let after = try content(at: copy)
    guard let row = after.decisions.last, after.rowsRead == before.rowsRead + 1,
      after.decisions.count == before.decisions.count + 1, before.mapping.keeps(decision, as: row)
    else {
      throw unusable(
        "the new row would not be read back as it was meant",
        "look for a quote that is not closed, and at 'values' of the source at "
          + "\(pipeline.path):\(source.line)")
    }
    try replace(by: copy, state)
    return (row.origin.line, before.mapping.position(of: "anchor") != nil)
  }

  private func unusable(_ problem: String, _ remedy: String) -> RunError {
    .unusableInputs(["\(source.path): \(problem)\n  \(remedy)"])
  }

  private func bytes() throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RunError.unusableInputs(["\(source.path): the file cannot be read"])
    }
    return Array(data)
  }

  /// A file that is not there yet, or is empty.
  private func newContent() throws -> Content {
    let layout = source.layout
    if layout.skipLines > 0 {
      throw unusable(
        "there is no such file, and the pipeline file says that \(layout.skipLines) lines come "
          + "before its header", "make the file with them, or take 'skip_lines' away")
    }
    let header =
      layout.header ?? MappedRequest.columns(of: .decisions, mapping: layout.columns)
    let mapping = ColumnMapping(
      table: .decisions, header: header, columns: layout.columns, values: layout.values,
      dateForm: layout.dateForm)
    return Content(header: header, mapping: mapping)
  }

  /// The cells of a row as the file writes them.
  private func cells(of decision: Decision, in content: Content) -> [String] {
    func date(_ date: CivilDate) -> String {
      source.layout.dateForm?.text(of: date) ?? date.description
    }
    let values = [
      "vendor_id": decision.vendorID, "entry_key": decision.entryKey,
      "verdict": decision.verdict.rawValue, "decided_by": decision.decidedBy,
      "decided_on": date(decision.decidedOn), "reason": decision.reason,
      "expires_on": decision.expiresOn.map(date) ?? "", "anchor": decision.anchor,
    ]
    var cells = [String](repeating: "", count: content.header.count)
    for (column, value) in values {
      guard let position = content.mapping.position(of: column) else { continue }
      // Where the pipeline file replaces words, the file's own word stands for ours.
      let words = source.layout.values[column] ?? [:]
      cells[position] = words.filter { $0.value == value }.keys.min() ?? value
    }
    return cells
  }

  /// The bytes to add: the end of a last line that has none, a header when there is nothing, the row.
  private func added(_ cells: [String], to old: [UInt8], header: [String]) throws -> [UInt8] {
    let isTab = source.format.id == "tsv"
    let dialect = CSVDialect(
      delimiter: source.layout.delimiter ?? UInt8(ascii: isTab ? "\t" : ","))
    let feed = old.firstIndex(of: 0x0A)
    let hasReturns = feed.map { $0 > 0 && old[$0 - 1] == 0x0D } ?? false
    var bytes: [UInt8] = []
    if let last = old.last, last != 0x0A {
      bytes += hasReturns && last != 0x0D ? [0x0D, 0x0A] : [0x0A]
    }
    func add(_ record: [String]) throws {
      var line: [UInt8] = []
      var writer = CSVWriter(dialect: dialect) { line += $0 }
      try writer.append(record)
      try writer.finish()
      // The writer ends lines with CRLF; the row ends as the lines of the file do.
      bytes += hasReturns ? line : line.dropLast(2) + [0x0A]
    }
    if old.isEmpty && source.layout.header == nil { try add(header) }
    try add(cells)
    return bytes
  }

  // MARK: - Replacing

  /// Puts the finished copy in the place of the file, with its permissions.
  private func replace(by copy: String, _ state: FileState?) throws {
    func fail(_ code: Int32) -> RunError {
      .cannotWrite(path: source.path, reason: String(cString: strerror(code)))
    }
    if let state {
      // Replacing needs the right to write the folder alone; the file's own is asked here.
      guard access(path, W_OK) == 0 else { throw fail(errno) }
      // Only root can give a file away; a group is kept where that is allowed.
      if chown(copy, state.owner, state.group) != 0 { _ = chown(copy, uid_t.max, state.group) }
      guard chmod(copy, state.mode) == 0 else { throw fail(errno) }
    }
    guard try FileState(of: path) == state else {
      throw unusable("the file was changed meanwhile", "start again")
    }
    guard rename(copy, path) == 0 else { throw fail(errno) }
    // So that the new name survives a power cut.
    let folder = open(URL(fileURLWithPath: path).deletingLastPathComponent().path, O_RDONLY)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }
}

extension ColumnMapping {
  /// Whether a decision came back from a file as it went in, the anchor only where there is a column.
  fileprivate func keeps(_ decision: Decision, as row: Decision) -> Bool {
    row.vendorID == decision.vendorID && row.entryKey == decision.entryKey
      && row.verdict == decision.verdict && row.decidedBy == decision.decidedBy
      && row.decidedOn == decision.decidedOn && row.reason == decision.reason
      && row.expiresOn == decision.expiresOn
      && row.anchor == (position(of: "anchor") == nil ? "" : decision.anchor)
  }
}
