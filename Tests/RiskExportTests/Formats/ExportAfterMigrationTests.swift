import Foundation
import Testing
import _TestSupport

@testable import RiskExport

/// A run that an older program stored is exported as that program exported it.
struct ExportAfterMigrationTests {
  @Test func aMigrationAndLaterRunsChangeNoByteOfAnExport() throws {
    let scratch = try ScratchFolder()
    let path = scratch.path("r.sqlite")
    func files(_ store: ResultStore, _ name: String) throws -> [String: Data] {
      let folder = scratch.path(name)
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      try Exporter.write(store, runID: 1, into: folder, workers: 2)
      var files: [String: Data] = [:]
      for name in try FileManager.default.subpathsOfDirectory(atPath: folder)
      where name.contains(".") {
        files[name] = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
      }
      return files
    }
    var before: [String: Data] = [:]
    do {
      let store = try ResultStore(path: path)
      try store.store([Make.rows("V1", overall: 57.125), Make.rows("V2")], rejects: 2)
      before = try files(store, "before")
    }
    #expect(before.count > 20)
    let next = Migration(
      version: Migration.latestVersion + 1,
      statements: [
        "ALTER TABLE runs ADD COLUMN note TEXT NOT NULL DEFAULT 'old'",
        "ALTER TABLE findings ADD COLUMN weight REAL NOT NULL DEFAULT 1",
        "CREATE INDEX findings_by_factor ON findings (factor)",
      ])
    let store = try ResultStore(path: path, readOnly: false, migrations: Migration.all + [next])
    #expect(try files(store, "after") == before)
  }
}
