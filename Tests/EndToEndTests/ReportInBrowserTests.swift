import Foundation
import Testing
import _TestSupport

/// What a browser makes of the page.
@Suite(.enabled(if: Workspace.find("chromium") != nil, "Chromium is not installed"))
struct ReportInBrowserTests {
  private static let hostile = [
    "</script><img src=x onerror=document.title='broken'>",
    "\"><svg onload=document.title='broken'>", "{{name}}", "\u{202E}gnp.exe",
    "<a href=javascript:document.title='broken'>x</a>",
    "'\u{301} onfocus='document.title=1' autofocus",
    "=1+1", String(repeating: "Long ", count: 2_000),
  ]

  private func workspace() throws -> Workspace {
    let workspace = try Workspace()
    let file = "datasets/device-makers/vendors.csv"
    var vendors = try workspace.folder.text(file)
    if !vendors.hasSuffix("\n") { vendors += "\n" }
    let columns = vendors.split(separator: "\n")[0].split(separator: ",").map(String.init)
    for (index, name) in Self.hostile.enumerated() {
      vendors +=
        columns.map { column in
          switch column {
          case "vendor_id": "h\(index)"
          case "name": "\"\(name.replacingOccurrences(of: "\"", with: "\"\""))\""
          default: ""
          }
        }.joined(separator: ",") + "\n"
    }
    try workspace.folder.write(vendors, to: file)
    let run = try workspace.runPipeline(asOf: "2018-06-06")
    #expect(run.status == 0, "\(run.errors)")
    return workspace
  }

  /// Returns the page as it stands in the browser once its script has run.
  private func dump(
    _ path: String, _ workspace: Workspace, options: [String] = []
  ) throws -> Workspace.Result {
    try Workspace.execute(
      try #require(Workspace.find("chromium")),
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--user-data-dir=\(workspace.folder.path("browser"))", "--enable-logging=stderr",
      ] + options + ["--dump-dom", "file://\(workspace.folder.path(path))"], in: workspace.folder)
  }

  /// Writes a copy of the page that runs `script` after its own.
  private func copy(_ workspace: Workspace, running script: String) throws -> String {
    let page = try workspace.folder.text("output/device-makers.html")
    let policy = /<meta http-equiv="Content-Security-Policy"[^>]*>/
    try workspace.folder.write(
      page.replacing(policy, with: "").replacing(
        "</body>", with: "<script>\(script)</script></body>"),
      to: "output/copy.html")
    return "output/copy.html"
  }

  @Test func theScriptRunsUnderThePolicyAndNamesStayText() throws {
    let workspace = try workspace()
    let shown = try dump("output/device-makers.html", workspace)
    #expect(shown.output.contains("<div class=\"controls\">"), "the controls show")
    #expect(!shown.output.contains("<div class=\"controls\" hidden"))
    #expect(
      shown.output.contains("<th scope=\"col\" data-sort=\"rating\"><button type=\"button\">"))
    #expect(shown.output.contains("<title>device-makers as of 2018-06-06"))
    for element in ["<img", "onerror=document.title='broken'>", "<svg onload", "autofocus=\""] {
      #expect(!shown.output.contains(element), "\(element)")
    }
    #expect(!shown.errors.contains("Content Security Policy"), "\(shown.errors)")
    #expect(!shown.errors.contains("Uncaught"), "\(shown.errors)")
  }

  @Test func headersSortAndTheFilterHides() throws {
    let workspace = try workspace()
    let path = try copy(
      workspace,
      running: """
        var heads = document.querySelectorAll("#vendor-table thead button");
        function ids() {
          return Array.from(document.querySelectorAll("#vendor-table tbody tr"))
            .filter(function (row) { return !row.hidden; })
            .map(function (row) { return row.querySelector(".id").textContent; }).join(" ");
        }
        function report(name) {
          var line = document.createElement("pre");
          line.id = name;
          line.textContent = ids() + " | " + document.querySelectorAll("[aria-sort]").length + " "
            + document.querySelector("[aria-sort]").getAttribute("aria-sort");
          document.body.appendChild(line);
        }
        report("at-first");
        heads[1].click(); report("lowest");
        heads[0].click(); report("by-name");
        heads[2].click(); report("by-rating");
        var rating = document.getElementById("filter-rating");
        rating.value = "critical"; rating.dispatchEvent(new Event("change")); report("critical");
        rating.value = ""; rating.dispatchEvent(new Event("change"));
        var text = document.getElementById("filter-text");
        text.value = "HUAWEI tech"; text.dispatchEvent(new Event("input")); report("found");
        """)
    let shown = try dump(path, workspace).output
    func line(_ name: String) throws -> String {
      let start = try #require(shown.range(of: "<pre id=\"\(name)\">"), "\(name)").upperBound
      return String(shown[start...].prefix { $0 != "<" })
    }
    let highest = try workspace.query(
      "SELECT vendor_id FROM v_current ORDER BY overall DESC, vendor_id")
    #expect(try line("at-first") == highest.joined(separator: " ") + " | 1 descending")
    let lowest = try workspace.query(
      """
      SELECT vendor_id FROM v_current ORDER BY round(overall, 2), vendor_id
      """)
    #expect(try line("lowest").hasPrefix(lowest[0]))
    #expect(try line("lowest").hasSuffix("| 1 ascending"))
    #expect(try line("by-name").hasSuffix("| 1 ascending"))
    #expect(try line("by-rating").hasPrefix("huawei zte "))
    #expect(try line("critical") == "huawei | 1 descending")
    #expect(try line("found") == "huawei | 1 descending")
  }

  @Test func aLinkOpensWhatItLeadsInto() throws {
    let workspace = try workspace()
    let path = try copy(
      workspace,
      running: """
        var folded = document.querySelector("#vendor-huawei details:not([open]) .body");
        folded.id = "within";
        location.hash = "#within";
        window.addEventListener("hashchange", function () {
          document.title = "opened " + folded.parentElement.open;
        });
        """)
    let shown = try dump(path, workspace, options: ["--virtual-time-budget=2000"])
    #expect(shown.output.contains("<title>opened true</title>"))
  }

  @Test func withoutItsScriptThePageIsAllThere() throws {
    let workspace = try workspace()
    let page = try workspace.folder.text("output/device-makers.html")
    try workspace.folder.write(
      page.replacing(/script-src &#39;sha256-[^&]*&#39;/, with: "script-src 'none'"),
      to: "output/idle.html")
    let shown = try dump("output/idle.html", workspace)
    #expect(shown.output.contains("<div class=\"controls\" hidden=\"hidden\">"))
    #expect(!shown.output.contains("<button"))
    for text in ["Huawei Technologies Co., Ltd.", "Nobody denies it.", "Review queue", "{{name}}"] {
      #expect(shown.output.contains(text), "\(text)")
    }
  }

  @Test(arguments: [360, 820, 1400])
  func thePageIsNoWiderThanItsWindow(width: Int) throws {
    let workspace = try workspace()
    let path = try copy(
      workspace,
      running:
        "document.title = 'width ' + document.documentElement.scrollWidth + ' of ' + innerWidth;")
    let shown = try dump(path, workspace, options: ["--window-size=\(width),900"]).output
    let title = try #require(shown.firstMatch(of: /<title>width (\d+) of (\d+)<\/title>/))
    #expect(Int(title.1) ?? .max <= Int(title.2) ?? 0, "\(title.0)")
  }
}
