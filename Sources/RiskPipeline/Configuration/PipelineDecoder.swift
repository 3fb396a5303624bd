import RiskCore
import RiskIngest

/// Reads a pipeline file into a ``PipelineConfiguration``.
struct PipelineDecoder {
  /// What a pipeline file gave.
  struct Result {
    /// The configuration; to be used only when neither file had a problem.
    var configuration: PipelineConfiguration
    /// The value of `policy`; nil when there is none.
    var policy: ConfigurationValue?
    /// The severities of the watchlists, to be compared with the policy's lists.
    var listSeverities: [ConfigurationValue]
  }

  /// How the entries of a list that are not yet in force are treated.
  enum Pending: String, CaseIterable {
    case counts
    case ignored
  }

  /// The formats in which a source may be written.
  static let formats = ["csv"]
  /// The limit of a file that sets none.
  static let defaultRejectLimit = PipelineConfiguration.RejectLimit(share: 0.1, rows: 10)
  /// The byte between two fields of a source that names none.
  static let defaultDelimiter = UInt8(ascii: ",")

  /// A mapping with known keys; the raw value is its path, as in ``PolicyDecoder/Section``.
  enum Section: String, CaseIterable {
    case file = ""
    case output
    case rejects
    case source = "sources[]"
    case list = "sources[].list"

    var keys: ConfigurationKeys {
      switch self {
      case .file:
        ConfigurationKeys(
          required: ["version", "name", "policy", "output", "sources"],
          optional: ["rejects", "gates"])
      case .output: ConfigurationKeys(required: ["database", "folder"])
      case .rejects: ConfigurationKeys(required: [], optional: ["share", "rows"])
      case .source:
        ConfigurationKeys(
          required: ["id", "table", "format", "path"],
          optional: ["delimiter", "columns", "values", "list"])
      case .list:
        ConfigurationKeys(required: ["title", "authority", "severity"], optional: ["pending"])
      }
    }
  }

  private let file: ConfigurationSection
  private let path: String
  private var folder: String { ConfigurationPath.folder(of: path) }

  /// Returns what a tree holds, and reports every problem of it.
  static func decode(
    _ root: ConfigurationNode, path: String, reportingTo problems: ConfigurationProblems
  ) -> Result {
    let value = ConfigurationValue(root: root, problems: problems)
    return PipelineDecoder(file: value.section(Section.file.keys), path: path).result()
  }

  private func result() -> Result {
    if let version = file["version"] { PolicyDecoder.checkVersion(version) }
    var severities: [ConfigurationValue] = []
    let values = file.list("sources")
    let sources = values.map { source($0, &severities) }
    checkSources(sources, values)
    let output = file.section("output", Section.output.keys)
    let configuration = PipelineConfiguration(
      name: file.text("name"), path: path, policyPath: resolved(file.text("policy")),
      databasePath: resolved(output.text("database")), exportsPath: resolved(output.text("folder")),
      sources: sources, rejectLimit: rejectLimit(), gates: gates())
    checkOutput(output, configuration)
    return Result(
      configuration: configuration, policy: file["policy"], listSeverities: severities)
  }

  private func resolved(_ written: String) -> String {
    written.isEmpty ? "" : ConfigurationPath.resolved(written, against: folder)
  }

  private func rejectLimit() -> PipelineConfiguration.RejectLimit {
    var limit = Self.defaultRejectLimit
    guard file["rejects"] != nil else { return limit }
    let section = file.section("rejects", Section.rejects.keys)
    if let share = section["share"] { limit.share = share.number(.share) }
    if let rows = section["rows"] { limit.rows = Int(rows.integer(in: 0...1_000_000_000)) }
    return limit
  }

  private func gates() -> Set<PipelineConfiguration.Gate> {
    var gates: Set<PipelineConfiguration.Gate> = []
    let names = PipelineConfiguration.Gate.allCases.map(\.rawValue)
    for value in file.list("gates") {
      guard
        let name = value.choice(of: "gate", from: names),
        let gate = PipelineConfiguration.Gate(rawValue: name)
      else { continue }
      if !gates.insert(gate).inserted { value.report("is '\(name)', which already stands here") }
    }
    return gates
  }

  // MARK: - Sources

  /// Returns a source; a table that is not known is taken for `vendors`, after the report.
  private func source(
    _ value: ConfigurationValue, _ severities: inout [ConfigurationValue]
  ) -> SourceConfiguration {
    let section = value.section(Section.source.keys)
    let id = section["id"]?.kebabName() ?? ""
    let table = section["table"]?.choice(of: "table", from: TableKind.allCases.map(\.rawValue))
      .flatMap(TableKind.init(rawValue:))
    _ = section["format"]?.choice(of: "format", from: Self.formats)
    let writtenPath = section.text("path")
    var list: Watchlist?
    if let description = section["list"] {
      list = watchlist(id: id, table: table, description, &severities)
    } else if table == .watchlists {
      value.reportMissing("list", remedy: "; give the title, authority and severity of the list")
    }
    return SourceConfiguration(
      id: id, table: table ?? .vendors, writtenPath: writtenPath, path: resolved(writtenPath),
      delimiter: section["delimiter"].flatMap(delimiter) ?? Self.defaultDelimiter,
      columns: columns(section, of: table), values: replacements(section, of: table), list: list,
      line: value.node.position.line)
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

  private func watchlist(
    id: String, table: TableKind?, _ value: ConfigurationValue,
    _ severities: inout [ConfigurationValue]
  ) -> Watchlist? {
    if let table, table != .watchlists {
      value.reportAtKey("has no meaning for the table '\(table.rawValue)'; remove it")
      return nil
    }
    let section = value.section(Section.list.keys)
    if let severity = section["severity"] { severities.append(severity) }
    let pending = section["pending"]?.choice(
      of: "treatment", from: Pending.allCases.map(\.rawValue))
    return Watchlist(
      id: id, title: section.text("title"), authority: section.text("authority"),
      severity: section.text("severity"), countsPendingEntries: pending != Pending.ignored.rawValue)
  }

  // MARK: - Rules across sources and outputs

  private func checkSources(_ sources: [SourceConfiguration], _ values: [ConfigurationValue]) {
    var ids: [String: Int] = [:]
    var inputs: [String: SourceConfiguration] = [:]
    for (source, value) in zip(sources, values) {
      if !source.id.isEmpty, let line = ids.updateValue(source.line, forKey: source.id) {
        value.report("has the id '\(source.id)' of the source on line \(line); choose another")
      }
      if !source.path.isEmpty {
        let key = "\(source.table.rawValue) \(ConfigurationPath.absolute(source.path))"
        if let other = inputs.updateValue(source, forKey: key) {
          value.report(
            "reads \(source.path) into '\(source.table.rawValue)', as the source on line "
              + "\(other.line) does; remove one")
        }
      }
    }
    if let list = file["sources"], case .list = list.node.content,
      !values.contains(where: Self.mayBeVendors)
    {
      list.reportAtKey(
        "holds no source with the table 'vendors'; without vendors nothing is scored")
    }
  }

  /// Whether a source is one of vendors, or cannot be told from one because of an earlier problem.
  private static func mayBeVendors(_ value: ConfigurationValue) -> Bool {
    guard case .mapping(let entries) = value.node.content else { return true }
    guard let table = entries.first(where: { $0.key == "table" })?.value.content,
      case .scalar(let name, _) = table
    else { return true }
    return TableKind(rawValue: name).map { $0 == .vendors } ?? true
  }

  /// Refuses outputs that would replace an input, the configuration or each other.
  private func checkOutput(_ output: ConfigurationSection, _ configuration: PipelineConfiguration) {
    let database = configuration.databasePath
    let folder = configuration.exportsPath
    var read = configuration.sources.map { (path: $0.path, name: "the source '\($0.id)'") }
    read.append((path: configuration.policyPath, name: "the policy"))
    read.append((path: configuration.path, name: "the pipeline file"))
    read.removeAll { $0.path.isEmpty }
    if let value = output["database"], !database.isEmpty,
      let input = read.first(where: { ConfigurationPath.isInside(database, $0.path) })
    {
      value.report("is \(Self.relation(database, input.path)) \(input.name); choose another")
    }
    if let value = output["folder"], !folder.isEmpty {
      if let input = read.first(where: { ConfigurationPath.isInside(folder, $0.path) }) {
        value.report("is \(Self.relation(folder, input.path)) \(input.name); choose another")
      } else if let input = read.first(where: { ConfigurationPath.isInside($0.path, folder) }) {
        value.report(
          "is \(folder), which holds \(input.name); give a folder for the exports alone")
      }
    }
    guard !database.isEmpty, !folder.isEmpty else { return }
    if ConfigurationPath.isInside(database, folder) {
      output["database"]?.report(
        "is \(Self.relation(database, folder)) output.folder; the folder is for the exports alone")
    } else if ConfigurationPath.isInside(folder, database) {
      output["folder"]?.report(
        "is \(Self.relation(folder, database)) output.database; choose another")
    }
  }

  private static func relation(_ path: String, _ container: String) -> String {
    let isSame = ConfigurationPath.isInside(container, path)
    return "\(path), which is \(isSame ? "also" : "inside")"
  }
}
