import Foundation
import Testing
import _TestSupport

/// Lists over several runs: their limits, the last good copy, and editions.
@Suite struct ListTests {
  private let workspace: Workspace

  init() throws {
    workspace = try Workspace()
    try workspace.folder.write(
      "vendor_id,name,country\nv1,Example Trading Ltd,DE\n", to: "vendors.csv")
  }

  private func pipeline(_ lists: String) throws {
    try workspace.folder.write(
      """
      version: 1
      name: lists
      policy: pipelines/policies/default.yaml
      output: {database: output/results.sqlite, folder: output/lists}
      sources:
        - {id: vendors, table: vendors, format: csv, path: vendors.csv}
      \(lists)
      """, to: "lists.yaml")
  }

  private func list(_ id: String, path: String, _ more: String = "") -> String {
    """
      - id: \(id)
        table: watchlists
        format: csv
        path: \(path)
        list: {title: T, authority: A, severity: procurement-ban\(more)}

    """
  }

  private func write(_ count: Int, to name: String, date: String = "2024-01-01") throws {
    let rows = (1...count).map { "k\($0),Listed \($0),CN,\(date)" }
    try workspace.folder.write(
      "entry_key,name,country,listed_on\nx,Example Trading,DE,\(date)\n"
        + rows.joined(separator: "\n") + "\n", to: name)
  }

  private func run(asOf date: String = "2024-06-01") throws -> Workspace.Result {
    try workspace.run("run", "lists.yaml", "--as-of", date)
  }

  private var hits: [String] {
    get throws {
      try workspace.query(
        "SELECT run_id || ' ' || entry_key || ' ' || entry_status FROM v_hits ORDER BY 1")
    }
  }

  @Test func aListThatShrankGivesWayToItsLastGoodCopy() throws {
    try pipeline(list("l", path: "l.csv"))
    try write(50, to: "l.csv")
    #expect(try run().status == 0)
    // Newer than the copy, as a file cut short on its way is.
    try workspace.folder.write(
      "entry_key,name,country,listed_on\nk1,Listed 1,CN,2024-02-01\n", to: "l.csv")
    let second = try run()
    #expect(second.status == 69)
    #expect(second.errors.contains("the last good copy stands in for it"))
    // The vendor is still screened against what the list held.
    #expect(try hits == ["1 x active", "2 x active"])
    #expect(
      try workspace.query(
        "SELECT path, read, list_entries, list_uses_last_good FROM v_inputs "
          + "WHERE run_id = 2 AND source = 'l' ORDER BY path")
        == ["l.csv|1|51|1", "l.csv (last good copy)|51||"])
    // A whole list again is good again, and becomes the copy.
    try write(60, to: "l.csv")
    #expect(try run().status == 0)
    let copies = try FileManager.default.contentsOfDirectory(
      atPath: workspace.folder.path("output/results.sqlite.lists"))
    #expect(copies.count == 1)
  }

  @Test func ofALinkTheFileIsCopied() throws {
    try pipeline(list("l", path: "l.csv"))
    try write(30, to: "first.csv")
    try workspace.folder.write("", to: "second.csv")
    let link = workspace.folder.path("l.csv")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "first.csv")
    #expect(try run().status == 0)
    try FileManager.default.removeItem(atPath: link)
    try FileManager.default.removeItem(atPath: workspace.folder.path("first.csv"))
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "second.csv")
    #expect(try run().status == 69)
    #expect(try hits == ["1 x active", "2 x active"])
  }

  @Test(arguments: [
    "entry_key,name\n\"k1,List", "", "PK\u{03}\u{04}zip", "key,title\n1,a\n", "entry_key,name\n",
    "<html>not found</html>\n",
  ])
  func aListThatCannotBeReadGivesWayToItsLastGoodCopy(text: String) throws {
    try pipeline(list("l", path: "l.csv"))
    try write(30, to: "l.csv")
    #expect(try run().status == 0)
    try workspace.folder.write(text, to: "l.csv")
    #expect(try run().status == 69)
    #expect(try hits == ["1 x active", "2 x active"])
  }

  @Test func withoutAGoodCopyAnUnreadableListStopsTheRun() throws {
    try pipeline(list("l", path: "l.csv"))
    try workspace.folder.write("key,title\n1,a\n", to: "l.csv")
    #expect(try run().status == 65)
    #expect(!FileManager.default.fileExists(atPath: workspace.folder.path("output/lists")))
  }

  @Test func aMissingListStopsTheRunWhateverCopiesThereAre() throws {
    try pipeline(list("l", path: "l.csv"))
    try write(30, to: "l.csv")
    #expect(try run().status == 0)
    try FileManager.default.removeItem(atPath: workspace.folder.path("l.csv"))
    #expect(try run().status == 66)
  }

  @Test func ageCountsFromTheNewestDateToTheAsOfDate() throws {
    try pipeline(list("l", path: "l.csv", ", limits: {age_days: 30}"))
    try write(30, to: "l.csv", date: "2024-01-01")
    #expect(try run(asOf: "2024-01-31").status == 0)
    let late = try run(asOf: "2024-02-01")
    #expect(late.status == 69)
    #expect(late.errors.contains("31 days before the as-of date; the limit is 30"))
    // A stale list is better than none, and its copy is no fresher.
    #expect(late.errors.contains("it was used as it is"))
  }

  @Test func aPartThatVanishedIsNoticedThoughTheListIsLarge() throws {
    try pipeline(
      """
        - id: l
          table: watchlists
          format: us-csl
          path: l.csv
          list: {title: T, authority: A, severity: procurement-ban}

      """)
    func text(_ entityList: Int) -> String {
      let header =
        "source,entity_number,type,programs,name,addresses,federal_register_notice,start_date,"
        + "end_date,alt_names,ids\n"
      let treasury = (1...200).map {
        "Specially Designated Nationals (SDN) - T,\($0),Entity,,Alpha \($0),,,,,,\n"
      }
      let commerce = (0..<entityList).map { "Entity List (EL) - B,,,,Beta \($0),,,,,,\n" }
      return header + treasury.joined() + commerce.joined()
    }
    try workspace.folder.write(text(40), to: "l.csv")
    #expect(try run().status == 0)
    #expect(
      try workspace.query("SELECT part, entries, active FROM v_list_parts ORDER BY part")
        == ["EL|40|40", "SDN|200|200"])
    try workspace.folder.write(text(5), to: "l.csv")
    let second = try run()
    #expect(second.status == 69)
    #expect(second.errors.contains("its part 'EL' holds 5 entries, 40 at the last good load"))
  }

  @Test func anOlderEditionLeavesOnlyWhatEnded() throws {
    try pipeline(
      list("new", path: "new.csv")
        + list("old", path: "old.csv", ", edition_of: new"))
    try workspace.folder.write(
      "entry_key,name\nx,Example Trading\ny,Other\n", to: "old.csv")
    try workspace.folder.write("entry_key,name\ny,Other Inc\nz,Third\n", to: "new.csv")
    #expect(try run().status == 0)
    #expect(try hits == ["1 x ended"])
    let compared = try workspace.run("lists", "compare", "lists.yaml", "old", "new")
    #expect(compared.status == 0)
    #expect(compared.output.contains("1 added, 1 removed, 1 changed, 0 unchanged"))
    #expect(compared.output.contains("names gone: Other; names new: Other Inc"))
    let status = try workspace.run("lists", "status", "lists.yaml")
    #expect(status.status == 0)
    #expect(status.output.contains("old: against 'new' 1 added, 1 removed, 1 changed, 0 unchanged"))
  }

  @Test func aDamagedLaterEditionEndsNothing() throws {
    try pipeline(list("new", path: "new.csv") + list("old", path: "old.csv", ", edition_of: new"))
    try write(20, to: "old.csv")
    let rows = (1...20).map { "k\($0),Listed \($0),CN,someday\n" }.joined()
    try workspace.folder.write(
      "entry_key,name,country,listed_on\nk,Listed,CN,2024-02-01\n" + rows, to: "new.csv")
    #expect(try run().status == 69)
    #expect(try hits == ["1 x active"])
  }

  @Test func aCopyThatNoLongerGivesWhatItGaveIsNotUsed() throws {
    try pipeline(list("l", path: "l.csv"))
    try write(30, to: "l.csv")
    #expect(try run().status == 0)
    try pipeline(
      list("l", path: "l.csv").replacing(
        "csv\n    list", with: "csv\n    columns: {name: Entity}\n    list"))
    try workspace.folder.write("entry_key,Entity\nk1,Listed 1\n", to: "l.csv")
    let result = try run()
    #expect(result.status == 69)
    #expect(result.errors.contains("it was used as it is"))
  }

  @Test func whatAListThatFailsLeavesBehindDoesNotDependOnWorkers() throws {
    try pipeline(list("l", path: "l.csv.gz"))
    let rows = (0..<60_000).map {
      "k\($0),Listed \($0 &* 7919),CN,\($0 % 20 == 0 ? "soon" : "2024-01-01")\n"
    }
    try workspace.folder.write(
      "entry_key,name,country,listed_on\nx,Example Trading,DE,2024-01-01\n" + rows.joined(),
      to: "l.csv")
    let gzip = try #require(Workspace.find("gzip"))
    _ = try Workspace.execute(gzip, ["l.csv"], in: workspace.folder)
    #expect(try run().status == 0)
    let path = URL(fileURLWithPath: workspace.folder.path("l.csv.gz"))
    let whole = try Data(contentsOf: path)
    try whole.dropLast(whole.count / 3).write(to: path)
    var rejects: Set<String> = []
    for workers in ["1", "2", "8", "2"] {
      let result = try workspace.run(
        "run", "lists.yaml", "--as-of", "2024-06-01", "--workers", workers)
      #expect(result.status == 69)
      rejects.insert(try workspace.folder.text("output/lists/canonical/rejects.csv"))
    }
    #expect(rejects.count == 1)
  }

  @Test func aRunThatIsNotRecordedTellsOfUnhealthyListsToo() throws {
    try pipeline(list("l", path: "l.csv"))
    try write(30, to: "l.csv")
    #expect(try run().status == 0)
    try write(3, to: "l.csv")
    let result = try workspace.run(
      "run", "lists.yaml", "--as-of", "2024-06-01", "--until", "ingest")
    #expect(result.status == 69)
    #expect(result.errors.contains("the last good copy stands in for it"))
  }

  @Test func keysThatAFormatDoesNotTakeAreRefused() throws {
    try pipeline(
      """
        - {id: a, table: decisions, format: csv, path: a.csv, records: data}
        - {id: b, table: decisions, format: ndjson, path: b, skip_lines: 3}
        - id: c
          table: watchlists
          format: ofac-sdn
          path: sdn.csv
          columns: {name: Name}
          parts: {aliases: sdn.csv, adresses: add.csv}
          list: {title: T, authority: A, severity: warning}

      """)
    let result = try run()
    #expect(result.status == 78)
    for problem in [
      "sources[1].records has no meaning for 'csv'",
      "sources[2].skip_lines has no meaning for 'ndjson'",
      "sources[3].columns has no meaning for 'ofac-sdn', whose layout is known",
      "is no part of 'ofac-sdn'; did you mean 'addresses'?",
      "sdn.csv twice; one file is one part",
    ] { #expect(result.errors.contains(problem), "\(problem)") }
  }

  @Test func aFaultOfAListNamedTwiceIsToldBeforeAnythingIsRead() throws {
    try pipeline(list("l", path: "l.csv", ", edition_of: nothing"))
    try write(3, to: "l.csv")
    let result = try run()
    #expect(result.status == 78)
    #expect(result.errors.contains("list.edition_of is 'nothing', which is no list"))
  }

  @Test func theListOfTheWorkedExampleIsYAMLOnly() throws {
    let page = try String(contentsOfFile: Repository.path("CONTRIBUTING.md"), encoding: .utf8)
    func block(_ language: String) throws -> String {
      let section = try #require(page.range(of: "### A list in a known format"))
      let start = try #require(
        page.range(of: "```\(language)\n", range: section.upperBound..<page.endIndex))
      let end = try #require(page.range(of: "```", range: start.upperBound..<page.endIndex))
      return String(page[start.upperBound..<end.lowerBound])
    }
    try workspace.folder.write(try block("csv"), to: "datasets/house-list.csv")
    try pipeline(try block("yaml"))
    #expect(try run().status == 0)
    #expect(
      try workspace.query("SELECT entry_key, entry_name, status FROM v_hits")
        == ["H-1|Example Trading Ltd|open"])
  }
}
