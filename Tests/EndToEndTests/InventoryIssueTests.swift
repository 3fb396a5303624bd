import Foundation
import Testing
import _TestSupport

/// Rows of the inventory that are no vendors to screen.
@Suite struct InventoryIssueTests {
  private static let vendors = "datasets/device-makers/vendors.csv"

  @Test func placeholdersAndTheOwnCompanyAreReportedAndNotScreened() throws {
    let workspace = try Workspace()
    let text = try workspace.folder.text(Self.vendors)
    try workspace.folder.write(
      text + "n1,N/A,,CN,,,,,,,,\nn2,tbd,ZTE Corporation; -,CN,,,,,,,,\n", to: Self.vendors)
    let pipeline = try workspace.folder.text(workspace.pipeline)
    try workspace.folder.write(
      pipeline + "\nown_company: [Huawei Technologies]\n", to: workspace.pipeline)
    let check = try workspace.run("check", workspace.pipeline)
    #expect(check.status == 0, "\(check.errors)")

    let run = try workspace.run("run", workspace.pipeline, "--as-of", "2019-06-01", "--json")
    #expect(run.status == 0)
    #expect(
      try workspace.query(
        "SELECT vendor_id, issue, detail FROM v_inventory_issues JOIN v_current "
          + "USING (run_id, vendor_id)") == [
          "huawei|own-company|'Huawei Technologies Co., Ltd.' is 'Huawei Technologies' of "
            + "own_company; not screened",
          "n1|placeholder-name|the name 'N/A' is a placeholder; not screened",
          "n2|placeholder-name|the alias '-' holds no letter and no digit; not screened",
          "n2|placeholder-name|the name 'tbd' is a placeholder; screened under its aliases",
          "zte|duplicate-vendor|has the name of 'n2'",
        ])
    #expect(
      try workspace.query("SELECT vendor_id, query_name FROM v_hits ORDER BY vendor_id") == [
        "n2|ZTE Corporation", "zte|ZTE Corporation",
      ])
    #expect(
      try workspace.query(
        "SELECT vendor_id FROM v_findings WHERE subject = 'screened' ORDER BY vendor_id")
        == ["huawei", "n1"])
    let summary = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(
      summary["inventory_issues"] as? [String: Int] == [
        "placeholder_name": 3, "own_company": 1, "duplicate_vendor": 1, "unknown_parent": 0,
        "owners_cut_off": 0,
      ])
    let shown = try workspace.run("run", workspace.pipeline, "--as-of", "2019-06-01")
    #expect(
      shown.output.contains(
        "inventory issues: 3 placeholder names, 1 row of the own company, 1 likely duplicate\n"))
    #expect(
      try workspace.query("SELECT count(*) FROM v_inventory_issues WHERE run_id = 2") == ["5"])
    #expect(try workspace.query("SELECT count(*) FROM inventory_issues") == ["5"])
    #expect(
      try workspace.export("canonical/inventory_issues.csv").split(separator: "\r\n").count == 6)
  }

  @Test func aRunWithoutThemDoesNotSpeakOfThem() throws {
    let workspace = try Workspace()
    let run = try workspace.run("run", workspace.pipeline, "--as-of", "2018-06-06")
    #expect(!run.output.contains("inventory issues"))
    #expect(!run.output.contains("decisions:"))
  }
}
