import RecordIO
import RiskCore

/// A format in which a source may come: what it is called, what it reads, and how.
///
/// One file of code each, registered in ``SourceFormats``.
public struct SourceFormat: Sendable {
  /// The name in pipeline files, in kebab case.
  public let id: String
  /// The tables it can fill.
  public let tables: [TableKind]
  /// Further files of a source beside the one at `path`, by their names under `parts`.
  public let parts: [Part]
  /// What the documentation says about it.
  public let reference: Reference
  /// The keys of a pipeline file that say how its files are laid out, beside `columns`, `values` and
  /// `dates`; empty for formats whose layout is known.
  public let layoutKeys: [String]
  private let method: Method

  private enum Method: Sendable {
    /// Rows of our tables by column mapping.
    case mapped(@Sendable (MappedRequest) throws(InputError) -> any RecordReader)
    /// A reader that knows the layout.
    case known(@Sendable (SourceRequest) throws(InputError) -> SourceStream)
  }

  /// A further file of a source.
  public struct Part: Sendable {
    public let name: String
    public let isRequired: Bool

    /// Creates a part.
    public init(_ name: String, isRequired: Bool = false) {
      self.name = name
      self.isRequired = isRequired
    }
  }

  /// What the documentation says about a format.
  public struct Reference: Sendable {
    /// What it reads, in a sentence or two.
    public let reads: String
    /// Where the official file is published.
    public let published: String
    /// The columns, elements or members used.
    public let used: String
    /// What the file holds beside that.
    public let notUsed: String

    /// Creates a reference.
    public init(reads: String, published: String, used: String, notUsed: String) {
      self.reads = reads
      self.published = published
      self.used = used
      self.notUsed = notUsed
    }
  }

  /// Creates a format whose layout is known.
  init(
    id: String, tables: [TableKind] = [.watchlists], parts: [Part] = [], reference: Reference,
    open: @escaping @Sendable (SourceRequest) throws(InputError) -> SourceStream
  ) {
    self.id = id
    self.tables = tables
    self.parts = parts
    self.reference = reference
    layoutKeys = []
    method = .known(open)
  }

  /// Creates a format whose columns a pipeline file maps to those of any of our tables.
  init(
    id: String, layoutKeys: [String] = [], reference: Reference,
    mapped open: @escaping @Sendable (MappedRequest) throws(InputError) -> any RecordReader
  ) {
    self.id = id
    tables = TableKind.allCases.filter { !$0.columns.isEmpty }
    parts = []
    self.reference = reference
    self.layoutKeys = layoutKeys
    method = .mapped(open)
  }

  /// Whether a pipeline file maps the columns of the format to those of a table.
  public var isMapped: Bool {
    switch method {
    case .mapped: true
    case .known: false
    }
  }

  /// Opens a source whose layout the format knows.
  ///
  /// - Precondition: ``isMapped`` is false.
  /// - Throws: `InputError` when a file cannot be opened, or is not of the format.
  public func open(_ request: SourceRequest) throws(InputError) -> SourceStream {
    guard case .known(let open) = method else { preconditionFailure("'\(id)' needs a mapping") }
    return try open(request)
  }

  /// Opens a file whose columns are mapped.
  ///
  /// - Precondition: ``isMapped`` is true.
  /// - Throws: `InputError` when the file cannot be opened, or is not of the format.
  public func open(_ request: MappedRequest) throws(InputError) -> any RecordReader {
    guard case .mapped(let open) = method else { preconditionFailure("'\(id)' needs no mapping") }
    return try open(request)
  }
}

/// A file of a source whose columns a pipeline file maps.
public struct MappedRequest: Sendable {
  /// The file's place on this machine.
  public var path: String
  public var encoding = TextEncoding.utf8
  /// The byte between two fields; nil for the format's own.
  public var delimiter: UInt8?
  /// Lines before the header, or before the first record.
  public var skipLines = 0
  /// The column names of a file without a header; nil when its first record holds them.
  public var header: [String]?
  /// The path of the array or object that holds the records of a JSON document.
  public var records = ""
  /// The columns asked for, by their names in the file.
  public var columns: [String] = []

  /// Creates a request for the file at `path`.
  public init(path: String) { self.path = path }

  /// The columns that `table` asks for under a mapping of our columns to the file's.
  public static func columns(of table: TableKind, mapping: [String: String]) -> [String] {
    var names: [String] = []
    for column in table.columns {
      let name = mapping[column.name] ?? column.name
      if !name.isEmpty && !names.contains(name) { names.append(name) }
    }
    return names
  }
}

/// A source of a pipeline file, as a format needs it.
public struct SourceRequest: Sendable {
  /// One file of the source.
  public struct File: Sendable {
    /// The name of the part; empty for the files at `path`.
    public let part: String
    public let name: InputName
    /// The file's place on this machine.
    public let path: String

    /// Creates a file.
    public init(part: String, name: InputName, path: String) {
      self.part = part
      self.name = name
      self.path = path
    }
  }

  public let sourceID: String
  /// In the order of reading; those at `path` first.
  public let files: [File]
  public let encoding: TextEncoding
  /// The list that entries belong to; nil for a table that is none.
  public let list: Watchlist?
  /// Opens a file by its path.
  private let opener: Opener

  /// What opens a file by its path, unpacked and as UTF-8.
  public typealias Opener =
    @Sendable (_ path: String, TextEncoding) throws(InputError) -> any ByteSource

  /// Creates a request.
  ///
  /// - Parameter opener: What opens a file; `InputFile.open` unless the bytes come from elsewhere.
  public init(
    sourceID: String, files: [File], encoding: TextEncoding = .utf8, list: Watchlist? = nil,
    opener: @escaping Opener = { path, encoding throws(InputError) in
      try InputFile.open(path, encoding: encoding)
    }
  ) {
    self.opener = opener
    self.sourceID = sourceID
    self.files = files
    self.encoding = encoding
    self.list = list
  }

  /// The indices in `files` of those of a part.
  func indices(of part: String) -> [Int] { files.indices.filter { files[$0].part == part } }

  /// Opens a file for a look at its bytes, unpacked and as UTF-8.
  ///
  /// - Parameter index: Its place in `files`.
  func bytes(_ index: Int) throws(InputError) -> any ByteSource {
    try opener(files[index].path, encoding)
  }

  /// Opens a file for reading record by record.
  ///
  /// - Parameter index: Its place in `files`.
  func records(_ index: Int, dialect: CSVDialect = .init()) throws(InputError) -> RecordFile {
    let source = try bytes(index)
    return RecordFile(index, files[index].name, try CSVReader(source: source, dialect: dialect))
  }

  /// Opens a JSON file for reading element by element.
  func elements(_ index: Int, layout: JSONLayout) throws(InputError) -> ElementFile {
    let source = try bytes(index)
    return ElementFile(index, files[index].name, try JSONReader(source: source, layout: layout))
  }

  /// Opens an XML file for reading element by element.
  func nodes(_ index: Int, records: Set<String>) throws(InputError) -> NodeFile {
    let source = try bytes(index)
    return NodeFile(
      index, files[index].name,
      try XMLReader(
        source: source, records: records, ignoresDeclaredEncoding: encoding != .utf8))
  }
}
