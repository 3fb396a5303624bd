import Foundation
import Testing
import _TestSupport

@testable import RiskExport

/// Databases that earlier versions of the program wrote, brought up to date.
///
/// `Tests/Fixtures/stores/README.md` says how they came about.
struct StoredVersionsTests {
  static let versions = Array(1..<Migration.latestVersion)

  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private static func fixture(_ version: Int, _ suffix: String) -> String {
    Repository.path("Tests/Fixtures/stores/version-\(version).\(suffix)")
  }

  private func copy(_ version: Int, as name: String = "results.sqlite") throws -> String {
    let path = scratch.path(name)
    try FileManager.default.copyItem(atPath: Self.fixture(version, "sqlite"), toPath: path)
    return path
  }

  private func bytes(_ path: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: path))
  }

  private func refusal(_ path: String, readOnly: Bool) throws -> StoreError {
    try #require(throws: StoreError.self) { _ = try ResultStore(path: path, readOnly: readOnly) }
  }

  /// The objects of the schema, the columns of every table, and what the planner is told.
  private func schema(_ connection: SQLiteConnection) throws -> [String] {
    try [
      "SELECT type, name, tbl_name, ifnull(sql, '') FROM sqlite_schema ORDER BY type, name",
      """
      SELECT m.name, c.cid, c.name, c.type, c."notnull", ifnull(c.dflt_value, 'NULL'), c.pk
      FROM sqlite_schema AS m, pragma_table_xinfo(m.name) AS c
      WHERE m.type IN ('table', 'view') ORDER BY m.name, c.cid
      """,
      """
      SELECT m.name, f.* FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS f
      WHERE m.type = 'table' ORDER BY m.name, f.id, f.seq
      """,
      "SELECT tbl, idx, stat FROM sqlite_stat1 ORDER BY tbl, idx",
      "SELECT wr, strict, name FROM pragma_table_list WHERE type = 'table' ORDER BY name",
    ].flatMap { sql in
      let statement = try connection.prepare(sql)
      var rows: [String] = []
      while try statement.step() {
        rows.append((0..<statement.columnCount).map { statement.text($0) }.joined(separator: "|"))
      }
      return rows
    }
  }

  /// Returns the cells of the columns of a view, one row a line, in the order of bytes.
  private func rows(_ view: View, _ columns: [String], in store: ResultStore) throws -> [String] {
    let kinds = columns.map { name in view.columns.first { $0.name == name }?.kind }
    let statement = try store.connection.prepare(
      "SELECT \(columns.joined(separator: ", ")) FROM \(view.name)")
    var rows: [String] = []
    while try statement.step() {
      let cells = kinds.enumerated().map { index, kind in
        if statement.isNull(index) { return "\\N" }
        if kind == .score || kind == .figure { return "\(statement.real(index))" }
        return statement.text(index).replacing("\\", with: "\\\\").replacing("\t", with: "\\t")
          .replacing("\n", with: "\\n").replacing("\r", with: "\\r")
      }
      rows.append(cells.joined(separator: "\t"))
    }
    return rows.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  // MARK: What is stored

  @Test func everyVersionBeforeTheLatestHasAStoredDatabase() throws {
    #expect(Self.versions == Migration.all.dropLast().map(\.version), "versions count up from 1")
    for version in Self.versions {
      let path = Self.fixture(version, "sqlite")
      try #require(
        FileManager.default.fileExists(atPath: path),
        """
        there is no database of schema version \(version) in Tests/Fixtures/stores
          store one before its schema is changed, as the README there says
        """)
      #expect(FileManager.default.fileExists(atPath: Self.fixture(version, "txt")))
      let database = try SQLiteConnection(path: copy(version), readOnly: true)
      #expect(try database.integer("PRAGMA user_version") == Int64(version))
      #expect(try database.integer("SELECT count(*) FROM runs") == 3, "version \(version)")
      for table in ["rejects", "changes", "evidence", "hits", "decisions", "mitigations"] {
        let count = try database.integer("SELECT count(*) FROM \(table)") ?? 0
        #expect(count > 0, "\(table) of version \(version)")
      }
      try FileManager.default.removeItem(atPath: scratch.path("results.sqlite"))
    }
  }

  // MARK: Bringing up to date

  @Test(arguments: versions) func aStoredDatabaseIsBroughtUpToDate(version: Int) throws {
    let store = try ResultStore(path: copy(version))
    #expect(try store.connection.integer("PRAGMA user_version") == Int64(Migration.latestVersion))
    #expect(try store.dump("PRAGMA integrity_check") == ["ok"])
    #expect(try store.dump("PRAGMA foreign_key_check") == [])
    let fresh = try ResultStore(path: scratch.path("fresh.sqlite"))
    #expect(try schema(store.connection) == schema(fresh.connection))
  }

  @Test(arguments: versions) func everyPromisedColumnReads(version: Int) throws {
    let store = try ResultStore(path: copy(version))
    for view in Views.all {
      let statement = try store.connection.prepare(
        "SELECT \(view.columns.map(\.name).joined(separator: ", ")) FROM \(view.name)")
      while try statement.step() {
        for (index, column) in view.columns.enumerated() where column.isRequired {
          // The one text that is empty where there is nothing to name.
          let mayBeEmpty = view.name == "v_list_parts" && column.name == "part"
          let isThere =
            !statement.isNull(index) && (mayBeEmpty || !statement.text(index).isEmpty)
          #expect(isThere, "\(view.name).\(column.name)")
          if !isThere { return }
        }
      }
    }
  }

  @Test(arguments: versions) func whatTheOldViewsSaidIsStillSaid(version: Int) throws {
    let store = try ResultStore(path: copy(version))
    let golden = try String(contentsOfFile: Self.fixture(version, "txt"), encoding: .utf8)
    var compared = 0
    for part in golden.components(separatedBy: "== ").dropFirst() {
      var lines = part.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      let heading = lines.removeFirst().split(separator: " ").map(String.init)
      let view = try #require(Views.all.first { $0.name == heading[0] }, "\(heading[0]) is kept")
      let columns = Array(heading.dropFirst())
      let isKept = Set(columns).isSubset(of: view.columns.map(\.name))
      try #require(isKept, "columns of \(view.name) are kept")
      // What is worth a look first is a judgement of the program that shows it, not a record.
      if view.name == "v_review_queue" { continue }
      let said = try rows(view, columns, in: store)
      #expect(said.count == lines.count - 1, "rows of \(view.name)")
      for (now, before) in zip(said, lines) where now != before {
        Issue.record("\(view.name) said\n  \(before)\nand says\n  \(now)")
        break
      }
      compared += said.count
    }
    #expect(compared > 250)
  }

  @Test(arguments: versions) func aFailedMigrationLeavesTheDatabaseAsItWas(version: Int) throws {
    let path = try copy(version)
    let before = try bytes(path)
    let stored = try SQLiteConnection(path: copy(version, as: "stored.sqlite"), readOnly: true)
    let broken = [["DROP TABLE changes", "no SQL"], ["UPDATE runs SET as_of = ''", "no SQL"]]
    for statements in broken {
      let broken = Migration(version: Migration.latestVersion + 1, statements: statements)
      #expect(throws: StoreError.self) {
        _ = try ResultStore(path: path, readOnly: false, migrations: Migration.all + [broken])
      }
      #expect(try bytes(path) == before)
      let connection = try SQLiteConnection(path: path, readOnly: true)
      #expect(try schema(connection) == schema(stored))
      #expect(try connection.integer("PRAGMA user_version") == Int64(version))
    }
    #expect(try ResultStore(path: path).latestRunID() == 3, "and goes up to date afterwards")
  }

  // MARK: Refusals

  @Test(arguments: versions) func readingAnEarlierVersionSaysWhatToDo(version: Int) throws {
    let path = try copy(version)
    let error = try refusal(path, readOnly: true)
    #expect(error.kind == .notOurs)
    #expect(
      "\(error)" == """
        \(path): the results are of an earlier version
          run a pipeline that writes to it first
        """)
    #expect(try bytes(path) == bytes(Self.fixture(version, "sqlite")))
  }

  @Test(arguments: [true, false]) func aNewerVersionIsRefusedAndLeftAlone(readOnly: Bool) throws {
    let path = scratch.path("results.sqlite")
    let next = Migration.latestVersion + 1
    do {
      let store = try ResultStore(path: path)
      try store.connection.execute("PRAGMA user_version = \(next)")
    }
    let before = try bytes(path)
    let error = try refusal(path, readOnly: readOnly)
    #expect(error.kind == .newer(found: next, supported: next - 1))
    #expect(
      "\(error)" == """
        \(path): the results have schema version \(next), this program knows versions up to \
        \(next - 1)
          use the version of the program that wrote them, or a later one
        """)
    #expect(try bytes(path) == before)
    if !readOnly {
      // A reader of a database in WAL mode leaves the files of that mode, as SQLite has it.
      let files = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
      #expect(files == ["results.sqlite"])
    }
  }
}
