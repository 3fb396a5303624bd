import Foundation
import Testing
import _TestSupport

/// Comparing and screening names from the command line.
@Suite struct NameCommandTests {
  private let workspace: Workspace

  init() throws { workspace = try Workspace() }

  @Test func twoNamesAreComparedWordByWord() throws {
    let same = try workspace.run("compare", "Hikvison Digital", "Hikvision Digital Ltd")
    #expect(same.status == 0 && same.errors.isEmpty)
    #expect(same.output.hasPrefix("same, similarity 0."))
    #expect(same.output.contains("misspelt"))
    let other = try workspace.run("compare", "Argo I", "Argo II")
    #expect(other.status == 0)
    #expect(other.output.hasPrefix("different, similarity "))
    #expect(other.output.hasSuffix("against: the numbers differ\n"))
  }

  @Test func aTableIsComparedRowByRow() throws {
    try workspace.folder.write("query,candidate\nKalashnikov,Калашников\n", to: "pairs.csv")
    let result = try workspace.run("compare", "--csv", "pairs.csv")
    #expect(result.status == 0)
    let lines = result.output.split(whereSeparator: \.isNewline)
    #expect(lines.count == 2)
    #expect(lines[0] == "query,candidate,similarity,probability,verdict,explanation")
    #expect(lines[1].contains(",same,"))
  }

  @Test func aNameIsScreenedAgainstTheListsAndNothingIsRecorded() throws {
    let result = try workspace.run(
      "screen", "--pipeline", workspace.pipeline, "--as-of", "2018-09-02", "ZTE Corp",
      "Zywkaroundish")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.hasPrefix("'ZTE Corp': "))
    #expect(result.output.contains("section-889/s889-zte: same, entry pending, similarity 1.00"))
    #expect(result.output.hasSuffix("'Zywkaroundish': no hit\n"))
    #expect(!FileManager.default.fileExists(atPath: workspace.database))
  }

  @Test func namesOfATableAreScreened() throws {
    try workspace.folder.write("name,country\nZTE Corp,China\nZywkaroundish,\n", to: "names.csv")
    let result = try workspace.run(
      "screen", "--pipeline", workspace.pipeline, "--as-of", "2018-09-02", "--csv", "names.csv")
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.output.split(whereSeparator: \.isNewline)
    #expect(
      lines.first
        == "line,name,list,entry_key,entry_name,kind,similarity,probability,entry_status,explanation"
    )
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("2,ZTE Corp,") } && lines.count > 1)
  }

  @Test func nearestEntriesAreShownOnRequest() throws {
    let result = try workspace.run(
      "screen", "--pipeline", workspace.pipeline, "--as-of", "2018-09-02", "--why-not",
      "ZTA Corporation")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.output.hasPrefix("'ZTA Corporation': no hit\n"))
  }

  @Test func wrongArgumentsEndWithStatus64() throws {
    for arguments in [
      ["compare"], ["compare", "A"], ["compare", "A", "B", "C"],
      ["compare", "A", "B", "--csv", "x.csv"],
      ["screen", "A"], ["screen", "--pipeline", workspace.pipeline],
      ["screen", "--pipeline", workspace.pipeline, "--country", "Atlantis", "A"],
      ["screen", "--pipeline", workspace.pipeline, "--workers", "0", "A"],
    ] {
      let result = try Workspace.execute(Workspace.program, arguments, in: workspace.folder)
      #expect(result.status == 64, "\(arguments): \(result.errors)")
      #expect(result.output.isEmpty)
    }
  }
}
