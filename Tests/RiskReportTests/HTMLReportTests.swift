import Foundation
import RecordIO
import Testing
import _TestSupport

@testable import RiskCore
@testable import RiskReport

@Suite struct HTMLReportTests {
  @Test func thePageIsTheOneLookedAt() throws {
    let sample = try SampleStore()
    try sample.run([
      Sample.rows("V1", overall: 60), Sample.rows("V2", overall: 10, rating: .low),
      Sample.rows("V3", overall: 30, rating: .moderate),
    ])
    let run = try sample.run([
      Sample.rows("V1", overall: 80, rating: .critical, name: "Acme & Sons"),
      Sample.rows("V3", overall: 29, rating: .moderate), Sample.rows("V4", overall: 55),
    ])
    var page = try sample.page(ofRun: run)
    // Style and script are files of their own; here they would hide what changed.
    for name in ["style", "script"] {
      let (start, end) = ("<\(name)>", "</\(name)>")
      let from = try #require(page.range(of: start)).upperBound
      let to = try #require(page.range(of: end)).lowerBound
      page.replaceSubrange(from..<to, with: "…")
    }
    page = page.replacing(/sha256-[^&]*&/, with: "sha256-…&")
    page = page.replacing(/[0-9a-f]{64}|· [0-9a-f]{12}/, with: "HASH")
    try Golden.expect(page, equals: "report/tiny.html")
  }

  @Test func aRunHasOnePageWheneverItIsMade() throws {
    let sample = try SampleStore()
    let first = try sample.run([Sample.rows("V1"), Sample.rows("V2", overall: 20, rating: .low)])
    let before = try sample.page(ofRun: first)
    try sample.run([Sample.rows("V1", overall: 90, rating: .critical)])
    try sample.run([Sample.rows("V7")], pipeline: "other")
    #expect(try sample.page(ofRun: first) == before)
  }

  @Test func aRunInItsTransactionHasThePageThatItKeeps() throws {
    let sample = try SampleStore()
    try sample.run([Sample.rows("V1")])
    let writer = try sample.begin([Sample.rows("V1", overall: 70), Sample.rows("V2")])
    let within = try sample.page(ofRun: writer.runID)
    try writer.commit()
    #expect(try sample.page(ofRun: writer.runID) == within)
  }

  @Test func whatIsLeftOutIsSaid() throws {
    let sample = try SampleStore()
    let run = try sample.run((1...4).map { Sample.rows("V\($0)", overall: Double(50 + $0)) })
    var options = HTMLReport.Options()
    options.vendors = 3
    options.sections = 1
    let page = try PageReader.read(try sample.page(ofRun: run, options))
    let vendors = try #require(page.element(withID: "vendors"))
    #expect(vendors.all(ofClass: "id").map(\.text) == ["V4", "V3", "V2"])
    #expect(vendors.text.contains("The 3 highest scores of 4 vendors"))
    #expect(vendors.text.contains("The other 1 stand in scores.csv"))
    let sections = try #require(page.element(withID: "sections"))
    #expect(sections.all("article").map { $0.attributes["id"] } == ["vendor-V4"])
    #expect(sections.text.contains("1 of 4 vendors that are rated critical or high"))
    #expect(vendors.all("a").map { $0.attributes["href"] } == ["#vendor-V4"])
  }

  @Test func muchEvidenceIsCutAndCounted() throws {
    let sample = try SampleStore()
    let run = try sample.run([
      Sample.rows("V1", excerpt: String(repeating: "word ", count: 2_000), evidenceCount: 50)
    ])
    let text = try sample.page(ofRun: run)
    let page = try PageReader.read(text)
    #expect(page.all(ofClass: "more").map(\.text) == ["and 39 more pieces"])
    #expect(text.utf8.count < 200_000)
  }

  @Test func aSectionShowsBothSidesAndWhatIsNotKnown() throws {
    let sample = try SampleStore()
    let run = try sample.run([Sample.rows("V1")])
    let page = try PageReader.read(try sample.page(ofRun: run))
    let section = try #require(page.element(withID: "vendor-V1"))
    let findings = section.all(ofClass: "finding")
    let breach = try #require(findings.first { $0.text.contains("breach or implant") })
    let (asserting, denying) = (
      try #require(breach.all(ofClass: "for").first),
      try #require(breach.all(ofClass: "against").first)
    )
    #expect(asserting.text.contains("Claimant 0"))
    #expect(asserting.all(ofClass: "idle").map { $0.text.contains("superseded") } == [true])
    #expect(denying.text.contains("the vendor itself"))
    #expect(denying.text.contains("New York Times, NYT-1, grade B2"))
    #expect(denying.text.contains("statements.csv:7"))
    #expect(section.text.contains("Unknown: nobody has told."))
    #expect(section.text.contains("Mitigated by: stays on device"))
    #expect(section.text.contains("ana: same. same party"))
    #expect(section.all(ofClass: "denied").count == 1)
    #expect(section.all(ofClass: "contradiction").count == 1)
    let points = findings.compactMap { $0.all(ofClass: "points").first?.text }.prefix(3)
    #expect(points.compactMap(Double.init).reduce(0, +) == 60)
  }

  @Test func theFirstRunHasNothingToCompareWith() throws {
    let sample = try SampleStore()
    let page = try PageReader.read(try sample.page(ofRun: try sample.run([Sample.rows("V1")])))
    #expect(page.element(withID: "movers")?.text.contains("first run of the pipeline") == true)
    #expect(page.element(withID: "trend")?.all("tr").count == 2)
  }

  @Test func theTrendMarksRunsWithAnotherPolicyOrProgram() throws {
    let sample = try SampleStore()
    let other = #"{"name":"other"}"#
    try sample.run([Sample.rows("V1")])
    try sample.run([Sample.rows("V1")], pipeline: "another", policy: "{}", program: "0.0.1")
    try sample.run([Sample.rows("V1")])
    try sample.run([Sample.rows("V1")], policy: other)
    try sample.run([Sample.rows("V1")], policy: other, program: "0.2.0")
    let run = try sample.run([Sample.rows("V1")])
    let page = try PageReader.read(try sample.page(ofRun: run))
    let trend = try #require(page.element(withID: "trend"))
    #expect(
      trend.all("tr").dropFirst().map { $0.all(ofClass: "new").map(\.text) }
        == [["new policy and program"], ["new program"], ["new policy"], [], []])
    #expect(trend.text.contains("ratings may differ for that alone"))
  }

  @Test func textFromOutsideKeepsItsDirectionToItself() throws {
    let sample = try SampleStore()
    let page = try PageReader.read(try sample.page(ofRun: try sample.run([Sample.rows("V1")])))
    let style = page.all("style").map(\.text).joined()
    func elements(_ value: String) throws -> [String] {
      let rule = try #require(
        style.split(separator: "\n").first { $0.hasSuffix("{ unicode-bidi: \(value); }") })
      return rule.split(separator: "{")[0].split(separator: ",")
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
    #expect(try Set(["td", "li", "span"]).isSubset(of: elements("isolate")))
    #expect(try Set(["h3", "a", "blockquote"]).isSubset(of: elements("plaintext")))
  }

  @Test func atMostTwelveRunsMakeTheTrend() throws {
    let sample = try SampleStore()
    var run: Int64 = 0
    for index in 0..<14 {
      run = try sample.run((0...index).map { Sample.rows("V\($0)", overall: 20, rating: .low) })
    }
    let page = try PageReader.read(try sample.page(ofRun: run))
    let rows = try #require(page.element(withID: "trend")).all("tr").dropFirst()
    #expect(rows.map { $0.all("td").last?.text } == (3...14).reversed().map { "\($0)" })
  }

  @Test func anUnhealthyListShowsItsBreaches() throws {
    let sample = try SampleStore()
    let page = try PageReader.read(try sample.page(ofRun: try sample.run([])))
    let lists = try #require(page.element(withID: "lists"))
    #expect(lists.all(ofClass: "state").map(\.text) == ["unhealthy"])
    #expect(lists.text.contains("it is 400 days old, more than 30"))
    #expect(lists.text.contains("the last good copy stands in"))
    #expect(lists.all("code").map(\.text) == ["bbbbbbbbbbbb"])
    #expect(page.element(withID: "overview")?.text.contains("None of 0 vendors") == true)
  }

  @Test func styleAndScriptAreAllThatThePolicyAllows() throws {
    let sample = try SampleStore()
    let page = try PageReader.read(try sample.page(ofRun: try sample.run([Sample.rows("V1")])))
    let policy = try #require(
      page.all("meta").first { $0.attributes["http-equiv"] == "Content-Security-Policy" }
        .flatMap { $0.attributes["content"] })
    #expect(policy.hasPrefix("default-src 'none'; base-uri 'none'; form-action 'none'; "))
    for name in ["style", "script"] {
      let pieces = page.all(name)
      #expect(pieces.count == 1)
      #expect(policy.contains("\(name)-src \(Templates.policyHash(of: pieces[0].text))"))
    }
  }

  @Test func aHashIsWrittenAsBrowsersReadIt() {
    #expect(
      Templates.policyHash(of: "") == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='")
  }

  @Test func aPageKnowsItsPipeline() throws {
    let sample = try SampleStore()
    let run = try sample.run([], pipeline: "a \"b\" <c>")
    let bytes = Array(try sample.page(ofRun: run).utf8)
    #expect(HTMLReport.isReport(bytes, of: "a \"b\" <c>"))
    #expect(!HTMLReport.isReport(bytes, of: "a"))
    #expect(!HTMLReport.isReport(Array("<!DOCTYPE html>".utf8), of: "a"))
  }
}
