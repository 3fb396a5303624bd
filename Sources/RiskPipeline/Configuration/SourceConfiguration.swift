import RecordIO
import RiskCore
import RiskIngest

/// One input of a pipeline: one file, or several that belong together.
public struct SourceConfiguration: Sendable {
  /// A file, or several by a pattern.
  public struct File: Sendable {
    /// The name of the part; empty for what stands under `path`.
    public var part: String
    /// The path as the pipeline file writes it; this is what the database and the exports show.
    public var writtenPath: String
    /// The path resolved against the folder of the pipeline file.
    public var path: String

    /// Creates a file.
    public init(part: String, writtenPath: String, path: String) {
      self.part = part
      self.writtenPath = writtenPath
      self.path = path
    }
  }

  /// Unique in the pipeline file.
  public var id: String
  /// The table it fills.
  public var table: TableKind
  public var format: SourceFormat
  /// That under `path` first, then the parts in the order of the format.
  public var files: [File]
  public var encoding = TextEncoding.utf8
  /// How columns are read, when the format is mapped.
  public var layout = Layout()
  /// The list, when the table is `watchlists`.
  public var list: Watchlist?
  /// What a list must keep to, when the table is `watchlists`.
  public var listRules = ListRules()
  /// What a disclosure is as a source, when the table is `disclosures`.
  public var disclosure: DisclosureConfiguration?
  /// The line of the source in the pipeline file, for messages about it.
  public var line: Int

  /// How the columns of a mapped file are read.
  public struct Layout: Sendable {
    /// The byte between two fields; nil for the format's own.
    public var delimiter: UInt8?
    /// Lines before the header.
    public var skipLines = 0
    /// The column names of a file without a header.
    public var header: [String]?
    /// The path of the records within a JSON document.
    public var records = ""
    /// How the file writes dates; `YYYY-MM-DD` when it is nil.
    public var dateForm: DateForm?
    /// Our column to the column of the file, where the two differ.
    public var columns: [String: String] = [:]
    /// Our column to a table of replacements: the value in the file to the value we read.
    public var values: [String: [String: String]] = [:]
  }

  /// Creates a source.
  public init(
    id: String, table: TableKind, format: SourceFormat, files: [File], line: Int
  ) {
    self.id = id
    self.table = table
    self.format = format
    self.files = files
    self.line = line
  }

  /// The path of its first file as written, for messages and where a source is shown on one line.
  public var writtenPath: String { files.first?.writtenPath ?? "" }
  /// The resolved path of its first file.
  public var path: String { files.first?.path ?? "" }
}

/// What a list must keep to, so that a run trusts it.
public struct ListRules: Sendable {
  /// The largest age in days from the list's newest date to the as-of date; nil sets no limit.
  public var maximumAgeDays: Int?
  /// The largest share of entries that may be gone against the last good load, 0 to 1.
  public var maximumShrink = 0.3
  /// The smallest share of rows that must be usable, 0 to 1.
  public var minimumParsable = 0.9
  /// The day of the edition, where the file does not say it.
  public var publishedOn: CivilDate?
  /// The source that holds a later edition of the same list.
  public var editionOf: String?

  /// Creates rules with the default limits.
  public init() {}
}

/// What a disclosure is as a source of statements.
public struct DisclosureConfiguration: Sendable {
  /// What becomes of the parties disclosed.
  public enum Parties: String, CaseIterable, Sendable {
    /// Those that the inventory holds are joined to its vendors; the others are noted.
    case match
    /// The others become vendors of their own.
    case add
  }

  public var title: String
  public var publisher: String
  public var publisherRole: ClaimantRole
  public var reliability: Reliability
  public var credibility: Credibility
  public var locator: String
  /// The table that says what signals mean, as written and resolved.
  public var mapping: SourceConfiguration.File
  public var parties: Parties
}
