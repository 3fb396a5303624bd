import Foundation
import Testing
import _TestSupport

@testable import RiskIngest

/// The format that CONTRIBUTING writes as an example, compiled and run.
@Suite struct WorkedExampleTests {
  private static func block(_ language: String, after heading: String) throws -> String {
    let page = try String(contentsOfFile: Repository.path("CONTRIBUTING.md"), encoding: .utf8)
    let section = try #require(page.range(of: heading))
    let start = try #require(
      page.range(of: "```\(language)\n", range: section.upperBound..<page.endIndex))
    let end = try #require(page.range(of: "```", range: start.upperBound..<page.endIndex))
    return String(page[start.upperBound..<end.lowerBound])
  }

  @Test func theExampleOnThePageIsTheOneCompiledHere() throws {
    let compiled = try String(
      contentsOfFile: Repository.path("Tests/RiskIngestTests/Formats/MinistryBulletin.swift"),
      encoding: .utf8)
    #expect(
      try Self.block("swift", after: "### A format")
        == compiled.replacingOccurrences(of: "\n@testable import RiskIngest\n", with: ""))
  }

  @Test func theExampleReadsItsSample() throws {
    let sample = try Self.block("text", after: "### A format")
    let loaded = try FormatLoader.load(.ministryBulletin, texts: [("", sample)])
    #expect(loaded.isBalanced)
    #expect(
      loaded.text(of: "B-17") == """
        B-17 organisation
        primary: Example Trading Ltd
        former: Sample Trading Ltd
        countries: DE
        listed: 2024-03-01
        """)
    #expect(loaded.rejects.map(\.kind) == [.badDate])
  }
}
