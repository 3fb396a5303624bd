import CSQLite
import RecordIO
import RiskCore

/// The database that holds the record of all runs.
///
/// A store is used by one thread at a time. Every throwing member throws ``StoreError``.
public final class ResultStore {
  let connection: SQLiteConnection

  /// The database, as its path was given.
  public var path: String { connection.path }

  /// Opens the database at `path`.
  ///
  /// Unless `readOnly`, a database that does not exist is created, and one of an earlier version of
  /// the program is brought up to date. The folder must exist.
  ///
  /// - Throws: `StoreError`: `cannotOpen`; `notOurs` for a file that is no result store; `newer`
  ///   for one that a later version of the program has written; and whatever reading it may meet.
  public convenience init(path: String, readOnly: Bool = false) throws {
    try self.init(path: path, readOnly: readOnly, migrations: Migration.all)
  }

  /// Opens the database at `path` with a schema that may differ from the program's, for tests.
  init(path: String, readOnly: Bool, migrations: [Migration]) throws {
    if !readOnly { try NewStore(path: path).make(by: migrations) }
    let latest = migrations.last?.version ?? 0
    let (connection, found) = try Self.open(path, readOnly: readOnly, supported: latest)
    self.connection = connection
    var version = found
    if !readOnly {
      // WAL is a property of the file and cannot be set within a transaction. FULL makes a
      // committed run survive a power cut.
      try connection.execute("PRAGMA journal_mode = WAL")
      try connection.execute("PRAGMA synchronous = FULL")
      // Foreign keys are declared, and checked by the tests of everything that writes. To enforce
      // them, SQLite looks up a parent for each of a run's rows, which the writer has just inserted;
      // that is a fifth of the time of writing.
      try connection.execute("PRAGMA foreign_keys = OFF")
      try connection.execute("PRAGMA cache_size = -\(Self.cacheKibibytes)")
      if version != latest {
        version = try Self.migrate(connection, by: migrations)
      }
    }
    guard version == latest else {
      let what =
        version == nil ? "the file holds no results" : "the results are of an earlier version"
      throw StoreError(
        .notOurs, path: path, what: what, remedy: "run a pipeline that writes to it first",
        isReading: readOnly)
    }
  }

  /// Opens a database and looks at its version.
  private static func open(
    _ path: String, readOnly: Bool, supported latest: Int
  ) throws -> (SQLiteConnection, Int?) {
    let connection = try SQLiteConnection(path: path, readOnly: readOnly)
    do {
      return (connection, try version(of: connection, supported: latest))
    } catch let error as StoreError
      where readOnly && error.kind == .full && !SQLiteConnection.hasLog(path)
    {
      // Even a reader takes room, for the file by which processes share the log. There is no log.
      let connection = try SQLiteConnection(path: path, readOnly: true, asItStands: true)
      return (connection, try version(of: connection, supported: latest))
    }
  }

  /// Room for the dossiers' index, the one that is not written in order: at a million vendors it
  /// has some 80 MB, and inserts slow down when it is paged.
  private static let cacheKibibytes = 128 * 1024

  /// Returns the version of the schema, or nil for a file without anything in it.
  static func version(
    of connection: SQLiteConnection, supported latest: Int
  ) throws -> Int? {
    let application = try connection.integer("PRAGMA application_id") ?? 0
    let version = Int(try connection.integer("PRAGMA user_version") ?? 0)
    guard application == Migration.applicationID else {
      let objects = try connection.integer("SELECT count(*) FROM sqlite_schema") ?? 0
      if application == 0 && version == 0 && objects == 0 { return nil }
      throw StoreError(
        .notOurs, path: connection.path,
        what: "the file is a database of another application",
        remedy: "give another path for the results, or move the file away",
        isReading: connection.isReadOnly)
    }
    guard version <= latest else {
      throw StoreError(
        .newer(found: version, supported: latest), path: connection.path,
        what: "the results have schema version \(version), this program knows versions up to "
          + "\(latest)",
        remedy: "use the version of the program that wrote them, or a later one",
        isReading: connection.isReadOnly)
    }
    return version
  }

  /// Brings the schema up to date and returns its version.
  static func migrate(
    _ connection: SQLiteConnection, by migrations: [Migration]
  ) throws -> Int? {
    let latest = migrations.last?.version ?? 0
    try connection.execute("BEGIN IMMEDIATE")
    do {
      // Another process may have been first.
      let current = try version(of: connection, supported: latest) ?? 0
      if current < latest {
        for view in try viewNames(of: connection) { try connection.execute("DROP VIEW \(view)") }
        for migration in migrations where migration.version > current {
          for statement in migration.statements { try connection.execute(statement) }
        }
        for view in Views.all { try connection.execute(view.creation) }
        try connection.execute("PRAGMA application_id = \(Migration.applicationID)")
        try connection.execute("PRAGMA user_version = \(latest)")
      }
      try connection.execute("COMMIT")
    } catch {
      if connection.isInTransaction { try? connection.execute("ROLLBACK") }
      throw error
    }
    return try version(of: connection, supported: latest)
  }

  private static func viewNames(of connection: SQLiteConnection) throws -> [String] {
    let statement = try connection.prepare(
      "SELECT name FROM sqlite_schema WHERE type = 'view' AND name GLOB 'v_*'")
    var names: [String] = []
    while try statement.step() { names.append(statement.text(0)) }
    return names
  }

  /// Begins a run, which excludes all other writers until it is committed or rolled back.
  ///
  /// - Throws: `StoreError`, of the kind `busy` when another process is writing.
  public func beginRun(_ header: RunHeader) throws -> RunWriter {
    try RunWriter(connection, header: header)
  }
}

/// What a run is, known at its beginning.
public struct RunHeader: Sendable {
  /// The name of the pipeline; runs of one name follow each other.
  public var pipeline: String
  /// ISO 8601 in UTC.
  public var startedAt: String
  public var asOf: CivilDate
  /// The SHA-256 of `policyDocument`, in lower-case hexadecimal digits.
  public var policySHA256: String
  /// The policy as JSON.
  public var policyDocument: String
  public var programVersion: String

  /// Creates a header.
  public init(
    pipeline: String, startedAt: String, asOf: CivilDate, policySHA256: String,
    policyDocument: String, programVersion: String
  ) {
    self.pipeline = pipeline
    self.startedAt = startedAt
    self.asOf = asOf
    self.policySHA256 = policySHA256
    self.policyDocument = policyDocument
    self.programVersion = programVersion
  }
}

/// A file that a run read; `read` is the sum of the three counts behind it.
public struct InputRow: Sendable {
  /// The source id in the pipeline file.
  public var source: String
  /// The path as the pipeline file writes it.
  public var path: String
  public var sha256: String
  public var bytes: Int
  /// The latest date found in the file; nil when it holds none.
  public var newestDate: CivilDate?
  public var read: Int
  public var accepted: Int
  public var rejected: Int
  public var duplicates: Int
  /// The name of the part of the source; empty for its main files.
  public var part: String
  /// Of a watchlist, how it stands.
  public var list: ListHealth?

  /// Creates a row.
  public init(
    source: String, path: String, sha256: String, bytes: Int, part: String = "",
    newestDate: CivilDate? = nil,
    read: Int, accepted: Int, rejected: Int, duplicates: Int, list: ListHealth? = nil
  ) {
    self.source = source
    self.path = path
    self.sha256 = sha256
    self.bytes = bytes
    self.newestDate = newestDate
    self.read = read
    self.accepted = accepted
    self.rejected = rejected
    self.duplicates = duplicates
    self.part = part
    self.list = list
  }
}
