import RiskCore
import Testing
import _RiskTestSupport

@testable import RiskPipeline

/// Names held against the lists of the model case, outside of a run.
@Suite struct ListScreeningTests {
  private func screening(asOf day: (Int, Int, Int)) throws -> ListScreening {
    let (configuration, policy) = try ConfigurationLoader.load(
      pipelineAt: Repository.path("pipelines/device-makers.yaml"))
    return try ListScreening(
      configuration: configuration, policy: policy,
      asOf: CivilDate(year: day.0, month: day.1, day: day.2), workers: 1)
  }

  private final class Collected { var bytes: [UInt8] = [] }

  private func table(_ text: String) throws -> (lines: [String], error: (any Error)?) {
    let folder = try ScratchFolder()
    let path = try folder.write(text, to: "names.csv")
    let collected = Collected()
    var failure: (any Error)?
    do {
      try screening(asOf: (2018, 9, 2)).screen(csv: path) { collected.bytes += $0 }
    } catch {
      failure = error
    }
    let lines = String(decoding: collected.bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    return (lines.map(String.init), failure)
  }

  @Test func aHitIsTextWithItsFiguresAndItsSentence() throws {
    let lines = try screening(asOf: (2018, 9, 2)).text(
      for: ListScreening.vendor(named: "ZTE Corporation", country: "CN"), showsNearest: false)
    #expect(lines[0] == "'ZTE Corporation': 1 same, 0 related")
    #expect(lines[1].hasPrefix("  section-889/s889-zte: same, entry pending, similarity 1.00"))
    #expect(lines[2].hasPrefix("    'ZTE Corporation' is the entry's name; "))
    #expect(lines.count == 3)
  }

  @Test func entriesListedLaterAreNotYetThere() throws {
    let lines = try screening(asOf: (2010, 1, 1)).text(
      for: ListScreening.vendor(named: "ZTE Corporation", country: nil), showsNearest: false)
    #expect(lines == ["'ZTE Corporation': no hit"])
  }

  @Test func withoutASharedWordNothingIsNear() throws {
    let lines = try screening(asOf: (2018, 9, 2)).text(
      for: ListScreening.vendor(named: "Zywkaroundish", country: nil), showsNearest: true)
    #expect(lines == ["'Zywkaroundish': no hit", "  no other entry is near"])
  }

  @Test func eachHitIsARowWithTheLineOfItsName() throws {
    let (lines, error) = try table("id,name,country\n1,Zywkaroundish,\n2,\"ZTE, Corp.\",China\n")
    #expect(error == nil)
    #expect(lines.count == 2)
    #expect(
      lines.last?.hasPrefix("3,\"ZTE, Corp.\",section-889,s889-zte,ZTE Corporation,same,") == true)
  }

  @Test func aTableWithoutNamesIsAnError() throws {
    let (lines, error) = try table("vendor,country\nZTE,China\n")
    #expect(lines.isEmpty)
    #expect("\(try #require(error))".contains("has no column 'name'"))
  }
}
