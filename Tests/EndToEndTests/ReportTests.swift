import Foundation
import Testing
import _TestSupport

/// The page of HTML, from the files to what a browser makes of it.
@Suite struct ReportTests {
  private static let page = "output/device-makers.html"

  private func run() throws -> Workspace {
    let workspace = try Workspace()
    for date in ["2017-08-10", "2018-06-06"] {
      // A vendor that became critical trips a gate.
      #expect(try workspace.runPipeline(asOf: date).status <= 1)
    }
    return workspace
  }

  @Test func aRunWritesThePageThatReportWrites() throws {
    let workspace = try run()
    let written = try workspace.folder.text(Self.page)
    let again = try workspace.run("report", workspace.pipeline, "--output", "output/again.html")
    #expect(again.output == "report of run 2 of 'device-makers' in output/again.html\n")
    #expect(try workspace.folder.text("output/again.html") == written)
    let first = try workspace.run(
      "report", workspace.pipeline, "--run", "1", "--output", "output/first.html")
    #expect(first.status == 0, "\(first.errors)")
    let before = try workspace.folder.text("output/first.html")
    #expect(before.contains("2017-08-10"))
    try workspace.runPipeline(asOf: "2019-06-01")
    try workspace.run("report", workspace.pipeline, "--run", "1", "--output", "output/first.html")
    #expect(try workspace.folder.text("output/first.html") == before)
  }

  @Test func whatKilledRunsLeftOfThePageIsFinishedOrRemoved() throws {
    let workspace = try run()
    let written = try workspace.folder.text(Self.page)
    // Run 3 came to nothing; the number is given again. Run 2 was killed before the last rename.
    try workspace.folder.write("half a page", to: "output/.device-makers.html.run-3")
    try workspace.folder.write("half a page", to: "output/.device-makers.html.run-0")
    try workspace.folder.write(written, to: "output/.device-makers.html.run-2")
    try FileManager.default.removeItem(atPath: workspace.folder.path(Self.page))
    let sources = "datasets/device-makers/sources.csv"
    let text = try workspace.folder.text(sources)
    try workspace.folder.write("no,such,columns\n", to: sources)
    #expect(try workspace.runPipeline(asOf: "2019-06-01").status == 65)
    try workspace.folder.write(text, to: sources)
    #expect(try workspace.runPipeline(asOf: "2019-06-01").status <= 1)
    #expect(try workspace.folder.text(Self.page).contains("2019-06-01"))
    #expect(try workspace.outputEntries() == Workspace.tidyOutput)
  }

  @Test func theTableSaysWhatTheFilesSay() throws {
    let workspace = try run()
    let page = try PageReader.read(try workspace.folder.text(Self.page))
    let lines = try workspace.export("canonical/scores.csv").split(whereSeparator: \.isNewline)
      .map { Self.cells(String($0)) }
    let header = lines[0]
    let rows = try #require(page.element(withID: "vendor-table")).all("tbody")[0].all("tr")
    #expect(rows.count == lines.count - 1)
    for line in lines.dropFirst() {
      let values = Dictionary(uniqueKeysWithValues: zip(header, line))
      let id = try #require(values["vendor_id"])
      let row = try #require(rows.first { $0.all(ofClass: "id").first?.text == id }, "\(id)")
      let cells = row.all("td")
      func value(_ column: String) -> String { values[column] ?? "?" }
      func two(_ column: String) -> String {
        String(format: "%.2f", (Double(value(column)) ?? .nan) + 1e-9)
      }
      #expect(cells[0].text == value("overall"))
      #expect(cells[1].text.hasPrefix(value("rating")))
      #expect(cells[2].text == "\(value("overall_lo"))–\(value("overall_hi"))")
      #expect(cells[4].text == (value("country").isEmpty ? "–" : value("country")))
      #expect(cells[5...7].map(\.text) == [value("da"), value("cp"), value("ns")])
      #expect(cells[8...10].map(\.text) == [two("coverage"), two("conflict"), two("stability")])
    }
    let severe = try workspace.query(
      "SELECT vendor_id FROM v_current WHERE rating IN ('critical', 'high') ORDER BY overall DESC")
    #expect(page.all("article").map { $0.attributes["id"] } == severe.map { "vendor-\($0)" })
    for count in try workspace.query("SELECT rating, count(*) FROM v_current GROUP BY rating") {
      let parts = count.split(separator: "|").map(String.init)
      let tile = try #require(
        page.all(ofClass: "tile").first { $0.all(ofClass: parts[0]).count > 0 })
      #expect(tile.all("b").first?.text == parts[1])
    }
  }

  /// Cells of a line without line breaks in them.
  private static func cells(_ line: String) -> [String] {
    var (cells, cell, isQuoted) = ([String](), "", false)
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        cells.append(cell)
        cell = ""
      case "\r": break
      default: cell.append(character)
      }
    }
    return cells + [cell]
  }

  @Test func thePageLoadsNothing() throws {
    let workspace = try run()
    let text = try workspace.folder.text(Self.page)
    let page = try PageReader.read(text)
    for element in page.descendants {
      #expect(element.attributes["src"] == nil && element.attributes["srcset"] == nil)
      #expect(element.attributes["href"]?.hasPrefix("#") ?? true)
    }
    for name in ["link", "img", "iframe", "object", "embed", "base", "form"] {
      #expect(page.all(name).isEmpty)
    }
    let style = try #require(page.all("style").first).text
    for piece in style.components(separatedBy: "url(").dropFirst() {
      #expect(piece.hasPrefix("#"))
    }
    #expect(!style.contains("@import"))
    #expect(!text.contains(workspace.folder.path), "no path of this machine")
  }

  @Test func headingsAndLandmarksAreInOrder() throws {
    let workspace = try run()
    let page = try PageReader.read(try workspace.folder.text(Self.page))
    var level = 0
    for heading in page.descendants where ["h1", "h2", "h3", "h4"].contains(heading.name) {
      let next = Int(heading.name.dropFirst()) ?? 0
      #expect(next <= level + 1, "\(heading.text)")
      level = next
    }
    #expect(page.all("h1").count == 1 && page.all("main").count == 1)
    #expect(page.all("nav").first?.attributes["aria-label"] != nil)
    #expect(page.all("html").first?.attributes["lang"] == "en")
    #expect(page.all(ofClass: "skip").first?.attributes["href"] == "#main")
    for label in page.all("label") {
      #expect(page.element(withID: label.attributes["for"] ?? "") != nil)
    }
  }

  @Test func aPipelineWithoutAReportWritesNone() throws {
    let workspace = try Workspace()
    let pipeline = try workspace.folder.text(workspace.pipeline)
    try workspace.folder.write(
      pipeline.split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.contains("report:") }.joined(separator: "\n"), to: workspace.pipeline)
    #expect(try workspace.runPipeline(asOf: "2018-06-06").status == 0)
    let path = workspace.folder.path(Self.page)
    #expect(!FileManager.default.fileExists(atPath: path))
    let report = try workspace.run("report", workspace.pipeline)
    #expect(report.status == 0, "\(report.errors)")
    #expect(FileManager.default.fileExists(atPath: path), "beside the folder of the files")
  }

  @Test func somebodyElsesFileIsLeftAloneAndTheRunTakenBack() throws {
    let workspace = try Workspace()
    try workspace.runPipeline(asOf: "2018-06-06")
    let scores = try workspace.export("canonical/scores.csv")
    try workspace.folder.write("<p>mine</p>", to: Self.page)
    let run = try workspace.runPipeline(asOf: "2018-06-20")
    #expect(run.status == 73)
    #expect(run.errors.contains("the file is no report of the pipeline 'device-makers'"))
    #expect(try workspace.folder.text(Self.page) == "<p>mine</p>")
    #expect(try workspace.query("SELECT count(*) FROM v_runs") == ["1"])
    #expect(try workspace.export("canonical/scores.csv") == scores)
    let names = try FileManager.default.contentsOfDirectory(
      atPath: workspace.folder.path("output"))
    #expect(names.filter { $0.hasPrefix(".") }.isEmpty)
  }

  @Test func whatIsNotThereIsNotReported() throws {
    let workspace = try Workspace()
    #expect(try workspace.run("report", workspace.pipeline).status == 66)
    try workspace.runPipeline(asOf: "2018-06-06")
    #expect(try workspace.run("report", workspace.pipeline, "--run", "9").status == 64)
    #expect(try workspace.run("report", workspace.pipeline, "--vendors", "-1").status == 64)
    #expect(try workspace.run("report", workspace.pipeline, "--output", "").status == 64)
    #expect(
      try workspace.run("report", workspace.pipeline, "--output", "datasets").status == 73)
  }
}
