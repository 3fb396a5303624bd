import Foundation
import RecordIO
import RiskCore
import Testing
import _TestSupport

@testable import RiskExport

struct ExporterTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func store(_ name: String) throws -> ResultStore {
    try ResultStore(path: scratch.path(name))
  }

  private func export(_ store: ResultStore, run: Int64, to name: String) throws {
    try FileManager.default.createDirectory(
      atPath: scratch.path(name), withIntermediateDirectories: true)
    try Exporter.write(store, runID: run, into: scratch.path(name), workers: 2)
  }

  private func files(_ name: String) throws -> [String: String] {
    var files: [String: String] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: scratch.path(name)) {
      if path.hasSuffix(".csv") || path.hasSuffix(".json") {
        files[path] = try scratch.text("\(name)/\(path)")
      }
    }
    return files
  }

  private func lines(_ text: String) -> [String] { text.components(separatedBy: "\r\n") }

  @Test func canonicalFilesAreExact() throws {
    let store = try store("r.sqlite")
    try store.store([Make.rows("V1", overall: 57.125)], rejects: 1)
    try export(store, run: 1, to: "x")
    #expect(
      lines(try scratch.text("x/canonical/scores.csv")) == [
        "vendor_id,name,country,overall,overall_lo,overall_hi,inherent,rating,floor_rule,da,da_lo,"
          + "da_hi,cp,cp_lo,cp_hi,ns,ns_lo,ns_hi,coverage,conflict,stability,vector",
        "V1,Vendor V1,CN,57.13,28.56,73.56,67.13,high,,10.00,1.00,20.00,20.13,2.00,30.00,30.00,"
          + "3.00,40.00,0.6666666666666666,0.4,0.5,VR:1/S:57.13(28.56-73.56)/R:high/F:-/"
          + "DA:10.00(1.00-20.00)/CP:20.13(2.00-30.00)/NS:30.00(3.00-40.00)/K:0.67/D:0.40",
        "",
      ])
    let findings = lines(try scratch.text("x/canonical/findings.csv"))
    #expect(findings.count == 6)
    #expect(
      findings[1]
        == "V1,DA/data-access/vendor,DA,data-access,vendor,data-access,0.6,4,1,0.5,"
        + "0.7142857142857142,0.5714285714285714,0.8571428571428571,0.25,0.5,0.25,1,0.00001,0,0.3,"
        + "1,19.05,")
    #expect(
      findings.dropFirst().prefix(4).map { $0.suffix(7) }
        == [",19.05,", ",19.04,", ",19.04,", "0,0.00,"].map { $0.suffix(7) })
    #expect(
      lines(try scratch.text("x/canonical/rejects.csv"))[1]
        == "inventory,vendors.csv,2,20,country,unknown-name,'Untied Kingdom' is no country,"
        + "\"V9,=Acme,Untied Kingdom\"")
    #expect(
      lines(try scratch.text("x/canonical/evidence.csv"))[1]
        == "V1,DA/data-access/vendor,stays-on-device,statement,s3,asserts,Huawei,self,NYT-1,"
        + "New York Times,B,2,2018-06-05,2,counted,statements.csv,7,\"never \"\"collected\"\"\",a1")
  }

  @Test func spreadsheetFilesGuardTextAndNotNumbers() throws {
    let store = try store("r.sqlite")
    try store.store([Make.rows("007", name: "=cmd()"), Make.rows("V1")])
    try store.store([Make.rows("007", overall: 40, name: "=cmd()"), Make.rows("V1")])
    try export(store, run: 2, to: "x")
    let scores = try scratch.text("x/spreadsheet/scores.csv")
    #expect(scores.utf8.starts(with: [0xEF, 0xBB, 0xBF]))
    #expect(scores.contains("\r\n'007,'=cmd(),CN,40.00,"))
    #expect(
      try scratch.text("x/spreadsheet/changes.csv").contains(
        "\r\n'007,50.00,40.00,high,high,"
          + "unattributed,-10.00\r\n"))
    #expect(try scratch.text("x/canonical/scores.csv").contains("\r\n007,=cmd(),CN,40.00,"))
  }

  @Test func printedPointsAddUpToThePrintedScore() throws {
    let store = try store("r.sqlite")
    let scores = stride(from: 0.0, through: 99, by: 7.117).map { $0 }
    try store.store(
      scores.enumerated().map { Make.rows("V\(10 + $0.offset)", overall: $0.element) })
    try export(store, run: 1, to: "x")
    var points: [String: Int] = [:]
    for line in lines(try scratch.text("x/canonical/findings.csv")).dropFirst() where !line.isEmpty
    {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      points[cells[0], default: 0] += Int(cells[cells.count - 2].replacing(".", with: "")) ?? 0
    }
    for line in lines(try scratch.text("x/canonical/scores.csv")).dropFirst() where !line.isEmpty {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      #expect(points[cells[0]] == Int(cells[3].replacing(".", with: "")))
    }
  }

  @Test func bytesDependOnContentAlone() throws {
    let rows = ["V1", "V10", "V2"].map { Make.rows($0, overall: 76, rating: .critical) }
    let fresh = try store("fresh.sqlite")
    try fresh.store(rows, rejects: 2)
    try export(fresh, run: 1, to: "fresh")

    let old = try store("old.sqlite")
    try old.store([Make.rows("V9")], pipeline: "other", startedAt: "2017-01-01T00:00:00Z")
    try old.store([Make.rows("V1"), Make.rows("V7")], startedAt: "2017-01-02T00:00:00Z")
    try old.store(rows.reversed(), rejects: 2, startedAt: "2019-01-02T00:00:00Z")
    try export(old, run: 3, to: "old")

    let (left, right) = (try files("fresh"), try files("old"))
    #expect(left.keys.sorted() == right.keys.sorted())
    for (path, text) in left where !path.hasSuffix("changes.csv") && path != "datapackage.json" {
      #expect(right[path] == text, "\(path)")
    }
    #expect(right["canonical/changes.csv"] != left["canonical/changes.csv"])
    // Without a change of its own in between, the package is the same too.
    try fresh.store(rows, rejects: 2)
    try export(fresh, run: 2, to: "again")
    #expect(try files("again") == left)
  }

  @Test func thePackageDescribesEveryFile() throws {
    let store = try store("r.sqlite")
    try store.store([Make.rows("V1"), Make.rows("V2")], pipeline: "Device makers", rejects: 1)
    try export(store, run: 1, to: "x")
    let data = Data(try scratch.text("x/datapackage.json").utf8)
    let package = try #require(
      try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(package["name"] as? String == "vendor-risk-device-makers")
    #expect(package["as_of"] as? String == "2018-06-05")
    let resources = try #require(package["resources"] as? [[String: Any]])
    let paths = try #require(resources.map { $0["path"] } as? [String])
    #expect(Set(paths) == Set(try files("x").keys.filter { $0.hasSuffix(".csv") }))
    for resource in resources {
      let path = try #require(resource["path"] as? String)
      let text = try scratch.text("x/\(path)")
      #expect(resource["hash"] as? String == "sha256:" + ContentHash.sha256(text))
      #expect(resource["bytes"] as? Int == text.utf8.count)
      let schema = try #require(resource["schema"] as? [String: Any])
      let fields = try #require(schema["fields"] as? [[String: Any]])
      let names = fields.compactMap { $0["name"] as? String }.joined(separator: ",")
      let header = lines(text)[0].replacing("\u{FEFF}", with: "")
      #expect(header == names)
    }
    let scores = try #require(resources.first { $0["name"] as? String == "canonical-scores" })
    #expect(scores["rows"] as? Int == 2)
  }

  @Test func nothingOfTheRunOrTheMachineIsExported() throws {
    let store = try store("r.sqlite")
    try store.store([Make.rows("V1")], startedAt: "1999-12-31T23:59:59Z")
    try export(store, run: 1, to: "x")
    for (path, text) in try files("x") {
      #expect(!text.contains("run_id") && !text.contains("1999-12-31"), "\(path)")
      #expect(!text.contains(scratch.path), "\(path)")
    }
  }

  @Test func aRunCanBeExportedBeforeItIsCommitted() throws {
    let store = try store("r.sqlite")
    let writer = try store.beginRun(Make.header())
    try writer.add(Make.rows("V1"))
    _ = try writer.finish(finishedAt: "2018-06-05T00:00:00Z", exitStatus: 0)
    try export(store, run: writer.runID, to: "x")
    writer.rollback()
    #expect(lines(try scratch.text("x/canonical/scores.csv")).count == 3)
  }

  @Test func aMissingRunIsNamed() throws {
    let store = try store("r.sqlite")
    #expect(throws: ExportError.self) { try export(store, run: 5, to: "x") }
  }

  @Test func aRunWritesTheFilesThatAreWrittenAfterwards() throws {
    let store = try store("live.sqlite")
    try store.store([Make.rows("V1"), Make.rows("V3", overall: 33.3)])
    let vendors = [
      Make.rows("=V0", overall: 0, rating: .low, name: "@risky, \"quoted\""), Make.rows("V1"),
      Make.rows("V2", overall: 80, rating: .critical, name: " 007"),
    ]
    let writer = try store.beginRun(Make.header())
    try Folder.make(scratch.path("live"))
    let export = try RunExport(folder: scratch.path("live"))
    try writer.add(Make.reject(2), source: "inventory", path: "vendors.csv")
    try writer.add(Make.input(rejected: 1))
    for vendor in vendors { try writer.add(vendor) }
    try export.append(VendorTexts(Array(vendors[..<2])))
    try export.append(VendorTexts(Array(vendors[2...])))
    _ = try writer.finish(finishedAt: "2018-06-05T00:00:00Z", exitStatus: 0)
    try export.finish(store, runID: writer.runID, workers: 2)
    try writer.commit()
    try self.export(store, run: writer.runID, to: "stored")
    let (live, stored) = (try files("live"), try files("stored"))
    #expect(live.count == 2 * ExportFormats.tables.count + 1)
    for (name, text) in stored { #expect(live[name] == text, "\(name)") }
    for table in ExportFormats.tables where table.rows != nil {
      #expect(lines(live["canonical/\(table.name).csv"] ?? "").count > 2, "\(table.name) has rows")
    }
  }

  @Test func filesHoldWhatTheViewsSay() throws {
    let store = try store("views.sqlite")
    try store.store([Make.rows("V1"), Make.rows("V2", overall: 33.3)], rejects: 2)
    try export(store, run: 1, to: "x")
    // Printed points of findings depend on each other; see above.
    for table in ExportFormats.tables where table.name != "findings" {
      let names = table.columns.map(\.name).joined(separator: ", ")
      let row = try store.connection.prepare(
        "SELECT \(names) FROM \(table.view.name) WHERE run_id = 1")
      var expected: [UInt8] = []
      var writer = CSVWriter { expected += $0 }
      while try row.step() {
        try writer.append(
          table.columns.enumerated().map { place, column in
            if row.isNull(place) { return "" }
            return switch column.kind {
            case .text, .date: row.text(place)
            case .integer: String(row.integer(place))
            case .score: Hundredths.text(of: row.real(place))
            case .figure: DecimalText.shortest(row.real(place))
            }
          })
      }
      try writer.finish()
      let header = table.columns.map(\.name).joined(separator: ",")
      #expect(
        lines(try scratch.text("x/canonical/\(table.name).csv")).sorted()
          == ([header] + lines(String(decoding: expected, as: UTF8.self))).sorted(),
        "\(table.name)")
    }
  }
}
