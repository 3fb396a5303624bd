import Foundation
import Testing
import _TestSupport

/// Rows that cannot be used become data, with their place and text.
@Suite struct RejectTests {
  private static let file = "datasets/device-makers/statements.csv"

  /// What is appended to the statements, the kind of reject it becomes, and the column to blame.
  private static let rows: [(text: [UInt8], kind: String, column: String)] = [
    (
      Array("x1,huawei,,state-owned,denies,X,press,2018-13-40,,,hill-2018-06-06,".utf8), "bad-date",
      "stated_on"
    ),
    (
      Array("x2,nokia,,state-owned,denies,X,press,2018-06-01,,,hill-2018-06-06,".utf8),
      "unknown-reference", "vendor_id"
    ),
    (
      Array("hill-01,zte,,state-owned,denies,X,press,2018-06-01,,,hill-2018-06-06,".utf8),
      "duplicate-id", ""
    ),
    (Array("x3,huawei,,state-owned".utf8), "too-few-fields", ""),
    (
      Array("x4,huawei,,state-owned,denies,\"X,press,2018-06-01,,,hill-2018-06-06,".utf8),
      "unclosed-quote", "claimant"
    ),
    (
      Array("x5,huawei,,state-owned,denies,Caf".utf8) + [0xE9]
        + Array(",press,2018-06-01,,,hill-2018-06-06,".utf8), "invalid-utf8", "claimant"
    ),
    (
      Array("x6,huawei,,state-ownd,denies,X,press,2018-06-01,,,hill-2018-06-06,".utf8),
      "unknown-name", "factor"
    ),
    (
      Array(
        "x7,zte,acc-huawei-facebook,data-access,denies,X,press,2018-06-01,,,hill-2018-06-06,".utf8),
      "unknown-reference", "access_id"
    ),
    (
      Array("x8,zte,,state-owned,denies,,press,2018-06-01,,,hill-2018-06-06,".utf8),
      "missing-value", "claimant"
    ),
  ]

  @Test func eachBadRowIsRejectedWithItsLine() throws {
    let workspace = try Workspace()
    var bytes = Array(try workspace.folder.text(Self.file).utf8)
    let firstLine = bytes.count { $0 == 0x0A } + 1
    for row in Self.rows { bytes += row.text + [0x0A] }
    try workspace.folder.write(bytes, to: Self.file)
    let run = try workspace.runPipeline(asOf: "2018-06-06")
    #expect(run.status == 0, "\(run.errors)")
    let found = try workspace.query(
      "SELECT line, kind, ifnull(column_name, '') FROM v_rejects ORDER BY line")
    let expected = Self.rows.enumerated().map { index, row in
      "\(firstLine + index)|\(row.kind)|\(row.column)"
    }
    #expect(found == expected)
    let accounts = try workspace.query(
      "SELECT read, accepted + rejected + duplicates, rejected, duplicates FROM v_inputs WHERE source = 'statements'"
    )
    #expect(accounts == ["36|36|8|1"])
  }

  @Test func goodRowsAroundBadOnesStillCount() throws {
    let clean = try Workspace()
    try clean.runPipeline(asOf: "2018-06-06")
    let spoilt = try Workspace()
    var bytes = Array(try spoilt.folder.text(Self.file).utf8)
    for row in Self.rows { bytes += row.text + [0x0A] }
    try spoilt.folder.write(bytes, to: Self.file)
    try spoilt.runPipeline(asOf: "2018-06-06")
    #expect(try clean.export("canonical/scores.csv") == spoilt.export("canonical/scores.csv"))
  }

  @Test func tooManyRejectsStopTheRun() throws {
    let workspace = try Workspace()
    var text = try workspace.folder.text(Self.file)
    for row in 0..<40 {
      text += "y\(row),nokia,,state-owned,denies,X,press,2018-06-01,,,hill-2018-06-06,\n"
    }
    try workspace.folder.write(text, to: Self.file)
    let run = try workspace.runPipeline(asOf: "2018-06-06")
    #expect(run.status == 65)
    #expect(run.errors.contains("40 of 67 rows of source 'statements' were rejected"))
    #expect(!run.errors.contains("nokia"), "messages hold no vendor data")
    #expect(try workspace.query("SELECT count(*) FROM v_runs") == ["0"])
    let kept = try workspace.folder.text("output/device-makers.rejects.csv")
    #expect(kept.split(whereSeparator: \.isNewline).count == 41, "a header and every reject")
    #expect(!FileManager.default.fileExists(atPath: workspace.folder.path("output/device-makers")))
  }

  @Test func aCountryNobodyKnowsLosesNoVendor() throws {
    let workspace = try Workspace()
    let file = "datasets/device-makers/vendors.csv"
    let text = try workspace.folder.text(file)
    try workspace.folder.write(text + "x,X Ltd,,Untied Kingdom,,,,,,,,\n", to: file)
    let run = try workspace.run("run", workspace.pipeline, "--as-of", "2018-06-06", "--json")
    #expect(run.output.contains("\"kind\" : \"unknown-country\""))
    #expect(
      try workspace.query("SELECT ifnull(country, 'none') FROM v_current WHERE vendor_id = 'x'")
        == ["none"])
  }
}
