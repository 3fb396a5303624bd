import RiskCore
import Testing
import _TestSupport

@testable import RiskExport

struct ResultStoreTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func expectError(_ kind: StoreError.Kind, _ body: () throws -> Void) {
    do {
      try body()
      Issue.record("nothing was thrown; \(kind) was expected")
    } catch let error as StoreError {
      #expect(error.kind == kind, "\(error)")
      #expect(!error.remedy.isEmpty)
    } catch {
      Issue.record("\(error) is no StoreError")
    }
  }

  @Test func aNewStoreIsMarkedAsOurs() throws {
    let store = try ResultStore(path: scratch.path("r.sqlite"))
    #expect(try store.connection.integer("PRAGMA application_id") == 0x5652_534B)
    #expect(try store.connection.integer("PRAGMA user_version") == 6)
    #expect(try store.dump("PRAGMA journal_mode") == ["wal"])
    #expect(try store.latestRunID() == nil)
  }

  @Test func aStoreOpensAgainWithItsRuns() throws {
    let path = scratch.path("r.sqlite")
    do { try ResultStore(path: path).store([Make.rows("V1")]) }
    #expect(try ResultStore(path: path).latestRunID() == 1)
    let reader = try ResultStore(path: path, readOnly: true)
    #expect(try reader.run(1)?.pipeline == "nightly")
    expectError(.readOnly) { try reader.connection.execute("DELETE FROM changes") }
  }

  @Test func aStoreOfALaterVersionIsRefusedWithBothVersions() throws {
    let path = scratch.path("r.sqlite")
    do { try ResultStore(path: path).connection.execute("PRAGMA user_version = 7") }
    expectError(.newer(found: 7, supported: 6)) { _ = try ResultStore(path: path) }
    do { _ = try ResultStore(path: path) } catch {
      #expect(
        "\(error)" == """
          \(path): the results have schema version 7, this program knows versions up to 6
            use the version of the program that wrote them, or a later one
          """)
    }
  }

  @Test func anotherApplicationsDatabaseIsRefusedAndLeftAlone() throws {
    let path = scratch.path("r.sqlite")
    do { try SQLiteConnection(path: path, readOnly: false).execute("CREATE TABLE t (x)") }
    let before = try scratch.text("r.sqlite")
    expectError(.notOurs) { _ = try ResultStore(path: path) }
    #expect(try scratch.text("r.sqlite") == before)
  }

  @Test func aFileThatIsNoDatabaseIsRefused() throws {
    let path = try scratch.write(String(repeating: "vendor_id,name\n", count: 200), to: "v.csv")
    expectError(.notOurs) { _ = try ResultStore(path: path) }
  }

  @Test func aMissingFolderAndAMissingFileAreNamed() throws {
    expectError(.cannotOpen) { _ = try ResultStore(path: scratch.path("no/such/r.sqlite")) }
    expectError(.cannotOpen) {
      _ = try ResultStore(path: scratch.path("none.sqlite"), readOnly: true)
    }
  }

  @Test func aSecondWriterFindsTheStoreBusy() throws {
    let path = scratch.path("r.sqlite")
    let first = try ResultStore(path: path)
    let second = try ResultStore(path: path)
    let writer = try first.beginRun(Make.header())
    second.connection.setBusyTimeout(milliseconds: 1)
    expectError(.busy) { _ = try second.beginRun(Make.header()) }
    writer.rollback()
    #expect(try second.beginRun(Make.header()).runID == 1)
  }

  @Test func migrationsGoForwardAndMakeTheViewsAnew() throws {
    let path = scratch.path("r.sqlite")
    do { try ResultStore(path: path).store([Make.rows("V1")]) }
    let next = Migration(
      version: Migration.latestVersion + 1,
      statements: ["ALTER TABLE runs ADD COLUMN note TEXT NOT NULL DEFAULT 'old'"])
    let store = try ResultStore(
      path: path, readOnly: false, migrations: Migration.all + [next])
    #expect(try store.connection.integer("PRAGMA user_version") == Int64(next.version))
    #expect(try store.dump("SELECT note FROM runs") == ["old"])
    #expect(try store.dump("SELECT vendor_id FROM v_current") == ["V1"])
  }

  @Test func runsFromBeforeDecisionsWereCountedStayAsTheyWere() throws {
    let path = scratch.path("r.sqlite")
    do {
      let old = try ResultStore(
        path: path, readOnly: false, migrations: Array(Migration.all.prefix(2)))
      try old.connection.execute(
        """
        INSERT INTO pipelines VALUES (1, 'nightly');
        INSERT INTO policies VALUES ('00', '{}');
        INSERT INTO runs VALUES (1, 1, NULL, 's', 'f', '2018-06-05', '00', '0.1.0', 0, 0);
        """)
    }
    let store = try ResultStore(path: path)
    #expect(try store.dump("SELECT run_id, pipeline FROM v_runs") == ["1|nightly"])
    #expect(try store.dump("SELECT * FROM v_decision_counts").isEmpty)
    let writer = try store.beginRun(Make.header())
    try writer.add([JudgedDecision]())
    _ = try writer.finish(finishedAt: "f", exitStatus: 0)
    try writer.commit()
    #expect(try store.dump("SELECT * FROM v_decision_counts") == ["2|0|0|0|0|0|0"])
  }

  @Test func findingsAndHitsOfAnEarlierVersionHaveNeutralValues() throws {
    let path = scratch.path("r.sqlite")
    do {
      let old = try ResultStore(
        path: path, readOnly: false, migrations: Array(Migration.all.prefix(3)))
      try old.connection.execute(
        """
        INSERT INTO pipelines VALUES (1, 'nightly');
        INSERT INTO policies VALUES ('00', '{}');
        INSERT INTO runs VALUES (1, 1, NULL, 's', 'f', '2018-06-05', '00', '0.1.0', 1, 0, NULL, NULL);
        INSERT INTO vendors VALUES ('V1', 1);
        INSERT INTO assessments VALUES (1, 1, 1, NULL, x'00', NULL, 'V1', 'Vendor', NULL, 1, 1, 1, 1,
          'low', NULL, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 'VR:1');
        INSERT INTO findings VALUES (1, 1, 'NS/f/vendor', 'NS', 'f', 'vendor', 'f', 1, 1, 0, 0.5,
          1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1);
        INSERT INTO hits VALUES (1, 1, 'l', 'k', 'e', 'q', 'same', 1, 1, 'open', 'active', '', '',
          '', 'unknown', '', '', 'f', 2);
        """)
    }
    let store = try ResultStore(path: path)
    #expect(try store.dump("SELECT finding_id, detail FROM v_findings") == ["NS/f/vendor|"])
    #expect(
      try store.dump("SELECT identifier_agreement, entry_name_kind FROM v_hits")
        == ["unknown|primary"])
    let stored = try store.assessment(ofVendor: "V1", run: 1)
    #expect(stored?.findings.map(\.detail) == [""])
    #expect(stored?.contradictions == [])
  }

  @Test func aFailedMigrationLeavesTheOldVersion() throws {
    let path = scratch.path("r.sqlite")
    do { try ResultStore(path: path).store([Make.rows("V1")]) }
    let broken = Migration(
      version: Migration.latestVersion + 1, statements: ["DROP TABLE changes", "no SQL"])
    #expect(throws: StoreError.self) {
      _ = try ResultStore(path: path, readOnly: false, migrations: Migration.all + [broken])
    }
    #expect(try ResultStore(path: path).dump("SELECT count(*) FROM v_changes") == ["0"])
  }

  @Test(arguments: ["-wal", "-journal"])
  func aPartOfALostDatabaseIsNotThrownAway(ending: String) throws {
    let scratch = try ScratchFolder()
    let path = scratch.path("r.sqlite")
    try scratch.write("runs that were committed", to: "r.sqlite" + ending)
    #expect(throws: StoreError.self) { _ = try ResultStore(path: path) }
    #expect(try scratch.text("r.sqlite" + ending) == "runs that were committed")
    try scratch.write("", to: "r.sqlite" + ending)
    _ = try ResultStore(path: path)
  }

  @Test func theFirstRunLeavesALogBehindForThoseThatFollow() throws {
    let scratch = try ScratchFolder()
    let store = try ResultStore(path: scratch.path("r.sqlite"))
    try store.store([Make.rows("V1")])
    #expect(try store.dump("PRAGMA journal_mode") == ["wal"])
    try store.store([Make.rows("V1")])
    #expect(try store.dump("SELECT count(*) FROM v_runs") == ["2"])
  }

  @Test func aFirstRunThatIsTakenBackLeavesAnEmptyRecord() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path("r.sqlite")
    do {
      let writer = try ResultStore(path: path).beginRun(Make.header())
      try writer.add(Make.rows("V1"))
      writer.rollback()
    }
    let store = try ResultStore(path: path)
    #expect(try store.dump("SELECT count(*) FROM assessments") == ["0"])
    #expect(try store.dump("PRAGMA journal_mode") == ["wal"])
    try store.store([Make.rows("V1")])
    #expect(try store.dump("SELECT count(*) FROM v_runs") == ["1"])
  }
}
