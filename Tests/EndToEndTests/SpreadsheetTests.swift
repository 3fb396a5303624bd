import Foundation
import Testing
import _TestSupport

/// What a spreadsheet makes of the spreadsheet files.
@Suite(.enabled(if: Workspace.find("soffice") != nil, "LibreOffice is not installed"))
struct SpreadsheetTests {
  private static let names = [
    "北京某某科技有限公司", "ООО «Ромашка»", "=1+1", "+49 Trading", "@import", "-3 Degrees",
    "=HYPERLINK(\"http://localhost/\",\"click\")",
  ]

  @Test func namesSurviveAndNothingRuns() throws {
    let workspace = try Workspace()
    let file = "datasets/device-makers/vendors.csv"
    var text = "vendor_id,name,country\n"
    for (index, name) in Self.names.enumerated() {
      text += "000\(index),\"\(name.replacingOccurrences(of: "\"", with: "\"\""))\",DE\n"
    }
    try workspace.folder.write(text, to: file)
    for name in ["accesses", "statements"] {
      let path = "datasets/device-makers/\(name).csv"
      let header = try workspace.folder.text(path).split(separator: "\n")[0]
      try workspace.folder.write(header + "\n", to: path)
    }
    let run = try workspace.runPipeline(asOf: "2018-06-06")
    #expect(run.status == 0, "\(run.errors)")
    let office = try #require(Workspace.find("soffice"))
    let converted = try Workspace.execute(
      office,
      [
        "-env:UserInstallation=file://\(workspace.folder.path("office"))", "--headless",
        // Without a dialog LibreOffice takes CSV for Windows-1252, whatever its byte order mark says.
        "--infilter=Text - txt - csv (StarCalc):44,34,76,1", "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1",
        "--outdir", workspace.folder.path("converted"),
        workspace.folder.path("output/device-makers/spreadsheet/scores.csv"),
      ], in: workspace.folder)
    #expect(converted.status == 0, "\(converted.errors)")
    let folder = workspace.folder.path("converted")
    let output = try #require(
      try FileManager.default.contentsOfDirectory(atPath: folder).first)
    let sheet = try workspace.folder.text("converted/" + output)
    for (index, name) in Self.names.enumerated() {
      // Cells that could run carry an apostrophe; all others are as they were.
      let isRisky = "=+-@".contains(name.first ?? " ")
      let cell = (isRisky ? "'" : "") + name
      let quoted = cell.replacingOccurrences(of: "\"", with: "\"\"")
      #expect(sheet.contains(quoted), "\(name)")
      #expect(sheet.contains("000\(index)"), "leading zeros stay")
    }
  }
}
