import Foundation
import RecordIO
import Testing
import _TestSupport

/// A consumer can tell a cut file from a whole one.
@Suite struct CompletenessTests {
  private struct Package: Decodable {
    let resources: [Resource]
  }

  private struct Resource: Decodable {
    let path: String
    let bytes: Int
    let hash: String
    let rows: Int
  }

  private func resources(of workspace: Workspace) throws -> [Resource] {
    try JSONDecoder().decode(
      Package.self, from: Data(workspace.export("datapackage.json").utf8)
    ).resources
  }

  @Test func sizeHashAndRowsTellEveryCut() throws {
    let workspace = try Workspace()
    for day in ["2018-06-06", "2019-06-06"] { try workspace.runPipeline(asOf: day) }
    let files = try workspace.exportedFiles().contents
    let resources = try resources(of: workspace)
    #expect(
      Set(resources.map(\.path)) == Set(files.keys).subtracting(["datapackage.json", "SHA256SUMS"]))
    for resource in resources {
      let whole = [UInt8](try #require(files[resource.path]))
      #expect(whole.count == resource.bytes, "\(resource.path)")
      #expect("sha256:" + ContentHash.sha256(whole) == resource.hash, "\(resource.path)")
      let rows = CSVText.rows(String(decoding: whole, as: UTF8.self)).count - 1
      #expect(rows == resource.rows, "\(resource.path)")
      // Ends of records are the cuts that a reader of CSV cannot see.
      let ends = whole.indices.dropLast().filter { whole[$0] == 0x0A }.map { $0 + 1 }
      let others = (0..<20).map { whole.count * $0 / 20 }
      for end in ends + others where end < whole.count {
        let cut = Array(whole[..<end])
        #expect(cut.count != resource.bytes)
        #expect("sha256:" + ContentHash.sha256(cut) != resource.hash, "\(resource.path) at \(end)")
        if ends.contains(end), CSVText.isBetweenRecords(cut) {
          let left = CSVText.rows(String(decoding: cut, as: UTF8.self)).count - 1
          #expect(left < resource.rows, "\(resource.path) at \(end)")
        }
      }
    }
  }

  /// The checks that Documentation/Results.md names, as they stand there.
  @Test func theDocumentedChecksTellAWholeFolderFromACutOne() throws {
    let page = try String(
      contentsOfFile: Repository.path("Documentation/Results.md"), encoding: .utf8)
    let commands = [
      "sha256sum": "sha256sum --check --quiet SHA256SUMS",
      "frictionless": "frictionless validate datapackage.json",
      "python3":
        #"python3 -c 'import hashlib, json, sys; sys.exit([r["path"] for r in json.load(open("datapackage.json"))["resources"] if "sha256:" + hashlib.sha256(open(r["path"], "rb").read()).hexdigest() != r["hash"]] or 0)'"#,
      "jq":
        #"jq -r '.resources[] | "\(.hash[7:])  \(.path)"' datapackage.json | sha256sum --check --quiet"#,
    ]
    let shell = try #require(Workspace.find("sh"))
    let workspace = try Workspace()
    try workspace.generate(vendors: 40, seed: 5)
    for day in ["2018-06-06", "2019-06-06"] { try workspace.runPipeline(asOf: day) }
    let folder = workspace.folder.path("output/device-makers")
    func status(_ command: String) throws -> Int32 {
      try Workspace.execute(shell, ["-c", "cd '\(folder)' && " + command], in: workspace.folder)
        .status
    }
    for (tool, command) in commands.sorted(by: { $0.key < $1.key }) {
      #expect(page.contains(command), "the page names: \(command)")
      guard Workspace.find(tool) != nil else { continue }
      #expect(try status(command) == 0, "\(tool) on a whole folder")
    }
    let path = "output/device-makers/canonical/findings.csv"
    let text = try workspace.folder.text(path)
    let lines = text.components(separatedBy: "\r\n")
    try workspace.folder.write(
      lines.prefix(lines.count / 2).joined(separator: "\r\n") + "\r\n", to: path)
    for (tool, command) in commands where Workspace.find(tool) != nil {
      #expect(try status(command) != 0, "\(tool) on a cut folder")
    }
  }

  /// Years later, whatever came after it, a run is exported as it was.
  @Test func everyStoredRunIsExportedAsItWas() throws {
    let workspace = try Workspace()
    try workspace.generate(vendors: 60, seed: 12)
    var expected: [ExportedFiles] = []
    for (index, day) in [
      "2018-06-06", "2018-06-06", "2019-06-06", "2017-06-06", "2019-06-06",
    ].enumerated() {
      if index == 3 {  // the inputs move on as well
        let file = "datasets/device-makers/vendors.csv"
        let lines = try workspace.folder.text(file).components(separatedBy: "\n")
        try workspace.folder.write(
          lines.enumerated().filter { $0.offset != 7 }.map(\.element).joined(separator: "\n"),
          to: file)
      }
      #expect(try workspace.runPipeline(asOf: day).status <= 1)
      expected.append(try workspace.exportedFiles())
    }
    for (index, files) in expected.enumerated() {
      let folder = "again/run-\(index + 1)"
      let result = try workspace.run(
        "export", workspace.pipeline, "--run", "\(index + 1)", "--folder", folder)
      #expect(result.status == 0, "\(result.errors)")
      let again = try ExportedFiles(workspace.folder.path(folder))
      for name in files.contents.keys.sorted() {
        #expect(again.contents[name] == files.contents[name], "run \(index + 1): \(name)")
      }
      #expect(again == files)
    }
  }
}
