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

  /// The limit of a file that sets none.
  static let defaultRejectLimit = PipelineConfiguration.RejectLimit(share: 0.1, rows: 10)
  /// A mapping with known keys; the raw value is its path, as in ``PolicyDecoder/Section``.
  enum Section: String, CaseIterable {
    case file = ""
    case output
    case rejects
    case source = "sources[]"
    case list = "sources[].list"
    case limits = "sources[].list.limits"
    case disclosure = "sources[].disclosure"

    var keys: ConfigurationKeys {
      switch self {
      case .file:
        ConfigurationKeys(
          required: ["version", "name", "policy", "output", "sources"],
          optional: ["rejects", "gates", "own_company"])
      case .output: ConfigurationKeys(required: ["database", "folder"], optional: ["report"])
      case .rejects: ConfigurationKeys(required: [], optional: ["share", "rows"])
      case .source:
        ConfigurationKeys(
          required: ["id", "table", "format", "path"],
          optional: [
            "parts", "encoding", "delimiter", "skip_lines", "header", "records", "dates", "columns",
            "values", "list", "disclosure",
          ])
      case .list:
        ConfigurationKeys(
          required: ["title", "authority", "severity"],
          optional: ["severities", "pending", "published_on", "edition_of", "limits"])
      case .limits: ConfigurationKeys(required: [], optional: ["age_days", "shrink", "parsable"])
      case .disclosure:
        ConfigurationKeys(
          required: ["title", "publisher", "publisher_role", "mapping"],
          optional: ["reliability", "credibility", "locator", "parties"])
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
    let values = file.list("sources")
    var decoder = SourceDecoder(folder: folder)
    let sources = values.map { decoder.source($0) }
    checkSources(sources, values)
    decoder.checkEditions(sources)
    let output = file.section("output", Section.output.keys)
    var configuration = PipelineConfiguration(
      name: file.text("name"), path: path, policyPath: resolved(file.text("policy")),
      databasePath: resolved(output.text("database")), exportsPath: resolved(output.text("folder")),
      sources: sources, rejectLimit: rejectLimit(), gates: gates())
    configuration.ownCompany = ownCompany()
    if output["report"] != nil { configuration.reportPath = resolved(output.text("report")) }
    checkOutput(output, configuration)
    return Result(
      configuration: configuration, policy: file["policy"], listSeverities: decoder.severities)
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

  private func ownCompany() -> [String] {
    file.list("own_company").map { value in
      let name = value.text()
      if !name.isEmpty, InventoryHygiene.isPlaceholder(name) {
        value.report("is '\(name)', which names nobody; give the name of your own company")
      }
      return name
    }
  }

  // MARK: - Rules across sources and outputs

  private func checkSources(_ sources: [SourceConfiguration], _ values: [ConfigurationValue]) {
    var ids: [String: Int] = [:]
    var inputs: [String: SourceConfiguration] = [:]
    for (source, value) in zip(sources, values) {
      if !source.id.isEmpty, let line = ids.updateValue(source.line, forKey: source.id) {
        value.report("has the id '\(source.id)' of the source on line \(line); choose another")
      }
      let files = source.files.map(\.path).filter { !$0.isEmpty }
      if !files.isEmpty {
        // One file may be part of two sources, and all of them of one only.
        let key = ([source.table.rawValue] + files.map(ConfigurationPath.absolute).sorted())
          .joined(separator: "\n")
        if let other = inputs.updateValue(source, forKey: key) {
          value.report(
            "reads \(files[0]) into '\(source.table.rawValue)', as the source on line "
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

  /// Whether a source is one of vendors, may add parties as vendors, or cannot be told from one
  /// because of an earlier problem.
  private static func mayBeVendors(_ value: ConfigurationValue) -> Bool {
    guard case .mapping(let entries) = value.node.content else { return true }
    guard let table = entries.first(where: { $0.key == "table" })?.value.content,
      case .scalar(let name, _) = table
    else { return true }
    return TableKind(rawValue: name).map { $0 == .vendors || $0 == .disclosures } ?? true
  }

  /// Refuses outputs that would replace an input, the configuration or each other.
  private func checkOutput(_ output: ConfigurationSection, _ configuration: PipelineConfiguration) {
    let database = configuration.databasePath
    let folder = configuration.exportsPath
    var read = configuration.sources.flatMap { source in
      (source.files + [source.disclosure?.mapping].compactMap { $0 }).map {
        (path: $0.path, name: "the source '\(source.id)'")
      }
    }
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
    if let value = output["report"], let report = configuration.reportPath, !report.isEmpty {
      let taken =
        read + [(database, "output.database"), (folder, "output.folder")].filter { !$0.0.isEmpty }
      if let other = taken.first(where: { ConfigurationPath.isInside(report, $0.path) }) {
        value.report("is \(Self.relation(report, other.path)) \(other.name); choose another")
      } else if let other = taken.first(where: { ConfigurationPath.isInside($0.path, report) }) {
        value.report("is \(report), which holds \(other.name); give the path of a file")
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
