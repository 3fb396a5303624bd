import RecordIO
import RiskCore
import RiskIngest

/// Reads the sources of a pipeline file.
struct SourceDecoder {
  /// How the entries of a list that are not yet in force are treated.
  enum Pending: String, CaseIterable {
    case counts
    case ignored
  }

  typealias Section = PipelineDecoder.Section

  /// The folder against which paths are resolved.
  let folder: String
  /// The severities of lists, to be compared with the policy.
  private(set) var severities: [ConfigurationValue] = []
  private var editions: [ConfigurationValue] = []

  init(folder: String) { self.folder = folder }

  /// Returns a source; a table or format that is not known is taken for `vendors` and `csv`, after
  /// the report.
  mutating func source(_ value: ConfigurationValue) -> SourceConfiguration {
    let section = value.section(Section.source.keys)
    let id = section["id"]?.kebabName() ?? ""
    let table = section["table"]?.choice(of: "table", from: TableKind.allCases.map(\.rawValue))
      .flatMap(TableKind.init(rawValue:))
    let format = section["format"]?.choice(of: "format", from: SourceFormats.all.map(\.id))
      .flatMap(SourceFormats.format(named:))
    if let table, let format, !format.tables.contains(table) {
      let tables = format.tables.map { "'\($0.rawValue)'" }.joined(separator: ", ")
      section["format"]?.report(
        "is '\(format.id)', which does not fill the table '\(table.rawValue)'; it is for \(tables)")
    }
    var source = SourceConfiguration(
      id: id, table: table ?? .vendors, format: format ?? .fallback, files: files(section, format),
      line: value.node.position.line)
    if let encoding = section["encoding"] {
      source.encoding = word(encoding, of: "encoding") ?? .utf8
    }
    source.layout = layout(section, of: table, format)
    if let list = section["list"] {
      readList(list, of: table, into: &source)
    } else if table == .watchlists {
      value.reportMissing("list", remedy: "; give the title, authority and severity of the list")
    }
    if let disclosure = section["disclosure"] {
      source.disclosure = self.disclosure(disclosure, of: table)
    } else if table == .disclosures {
      value.reportMissing(
        "disclosure", remedy: "; give the title, publisher, publisher_role and mapping")
    }
    return source
  }

  /// Checks that editions name other lists of the pipeline.
  func checkEditions(_ sources: [SourceConfiguration]) {
    let lists = Set(sources.filter { $0.table == .watchlists }.map(\.id))
    let older = Set(sources.filter { $0.listRules.editionOf != nil }.map(\.id))
    for value in editions {
      let name = value.text()
      if !lists.contains(name) {
        let hint = ConfigurationValue.hint(for: name, among: lists.sorted())
        value.report("is '\(name)', which is no list of this pipeline\(hint)")
      } else if older.contains(name) {
        value.report("is '\(name)', which is an older edition itself; name the newest one")
      }
    }
  }

  // MARK: - Files

  private func files(
    _ section: ConfigurationSection, _ format: SourceFormat?
  ) -> [SourceConfiguration.File] {
    var files = [file(part: "", section.text("path"))]
    var given: [String: String] = [:]
    for (name, value) in section.table("parts") {
      guard let format else { continue }
      guard format.parts.contains(where: { $0.name == name }) else {
        let names = format.parts.map(\.name)
        value.reportAtKey(
          names.isEmpty
            ? "is no part of '\(format.id)', which is one file; remove it"
            : "is no part of '\(format.id)'\(ConfigurationValue.hint(for: name, among: names))")
        continue
      }
      given[name] = value.text()
    }
    for part in format?.parts ?? [] {
      if let path = given[part.name] {
        files.append(file(part: part.name, path))
      } else if part.isRequired {
        section["format"]?.report("needs the part '\(part.name)'; give its path under 'parts'")
      }
    }
    var seen: Set<String> = []
    for file in files where !file.path.isEmpty {
      if !seen.insert(ConfigurationPath.absolute(file.path)).inserted {
        section["parts"]?.report("names \(file.path) twice; one file is one part")
      }
    }
    return files
  }

  private func file(part: String, _ written: String) -> SourceConfiguration.File {
    SourceConfiguration.File(
      part: part, writtenPath: written,
      path: written.isEmpty ? "" : ConfigurationPath.resolved(written, against: folder))
  }

  // MARK: - Columns

  /// Keys that some formats by column mapping take.
  private static let layoutKeys = ["delimiter", "skip_lines", "header", "records"]
  /// Keys that all of them take, and no other format.
  private static let mappedKeys = ["dates", "columns", "values"]

  private func layout(
    _ section: ConfigurationSection, of table: TableKind?, _ format: SourceFormat?
  ) -> SourceConfiguration.Layout {
    var layout = SourceConfiguration.Layout()
    if let format, !format.isMapped {
      for key in Self.layoutKeys + Self.mappedKeys {
        section[key]?.reportAtKey(
          "has no meaning for '\(format.id)', whose layout is known; remove it")
      }
      return layout
    }
    if let format {
      for key in Self.layoutKeys where !format.layoutKeys.contains(key) {
        section[key]?.reportAtKey("has no meaning for '\(format.id)'; remove it")
      }
    }
    layout.delimiter = section["delimiter"].flatMap(delimiter)
    if let value = section["skip_lines"] { layout.skipLines = Int(value.integer(in: 0...1000)) }
    if section["header"] != nil {
      let names = section.list("header").compactMap { $0.textOrEmpty() }
      if names.isEmpty {
        section["header"]?.report("names no column; name every column of the file in order")
      } else {
        layout.header = names
      }
    }
    if section["records"] != nil { layout.records = section.text("records") }
    if let value = section["dates"] { layout.dateForm = word(value, of: "way to write dates") }
    layout.columns = columns(section, of: table)
    layout.values = replacements(section, of: table)
    return layout
  }

  private func delimiter(_ value: ConfigurationValue) -> UInt8? {
    guard let text = value.textOrEmpty() else { return nil }
    let bytes = Array(text.utf8)
    guard bytes.count == 1, bytes[0] == 0x09 || (0x20..<0x7F).contains(bytes[0]), bytes[0] != 0x22
    else {
      value.report(
        "is \(value.node.shown); give one ASCII character that is no quote, or \"\\t\" for a tab")
      return nil
    }
    return bytes[0]
  }

  /// Our columns to the file's; an optional column with an empty name is not read.
  private func columns(
    _ section: ConfigurationSection, of table: TableKind?
  ) -> [String: String] {
    var columns: [String: String] = [:]
    for (name, value) in section.table("columns") {
      guard let column = column(name, of: table, value) else { continue }
      let isEmpty = value.node.isNull || value.textOrEmpty() == ""
      if isEmpty, column.isRequired {
        value.reportAtKey(
          "has no value; every row needs '\(name)', so name the column that holds it")
      } else {
        columns[name] = isEmpty ? "" : value.text()
      }
    }
    return columns
  }

  private func replacements(
    _ section: ConfigurationSection, of table: TableKind?
  ) -> [String: [String: String]] {
    var replacements: [String: [String: String]] = [:]
    for (name, value) in section.table("values") {
      let known = column(name, of: table, value)
      var replaced: [String: String] = [:]
      for (written, replacement) in value.table() {
        replaced[written] = replacement.textOrEmpty() ?? ""
      }
      if known != nil { replacements[name] = replaced }
    }
    return replacements
  }

  /// Returns a column of a table; nil after a report, and silently when the table is not known.
  private func column(
    _ name: String, of table: TableKind?, _ value: ConfigurationValue
  ) -> TableKind.Column? {
    guard let table else { return nil }
    if let column = table.columns.first(where: { $0.name == name }) { return column }
    let hint = ConfigurationValue.hint(for: name, among: table.columns.map(\.name))
    value.reportAtKey("is no column of '\(table.rawValue)'\(hint)")
    return nil
  }

  // MARK: - Lists

  private mutating func readList(
    _ value: ConfigurationValue, of table: TableKind?, into source: inout SourceConfiguration
  ) {
    if let table, table != .watchlists {
      value.reportAtKey("has no meaning for the table '\(table.rawValue)'; remove it")
      return
    }
    let section = value.section(Section.list.keys)
    if let severity = section["severity"] { severities.append(severity) }
    var partSeverities: [String: String] = [:]
    for (part, severity) in section.table("severities") {
      partSeverities[part] = severity.text()
      severities.append(severity)
    }
    let pending = section["pending"]?.choice(
      of: "treatment", from: Pending.allCases.map(\.rawValue))
    source.list = Watchlist(
      id: source.id, title: section.text("title"), authority: section.text("authority"),
      severity: section.text("severity"), partSeverities: partSeverities,
      countsPendingEntries: pending != Pending.ignored.rawValue)
    if let published = section["published_on"] { source.listRules.publishedOn = date(published) }
    if let edition = section["edition_of"] {
      source.listRules.editionOf = edition.text()
      editions.append(edition)
    }
    guard section["limits"] != nil else { return }
    let limits = section.section("limits", Section.limits.keys)
    if let days = limits["age_days"] {
      source.listRules.maximumAgeDays = Int(days.integer(in: 0...100_000))
    }
    if let shrink = limits["shrink"] { source.listRules.maximumShrink = shrink.number(.share) }
    if let parsable = limits["parsable"] {
      source.listRules.minimumParsable = parsable.number(.share)
    }
  }

  private func date(_ value: ConfigurationValue) -> CivilDate? {
    let text = value.text()
    guard let date = CivilDate(text) else {
      value.report("is '\(text)', which is no date; write YYYY-MM-DD")
      return nil
    }
    return date
  }

  // MARK: - Disclosures

  private func disclosure(
    _ value: ConfigurationValue, of table: TableKind?
  ) -> DisclosureConfiguration? {
    if let table, table != .disclosures {
      value.reportAtKey("has no meaning for the table '\(table.rawValue)'; remove it")
      return nil
    }
    let section = value.section(Section.disclosure.keys)
    let credibility = section["credibility"].map { Int($0.integer(in: 1...6)) }
    return DisclosureConfiguration(
      title: section.text("title"), publisher: section.text("publisher"),
      publisherRole: section["publisher_role"].flatMap { word($0, of: "role") } ?? .publicRegister,
      reliability: section["reliability"].flatMap { word($0, of: "reliability") } ?? .f,
      credibility: credibility.flatMap(Credibility.init(rawValue:)) ?? .six,
      locator: section["locator"].map { $0.text() } ?? "",
      mapping: file(part: "mapping", section.text("mapping")),
      parties: section["parties"].flatMap { word($0, of: "treatment") } ?? .match)
  }

  /// The value as one of the words of an enumeration.
  private func word<Word: CaseIterable & RawRepresentable>(
    _ value: ConfigurationValue, of kind: String
  ) -> Word? where Word.RawValue == String {
    value.choice(of: kind, from: Word.allCases.map(\.rawValue)).flatMap(Word.init(rawValue:))
  }
}
