import Testing
import _TestSupport

@testable import RiskExport
@testable import RiskReport

@Suite struct ChartTests {
  @Test func everyScoreIsInOneBin() {
    var histogram = Histogram()
    for score in [0, 9.99, 10, 55, 89.999, 90, 100] { histogram.add(score) }
    #expect(histogram.bins == [2, 1, 0, 0, 0, 1, 0, 0, 1, 2])
  }

  @Test func aHistogramSaysItsNumbersInWords() throws {
    var histogram = Histogram()
    for score in [3.0, 4, 95] { histogram.add(score) }
    let chart = try PageReader.read(histogram.svg(id: "da", title: "Data <access>"))
    let svg = chart.children[0]
    #expect(svg.attributes["role"] == "img")
    #expect(svg.all("title").map(\.text) == ["Data <access>"])
    #expect(svg.all("desc").map(\.text) == ["Vendors by score. 0–10: 2, 90–100: 1."])
    #expect(svg.all(ofClass: "count").map(\.text) == ["2", "1"])
    #expect(svg.all("rect").count == 2)
  }

  @Test(arguments: [
    (0, "0"), (9_999, "9999"), (10_000, "10k"), (123_456, "123k"), (1_000_000, "1.0M"),
  ])
  func largeCountsAreAbbreviated(count: Int, expected: String) {
    #expect(Histogram.abbreviated(count) == expected)
  }

  @Test func aBarIsAsLongAsItsParts() throws {
    let bar = try PageReader.read(RatingBar.svg(["critical": 1, "low": 3]))
    let parts = bar.all("rect")
    #expect(parts.map { $0.attributes["class"] } == ["fill-critical", "fill-low"])
    #expect(parts.map { $0.attributes["width"] } == ["25.00%", "75.00%"])
    #expect(parts.map { $0.attributes["x"] } == ["0.00%", "25.00%"])
  }

  @Test func aRunWithoutVendorsHasAnEmptyBar() throws {
    #expect(try PageReader.read(RatingBar.svg([:])).all("rect").isEmpty)
  }

  private func figures(_ overall: Double, _ coverage: Double, _ rating: String)
    -> DistributionFigures
  {
    DistributionFigures(
      overall: overall, dataAccess: 0, consentPractice: 0, nationalSecurity: 0,
      coverage: coverage, rating: rating)
  }

  @Test func vendorsInOnePlaceAreOneMarkWithTheirNumber() throws {
    var chart = CoverageChart()
    for _ in 0..<3 { chart.add(figures(34.6, 1, "moderate")) }
    chart.add(figures(80, 0.5, "critical"))
    let svg = try PageReader.read(chart.svg(thresholds: [("critical", 75)]))
    #expect(
      svg.all("use").map { $0.attributes["href"] } == ["#mark-moderate", "#mark-critical"],
      "the worst are drawn last")
    #expect(svg.all(ofClass: "count").map(\.text) == ["×3"])
    #expect(!chart.isGrid)
  }

  @Test func manyVendorsBecomeAGridThatHoldsThemAll() throws {
    var chart = CoverageChart()
    for index in 0..<2_001 {
      chart.add(figures(Double(index % 101), Double(index % 21) / 20, "high"))
    }
    #expect(chart.isGrid)
    let svg = try PageReader.read(chart.svg(thresholds: []))
    #expect(svg.all("use").isEmpty)
    #expect(svg.all(ofClass: "cell").count == 100)
    #expect(chart.table.map(\.total).compactMap(Int.init).reduce(0, +) == 2_001)
  }

  @Test func bandsOfCoverageIncludeTheirLowerEnd() {
    var chart = CoverageChart()
    for coverage in [0, 0.2, 0.6, 1] { chart.add(figures(10, coverage, "low")) }
    #expect(chart.table.map(\.total) == ["1", "1", "0", "1", "1"])
  }

  @Test func anIntervalHoldsItsScore() throws {
    let bar = try PageReader.read(
      IntervalBar.svg(StoredAssessment.Bounds(value: 40, low: 20, high: 70)))
    let interval = try #require(bar.all(ofClass: "interval").first)
    #expect(interval.attributes["x"] == "20.00%" && interval.attributes["width"] == "50.00%")
    #expect(bar.all("circle").first?.attributes["cx"] == "40.00%")
  }
}
