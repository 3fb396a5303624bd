import Foundation
import Testing
import _TestSupport

/// What an analyst finds who opens the database in datasette with the supplied metadata.
@Suite(.enabled(if: PythonModule.datasette.isInstalled, "datasette is not installed"))
struct DatasetteTests {
  /// Asks for pages without a server, and prints a line for each: path, status, number of rows.
  private static let client = """
    import asyncio, json, sys
    from datasette.app import Datasette
    async def main():
        metadata = json.load(open(sys.argv[2]))
        datasette = Datasette([sys.argv[1]], metadata=metadata)
        await datasette.invoke_startup()
        for path in sys.argv[3:]:
            response = await datasette.client.get(path)
            rows = len(response.json()) if ".json" in path else response.text.count("<tr")
            detail = "" if response.status_code == 200 else response.text[:300]
            print(path, response.status_code, rows, detail)
    asyncio.run(main())
    """

  @Test func everyQuestionIsAnswered() throws {
    let workspace = try Workspace()
    for day in ["2018-06-06", "2019-08-10", "2019-08-13"] { try workspace.runPipeline(asOf: day) }
    let file = Repository.path("packaging/datasette/metadata.json")
    let metadata = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: file)))
    let databases = (metadata as? [String: Any])?["databases"] as? [String: [String: Any]]
    let queries = try #require(databases?["results"]?["queries"] as? [String: Any])
    let parameters = [
      "worst_vendors_of_a_country": "country=cn", "history_of_a_vendor": "vendor=huawei",
      "evidence_for_and_against_a_vendor": "vendor=zte",
      "everything_a_source_supports": "source_id=hill-2018-06-06",
    ]
    // The model case rejects nothing.
    let mayBeEmpty: Set = ["rejects_by_kind", "what_changed_this_week"]
    let paths =
      queries.keys.sorted().map { "/results/\($0).json?_shape=array&\(parameters[$0] ?? "")" } + [
        "/", "/results", "/results/v_current", "/results/v_review_queue", "/results/v_inputs",
        "/results/v_changes", "/results/worst_vendors_of_a_country?country=CN",
      ]
    let python = try #require(Workspace.find("python3"))
    let result = try Workspace.execute(
      python, ["-c", Self.client, workspace.database, file] + paths, in: workspace.folder)
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.count == paths.count)
    for line in lines {
      #expect(line[1] == "200", "\(line)")
      let name = line[0].split(separator: "/").last?.split(separator: ".").first.map(String.init)
      if line[0].contains(".json"), !mayBeEmpty.contains(name ?? "") {
        #expect(line[2] != "0", "\(line[0]) has no rows")
      }
    }
  }
}

/// Python packages that tests use where they are there.
enum PythonModule: String {
  case datasette

  var isInstalled: Bool {
    guard let python = Workspace.find("python3"), let folder = try? ScratchFolder() else {
      return false
    }
    return (try? Workspace.execute(python, ["-c", "import \(rawValue)"], in: folder).status) == 0
  }
}
